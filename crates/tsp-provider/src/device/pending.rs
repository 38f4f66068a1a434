//! A request on the desk.

use std::task::Waker;

use tapi_types::{LineError, LineHandle};

use crate::messages::Handle;
use crate::{Answer, Ask, Client};

/// A request, until both its client and its proxy are through with it.
pub(super) struct Pending {
    /// Of the client.
    pub(super) line: LineHandle,
    /// Who that is.
    pub(super) client: Client,
    /// Of who serves it.
    pub(super) proxy: LineHandle,
    pub(super) ask: Ask,
    pub(super) stage: Stage,
}

/// How far a request has come.
pub(super) enum Stage {
    /// The proxy has it. Whom to wake when it is answered.
    Asked(Option<Waker>),
    /// It is answered, and the client has not taken the reply yet.
    Replied(Result<Answer, LineError>),
    /// The proxy has it, and no client waits.
    Forgotten,
}

impl Pending {
    /// True while the proxy has it.
    pub(super) fn is_unanswered(&self) -> bool {
        match self.stage {
            Stage::Asked(_) | Stage::Forgotten => true,
            Stage::Replied(_) => false,
        }
    }

    /// True where no client waits.
    pub(super) fn is_forgotten(&self) -> bool {
        matches!(self.stage, Stage::Forgotten)
    }

    /// True where the client is about to get the handle in its reply.
    pub(super) fn has_made(&self, handle: Handle) -> bool {
        matches!(&self.stage, Stage::Replied(Ok(answer)) if made(answer) == Some(handle))
    }

    /// True where the client may get the handle in its reply.
    pub(super) fn may_make(&self, handle: Handle) -> bool {
        let makes = match handle {
            Handle::Agent(_) => matches!(self.ask, Ask::CreateAgent(_)),
            Handle::Session(_) => matches!(self.ask, Ask::CreateAgentSession { .. }),
        };
        makes && matches!(self.stage, Stage::Asked(_))
    }
}

/// What an answer says was made.
pub(super) fn made(answer: &Answer) -> Option<Handle> {
    match answer {
        Answer::Session(session) => Some(Handle::Session(*session)),
        Answer::Agent(agent) => Some(Handle::Agent(*agent)),
        Answer::AgentSessionInfo(_)
        | Answer::AgentInfo(_)
        | Answer::QueueInfo(_)
        | Answer::Done
        | Answer::Sessions(_)
        | Answer::Queues(_)
        | Answer::Groups(_)
        | Answer::Activities(_)
        | Answer::AgentCaps(_)
        | Answer::AgentStatus(_)
        | Answer::Params(_)
        | Answer::GroupEntry(_)
        | Answer::Addresses(_)
        | Answer::SessionEntry(_)
        | Answer::AgentEntry(_)
        | Answer::QueueEntry(_) => None,
    }
}
