//! The built command.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use acd_run::run;

use crate::home::{files, root};
use crate::play::{options, plan_of, whole};

/// What a run of the command left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command at the root of the repository.
pub(crate) fn tspmock<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Ran {
    let mut command = Command::new(program());
    command.args(args).current_dir(root()).stdin(Stdio::null());
    for variable in ["NO_COLOR", "TSPMOCK_LOG", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    let Output { status, stdout, stderr } = command.output().expect("the command starts");
    Ran {
        code: status.code(),
        out: String::from_utf8_lossy(&stdout).replace("\r\n", "\n"),
        err: String::from_utf8_lossy(&stderr).replace("\r\n", "\n"),
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

#[test]
fn the_command_reports_what_the_library_reports() {
    let rules = "fixtures/scenarios/rules";
    let ran = tspmock(["run", "--format", "json", "--digest", rules]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let of_library = files(rules, ".scenario.json").into_iter().map(|file| {
        let report = whole(&file, run(&plan_of(&file), &options(&file)));
        report.to_line() + "\n"
    });
    assert_eq!(ran.out, of_library.collect::<String>());
}

/// A scenario that goes round for ever is invalid in the end: it never comes to a report.
#[test]
fn a_scenario_that_fails_ends_with_1_and_one_without_an_end_with_3() {
    for file in files("fixtures/failing", ".scenario.json") {
        let ran = tspmock(["run", "--format", "json", &file]);
        let code = if ran.out.is_empty() { 3 } else { 1 };
        assert_eq!(ran.code, Some(code), "{file}: {}", ran.err);
        assert_eq!(code == 3, file.contains("goes_round"), "{file}: {}", ran.err);
    }
}
