//! The built command. What stands in this module needs `cargo test --workspace`, which builds it.

mod invalid;
mod reports;
mod schema;
mod shown;
mod story;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::home::root;

/// What a run of the command left.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs the command at the root of the repository.
fn tspmock<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Ran {
    let mut command = Command::new(program());
    command.args(args).current_dir(root()).stdin(Stdio::null());
    for variable in ["NO_COLOR", "TSPMOCK_LOG", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    Ran::of(&command.output().expect("the command starts"))
}

impl Ran {
    fn of(Output { status, stdout, stderr }: &Output) -> Ran {
        Ran {
            code: status.code(),
            out: String::from_utf8_lossy(stdout).replace("\r\n", "\n"),
            err: String::from_utf8_lossy(stderr).replace("\r\n", "\n"),
        }
    }
}

/// The command that cargo built with these tests: two folders above the tests' own program.
fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("a test knows where it is");
    let folder = tests.parent().and_then(|deps| deps.parent()).expect("tests are built in target/<profile>/deps");
    let program = folder.join(format!("tspmock{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is not built: run cargo test --workspace", program.display());
    program
}
