//! Dense tables that only their own kind of id can index.

use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::{Index, IndexMut};

use tapi_types::{AgentId, GroupId, QueueId};

/// An id that is a place in a dense table.
pub(crate) trait Key: Copy {
    /// The place, from 0.
    fn place(self) -> usize;
    /// The id of a place.
    fn at_place(place: usize) -> Self;
}

macro_rules! keys {
    ($($name:ty),+) => {$(
        impl Key for $name {
            fn place(self) -> usize {
                self.index()
            }
            fn at_place(place: usize) -> Self {
                <$name>::at(place)
            }
        }
    )+};
}

keys!(AgentId, GroupId, QueueId);

/// A session's number in order of creation, from 0: the last word in every tie between sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SessionNo(NonZeroU32);

impl Key for SessionNo {
    fn place(self) -> usize {
        self.0.get() as usize - 1
    }
    fn at_place(place: usize) -> Self {
        let number = u32::try_from(place + 1).ok().and_then(NonZeroU32::new);
        SessionNo(number.expect("sessions are limited to u32 ids"))
    }
}

impl SessionNo {
    /// The first of all.
    pub(crate) const FIRST: SessionNo = SessionNo(NonZeroU32::MIN);
    /// None comes after this one.
    pub(crate) const LAST: SessionNo = SessionNo(NonZeroU32::MAX);

    /// The one after.
    pub(crate) const fn next(self) -> SessionNo {
        SessionNo(self.0.saturating_add(1))
    }
}

/// A vector whose places are counted by one kind of id.
#[derive(Debug, Clone)]
pub(crate) struct Table<K, T> {
    rows: Vec<T>,
    key: PhantomData<K>,
}

impl<K: Key, T> Table<K, T> {
    pub(crate) const fn new() -> Self {
        Table { rows: Vec::new(), key: PhantomData }
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.rows.iter_mut()
    }

    pub(crate) fn push(&mut self, row: T) -> K {
        self.rows.push(row);
        K::at_place(self.rows.len() - 1)
    }

    pub(crate) fn get(&self, key: K) -> Option<&T> {
        self.rows.get(key.place())
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = K> + use<K, T> {
        (0..self.rows.len()).map(K::at_place)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.rows.iter()
    }
}

impl<K: Key, T> FromIterator<T> for Table<K, T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Table { rows: rows.into_iter().collect(), key: PhantomData }
    }
}

impl<K: Key, T> Index<K> for Table<K, T> {
    type Output = T;
    fn index(&self, key: K) -> &T {
        &self.rows[key.place()]
    }
}

impl<K: Key, T> IndexMut<K> for Table<K, T> {
    fn index_mut(&mut self, key: K) -> &mut T {
        &mut self.rows[key.place()]
    }
}
