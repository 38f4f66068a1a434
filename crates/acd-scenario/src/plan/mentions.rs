//! The sessions, calls and requests that a step names.

use acd_core::TransferTo;
use tapi_types::{AddressId, AgentId, CallHandle, SessionId};

use super::{RequestStep, RequestWhat, Verb};

/// The sessions and calls of a step, by what it does with them.
#[derive(Debug, Clone, Copy)]
struct Mentions {
    created: Option<SessionId>,
    session: Option<SessionId>,
    brought: Option<CallHandle>,
    call: Option<CallHandle>,
}

impl Mentions {
    const NOTHING: Mentions = Mentions { created: None, session: None, brought: None, call: None };

    fn creates(session: SessionId) -> Mentions {
        Mentions { created: Some(session), ..Mentions::NOTHING }
    }

    fn session(session: SessionId) -> Mentions {
        Mentions { session: Some(session), ..Mentions::NOTHING }
    }

    fn brings(call: CallHandle) -> Mentions {
        Mentions { brought: Some(call), ..Mentions::NOTHING }
    }

    fn call(call: CallHandle) -> Mentions {
        Mentions { call: Some(call), ..Mentions::NOTHING }
    }
}

impl Verb {
    /// The session that it creates, by itself or by a request.
    pub fn created_session(&self) -> Option<SessionId> {
        self.mentions().created
    }

    /// The session that it is about without creating it: for a transfer, the one that the call goes to.
    pub fn session(&self) -> Option<SessionId> {
        self.mentions().session
    }

    /// The call that it brings, the ACD's or not.
    pub fn brought_call(&self) -> Option<CallHandle> {
        self.mentions().brought
    }

    /// The call that it is about without bringing it.
    pub fn call(&self) -> Option<CallHandle> {
        self.mentions().call
    }

    /// The agent whom it makes, by a request.
    pub fn created_agent(&self) -> Option<AgentId> {
        self.request()?.what.created_agent()
    }

    /// The agent whom it is about, by itself or in its request; not one whom it makes.
    pub fn agent_mut(&mut self) -> Option<&mut AgentId> {
        match self {
            Verb::CreateSession { agent, .. }
            | Verb::SetAgentState { agent, .. }
            | Verb::NonAcdCall { agent, .. }
            | Verb::SetAgentPeriod { agent, .. }
            | Verb::CreateAgent { agent }
            | Verb::ReleaseAgent { agent }
            | Verb::SetAgentActivity { agent, .. } => Some(agent),
            Verb::Request(request) => request.what.agent_mut(),
            Verb::SetSessionState { .. }
            | Verb::Arrive(_)
            | Verb::Answer { .. }
            | Verb::Reject { .. }
            | Verb::HangUp { .. }
            | Verb::Hold { .. }
            | Verb::Retrieve { .. }
            | Verb::Transfer(_)
            | Verb::SetQueuePeriod { .. }
            | Verb::AddGroup { .. }
            | Verb::RemoveGroup { .. }
            | Verb::AddQueue { .. }
            | Verb::RemoveQueue { .. }
            | Verb::AgentSpecific { .. }
            | Verb::CloseProxy
            | Verb::OpenProxy => None,
        }
    }

    /// The request that it makes.
    pub fn request(&self) -> Option<&RequestStep> {
        if let Verb::Request(request) = self { Some(request) } else { None }
    }

    /// The address that it names.
    pub fn address(&self) -> Option<AddressId> {
        if let Verb::CreateSession { address, .. } = self {
            *address
        } else {
            self.request()?.what.clone().address_mut().copied()
        }
    }

