//! What stands around a made floor: clients, extensions, what is absent, and requests and messages about that.

use acd_core::{BadSessionState, CallRateFactor, Config, ExtensionAnswer, ExtensionConfig, GroupEvents, WrongPin};
use acd_scenario::{
    AddressGetter, AgentGetter, Client, ExpectedMessage, GroupGetter, HandlerGetter, LineGetter, MessageAbout, Plan,
    RequestStep, RequestWhat, Subject, Verb, Want,
};
use serde_json::{Value, json};
use tapi_types::line::{self, ApiVersion, MessageNumber, ProxyRequestType};
use tapi_types::{ActivityId, AddressId, AgentId, Function, GroupId, LineError, QueueId, SessionId, SessionState};

use super::Tape;

/// Policies, served functions, activities and extensions.
pub(super) fn choices(config: &mut Config, tape: &mut Tape<'_>) {
    let policies = &mut config.policies;
    policies.bad_session_state = tape.one(&[BadSessionState::InvalAgentState, BadSessionState::InvalAgentSessionState]);
    policies.wrong_pin = tape.one(&[WrongPin::OperationFailed, WrongPin::InvalPassword]);
    policies.call_rate_factor = tape.one(&[CallRateFactor::One, CallRateFactor::Ten]);
    policies.group_events = tape.one(&[GroupEvents::Deliver, GroupEvents::Mute]);
    config.max_groups = tape.maybe(|tape| tape.one(&[0, 1, u32::MAX]));
    config.not_served = Function::REQUESTS.iter().copied().filter(|_| tape.flag()).collect();
    config.activities = vec!["email".to_owned(), "caf\u{e9}".to_owned()];
    config.extensions = (0..tape.below(3)).map(|place| extension(place, tape)).collect();
}

fn extension(place: usize, tape: &mut Tape<'_>) -> ExtensionConfig {
    let answer = tape.one(&[
        ExtensionAnswer::Echo,
        ExtensionAnswer::Fixed(Vec::new()),
        ExtensionAnswer::Fixed(vec![0x0a, 0xff]),
        ExtensionAnswer::Fail(LineError::NOMEM),
    ]);
    ExtensionConfig { id: [u32::try_from(place).unwrap(), u32::MAX, 0, 0x0123_abcd], answer }
}

/// In the order of the ids, as a file gives them.
pub(super) fn absences(config: &mut Config, tape: &mut Tape<'_>) {
    config.absent.groups = (0..config.groups.len()).map(GroupId::at).filter(|_| tape.flag()).collect();
    config.absent.queues = (0..config.queues.len()).map(QueueId::at).filter(|_| tape.flag()).collect();
    // Of two kinds, so that some of them still stand together.
    let kinds = [tape.flag(), tape.flag()];
    config.absent.agents = (0..config.agents.len()).filter(|place| kinds[place / 3 % 2]).map(AgentId::at).collect();
}

pub(super) fn client(tape: &mut Tape<'_>) -> Client {
    let all = [MessageNumber::AgentStatus, MessageNumber::Reply, MessageNumber::QueueStatus];
    Client {
        user: tape.text(),
        version: tape.one(&[ApiVersion::V2_2, ApiVersion::V2_0, ApiVersion(0x0001_0004)]),
        messages: tape.maybe(|tape| all[..tape.below(4)].to_vec()),
        ..Client::default()
    }
}

pub(super) fn address(tape: &mut Tape<'_>) -> AddressId {
    AddressId(1 + u32::try_from(tape.below(2)).unwrap())
}

/// The request that makes an agent.
pub(super) fn new_agent(plan: &Plan, place: usize, tape: &mut Tape<'_>) -> Verb {
    let agent = AgentId::at(plan.config.agents.len() + place);
    let id = tape.maybe(|tape| tape.one(&["anna", "carl"]).to_owned());
    let pin = if id.is_some() { tape.maybe(Tape::text) } else { None };
    let what = RequestWhat::CreateAgent { agent, id, pin };
    Verb::Request(Box::new(RequestStep { name: format!("create agent {place}"), client: 0, timeout: None, what }))
}

