//! From findings to diagnostics: the bytes, the line and the column of each.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity};
use crate::finding::{Finding, Place};
use crate::limits;
use crate::path::Path;
use crate::tree::Node;

/// A file whose places are asked for.
pub(crate) struct Located<'a> {
    pub(crate) name: &'a str,
    /// All of it, a byte-order mark included.
    pub(crate) bytes: &'a [u8],
    /// Where the text begins, after a byte-order mark.
    pub(crate) base: usize,
}

impl Located<'_> {
    /// The diagnostics in order of place, those in tables last; at most [`limits::DIAGNOSTICS`], and one that says
    /// how many more there are.
    pub(crate) fn diagnostics(&self, findings: Vec<Finding>, tree: Option<&Node<'_>>) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> =
            findings.into_iter().map(|finding| self.diagnostic(finding, tree)).collect();
        diagnostics.sort_by(|a, b| order(a, self.name).cmp(&order(b, self.name)));
        diagnostics.dedup_by(|a, b| a == b);
        let more = diagnostics.len().saturating_sub(limits::DIAGNOSTICS);
        diagnostics.truncate(limits::DIAGNOSTICS);
        self.fill_in_lines(&mut diagnostics);
        if let (true, Some(last)) = (more > 0, diagnostics.last().cloned()) {
            let message = format!("these are the first {} errors; there are more", limits::DIAGNOSTICS);
            diagnostics.push(Diagnostic {
                code: "too_many_errors",
                message,
                found: None,
                expected: None,
                help: None,
                ..last
            });
        }
        diagnostics
    }

    fn diagnostic(&self, finding: Finding, tree: Option<&Node<'_>>) -> Diagnostic {
        let Finding { severity, code, place, message, found, expected, help } = finding;
        let (file, span, line, column, path) = match place {
            Place::Value(path) => (self.name.to_owned(), self.value(&path, tree), 0, 0, path),
            Place::Key(path) => {
                let key = tree.and_then(|tree| tree.key_at(&path));
                (self.name.to_owned(), key.unwrap_or_else(|| self.value(&path, tree)), 0, 0, path)
            }
            Place::Bytes(span, path) => (self.name.to_owned(), span, 0, 0, path),
            Place::Table { file, span, line, column, path } => (file, span, line, column, path),
        };
        Diagnostic { severity, code, message, file, line, column, span, path: path.to_string(), found, expected, help }
    }

    fn value(&self, path: &Path, tree: Option<&Node<'_>>) -> Range<usize> {
        tree.map_or(self.base..self.base, |tree| tree.at(path).mark())
    }

    /// One pass over the file for all of them, since they stand in order.
    fn fill_in_lines(&self, diagnostics: &mut [Diagnostic]) {
        let (mut line, mut column, mut place) = (1_u32, 1_u32, self.base);
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.line == 0) {
            let to = diagnostic.span.start.clamp(place, self.bytes.len());
            for byte in &self.bytes[place..to] {
                if *byte == b'\n' {
                    line = line.saturating_add(1);
                    column = 1;
                } else if byte & 0xc0 != 0x80 {
                    column = column.saturating_add(1);
                }
            }
            place = to;
            (diagnostic.line, diagnostic.column) = (line, column);
        }
    }
}

fn order<'d>(diagnostic: &'d Diagnostic, scenario: &str) -> (bool, &'d str, usize, Severity, &'static str, &'d str) {
    let elsewhere = diagnostic.line != 0 || diagnostic.file != scenario;
    let file = if elsewhere { diagnostic.file.as_str() } else { "" };
    (elsewhere, file, diagnostic.span.start, diagnostic.severity, diagnostic.code, &diagnostic.message)
}
