//! Plays a scenario to the end and says what came of it.
//!
//! Requests go through the TAPI 3 face, expectations look at the rows of the report, and tables and `JUnit`
//! files are written from records and reports. Nothing here decides what an ACD does.

mod commands;
pub mod expect;
pub mod floor;
pub mod junit;
mod outside;
pub mod picture;
mod recording;
pub mod report;
mod requests;
mod run;
mod script;
mod table_files;
pub mod tables;
#[cfg(test)]
mod testing;
mod watch;

pub use commands::StepCommands;
pub use floor::Floor;
pub use outside::{Made, Outside};
pub use picture::Picture;
pub use recording::{Recorder, RecordingOptions, Watching, book, header, is_stream};
pub use report::Report;
pub use run::{Around, Driver, RunError, RunOptions, Wrap, run, run_with};
pub use table_files::{TableOptions, write_tables};
pub use watch::Listener;