/// What comes and goes.
pub(super) fn verb(tape: &mut Tape<'_>) -> Verb {
    let (agent, group, queue) = (AgentId::at(tape.below(8)), GroupId::at(tape.below(2)), QueueId::at(tape.below(3)));
    tape.one(&[
        Verb::CreateAgent { agent },
        Verb::ReleaseAgent { agent },
        Verb::SetAgentActivity { agent, activity: ActivityId::at(1) },
        Verb::AddGroup { group },
        Verb::RemoveGroup { group },
        Verb::AddQueue { queue },
        Verb::RemoveQueue { queue },
    ])
}

/// What is asked about more than sessions, agents and queues.
pub(super) fn what(tape: &mut Tape<'_>) -> RequestWhat {
    let address = self::address(tape);
    let states = [None, Some(line::AgentState::Ready), Some(line::AgentState::LoggedOff)];
    let (state, next) = (tape.one(&states), tape.one(&states));
    match tape.below(9) {
        0 => RequestWhat::GetAgent(AgentId::at(2), tape.one(AgentGetter::ALL)),
        1 => RequestWhat::GetGroup(GroupId::at(1), tape.one(GroupGetter::ALL)),
        2 => RequestWhat::GetHandler(tape.one(HandlerGetter::ALL)),
        3 => RequestWhat::GetAddress(address, tape.one(AddressGetter::ALL)),
        4 => RequestWhat::GetLine(tape.one(LineGetter::ALL)),
        5 => {
            let groups = [GroupId::at(1), GroupId::at(0)][..tape.below(3)].to_vec();
            RequestWhat::PutAddressGroups { address, groups }
        }
        6 => RequestWhat::PutAddressState { address, state, next },
        7 => RequestWhat::PutAddressActivity { address, activity: ActivityId::at(0) },
        _ => {
            let bytes = [0, 0x7f, 0xf0][..tape.below(4)].to_vec();
            RequestWhat::AgentSpecific { address, extension: u32::MAX, bytes }
        }
    }
}

/// Messages that a client should have got.
pub(super) fn expectation(tape: &mut Tape<'_>) -> (Subject, Vec<(String, Want)>, Value) {
    let at_least_one = Want::Between { min: Some(1.0), max: None };
    let expected = |number, about, what, state| {
        Subject::Message(Box::new(ExpectedMessage { client: 0, number, about, what, state }))
    };
    match tape.below(4) {
        0 => {
            let session = SessionId::at(tape.below(3));
            let state = Some(SessionState::Ready.line());
            let of = expected(MessageNumber::AgentSessionStatus, Some(MessageAbout::Session(session)), 6, state);
            let wants = vec![("count".to_owned(), Want::Is(json!(0)))];
            let written = json!({ "type": "line_agent_session_status", "session": null,
                "what": ["state", "update_info"], "state": "ready", "count": 0 });
            (of, wants, written)
        }
        1 => {
            let about = Some(MessageAbout::Served(ProxyRequestType::GetQueueInfo));
            let wants = vec![("count".to_owned(), at_least_one), ("seen_at".to_owned(), Want::Is(json!(1)))];
            let written = json!({ "type": "line_proxy_status", "request": "line_get_queue_info", "what": ["close"],
                "seen_at": 1 });
            (expected(MessageNumber::ProxyStatus, about, 2, None), wants, written)
        }
        2 => {
            let about = Some(MessageAbout::Address(AddressId(2)));
            let wants = vec![("count".to_owned(), Want::Between { min: None, max: Some(7.0) })];
            let written = json!({ "type": "line_agent_status", "address": "sip:anna@example.com",
                "state": "working_after_call", "count": { "max": 7 } });
            let state = Some(line::AgentState::WorkingAfterCall.into());
            (expected(MessageNumber::AgentStatus, about, 0, state), wants, written)
        }
        _ => {
            let wants = vec![("count".to_owned(), at_least_one)];
            (expected(MessageNumber::Close, None, 0, None), wants, json!({ "type": "line_close" }))
        }
    }
}

/// Says in expectations about messages what the sessions are called, which only the whole plan knows.
pub(super) fn name_sessions(plan: &mut Plan) {
    for expectation in &mut plan.expectations {
        if let Subject::Message(expected) = &expectation.of
            && let Some(MessageAbout::Session(session)) = expected.about
        {
            expectation.written["session"] = plan.session_names[session.index()].clone().into();
        }
    }
}
