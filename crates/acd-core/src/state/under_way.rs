//! Something about each request under way, by its number.

use std::collections::BTreeMap;

use tapi_types::RequestId;

/// So many numbers stand together.
const PAGE: usize = 32;

/// A table of requests under way. Numbers are given in order, and most requests end in the order in which they began: so
/// they stand in pages of neighbours, side by side, and a page goes with the last of its requests. However many requests
/// there have been, the room that it takes follows those that are there.
///
/// ```
/// use acd_core::UnderWay;
/// use tapi_types::RequestId;
///
/// let mut clients = UnderWay::default();
/// for n in [3, 1, 1000] {
///     clients.insert(RequestId::at(n), n);
/// }
/// assert_eq!(clients.remove(RequestId::at(1)), Some(1));
/// assert_eq!(clients.iter().collect::<Vec<_>>(), [(RequestId::at(3), &3), (RequestId::at(1000), &1000)]);
/// ```
#[derive(Debug, Clone)]
pub struct UnderWay<T> {
    pages: BTreeMap<usize, Page<T>>,
    len: usize,
    /// An empty page for the next one, so that whoever comes alone finds it made.
    spare: Option<Box<[Option<T>; PAGE]>>,
}

#[derive(Debug, Clone)]
struct Page<T> {
    used: usize,
    slots: Box<[Option<T>; PAGE]>,
}

impl<T> Default for UnderWay<T> {
    fn default() -> UnderWay<T> {
        UnderWay { pages: BTreeMap::new(), len: 0, spare: None }
    }
}

impl<T> UnderWay<T> {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// True where there is none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts a request in, in place of what stood there for its number.
    pub fn insert(&mut self, id: RequestId, value: T) {
        let spare = &mut self.spare;
        let page = self.pages.entry(id.index() / PAGE).or_insert_with(|| {
            let slots = spare.take().unwrap_or_else(|| Box::new([const { None }; PAGE]));
            Page { used: 0, slots }
        });
        if page.slots[id.index() % PAGE].replace(value).is_none() {
            page.used += 1;
            self.len += 1;
        }
    }

    /// What there is about a request.
    pub fn get(&self, id: RequestId) -> Option<&T> {
        self.pages.get(&(id.index() / PAGE))?.slots[id.index() % PAGE].as_ref()
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, id: RequestId) -> Option<&mut T> {
        self.pages.get_mut(&(id.index() / PAGE))?.slots[id.index() % PAGE].as_mut()
    }

    /// Takes a request out.
    pub fn remove(&mut self, id: RequestId) -> Option<T> {
        let number = id.index() / PAGE;
        let page = self.pages.get_mut(&number)?;
        let value = page.slots[id.index() % PAGE].take()?;
        page.used -= 1;
        self.len -= 1;
        if page.used == 0 {
            self.spare = self.pages.remove(&number).map(|page| page.slots);
        }
        Some(value)
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (RequestId, &T)> {
        self.pages.iter().flat_map(|(&number, page)| {
            let slots = page.slots.iter().enumerate();
            slots.filter_map(move |(place, slot)| Some((id_at(number, place), slot.as_ref()?)))
        })
    }

    /// All of them, to be changed, in the order of their numbers.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.pages.values_mut().flat_map(|page| page.slots.iter_mut().flatten())
    }

    /// Takes all of them out, in the order of their numbers.
    pub fn take_all(&mut self) -> impl Iterator<Item = (RequestId, T)> + use<T> {
        self.len = 0;
        std::mem::take(&mut self.pages).into_iter().flat_map(|(number, page)| {
            let slots = page.slots.into_iter().enumerate();
            slots.filter_map(move |(place, slot)| Some((id_at(number, place), slot?)))
        })
    }
}

fn id_at(page: usize, place: usize) -> RequestId {
    RequestId::at(page * PAGE + place)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_holds_what_a_map_holds(steps in prop::collection::vec((0_usize..100, any::<bool>()), 1..300)) {
            let (mut table, mut map) = (UnderWay::default(), BTreeMap::new());
            for (n, (id, comes)) in steps.into_iter().enumerate() {
                let id = RequestId::at(id);
                if comes {
                    table.insert(id, n);
                    map.insert(id, n);
                } else {
                    prop_assert_eq!(table.remove(id), map.remove(&id));
                }
                prop_assert_eq!(table.get(id), map.get(&id));
                prop_assert_eq!(table.len(), map.len());
            }
            for value in table.values_mut().chain(map.values_mut()) {
                *value += 1;
            }
            prop_assert!(table.iter().eq(map.iter().map(|(id, value)| (*id, value))));
            prop_assert!(table.take_all().eq(map));
            prop_assert!(table.is_empty() && table.pages.is_empty());
        }
    }

    #[test]
    fn what_is_over_takes_no_room() {
        let mut table = UnderWay::default();
        for n in 0..10_000 {
            table.insert(RequestId::at(n), n);
            if n >= 10 {
                table.remove(RequestId::at(n - 10));
            }
            assert!(table.pages.len() <= 2);
        }
    }
}
