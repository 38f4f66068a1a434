//! Messages for several lines at once, and those that have to wait for a reply.

use std::collections::{BTreeMap, VecDeque};
use std::task::Waker;

use tapi_types::{AgentId, LineHandle, Message, RequestId, SessionId};

use super::{Inbox, MessageFilter, Messages, inbox};

/// The listeners of several lines, for a provider that has them behind its own lock.
///
/// Whoever has an agent or a session made gets to know the handle from the reply: what is about the handle waits until
/// the request is [over](Board::over), and then comes in the order in which it was told (POLICY `new_after_reply`). Other
/// lines get it at once.
///
/// What is held back takes up room as the buffer of its listener does: no more than so many messages, the oldest give way,
/// and are reported as [`Missed`](super::Received::Missed) with the rest.
///
/// ```
/// use tapi_types::line::AgentSessionStatus;
/// use tapi_types::{LineHandle, Message, RequestId, SessionId};
/// use tsp_provider::messages::{Board, MessageFilter, Received};
///
/// let (maker, other) = (LineHandle::at(0), LineHandle::at(1));
/// let mut board = Board::default();
/// let [mut made, mut heard] = [maker, other].map(|line| {
///     board.open(line);
///     board.listen(line, MessageFilter::ALL, 100)
/// });
/// let what = AgentSessionStatus::NewSession.into();
/// let new = Message::AgentSessionStatus { session: SessionId::at(0), what, state: None };
/// board.tell_all(new, None, &[(maker, RequestId::at(6))]).wake();
/// assert_eq!((made.try_next(), heard.try_next()), (None, Some(Received::Message(new))));
/// board.over(maker, RequestId::at(6)).wake();
/// assert_eq!(made.try_next(), Some(Received::Message(new)));
/// ```
#[derive(Debug, Default)]
pub struct Board {
    lines: BTreeMap<LineHandle, Line>,
}

/// Whom to wake, once the lock is let go.
#[derive(Debug, Default)]
#[must_use = "readers that wait are to be woken"]
pub struct Wakers(Vec<Waker>);

/// What a client can have made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handle {
    /// By lineCreateAgent.
    Agent(AgentId),
    /// By lineCreateAgentSession.
    Session(SessionId),
}

#[derive(Debug, Default)]
struct Line {
    listeners: Vec<Listener>,
    /// The handles whose messages are held back.
    waits: Vec<Wait>,
}

/// What is about a handle waits for a request that made it, or for several that may have.
#[derive(Debug)]
struct Wait {
    handle: Handle,
    makers: Vec<RequestId>,
}

#[derive(Debug)]
struct Listener {
    inbox: Inbox,
    capacity: usize,
    held: VecDeque<(Handle, Message)>,
    /// How many that were held have given way.
    missed: u64,
}

impl Wakers {
    /// Wakes them. Never under a lock that they could want.
    pub fn wake(self) {
        self.0.into_iter().for_each(Waker::wake);
    }

    /// One more.
    pub fn push(&mut self, waker: Option<Waker>) {
        self.0.extend(waker);
    }

    /// Both.
    pub fn join(&mut self, others: Wakers) {
        self.0.extend(others.0);
    }
}

impl Handle {
    /// What a message is about, where that can be something that a client has made.
    pub const fn of(message: Message) -> Option<Handle> {
        match message {
            Message::AgentSessionStatus { session, .. } => Some(Handle::Session(session)),
            Message::AgentStatusEx { agent, .. } => Some(Handle::Agent(agent)),
            Message::Close
            | Message::Reply { .. }
            | Message::AgentSpecific { .. }
            | Message::AgentStatus { .. }
            | Message::ProxyRequest { .. }
            | Message::QueueStatus { .. }
            | Message::GroupStatus { .. }
            | Message::ProxyStatus { .. } => None,
        }
    }
}

impl Board {
    /// A line that messages can be told to from now on.
    pub fn open(&mut self, line: LineHandle) {
        self.lines.entry(line).or_default();
    }

    /// The lines that are open, in order.
    pub fn lines(&self) -> impl Iterator<Item = LineHandle> {
        self.lines.keys().copied()
    }

    /// A new listener on a line, as [`Provider::messages`](crate::Provider::messages) has it. On a line that is not open
    /// the messages are over at once.
    pub fn listen(&mut self, line: LineHandle, filter: MessageFilter, capacity: usize) -> Messages {
        let Some(line) = self.lines.get_mut(&line) else { return Messages::none() };
        line.listeners.retain(|listener| !listener.inbox.is_abandoned());
        let (inbox, messages) = inbox(filter, capacity);
        line.listeners.push(Listener { inbox, capacity: capacity.max(1), held: VecDeque::new(), missed: 0 });
        messages
    }

