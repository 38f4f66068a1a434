//! Comma-separated values (RFC 4180) with the place of every cell.

use std::borrow::Cow;
use std::ops::Range;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell<'t> {
    /// Its text, quotes taken off.
    pub(crate) text: Cow<'t, str>,
    /// Its bytes in the file, quotes included.
    pub(crate) span: Range<usize>,
    /// From 1.
    pub(crate) line: u32,
    /// From 1, in characters.
    pub(crate) column: u32,
}

/// A row that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableError<'t> {
    pub(crate) cell: Cell<'t>,
    pub(crate) message: &'static str,
}

/// A table, read row by row. Empty lines are passed over.
pub(crate) struct Table<'t> {
    text: &'t str,
    place: usize,
    line: u32,
    /// Where the present line starts.
    line_start: usize,
}

impl Cell<'static> {
    /// The start of a file.
    pub(crate) fn start() -> Cell<'static> {
        Cell { text: Cow::Borrowed(""), span: 0..0, line: 1, column: 1 }
    }
}

/// The place of a byte of a file that is not text all through.
pub(crate) fn cell_at(bytes: &[u8], place: usize) -> Cell<'static> {
    let before = String::from_utf8_lossy(&bytes[..place]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    Cell { text: Cow::Borrowed(""), span: place..place + 1, line: narrow(line), column: narrow(column) }
}

impl<'t> Table<'t> {
    /// A table; a byte-order mark at its start is passed over.
    pub(crate) fn new(text: &'t str) -> Table<'t> {
        let place = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Table { text, place, line: 1, line_start: place }
    }

    /// The next row, of at least one cell.
    pub(crate) fn row(&mut self) -> Option<Result<Vec<Cell<'t>>, TableError<'t>>> {
        while self.line_end() {}
        if self.place == self.text.len() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok(cell) => cells.push(cell),
                Err(error) => return Some(Err(error)),
            }
            if !self.take(',') {
                break;
            }
        }
        if self.place < self.text.len() && !self.line_end() {
            let cell = self.mark(self.place);
            return Some(Err(TableError { cell, message: "text follows the closing quote of a cell" }));
        }
        Some(Ok(cells))
    }

    fn cell(&mut self) -> Result<Cell<'t>, TableError<'t>> {
        let mut cell = self.mark(self.place);
        let start = self.place;
        if self.take('"') {
            cell.text = self.quoted().ok_or_else(|| TableError {
                cell: cell.clone(),
                message: "the quote that opens this cell is never closed",
            })?;
        } else {
            let rest = &self.text[start..];
            let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
            self.place += end;
            cell.text = Cow::Borrowed(&rest[..end]);
        }
        cell.span = start..self.place;
        Ok(cell)
    }

    /// The text up to the closing quote, doubled quotes made single.
    fn quoted(&mut self) -> Option<Cow<'t, str>> {
        let start = self.place;
        let mut doubled = false;
        loop {
            let rest = &self.text[self.place..];
            let quote = rest.find('"')?;
            for (line_end, _) in rest[..quote].match_indices('\n') {
                self.line += 1;
                self.line_start = self.place + line_end + 1;
            }
            self.place += quote + 1;
            if !self.take('"') {
                break;
            }
            doubled = true;
        }
        let text = &self.text[start..self.place - 1];
        Some(if doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) })
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.text[self.place..].starts_with(wanted);
        if there {
            self.place += wanted.len_utf8();
        }
        there
    }

    fn line_end(&mut self) -> bool {
        let returned = self.take('\r');
        let there = self.take('\n') || returned;
        if there {
            self.line = self.line.saturating_add(1);
            self.line_start = self.place;
        }
        there
    }

    fn mark(&self, place: usize) -> Cell<'t> {
        let column = self.text[self.line_start..place].chars().count() + 1;
        Cell { text: Cow::Borrowed(""), span: place..place, line: self.line, column: narrow(column) }
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let mut table = Table::new(text);
        std::iter::from_fn(|| table.row())
            .map(|row| row.unwrap().iter().map(|cell| cell.text.to_string()).collect())
            .collect()
    }

    #[test]
    fn quotes_commas_and_line_ends() {
        let rows = texts("\u{feff}at,caller\r\n1s,\"a, \"\"b\"\"\"\r\n\r\n2s,\n3s,\"x\ny\"");
        assert_eq!(rows, [["at", "caller"], ["1s", "a, \"b\""], ["2s", ""], ["3s", "x\ny"]]);
    }

    #[test]
    fn a_cell_knows_its_place() {
        let mut table = Table::new("at,caller\n1s,\"ä\nb\",z\n2s,y");
        table.row().unwrap().unwrap();
        let row = table.row().unwrap().unwrap();
        assert_eq!((row[1].line, row[1].column), (2, 4));
        assert_eq!((row[2].line, row[2].column), (3, 4));
        let row = table.row().unwrap().unwrap();
        assert_eq!((row[1].line, row[1].column, row[1].span.clone()), (4, 4, 25..26));
    }

    #[test]
    fn an_open_quote_is_an_error_at_its_cell() {
        let mut table = Table::new("at\n\"1s\n");
        table.row().unwrap().unwrap();
        let error = table.row().unwrap().unwrap_err();
        assert_eq!((error.cell.line, error.cell.column), (2, 1));
    }
}