    fn mentions(&self) -> Mentions {
        match self {
            Verb::CreateSession { session, .. } => Mentions::creates(*session),
            Verb::SetSessionState { session, .. } | Verb::Answer { session } | Verb::Reject { session } => {
                Mentions::session(*session)
            }
            Verb::Arrive(arrive) => Mentions::brings(arrive.call),
            Verb::NonAcdCall { call, .. } => Mentions::brings(*call),
            Verb::HangUp { call, .. } | Verb::Hold { call } | Verb::Retrieve { call } => Mentions::call(*call),
            Verb::Transfer(transfer) => match transfer.to {
                TransferTo::Session(session) => Mentions { session: Some(session), ..Mentions::call(transfer.call) },
                TransferTo::Queue(_) => Mentions::call(transfer.call),
            },
            Verb::Request(request) => request.what.mentions(),
            Verb::SetAgentState { .. }
            | Verb::SetAgentPeriod { .. }
            | Verb::SetQueuePeriod { .. }
            | Verb::CreateAgent { .. }
            | Verb::ReleaseAgent { .. }
            | Verb::SetAgentActivity { .. }
            | Verb::AddGroup { .. }
            | Verb::RemoveGroup { .. }
            | Verb::AddQueue { .. }
            | Verb::RemoveQueue { .. }
            | Verb::AgentSpecific { .. }
            | Verb::CloseProxy
            | Verb::OpenProxy => Mentions::NOTHING,
        }
    }
}

impl RequestWhat {
    /// The session that it creates.
    pub fn created_session(&self) -> Option<SessionId> {
        self.mentions().created
    }

    /// The agent whom it makes.
    pub fn created_agent(&self) -> Option<AgentId> {
        if let RequestWhat::CreateAgent { agent, .. } = self { Some(*agent) } else { None }
    }

    fn agent_mut(&mut self) -> Option<&mut AgentId> {
        match self {
            RequestWhat::GetAgent(agent, _)
            | RequestWhat::PutAgentState(agent, _)
            | RequestWhat::PutAgentPeriod(agent, _)
            | RequestWhat::CreateSession { agent, .. } => Some(agent),
            RequestWhat::GetSession(..)
            | RequestWhat::GetQueue(..)
            | RequestWhat::GetGroup(..)
            | RequestWhat::GetHandler(_)
            | RequestWhat::GetAddress(..)
            | RequestWhat::GetLine(_)
            | RequestWhat::PutSessionState(..)
            | RequestWhat::PutQueuePeriod(..)
            | RequestWhat::CreateAgent { .. }
            | RequestWhat::PutAddressGroups { .. }
            | RequestWhat::PutAddressState { .. }
            | RequestWhat::PutAddressActivity { .. }
            | RequestWhat::AgentSpecific { .. } => None,
        }
    }

    /// The address that it names, to put another in its place.
    pub fn address_mut(&mut self) -> Option<&mut AddressId> {
        match self {
            RequestWhat::CreateSession { address, .. } => address.as_mut(),
            RequestWhat::GetAddress(address, _)
            | RequestWhat::PutAddressGroups { address, .. }
            | RequestWhat::PutAddressState { address, .. }
            | RequestWhat::PutAddressActivity { address, .. }
            | RequestWhat::AgentSpecific { address, .. } => Some(address),
            RequestWhat::GetSession(..)
            | RequestWhat::GetAgent(..)
            | RequestWhat::GetQueue(..)
            | RequestWhat::GetGroup(..)
            | RequestWhat::GetHandler(_)
            | RequestWhat::GetLine(_)
            | RequestWhat::PutSessionState(..)
            | RequestWhat::PutAgentState(..)
            | RequestWhat::PutAgentPeriod(..)
            | RequestWhat::PutQueuePeriod(..)
            | RequestWhat::CreateAgent { .. } => None,
        }
    }

    fn mentions(&self) -> Mentions {
        match self {
            RequestWhat::CreateSession { session, .. } => Mentions::creates(*session),
            RequestWhat::GetSession(session, _) | RequestWhat::PutSessionState(session, _) => {
                Mentions::session(*session)
            }
            RequestWhat::GetAgent(..)
            | RequestWhat::GetQueue(..)
            | RequestWhat::PutAgentState(..)
            | RequestWhat::PutAgentPeriod(..)
            | RequestWhat::PutQueuePeriod(..)
            | RequestWhat::GetGroup(..)
            | RequestWhat::GetHandler(_)
            | RequestWhat::GetAddress(..)
            | RequestWhat::GetLine(_)
            | RequestWhat::CreateAgent { .. }
            | RequestWhat::PutAddressGroups { .. }
            | RequestWhat::PutAddressState { .. }
            | RequestWhat::PutAddressActivity { .. }
            | RequestWhat::AgentSpecific { .. } => Mentions::NOTHING,
        }
    }
}
