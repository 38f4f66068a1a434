//! The slow way of reading: JSON with comments and trailing commas, as a tree that knows the place of everything.

mod decode;
mod parse;
mod recover;

pub(crate) use parse::parse;
pub(crate) use recover::recover;

use std::borrow::Cow;
use std::ops::Range;

use crate::path::{Path, Segment};

/// A value and its bytes in the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'s> {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind<'s>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind<'s> {
    Null,
    Flag(bool),
    /// A number as written; it follows the grammar of JSON and fits into a double.
    Number(&'s str),
    Text(Cow<'s, str>),
    List(Vec<Node<'s>>),
    Object(Vec<Member<'s>>),
    /// Something that could not be read, which was reported.
    Lost,
}

/// A member of an object. Names are unique in one object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member<'s> {
    pub(crate) key: Cow<'s, str>,
    pub(crate) key_span: Range<usize>,
    pub(crate) value: Node<'s>,
}

impl<'s> Node<'s> {
    /// The value at a place below this one; the deepest that exists where the path leads further.
    pub(crate) fn at(&self, path: &Path) -> &Node<'s> {
        let mut node = self;
        for segment in &path.0 {
            match node.child(segment) {
                Some((child, _)) => node = child,
                None => break,
            }
        }
        node
    }

    /// The name of the member that a path ends in.
    pub(crate) fn key_at(&self, path: &Path) -> Option<Range<usize>> {
        let (last, around) = path.0.split_last()?;
        let mut node = self;
        for segment in around {
            node = node.child(segment)?.0;
        }
        node.child(last)?.1
    }

    fn child(&self, segment: &Segment) -> Option<(&Node<'s>, Option<Range<usize>>)> {
        match (&self.kind, segment) {
            (Kind::Object(members), Segment::Member(name)) => {
                let member = members.iter().find(|member| member.key == *name)?;
                Some((&member.value, Some(member.key_span.clone())))
            }
            (Kind::List(elements), Segment::Element(index)) => Some((elements.get(*index)?, None)),
            _ => None,
        }
    }

    /// The place below this one that a byte of the file belongs to.
    pub(crate) fn path_of(&self, byte: usize) -> Path {
        let mut path = Path::default();
        let mut node = self;
        loop {
            let inner = match &node.kind {
                Kind::Object(members) => members
                    .iter()
                    .find(|member| (member.key_span.start..member.value.span.end).contains(&byte))
                    .map(|member| (Segment::Member(member.key.to_string()), &member.value)),
                Kind::List(elements) => {
                    let index = elements.partition_point(|element| element.span.end <= byte);
                    let element = elements.get(index).filter(|element| element.span.contains(&byte));
                    element.map(|element| (Segment::Element(index), element))
                }
                Kind::Null | Kind::Flag(_) | Kind::Number(_) | Kind::Text(_) | Kind::Lost => None,
            };
            match inner {
                Some((segment, child)) => {
                    path.0.push(segment);
                    node = child;
                }
                None => return path,
            }
        }
    }

    /// For messages.
    pub(crate) fn describe(&self) -> String {
        match &self.kind {
            Kind::Null => "null".to_owned(),
            Kind::Flag(flag) => flag.to_string(),
            Kind::Number(text) => crate::compile::shortened(text),
            Kind::Text(text) => crate::compile::quoted(text),
            Kind::List(_) => "a list".to_owned(),
            Kind::Object(_) => "an object".to_owned(),
            Kind::Lost => "something unreadable".to_owned(),
        }
    }

    /// The bytes to point at: all of a small value, the opening bracket of a large one.
    pub(crate) fn mark(&self) -> Range<usize> {
        match self.kind {
            Kind::List(_) | Kind::Object(_) => self.span.start..self.span.start + 1,
            Kind::Null | Kind::Flag(_) | Kind::Number(_) | Kind::Text(_) | Kind::Lost => self.span.clone(),
        }
    }
}
