//! The requests at the desk: from their submission to the reply.

use std::mem::replace;
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

use tapi_types::{Function, LineError, LineHandle, Message, RequestId};

use super::Handler;
use super::answers::is_result_of;
use super::desk::Desk;
use super::effects::{Call, Effects};
use super::pending::{Pending, Stage, made};
use crate::messages::Wakers;
use crate::{Answer, Ask, ProxyRequest, Verdict};

/// What a client takes with it, once there is a reply.
type Taken = Option<(Result<Answer, LineError>, Effects)>;

/// What an application is told whose request fails with a line: with the proxy's (POLICY `proxy_closed`), or with its own.
const CLOSED: LineError = LineError::OPERATIONFAILED;

impl Desk {
    /// Takes a request in for the proxy of its type.
    pub(super) fn submit(
        &mut self,
        line: LineHandle,
        ask: Ask,
        limit: Option<Duration>,
    ) -> Result<(RequestId, Effects), LineError> {
        let client = self.line(line)?.client.clone();
        let function = ask.function().filter(|function| function.since() <= client.version);
        let proxy = function.and_then(Function::proxy_request).and_then(|request| self.proxies.get(&request));
        // POLICY `no_proxy`: nobody serves it, so there is nothing to wait for.
        let proxy = *proxy.ok_or(LineError::OPERATIONUNAVAIL)?;
        let request = self.next_request();
        self.pending.insert(request, Pending { line, client, proxy, ask, stage: Stage::Asked(None) });
        Ok((request, self.deliver(request, proxy, limit)))
    }

    /// A number that no request has, and that is above zero as a LONG.
    fn next_request(&mut self) -> RequestId {
        loop {
            let request = RequestId::at(self.submitted % i32::MAX as usize);
            self.submitted += 1;
            if !self.pending.contains_key(&request) {
                return request;
            }
        }
    }

    fn deliver(&mut self, request: RequestId, proxy: LineHandle, limit: Option<Duration>) -> Effects {
        let Some((asked, serving)) = self.asked(proxy, request).zip(self.lines.get(&proxy)) else {
            return Effects::default();
        };
        match &serving.handler {
            Some(handler) => {
                let (handler, line) = (Arc::clone(handler), serving.itself.clone());
                Call::Request { handler, line, request: asked, limit }.into()
            }
            None => self.board.tell(proxy, Message::ProxyRequest { request }, &[]).into(),
        }
    }

    /// What a proxy was asked and has not answered.
    pub(super) fn asked(&self, proxy: LineHandle, request: RequestId) -> Option<ProxyRequest> {
        let pending = self.pending.get(&request).filter(|pending| pending.proxy == proxy && pending.is_unanswered())?;
        Some(ProxyRequest { request, client: pending.client.clone(), ask: pending.ask.clone() })
    }

    /// All that a proxy has not answered.
    pub(super) fn unanswered(&self, proxy: LineHandle) -> Vec<ProxyRequest> {
        self.pending.keys().filter_map(|request| self.asked(proxy, *request)).collect()
    }

    /// A proxy answers.
    pub(super) fn answer(
        &mut self,
        proxy: LineHandle,
        request: RequestId,
        result: Result<Answer, LineError>,
    ) -> Result<Effects, LineError> {
        self.proxy(proxy)?;
        let pending = self.pending.get(&request).filter(|pending| pending.proxy == proxy && pending.is_unanswered());
        // POLICY `second_response`: what was answered is no longer there.
        let pending = pending.ok_or(LineError::INVALPOINTER)?;
        if !is_result_of(&pending.ask, &result) {
            return Err(LineError::INVALPARAM);
        }
        Ok(self.reply(request, result).into())
    }

