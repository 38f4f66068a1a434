//! Structures: what they all have at the start, how they are read, and the rules of size that writers follow.

use std::marker::PhantomData;

use tapi_types::LineError;

use crate::{Encoding, Flaw, Layout, Malformed, Member, Problem, Whole, Writer, bytes};

/// `dwTotalSize`, `dwNeededSize` and `dwUsedSize`, at the start of every structure that a function fills.
pub(crate) const HEADER: [&str; 3] = ["dwTotalSize", "dwNeededSize", "dwUsedSize"];

/// A structure with checked bytes: every accessor just reads.
///
/// POLICY `name_offsets`: offsets count from the outermost structure, those of an entry from its list, whose view it
/// therefore knows; the pages say "from the beginning of the structure".
#[derive(Debug, PartialEq, Eq)]
pub struct View<'a, S> {
    pub(crate) whole: Whole<'a>,
    pub(crate) at: usize,
    structure: PhantomData<S>,
}

impl<S> Clone for View<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for View<'_, S> {}

impl<'a, S> View<'a, S> {
    /// The structure or entry at `at`, which has been checked.
    pub(crate) fn new(whole: Whole<'a>, at: usize) -> Self {
        Self { whole, at, structure: PhantomData }
    }
}

impl<'a, S: Structure> View<'a, S> {
    /// The bytes in use, fixed part and variable part.
    pub fn bytes(self) -> &'a [u8] {
        self.whole.bytes()
    }

    /// How strings are written.
    pub fn encoding(self) -> Encoding {
        self.whole.encoding()
    }

    /// `dwTotalSize`: the bytes that were set aside.
    #[doc(alias = "dwTotalSize")]
    pub fn total_size(self) -> u32 {
        bytes::dword(self.whole.bytes(), 0)
    }

    /// `dwNeededSize`: the bytes that everything would have taken. Of an argument, whatever stands there.
    #[doc(alias = "dwNeededSize")]
    pub fn needed_size(self) -> u32 {
        bytes::dword(self.whole.bytes(), 4)
    }

    /// `dwUsedSize`: the bytes that hold something. Of an argument, whatever stands there.
    #[doc(alias = "dwUsedSize")]
    pub fn used_size(self) -> u32 {
        bytes::dword(self.whole.bytes(), 8)
    }

    /// The sizes as the writer told them.
    pub fn written(self) -> Written {
        Written { total: self.total_size(), needed: self.needed_size(), used: self.used_size() }
    }
}

/// The three sizes after a structure was filled.
///
/// POLICY `missing_data`: pages disagree about the sign that something is missing, so there are both tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Written {
    /// `dwTotalSize`: the bytes that the caller set aside.
    pub total: u32,
    /// `dwNeededSize`: the bytes that everything takes.
    pub needed: u32,
    /// `dwUsedSize`: the bytes that hold something now.
    pub used: u32,
}

impl Written {
    /// True where the caller set aside too little: needed is above total.
    pub fn was_too_small(self) -> bool {
        self.needed > self.total
    }

    /// True where some part was left out: needed is above used.
    pub fn left_out(self) -> bool {
        self.needed > self.used
    }
}

/// A structure that a TAPI function fills, as plain data: read from bytes, and written to bytes by the rules of size
/// that all of them follow ("Structure Sizing" of the TAPI pages).
///
/// `Self::SIZE` of [`Member`] is the fixed part, `dwTotalSize`, `dwNeededSize` and `dwUsedSize` included.
pub trait Structure: Member + for<'a> From<View<'a, Self>> {
    /// The name in `tapi.h`.
    const NAME: &'static str;

    /// The least fixed part of any version.
    const LEAST: usize = Self::SIZE;

    /// The fixed part of the structure that stands in these bytes. There are at least [`LEAST`](Self::LEAST).
    fn fixed_in(_: &[u8]) -> usize {
        Self::SIZE
    }

    /// The fixed part of this one when it is written.
    fn fixed(&self) -> usize {
        Self::SIZE
    }

    /// What stands where.
    fn layout() -> Layout;

