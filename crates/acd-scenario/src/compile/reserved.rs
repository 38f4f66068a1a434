//! Names that get their numbers before anything uses them.

use std::collections::BTreeSet;

use acd_core::{CallOrigin, SessionOrigin};

use super::names::Table;
use super::scope::Scope;
use crate::file::Scenario;
use crate::limits;
use crate::path::At;

/// Places of sessions, calls and agents that a step may still create.
#[derive(Default)]
pub(crate) struct Reserved {
    sessions: BTreeSet<u32>,
    calls: BTreeSet<u32>,
    agents: BTreeSet<u32>,
}

impl Reserved {
    /// The place of a session that was reserved and that no step has created yet; a second step finds nothing.
    pub(super) fn take_session(&mut self, name: &str, sessions: &Table) -> Option<u32> {
        take(&mut self.sessions, name, sessions)
    }

    /// The same for a call.
    pub(super) fn take_call(&mut self, name: &str, calls: &Table) -> Option<u32> {
        take(&mut self.calls, name, calls)
    }

    /// The same for an agent.
    pub(super) fn take_agent(&mut self, name: &str, agents: &Table) -> Option<u32> {
        take(&mut self.agents, name, agents)
    }
}

/// Looks nothing up where nothing is reserved.
fn take(reserved: &mut BTreeSet<u32>, name: &str, names: &Table) -> Option<u32> {
    if reserved.is_empty() {
        return None;
    }
    let place = u32::try_from(names.place(name)?).ok()?;
    reserved.remove(&place).then_some(place)
}

impl Scope {
    /// Gives reasons and addresses their numbers.
    pub(super) fn reserve_texts(&mut self, file: &Scenario<'_>) {
        let Some(reserved) = &file.reserved else { return };
        let around = At::ROOT.member("reserved");
        let at = around.member("reasons");
        for (place, reason) in self.check.elements(reserved.reasons.as_ref(), &at, limits::ROWS) {
            self.reason(Some(reason), &at.element(place));
        }
        let at = around.member("addresses");
        for (place, address) in self.check.elements(reserved.addresses.as_ref(), &at, limits::ROWS) {
            self.address(Some(address), &at.element(place));
        }
    }

    /// Gives sessions, calls and agents their numbers. Shifts and streams are known by now.
    pub(crate) fn reserve_names(&mut self, file: &Scenario<'_>) {
        let Some(reserved) = &file.reserved else { return };
        let around = At::ROOT.member("reserved");
        let at = around.member("sessions");
        for (place, name) in self.check.elements(reserved.sessions.as_ref(), &at, limits::ROWS) {
            let at = at.element(place);
            let Some(place) = self.sessions.declare(&mut self.check, name, &at) else { continue };
            let origin = self.shift_session(name).and_then(Result::ok).unwrap_or(SessionOrigin::Outside);
            self.session_origins.push(origin);
            if origin == SessionOrigin::Outside {
                self.check.name_length(name, &at);
                self.reserved.sessions.insert(place);
            }
        }
        let at = around.member("calls");
        for (place, name) in self.check.elements(reserved.calls.as_ref(), &at, limits::ROWS) {
            let at = at.element(place);
            let Some(place) = self.calls.declare(&mut self.check, name, &at) else { continue };
            let origin = self.stream_call(name).and_then(Result::ok).unwrap_or(CallOrigin::Outside);
            self.call_origins.push(origin);
            if origin == CallOrigin::Outside {
                self.check.name_length(name, &at);
                self.reserved.calls.insert(place);
            }
        }
        let at = around.member("agents");
        for (place, name) in self.check.elements(reserved.agents.as_ref(), &at, limits::ROWS) {
            let at = at.element(place);
            self.check.name_length(name, &at);
            self.reserved.agents.extend(self.agents.declare(&mut self.check, name, &at));
        }
    }
}