    fn reply(&mut self, request: RequestId, reply: Result<Answer, LineError>) -> Wakers {
        let mut wakers = Wakers::default();
        let Some(pending) = self.pending.get_mut(&request) else { return wakers };
        let line = pending.line;
        if let (Some(line), Ok(answer)) = (self.lines.get_mut(&line), &reply)
            && !pending.is_forgotten()
        {
            line.known.take_reply(&line.client, &pending.ask, answer);
        }
        let made = reply.as_ref().ok().and_then(made);
        match replace(&mut pending.stage, Stage::Replied(reply)) {
            Stage::Asked(waker) => wakers.push(waker),
            Stage::Forgotten | Stage::Replied(_) => drop(self.pending.remove(&request)),
        }
        wakers.join(self.board.answered(line, request, made));
        wakers
    }

    /// The client's end: its reply, or a waker to be kept; and a waker that is no longer needed.
    pub(super) fn take_reply(&mut self, request: RequestId, waker: Waker) -> (Taken, Option<Waker>) {
        match self.pending.get_mut(&request).map(|pending| &mut pending.stage) {
            Some(Stage::Asked(kept)) => (None, kept.replace(waker)),
            Some(Stage::Replied(reply)) => {
                let reply = replace(reply, Err(CLOSED));
                (Some((reply, self.leave(request))), Some(waker))
            }
            Some(Stage::Forgotten) | None => (Some((Err(CLOSED), Effects::default())), Some(waker)),
        }
    }

    /// The client waits no longer: it has its reply, or wants none.
    pub(super) fn leave(&mut self, request: RequestId) -> Effects {
        let Some(pending) = self.pending.get_mut(&request) else { return Effects::default() };
        let line = pending.line;
        let mut effects = Effects::default();
        match replace(&mut pending.stage, Stage::Forgotten) {
            Stage::Asked(waker) => effects.spent = waker,
            Stage::Replied(_) => drop(self.pending.remove(&request)),
            Stage::Forgotten => {}
        }
        effects.wakers.join(self.board.over(line, request));
        effects
    }

    /// An application closes its line: it has no reply to come.
    pub(super) fn leave_all(&mut self, line: LineHandle) -> Effects {
        let mut effects = Effects::default();
        for request in self.requests_where(|pending| pending.line == line && !pending.is_forgotten()) {
            effects.calls.extend(self.forgetting(request));
            let left = self.leave(request);
            // The call is ready now, with an error.
            left.spent.into_iter().for_each(|waker| effects.wakers.push(Some(waker)));
            effects.wakers.join(left.wakers);
        }
        effects
    }

    /// A proxy closes its line: it answers no more.
    pub(super) fn fail_all(&mut self, proxy: LineHandle) -> Wakers {
        let mut wakers = Wakers::default();
        for request in self.requests_where(|pending| pending.proxy == proxy && pending.is_unanswered()) {
            wakers.join(self.reply(request, Err(CLOSED)));
        }
        wakers
    }

    /// Who won at the limit, where that can be said here; else who knows.
    pub(super) fn judge(&self, request: RequestId) -> Result<Verdict, Arc<dyn Handler>> {
        match self.pending.get(&request).map(|pending| &pending.stage) {
            Some(Stage::Asked(_)) => self.handler_of(request).map_or(Ok(Verdict::TooLate), Err),
            Some(Stage::Replied(_) | Stage::Forgotten) | None => Ok(Verdict::InTime),
        }
    }

    /// A client says that it has dropped its call.
    pub(super) fn forgotten(&self, line: LineHandle, request: RequestId) -> Effects {
        let own = self.pending.get(&request).is_some_and(|pending| pending.line == line);
        let open = self.lines.contains_key(&line);
        let call = if own && open { self.forgetting(request) } else { None };
        Effects { calls: call.into_iter().collect(), ..Effects::default() }
    }

    fn forgetting(&self, request: RequestId) -> Option<Call> {
        let handler = self.handler_of(request)?;
        Some(Call::Forget { handler, request })
    }

    /// The handler that has a request.
    fn handler_of(&self, request: RequestId) -> Option<Arc<dyn Handler>> {
        let pending = self.pending.get(&request).filter(|pending| pending.is_unanswered())?;
        self.lines.get(&pending.proxy)?.handler.clone()
    }
}
