//! What is wrong with a file, for people: the text, the line with a caret under the place, and what to do.

use std::fmt;

use acd_scenario::{Diagnostic, Severity};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::console::Style;

use super::snippet::{Snippet, Spot};
use super::table::COLUMNS;
use super::text::{cut, plain, width};

/// Columns that a label may take; it stands behind the code and is not broken.
const LABEL_MAX: usize = 40;

/// Renders one diagnostic; `bytes` is the file that it speaks of, if that could be read.
pub(crate) fn render(diagnostic: &Diagnostic, bytes: Option<&[u8]>, style: Style) -> String {
    let spot = Spot { span: diagnostic.span.clone(), line: diagnostic.line, column: diagnostic.column };
    let text = plain(&diagnostic.message);
    let (label, help) = label_and_help(diagnostic);
    let note = Note {
        severity: diagnostic.severity,
        code: diagnostic.code,
        text: match bytes {
            Some(_) => text,
            None => format!("{}: {text}", plain(&diagnostic.file)),
        },
        place: match bytes {
            Some(bytes) => Place::Snippet(Snippet::cut(&plain(&diagnostic.file), bytes, &spot)),
            None => Place::File,
        },
        label,
        help,
    };
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = handler(style).render_report(&mut text, &note);
    text.push('\n');
    text
}

/// Drawn characters and colours where somebody looks; else plain ASCII with no line broken, so that
/// programs find the whole text.
fn handler(style: Style) -> GraphicalReportHandler {
    let theme = match (style.terminal, style.colour) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, _) => GraphicalTheme::none(),
    };
    GraphicalReportHandler::new_themed(theme)
        .with_width(COLUMNS)
        .with_wrap_lines(style.terminal)
        .with_context_lines(1)
        .with_urls(false)
}

/// What stands under the caret, and what there is to do. What was expected is told once: by the message, under
/// the caret, or, where it is long, with the help.
fn label_and_help(diagnostic: &Diagnostic) -> (Option<String>, Option<String>) {
    let told = |text: &&String| !diagnostic.message.contains(text.as_str());
    let expected = diagnostic.expected.as_ref().filter(told).map(|text| format!("expected {}", plain(text)));
    let found = diagnostic.found.as_ref().filter(told).map(|text| format!("found {}", cut(&plain(text), LABEL_MAX)));
    let help = diagnostic.help.as_deref().map(plain);
    let (beside, below): (Option<String>, Option<String>) = match expected {
        Some(text) if width(&text) > LABEL_MAX => (None, Some(text)),
        short => (short, None),
    };
    (joined([beside, found], ", "), joined([help, below], "\n"))
}

fn joined(parts: [Option<String>; 2], between: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

/// A diagnostic in the words of the renderer.
#[derive(Debug)]
struct Note {
    severity: Severity,
    code: &'static str,
    text: String,
    place: Place,
    label: Option<String>,
    help: Option<String>,
}

#[derive(Debug)]
enum Place {
    Snippet(Snippet),
    /// The file as a whole, whose text is not at hand.
    File,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Note {}

impl miette::Diagnostic for Note {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{}[{}]", self.severity, self.code)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        match &self.place {
            Place::Snippet(snippet) => Some(snippet),
            Place::File => None,
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        match &self.place {
            Place::Snippet(snippet) => {
                let label = LabeledSpan::new_primary_with_span(self.label.clone(), snippet.mark());
                Some(Box::new(std::iter::once(label)))
            }
            Place::File => None,
        }
    }
}
