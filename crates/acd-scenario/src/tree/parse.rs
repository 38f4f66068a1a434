//! From text to tree. A slip that leaves no doubt about what was meant is reported and passed over; anything
//! else is reported and ends the reading.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::{Kind, Member, Node};
use crate::finding::{Finding, Place};
use crate::limits;
use crate::path::Path;
use crate::suggest::did_you_mean;

/// Reads JSON with comments and trailing commas; `base` is added to every place. No tree: it ended in a mistake.
pub(crate) fn parse(text: &str, base: usize) -> (Option<Node<'_>>, Vec<Finding>) {
    let mut parser = Parser { text, place: 0, base, depth: 0, values: 0, findings: Vec::new() };
    let root = parser.file().ok();
    for finding in &mut parser.findings {
        if let (Place::Bytes(span, path), Some(root)) = (&mut finding.place, &root) {
            *path = root.path_of(span.start);
        }
    }
    (root, parser.findings)
}

/// The reading cannot go on; why is among the findings.
struct Stop;

struct Parser<'s> {
    text: &'s str,
    place: usize,
    base: usize,
    depth: usize,
    values: usize,
    findings: Vec<Finding>,
}

impl<'s> Parser<'s> {
    fn file(&mut self) -> Result<Node<'s>, Stop> {
        self.space()?;
        if self.place == self.text.len() {
            self.slip("empty_file", 0..0, "the file is empty").help("`tspmock init` writes a first scenario");
            return Err(Stop);
        }
        let root = self.value()?;
        self.space()?;
        if self.place < self.text.len() {
            return Err(self.stop(self.token(), "text follows the end of the scenario"));
        }
        Ok(root)
    }

    fn value(&mut self) -> Result<Node<'s>, Stop> {
        if self.findings.len() > limits::DIAGNOSTICS {
            return Err(Stop);
        }
        self.values += 1;
        if self.values > limits::VALUES {
            let message = format!("the file holds more than {} values", limits::VALUES);
            self.slip("too_many", self.token(), message).help("plain JSON without mistakes may hold more");
            return Err(Stop);
        }
        let start = self.place;
        let kind = match self.peek() {
            Some('{') => self.nested(Self::object)?,
            Some('[') => self.nested(Self::list)?,
            Some('"') => Kind::Text(self.string()?),
            Some('\'') => self.single_quoted()?,
            Some('-' | '+' | '.' | '0'..='9') => self.number(),
            Some(letter) if letter.is_alphabetic() || letter == '_' => self.word(),
            Some(',' | '}' | ']') => {
                self.slip("syntax", self.token(), "a value is missing");
                Kind::Lost
            }
            Some(_) => return Err(self.stop(self.token(), "this is not a value")),
            None => return Err(self.truncated("a value")),
        };
        Ok(Node { span: self.base + start..self.base + self.place, kind })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Kind<'s>, Stop>) -> Result<Kind<'s>, Stop> {
        if self.depth == limits::DEPTH {
            let message = format!("lists and objects lie more than {} deep in each other", limits::DEPTH);
            self.slip("too_deep", self.place..self.place + 1, message);
            return Err(Stop);
        }
        self.depth += 1;
        self.place += 1;
        let kind = read(self);
        self.depth -= 1;
        kind
    }

    fn object(&mut self) -> Result<Kind<'s>, Stop> {
        let open = self.place - 1;
        let mut members: Vec<Member<'s>> = Vec::new();
        loop {
            self.space()?;
            match self.peek() {
                Some('}') => {
                    self.place += 1;
                    break;
                }
                Some(',') => self.comma_too_many()?,
                Some(_) => {
                    members.push(self.member(open)?);
                    self.separator('}', open)?;
                }
                None => return Err(self.unclosed(open)),
            }
        }
        self.drop_repeated(&mut members);
        Ok(Kind::Object(members))
    }

    fn list(&mut self) -> Result<Kind<'s>, Stop> {
        let open = self.place - 1;
        let mut elements = Vec::new();
        loop {
            self.space()?;
            match self.peek() {
                Some(']') => {
                    self.place += 1;
                    break;
                }
                Some(',') => self.comma_too_many()?,
                Some('}') => return Err(self.mismatch(open)),
                Some(_) => {
                    elements.push(self.value()?);
                    self.separator(']', open)?;
                }
                None => return Err(self.unclosed(open)),
            }
        }
        Ok(Kind::List(elements))
    }

    fn comma_too_many(&mut self) -> Result<(), Stop> {
        self.slip("syntax", self.token(), "a comma too many");
        self.place += 1;
        if self.findings.len() > limits::DIAGNOSTICS { Err(Stop) } else { Ok(()) }
    }

    fn member(&mut self, open: usize) -> Result<Member<'s>, Stop> {
        let start = self.place;
        let key = match self.peek() {
            Some('"') => self.string()?,
            Some('\'') => match self.single_quoted()? {
                Kind::Text(text) => text,
                Kind::Null | Kind::Flag(_) | Kind::Number(_) | Kind::List(_) | Kind::Object(_) | Kind::Lost => {
                    Cow::Borrowed("")
                }
            },
            Some(letter) if letter.is_alphabetic() || letter == '_' || letter == '$' => {
                let name = self.run();
                let span = start..self.place;
                self.slip("syntax", span, "the name of a member stands in double quotes")
                    .help(did_you_mean(&format!("\"{name}\"")));
                Cow::Borrowed(name)
            }
            Some(']') => return Err(self.mismatch(open)),
            Some(_) | None => return Err(self.stop(self.token(), "the name of a member is missing")),
        };
        let key_span = self.base + start..self.base + self.place;
        self.space()?;
        match self.peek() {
            Some(':') => self.place += 1,
            Some('=') => {
                self.slip("syntax", self.token(), "a colon stands between name and value").help(did_you_mean(":"));
                self.place += 1;
            }
            None => return Err(self.unclosed(open)),
            Some(',' | '}' | ']') => return Err(self.stop(self.token(), "a colon and a value are missing")),
            Some(_) => {
                self.slip("syntax", self.token(), "a colon is missing");
            }
        }
        self.space()?;
        Ok(Member { key, key_span, value: self.value()? })
    }

    /// What stands after a member or an element: a comma, or the end.
    fn separator(&mut self, close: char, open: usize) -> Result<(), Stop> {
        self.space()?;
        match self.peek() {
            Some(',') => self.place += 1,
            Some(other) if other == close => {}
            Some('}' | ']') => return Err(self.mismatch(open)),
            Some(';') => {
                self.slip("syntax", self.token(), "a comma stands here").help(did_you_mean(","));
                self.place += 1;
            }
            Some(other) if starts_value(other) => {
                self.slip("syntax", self.token(), "a comma is missing before this");
            }
            Some(_) => return Err(self.stop(self.token(), "neither a comma nor the end")),
            None => return Err(self.unclosed(open)),
        }
        Ok(())
    }

    /// Leaves the first of members with one name.
    fn drop_repeated(&mut self, members: &mut Vec<Member<'s>>) {
        let mut names = HashSet::with_capacity(members.len());
        let repeated: Vec<bool> = members.iter().map(|member| !names.insert(member.key.clone())).collect();
        if !repeated.contains(&true) {
            return;
        }
        let mut repeated = repeated.into_iter();
        let mut second = Vec::new();
        members.retain(|member| {
            let again = repeated.next().unwrap_or(false);
            if again {
                second.push((member.key_span.clone(), member.key.to_string()));
            }
            !again
        });
        for (span, name) in second {
            let place = Place::Bytes(span, Path::default());
            let mut finding = Finding::error("duplicate_member", place, format!("the member `{name}` stands twice"));
            finding.found(format!("`{name}`"));
            self.findings.push(finding);
        }
    }

    /// Text in double quotes.
    fn string(&mut self) -> Result<Cow<'s, str>, Stop> {
        let open = self.place;
        self.place += 1;
        let start = self.place;
        let mut owned: Option<String> = None;
        loop {
            let rest = &self.text[self.place..];
            let plain = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len());
            if let Some(owned) = &mut owned {
                owned.push_str(&rest[..plain]);
            }
            self.place += plain;
            match self.peek() {
                Some('"') => {
                    self.place += 1;
                    let text = &self.text[start..self.place - 1];
                    return Ok(owned.map_or(Cow::Borrowed(text), Cow::Owned));
                }
                Some('\\') => {
                    let before = &self.text[start..self.place];
                    let escaped = self.escape();
                    owned.get_or_insert_with(|| before.to_owned()).push(escaped);
                }
                Some('\n' | '\r') | None => {
                    return Err(self.stop(open..self.place, "the quote that opens this text is never closed"));
                }
                Some(control) => {
                    let message = format!("the character U+{:04X} cannot stand in text", u32::from(control));
                    self.slip("syntax", self.place..self.place + 1, message).help("write it with a backslash");
                    self.place += 1;
                    if self.findings.len() > limits::DIAGNOSTICS {
                        return Err(Stop);
                    }
                }
            }
        }
    }

    /// A backslash and what belongs to it.
    fn escape(&mut self) -> char {
        let start = self.place;
        self.place += 1;
        let escape = self.peek();
        self.place += escape.map_or(0, char::len_utf8);
        let meant = match escape {
            Some(same @ ('"' | '\\' | '/')) => Some(same),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('u') => self.unicode_escape(),
            Some(_) | None => None,
        };
        meant.unwrap_or_else(|| {
            let span = start..self.place;
            if is_half(&self.text[span.clone()]) {
                let finding = self.slip("syntax", span, "this is half of a character");
                finding.help("a character beyond \\uffff takes a high and a low half, such as \\ud83d\\ude00");
            } else {
                let finding = self.slip("syntax", span, "this is not an escape of JSON");
                finding.help("a backslash itself is written \\\\");
            }
            char::REPLACEMENT_CHARACTER
        })
    }

    /// Four hexadecimal digits, or twice that for a character beyond the first 65,536.
    fn unicode_escape(&mut self) -> Option<char> {
        let first = self.hexadecimal()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !self.text[self.place..].starts_with("\\u") {
            return None;
        }
        self.place += 2;
        let second = self.hexadecimal().filter(|second| (0xdc00..0xe000).contains(second))?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.text.get(self.place..self.place + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.place += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn single_quoted(&mut self) -> Result<Kind<'s>, Stop> {
        let start = self.place;
        let rest = &self.text[start + 1..];
        let Some(end) = rest.find(['\'', '\n']).filter(|end| rest[*end..].starts_with('\'')) else {
            return Err(self.stop(start..start + 1, "text stands in double quotes"));
        };
        self.place = start + 1 + end + 1;
        let text = &rest[..end];
        self.slip("syntax", start..self.place, "text stands in double quotes").help(did_you_mean(&format!("{text:?}")));
        Ok(Kind::Text(Cow::Borrowed(text)))
    }

    fn number(&mut self) -> Kind<'s> {
        let start = self.place;
        let text = self.run();
        let span = start..self.place;
        if !is_number(text) {
            let quoted = did_you_mean(&format!("\"{text}\""));
            let duration = crate::parse_duration(text).is_ok();
            let finding = self.slip("syntax", span, format!("`{text}` is not a number of JSON"));
            if duration {
                finding.help(quoted);
            }
            return Kind::Lost;
        }
        if text.parse::<f64>().is_ok_and(f64::is_finite) {
            return Kind::Number(text);
        }
        self.slip("out_of_range", span, "the number is larger than any that a computer calculates with");
        Kind::Lost
    }

    fn word(&mut self) -> Kind<'s> {
        let start = self.place;
        let word = self.run();
        let (meant, kind) = match word {
            "null" => return Kind::Null,
            "true" => return Kind::Flag(true),
            "false" => return Kind::Flag(false),
            "True" | "TRUE" => ("true".to_owned(), Kind::Flag(true)),
            "False" | "FALSE" => ("false".to_owned(), Kind::Flag(false)),
            "None" | "NULL" | "Null" | "nil" | "undefined" => ("null".to_owned(), Kind::Lost),
            _ => (format!("\"{word}\""), Kind::Lost),
        };
        let message = format!("`{word}` is not a value of JSON");
        self.slip("syntax", start..self.place, message).help(did_you_mean(&meant));
        kind
    }

    /// White space and comments.
    fn space(&mut self) -> Result<(), Stop> {
        loop {
            let rest = &self.text[self.place..];
            let blank = rest.bytes().position(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len());
            self.place += blank;
            let rest = &rest[blank..];
            if rest.starts_with("//") {
                self.place += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                match rest.find("*/") {
                    Some(end) => self.place += end + 2,
                    None => return Err(self.stop(self.place..self.place + 2, "this comment is never closed")),
                }
            } else if rest.starts_with('#') {
                if self.findings.len() > limits::DIAGNOSTICS {
                    return Err(Stop);
                }
                let end = self.place + rest.find('\n').unwrap_or(rest.len());
                self.slip("syntax", self.place..self.place + 1, "a comment begins with // or stands between /* and */");
                self.place = end;
            } else {
                return Ok(());
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.place..].chars().next()
    }

    /// Letters, digits and what numbers are made of, up to something else.
    fn run(&mut self) -> &'s str {
        let rest = &self.text[self.place..];
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '$');
        let end = rest.find(|c: char| !part(c)).unwrap_or(rest.len());
        self.place += end;
        &rest[..end]
    }

    /// The bytes of the thing that stands here.
    fn token(&self) -> Range<usize> {
        let rest = &self.text[self.place..];
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let quoted = rest.strip_prefix('"').and_then(|rest| rest.find(['"', '\n']).map(|end| end + 2));
        let length = quoted.unwrap_or(word).max(rest.chars().next().map_or(0, char::len_utf8)).min(rest.len());
        self.place..self.place + length
    }

    /// A mistake that does not end the reading.
    fn slip(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>) -> &mut Finding {
        let place = Place::Bytes(self.base + span.start..self.base + span.end, Path::default());
        self.findings.push(Finding::error(code, place, message));
        self.findings.last_mut().expect("one was just pushed")
    }

    /// A mistake that does.
    fn stop(&mut self, span: Range<usize>, message: &str) -> Stop {
        let found = crate::compile::shortened(&self.text[span.clone()]);
        self.slip("syntax", span, message).found(found);
        Stop
    }

    fn truncated(&mut self, wanted: &str) -> Stop {
        let end = self.text.len();
        self.slip("syntax", end..end, format!("the file ends where {wanted} should stand"));
        Stop
    }

    fn unclosed(&mut self, open: usize) -> Stop {
        let (what, line) = self.opened(open);
        let end = self.text.len();
        let message = format!("the file ends inside {what}");
        self.slip("syntax", end..end, message).help(format!("close {what} that begins in line {line}"));
        Stop
    }

    fn mismatch(&mut self, open: usize) -> Stop {
        let (what, line) = self.opened(open);
        let message = format!("the wrong bracket closes {what}");
        let found = self.text[self.token()].to_owned();
        self.slip("syntax", self.token(), message)
            .found(found)
            .help(format!("close {what} that begins in line {line}"));
        Stop
    }

    fn opened(&self, open: usize) -> (&'static str, usize) {
        let what = if self.text[open..].starts_with('{') { "the object" } else { "the list" };
        (what, self.text[..open].matches('\n').count() + 1)
    }
}

fn starts_value(first: char) -> bool {
    matches!(first, '"' | '\'' | '{' | '[' | '-' | '+' | '.') || first.is_alphanumeric()
}

/// True for an escape that names half of a character beyond the first 65,536, and stands without the other half.
fn is_half(escape: &str) -> bool {
    let digits = escape.strip_prefix("\\u").and_then(|digits| digits.get(..4));
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    number.is_some_and(|number| (0xd800..0xe000).contains(&number))
}

/// The grammar of JSON numbers.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
