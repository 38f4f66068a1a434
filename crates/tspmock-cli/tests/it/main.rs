//! The command as a user meets it: arguments in, text, files and an exit code out.

mod bench;
mod check;
mod help;
mod odd;
mod outputs;
mod report;
mod run;
mod start;
mod usage;
