//! What stands around the lines of a recording: its header and its footer.

use std::collections::BTreeMap;

use acd_core::Policies;
use tapi_types::Time;

/// The version of the format that is written here, and the only one that is read.
pub const FORMAT_VERSION: u32 = 1;

/// What a recording is of: enough to run it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The scenario.
    pub scenario: ScenarioText,
    /// The seed of the run.
    pub seed: u64,
    /// The policies of the run.
    pub policies: Policies,
    /// Time zero, as the scenario writes it.
    pub epoch: String,
}

/// A scenario as text, with the tables beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScenarioText {
    /// Its name.
    pub name: String,
    /// Where it was found, for messages.
    pub file: String,
    /// The whole file.
    pub text: String,
    /// The files that it names, by their names in it.
    pub files: BTreeMap<String, String>,
}

impl ScenarioText {
    /// A scenario that lies in no file, and with no file beside it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> ScenarioText {
        ScenarioText { name: name.into(), text: text.into(), ..ScenarioText::default() }
    }
}

/// What the last line of a recording says of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footer {
    /// The number of records.
    pub records: u64,
    /// The number of outside commands.
    pub commands: u64,
    /// The number of events that the engine had handled.
    pub events: u64,
    /// Where the run ended.
    pub ended_at: Time,
    /// The digest of all records in order, 32 hexadecimal digits.
    pub digest: String,
    /// Why the engine stood still, if it did.
    pub halted: Option<String>,
    /// The checksum of every byte of the file before it, 32 hexadecimal digits.
    pub checksum: String,
}
