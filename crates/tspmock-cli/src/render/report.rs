//! The report of a run for people: a header, the floor in figures, what went wrong, and the verdict.
//!
//! It speaks of virtual time only, so the same run prints the same text.

use acd_run::Report;
use acd_run::report::ExpectationRow;
use tapi_types::Time;

use crate::console::{Ink, Style};

use super::failures::{expectation, refusal, wrapped};
use super::table::COLUMNS;
use super::text::{count, cut, cut_left, plain, plural, width};
use super::{agents, queues, requests};

/// What to paste to look closer at an expectation that was not met.
pub(crate) type Closer<'a> = dyn Fn(&ExpectationRow) -> Vec<String> + 'a;

/// The whole report.
pub(crate) fn whole(report: &Report, style: Style, closer: &Closer<'_>) -> String {
    let mut sections = vec![header(report, style)];
    let tables = [queues::lines(&report.queues), agents::lines(report), requests::lines(&report.requests)];
    sections.extend(tables.into_iter().filter(|lines| !lines.is_empty()));
    sections.extend(failures(report, style, closer));
    sections.push(vec![verdict(report, style)]);
    let text: Vec<String> = sections.iter().map(|lines| lines.join("\n")).collect();
    text.join("\n\n") + "\n"
}

/// One line about a run among many.
pub(crate) fn line(report: &Report, style: Style) -> String {
    let figures = format!("{} offered in {}", count(offered(report)), Time::from_micros(report.ended_at_us));
    let room = COLUMNS.saturating_sub("PASSED  ".len() + 2 + width(&figures));
    let file = cut_left(&plain(&report.file), room);
    let blank = " ".repeat(room.saturating_sub(width(&file)));
    format!("{}  {file}{blank}  {figures}\n", word(report, style))
}

fn header(report: &Report, style: Style) -> Vec<String> {
    let name = cut(&plain(&report.scenario), COLUMNS);
    let figures = format!(
        "seed {}, {} of virtual time, {} offered, {} answered, {}",
        report.seed,
        Time::from_micros(report.ended_at_us),
        count(offered(report)),
        count(report.queues.iter().map(|queue| queue.answered).sum()),
        plural(report.records, "record", "records"),
    );
    let mut lines = vec![style.paint(Ink::Head, &name), cut_left(&plain(&report.file), COLUMNS)];
    lines.extend(wrapped(&figures, "", ""));
    lines.extend(report.digest.iter().map(|digest| format!("digest {digest}")));
    lines
}

/// What was not met and how to look closer, for people who read the report elsewhere.
pub(crate) fn misses(report: &Report, closer: &Closer<'_>) -> String {
    let missed = report.expectations.iter().filter(|row| !row.passed);
    missed.flat_map(|row| section(row, closer)).map(|line| line + "\n").collect()
}

/// The lines about an expectation that was not met.
fn section(row: &ExpectationRow, closer: &Closer<'_>) -> Vec<String> {
    let mut lines = expectation(row);
    lines.extend(closer(row).into_iter().map(|line| format!("  {line}")));
    lines
}

/// A section for each expectation that was not met, and one for all refusals.
fn failures(report: &Report, style: Style, closer: &Closer<'_>) -> Vec<Vec<String>> {
    let marked = |mut lines: Vec<String>| {
        if let Some(first) = lines.first_mut() {
            *first = style.paint(Ink::Bad, first);
        }
        lines
    };
    let mut sections: Vec<Vec<String>> =
        report.expectations.iter().filter(|row| !row.passed).map(|row| marked(section(row, closer))).collect();
    let refused: Vec<String> = report.refused.iter().filter(|row| !row.expected).flat_map(refusal).collect();
    if !refused.is_empty() {
        sections.push(refused);
    }
    sections
}

/// The last line.
fn verdict(report: &Report, style: Style) -> String {
    let all = report.expectations.len() as u64;
    let missed = report.expectations.iter().filter(|row| !row.passed).count() as u64;
    let refused = report.refused.iter().filter(|row| !row.expected && row.error.is_some()).count() as u64;
    let absent = report.refused.iter().filter(|row| !row.expected && row.error.is_none()).count() as u64;
    let mut parts = vec![match all {
        0 => "nothing was expected".to_owned(),
        _ => format!("{} of {} met", count(all - missed), plural(all, "expectation", "expectations")),
    }];
    if refused > 0 {
        parts.push(format!("{} refused unexpectedly", plural(refused, "step", "steps")));
    }
    if absent > 0 {
        parts.push(format!("{} missing", plural(absent, "expected refusal", "expected refusals")));
    }
    format!("{}  {}", word(report, style), parts.join(", "))
}

fn word(report: &Report, style: Style) -> String {
    if report.passed { style.paint(Ink::Good, "PASSED") } else { style.paint(Ink::Bad, "FAILED") }
}

/// Entries into queues.
fn offered(report: &Report) -> u64 {
    report.queues.iter().map(|queue| queue.offered).sum()
}
