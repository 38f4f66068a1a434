//! What is explored, and how much of it.

use std::num::NonZeroUsize;

use acd_explore::Seeds;
use acd_scenario::{NoFiles, Plan, Source, load};

pub(crate) fn read(text: &str) -> Plan {
    load(&Source { name: "test", bytes: text.as_bytes(), files: &NoFiles }).expect("the scenario is valid").plan
}

pub(crate) fn seeds(from: u64, count: u64, jobs: usize) -> Seeds {
    Seeds { from, count, jobs: NonZeroUsize::new(jobs).expect("at least one job") }
}

/// An evening of two agents that is so long, and what is expected of it: the member `expect`.
#[cfg(not(feature = "planted"))]
pub(crate) fn evening(until: &str, expect: &str) -> Plan {
    let shift = format!(r#""groups": [ {{ "group": "sales" }} ], "shifts": [ {{ "from": "0s", "to": "{until}" }} ]"#);
    read(&format!(
        r#"{{
  "version": 1,
  "name": "evening",
  "until": "{until}",
  "groups": [ {{ "id": "sales" }} ],
  "queues": [ {{ "id": "sales_q", "group": "sales" }} ],
  "agents": [ {{ "id": "anna", {shift} }}, {{ "id": "ben", {shift} }} ],
  "arrivals": [ {{ "id": "calls", "queue": "sales_q", "rate": {{ "poisson": {{ "per_hour": 120 }} }},
                  "talk": {{ "exponential": {{ "mean": "30s" }} }}, "patience": {{ "exponential": {{ "mean": "1m" }} }} }} ],
{expect}}}"#
    ))
}
