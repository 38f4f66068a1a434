//! Answers on a terminal of a hundred columns, as plain text.

use std::fmt;

use tapi_types::{Span, Time};

use crate::explanation::{Because, Event, Explanation, Figure, NotCounted, Part, Value};

/// Notes and details are broken at this column.
const COLUMNS: usize = 100;

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = self.clock.as_ref().map(|clock| format!(" ({clock})")).unwrap_or_default();
        match &self.figures[..] {
            [figure] if !self.overview => {
                writeln!(f, "{}: {} is {} at {}{clock}", self.title, figure.field, figure.value, self.at)?;
                show_figure(f, figure)?;
            }
            [] => {
                writeln!(f, "{}", self.title)?;
                self.events.iter().try_for_each(|event| show_event(f, event, &self.events))?;
            }
            figures => {
                writeln!(f, "{} at {}{clock}", self.title, self.at)?;
                show_overview(f, figures)?;
            }
        }
        self.notes.iter().try_for_each(|note| show_broken(f, "", note))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Count(value) | Value::Seconds(value) | Value::Micros(value) => write!(f, "{value}"),
            Value::RateE4(value) => write!(f, "{value}"),
            Value::Share { of: 0, .. } | Value::Null => f.write_str("null"),
            Value::Share { part, of } => write!(f, "{}", share(*part, *of)),
            Value::Name(name) => f.write_str(name),
            Value::Flag(flag) => write!(f, "{flag}"),
        }
    }
}

/// A share with three decimals, rounded half up.
fn share(part: u64, of: u64) -> String {
    let thousandths = (u128::from(part) * 2000 + u128::from(of)) / (u128::from(of) * 2);
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

fn show_overview(f: &mut fmt::Formatter<'_>, figures: &[Figure]) -> fmt::Result {
    let width = figures.iter().map(|figure| figure.field.len()).max().unwrap_or(0);
    for figure in figures {
        let value = figure.value.to_string();
        let line = format!("  {:<width$}  {value:>14}  {}", figure.field, figure.working);
        writeln!(f, "{}", line.trim_end())?;
    }
    writeln!(f, "ask for one of them to see what it is made of")
}

fn show_figure(f: &mut fmt::Formatter<'_>, figure: &Figure) -> fmt::Result {
    if !figure.working.is_empty() {
        writeln!(f, "  {}", figure.working)?;
    }
    figure.rules.iter().try_for_each(|rule| show_broken(f, "  ", rule))?;
    match &figure.over {
        Some(over) => {
            show_parts(f, "above the line", &figure.made_of)?;
            show_parts(f, "below the line", over)?;
        }
        None => show_parts(f, "made of", &figure.made_of)?,
    }
    if !figure.not_counted.is_empty() {
        writeln!(f, "\n  did not count")?;
    }
    figure.not_counted.iter().try_for_each(|not| show_not_counted(f, not))
}

fn show_parts(f: &mut fmt::Formatter<'_>, heading: &str, parts: &[Part]) -> fmt::Result {
    match parts.len() {
        0 => writeln!(f, "\n  {heading}: nothing")?,
        n => writeln!(f, "\n  {heading} ({n})")?,
    }
    let width = name_width(parts);
    parts.iter().try_for_each(|part| show_part(f, "    ", part, width))
}

fn show_not_counted(f: &mut fmt::Formatter<'_>, not: &NotCounted) -> fmt::Result {
    show_broken(f, "    ", &format!("{} {}", not.count, not.why))?;
    let width = name_width(&not.listed);
    not.listed.iter().try_for_each(|part| show_part(f, "      ", part, width))?;
    let more = not.count - not.listed.len() as u64;
    if more == 0 || not.listed.is_empty() {
        return Ok(());
    }
    writeln!(f, "      and {more} more")
}

fn name_width(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.call.as_ref().map_or(0, |call| call.chars().count())).max().unwrap_or(0)
}

fn show_part(f: &mut fmt::Formatter<'_>, indent: &str, part: &Part, width: usize) -> fmt::Result {
    let call = part.call.as_deref().unwrap_or_default();
    let gap = if width == 0 { "" } else { "  " };
    let when = match (part.span, part.from) {
        (Some(span), Some(from)) => stretch(span, from, part.at, part.running),
        (_, _) => format!("at {}", part.at),
    };
    show_broken(f, indent, &format!("{call:<width$}{gap}{when}  #{}  {}", part.seq, part.what))
}

fn stretch(span: Span, from: Time, to: Time, running: bool) -> String {
    match (running, span.is_zero()) {
        (true, _) => format!("{span} from {from}, still running at {to}"),
        (false, true) => format!("{span} at {to}"),
        (false, false) => format!("{span} from {from} to {to}"),
    }
}

fn show_event(f: &mut fmt::Formatter<'_>, event: &Event, told: &[Event]) -> fmt::Result {
    let clock = event.clock.as_ref().map(|clock| format!(" ({clock})")).unwrap_or_default();
    let seq = event.seq.map(|seq| format!("  #{seq}")).unwrap_or_default();
    writeln!(f, "  {}{clock}{seq}  {}", event.at, event.what)?;
    let known = |because: &Because| because.seq.is_some() && told.iter().any(|event| event.seq == because.seq);
    // What is a consequence of what stands above comes from where that comes from.
    let origin = event.origin.as_ref().filter(|_| !event.because.as_ref().is_some_and(known));
    match (&event.because, origin) {
        (Some(because), Some(origin)) => show_broken(f, "      ", &format!("{} ({origin})", cause(because)))?,
        (Some(because), None) => show_broken(f, "      ", &cause(because))?,
        (None, Some(origin)) => show_broken(f, "      ", origin)?,
        (None, None) => {}
    }
    event.details.iter().try_for_each(|detail| show_broken(f, "      ", detail))
}

fn cause(because: &Because) -> String {
    let seq = because.seq.map(|seq| format!("#{seq} ")).unwrap_or_default();
    match because.earlier {
        Some(earlier) => format!("{earlier} after {seq}{}", because.what),
        None => format!("because of {seq}{}", because.what),
    }
}

/// A sentence, broken between words; what follows the first line stands deeper.
fn show_broken(f: &mut fmt::Formatter<'_>, indent: &str, text: &str) -> fmt::Result {
    let mut line = indent.to_owned();
    let mut empty = true;
    for word in text.split(' ') {
        if !empty && line.chars().count() + 1 + word.chars().count() > COLUMNS {
            writeln!(f, "{line}")?;
            line = format!("{indent}  ");
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    writeln!(f, "{line}")
}
