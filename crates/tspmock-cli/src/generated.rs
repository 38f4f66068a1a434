//! What the program can say about itself: the JSON Schema and the completions.

use clap::CommandFactory;

use crate::args::Cli;
use crate::console::Console;
use crate::exit::Exit;

/// Prints the JSON Schema of scenario files.
pub(crate) fn schema(console: &mut Console) -> Exit {
    let schema = serde_json::to_string_pretty(&acd_scenario::schema()).expect("a schema is plain data");
    console.data((schema + "\n").as_bytes());
    Exit::Done
}

/// Prints the completions for a shell.
pub(crate) fn completions(shell: clap_complete::Shell, console: &mut Console) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tspmock", &mut script);
    console.data(&script);
    Exit::Done
}