    /// Tells every line but the sender's. `makers` are the requests that made what the message is about and are not over, each
    /// with its line.
    pub fn tell_all(
        &mut self,
        message: Message,
        sender: Option<LineHandle>,
        makers: &[(LineHandle, RequestId)],
    ) -> Wakers {
        let mut wakers = Wakers::default();
        for (handle, line) in self.lines.iter_mut().filter(|(line, _)| Some(**line) != sender) {
            let own: Vec<RequestId> =
                makers.iter().filter(|(line, _)| line == handle).map(|(_, request)| *request).collect();
            line.tell(message, &own, &mut wakers);
        }
        wakers
    }

    /// Tells one line. Not before these requests of it are over, any of which may have made what the message is about;
    /// and not before what is held back about the same.
    pub fn tell(&mut self, line: LineHandle, message: Message, makers: &[RequestId]) -> Wakers {
        let mut wakers = Wakers::default();
        if let Some(line) = self.lines.get_mut(&line) {
            line.tell(message, makers, &mut wakers);
        }
        wakers
    }

    /// A request of a line was answered with this handle, or with none. What waits for it about others waits for it no
    /// longer.
    pub fn answered(&mut self, line: LineHandle, request: RequestId, made: Option<Handle>) -> Wakers {
        let mut wakers = Wakers::default();
        if let Some(line) = self.lines.get_mut(&line) {
            line.waits.iter_mut().filter(|wait| Some(wait.handle) == made).for_each(|wait| wait.makers = vec![request]);
            line.let_go(request, |handle| Some(handle) != made, &mut wakers);
        }
        wakers
    }

    /// A request of a line is over for its client: replied, timed out or dropped. What has waited for it comes now.
    pub fn over(&mut self, line: LineHandle, request: RequestId) -> Wakers {
        let mut wakers = Wakers::default();
        if let Some(line) = self.lines.get_mut(&line) {
            line.let_go(request, |_| true, &mut wakers);
        }
        wakers
    }

    /// Closes a line: its listeners get LINE_CLOSE and no more. What was held back is gone with it.
    pub fn close(&mut self, line: LineHandle) -> Wakers {
        let mut wakers = Wakers::default();
        if let Some(line) = self.lines.remove(&line) {
            line.listeners.iter().for_each(|listener| wakers.push(listener.inbox.put(Message::Close)));
        }
        wakers
    }
}

impl Line {
    fn tell(&mut self, message: Message, makers: &[RequestId], wakers: &mut Wakers) {
        let handle = Handle::of(message);
        if let (Some(handle), [_, ..]) = (handle, makers) {
            self.wait_for(handle, makers);
        }
        match handle.filter(|handle| self.holds(*handle)) {
            Some(handle) => self.listeners.iter_mut().for_each(|listener| listener.hold(handle, message)),
            None => self.listeners.iter().for_each(|listener| wakers.push(listener.inbox.put(message))),
        }
    }

    /// From now on what is about a handle waits for these requests as well.
    fn wait_for(&mut self, handle: Handle, makers: &[RequestId]) {
        let Some(wait) = self.waits.iter_mut().find(|wait| wait.handle == handle) else {
            return self.waits.push(Wait { handle, makers: makers.to_vec() });
        };
        for &maker in makers {
            if !wait.makers.contains(&maker) {
                wait.makers.push(maker);
            }
        }
    }

    fn holds(&self, handle: Handle) -> bool {
        self.waits.iter().any(|wait| wait.handle == handle)
    }

    /// Nothing about some handles waits for a request any longer.
    fn let_go(&mut self, request: RequestId, about: impl Fn(Handle) -> bool, wakers: &mut Wakers) {
        for wait in self.waits.iter_mut().filter(|wait| about(wait.handle)) {
            wait.makers.retain(|maker| *maker != request);
        }
        for wait in self.waits.extract_if(.., |wait| wait.makers.is_empty()) {
            self.listeners.iter_mut().for_each(|listener| listener.release(wait.handle, wakers));
        }
    }
}

impl Listener {
    fn hold(&mut self, handle: Handle, message: Message) {
        if !self.inbox.wants(message) {
            return;
        }
        if self.held.len() == self.capacity {
            self.held.pop_front();
            self.missed += 1;
        }
        self.held.push_back((handle, message));
    }

    fn release(&mut self, handle: Handle, wakers: &mut Wakers) {
        wakers.push(self.inbox.miss(std::mem::take(&mut self.missed)));
        let (now, later) = std::mem::take(&mut self.held).into_iter().partition(|(held, _)| *held == handle);
        self.held = later;
        let now: VecDeque<(Handle, Message)> = now;
        for (_, message) in now {
            wakers.push(self.inbox.put(message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listeners_that_are_gone_take_no_room() {
        let (mut board, line) = (Board::default(), LineHandle::at(0));
        board.open(line);
        for _ in 0..3 {
            drop(board.listen(line, MessageFilter::ALL, 1));
        }
        let _still_there = board.listen(line, MessageFilter::ALL, 1);
        assert_eq!(board.lines[&line].listeners.len(), 1);
    }
}
