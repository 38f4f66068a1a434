//! The events of a call centre, made of the messages of its lines.

mod groups;
mod source;

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use tapi_types::Bits;
use tapi_types::tapi3::TapiEvent;
use tsp_provider::Received;

use self::groups::Looking;
use self::source::{Heard, Source};
use crate::Event;
use crate::line::Line;

/// A listener to the events of all handlers of a call centre: `ITTAPIEventNotification` with the filter of
/// `ITTAPI::put_EventFilter`. Had from [`CallCenter::events`](crate::CallCenter::events); a stream, of which
/// [`next`](Events::next) needs no trait.
///
/// # What comes
///
/// - LINE_AGENTSTATUSEX with STATE: [`Event::Agent`] with the new state; a released agent is in a state not known.
/// - LINE_AGENTSESSIONSTATUS: [`Event::AgentSession`], new for NEWSESSION, and the new state for STATE, in this order. A
///   released session has no state in TAPI 3: no event comes, and the client forgets the session.
/// - LINE_QUEUESTATUS: [`Event::Queue`], for NEWQUEUE and QUEUEREMOVED. A removed queue answers
///   [`QueueRemoved`](crate::TapiError::QueueRemoved) from then on.
/// - LINE_GROUPSTATUS: [`Event::AcdGroup`], for NEWGROUP and GROUPREMOVED. The message names no group: the list is fetched
///   again and compared with the one before, removed groups first. What comes behind waits for that. A handler that
///   follows the page on which neither is supported sends no such message (POLICY `group_events`).
/// - LINE_PROXYSTATUS: [`Event::AgentHandler`], new when all proxies are there that TAPI 3 needs, removed when the
///   first of these goes. Those that go after it say nothing new.
/// - Nothing for UPDATEINFO and NEWAGENT: no event has a value for them. Statistics are polled.
///
/// # In what order
///
/// Events of one handler come in the order of its messages. Handlers take turns: the search for the next message begins
/// behind the handler that had the last one, in the order in which the call centre lists them.
///
/// # Losses
///
/// Each handler's messages wait in a buffer. When it is full the oldest gives way, and [`Event::Missed`] stands in its
/// place; so it does where groups came or went and the list cannot be had, or no longer shows which. Messages are counted
/// whatever their kind, since nobody knows what they would have told.
///
/// The stream ends when all lines are closed.
#[derive(Debug)]
#[doc(alias = "ITTAPIEventNotification")]
pub struct Events {
    sources: Vec<Source>,
    filter: Bits<TapiEvent>,
    /// For how many messages each handler's buffer has room, and for how many events that nobody has taken yet.
    capacity: usize,
    /// The place behind the handler that had the last message, which may be past the end.
    turn: usize,
    ready: VecDeque<Event>,
    looking: Option<Looking>,
}

impl Events {
    pub(crate) fn new(lines: impl Iterator<Item = Line>, capacity: usize) -> Self {
        let capacity = capacity.max(1);
        let sources = lines.map(|line| Source::new(line, capacity)).collect();
        Events { sources, filter: Bits::NONE, capacity, turn: 0, ready: VecDeque::new(), looking: None }
    }

    /// The kinds that are let through now.
    #[doc(alias = "get_EventFilter")]
    pub const fn event_filter(&self) -> Bits<TapiEvent> {
        self.filter
    }

    /// Says which kinds of event are wanted from now on: `ITTAPI::put_EventFilter`. What has happened before is judged by
    /// the filter that was there then, and nothing was wanted at first. Bits that are not the call centre's are kept and
    /// let nothing through.
    ///
    /// Where groups are wanted that were not wanted before, one lineGetGroupList request goes to each handler, for
    /// later comparison; the limit applies. Dropped before it is over, the filter is as it was, and no event is lost.
    ///
    /// # Errors
    /// [`Timeout`](crate::TapiError::Timeout) and the errors of lineGetGroupList; the filter is then as it was.
    #[doc(alias("put_EventFilter", "TAPI_EVENT"))]
    pub async fn put_event_filter(&mut self, filter: Bits<TapiEvent>) -> Result<(), crate::TapiError> {
        let groups = filter.contains(TapiEvent::AcdGroup);
        if groups && !self.wants(TapiEvent::AcdGroup) {
            let mut lists = Vec::new();
            for source in &self.sources {
                lists.push(source.line.group_list().await?);
            }
            for (source, list) in self.sources.iter_mut().zip(lists) {
                source.groups.begin_with(list);
            }
        }
        self.settle().await;
        self.filter = filter;
        Ok(())
    }

