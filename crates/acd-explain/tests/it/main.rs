//! Explanations against the engine that ran: figures, calls, requests, and every reason for not counting.

mod agents;
mod calls;
mod figures;
mod missed;
mod play;
mod requests;
mod unknown;
