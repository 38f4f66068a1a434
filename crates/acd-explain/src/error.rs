//! Questions that have no answer.

use tapi_types::{Time, nearest};

/// How many names an error lists.
const NAMES_LISTED: usize = 20;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// Nothing of that name.
    #[error("there is no {kind} `{name}`{}; {}", did_you_mean(near.as_deref()), there_are(kind, known))]
    Unknown {
        /// `session`, `agent`, `queue`, `call` or `request`.
        kind: &'static str,
        /// What was asked for.
        name: String,
        /// What was meant, perhaps.
        near: Option<String>,
        /// What there is: the first of many.
        known: Vec<String>,
    },
    /// The scenario names it, but it came later or not at all.
    #[error("{kind} `{name}` did not come into being up to {at}")]
    NotYet {
        /// `session`, `agent` or `call`.
        kind: &'static str,
        /// What was asked for.
        name: String,
        /// The moment asked about, or the end of the run.
        at: Time,
    },
    /// The row has no such member.
    #[error("the row of {kind} has no figure `{field}`{}; it has {}", did_you_mean(near.as_deref()), known.join(", "))]
    UnknownField {
        /// `a session`, `an agent` or `a queue`.
        kind: &'static str,
        /// What was asked for.
        field: String,
        /// What was meant, perhaps.
        near: Option<String>,
        /// All members.
        known: Vec<String>,
    },
    /// The run was over before.
    #[error("the run ended at {end}, before {at}")]
    AfterTheEnd {
        /// The moment asked about.
        at: Time,
        /// The end of the run.
        end: Time,
    },
}

impl ExplainError {
    pub(crate) fn unknown(kind: &'static str, name: &str, known: Vec<String>) -> ExplainError {
        let near = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        ExplainError::Unknown { kind, name: name.to_owned(), near, known: first(known) }
    }
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default()
}

fn there_are(kind: &str, known: &[String]) -> String {
    if known.is_empty() { format!("there is no {kind} at all") } else { format!("there are {}", known.join(", ")) }
}

/// The first of many names, and a sign that there are more.
fn first(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names = names.into_iter();
    let mut listed: Vec<String> = names.by_ref().take(NAMES_LISTED).collect();
    if names.next().is_some() {
        listed.push("…".to_owned());
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_cut_short() {
        let names = |n: usize| (0..n).map(|n| n.to_string());
        assert_eq!(first(names(NAMES_LISTED)).len(), NAMES_LISTED);
        assert_eq!(first(names(100)).last().map(String::as_str), Some("…"));
    }
}
