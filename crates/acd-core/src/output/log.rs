//! The trace as it is made: always counted, digested and kept where somebody asked.

use tapi_types::Time;

use super::digest::Digest;
use crate::{Fact, Record};

/// What becomes of records.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    count: u64,
    digest: Option<Digest>,
    kept: Option<Vec<Record>>,
}

impl Log {
    pub(crate) fn note(&mut self, at: Time, fact: Fact) {
        self.count += 1;
        if self.digest.is_none() && self.kept.is_none() {
            return;
        }
        let record = Record { at, seq: self.count, fact };
        if let Some(digest) = &mut self.digest {
            digest.add(&record);
        }
        if let Some(kept) = &mut self.kept {
            kept.push(record);
        }
    }

    pub(crate) fn start_digest(&mut self) {
        self.digest.get_or_insert_default();
    }

    pub(crate) fn start_keeping(&mut self) {
        self.kept.get_or_insert_default();
    }

    /// What was kept since the last time.
    pub(crate) fn take(&mut self) -> Vec<Record> {
        self.kept.as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    pub(crate) fn digest(&self) -> Option<String> {
        self.digest.as_ref().map(Digest::hex)
    }
}
