//! One open line of a device.

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tapi_types::line::ProxyRequestType;
use tapi_types::{AddressId, AgentId, GroupId, LineError, LineHandle, Message, QueueId, RequestId, SessionId};

use super::Shared;
use super::call::Call;
use crate::messages::{MessageFilter, Messages};
use crate::table::provide;
use crate::{AgentEntry, Answer, Ask, GroupEntry, ProxyRequest, QueueEntry, SessionEntry, Ticket, Verdict};

/// A line that [`Device::open`](super::Device::open) has opened. Clones are the same line, which is closed by the last of them.
///
/// It notes what its application gets to know, so [`session_entry`](crate::Provider::session_entry) and its like answer from the
/// replies and messages of this line alone: an agent that somebody else has made is unknown here; a group or queue that was
/// missing from the latest list is removed.
#[derive(Clone)]
pub struct Line {
    opened: Arc<Opened>,
}

/// What the clones of a line share.
pub(super) struct Opened {
    pub(super) device: Arc<Shared>,
    pub(super) handle: LineHandle,
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.device.change(|desk| ((), desk.close(self.handle)));
    }
}

impl Line {
    pub(super) fn new(opened: Arc<Opened>) -> Line {
        Line { opened }
    }

    /// The handle that the device knows the line by: the HLINE.
    pub fn handle(&self) -> LineHandle {
        self.opened.handle
    }

    /// For a proxy: all that it has not answered, in order of submission. It shows what became of LINE_PROXYREQUEST messages
    /// that were lost in a full buffer, or came before there was a listener.
    pub fn proxy_requests(&self) -> Vec<ProxyRequest> {
        self.device().desk().unanswered(self.handle())
    }

    /// A handle that does not keep the line open.
    pub(super) fn downgrade(&self) -> Weak<Opened> {
        Arc::downgrade(&self.opened)
    }

    fn device(&self) -> &Shared {
        &self.opened.device
    }

    async fn ask(&self, ticket: &Ticket, ask: Ask) -> Result<Answer, LineError> {
        self.submit(ticket, ask)?.await
    }

    fn submit(&self, ticket: &Ticket, ask: Ask) -> Result<Call<'_>, LineError> {
        let (request, effects) = {
            let mut desk = self.device().desk();
            let (request, effects) = desk.submit(self.handle(), ask, ticket.limit())?;
            ticket.set_request(request);
            (request, effects)
        };
        let call = Call::new(self.device(), request);
        effects.happen();
        Ok(call)
    }
}

provide! {
    impl() Provider for Line {
        fn line_get_proxy_status(&self) -> Result<Vec<ProxyRequestType>, LineError> {
            self.device().desk().served(self.handle())
        }

        fn line_proxy_message(&self, message: Message) -> Result<(), LineError> {
            let effects = self.device().desk().tell(self.handle(), message)?;
            effects.happen();
            Ok(())
        }

        fn line_proxy_response(&self, request: RequestId, result: Result<Answer, LineError>) -> Result<(), LineError> {
            let effects = self.device().desk().answer(self.handle(), request, result)?;
            effects.happen();
            Ok(())
        }

        fn proxy_request(&self, request: RequestId) -> Option<ProxyRequest> {
            self.device().desk().asked(self.handle(), request)
        }

        fn messages(&self, filter: MessageFilter, capacity: usize) -> Messages {
            self.device().desk().listen(self.handle(), filter, capacity)
        }

        fn close(&self) {
            self.device().change(|desk| ((), desk.close(self.handle())));
        }

        fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
            self.device().desk().known(self.handle())?.session(session)
        }

        fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
            self.device().desk().known(self.handle())?.agent(agent)
        }

        fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
            self.device().desk().known(self.handle())?.queue(queue)
        }

        fn group_entry(&self, group: GroupId) -> Option<GroupEntry> {
            self.device().desk().known(self.handle())?.group(group)
        }

        fn addresses(&self) -> Vec<AddressId> {
            self.device().addresses.clone()
        }

        async fn give_up(&self, ticket: &Ticket) -> Verdict {
            let Some(request) = ticket.request() else { return Verdict::TooLate };
            let asked = self.device().desk().judge(request);
            match asked {
                Ok(verdict) => verdict,
                Err(handler) => handler.give_up(request).await,
            }
        }

        fn forget(&self, ticket: &Ticket) {
            if let Some(request) = ticket.request() {
                let effects = self.device().desk().forgotten(self.handle(), request);
                effects.happen();
            }
        }

        fn wait_for(&self, limit: Duration) -> Duration {
            let handler = self.device().desk().pacemaker();
            handler.map_or(limit, |handler| handler.wait_for(limit))
        }
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("handle", &self.handle()).finish_non_exhaustive()
    }
}
