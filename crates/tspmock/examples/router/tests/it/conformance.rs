//! The contract, clause by clause.

use tsp_provider::conformance;

use crate::floor::Hall;

/// Clauses about agents by address, of which the router serves nothing.
const NOT_SERVED: [&str; 10] = [
    "unknown_address_is_invalid",
    "address_shows_the_session",
    "address_shows_the_call",
    "state_of_an_address_is_that_of_its_session",
    "address_takes_only_its_own_states",
    "activity_is_shown",
    "unknown_activity_is_invalid",
    "groups_of_an_address_are_listed",
    "groups_of_an_address_are_set",
    "unknown_extension_is_invalid",
];

#[tokio::test(start_paused = true)]
async fn every_clause_is_kept_or_about_what_is_not_served() {
    let report = conformance::check(Hall::new).await;
    assert!(report.conforms(), "the router does not conform\n{report}");
    assert_eq!(report.skipped(), NOT_SERVED, "{report}");
}
