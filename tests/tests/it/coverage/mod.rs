//! Nothing of the contract is missing: a table says what in Rust stands for each item of the reference and which test shows
//! it, and the tests in here hold the table against the facts, the sources and the page `docs/COVERAGE.md`.

mod gaps;
mod mistakes;
mod page;
mod policies;
mod sources;
mod table;
