//! The constants, errors and functions against the facts of the contract, in both directions; and what every family of
//! constants can do.

mod contract;
mod facts;
mod families;
mod generic;
