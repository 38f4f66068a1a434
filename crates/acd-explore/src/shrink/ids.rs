//! The ids that a step mentions.

use acd_core::TransferTo;
use acd_scenario::{MessageAbout, RequestWhat, Subject, Verb};
use tapi_types::{AgentId, CallHandle, GroupId, ObjectFilter, QueueId, SessionId};

/// Somebody who sees every id in a thing, and may put another in its place.
pub(super) trait Visitor {
    fn agent(&mut self, id: &mut AgentId);
    fn group(&mut self, id: &mut GroupId);
    fn queue(&mut self, id: &mut QueueId);
    fn session(&mut self, id: &mut SessionId);
    fn call(&mut self, id: &mut CallHandle);
}

/// Shows every id in a verb.
pub(super) fn in_verb(verb: &mut Verb, visitor: &mut impl Visitor) {
    match verb {
        Verb::CreateSession { session, agent, group, address: _ } => {
            visitor.session(session);
            visitor.agent(agent);
            visitor.group(group);
        }
        Verb::SetSessionState { session, .. } | Verb::Answer { session } | Verb::Reject { session } => {
            visitor.session(session);
        }
        Verb::SetAgentState { agent, .. }
        | Verb::SetAgentPeriod { agent, .. }
        | Verb::CreateAgent { agent }
        | Verb::ReleaseAgent { agent }
        | Verb::SetAgentActivity { agent, .. } => visitor.agent(agent),
        Verb::Arrive(arrive) => {
            visitor.call(&mut arrive.call);
            visitor.queue(&mut arrive.queue);
        }
        Verb::HangUp { call, .. } | Verb::Hold { call } | Verb::Retrieve { call } => visitor.call(call),
        Verb::Transfer(transfer) => {
            visitor.call(&mut transfer.call);
            match &mut transfer.to {
                TransferTo::Queue(queue) => visitor.queue(queue),
                TransferTo::Session(session) => visitor.session(session),
            }
        }
        Verb::NonAcdCall { call, agent, .. } => {
            visitor.call(call);
            visitor.agent(agent);
        }
        Verb::AddGroup { group } | Verb::RemoveGroup { group } => visitor.group(group),
        Verb::SetQueuePeriod { queue, .. } | Verb::AddQueue { queue } | Verb::RemoveQueue { queue } => {
            visitor.queue(queue);
        }
        Verb::AgentSpecific { .. } | Verb::CloseProxy | Verb::OpenProxy => {}
        Verb::Request(request) => match &mut request.what {
            RequestWhat::GetSession(session, _) | RequestWhat::PutSessionState(session, _) => visitor.session(session),
            RequestWhat::GetAgent(agent, _)
            | RequestWhat::PutAgentState(agent, _)
            | RequestWhat::PutAgentPeriod(agent, _)
            | RequestWhat::CreateAgent { agent, .. } => visitor.agent(agent),
            RequestWhat::GetQueue(queue, _) | RequestWhat::PutQueuePeriod(queue, _) => visitor.queue(queue),
            RequestWhat::CreateSession { session, agent, group, .. } => {
                visitor.session(session);
                visitor.agent(agent);
                visitor.group(group);
            }
            RequestWhat::GetGroup(group, _) => visitor.group(group),
            RequestWhat::PutAddressGroups { groups, .. } => groups.iter_mut().for_each(|group| visitor.group(group)),
            RequestWhat::GetHandler(_)
            | RequestWhat::GetAddress(..)
            | RequestWhat::GetLine(_)
            | RequestWhat::PutAddressState { .. }
            | RequestWhat::PutAddressActivity { .. }
            | RequestWhat::AgentSpecific { .. } => {}
        },
    }
}

/// Shows the id in what an expectation is about.
pub(super) fn in_subject(subject: &mut Subject, visitor: &mut impl Visitor) {
    match subject {
        Subject::Session(session) => visitor.session(session),
        Subject::Agent(agent) => visitor.agent(agent),
        Subject::Queue(queue) => visitor.queue(queue),
        Subject::Call(call) => visitor.call(call),
        Subject::Reply(_) => {}
        Subject::Message(message) => match &mut message.about {
            Some(MessageAbout::Session(session)) => visitor.session(session),
            Some(MessageAbout::Agent(agent)) => visitor.agent(agent),
            Some(MessageAbout::Queue(queue)) => visitor.queue(queue),
            Some(
                MessageAbout::Address(_)
                | MessageAbout::Extension(_)
                | MessageAbout::Request(_)
                | MessageAbout::Served(_),
            )
            | None => {}
        },
    }
}

/// Shows the id in what a fault is about.
pub(super) fn in_filter(filter: &mut ObjectFilter, visitor: &mut impl Visitor) {
    match filter {
        ObjectFilter::Any => {}
        ObjectFilter::Session(session) => visitor.session(session),
        ObjectFilter::Agent(agent) => visitor.agent(agent),
        ObjectFilter::Queue(queue) => visitor.queue(queue),
    }
}
