//! A line that is being written.

use acd_core::Called;
use serde::Serialize;

use super::word::Word;

/// A line without its end, at the end of a buffer.
///
/// Records are by far the most lines, and each has few of the members that there are: they are written one by one, with no
/// object of them all in between.
pub(super) struct Open<'l> {
    out: &'l mut Vec<u8>,
    /// A name that stands behind the next member.
    name: Option<Called<'l>>,
}

impl<'l> Open<'l> {
    pub(super) fn new(out: &'l mut Vec<u8>, start: &[u8]) -> Open<'l> {
        out.extend_from_slice(start);
        Open { out, name: None }
    }

    /// Text of the format as it is.
    pub(super) fn add(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A value as JSON.
    pub(super) fn value(&mut self, value: &impl Serialize) -> serde_json::Result<()> {
        serde_json::to_writer(&mut *self.out, value)
    }

    /// A member, if it is there; its key with the comma before it.
    pub(super) fn member(&mut self, key: &str, value: Option<impl Serialize>) -> serde_json::Result<()> {
        if let Some(value) = value {
            self.add(key);
            self.value(&value)?;
        }
        match self.name.take() {
            Some(name) => self.member(",\"name\":", Some(Word::Called(name))),
            None => Ok(()),
        }
    }

    /// The name of what begins here stands behind its number, which is the first member of its kind.
    pub(super) fn name_after_next(&mut self, name: Option<Called<'l>>) {
        self.name = name;
    }

    pub(super) fn close(self) {
        self.out.push(b'}');
    }
}
