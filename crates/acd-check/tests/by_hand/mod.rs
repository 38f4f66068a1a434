//! Cases worked out by hand from the semantics: the model and the engine must both come to these figures.

mod calls;
mod contract;
mod counters;
mod hall;
mod order;
mod requests;
mod routing;
mod states;
mod transfers;
