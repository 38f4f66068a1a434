//! Rows of a case's table: a figure, its ratio, its goal.

use std::fmt;

use crate::estimate::Estimate;
use crate::goal::{Goal, Verdict};
use crate::race::Times;

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) what: String,
    /// The figure, with its unit.
    figure: String,
    /// How many times something else it is, and what.
    ratio: Option<(Estimate, String)>,
    goal: Option<Judged>,
}

/// A goal, and what is held against it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged {
    pub(crate) goal: Goal,
    pub(crate) figure: Estimate,
}

impl Judged {
    pub(crate) fn verdict(&self) -> Verdict {
        self.goal.judge(self.figure)
    }
}

/// The head of a table of rows.
pub(crate) const HEAD: &str = "| | Figure | Ratio | Goal | |\n|---|--:|---|---|---|\n";

impl Row {
    /// A figure alone.
    pub(crate) fn new(what: impl Into<String>, figure: impl Into<String>) -> Row {
        Row { what: what.into(), figure: figure.into(), ratio: None, goal: None }
    }

    /// The cost of an entrant.
    pub(crate) fn cost(times: &Times, entrant: usize) -> Row {
        Row::new(times.name(entrant), nanoseconds(times.cost(entrant)))
    }

    /// The cost of an entrant, and how many times that of another it is.
    pub(crate) fn beside(times: &Times, entrant: usize, of: usize) -> Row {
        Row::cost(times, entrant).times(times.ratio(entrant, of), times.name(of))
    }

    #[must_use]
    pub(crate) fn times(mut self, ratio: Estimate, of: impl Into<String>) -> Row {
        self.ratio = Some((ratio, of.into()));
        self
    }

    /// Holds the ratio against a goal.
    #[must_use]
    pub(crate) fn goal(self, goal: Goal) -> Row {
        let (figure, _) = self.ratio.as_ref().expect("a ratio comes before its goal");
        let figure = *figure;
        self.goal_of(goal, figure)
    }

    /// Holds a figure of its own against a goal.
    #[must_use]
    pub(crate) fn goal_of(mut self, goal: Goal, figure: Estimate) -> Row {
        self.goal = Some(Judged { goal, figure });
        self
    }

    pub(crate) const fn judged(&self) -> Option<&Judged> {
        self.goal.as_ref()
    }
}

impl fmt::Display for Row {
    /// As a row of a table in Markdown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = self.ratio.as_ref().map(|(ratio, of)| format!("{ratio} x {of}")).unwrap_or_default();
        let goal = self.goal.map(|judged| judged.goal.to_string()).unwrap_or_default();
        let verdict = self.goal.map(|judged| judged.verdict().to_string()).unwrap_or_default();
        write!(f, "| {} | {} | {ratio} | {goal} | {verdict} |", self.what, self.figure)
    }
}

/// A time in nanoseconds, for people.
pub(crate) fn nanoseconds(time: Estimate) -> String {
    match time.value {
        ns if ns < 1e4 => format!("{time:.1} ns"),
        ns if ns < 1e7 => format!("{:.1} us", time.over(1e3)),
        _ => format!("{:.1} ms", time.over(1e6)),
    }
}

/// Bytes in megabytes of 2^20.
pub(crate) const MB: f64 = 1_048_576.0;

/// Bytes in megabytes, for people.
pub(crate) fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / MB)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goal;

    #[test]
    fn rows_show_figure_ratio_goal_and_verdict() {
        let figure = nanoseconds(Estimate { value: 25_000.0, noise: 1000.0 });
        let row = Row::new("case", figure).times(Estimate { value: 5.0, noise: 0.2 }, "limit").goal(goal::ENGINE);
        let expected =
            "| case | 25.0 ±1.0 us | 5.00 ±0.20 x limit | at most 2.5 times the limit loop | missed: factor 2.00 |";
        assert_eq!(row.to_string(), expected);
        assert_eq!(Row::new("agents", "10").to_string(), "| agents | 10 |  |  |  |");
    }
}
