//! What was measured, as text in Markdown: the goals first, then each case.

use std::fmt::Write as _;

use crate::cases::Case;
use crate::estimate::Estimate;
use crate::goal::{self, Goal, Verdict};
use crate::row::{HEAD, Judged, Row};

/// A case and what came of it.
pub(crate) struct Measured {
    pub(crate) case: &'static Case,
    /// Its rows, or what was wrong with somebody who was to be timed.
    pub(crate) outcome: Result<Vec<Row>, String>,
}

/// How many goals are missed by more than the noise. A case that was not timed has missed its goals.
pub(crate) fn missed(all: &[Measured]) -> usize {
    goals(all).filter(|(_, found)| found.misses()).count()
}

/// The head of the table of goals.
pub(crate) const GOALS_HEAD: &str = "| What | Goal | Figure | ± | |\n|---|---|--:|--:|---|\n";

/// All goals of the cases that were measured, each with its figure, its noise and the verdict.
pub(crate) fn goals_table(all: &[Measured]) -> String {
    let mut table = GOALS_HEAD.to_owned();
    for (goal, found) in goals(all) {
        writeln!(table, "{} {} |", head(&goal), found.shown()).expect("a string takes everything");
    }
    table
}

/// How a goal's row begins.
pub(crate) fn head(goal: &Goal) -> String {
    format!("| {} | {goal} |", goal.what)
}

/// What a case came to.
pub(crate) fn case_table(measured: &Measured) -> String {
    let head = heading(measured.case);
    match &measured.outcome {
        Ok(rows) => rows.iter().fold(format!("{head}\n\n{HEAD}"), |table, row| table + &row.to_string() + "\n"),
        Err(wrong) => format!("{head}\n\nNot timed: {wrong}\n"),
    }
}

/// Under which heading a case stands.
pub(crate) fn heading(case: &Case) -> String {
    format!("### {}: {}", case.name, case.about)
}

/// What there is to say about a goal.
enum Found<'a> {
    /// The worst of the rows that have it, and whether there are others.
    Row { case: &'static str, row: &'a Row, judged: Judged, alone: bool },
    /// This system does not tell.
    Nothing,
    /// Somebody played another model.
    NotTimed,
}

impl Found<'_> {
    const fn without_row(measured: &Measured) -> Found<'_> {
        if measured.outcome.is_ok() { Found::Nothing } else { Found::NotTimed }
    }

    fn misses(&self) -> bool {
        match self {
            Found::Row { judged, .. } => matches!(judged.verdict(), Verdict::Missed(_)),
            Found::Nothing => false,
            Found::NotTimed => true,
        }
    }

    /// Figure, noise and verdict.
    fn shown(&self) -> String {
        match self {
            Found::Row { case, row, judged, alone } => {
                let decimals = if judged.figure.value < 100.0 { 2 } else { 0 };
                let which = if *alone { String::new() } else { format!("; the worst is {case}, {}", row.what) };
                let Estimate { value, noise } = judged.figure;
                let noise = if noise > 0.0 { format!("{noise:.decimals$}") } else { String::new() };
                format!("{value:.decimals$} | {noise} | {}{which}", judged.verdict())
            }
            Found::Nothing => "| | not measured: this system does not tell".to_owned(),
            Found::NotTimed => "| | missed: not timed".to_owned(),
        }
    }
}

/// The goals of the cases that were measured, in the order of the table.
fn goals(all: &[Measured]) -> impl Iterator<Item = (Goal, Found<'_>)> {
    goal::ALL.into_iter().filter_map(move |goal| {
        let measured = all.iter().find(|measured| measured.case.name == goal.case)?;
        Some((goal, found(all, &goal, measured)))
    })
}

fn found<'a>(all: &'a [Measured], goal: &Goal, measured: &'a Measured) -> Found<'a> {
    let rows = all.iter().flat_map(|measured| {
        measured.outcome.iter().flatten().filter_map(|row| Some((measured.case.name, row, *row.judged()?)))
    });
    let with_goal: Vec<(&str, &Row, Judged)> = rows.filter(|(.., judged)| judged.goal == *goal).collect();
    let alone = with_goal.len() == 1;
    let worst = with_goal.into_iter().max_by(|(.., a), (.., b)| goal.share(a.figure).total_cmp(&goal.share(b.figure)));
    worst.map_or_else(|| Found::without_row(measured), |(case, row, judged)| Found::Row { case, row, judged, alone })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// What the case of this name came to, where it has one row with this goal for each figure.
    fn measured(name: &str, goal: Goal, figures: &[f64]) -> Measured {
        let case = cases::ALL.iter().find(|case| case.name == name).expect("there is such a case");
        let row = |&value: &f64| Row::new(format!("row {value}"), "").times(Estimate::exact(value), "other").goal(goal);
        Measured { case, outcome: Ok(figures.iter().map(row).collect()) }
    }

    #[test]
    fn a_goal_shows_the_worst_of_its_rows() {
        let all = [measured("strategies", goal::STRATEGIES, &[1.0, 3.0, 2.0]), measured("day", goal::DAY, &[4.0])];
        let table = goals_table(&all);
        let rows: Vec<&str> = table.lines().skip(2).collect();
        let strategies =
            format!("{} 3.00 |  | missed: factor 1.50; the worst is strategies, row 3 |", head(&goal::STRATEGIES));
        assert_eq!(rows, [strategies, format!("{} 4.00 |  | reached |", head(&goal::DAY))]);
        assert_eq!(missed(&all), 1);
    }

    #[test]
    fn whoever_is_not_timed_has_missed_the_goals() {
        let wrong = Measured { outcome: Err("waits are wrong".to_owned()), ..measured("station", goal::ENGINE, &[]) };
        assert_eq!(missed(&[wrong]), 3);
        // Where there is no figure on this system, nothing is missed.
        let all = [measured("agents", goal::AGENTS, &[1.0])];
        assert!(goals_table(&all).contains("not measured"));
        assert_eq!(missed(&all), 0);
    }
}
