//! Sessions, calls and agents that the scenario did not name and the written one must.

use std::collections::BTreeMap;

use acd_core::{CallOrigin, Called, SessionOrigin};
use acd_scenario::Plan;
use tapi_types::{AgentId, CallHandle, SessionId};

/// New names, given out as they are needed.
#[derive(Debug)]
pub(super) struct Fresh<'a> {
    shifts: &'a BTreeMap<SessionId, SessionOrigin>,
    /// So many the scenario names itself; their ids stay.
    named_sessions: usize,
    named_calls: usize,
    sessions: BTreeMap<SessionId, SessionId>,
    calls: BTreeMap<CallHandle, CallHandle>,
}

impl<'a> Fresh<'a> {
    pub(super) fn new(plan: &Plan, shifts: &'a BTreeMap<SessionId, SessionOrigin>) -> Fresh<'a> {
        Fresh {
            shifts,
            named_sessions: plan.session_names.len(),
            named_calls: plan.call_names.len(),
            sessions: BTreeMap::new(),
            calls: BTreeMap::new(),
        }
    }

    /// The id in the written plan of a session of the run.
    pub(super) fn session(&mut self, plan: &mut Plan, id: SessionId) -> SessionId {
        if let Some(known) = self.sessions.get(&id) {
            return *known;
        }
        if id.index() < self.named_sessions {
            return id;
        }
        let origin = self.shifts.get(&id).copied().unwrap_or(SessionOrigin::Outside);
        let name = match origin {
            SessionOrigin::Shift { agent, group, n } => {
                let (agent, group) = (&plan.config.agents[agent.index()].name, &plan.config.groups[group.index()]);
                Called::OfShift(agent, group, n).to_string()
            }
            SessionOrigin::Outside => format!("live/{}", id.get()),
        };
        let new = add_session(plan, name, origin);
        self.sessions.insert(id, new);
        new
    }

    /// The handle in the written plan of a call of the run.
    pub(super) fn call(&mut self, plan: &mut Plan, handle: CallHandle) -> CallHandle {
        if let Some(known) = self.calls.get(&handle) {
            return *known;
        }
        if handle.index() < self.named_calls {
            return handle;
        }
        let new = add_call(plan, format!("live/{}", handle.get()));
        self.calls.insert(handle, new);
        new
    }
}

/// A session for a command that made none.
pub(super) fn add_session(plan: &mut Plan, name: String, origin: SessionOrigin) -> SessionId {
    plan.session_names.push(name);
    plan.config.sessions.push(origin);
    SessionId::at(plan.session_names.len() - 1)
}

/// A call for a command that made none.
pub(super) fn add_call(plan: &mut Plan, name: String) -> CallHandle {
    plan.call_names.push(name);
    plan.config.calls.push(CallOrigin::Outside);
    CallHandle::at(plan.call_names.len() - 1)
}

/// The name of an agent whom a request makes.
pub(super) fn add_agent(plan: &mut Plan, name: String) -> AgentId {
    plan.new_agents.push(name);
    AgentId::at(plan.config.agents.len() + plan.new_agents.len() - 1)
}
