//! The piece of a file that a diagnostic points at, ready to stand on a terminal.
//!
//! Only the lines around the place are taken, and of long lines the part around it, so that a megabyte on one
//! line is shown as well as a page. What would steer a terminal is replaced.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::text::is_unprintable;

/// Characters shown before the place, and behind its beginning.
const BEFORE_CHARS: usize = 48;
const BEHIND_CHARS: usize = 56;

/// A place in a file with its surroundings.
#[derive(Debug)]
pub(crate) struct Snippet {
    file: String,
    /// The lines, each ended by a line feed.
    text: String,
    /// The place, as bytes of `text`.
    mark: Range<usize>,
    /// Lines of the file before `text`.
    lines_before: usize,
    /// The place in the file, from 0.
    line: usize,
    column: usize,
}

/// A place in a file: its bytes, and the line and column of the first of them, from 1.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) span: Range<usize>,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Snippet {
    /// Cuts the snippet out of a file: the line before the place, if there is one, and the place's own.
    pub(crate) fn cut(file: &str, bytes: &[u8], spot: &Spot) -> Snippet {
        let start = spot.span.start.min(bytes.len());
        let own = line_around(bytes, start);
        let end = spot.span.end.clamp(start, own.end.max(start));
        let before = String::from_utf8_lossy(&bytes[own.start..start]);
        let marked = String::from_utf8_lossy(&bytes[start..end]);
        let behind = String::from_utf8_lossy(&bytes[end..own.end.max(end)]);

        let skipped = before.chars().count().saturating_sub(BEFORE_CHARS);
        let mut text = String::new();
        if let Some(previous) = own.start.checked_sub(1) {
            let previous = String::from_utf8_lossy(&bytes[line_around(bytes, previous)]);
            push_window(&mut text, &previous, skipped, BEFORE_CHARS + BEHIND_CHARS);
            text.push('\n');
        }
        let lines_above = usize::from(own.start > 0);
        push_window(&mut text, &before, skipped, BEFORE_CHARS);
        let mark_start = text.len();
        push_window(&mut text, &marked, 0, BEHIND_CHARS);
        let mark = mark_start..text.len();
        push_window(&mut text, &behind, 0, BEHIND_CHARS.saturating_sub(marked.chars().count()));
        text.push('\n');

        let line = spot.line.saturating_sub(1) as usize;
        let column = spot.column.saturating_sub(1) as usize;
        let lines_before = line.saturating_sub(lines_above);
        Snippet { file: file.to_owned(), text, mark, lines_before, line, column }
    }

    /// Where the place is in the snippet.
    pub(crate) fn mark(&self) -> SourceSpan {
        SourceSpan::from(self.mark.clone())
    }
}

impl SourceCode for Snippet {
    /// The place alone where no lines around it are wanted, else all that there is.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let alone = context_lines_before == 0 && context_lines_after == 0;
        let (range, line, column) = if alone {
            (span.offset()..span.offset() + span.len(), self.line, self.column)
        } else {
            (0..self.text.len(), self.lines_before, 0)
        };
        let data = self.text.as_bytes().get(range.clone()).ok_or(MietteError::OutOfBounds)?;
        let lines = self.text.lines().count();
        let contents = MietteSpanContents::new_named(self.file.clone(), data, range.into(), line, column, lines);
        Ok(Box::new(contents))
    }
}

/// The line with a byte in it, without its end.
fn line_around(bytes: &[u8], place: usize) -> Range<usize> {
    let place = place.min(bytes.len());
    let start = bytes[..place].iter().rposition(|byte| *byte == b'\n').map_or(0, |feed| feed + 1);
    let end = bytes[place..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| place + length);
    start..end
}

/// Adds up to `room` characters after the first `skip`.
fn push_window(text: &mut String, line: &str, skip: usize, room: usize) {
    for c in line.chars().skip(skip).take(room) {
        match c {
            '\r' => {}
            '\t' => text.push_str("  "),
            c if is_unprintable(c) => text.push(char::REPLACEMENT_CHARACTER),
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(bytes: &[u8], span: Range<usize>) -> Snippet {
        Snippet::cut("a.json", bytes, &Spot { span, line: 2, column: 3 })
    }

    #[test]
    fn it_holds_the_line_before_and_the_line() {
        let snippet = cut(b"{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}", 5..8);
        assert_eq!(snippet.text, "{\n  \"a\": 1,\n");
        assert_eq!(&snippet.text[snippet.mark.clone()], "\"a\"");
    }

    #[test]
    fn a_place_over_many_lines_is_its_first() {
        let snippet = cut(b"x\n  {\n}\n", 4..7);
        assert_eq!(&snippet.text[snippet.mark.clone()], "{");
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let line = "x".repeat(1_000_000);
        let snippet = cut(line.as_bytes(), 500_000..900_000);
        assert_eq!(snippet.text.len(), BEFORE_CHARS + BEHIND_CHARS + 1);
        assert_eq!(snippet.mark, BEFORE_CHARS..BEFORE_CHARS + BEHIND_CHARS);
    }

    #[test]
    fn a_place_beyond_the_end_is_the_end() {
        assert_eq!(cut(b"{", 9..12).text, "{\n");
        assert_eq!(cut(b"", 0..0).text, "\n");
        assert_eq!(cut(b"{\n", 2..2).text, "{\n\n");
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        let snippet = cut(b"\xff\x1b[2J\xe4", 1..2);
        assert_eq!(snippet.text, "\u{FFFD}\u{FFFD}[2J\u{FFFD}\n");
    }
}
