//! Plays a scenario to the end and says what came of it.
//!
//! Requests go through the TAPI 3 face, expectations look at the rows of the report, and tables and `JUnit`
//! files are written from records and reports. Nothing here decides what an ACD does.
//!
//! # Features
//!
//! Nothing is on by default: what a floor, its rows and its recordings need is always there.
//!
//! | Feature | What it adds |
//! |---|---|
//! | `play` | plans played to their end |
//! | `tables` | tables of a run by interval, as CSV; with `play` |
//! | `junit` | `JUnit` files |

mod asking;
mod commands;
pub mod expect;
pub mod floor;
#[cfg(feature = "junit")]
pub mod junit;
mod outside;
pub mod picture;
#[cfg(feature = "play")]
mod record_file;
mod recording;
pub mod report;
mod requests;
#[cfg(feature = "play")]
mod run;
#[cfg(feature = "play")]
mod script;
#[cfg(feature = "tables")]
mod table_files;
#[cfg(feature = "tables")]
pub mod tables;
#[cfg(test)]
mod testing;
#[cfg(feature = "play")]
mod watch;

pub use asking::{Asking, Heard, Waiting};
pub use commands::StepCommands;
pub use floor::Floor;
pub use outside::{Made, Outside};
pub use picture::Picture;
#[cfg(feature = "play")]
pub use record_file::{RecordingOptions, is_stream};
pub use recording::{Recorder, Watching, book, header};
pub use report::Report;
pub use requests::Wrap;
#[cfg(feature = "play")]
pub use run::{Around, Driver, RunError, RunOptions, run, run_with};
#[cfg(feature = "tables")]
pub use table_files::{TableOptions, write_tables};
#[cfg(feature = "play")]
pub use watch::Listener;
