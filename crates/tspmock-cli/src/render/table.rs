//! Tables that fit a terminal: the first column gives way, then words in the last one; numbers stand to the right.

use super::text::{cut, width};

/// No table is wider.
pub(crate) const COLUMNS: usize = 80;
/// The first column keeps at least so much.
const NAME_MIN: usize = 10;

/// Where a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// To the left: words.
    Left,
    /// To the right: numbers.
    Right,
}

/// A table under its head.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    head: Vec<(&'static str, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a column of names to the left.
    pub(crate) fn new(name: &'static str) -> Table {
        Table { head: vec![(name, Align::Left)], rows: Vec::new() }
    }

    /// With one more column.
    pub(crate) fn column(mut self, head: &'static str, align: Align) -> Table {
        self.head.push((head, align));
        self
    }

    /// With one more column, if it is wanted.
    pub(crate) fn column_if(self, wanted: bool, head: &'static str, align: Align) -> Table {
        if wanted { self.column(head, align) } else { self }
    }

    /// Adds a row, a cell for each column.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.head.len(), "a cell for each column");
        self.rows.push(cells);
    }

    /// The lines, the head first, each ended.
    pub(crate) fn lines(&self) -> Vec<String> {
        let (widths, gap) = self.layout();
        let head = self.head.iter().map(|(text, _)| (*text).to_owned()).collect();
        std::iter::once(&head).chain(&self.rows).map(|cells| self.line(cells, &widths, gap)).collect()
    }

    /// The width of each column, and the gap between two: two blanks, or one where that is needed to fit.
    fn layout(&self) -> (Vec<usize>, usize) {
        let mut widths: Vec<usize> = (0..self.head.len()).map(|place| self.natural(place)).collect();
        let last = widths.len() - 1;
        let needed = widths[0].min(NAME_MIN);
        let room =
            |widths: &[usize], gap: usize| COLUMNS.saturating_sub(widths[1..].iter().sum::<usize>() + gap * last);
        if last > 0 && self.head[last].1 == Align::Left {
            let others = needed + widths[1..last].iter().sum::<usize>() + 2 * last;
            widths[last] = widths[last].min(COLUMNS.saturating_sub(others).max(NAME_MIN));
        }
        let gap = if room(&widths, 2) >= needed { 2 } else { 1 };
        widths[0] = widths[0].min(room(&widths, gap));
        (widths, gap)
    }

    fn natural(&self, place: usize) -> usize {
        let cells = self.rows.iter().map(|row| width(&row[place]));
        cells.fold(width(self.head[place].0), usize::max)
    }

    fn line(&self, cells: &[String], widths: &[usize], gap: usize) -> String {
        let mut line = String::new();
        for ((cell, (_, align)), columns) in cells.iter().zip(&self.head).zip(widths) {
            if !line.is_empty() {
                line.push_str(&" ".repeat(gap));
            }
            let cell = cut(cell, *columns);
            let blank = " ".repeat(columns - width(&cell));
            match align {
                Align::Left => line.extend([cell.as_str(), &blank]),
                Align::Right => line.extend([blank.as_str(), &cell]),
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, numbers: usize) -> Table {
        let mut table = Table::new("queue");
        for _ in 0..numbers {
            table = table.column("n", Align::Right);
        }
        table.row(std::iter::once(name.to_owned()).chain((0..numbers).map(|_| "999,999".to_owned())).collect());
        table
    }

    #[test]
    fn numbers_stand_to_the_right() {
        assert_eq!(table("sales_q", 2).lines(), ["queue          n        n", "sales_q  999,999  999,999"]);
    }

    #[test]
    fn long_words_at_the_end_leave_room_for_the_name() {
        let mut table = Table::new("Requests").column("took", Align::Right).column("outcome", Align::Left);
        table.row(vec!["status of the day".to_owned(), "60ms".to_owned(), "word ".repeat(40)]);
        let lines = table.lines();
        assert!(lines[0].starts_with("Requests    took  outcome"), "{lines:?}");
        assert!(lines[1].starts_with("status of…  60ms  word word "), "{lines:?}");
        assert_eq!(lines.iter().map(|line| width(line)).max(), Some(COLUMNS));
    }

    #[test]
    fn a_wide_table_fits_all_the_same() {
        for numbers in 0..9 {
            for line in table(&"日本語の列".repeat(20), numbers).lines() {
                assert!(width(&line) <= COLUMNS, "{line}");
            }
        }
    }
}
