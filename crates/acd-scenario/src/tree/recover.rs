//! Decoding a tree with mistakes: each one is reported, taken out of the tree, and decoding tried again, so that
//! one run finds all of them. The elements of the long lists are decoded one by one, so that trying again is cheap.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::decode::{Cursor, DecodeError, What};
use super::{Kind, Node};
use crate::file::{List, Scenario};
use crate::finding::{Finding, Place};
use crate::limits;
use crate::path::{Path, Segment};
use crate::suggest::{did_you_mean, list, nearest};

/// A file as far as it could be read.
pub(crate) struct Recovered<'s> {
    pub(crate) file: Scenario<'s>,
    pub(crate) findings: Vec<Finding>,
    /// Places that could not be read.
    pub(crate) unreadable: BTreeSet<Path>,
}

/// Decodes a whole file. What cannot be read becomes [`Kind::Lost`] in the tree.
pub(crate) fn recover<'s>(root: &mut Node<'s>, bytes: usize) -> Recovered<'s> {
    let mut recovery = Recovery {
        findings: Vec::new(),
        unreadable: BTreeSet::new(),
        renamed: BTreeSet::new(),
        effort: bytes.saturating_mul(limits::DECODE_EFFORT).saturating_add(1 << 20),
    };
    recovery.note_lost(root, &mut Vec::new());
    let mut lists = take_lists(root);
    let mut file: Scenario<'s> = recovery.decode(root, &Path::default()).unwrap_or_default();
    for (name, elements) in &mut lists {
        match name.as_str() {
            "groups" => file.groups = Some(recovery.list(name, elements)),
            "queues" => file.queues = Some(recovery.list(name, elements)),
            "agents" => file.agents = Some(recovery.list(name, elements)),
            "steps" => file.steps = Some(recovery.list(name, elements)),
            "arrivals" => file.arrivals = Some(recovery.list(name, elements)),
            "faults" => file.faults = Some(recovery.list(name, elements)),
            _ => file.expect = Some(recovery.list(name, elements)),
        }
    }
    put_back(root, lists);
    Recovered { file, findings: recovery.findings, unreadable: recovery.unreadable }
}

const LISTS: [&str; 7] = ["groups", "queues", "agents", "steps", "arrivals", "faults", "expect"];

/// Takes the elements of the long lists out of the tree.
fn take_lists<'s>(root: &mut Node<'s>) -> Vec<(String, Vec<Node<'s>>)> {
    let mut lists = Vec::new();
    if let Kind::Object(members) = &mut root.kind {
        for member in members {
            if let Kind::List(elements) = &mut member.value.kind
                && LISTS.contains(&&*member.key)
            {
                lists.push((member.key.to_string(), std::mem::take(elements)));
            }
        }
    }
    lists
}

fn put_back<'s>(root: &mut Node<'s>, lists: Vec<(String, Vec<Node<'s>>)>) {
    for (name, elements) in lists {
        if let Kind::Object(members) = &mut root.kind
            && let Some(member) = members.iter_mut().find(|member| member.key == name)
        {
            member.value.kind = Kind::List(elements);
        }
    }
}

struct Recovery {
    findings: Vec<Finding>,
    unreadable: BTreeSet<Path>,
    /// Members that were read under the name that was likely meant.
    renamed: BTreeSet<Path>,
    /// Bytes that may still be decoded again.
    effort: usize,
}