    /// A structure that a function has filled, with strings in UTF-16. What counts is in the first `dwUsedSize` bytes.
    ///
    /// # Errors
    /// The first thing that is wrong: sizes that contradict each other or the bytes that there are, a part outside, a
    /// list that is not as long as its entries, a string without an end. After that, nothing can go wrong.
    fn read(bytes: &[u8]) -> Result<View<'_, Self>, Malformed> {
        Self::read_in(bytes, Encoding::Utf16)
    }

    /// The same with strings in either encoding.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn read_in(bytes: &[u8], encoding: Encoding) -> Result<View<'_, Self>, Malformed> {
        let fixed = checked_fixed::<Self>(bytes)?;
        let total = bytes::length(bytes, 0);
        let used = checked_size::<Self>(bytes, 8, fixed, total.min(bytes.len()))?;
        checked_size::<Self>(bytes, 4, used, usize::MAX)?;
        checked_whole(Whole::new(&bytes[..used], fixed, encoding))
    }

    /// A structure that is an argument, as LINEAGENTGROUPLIST for lineSetAgentGroup. Its caller has set `dwTotalSize`;
    /// what counts is in the first `dwTotalSize` bytes.
    ///
    /// # Errors
    /// As [`read`](Self::read), but for `dwNeededSize` and `dwUsedSize`, which mean nothing here.
    fn read_argument(bytes: &[u8], encoding: Encoding) -> Result<View<'_, Self>, Malformed> {
        let fixed = checked_fixed::<Self>(bytes)?;
        let total = checked_size::<Self>(bytes, 0, fixed, bytes.len())?;
        checked_whole(Whole::new(&bytes[..total], fixed, encoding))
    }

    /// Fills a structure whose caller has set `dwTotalSize`, the first DWORD of `out`. Success means that the fixed part
    /// is there. Of the variable parts, in order, each is there whole if there was room for it, else its size and
    /// offset are zero. Nothing behind `dwTotalSize` is touched, nor anything behind what is used.
    ///
    /// # Errors
    /// [`LineError::STRUCTURETOOSMALL`] where the fixed part does not fit into `dwTotalSize` or into `out`, and
    /// [`LineError::NOMEM`] where the size of everything does not fit into a DWORD. Nothing is written then.
    fn write(&self, out: &mut [u8]) -> Result<Written, LineError> {
        let total = bytes::dword(out, 0);
        let room = bytes::length(out, 0).min(out.len());
        if room < self.fixed() {
            return Err(LineError::STRUCTURETOOSMALL);
        }
        let needed = self.needed_size()?;
        let mut writer = Writer::new(&mut out[..room], self.fixed());
        self.put(&mut writer, 0);
        let used = writer.used();
        writer.put_dword(4, needed);
        writer.put_length(8, used);
        Ok(Written { total, needed, used: bytes::dword(out, 8) })
    }

    /// `dwNeededSize`: the bytes that everything takes.
    ///
    /// # Errors
    /// [`LineError::NOMEM`] where that does not fit into a DWORD.
    fn needed_size(&self) -> Result<u32, LineError> {
        let mut everything = Writer::endless(self.fixed());
        self.put(&mut everything, 0);
        u32::try_from(everything.used()).map_err(|_| LineError::NOMEM)
    }

    /// The structure with all its parts, in just as many bytes as it takes.
    ///
    /// # Errors
    /// [`LineError::NOMEM`] where the size does not fit into a DWORD.
    fn to_bytes(&self) -> Result<Vec<u8>, LineError> {
        let mut bytes = room(self.needed_size()?);
        self.write(&mut bytes)?;
        Ok(bytes)
    }
}

/// What a caller hands to a function that fills a structure: `total` bytes of zero, with `dwTotalSize` set where there
/// is room for it.
pub fn room(total: u32) -> Vec<u8> {
    let mut bytes = vec![0; usize::try_from(total).unwrap_or(usize::MAX)];
    bytes::put(&mut bytes, 0, &total.to_le_bytes());
    bytes
}

/// The fixed part, which must fit into the bytes and into `dwTotalSize`.
fn checked_fixed<S: Structure>(bytes: &[u8]) -> Result<usize, Malformed> {
    let short = |needed| Malformed {
        structure: S::NAME,
        member: HEADER[0],
        at: 0,
        flaw: Flaw::Short { len: bytes.len(), needed },
    };
    if bytes.len() < S::LEAST {
        return Err(short(S::LEAST));
    }
    let fixed = S::fixed_in(bytes);
    if bytes.len() < fixed {
        return Err(short(fixed));
    }
    checked_size::<S>(bytes, 0, fixed, usize::MAX)?;
    Ok(fixed)
}

/// One of the three sizes, which must be in a range.
fn checked_size<S: Structure>(bytes: &[u8], at: usize, least: usize, most: usize) -> Result<usize, Malformed> {
    let size = bytes::length(bytes, at);
    if (least..=most).contains(&size) {
        return Ok(size);
    }
    let flaw = Flaw::Size { size: bytes::dword(bytes, at), least, most };
    Err(Malformed { structure: S::NAME, member: HEADER[at / 4], at, flaw })
}

