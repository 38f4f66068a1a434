//! What came of many seeds.

use acd_core::Rate;
use acd_explore::shrink::Shrunk;
use acd_explore::{Exploration, Failure, Seeds, Spread};
use acd_scenario::{Plan, Verb};

use crate::console::{Ink, Style};

use super::failures::wrapped;
use super::shell;
use super::table::{Align, COLUMNS, Table};
use super::text::{count, cut_left, percent, plain, plural};

/// The state of things, on one line.
pub(crate) fn progress(name: &str, so_far: &Exploration, seeds: u64) -> String {
    let failed = if so_far.failed() > 0 { format!(", {} failed", count(so_far.failed())) } else { String::new() };
    let figures = format!("[{}/{}{failed}] ", count(so_far.seeds), count(seeds));
    let name = cut_left(&plain(name), COLUMNS.saturating_sub(figures.len() + 1));
    figures + &name
}

/// The head and the longest runs.
pub(crate) fn summary(name: &str, seeds: Seeds, all: &Exploration, style: Style) -> String {
    let last = seeds.from.saturating_add(seeds.count - 1);
    let which = if seeds.count == 1 { format!("seed {last}") } else { format!("seeds {} to {last}", seeds.from) };
    let figures = format!(
        "{which}: {} passed, {} failed, {}",
        count(all.passed),
        count(all.failed()),
        plural(all.events, "event", "events"),
    );
    let mut lines = vec![style.paint(Ink::Head, &cut_left(&plain(name), COLUMNS))];
    lines.extend(wrapped(&figures, "", ""));
    if seeds.count > 1 {
        let mut table = Table::new("Longest").column("events", Align::Right);
        for (seed, events) in &all.longest {
            table.row(vec![format!("seed {seed}"), count(*events)]);
        }
        lines.push(String::new());
        lines.extend(table.lines());
    }
    joined(&lines)
}

/// A failure: its seed, all drawn options, and the line that shows it again.
pub(crate) fn failure(failure: &Failure, features: Option<&str>, again: &str, style: Style) -> String {
    let head = format!("seed {}: {}", failure.seed, plain(&failure.reason.to_string()));
    let mut lines = wrapped(&head, "", "  ");
    if let Some(first) = lines.first_mut() {
        *first = style.paint(Ink::Bad, first);
    }
    for line in failure.text.lines() {
        lines.extend(wrapped(&plain(line), "  ", "    "));
    }
    lines.extend(features.map(|features| wrapped(&format!("drawn: {features}"), "  ", "    ")).unwrap_or_default());
    lines.push(format!("  {again}"));
    lines.insert(0, String::new());
    joined(&lines)
}

/// How many failures are not listed.
pub(crate) fn unlisted(all: &Exploration) -> String {
    match all.failed().saturating_sub(all.failures.len() as u64) {
        0 => String::new(),
        more => format!("\n… and {} more that failed\n", count(more)),
    }
}

/// A failure that was made small.
pub(crate) fn small(failure: &Failure, small: &Shrunk, path: &str) -> String {
    let head = format!(
        "seed {} made small in {}: {}, {}, {}",
        failure.seed,
        plural(small.runs, "run", "runs"),
        plural(small.plan.config.agents.len() as u64, "agent", "agents"),
        plural(calls(&small.plan), "call", "calls"),
        plural(small.plan.steps.len() as u64, "step", "steps"),
    );
    let mut lines = vec![String::new()];
    lines.extend(wrapped(&head, "", "  "));
    let path = shell::path(path);
    // Only an exploration asserts everything.
    let again = if failure.reason.is_ours() { vec!["explore", &path, "--seeds", "1"] } else { vec!["run", &path] };
    lines.push(format!("  {}", shell::tspmock(again)));
    joined(&lines)
}

