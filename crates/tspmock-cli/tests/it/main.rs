//! The command as a user meets it: arguments in, text, files and an exit code out.

mod bench;
mod check;
mod convert;
mod diff;
mod explain;
mod explore;
mod flaws;
mod help;
mod odd;
mod outputs;
mod record;
mod replay;
mod report;
mod run;
mod start;
mod usage;
