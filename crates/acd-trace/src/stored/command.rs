//! Commands from outside as they stand in a file.

use std::borrow::Cow;

use acd_core::{Action, Command, LoggedCommand, Request};
use tapi_types::Time;

use super::table::table;
use super::values::Members;
use super::word::Word;
use crate::book::Catalog;
use crate::sparse::sparse;

sparse! {
    /// A command: one flat object, whose members depend on what it does.
    pub(crate) struct CommandLine<'a> {
        t_us: u64,
        command: u64,
        position: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        step: Option<u64>,
        #[serde(borrow, rename = "do")]
        verb: Cow<'a, str>,
        .. {
            function: Word<'a>,
            request: u32,
            session: u32,
            handle: u32,
            agent: Word<'a>,
            group: Word<'a>,
            queue: Word<'a>,
            to_queue: Word<'a>,
            to_session: u32,
            direction: Word<'a>,
            state: Word<'a>,
            next: Word<'a>,
            reason: Word<'a>,
            priority: i64,
            talk_us: u64,
            wrap_up_us: u64,
            patience_us: u64,
            by: Word<'a>,
            period_s: u32,
            limit_us: u64,
            address: u32,
            id: String,
            pin: String,
            user: String,
            groups: Vec<Word<'a>>,
            activity: Word<'a>,
            api_version: u32,
            extension: u32,
            params: [u32; 2],
            block: Vec<u8>,
        }
    }
}

table! {
    fill store_command, load load_command: Command in CommandLine;
    "create_session" = CreateSession { id: session, agent: agent, group: group, address: address };
    "set_session_state" = SetSessionState { session: session, state: state, next: next, reason: reason };
    "set_agent_state" = SetAgentState { agent: agent, state: state, next: next, reason: reason };
    "arrive" = Arrive {
        handle: handle, queue: queue, priority: priority, times: talk_us + wrap_up_us + patience_us
    };
    "answer" = Answer { session: session };
    "reject" = Reject { session: session };
    "hang_up" = HangUp { call: handle, by: by };
    "hold" = Hold { call: handle };
    "retrieve" = Retrieve { call: handle };
    "transfer" = Transfer {
        call: handle, to: to_queue + to_session, talk: talk_us, wrap_up: wrap_up_us, patience: patience_us
    };
    "non_acd_call" = NonAcdCall { handle: handle, agent: agent, direction: direction, talk: talk_us };
    "set_agent_period" = SetAgentPeriod { agent: agent, period_s: period_s };
    "set_queue_period" = SetQueuePeriod { queue: queue, period_s: period_s };
    "create_agent" = CreateAgent { id: id, user: user };
    "release_agent" = ReleaseAgent { agent: agent };
    "set_agent_activity" = SetAgentActivity { agent: agent, activity: activity };
    "add_group" = AddGroup { group: group };
    "remove_group" = RemoveGroup { group: group };
    "add_queue" = AddQueue { queue: queue };
    "remove_queue" = RemoveQueue { queue: queue };
    "agent_specific" = AgentSpecific { extension: extension, params: params };
    "close_proxy" = CloseProxy {};
    "open_proxy" = OpenProxy {};
}

table! {
    fill store_request, load load_request: Request in CommandLine;
    "line_get_agent_session_info" = GetAgentSessionInfo { 0: session };
    "line_get_agent_info" = GetAgentInfo { 0: agent };
    "line_get_queue_info" = GetQueueInfo { 0: queue };
    "line_set_agent_session_state" = SetAgentSessionState { session: session, state: state, next: next };
    "line_set_agent_state_ex" = SetAgentStateEx { agent: agent, state: state, next: next };
    "line_set_agent_measurement_period" = SetAgentMeasurementPeriod { agent: agent, period_s: period_s };
    "line_set_queue_measurement_period" = SetQueueMeasurementPeriod { queue: queue, period_s: period_s };
    "line_create_agent_session" = CreateAgentSession { 0: session + agent + group + address + pin };
    "line_create_agent" = CreateAgent { 0: id + pin + user };
    "line_get_agent_session_list" = GetAgentSessionList { 0: agent };
    "line_get_queue_list" = GetQueueList { 0: group };
    "line_get_group_list" = GetGroupList {};
    "line_get_agent_caps" = GetAgentCaps { address: address, version: api_version };
    "line_get_agent_status" = GetAgentStatus { 0: address };
    "line_set_agent_group" = SetAgentGroup { address: address, groups: groups };
    "line_set_agent_state" = SetAgentState { address: address, state: state, next: next };
    "line_set_agent_activity" = SetAgentActivity { address: address, activity: activity };
    "line_get_agent_activity_list" = GetAgentActivityList { 0: address };
    "line_get_agent_group_list" = GetAgentGroupList { 0: address };
    "line_agent_specific" = AgentSpecific { address: address, extension: extension, params: block };
}

/// A request to the provider; its function says which.
const REQUEST: &str = "request";
/// A client lost interest in a request.
const FORGET: &str = "forget";

impl<'a> CommandLine<'a> {
    pub(crate) fn new(command: &LoggedCommand, step: Option<usize>, names: &'a Catalog<'_>) -> CommandLine<'a> {
        let step = step.map(|step| step as u64);
        let (t_us, n) = (command.at.as_micros(), command.n);
        let mut line = CommandLine { t_us, command: n, position: command.position, step, ..CommandLine::default() };
        let verb = match &command.action {
            Action::Apply(command) => store_command(command, &mut line, names),
            Action::Submit { request, limit } => {
                line.limit_us = limit.put(names);
                line.function = Some(Word::from(store_request(request, &mut line, names)));
                REQUEST
            }
            Action::Forget(request) => {
                line.request = request.put(names);
                FORGET
            }
        };
        line.verb = Cow::Borrowed(verb);
        line
    }

    /// The place of the step that gave it.
    pub(crate) fn step(&self) -> Option<usize> {
        self.step.and_then(|step| usize::try_from(step).ok())
    }

    /// Back, or what is wrong with it.
    pub(crate) fn command(mut self, names: &Catalog<'_>) -> Result<LoggedCommand, String> {
        let verb = std::mem::take(&mut self.verb);
        let action = match &*verb {
            REQUEST => {
                let function = self.function.take();
                let Some(Word::Name(function)) = &function else { return Err("`function`: missing".to_owned()) };
                let request = load_request(function, &mut self, names)?;
                Action::Submit { request, limit: Members::get(self.limit_us, names)? }
            }
            FORGET => {
                let request = Members::get(self.request, names).map_err(|what| format!("`request`: {what}"))?;
                Action::Forget(request)
            }
            verb => Action::Apply(load_command(verb, &mut self, names)?),
        };
        Ok(LoggedCommand { n: self.command, at: Time::from_micros(self.t_us), position: self.position, action })
    }
}