/// The calls in a plan in which every stream is a list.
fn calls(plan: &Plan) -> u64 {
    let steps = plan.steps.iter().filter(|step| matches!(step.verb, Verb::Arrive(_) | Verb::NonAcdCall { .. })).count();
    let listed = plan.config.streams.iter().map(|stream| match &stream.rate {
        Rate::Listed(calls) => calls.len(),
        Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => 0,
    });
    (steps + listed.sum::<usize>()) as u64
}

/// How figures with a band were spread.
pub(crate) fn spreads(spreads: &[Spread]) -> String {
    spreads.iter().map(|spread| joined(&spread_lines(spread))).collect()
}

fn spread_lines(spread: &Spread) -> Vec<String> {
    let Spread { expectation, subject, member, min, max, values, missing, inside, .. } = spread;
    let band = match (min, max) {
        (Some(min), Some(max)) => format!("{} to {}", number(*min), number(*max)),
        (Some(min), None) => format!("at least {}", number(*min)),
        (None, Some(max)) => format!("at most {}", number(*max)),
        (None, None) => "anything".to_owned(),
    };
    let head = format!("expectation {expectation}: {} {}, expected {band}", plain(subject), plain(member));
    let runs = values + missing;
    let share = format!(
        "inside in {} of {} ({} %; 95 %: {} to {} %)",
        count(*inside),
        plural(runs, "run", "runs"),
        percent(*inside, runs),
        number(spread.share.0 * 100.0),
        number(spread.share.1 * 100.0),
    );
    let mut lines = vec![String::new()];
    lines.extend(wrapped(&head, "", "  "));
    lines.extend(wrapped(&share, "  ", "    "));
    if *missing > 0 {
        lines.push(format!("  in {} it had no value", plural(*missing, "run", "runs")));
    }
    if *values > 0 {
        let (low, high) = spread.mean_interval;
        let mean = format!(
            "mean {} (95 %: {} to {}), standard deviation {}",
            number(spread.mean),
            number(low),
            number(high),
            number(spread.sd)
        );
        lines.extend(wrapped(&mean, "  ", "    "));
        let [least, p5, p25, p50, p75, p95, most] = spread.quantiles.map(number);
        let ranks = format!("min {least}, 5 % {p5}, 25 % {p25}, median {p50}, 75 % {p75}, 95 % {p95}, max {most}");
        lines.extend(wrapped(&ranks, "  ", "    "));
    }
    lines
}

/// A number with as many decimals as its size asks for; whole ones with none.
fn number(value: f64) -> String {
    let decimals = if value.abs() < 10.0 { 4 } else { 2 };
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The last line.
pub(crate) fn verdict(all: &Exploration, well: bool, style: Style) -> String {
    let word = if well { style.paint(Ink::Good, "PASSED") } else { style.paint(Ink::Bad, "FAILED") };
    format!("\n{word}  {} of {} passed\n", count(all.passed), plural(all.seeds, "run", "runs"))
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| line.clone() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        assert_eq!([900.0, 0.5, 94.026, 0.8333, -0.00001].map(number), ["900", "0.5", "94.03", "0.8333", "0"]);
    }

    #[test]
    fn a_spread_tells_its_intervals() {
        let spread = Spread {
            expectation: 2,
            subject: "queue sales_q".to_owned(),
            member: "answered".to_owned(),
            min: Some(900.0),
            max: None,
            values: 9,
            missing: 1,
            inside: 8,
            share: (0.49, 0.943),
            mean: 950.5,
            mean_interval: (940.0, 961.0),
            sd: 12.25,
            quantiles: [890.0, 890.0, 940.0, 950.0, 960.0, 970.0, 970.0],
        };
        assert_eq!(
            spread_lines(&spread),
            [
                "",
                "expectation 2: queue sales_q answered, expected at least 900",
                "  inside in 8 of 10 runs (80.0 %; 95 %: 49 to 94.3 %)",
                "  in 1 run it had no value",
                "  mean 950.5 (95 %: 940 to 961), standard deviation 12.25",
                "  min 890, 5 % 890, 25 % 940, median 950, 75 % 960, 95 % 970, max 970",
            ]
        );
    }
}
