//! What a simple mock gets wrong, by its number among the twenty: each test fails with a provider that does so. Those of
//! arguments, bytes and completion stand beside the TAPI 2.2 face, in `crates/tapi-line/tests`.

mod figures;
mod objects;
