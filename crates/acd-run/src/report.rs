//! The report of a run: one JSON object on one line, and public fields for whoever renders it otherwise.
//!
//! The members stand in the order of the contract; what is more than the contract asks for stands after
//! them. Nothing here looks at an engine.

mod rows;

use serde::Serialize;
use serde_json::Value;

pub use rows::{AgentPeriod, AgentRow, CallRow, QueuePeriod, QueueRow, Reasons, ServiceLevel, SessionRow};

/// The version of the report's shape.
pub const REPORT_VERSION: u32 = 1;

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// [`REPORT_VERSION`].
    pub report_version: u32,
    /// The scenario's name.
    pub scenario: String,
    /// The file it came from, as the user named it.
    pub file: String,
    /// The root of every random stream.
    pub seed: u64,
    /// All expectations were met, and every refusal was expected and came; see [`Report::verdict`].
    pub passed: bool,
    /// The end of the run, in microseconds since the epoch.
    pub ended_at_us: u64,
    /// What was checked, in file order.
    pub expectations: Vec<ExpectationRow>,
    /// Refused steps, and steps whose expected refusal did not come, in order of time.
    pub refused: Vec<RefusedRow>,
    /// Requests that were submitted, in this order.
    pub requests: Vec<RequestRow>,
    /// Sessions in order of creation.
    pub sessions: Vec<SessionRow>,
    /// Agents in file order.
    pub agents: Vec<AgentRow>,
    /// Queues in file order.
    pub queues: Vec<QueueRow>,
    /// ACD calls that steps name, in order of arrival.
    pub calls: Vec<CallRow>,
    /// The digest over all records, where somebody asked for it.
    pub digest: Option<String>,
    /// The number of records.
    pub records: u64,
    /// What a reader should know and what fails nothing: faults that never fired, say.
    pub warnings: Vec<String>,
}

impl Report {
    /// Whether a run with these rows passed.
    pub fn verdict(expectations: &[ExpectationRow], refused: &[RefusedRow]) -> bool {
        expectations.iter().all(|row| row.passed) && refused.iter().all(|row| row.expected)
    }

    /// The report as JSON on one line, without a line feed.
    ///
    /// # Panics
    /// Never: all members are plain data with text for keys.
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("a report is plain data")
    }
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExpectationRow {
    /// Its place in the file, from 0.
    pub index: usize,
    /// Its id in the file.
    pub id: Option<String>,
    /// When it looked, in microseconds since the epoch.
    pub at_us: u64,
    /// It was met.
    pub passed: bool,
    /// What it looked at, in words: `session s1 at 3m`.
    pub what: String,
    /// The members as written, durations in microseconds.
    pub expected: Value,
    /// The same members as they were; null where the thing did not come into being.
    pub actual: Value,
    /// For one that was not met: the nearest thing that did happen, in words, as far as the rows tell.
    pub nearest: Option<String>,
}

/// A step that was refused, or whose expected refusal did not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// The step's place in the file, from 0.
    pub step: usize,
    /// Its id in the file.
    pub id: Option<String>,
    /// When, in microseconds since the epoch.
    pub at_us: u64,
    /// The refusal; none where an expected one did not come.
    pub error: Option<String>,
    /// The step expected this refusal.
    pub expected: bool,
}

/// A request that was submitted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestRow {
    /// Its id in the file.
    pub request: String,
    /// `get_number_of_calls`, `put_state`, `create_session` and the like.
    pub method: String,
    /// When it was submitted, in microseconds since the epoch.
    pub submitted_us: u64,
    /// When the ACD took it up; none where it never did or had no need to.
    pub handled_us: Option<u64>,
    /// When the client had its answer or its time was up; none while open.
    pub finished_us: Option<u64>,
    /// What a getter or a create returned; a session created is given by its id in the file.
    pub value: Option<Value>,
    /// The error's name: `TAPI_E_TIMEOUT`, `LINEERR_OPERATIONFAILED` and the like.
    pub error: Option<String>,
    /// The code that the method returned, as a signed 32-bit number; none while open.
    pub hresult: Option<i32>,
}
