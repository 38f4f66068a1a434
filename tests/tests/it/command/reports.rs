//! What the command reports, and how it ends.

use acd_run::run;

use super::tspmock;
use crate::home::files;
use crate::play::{options, plan_of, whole};

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
