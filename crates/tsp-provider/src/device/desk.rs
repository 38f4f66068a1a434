//! Who has a line open, who serves what, and what is told to whom.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Weak};

use tapi_types::line::{ProxyRequestType, ProxyStatus, Sender};
use tapi_types::{LineError, LineHandle, Message, RequestId};

use super::effects::Effects;
use super::known::Known;
use super::line::Opened;
use super::pending::Pending;
use super::{Device, Handler, OpenOptions};
use crate::Client;
use crate::messages::{Board, Handle, MessageFilter, Messages, Wakers};

/// What a device is made of. Nothing is called or woken from here: what has to be is in the [`Effects`].
#[derive(Default)]
pub(super) struct Desk {
    pub(super) lines: BTreeMap<LineHandle, OpenLine>,
    pub(super) proxies: BTreeMap<ProxyRequestType, LineHandle>,
    pub(super) pending: BTreeMap<RequestId, Pending>,
    pub(super) board: Board,
    /// How many lines there ever were.
    opened: usize,
    /// How many requests there ever were.
    pub(super) submitted: usize,
}

pub(super) struct OpenLine {
    pub(super) client: Client,
    pub(super) is_proxy: bool,
    pub(super) handler: Option<Arc<dyn Handler>>,
    pub(super) itself: Weak<Opened>,
    pub(super) known: Known,
}

impl Desk {
    /// Whether a line can be opened like this.
    pub(super) fn check(&self, options: &OpenOptions) -> Result<(), LineError> {
        if options.handler.is_some() && options.proxy_for.is_empty() {
            return Err(LineError::INVALPRIVSELECT);
        }
        let taken = options.proxy_for.iter().any(|request| self.proxies.contains_key(request));
        if taken { Err(LineError::NOTREGISTERED) } else { Ok(()) }
    }

    /// The handle of the next line.
    pub(super) fn next_line(&mut self) -> LineHandle {
        self.opened += 1;
        LineHandle::at(self.opened - 1)
    }

    /// Opens a line. What it can serve has been checked.
    pub(super) fn open(&mut self, line: LineHandle, options: OpenOptions, itself: Weak<Opened>) -> Effects {
        let OpenOptions { client, proxy_for, handler } = options;
        let is_proxy = !proxy_for.is_empty();
        self.lines.insert(line, OpenLine { client, is_proxy, handler, itself, known: Known::default() });
        self.board.open(line);
        self.register(line, proxy_for).into()
    }

    fn register(&mut self, line: LineHandle, types: Vec<ProxyRequestType>) -> Wakers {
        let was_complete = self.is_complete();
        let mut wakers = Wakers::default();
        // POLICY `one_proxy_status`: a message for each.
        for request in types.into_iter().collect::<BTreeSet<_>>() {
            self.proxies.insert(request, line);
            wakers.join(self.tell_status(ProxyStatus::Open, Some(request)));
        }
        if self.is_complete() && !was_complete {
            wakers.join(self.tell_status(ProxyStatus::AllOpenForAcd, None));
        }
        wakers
    }

    fn is_complete(&self) -> bool {
        Device::FOR_ACD.iter().all(|request| self.proxies.contains_key(request))
    }

    fn tell_status(&mut self, status: ProxyStatus, request: Option<ProxyRequestType>) -> Wakers {
        self.board.tell_all(Message::ProxyStatus { status, request }, None, &[])
    }

    /// The lines that are open, in the order in which they were.
    pub(super) fn lines(&self) -> Vec<LineHandle> {
        self.lines.keys().copied().collect()
    }

    /// Closes a line, if it is open: what its application waits for is over, then what it was to answer has failed, then the
    /// others hear of it.
    pub(super) fn close(&mut self, line: LineHandle) -> Effects {
        let Some(closed) = self.lines.remove(&line) else { return Effects::default() };
        let mut effects = self.leave_all(line);
        effects.wakers.join(self.fail_all(line));
        effects.wakers.join(self.board.close(line));
        let served = self.proxies.iter().filter(|(_, proxy)| **proxy == line).map(|(request, _)| *request);
        for request in served.collect::<Vec<_>>() {
            self.proxies.remove(&request);
            effects.wakers.join(self.tell_status(ProxyStatus::Close, Some(request)));
        }
        // Lines that its handler has are closed only when the desk is free.
        effects.gone = closed.handler;
        effects
    }

    /// An open line.
    pub(super) fn line(&self, line: LineHandle) -> Result<&OpenLine, LineError> {
        self.lines.get(&line).ok_or(LineError::INVALLINEHANDLE)
    }

    /// An open line that is a proxy's.
    pub(super) fn proxy(&self, line: LineHandle) -> Result<&OpenLine, LineError> {
        let proxy = self.line(line)?;
        if proxy.is_proxy { Ok(proxy) } else { Err(LineError::NOTREGISTERED) }
    }

    /// What the application of a line knows; `None` once it is closed.
    pub(super) fn known(&self, line: LineHandle) -> Option<&Known> {
        self.lines.get(&line).map(|line| &line.known)
    }

    /// The types that are served, in order.
    pub(super) fn served(&self, line: LineHandle) -> Result<Vec<ProxyRequestType>, LineError> {
        self.line(line)?;
        Ok(self.proxies.keys().copied().collect())
    }

    /// Who knows how fast time goes.
    pub(super) fn pacemaker(&self) -> Option<Arc<dyn Handler>> {
        self.proxies.values().find_map(|proxy| self.lines.get(proxy)?.handler.clone())
    }

    /// A new listener, who gets no message that the line's version of TAPI does not know.
    pub(super) fn listen(&mut self, line: LineHandle, filter: MessageFilter, capacity: usize) -> Messages {
        let version = self.lines.get(&line).map(|line| line.client.version);
        let filter = version.map_or(filter, |version| filter.on_line_of(version));
        self.board.listen(line, filter, capacity)
    }

    /// A proxy tells all others.
    pub(super) fn tell(&mut self, sender: LineHandle, message: Message) -> Result<Effects, LineError> {
        self.proxy(sender)?;
        // POLICY `proxy_messages`: a proxy has six; the others are TAPI's own.
        if message.number().sender() != Some(Sender::Proxy) {
            return Err(LineError::INVALPARAM);
        }
        let mut wakers = Wakers::default();
        for line in self.lines().into_iter().filter(|line| *line != sender) {
            let makers = self.makers(line, sender, message);
            if let Some(line) = self.lines.get_mut(&line) {
                line.known.take_message(message);
            }
            wakers.join(self.board.tell(line, message, &makers));
        }
        Ok(wakers.into())
    }

    /// The requests of a line one of which has made, as it seems, what the message is about: the one that was answered with it,
    /// or else, for what is new to the line, all that the proxy has not answered.
    fn makers(&self, line: LineHandle, proxy: LineHandle, message: Message) -> Vec<RequestId> {
        let Some(handle) = Handle::of(message) else { return Vec::new() };
        let new = self.known(line).is_some_and(|known| !known.has_heard_of(handle));
        let from_here = |pending: &Pending| pending.line == line && pending.proxy == proxy;
        self.requests_where(|pending| {
            from_here(pending) && (pending.has_made(handle) || new && pending.may_make(handle))
        })
    }

    pub(super) fn requests_where(&self, which: impl Fn(&Pending) -> bool) -> Vec<RequestId> {
        self.pending.iter().filter(|(_, pending)| which(pending)).map(|(request, _)| *request).collect()
    }
}
