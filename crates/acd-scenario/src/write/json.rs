//! JSON as people lay it out: one thing a line, lines broken where they become long, nothing but ASCII.

use std::fmt::{Display, Write};

use serde_json::Value;
use tapi_types::Span;

/// Lines longer than this are broken where two members or elements meet, if they are at all.
const WIDTH: usize = 120;

/// No line is broken before this.
const EARLIEST: usize = 50;

/// Where the members of the file begin.
const TOP: usize = 2;

/// Where an element of a long list begins.
const ELEMENT: usize = 4;

/// Where a line goes on that was broken inside an element.
const DEEP: usize = 6;

/// A text under way.
#[derive(Default)]
pub(super) struct Page {
    text: String,
    /// Where the present line starts.
    line: usize,
    /// How many objects and lists are open.
    depth: usize,
    /// Where the present line can be broken: the place of a space, and the depth there.
    joints: Vec<(usize, usize)>,
}

/// The members of an object under way.
pub(super) struct Members<'p> {
    page: &'p mut Page,
    empty: bool,
    /// The object is the whole file: each member starts a line.
    whole: bool,
}

/// A whole file.
pub(super) fn file(members: impl FnOnce(&mut Members<'_>)) -> String {
    let mut page = Page::default();
    page.text.push('{');
    members(&mut Members { page: &mut page, empty: true, whole: true });
    page.new_line(0);
    page.text.push_str("}\n");
    page.text
}

impl Page {
    fn show(&mut self, what: impl Display) {
        write!(self.text, "{what}").expect("text takes what is written to it");
    }

    /// Text in quotes.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push('"');
        for char in text.chars() {
            match char {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\t' => self.text.push_str("\\t"),
                ' '..='~' => self.text.push(char),
                other => {
                    for unit in other.encode_utf16(&mut [0; 2]) {
                        self.show(format_args!("\\u{unit:04x}"));
                    }
                }
            }
        }
        self.text.push('"');
    }

    /// A duration.
    pub(super) fn span(&mut self, span: Span) {
        self.show(format_args!("\"{span}\""));
    }

    /// A whole number.
    pub(super) fn whole(&mut self, number: impl Into<i128>) {
        self.show(number.into());
    }

    /// A number, the fraction left out where there is none. Reading gives the same double.
    pub(super) fn real(&mut self, number: f64) {
        let shown = Value::from(number).to_string();
        self.text.push_str(shown.strip_suffix(".0").unwrap_or(&shown));
    }

    /// Any value.
    pub(super) fn value(&mut self, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => self.show(value),
            Value::String(text) => self.text(text),
            Value::Array(elements) => self.list(elements, Page::value),
            Value::Object(inner) => self.object(|members| {
                for (name, value) in inner {
                    members.value(name, value);
                }
            }),
        }
    }

    /// An object.
    pub(super) fn object(&mut self, members: impl FnOnce(&mut Members<'_>)) {
        self.text.push('{');
        self.depth += 1;
        let mut inner = Members { page: self, empty: true, whole: false };
        members(&mut inner);
        let empty = inner.empty;
        self.depth -= 1;
        self.text.push_str(if empty { "}" } else { " }" });
    }

    /// A list, on as many lines as it needs.
    pub(super) fn list<T>(&mut self, elements: impl IntoIterator<Item = T>, mut element: impl FnMut(&mut Page, T)) {
        self.text.push('[');
        self.depth += 1;
        let mut empty = true;
        for each in elements {
            self.next(empty);
            element(self, each);
            empty = false;
        }
        self.depth -= 1;
        self.text.push_str(if empty { "]" } else { " ]" });
    }

    /// A list with a line for each element, indented so far.
    fn lines<T>(
        &mut self,
        indent: usize,
        elements: impl IntoIterator<Item = T>,
        mut element: impl FnMut(&mut Page, T),
    ) {
        self.text.push('[');
        let mut empty = true;
        for each in elements {
            if !empty {
                self.text.push(',');
            }
            self.new_line(indent);
            element(self, each);
            empty = false;
        }
        if !empty {
            self.new_line(indent - 2);
        }
        self.text.push(']');
    }

    /// Goes on to the next member or element of something.
    fn next(&mut self, first: bool) {
        if !first {
            self.text.push(',');
            self.wrap();
            self.joints.push((self.text.len(), self.depth));
        }
        self.text.push(' ');
    }

    fn new_line(&mut self, indent: usize) {
        self.wrap();
        self.joints.clear();
        self.text.push('\n');
        self.line = self.text.len();
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// Breaks the present line where it is too long: at the last of the outermost joints.
    fn wrap(&mut self) {
        while self.text.len() - self.line > WIDTH {
            let late = |(place, _): &&(usize, usize)| *place >= self.line + EARLIEST;
            let outermost = self.joints.iter().filter(late).rev().min_by_key(|(_, depth)| *depth);
            let Some(&(joint, _)) = outermost else { return };
            self.text.replace_range(joint..=joint, &format!("\n{:DEEP$}", ""));
            self.line = joint + 1;
            self.joints.retain_mut(|(place, _)| {
                let after = *place > joint;
                *place += DEEP;
                after
            });
        }
    }
}

impl Members<'_> {
    /// The name of the next member; the value is to follow.
    fn name(&mut self, name: &str) -> &mut Page {
        if self.whole {
            if !self.empty {
                self.page.text.push(',');
            }
            self.page.new_line(TOP);
        } else {
            self.page.next(self.empty);
        }
        self.empty = false;
        self.page.text(name);
        self.page.text.push_str(": ");
        self.page
    }

    /// A member with text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.name(name).text(text);
    }

    /// A member with text, where there is any.
    pub(super) fn maybe_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// A member with a duration.
    pub(super) fn span(&mut self, name: &str, span: Span) {
        self.name(name).span(span);
    }

    /// A member with a duration, where there is one.
    pub(super) fn maybe_span(&mut self, name: &str, span: Option<Span>) {
        if let Some(span) = span {
            self.span(name, span);
        }
    }

    /// A member with a whole number.
    pub(super) fn whole(&mut self, name: &str, number: impl Into<i128>) {
        self.name(name).whole(number);
    }

    /// A member with a whole number, where there is one.
    pub(super) fn maybe_whole(&mut self, name: &str, number: Option<impl Into<i128>>) {
        if let Some(number) = number {
            self.whole(name, number);
        }
    }

    /// A member with a number.
    pub(super) fn real(&mut self, name: &str, number: f64) {
        self.name(name).real(number);
    }

    /// A member with any value.
    pub(super) fn value(&mut self, name: &str, value: &Value) {
        self.name(name).value(value);
    }

    /// A member with an object.
    pub(super) fn object(&mut self, name: &str, members: impl FnOnce(&mut Members<'_>)) {
        self.name(name).object(members);
    }

    /// A member with a list, on as many lines as it needs.
    pub(super) fn list<T>(
        &mut self,
        name: &str,
        elements: impl IntoIterator<Item = T>,
        element: impl FnMut(&mut Page, T),
    ) {
        self.name(name).list(elements, element);
    }

    /// A member with a list, a line for each element; an empty list is left out of the file.
    pub(super) fn lines<T>(
        &mut self,
        name: &str,
        elements: impl IntoIterator<Item = T>,
        element: impl FnMut(&mut Page, T),
    ) {
        let mut elements = elements.into_iter().peekable();
        if !self.whole {
            self.name(name).lines(DEEP, elements, element);
        } else if elements.peek().is_some() {
            self.name(name).lines(ELEMENT, elements, element);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_to_ascii() {
        let mut page = Page::default();
        page.text("a\"\\\n\t\u{0}\u{7f}é🦀");
        assert_eq!(page.text, r#""a\"\\\n\t\u0000\u007f\u00e9\ud83e\udd80""#);
        assert_eq!(serde_json::from_str::<String>(&page.text).unwrap(), "a\"\\\n\t\u{0}\u{7f}é🦀");
    }

    #[test]
    fn numbers_read_as_they_were() {
        for number in [0.0, 0.1, 240.0, 1.0 / 3.0, 5e-324, 1e300, 9_007_199_254_740_993.0, 3.6e9] {
            let mut page = Page::default();
            page.real(number);
            assert_eq!(serde_json::from_str::<f64>(&page.text).unwrap().to_bits(), number.to_bits(), "{}", page.text);
        }
    }

    #[test]
    fn long_lists_are_broken_and_lines_stay_lines() {
        let text = file(|members| {
            members.list("short", 0..3_u8, Page::whole);
            members.list("long", 100_000..100_020_u32, Page::whole);
            members.lines("lines", 0..2_u8, |page, n| {
                page.object(|members| members.lines("inner", 0..n, Page::whole));
            });
            members.lines("none", 0..0_u8, Page::whole);
        });
        let expected = r#"{
  "short": [ 0, 1, 2 ],
  "long": [ 100000, 100001, 100002, 100003, 100004, 100005, 100006, 100007, 100008, 100009, 100010, 100011, 100012,
      100013, 100014, 100015, 100016, 100017, 100018, 100019 ],
  "lines": [
    { "inner": [] },
    { "inner": [
      0
    ] }
  ]
}
"#;
        assert_eq!(text, expected);
    }
}
