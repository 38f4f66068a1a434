//! The command `tspmock`.

fn main() {}
