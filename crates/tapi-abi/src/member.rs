//! Members: how a value stands in a structure.

use crate::{Date, Field, Flaw, Guid, Malformed, Text, TextView, Whole, Writer, bytes};
use tapi_types::line::ApiVersion;
use tapi_types::{Bits, Currency, Dword};

/// The kinds of value that structures are made of. One that varies in length stands in the fixed part as a size and an
/// offset, and its bytes in the variable part.
///
/// Numbers, [`Currency`], [`Date`] and [`Guid`] are their bytes. `Option<Text>` is a size and an offset; `None` is a
/// size of zero. `Vec` is a count, a size and an offset. `Option<Guid>` is a member of later versions of a structure:
/// not there when the fixed part ends before it. An entry of a list is its own members.
pub trait Member: Sized {
    /// Bytes in the fixed part.
    const SIZE: usize;

    /// The value, borrowed.
    type View<'a>;

    /// Refuses what [`Member::get`] could not read; else says how many bytes it has in the variable part.
    fn check(whole: Whole<'_>, at: usize) -> Result<usize, Problem>;

    /// The value at `at`, which has been checked.
    fn get(whole: Whole<'_>, at: usize) -> Self::View<'_>;

    /// The value as plain data.
    fn own(view: Self::View<'_>) -> Self;

    /// Writes the value, its variable parts as far as there is room for them.
    fn put(&self, writer: &mut Writer<'_>, at: usize);

    /// The members of `tapi.h` that this value is made of. Several of them are of one size.
    fn fields(offset: usize, names: &[&'static str]) -> Vec<Field> {
        let size = Self::SIZE / names.len();
        (0..).step_by(size).zip(names).map(|(at, name)| Field { name, offset: offset + at, size }).collect()
    }
}

/// What a check found: a flaw of the member itself, or of one inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The member itself; its name is known to whoever asked.
    Here(Flaw),
    /// A member of an entry.
    Inside(Malformed),
}

impl Problem {
    /// The problem with the name of the member that was checked.
    pub(crate) fn of(self, structure: &'static str, member: &'static str, at: usize) -> Malformed {
        match self {
            Problem::Here(flaw) => Malformed { structure, member, at, flaw },
            Problem::Inside(malformed) => malformed,
        }
    }
}

impl From<Flaw> for Problem {
    fn from(flaw: Flaw) -> Self {
        Problem::Here(flaw)
    }
}

/// Values that are bytes of the fixed part and nothing else.
macro_rules! plain {
    ($($type:ty $(, $family:ident)?: $size:literal, $from:expr, $to:expr;)+) => {$(
        impl $(<$family: Copy>)? Member for $type {
            const SIZE: usize = $size;
            type View<'a> = Self;

            fn check(_: Whole<'_>, _: usize) -> Result<usize, Problem> {
                Ok(0)
            }

            fn get(whole: Whole<'_>, at: usize) -> Self {
                $from(bytes::array(whole.bytes(), at))
            }

            fn own(view: Self) -> Self {
                view
            }

            fn put(&self, writer: &mut Writer<'_>, at: usize) {
                writer.put(at, &$to(*self));
            }
        }
    )+};
}

plain! {
    u32: 4, u32::from_le_bytes, u32::to_le_bytes;
    ApiVersion: 4, |bytes| ApiVersion(u32::from_le_bytes(bytes)), |version: ApiVersion| version.0.to_le_bytes();
    Currency: 8, |bytes| Currency(i64::from_le_bytes(bytes)), |currency: Currency| currency.0.to_le_bytes();
    Date: 8, Date::from_le_bytes, Date::to_le_bytes;
    Dword<T>, T: 4, |bytes| Dword::new(u32::from_le_bytes(bytes)), |dword: Dword<T>| dword.number().to_le_bytes();
    Bits<T>, T: 4, |bytes| Bits::from_bits(u32::from_le_bytes(bytes)), |set: Bits<T>| set.bits().to_le_bytes();
    Guid: 16, Guid::from_le_bytes, Guid::to_le_bytes;
}

impl Member for Option<Guid> {
    const SIZE: usize = 16;
    type View<'a> = Self;

    fn check(_: Whole<'_>, _: usize) -> Result<usize, Problem> {
        Ok(0)
    }

    fn get(whole: Whole<'_>, at: usize) -> Self {
        (at + 16 <= whole.fixed()).then(|| Guid::get(whole, at))
    }

    fn own(view: Self) -> Self {
        view
    }

    fn put(&self, writer: &mut Writer<'_>, at: usize) {
        if at + 16 <= writer.fixed() {
            self.unwrap_or_default().put(writer, at);
        }
    }
}

impl Member for Option<Text> {
    const SIZE: usize = 8;
    type View<'a> = Option<TextView<'a>>;

    fn check(whole: Whole<'_>, at: usize) -> Result<usize, Problem> {
        let part = whole.checked_part(at)?;
        if part.is_empty() || TextView::terminated(part, whole.encoding()).is_some() {
            return Ok(part.len());
        }
        Err(Flaw::Unterminated { size: bytes::dword(whole.bytes(), at) }.into())
    }

    fn get(whole: Whole<'_>, at: usize) -> Option<TextView<'_>> {
        TextView::terminated(whole.part(at), whole.encoding())
    }

    fn own(view: Option<TextView<'_>>) -> Self {
        view.map(Text::from)
    }

    fn put(&self, writer: &mut Writer<'_>, at: usize) {
        let bytes = self.as_ref().map(Text::to_terminated_bytes).unwrap_or_default();
        if let Some(offset) = writer.place(at, bytes.len()) {
            writer.put(offset, &bytes);
        }
    }
}

impl<M: Member> Member for Vec<M> {
    const SIZE: usize = 12;
    type View<'a> = Entries<'a, M>;

    fn check(whole: Whole<'_>, at: usize) -> Result<usize, Problem> {
        let [count, size] = [at, at + 4].map(|at| bytes::dword(whole.bytes(), at));
        if usize::try_from(count).ok().and_then(|count| count.checked_mul(M::SIZE)) != usize::try_from(size).ok() {
            return Err(Flaw::List { size, count, entry: M::SIZE }.into());
        }
        let list = whole.checked_part(at + 4)?.len();
        Entries::<M>::places(whole, at).try_fold(list, |sum, at| Ok(sum.saturating_add(M::check(whole, at)?)))
    }

    fn get(whole: Whole<'_>, at: usize) -> Entries<'_, M> {
        Entries { whole, places: Entries::<M>::places(whole, at), entry: std::marker::PhantomData }
    }

    fn own(view: Entries<'_, M>) -> Self {
        view.map(M::own).collect()
    }

    fn put(&self, writer: &mut Writer<'_>, at: usize) {
        let place = writer.place(at + 4, self.len().saturating_mul(M::SIZE));
        // POLICY `left_out_list`: a list that is left out counts no entries, so that nobody looks for them at offset 0.
        writer.put_length(at, place.map_or(0, |_| self.len()));
        if let Some(offset) = place {
            (offset..).step_by(M::SIZE).zip(self).for_each(|(at, entry)| entry.put(writer, at));
        }
    }
}

/// The entries of a list, in order. Lists that have no entries and lists that were left out look the same.
#[derive(Debug)]
pub struct Entries<'a, M> {
    whole: Whole<'a>,
    /// Where the entries to come stand.
    places: std::iter::StepBy<std::ops::Range<usize>>,
    entry: std::marker::PhantomData<M>,
}

impl<M: Member> Entries<'_, M> {
    /// Where the entries of the list whose count stands at `at` begin.
    fn places(whole: Whole<'_>, at: usize) -> std::iter::StepBy<std::ops::Range<usize>> {
        let [size, offset] = [at + 4, at + 8].map(|at| bytes::length(whole.bytes(), at));
        (offset..offset.saturating_add(size)).step_by(M::SIZE)
    }
}

impl<M> Clone for Entries<'_, M> {
    fn clone(&self) -> Self {
        Self { places: self.places.clone(), ..*self }
    }
}

impl<'a, M: Member> Iterator for Entries<'a, M> {
    type Item = M::View<'a>;

    fn next(&mut self) -> Option<M::View<'a>> {
        self.places.next().map(|at| M::get(self.whole, at))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<M: Member> ExactSizeIterator for Entries<'_, M> {}
