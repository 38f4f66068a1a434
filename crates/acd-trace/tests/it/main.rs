//! Recordings: written, read, broken, compared.

mod damage;
mod differences;
mod document;
mod drawn;
mod engines;
mod exchanges;
mod golden;
mod home;
mod lines;
mod round_trip;
mod saying;
mod writing;
