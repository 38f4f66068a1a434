//! What was asked of a provider, as a file: what [`Recorded`](tsp_provider::Recorded) noted against somebody's own ACD can be
//! mailed, and played back without it by [`Replayed`](tsp_provider::Replayed).
//!
//! JSON Lines, and one way only to write each, as in a recording of a run: a header, an exchange a line in the order of
//! endings, and a last line with their number and the checksum. docs/RECORDINGS.md has every member.

mod ask;
mod objects;
mod outcome;
mod reader;
mod stored;
mod values;
mod writer;

pub use reader::read_exchanges;
pub use writer::ExchangeWriter;

/// How the first line begins, in every version of the format.
const HEADER_START: &[u8] = b"{\"exchanges\":";

/// The last line up to its checksum.
fn footer_start(count: u64) -> String {
    format!("{{\"count\":{count}")
}
