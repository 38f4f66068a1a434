//! What queueing theory says, as pure functions, and how sure a simulation can be of its own figures.
//!
//! Rates are per second and times in seconds throughout. Sources: the classical formulas of Erlang (delay and
//! loss), Palm (impatient callers), Pollaczek and Khinchine, Crommelin (constant service), Cobham (priorities).

mod batches;
mod single;
mod station;

pub use batches::{Interval, interval, t_quantile};
pub use single::{constant_service_within, deterministic_arrivals_wait, pollaczek_khinchine_wait};
pub use station::{Figures, Patience, Station, erlang_b, erlang_c, priority_waits};
