//! How often each thing came about in a swarm.

use acd_explore::{Coverage, Kind};

use crate::console::{Ink, Style};

use super::table::COLUMNS;
use super::text::{count, plural, width};

/// The table, a section for each kind; and whether everything came about.
pub(crate) fn table(coverage: &Coverage, style: Style) -> (String, bool) {
    let mut sections: Vec<(Kind, Vec<String>)> = Vec::new();
    for (point, times) in coverage.counts() {
        let cell = format!("{:>9}  {point}", count(times));
        match sections.last_mut().filter(|(kind, _)| *kind == point.kind) {
            Some((_, cells)) => cells.push(cell),
            None => sections.push((point.kind, vec![cell])),
        }
    }
    let mut lines = Vec::new();
    for (kind, cells) in sections {
        lines.extend([String::new(), style.paint(Ink::Head, kind.name())]);
        lines.extend(columns(&cells));
    }
    let zeros = coverage.zeros();
    if !zeros.is_empty() {
        let head = format!("{} never came about:", plural(zeros.len() as u64, "thing", "things"));
        lines.extend([String::new(), style.paint(Ink::Bad, &head)]);
        let cells: Vec<String> = zeros.iter().map(|point| format!("  {}: {point}", point.kind.name())).collect();
        lines.extend(columns(&cells));
    }
    (lines.join("\n") + "\n", zeros.is_empty())
}

/// Cells one below the other, in as many columns as there is room for.
fn columns(cells: &[String]) -> Vec<String> {
    let widest = cells.iter().map(|cell| width(cell)).max().unwrap_or(0) + 2;
    let across = (COLUMNS / widest).max(1);
    let rows = cells.len().div_ceil(across);
    let line = |row| {
        let padded = |cell: &String| cell.clone() + &" ".repeat(widest - width(cell));
        let line: String = cells.iter().skip(row).step_by(rows).map(padded).collect();
        line.trim_end().to_owned()
    };
    (0..rows).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_below_each_other() {
        let cells: Vec<String> = (0..5).map(|n| format!("{n}{}", "x".repeat(30))).collect();
        let lines = columns(&cells);
        let firsts: Vec<Vec<&str>> =
            lines.iter().map(|line| line.split_whitespace().map(|cell| &cell[..1]).collect()).collect();
        assert_eq!(firsts, [vec!["0", "3"], vec!["1", "4"], vec!["2"]]);
        assert!(columns(&[]).is_empty());
    }
}
