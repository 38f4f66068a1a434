//! The command `tspmock`: plays scenario files, works on recordings of them, and tells what came of it.
//!
//! This crate turns arguments into calls of the libraries (`acd-scenario`, `acd-run`, `acd-replay`, `acd-explain`,
//! `acd-explore`), and what they return into text and an exit code. Nothing in it decides what an ACD does.

mod args;
mod check;
mod closer;
mod console;
mod convert;
mod demo;
mod determinism;
mod diff;
mod exit;
mod explain;
mod explore;
mod generated;
mod guard;
mod init;
mod input;
mod jobs;
mod junit;
mod log;
mod output;
mod play;
mod questions;
mod recording;
mod render;
mod replay;
mod run;
mod select;
mod shrunk;
mod tables;
mod trace;
mod whom;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use console::Console;
use exit::Exit;

fn main() -> ExitCode {
    guard::install();
    let mut console = Console::new();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(wrong) if wrong.use_stderr() => wrong.exit(),
        Err(help) => {
            console.data(console.out_style.dress(&help.render()).as_bytes());
            return console.finish().into();
        }
    };
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
            Command::Replay(args) => replay::replay(args, &mut console),
            Command::Diff(args) => diff::diff(args, &mut console),
            Command::Explain(args) => explain::explain(args, &mut console),
            Command::Convert(args) => convert::convert(args, &mut console),
            Command::Explore(args) => explore::explore(args, &mut console),
            Command::Trace(args) => trace::trace(args, &mut console),
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
