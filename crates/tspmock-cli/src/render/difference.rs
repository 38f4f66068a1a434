//! The first difference of two runs, for people.

use acd_trace::{Difference, Told};

use crate::console::{Ink, Style};

use super::text::plain;

/// The lines: when, what both have in common just before, and what each has there.
pub(crate) fn lines(difference: &Difference, left: &str, right: &str, style: Style) -> Vec<String> {
    let mut lines = vec![style.paint(Ink::Bad, &format!("different at {}:", difference.at))];
    lines.extend(difference.before.iter().map(|told| format!("  {}", plain(&told.text))));
    lines.push(side('-', difference.left.as_ref(), left, style));
    lines.push(side('+', difference.right.as_ref(), right, style));
    lines
}

fn side(mark: char, told: Option<&Told>, whose: &str, style: Style) -> String {
    let text = told.map_or_else(|| format!("(nothing more in {})", plain(whose)), |told| plain(&told.text));
    let ink = if mark == '-' { Ink::Bad } else { Ink::Good };
    style.paint(ink, &format!("{mark} {text}"))
}
