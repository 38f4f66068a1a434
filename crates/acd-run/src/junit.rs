//! `JUnit` files: one suite for each scenario, one case for each expectation and for each refusal that went
//! wrong.
//!
//! The same reports give the same bytes: no clock is read, all cases take no time, and the virtual end of a
//! run is a property of its suite.

use std::io;
use std::time::Duration;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use serde_json::Value;
use tapi_types::Time;

use crate::report::{ExpectationRow, RefusedRow, Report};

/// What came of a scenario's file.
#[derive(Debug, Clone, Copy)]
pub enum Ran<'a> {
    /// It ran to its end.
    Ended(&'a Report),
    /// It could not be read or was stopped.
    Broken {
        /// The file, as the user named it.
        file: &'a str,
        /// What is wrong with it, in words.
        errors: &'a [String],
    },
}

/// Writes the suites in the order given.
///
/// # Errors
/// Those of the writer.
pub fn write(ran: &[Ran<'_>], to: impl io::Write) -> io::Result<()> {
    let mut report = quick_junit::Report::new("tspmock");
    report.set_time(Duration::ZERO);
    report.add_test_suites(ran.iter().map(suite));
    report.serialize(to).map_err(io::Error::other)
}

fn suite(ran: &Ran<'_>) -> TestSuite {
    match *ran {
        Ran::Ended(report) => ended(report),
        Ran::Broken { file, errors } => broken(file, errors),
    }
}

fn ended(report: &Report) -> TestSuite {
    let mut suite = new_suite(&report.scenario, &report.file);
    suite.add_property(("seed", report.seed.to_string().as_str()));
    suite.add_property(("ended_at_us", report.ended_at_us.to_string().as_str()));
    let expectations = report.expectations.iter().map(expectation);
    let refused = report.refused.iter().filter(|row| !row.expected).map(refusal);
    let mut cases: Vec<TestCase> = expectations.chain(refused).collect();
    if cases.is_empty() {
        // Readers take a suite without cases for a mistake, and running to the end is what this one promised.
        cases.push(TestCase::new("runs to its end", TestCaseStatus::success()));
    }
    add(&mut suite, &report.scenario, cases);
    suite
}

fn broken(file: &str, errors: &[String]) -> TestSuite {
    let mut suite = new_suite(file, file);
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_type("error").set_message(errors.first().map_or("it did not run", String::as_str));
    status.set_description(errors.join("\n"));
    add(&mut suite, file, vec![TestCase::new("runs to its end", status)]);
    suite
}

fn new_suite(name: &str, file: &str) -> TestSuite {
    let mut suite = TestSuite::new(name);
    suite.set_time(Duration::ZERO).add_property(("file", file));
    suite
}

fn add(suite: &mut TestSuite, scenario: &str, cases: Vec<TestCase>) {
    for mut case in cases {
        case.set_classname(scenario).set_time(Duration::ZERO);
        suite.add_test_case(case);
    }
}

fn expectation(row: &ExpectationRow) -> TestCase {
    let name = named("expect", row.index, row.id.as_deref(), &row.what);
    if row.passed {
        return TestCase::new(name, TestCaseStatus::success());
    }
    let actual =
        if row.actual == Value::Null { "it did not come into being".to_owned() } else { row.actual.to_string() };
    let mut lines = vec![row.what.clone(), format!("expected: {}", row.expected), format!("actual:   {actual}")];
    lines.extend(row.nearest.as_ref().map(|nearest| format!("nearest:  {nearest}")));
    let message = format!("expected {}, actual: {actual}", row.expected);
    TestCase::new(name, failure("expectation", message, &lines.join("\n")))
}

fn refusal(row: &RefusedRow) -> TestCase {
    let at = Time::from_micros(row.at_us);
    let what = match &row.error {
        Some(error) => format!("refused at {at} with {error}"),
        None => format!("not refused at {at}"),
    };
    let message = match &row.error {
        Some(_) => format!("the step was {what}, which it does not expect"),
        None => format!("the step was {what}, though it expects to be"),
    };
    TestCase::new(named("steps", row.step, row.id.as_deref(), &what), failure("refusal", message.clone(), &message))
}

/// The place in the file keeps names apart, the id and the words say what it is.
fn named(list: &str, place: usize, id: Option<&str>, what: &str) -> String {
    match id {
        Some(id) => format!("{list}[{place}] {id}: {what}"),
        None => format!("{list}[{place}] {what}"),
    }
}

fn failure(kind: &str, message: String, description: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(kind).set_message(message).set_description(description);
    status
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing;

    fn written(ran: &[Ran<'_>]) -> String {
        let mut bytes = Vec::new();
        write(ran, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn report(expectations: Vec<ExpectationRow>, refused: Vec<RefusedRow>) -> Report {
        Report { expectations, refused, ..testing::report() }
    }

    fn row(passed: bool) -> ExpectationRow {
        ExpectationRow {
            index: 0,
            id: None,
            at_us: 180_000_000,
            passed,
            what: "session s1 at 3m".to_owned(),
            expected: json!({ "state": "ready" }),
            actual: json!({ "state": "not_ready" }),
            nearest: Some("session s2 of the same agent is as expected".to_owned()),
        }
    }

    fn refused(step: usize, error: Option<&str>, expected: bool) -> RefusedRow {
        RefusedRow { step, id: Some("early".to_owned()), at_us: 1_000_000, error: error.map(str::to_owned), expected }
    }

    #[test]
    fn failures_tell_what_was_expected_and_what_was() {
        let wrong = vec![
            refused(1, Some("LINEERR_INVALAGENTSTATE"), true),
            refused(2, Some("LINEERR_INVALPARAM"), false),
            refused(3, None, false),
        ];
        let met = ExpectationRow { index: 1, id: Some("calm".to_owned()), ..row(true) };
        let report = report(vec![row(false), met], wrong);
        assert_eq!(
            written(&[Ran::Ended(&report)]),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="tspmock" tests="4" skipped="0" failures="3" errors="0" time="0.000">
    <testsuite name="three_callers" tests="4" skipped="0" errors="0" failures="3" time="0.000">
        <properties>
            <property name="file" value="three_callers.scenario.json"/>
            <property name="seed" value="42"/>
            <property name="ended_at_us" value="180000000"/>
        </properties>
        <testcase name="expect[0] session s1 at 3m" classname="three_callers" time="0.000">
            <failure message="expected {&quot;state&quot;:&quot;ready&quot;}, actual: {&quot;state&quot;:&quot;not_ready&quot;}" type="expectation">session s1 at 3m
expected: {&quot;state&quot;:&quot;ready&quot;}
actual:   {&quot;state&quot;:&quot;not_ready&quot;}
nearest:  session s2 of the same agent is as expected</failure>
        </testcase>
        <testcase name="expect[1] calm: session s1 at 3m" classname="three_callers" time="0.000"/>
        <testcase name="steps[2] early: refused at 1s with LINEERR_INVALPARAM" classname="three_callers" time="0.000">
            <failure message="the step was refused at 1s with LINEERR_INVALPARAM, which it does not expect" type="refusal">the step was refused at 1s with LINEERR_INVALPARAM, which it does not expect</failure>
        </testcase>
        <testcase name="steps[3] early: not refused at 1s" classname="three_callers" time="0.000">
            <failure message="the step was not refused at 1s, though it expects to be" type="refusal">the step was not refused at 1s, though it expects to be</failure>
        </testcase>
    </testsuite>
</testsuites>
"#
        );
    }

    #[test]
    fn a_file_that_does_not_run_is_an_error_and_a_run_without_checks_is_a_success() {
        let errors = ["bad.json:1:2: expected a comma".to_owned(), "bad.json:9:1: no such agent: ana".to_owned()];
        let silent = report(Vec::new(), Vec::new());
        let text = written(&[Ran::Broken { file: "bad.json", errors: &errors }, Ran::Ended(&silent)]);
        assert!(
            text.contains(r#"<testsuites name="tspmock" tests="2" skipped="0" failures="0" errors="1" time="0.000">"#),
            "{text}"
        );
        assert!(text.contains("no such agent: ana</error>"), "{text}");
        assert!(
            text.contains(r#"<testcase name="runs to its end" classname="three_callers" time="0.000"/>"#),
            "{text}"
        );
    }
}