/// The structure with its members checked, and all of them together.
fn checked_whole<S: Structure>(whole: Whole<'_>) -> Result<View<'_, S>, Malformed> {
    let size = S::check(whole, 0).map_err(|problem| problem.of(S::NAME, HEADER[2], 8))?;
    let room = whole.bytes().len() - whole.fixed();
    if size > room {
        return Err(Problem::from(Flaw::Shared { size, room }).of(S::NAME, HEADER[2], 8));
    }
    Ok(View::new(whole, 0))
}

/// One table for each structure: the offset, name and type of its members, with their names in `tapi.h`. Where the
/// members of the table do not follow each other without gaps up to its size, it does not compile.
///
/// `filled` structures start with the three sizes, so their tables start at 12; `entry` ones are part of another one.
macro_rules! structure {
    ($(#[$doc:meta])* filled $c:literal, $size:literal => $name:ident { $($table:tt)* } $($version:item)*) => {
        $crate::structure::members! { $(#[$doc])* $c, 12 => $name, $size { $($table)* } }

        impl $crate::Structure for $name {
            const NAME: &'static str = $c;

            $($version)*

            fn layout() -> $crate::Layout {
                let mut fields = vec![];
                for (offset, name) in [0, 4, 8].into_iter().zip($crate::structure::HEADER) {
                    fields.push($crate::Field { name, offset, size: 4 });
                }
                fields.extend(Self::members());
                $crate::Layout { name: $c, size: $size, fields }
            }
        }
    };
    ($(#[$doc:meta])* entry $c:literal, $size:literal => $name:ident { $($table:tt)* }) => {
        $crate::structure::members! { $(#[$doc])* $c, 0 => $name, $size { $($table)* } }

        impl $name {
            /// What stands where.
            pub fn layout() -> $crate::Layout {
                $crate::Layout { name: $c, size: $size, fields: Self::members() }
            }
        }
    };
}
pub(crate) use structure;

/// The plain data, the accessors of its view, and the structure as a [`Member`].
macro_rules! members {
    (
        $(#[$doc:meta])* $c:literal, $start:literal => $name:ident, $end:literal {
            $($(#[$mdoc:meta])* $at:literal $member:ident: $type:ty = $($mc:literal),+;)+
        }
    ) => {
        $(#[$doc])*
        #[doc(alias = $c)]
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name {
            $($(#[$mdoc])* $(#[doc(alias = $mc)])+ pub $member: $type,)+
        }

        const _: () = assert!(
            $crate::layout::chained($start, &[$(($at, <$type as $crate::Member>::SIZE)),+], $end),
            concat!($c, " has gaps or overlaps, or another size")
        );

        impl<'a> $crate::View<'a, $name> {
            $($(#[$mdoc])* $(#[doc(alias = $mc)])+
            pub fn $member(self) -> <$type as $crate::Member>::View<'a> {
                <$type as $crate::Member>::get(self.whole, self.at + $at)
            })+
        }

        impl From<$crate::View<'_, $name>> for $name {
            fn from(view: $crate::View<'_, $name>) -> Self {
                Self { $($member: <$type as $crate::Member>::own(view.$member()),)+ }
            }
        }

        impl $name {
            /// The members of the table.
            fn members() -> Vec<$crate::Field> {
                [$(<$type as $crate::Member>::fields($at, &[$($mc),+]),)+].concat()
            }
        }

        impl $crate::Member for $name {
            const SIZE: usize = $end;
            type View<'a> = $crate::View<'a, $name>;

            fn check(whole: $crate::Whole<'_>, at: usize) -> Result<usize, $crate::Problem> {
                let mut size: usize = 0;
                $(
                    let part = <$type as $crate::Member>::check(whole, at + $at)
                        .map_err(|problem| $crate::Problem::Inside(problem.of($c, [$($mc),+][0], at + $at)))?;
                    size = size.saturating_add(part);
                )+
                Ok(size)
            }

            fn get(whole: $crate::Whole<'_>, at: usize) -> $crate::View<'_, $name> {
                $crate::View::new(whole, at)
            }

            fn own(view: $crate::View<'_, $name>) -> Self {
                view.into()
            }

            fn put(&self, writer: &mut $crate::Writer<'_>, at: usize) {
                $(<$type as $crate::Member>::put(&self.$member, writer, at + $at);)+
            }
        }
    };
}
pub(crate) use members;
