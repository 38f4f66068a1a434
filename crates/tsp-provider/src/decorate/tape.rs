//! A recording that is being played, without the calls.

use std::collections::BTreeMap;
use std::mem::discriminant;

use tapi_types::Span;

use super::Unrecorded;
use crate::{Ask, Exchange, Outcome};

/// A recording that is being played.
pub(super) struct Tape {
    /// In the order of asking.
    recorded: Vec<Exchange>,
    played: Vec<bool>,
    /// The places of each question in the recording, in order.
    places: BTreeMap<Ask, Vec<usize>>,
    order: Order,
    /// How much was asked so far.
    asked: u64,
    pub(super) unrecorded: Vec<Unrecorded>,
}

/// Which exchange answers a question.
pub(super) enum Order {
    /// The next one of the recording, whose place this is.
    Recorded(usize),
    /// The next one of the same question: how many were played of each.
    ByKey(BTreeMap<Ask, usize>),
}

impl Tape {
    pub(super) fn new(mut recorded: Vec<Exchange>, order: Order) -> Tape {
        recorded.sort_by_key(|exchange| exchange.seq);
        let mut places: BTreeMap<Ask, Vec<usize>> = BTreeMap::new();
        for (place, exchange) in recorded.iter().enumerate() {
            places.entry(exchange.ask.clone()).or_default().push(place);
        }
        Tape { played: vec![false; recorded.len()], recorded, places, order, asked: 0, unrecorded: Vec::new() }
    }

    /// What was recorded and not asked, in the order of the recording.
    pub(super) fn left(&self) -> impl Iterator<Item = &Exchange> {
        let played = self.recorded.iter().zip(&self.played);
        played.filter(|(_, played)| !**played).map(|(exchange, _)| exchange)
    }

    /// How a question ended in the recording, and after how long.
    pub(super) fn play(&mut self, ask: &Ask) -> Option<(Outcome, Span)> {
        self.asked += 1;
        let Some(place) = self.find(ask) else {
            self.miss(ask);
            return None;
        };
        self.played[place] = true;
        let exchange = &self.recorded[place];
        Some((exchange.outcome.clone(), exchange.ended_at.since(exchange.at)))
    }

    fn find(&mut self, ask: &Ask) -> Option<usize> {
        match &mut self.order {
            Order::Recorded(next) => {
                let place = *next;
                let here = self.recorded.get(place).is_some_and(|exchange| exchange.ask == *ask);
                *next += usize::from(here);
                here.then_some(place)
            }
            Order::ByKey(played) => {
                let nth = played.entry(ask.clone()).or_default();
                let place = *self.places.get(ask)?.get(*nth)?;
                *nth += 1;
                Some(place)
            }
        }
    }

    fn miss(&mut self, ask: &Ask) {
        let (here, expected) = match self.order {
            Order::Recorded(next) => (next, self.recorded.get(next).cloned()),
            Order::ByKey(_) => (usize::try_from(self.asked - 1).unwrap_or(usize::MAX), None),
        };
        let nearest = self.nearest(ask, here);
        self.unrecorded.push(Unrecorded { nth: self.asked, ask: ask.clone(), expected, nearest });
    }

    /// What is likest to a question, nearest to a place of the recording; later ones first.
    fn nearest(&self, ask: &Ask, here: usize) -> Option<Exchange> {
        let alike = self.places.iter().filter(|(other, _)| discriminant(*other) == discriminant(ask));
        let ranked = alike.flat_map(|(other, places)| {
            let unlike = (other != ask, other.object() != ask.object());
            let after = places.partition_point(|place| *place < here);
            let before = after.checked_sub(1);
            let near = places.get(after).into_iter().chain(before.and_then(|before| places.get(before)));
            near.map(move |place| (unlike, place.abs_diff(here), *place < here, *place))
        });
        ranked.min().map(|(_, _, _, place)| self.recorded[place].clone())
    }
}
