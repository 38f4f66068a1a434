//! What can be asked of a recording.

use tapi_types::Time;

/// How many calls that did not count are spelt out for each reason, unless all are asked for.
pub const LISTED_DEFAULT: usize = 5;

/// A question about a recorded run.
///
/// A field is a member of the report's row, as an expectation names it: `number_of_calls`, `period.total_calls_queued`,
/// `not_ready_reasons_us.lunch`. The prefix `period.` may be left out where the row itself has no such member, and so may a
/// unit at the end (`_s`, `_us`, `_e4`). Without a field every figure of the row is told in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// About a session's row.
    Session {
        /// As the scenario has it, or `<agent>/<group>/<n>`.
        name: String,
        /// Which figure; `None`: all.
        field: Option<String>,
        /// The moment; `None`: the end of the run.
        at: Option<Time>,
    },
    /// About an agent's row.
    Agent {
        /// As the scenario has it, requests that make agents included; or `agent/<n>` for one that was made in the run, n being
        /// the number of its handle.
        name: String,
        /// Which figure; `None`: all.
        field: Option<String>,
        /// The moment; `None`: the end of the run.
        at: Option<Time>,
    },
    /// About a queue's row.
    Queue {
        /// As the scenario has it.
        name: String,
        /// Which figure; `None`: all.
        field: Option<String>,
        /// The moment; `None`: the end of the run.
        at: Option<Time>,
    },
    /// How a call went.
    Call {
        /// As the scenario has it, or `<stream>/<n>`; `#<n>` for a call that has only a handle.
        name: String,
    },
    /// What became of a request.
    Request {
        /// The id of its step, or `#<n>` for the n-th request of the run.
        name: String,
    },
}

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// So many calls that did not count are spelt out for each reason; `usize::MAX`: all.
    pub listed: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { listed: LISTED_DEFAULT }
    }
}
