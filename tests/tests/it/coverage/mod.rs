//! Nothing of the contract is missing: a table says what in Rust stands for each item of the reference and which test shows
//! it, and the tests in here hold the table against the facts, the sources and the page `docs/COVERAGE.md`. Beside them stand
//! the tests that no single crate has room for.

mod exchange;
mod gaps;
mod messages;
mod mistakes;
mod mutations;
mod page;
mod policies;
mod readings;
mod sources;
mod stand;
mod table;
