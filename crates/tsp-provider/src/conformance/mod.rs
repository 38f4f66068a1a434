//! A suite that any provider can be held against.
//!
//! [`check`] asks a provider what a TAPI program would ask, one *clause* of the contract at a time, and
//! reports which clauses it breaks. Nothing panics, and nothing here knows how the provider works: all that
//! the suite needs is a [`Floor`], which makes a provider, names the objects to use, lets its time pass and,
//! where it can, lets a call come in. The suite runs on any executor, since it waits for nothing but the provider
//! and the floor.
//!
//! A clause has a stable [name](Clause::name) and a [source](Clause::source): the page of the Windows
//! headers that it comes from, or the policy that fills a gap there. Where the pages leave a choice that
//! scenarios offer as a policy, every reading passes. A provider may serve a part of the contract: clauses about requests of
//! later chapters than sessions, agents and queues, about messages, about other lines and about proxies are skipped where
//! it does not, and the report says so.

mod clause;
mod floor;
mod stand;

mod agents;
mod ears;
mod figures;
mod legacy;
mod lists;
mod objects;
mod periods;
mod proxies;
mod requests;
mod states;
mod telling;

pub use clause::{Clause, Outcome, Report};
pub use floor::Floor;

/// Every clause, in the order in which [`check`] goes through them.
pub fn clauses() -> impl Iterator<Item = &'static Clause> {
    [
        objects::CLAUSES,
        states::CLAUSES,
        agents::CLAUSES,
        periods::CLAUSES,
        figures::CLAUSES,
        requests::CLAUSES,
        lists::CLAUSES,
        legacy::CLAUSES,
        telling::CLAUSES,
        proxies::CLAUSES,
    ]
    .into_iter()
    .flatten()
}

/// Holds a provider against every clause. Each gets a floor of its own from `make`.
pub async fn check<F: Floor>(make: impl Fn() -> F) -> Report {
    let mut outcomes = Vec::new();
    for clause in clauses() {
        let outcome = clause.hold_against(&make()).await;
        tracing::debug!(clause = clause.name, ?outcome, "held against a clause");
        outcomes.push((clause, outcome));
    }
    Report { outcomes }
}
