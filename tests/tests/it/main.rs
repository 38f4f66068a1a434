//! The whole of tspmock from outside: every scenario in `fixtures`, every driver, every example in the documents, and
//! the rules of the house.

mod api;
mod cargo;
mod command;
mod coverage;
mod decorated;
mod docs;
mod drivers;
mod examples;
mod footprint;
mod golden;
mod guide;
mod home;
mod incident;
mod markdown;
mod packages;
mod planted;
mod play;
mod replays;
mod scenarios;
mod seam;
mod tidy;
