//! The first difference of two runs.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;

use acd_core::Entry;
use tapi_types::Time;

use crate::book::Catalog;
use crate::checksum::hex_of;
use crate::stored::{self, policy_names};
use crate::{Book, Header, Line, Names};

/// So many common lines are kept to be shown before a difference: what led to it is seldom further back.
const BEFORE: usize = 5;

/// The first difference of two runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The last common lines before it, at most five, oldest first.
    pub before: Vec<Told>,
    /// When: the earlier of the two.
    pub at: Time,
    /// What the left run has there; `None`: it is over.
    pub left: Option<Told>,
    /// What the right run has there; `None`: it is over.
    pub right: Option<Told>,
}

/// A line, and how it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The line.
    pub line: Line,
    /// The line with its names, for people.
    pub text: String,
}

/// One of two runs: its lines in order, and the names in them.
#[derive(Debug, Clone, Copy)]
pub struct Side<'b, I> {
    /// Its lines, or what kept the next one from being had.
    pub lines: I,
    /// Its names.
    pub book: &'b Book,
}

/// Something in which two headers differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlike {
    /// What.
    pub what: &'static str,
    /// What the left one has.
    pub left: String,
    /// What the right one has.
    pub right: String,
}

/// The first line in which two runs differ; `None`: they are the same. The steps that gave commands are not compared: they
/// tell where something stands in a file, and not what happened.
///
/// Lines are the same where they are stored alike, so that two floors on which one thing has one name, and another place, can
/// be compared. Where both sides have the same names the lines themselves are compared, which is faster and says the same.
///
/// # Errors
/// What kept a line of either from being had.
pub fn first_difference<E>(
    mut left: Side<'_, impl Iterator<Item = Result<Line, E>>>,
    mut right: Side<'_, impl Iterator<Item = Result<Line, E>>>,
) -> Result<Option<Difference>, E> {
    let mut same = Same::new(left.book, right.book);
    let (mut left_names, mut right_names) = (Names::new(left.book), Names::new(right.book));
    let mut before = VecDeque::with_capacity(BEFORE);
    loop {
        let (left_line, right_line) = (left.lines.next().transpose()?, right.lines.next().transpose()?);
        let common = match (left_line, right_line) {
            (None, None) => return Ok(None),
            (Some(left), Some(right)) if same.holds(&left.entry, &right.entry) => {
                right_names.learn(&right);
                left
            }
            (left, right) => {
                let before = before.into_iter().map(|line| told(&left_names, line)).collect();
                let at = left.iter().chain(&right).map(Line::at).min().unwrap_or_default();
                let left = left.map(|line| learnt(&mut left_names, line));
                let right = right.map(|line| learnt(&mut right_names, line));
                return Ok(Some(Difference { before, at, left, right }));
            }
        };
        left_names.learn(&common);
        if before.len() == BEFORE {
            before.pop_front();
        }
        before.push_back(common);
    }
}

fn learnt(names: &mut Names<'_>, line: Line) -> Told {
    names.learn(&line);
    told(names, line)
}

fn told(names: &Names<'_>, line: Line) -> Told {
    Told { text: names.say(&line), line }
}

/// Whether two entries are the same.
enum Same<'b> {
    /// With the same names.
    Alike,
    /// By how they are stored, each with its own names.
    Stored(Box<[(Catalog<'b>, Vec<u8>); 2]>),
}

impl<'b> Same<'b> {
    fn new(left: &'b Book, right: &'b Book) -> Same<'b> {
        if left == right {
            return Same::Alike;
        }
        Same::Stored(Box::new([left, right].map(|book| (Catalog::new(Cow::Borrowed(book)), Vec::new()))))
    }

    fn holds(&mut self, left: &Entry, right: &Entry) -> bool {
        let Same::Stored(sides) = self else { return left == right };
        for ((names, text), entry) in sides.iter_mut().zip([left, right]) {
            text.clear();
            if stored::put(text, entry, None, names).is_err() {
                return false;
            }
        }
        sides[0].1 == sides[1].1
    }
}

/// In what two headers differ. Where the scenarios were found does not matter.
pub fn unlike_headers(left: &Header, right: &Header) -> Vec<Unlike> {
    let mut unlike = Vec::new();
    let mut hold = |what, left: String, right: String| {
        if left != right {
            unlike.push(Unlike { what, left, right });
        }
    };
    hold("scenario", left.scenario.name.clone(), right.scenario.name.clone());
    hold("text of the scenario", hex_of(left.scenario.text.as_bytes()), hex_of(right.scenario.text.as_bytes()));
    hold("files beside the scenario", files(left), files(right));
    hold("seed", left.seed.to_string(), right.seed.to_string());
    let policies = [left, right].map(|header| policy_names(header.policies));
    for ((what, left), (_, right)) in policies[0].each().into_iter().zip(policies[1].each()) {
        hold(what, left.to_owned(), right.to_owned());
    }
    hold("epoch", left.epoch.clone(), right.epoch.clone());
    unlike
}

/// The files beside a scenario, each with its digest.
fn files(header: &Header) -> String {
    let files = header.scenario.files.iter().map(|(name, text)| format!("{name} {}", hex_of(text.as_bytes())));
    files.collect::<Vec<String>>().join(", ")
}

impl fmt::Display for Difference {
    /// The lines before, then the two that differ.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for told in &self.before {
            writeln!(f, "  {}", told.text)?;
        }
        let text = |told: &Option<Told>| told.as_ref().map_or_else(|| "(the end)".to_owned(), |told| told.text.clone());
        writeln!(f, "- {}", text(&self.left))?;
        write!(f, "+ {}", text(&self.right))
    }
}

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} | {}", self.what, self.left, self.right)
    }
}
