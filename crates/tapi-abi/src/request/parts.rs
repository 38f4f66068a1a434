//! What stands in the arms of a request beside plain members: structures to fill, a structure to read, a block.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use tapi_types::LineError;

use crate::{Encoding, Field, Flaw, Malformed, Member, Problem, Structure, View, Whole, Writer, bytes};

/// The share of a request that a structure may take: what the client has set aside for it. Zeroed but for
/// `dwTotalSize`, until the proxy fills it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share<S> {
    total: u32,
    structure: PhantomData<S>,
}

impl<S: Structure> Share<S> {
    /// A share of so many bytes.
    ///
    /// # Errors
    /// [`LineError::STRUCTURETOOSMALL`] where the fixed part does not fit. POLICY `small_structure`: a client hears that
    /// before a proxy is asked.
    pub fn new(total: u32) -> Result<Self, LineError> {
        match usize::try_from(total) {
            Ok(size) if size < S::LEAST => Err(LineError::STRUCTURETOOSMALL),
            Ok(_) | Err(_) => Ok(Self { total, structure: PhantomData }),
        }
    }

    /// `dwTotalSize`.
    pub fn total_size(self) -> u32 {
        self.total
    }
}

impl<S: Structure> fmt::Debug for Share<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Share({} of {} bytes)", S::NAME, self.total)
    }
}

/// A [`Share`] in a request that has been checked: the share is whole. What the proxy wrote into it is still to be
/// read.
#[derive(Debug, PartialEq, Eq)]
pub struct ShareView<'a, S> {
    bytes: &'a [u8],
    at: usize,
    structure: PhantomData<S>,
}

impl<S> Clone for ShareView<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for ShareView<'_, S> {}

impl<'a, S: Structure> ShareView<'a, S> {
    /// The share: `dwTotalSize` bytes.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Where it stands in the request.
    pub fn range(self) -> Range<usize> {
        self.at..self.at + self.bytes.len()
    }

    /// What the proxy has put there.
    ///
    /// # Errors
    /// Where that is not the structure.
    pub fn answer(self) -> Result<View<'a, S>, Malformed> {
        S::read(self.bytes)
    }
}

impl<S: Structure> Member for Share<S> {
    const SIZE: usize = S::SIZE;
    type View<'a> = ShareView<'a, S>;

    fn check(whole: Whole<'_>, at: usize) -> Result<usize, Problem> {
        let size = bytes::length(whole.bytes(), at);
        let most = whole.bytes().len().saturating_sub(at);
        if !(S::LEAST..=most).contains(&size) {
            return Err(Flaw::Size { size: bytes::dword(whole.bytes(), at), least: S::LEAST, most }.into());
        }
        Ok(size.saturating_sub(S::SIZE))
    }

    fn get(whole: Whole<'_>, at: usize) -> ShareView<'_, S> {
        let bytes = bytes::slice(whole.bytes(), at, bytes::length(whole.bytes(), at));
        ShareView { bytes, at, structure: PhantomData }
    }

    fn own(view: ShareView<'_, S>) -> Self {
        Self { total: bytes::dword(view.bytes, 0), structure: PhantomData }
    }

    fn put(&self, writer: &mut Writer<'_>, at: usize) {
        writer.put_dword(at, self.total);
        writer.reserve(at.saturating_add(usize::try_from(self.total).unwrap_or(usize::MAX)));
    }
}

/// A structure that the client hands to the proxy, whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Argument<S>(pub S);

impl<S: Structure + for<'a> Member<View<'a> = View<'a, S>>> Member for Argument<S> {
    const SIZE: usize = S::SIZE;
    type View<'a> = View<'a, S>;

    fn check(whole: Whole<'_>, at: usize) -> Result<usize, Problem> {
        let rest = whole.bytes().get(at..).unwrap_or_default();
        let argument = S::read_argument(rest, Encoding::Utf16).map_err(|malformed| {
            // Counted from the nested structure.
            Problem::Inside(Malformed { at: at + malformed.at, ..malformed })
        })?;
        Ok(argument.bytes().len().saturating_sub(S::SIZE))
    }

    fn get(whole: Whole<'_>, at: usize) -> View<'_, S> {
        let bytes = bytes::slice(whole.bytes(), at, bytes::length(whole.bytes(), at));
        View::new(Whole::new(bytes, S::fixed_in(bytes), Encoding::Utf16), 0)
    }

    fn own(view: View<'_, S>) -> Self {
        Argument(view.into())
    }

    fn put(&self, writer: &mut Writer<'_>, at: usize) {
        // What no DWORD can count makes a request that none can count either.
        let end = match self.0.to_bytes() {
            Ok(bytes) => {
                writer.put(at, &bytes);
                at.saturating_add(bytes.len())
            }
            Err(_) => usize::MAX,
        };
        writer.reserve(end);
    }
}

/// The block of lineAgentSpecific, which goes to the proxy and back: its size, then its bytes, the first of them in the
/// fixed part.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Params(pub Vec<u8>);

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Params({} bytes)", self.0.len())
    }
}

impl Member for Params {
    const SIZE: usize = 5;
    type View<'a> = &'a [u8];

    fn check(whole: Whole<'_>, at: usize) -> Result<usize, Problem> {
        let size = bytes::length(whole.bytes(), at);
        let most = whole.bytes().len().saturating_sub(at + 4);
        if size > most {
            return Err(Flaw::Size { size: bytes::dword(whole.bytes(), at), least: 0, most }.into());
        }
        Ok(size.saturating_sub(1))
    }

    fn get(whole: Whole<'_>, at: usize) -> &[u8] {
        bytes::slice(whole.bytes(), at + 4, bytes::length(whole.bytes(), at))
    }

    fn own(view: &[u8]) -> Self {
        Self(view.to_vec())
    }

    fn put(&self, writer: &mut Writer<'_>, at: usize) {
        writer.put_length(at, self.0.len());
        writer.put(at + 4, &self.0);
        writer.reserve((at + 4).saturating_add(self.0.len()));
    }

    fn fields(offset: usize, names: &[&'static str]) -> Vec<Field> {
        let parts = [(offset, 4), (offset + 4, 1)];
        names.iter().zip(parts).map(|(name, (offset, size))| Field { name, offset, size }).collect()
    }
}
