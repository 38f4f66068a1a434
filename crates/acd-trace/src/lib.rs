//! Recordings of a simulated ACD: a run that can be mailed.
//!
//! A recording is a text of JSON Lines that has all it takes to run a scenario again and to see whether the same comes of it.
//! It is written while a run goes on ([`Writer`]), read line by line ([`Reader`]), and told from what is none, or no longer
//! whole, or not as it was written ([`check()`], [`Flaw`]). Two runs are held against each other with [`first_difference`], and
//! a line reads well with [`Names::say`].
//!
//! What was asked of somebody's own provider, and how it ended, is kept likewise: [`ExchangeWriter`], [`read_exchanges`].
//!
//! Nothing here opens a file, knows what a scenario means, or runs an engine. Memory follows what is under way, and never the
//! length of a recording.
//!
//! ```
//! use acd_core::{Config, Engine};
//! use acd_trace::{Book, End, Header, Reader, ScenarioText, Writer, check};
//!
//! let config = Config::empty();
//! let book = Book::new(&config, &[], &[]);
//! let scenario = ScenarioText::new("nothing", "{ \"version\": 1 }");
//! let header =
//!     Header { scenario, seed: config.seed, policies: config.policies, epoch: "2000-01-01T00:00:00Z".to_owned() };
//!
//! let mut engine = Engine::new(config);
//! engine.keep_trace();
//! engine.apply(&acd_core::Command::CloseProxy).expect("it is open");
//!
//! let mut writer = Writer::new(Vec::new(), &header, book.clone())?;
//! for entry in engine.take_trace() {
//!     writer.write(&entry, None)?;
//! }
//! let recording = writer.finish(End { ended_at: engine.now(), events: engine.position(), halted: None })?;
//!
//! let sound = check(&recording[..])?;
//! assert_eq!((sound.footer.commands, sound.footer.records), (1, 1));
//! for line in Reader::open(&recording[..])?.lines(&book) {
//!     println!("{:?}", line?.entry);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The format, version 1
//!
//! One JSON object a line, each written in one way only: no spaces, members in a fixed order, no member without a value but
//! `cause` and `halted`. docs/RECORDINGS.md has an example and every member.
//!
//! - **The first line**, the header, begins with `{"recording":1,` in this version and with another number in another one. It has
//!   the version of the engine's trace, the version of tspmock, the scenario with the tables beside it, the seed, the policies
//!   and the epoch.
//! - **Records** (`{"t_us":…,"seq":…`) are facts in order, and **commands** (`{"t_us":…,"command":…`) what came from outside, in
//!   their place before the records that they made. What a scenario lists stands by its name, or by its number, from 1, where no
//!   name tells it. Sessions, calls and requests stand by number; the record of a beginning has the name. Durations are in
//!   microseconds.
//! - **The last line**, the footer, has the counts, the digest of the records, why a run was stopped, and at its end
//!   `,"checksum":"…"}`: the XXH3-128 of every byte of the file before that member. Every version of the format keeps to this
//!   first member and to this last one, so that an altered number of the version is told from a newer version.
//!
//! A recording without its last line is incomplete: it was cut, or is still being written.

mod book;
mod check;
mod checksum;
mod difference;
mod exchanges;
mod flaw;
mod header;
mod names;
mod reader;
mod say;
mod source;
mod sparse;
mod stored;
mod writer;

use acd_core::Entry;
use tapi_types::Time;

pub use book::Book;
pub use check::{Sound, check};
pub use difference::{Difference, Side, Told, Unlike, first_difference, unlike_headers};
pub use exchanges::{ExchangeWriter, read_exchanges};
pub use flaw::{Flaw, Kind};
pub use header::{FORMAT_VERSION, Footer, Header, ScenarioText};
pub use names::Names;
pub use reader::{Lines, Reader};
pub use writer::{End, Writer};

/// One line of a recording between its header and its footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What came from outside, or what happened.
    pub entry: Entry,
    /// For a command that a step of the scenario gave: the step's place in the file, from 0.
    pub step: Option<usize>,
}

impl Line {
    /// When.
    pub fn at(&self) -> Time {
        match &self.entry {
            Entry::Command(command) => command.at,
            Entry::Record(record) => record.at,
        }
    }
}
