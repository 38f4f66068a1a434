//! Rows of the table: a figure, its ratio, its goal.

use std::fmt;

use crate::race::{Ratio, Times};

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) what: String,
    /// The figure, with its unit.
    pub(crate) figure: String,
    pub(crate) ratio: Option<(Ratio, String)>,
    pub(crate) goal: Option<Goal>,
}

/// What a ratio, or a figure, should be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    /// At most this ratio.
    RatioAtMost(f64),
    /// At least this ratio.
    RatioAtLeast(f64),
    /// At most so much, whatever else.
    AtMost(f64, f64, &'static str),
    /// At least so much.
    AtLeast(f64, f64, &'static str),
}

impl Row {
    /// A figure alone.
    pub(crate) fn new(what: impl Into<String>, figure: impl Into<String>) -> Row {
        Row { what: what.into(), figure: figure.into(), ratio: None, goal: None }
    }

    /// The cost of an entrant.
    pub(crate) fn cost(times: &Times, entrant: usize) -> Row {
        Row::new(times.name(entrant), nanoseconds(times.least(entrant)))
    }

    /// The cost of an entrant, and how many times that of another it is.
    pub(crate) fn beside(times: &Times, entrant: usize, of: usize) -> Row {
        Row::cost(times, entrant).times(times.ratio(entrant, of), times.name(of))
    }

    #[must_use]
    pub(crate) fn times(mut self, ratio: Ratio, of: impl Into<String>) -> Row {
        self.ratio = Some((ratio, of.into()));
        self
    }

    #[must_use]
    pub(crate) fn goal(mut self, goal: Goal) -> Row {
        self.goal = Some(goal);
        self
    }

    /// By how much the goal is missed, as a factor above 1; `None` where it is reached, or missed within the noise.
    pub(crate) fn missed(&self) -> Option<f64> {
        let ratio = self.ratio.as_ref().map(|(ratio, _)| *ratio);
        let factor = match (self.goal?, ratio) {
            (Goal::RatioAtMost(most), Some(ratio)) if ratio.value - ratio.noise > most => ratio.value / most,
            (Goal::RatioAtLeast(least), Some(ratio)) if ratio.value + ratio.noise < least => least / ratio.value,
            (Goal::AtMost(most, value, _), _) if value > most => value / most,
            (Goal::AtLeast(least, value, _), _) if value < least => least / value,
            (Goal::RatioAtMost(_) | Goal::RatioAtLeast(_) | Goal::AtMost(..) | Goal::AtLeast(..), _) => return None,
        };
        Some(factor)
    }

    fn verdict(&self) -> String {
        match (&self.goal, self.missed()) {
            (None, _) => String::new(),
            (Some(_), None) => "reached".to_owned(),
            (Some(_), Some(factor)) => format!("not reached: {factor:.2} times"),
        }
    }
}

impl fmt::Display for Row {
    /// As a row of a table in Markdown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = self.ratio.as_ref().map(|(ratio, of)| format!("{ratio} x {of}")).unwrap_or_default();
        let goal = self.goal.map(|goal| goal.to_string()).unwrap_or_default();
        write!(f, "| {} | {} | {ratio} | {goal} | {} |", self.what, self.figure, self.verdict())
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Goal::RatioAtMost(most) => write!(f, "at most {most:.2} x"),
            Goal::RatioAtLeast(least) => write!(f, "at least {least:.2} x"),
            Goal::AtMost(most, _, unit) => write!(f, "at most {most} {unit}"),
            Goal::AtLeast(least, _, unit) => write!(f, "at least {least} {unit}"),
        }
    }
}

/// A time in nanoseconds, for people.
pub(crate) fn nanoseconds(ns: f64) -> String {
    match ns {
        ns if ns < 1e4 => format!("{ns:.1} ns"),
        ns if ns < 1e7 => format!("{:.1} us", ns / 1e3),
        ns => format!("{:.1} ms", ns / 1e6),
    }
}

/// Bytes in megabytes of 2^20, for people.
pub(crate) fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / f64::from(1 << 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: f64, goal: Goal) -> Row {
        Row::new("case", "1 ns").times(Ratio { value, noise: 0.2 }, "limit").goal(goal)
    }

    #[test]
    fn a_goal_is_missed_only_by_more_than_the_noise() {
        assert_eq!(row(2.6, Goal::RatioAtMost(2.5)).missed(), None);
        assert_eq!(row(5.0, Goal::RatioAtMost(2.5)).missed(), Some(2.0));
        assert_eq!(row(2.9, Goal::RatioAtLeast(3.0)).missed(), None);
        assert_eq!(row(1.5, Goal::RatioAtLeast(3.0)).missed(), Some(2.0));
        assert_eq!(row(1.0, Goal::AtMost(64.0, 128.0, "MB")).missed(), Some(2.0));
        assert_eq!(row(1.0, Goal::AtLeast(10.0, 20.0, "seeds")).missed(), None);
        let shown = row(5.0, Goal::RatioAtMost(2.5)).to_string();
        assert_eq!(shown, "| case | 1 ns | 5.00 ±0.20 x limit | at most 2.50 x | not reached: 2.00 times |");
    }
}