impl Recovery {
    fn list<'s, T: Deserialize<'s>>(&mut self, name: &str, elements: &mut [Node<'s>]) -> List<T> {
        let mut place = Path(vec![Segment::Member(name.to_owned())]);
        let mut list = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter_mut().enumerate() {
            place.0.truncate(1);
            place.0.push(Segment::Element(index));
            if self.findings.len() > limits::DIAGNOSTICS {
                self.unreadable.insert(Path(place.0[..1].to_vec()));
                break;
            }
            let lost = element.kind == Kind::Lost;
            list.push(if lost { None } else { self.decode(element, &place) });
        }
        List(list)
    }

    /// Decodes a part of the tree, over and over until nothing is wrong with what is left of it.
    fn decode<'s, T: Deserialize<'s>>(&mut self, node: &mut Node<'s>, at: &Path) -> Option<T> {
        loop {
            let error = match T::deserialize(Cursor(node)) {
                Ok(value) => return Some(value),
                Err(error) => error,
            };
            let cost = node.span.len();
            if !self.repair(error, node, at) || self.findings.len() > limits::DIAGNOSTICS || self.effort < cost {
                self.unreadable.insert(at.clone());
                return None;
            }
            self.effort -= cost;
        }
    }

    /// Reports an error and takes it out of the tree; false where nothing would be left.
    fn repair(&mut self, error: DecodeError, node: &mut Node<'_>, at: &Path) -> bool {
        let (what, below) = error.into_parts();
        let full = Path([at.0.as_slice(), below.as_slice()].concat());
        match what {
            What::UnknownMember(known) => self.unknown_member(known, node, &below, full),
            What::Type(expected) => {
                let target = node.at(&Path(below.clone()));
                if !self.renamed.contains(&full) {
                    let found = target.describe();
                    let message = format!("expected {expected}, found {found}");
                    let mut finding = Finding::error("wrong_type", Place::Bytes(target.mark(), full.clone()), message);
                    let help = in_quotes(target, &expected);
                    finding.found(found).expected(expected).maybe_help(help);
                    self.findings.push(finding);
                }
                self.lose(node, &below, full)
            }
            What::Other(message) => {
                let place = Place::Bytes(node.at(&Path(below.clone())).mark(), full.clone());
                self.findings.push(Finding::error("invalid", place, message));
                self.lose(node, &below, full)
            }
        }
    }

    /// A member that is not known: read as the one that was likely meant, if that one is not there.
    fn unknown_member(&mut self, known: &[&str], node: &mut Node<'_>, below: &[Segment], full: Path) -> bool {
        let Some((Segment::Member(name), around)) = below.split_last() else { return false };
        let Some(Kind::Object(members)) = descend(node, around).map(|object| &mut object.kind) else { return false };
        let meant = nearest(name, known.iter().copied());
        let taken = meant.is_some_and(|meant| members.iter().any(|member| member.key == meant));
        let Some(member) = members.iter_mut().find(|member| member.key == *name) else { return false };
        let place = Place::Bytes(member.key_span.clone(), full.clone());
        let mut finding = Finding::error("unknown_member", place, format!("there is no member `{name}` here"));
        finding.found(format!("`{name}`")).maybe_help(meant.map(did_you_mean));
        if !known.is_empty() {
            finding.expected(list(known.iter().copied()));
        }
        self.findings.push(finding);
        if let Some(meant) = meant.filter(|_| !taken) {
            member.key = meant.to_owned().into();
            let mut renamed = full;
            renamed.0.pop();
            renamed.0.push(Segment::Member(meant.to_owned()));
            self.renamed.insert(renamed);
        } else {
            member.value.kind = Kind::Lost;
            self.unreadable.insert(full);
        }
        true
    }

    fn lose(&mut self, node: &mut Node<'_>, below: &[Segment], full: Path) -> bool {
        self.unreadable.insert(full);
        match descend(node, below) {
            Some(target) if !below.is_empty() => {
                target.kind = Kind::Lost;
                true
            }
            Some(_) | None => false,
        }
    }

    /// Notes what the parser could not read.
    fn note_lost(&mut self, node: &Node<'_>, place: &mut Vec<Segment>) {
        match &node.kind {
            Kind::Lost => {
                self.unreadable.insert(Path(place.clone()));
            }
            Kind::List(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    place.push(Segment::Element(index));
                    self.note_lost(element, place);
                    place.pop();
                }
            }
            Kind::Object(members) => {
                for member in members {
                    if matches!(member.value.kind, Kind::Lost | Kind::List(_) | Kind::Object(_)) {
                        place.push(Segment::Member(member.key.to_string()));
                        self.note_lost(&member.value, place);
                        place.pop();
                    }
                }
            }
            Kind::Null | Kind::Flag(_) | Kind::Number(_) | Kind::Text(_) => {}
        }
    }
}

fn descend<'n, 's>(node: &'n mut Node<'s>, below: &[Segment]) -> Option<&'n mut Node<'s>> {
    below.iter().try_fold(node, |node, segment| match (&mut node.kind, segment) {
        (Kind::Object(members), Segment::Member(name)) => {
            members.iter_mut().find(|member| member.key == *name).map(|member| &mut member.value)
        }
        (Kind::List(elements), Segment::Element(index)) => elements.get_mut(*index),
        _ => None,
    })
}

/// For a number where text is wanted.
fn in_quotes(node: &Node<'_>, expected: &str) -> Option<String> {
    match &node.kind {
        Kind::Number(text) if expected.starts_with("a duration") && text.bytes().all(|b| b.is_ascii_digit()) => {
            Some(did_you_mean(&format!("\"{text}s\"")))
        }
        Kind::Number(text) if expected == "a name" || expected == "text" => Some(did_you_mean(&format!("\"{text}\""))),
        Kind::Text(text) if expected.contains("number") && text.parse::<f64>().is_ok() => {
            Some(format!("write it without quotes: {text}"))
        }
        Kind::Null | Kind::Flag(_) | Kind::Number(_) | Kind::Text(_) | Kind::List(_) | Kind::Object(_) | Kind::Lost => {
            None
        }
    }
}
