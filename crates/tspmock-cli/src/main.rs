//! The command `tspmock`: reads scenario files, plays them, and tells what came of it.
//!
//! This crate turns arguments into calls of `acd-scenario` and `acd-run`, and what they return into text and
//! an exit code. Nothing in it decides what an ACD does.

mod args;
mod check;
mod console;
mod demo;
mod exit;
mod generated;
mod guard;
mod init;
mod input;
mod jobs;
mod junit;
mod log;
mod output;
mod play;
mod render;
mod run;
mod select;
mod tables;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use console::Console;
use exit::Exit;

fn main() -> ExitCode {
    guard::install();
    let cli = Cli::parse();
    let console = Console::new();
    match log::start(&console) {
        Ok(()) => work(&cli, console).into(),
        Err(exit) => exit.into(),
    }
}

/// Does what is asked. A panic here is an internal error like any other.
fn work(cli: &Cli, mut console: Console) -> Exit {
    let told = guard::guard(|| {
        let exit = match &cli.command {
            Command::Run(args) => run::run(args, &mut console),
            Command::Check(args) => check::check(args, &mut console),
            Command::Schema => generated::schema(&mut console),
            Command::Init(args) => init::init(args, &mut console),
            Command::Demo => demo::demo(&mut console),
            Command::Completions { shell } => generated::completions(*shell, &mut console),
        };
        (exit, console)
    });
    match told {
        Ok((exit, console)) => exit.max(console.finish()),
        Err(panic) => {
            Console::new().complain(&format!("internal error: {panic}"));
            Exit::Internal
        }
    }
}
