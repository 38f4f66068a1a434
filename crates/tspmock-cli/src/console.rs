//! The two streams of the command: data goes to standard output, talk to standard error.
//!
//! Nothing here panics when a stream is gone. A reader who closes the pipe has seen enough: what is left
//! for standard output is dropped and the command ends with the code that it has earned.

use std::io::{self, ErrorKind, IsTerminal, Stderr, Write};

use clap::builder::StyledStr;

use crate::exit::Exit;

/// Standard output and standard error.
#[derive(Debug)]
pub(crate) struct Console {
    out: Out,
    err: Stderr,
    /// How standard output is dressed.
    pub(crate) out_style: Style,
    /// How standard error is dressed.
    pub(crate) err_style: Style,
}

/// The state of standard output.
#[derive(Debug)]
enum Out {
    Open,
    /// Its reader has left.
    Closed,
    /// It took no more.
    Broken(io::Error),
}

/// How a stream is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// Somebody looks at it.
    pub(crate) terminal: bool,
    /// It may carry colours.
    pub(crate) colour: bool,
}

impl Style {
    fn of(stream: &impl IsTerminal) -> Style {
        let terminal = stream.is_terminal();
        Style { terminal, colour: terminal && colours_are_welcome() }
    }

    /// A text in a colour, where colours are welcome.
    pub(crate) fn paint(self, ink: Ink, text: &str) -> String {
        if self.colour { format!("\x1b[{}m{text}\x1b[0m", ink.sgr()) } else { text.to_owned() }
    }

    /// A help text, with its colours where colours are welcome.
    pub(crate) fn dress(self, text: &StyledStr) -> String {
        if self.colour { text.ansi().to_string() } else { text.to_string() }
    }
}

/// What a text in colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// It is well.
    Good,
    /// It is not.
    Bad,
    /// Something to look at.
    Warn,
    /// A heading.
    Head,
}

impl Ink {
    const fn sgr(self) -> &'static str {
        match self {
            Ink::Good => "1;32",
            Ink::Bad => "1;31",
            Ink::Warn => "1;33",
            Ink::Head => "1",
        }
    }
}

/// `NO_COLOR` with any text in it, and terminals that call themselves dumb, want none.
fn colours_are_welcome() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

impl Console {
    /// The streams of this process.
    pub(crate) fn new() -> Console {
        let err = io::stderr();
        Console { out: Out::Open, out_style: Style::of(&io::stdout()), err_style: Style::of(&err), err }
    }

    /// Writes to standard output.
    pub(crate) fn data(&mut self, bytes: &[u8]) {
        self.out_do(|out| out.write_all(bytes));
    }

    /// Writes to standard error. If that fails there is nobody left to tell.
    pub(crate) fn talk(&self, text: &str) {
        let _ = self.err.lock().write_all(text.as_bytes());
    }

    /// Writes one line to standard error.
    pub(crate) fn say(&self, line: &str) {
        self.talk(&format!("{line}\n"));
    }

    /// Writes one line to standard error, marked as the reason why something does not go on.
    pub(crate) fn complain(&self, line: &str) {
        self.say(&format!("{} {line}", self.err_style.paint(Ink::Bad, "error:")));
    }

    /// Shows a line that the next one replaces; only where somebody looks.
    pub(crate) fn progress(&self, line: &str) {
        if self.err_style.terminal {
            self.talk(&format!("\r\x1b[2K{line}"));
        }
    }

    /// Brings out what is still held, and says how writing went.
    pub(crate) fn finish(mut self) -> Exit {
        self.out_do(|out| out.flush());
        match &self.out {
            Out::Open | Out::Closed => Exit::Done,
            Out::Broken(error) => {
                self.complain(&format!("standard output could not be written: {error}"));
                Exit::Unwritable
            }
        }
    }

    fn out_do(&mut self, act: impl FnOnce(&mut io::StdoutLock<'_>) -> io::Result<()>) {
        if !matches!(self.out, Out::Open) {
            return;
        }
        if let Err(error) = act(&mut io::stdout().lock()) {
            self.out = if error.kind() == ErrorKind::BrokenPipe { Out::Closed } else { Out::Broken(error) };
        }
    }
}