    /// The next event; `None` when all lines are closed and everything has been read. No event is lost when the future
    /// is dropped.
    pub async fn next(&mut self) -> Option<Event> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The next event, where it is there already. Waits for nothing, though the list of groups may be asked for.
    pub fn try_next(&mut self) -> Option<Event> {
        match self.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(event) => event,
            Poll::Pending => None,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Event>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Poll::Ready(Some(event));
            }
            if self.poll_looking(context).is_pending() {
                return Poll::Pending;
            }
            if !self.ready.is_empty() {
                continue;
            }
            match self.poll_messages(context) {
                Poll::Ready(Some((place, received))) => self.hear(place, received),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// Ready when no list of groups is on its way.
    fn poll_looking(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(looking) = &mut self.looking else { return Poll::Ready(()) };
        let Poll::Ready(list) = looking.list.as_mut().poll(context) else { return Poll::Pending };
        let (place, what) = (looking.place, looking.what);
        self.looking = None;
        let found = self.sources[place].compare(what, list);
        self.add(found);
        Poll::Ready(())
    }

    /// The next message of any handler, and whose it is; `None` when all are at their end.
    fn poll_messages(&mut self, context: &mut Context<'_>) -> Poll<Option<(usize, Received)>> {
        let mut all_over = true;
        for step in 0..self.sources.len() {
            let place = (self.turn + step) % self.sources.len();
            match Pin::new(&mut self.sources[place].messages).poll_next(context) {
                Poll::Ready(Some(received)) => {
                    self.turn = place + 1;
                    return Poll::Ready(Some((place, received)));
                }
                Poll::Ready(None) => {}
                Poll::Pending => all_over = false,
            }
        }
        if all_over { Poll::Ready(None) } else { Poll::Pending }
    }

    fn hear(&mut self, place: usize, received: Received) {
        match self.sources[place].hear(received) {
            Heard::Events(events) => self.add(events),
            Heard::Groups(what) => {
                if self.wants(TapiEvent::AcdGroup) {
                    self.looking = Some(Looking::new(place, what, self.sources[place].line.clone()));
                }
            }
        }
    }

    /// Keeps what the filter lets through.
    fn add(&mut self, events: Vec<Event>) {
        let wanted = |event: &Event| event.kind().map_or(!self.filter.is_empty(), |kind| self.filter.contains(kind));
        let wanted: Vec<Event> = events.into_iter().filter(wanted).collect();
        self.ready.extend(wanted);
    }

    /// Hears what has been sent up to now, under the filter that holds now.
    async fn settle(&mut self) {
        poll_fn(|context| self.poll_looking(context)).await;
        for place in 0..self.sources.len() {
            // A gap and a full buffer; a sender who is quicker than this does not keep it here for ever.
            for _ in 0..=self.capacity {
                let Some(received) = self.sources[place].messages.try_next() else { break };
                self.hear(place, received);
                poll_fn(|context| self.poll_looking(context)).await;
            }
        }
        self.make_room();
    }

    /// A filter that is set again and again by somebody who never reads must not pile up events.
    fn make_room(&mut self) {
        let mut missed = 0;
        while self.ready.len() > self.capacity {
            missed += match self.ready.pop_front() {
                Some(Event::Missed(earlier)) => earlier,
                Some(_) => 1,
                None => 0,
            };
        }
        if missed > 0 {
            self.ready.push_front(Event::Missed(missed));
        }
    }

    fn wants(&self, kind: TapiEvent) -> bool {
        self.filter.contains(kind)
    }
}

impl Stream for Events {
    type Item = Event;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        self.get_mut().poll(context)
    }
}
