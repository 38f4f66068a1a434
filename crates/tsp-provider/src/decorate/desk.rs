//! Where a faulty provider takes requests in and decides about them.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use tapi_types::{Effect, FaultBook, FaultRule, LineError, ObjectFilter, RequestId, Span, Time};

use super::Passage;
use super::passage::Stage;
use crate::{Answer, Ask, Ticket};

/// What a request is answered with when the proxy closes under it.
pub(super) const CLOSED: LineError = LineError::OPERATIONFAILED;

/// A number from 0 up to 100 for the rule at a place.
pub(super) type Chance = Box<dyn FnMut(usize) -> f64 + Send>;

pub(super) struct Desk {
    /// The proxy is there.
    open: bool,
    book: FaultBook,
    chance: Chance,
    pending: BTreeMap<RequestId, Arc<Passage>>,
    /// The records that came last, by object; only where some rule makes replies stale.
    pictures: Option<BTreeMap<ObjectFilter, Answer>>,
}

/// The rule that acts on a request, by its place, and its effect.
pub(super) type Acting = Option<(usize, Effect)>;

/// A request that was taken in: it is answered at once, or is pending and something becomes of its reply.
pub(super) type Taken = ControlFlow<Result<Answer, LineError>, (ReplyFate, Arc<Passage>)>;

/// What becomes of a reply.
#[derive(Clone, Copy)]
pub(super) enum ReplyFate {
    /// It goes out as it comes.
    Whole,
    /// The same, but later stale replies do not show it.
    Fresh,
    Lost,
    Late(Span),
    Doubled(Span),
}

impl Desk {
    pub(super) fn new(rules: &[FaultRule], chance: Chance) -> Desk {
        let stale = rules.iter().any(|rule| rule.effect == Effect::Stale);
        Desk {
            open: true,
            book: FaultBook::new(rules.len()),
            chance,
            pending: BTreeMap::new(),
            pictures: stale.then(BTreeMap::new),
        }
    }

    pub(super) fn fired(&self, rule: usize) -> u64 {
        self.book.fired(rule)
    }

    /// Takes a request in, and says what acts on it.
    pub(super) fn take(
        &mut self,
        rules: &[FaultRule],
        ticket: &Ticket,
        request: RequestId,
        ask: &Ask,
        now: Time,
    ) -> (Acting, Taken) {
        if !self.open {
            return (None, ControlFlow::Break(Err(LineError::OPERATIONUNAVAIL)));
        }
        let acting = self.act(rules, ask, now);
        let fate = self.decide(ask, acting.map(|(_, effect)| effect));
        (acting, fate.map_continue(|fate| (fate, self.enter(ticket, request, now, fate))))
    }

    fn act(&mut self, rules: &[FaultRule], ask: &Ask, now: Time) -> Acting {
        self.book.act(rules, ask.function()?, ask.object(), now, &mut self.chance)
    }

    fn decide(&self, ask: &Ask, effect: Option<Effect>) -> ControlFlow<Result<Answer, LineError>, ReplyFate> {
        let getter = ask.is_getter();
        match effect {
            Some(Effect::Fail(error) | Effect::FailAtSubmit(error)) => ControlFlow::Break(Err(error)),
            Some(Effect::CloseProxy) => ControlFlow::Break(Err(CLOSED)),
            Some(Effect::StructureTooSmall) if getter => ControlFlow::Break(Err(LineError::STRUCTURETOOSMALL)),
            Some(Effect::Stale) if getter => match self.pictures.as_ref().and_then(|all| all.get(&ask.object())) {
                Some(picture) => ControlFlow::Break(Ok(picture.clone())),
                None => ControlFlow::Continue(ReplyFate::Fresh),
            },
            None | Some(Effect::StructureTooSmall | Effect::Stale | Effect::DelayReply(Span::ZERO)) => {
                ControlFlow::Continue(ReplyFate::Whole)
            }
            Some(Effect::DropReply) => ControlFlow::Continue(ReplyFate::Lost),
            Some(Effect::DelayReply(by)) => ControlFlow::Continue(ReplyFate::Late(by)),
            Some(Effect::DuplicateReply(after)) => ControlFlow::Continue(ReplyFate::Doubled(after)),
        }
    }

    fn enter(&mut self, ticket: &Ticket, request: RequestId, now: Time, fate: ReplyFate) -> Arc<Passage> {
        let stage = match fate {
            ReplyFate::Whole | ReplyFate::Fresh | ReplyFate::Doubled(_) => Stage::Inside,
            ReplyFate::Lost | ReplyFate::Late(_) => Stage::InsideFirst,
        };
        let passage = Passage::enter(ticket, request, now, Span::ZERO, stage);
        self.pending.insert(request, Arc::clone(&passage));
        passage
    }

    /// A request is over. True where it was pending until now.
    pub(super) fn leave(&mut self, request: RequestId) -> bool {
        self.pending.remove(&request).is_some()
    }

    /// The record that came becomes what later stale replies show.
    pub(super) fn keep_picture(&mut self, ask: &Ask, fate: ReplyFate, reply: &Result<Answer, LineError>) {
        if ask.is_getter()
            && !matches!(fate, ReplyFate::Fresh)
            && let (Some(pictures), Ok(picture)) = (&mut self.pictures, reply)
        {
            pictures.insert(ask.object(), picture.clone());
        }
    }

    /// The proxy goes away: what was pending, in the order of submission. `None` where it was not there.
    pub(super) fn close(&mut self) -> Option<BTreeMap<RequestId, Arc<Passage>>> {
        let was_open = std::mem::replace(&mut self.open, false);
        was_open.then(|| std::mem::take(&mut self.pending))
    }

    /// The proxy comes back. True where it was away.
    pub(super) fn open(&mut self) -> bool {
        !std::mem::replace(&mut self.open, true)
    }
}
