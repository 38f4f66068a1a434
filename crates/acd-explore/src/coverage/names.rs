//! The names under which things are counted, and the list of those that a swarm should meet.

use acd_core::{
    Action, BadSessionState, CallRateFactor, Command, CountCallAt, Disposition, EndDuringCall, GroupEvents, Policies,
    Rate, SameState, Strategy, TimeToAnswerFrom, WrongPin,
};
use acd_scenario::strategy_name;
use tapi_types::{Effect, Function, LineError, SessionState};

use super::{Kind, Point};

/// The name of what somebody outside did: a step's verb, `request` for what goes through the provider.
pub(crate) const fn action(action: &Action) -> &'static str {
    match action {
        Action::Apply(command) => match command {
            Command::CreateSession { .. } => "create_session",
            Command::CreateAgent { .. } => "create_agent",
            Command::ReleaseAgent { .. } => "release_agent",
            Command::SetAgentActivity { .. } => "set_agent_activity",
            Command::AddGroup { .. } => "add_group",
            Command::RemoveGroup { .. } => "remove_group",
            Command::AddQueue { .. } => "add_queue",
            Command::RemoveQueue { .. } => "remove_queue",
            Command::AgentSpecific { .. } => "agent_specific",
            Command::SetSessionState { .. } => "set_session_state",
            Command::SetAgentState { .. } => "set_agent_state",
            Command::Arrive { .. } => "arrive",
            Command::Answer { .. } => "answer",
            Command::Reject { .. } => "reject",
            Command::HangUp { .. } => "hang_up",
            Command::Hold { .. } => "hold",
            Command::Retrieve { .. } => "retrieve",
            Command::Transfer { .. } => "transfer",
            Command::NonAcdCall { .. } => "non_acd_call",
            Command::SetAgentPeriod { .. } => "set_measurement_period of an agent",
            Command::SetQueuePeriod { .. } => "set_measurement_period of a queue",
            Command::CloseProxy => "close_proxy",
            Command::OpenProxy => "open_proxy",
        },
        Action::Submit { .. } => "request",
        Action::Forget(_) => "forget",
    }
}

const STEPS: [&str; 24] = [
    "create_session",
    "set_session_state",
    "set_agent_state",
    "arrive",
    "answer",
    "reject",
    "hang_up",
    "hold",
    "retrieve",
    "transfer",
    "non_acd_call",
    "set_measurement_period of an agent",
    "set_measurement_period of a queue",
    "close_proxy",
    "open_proxy",
    "request",
    "create_agent",
    "release_agent",
    "set_agent_activity",
    "add_group",
    "remove_group",
    "add_queue",
    "remove_queue",
    "agent_specific",
];

/// What a step can be refused with, in a scenario that is valid; `shift` is the floor's own plan.
const REFUSALS: [(&str, LineError); 34] = [
    ("shift", LineError::INVALAGENTSTATE),
    ("set_session_state", LineError::INVALAGENTSTATE),
    ("set_session_state", LineError::INVALPARAM),
    ("set_agent_state", LineError::INVALAGENTSTATE),
    ("answer", LineError::INVALPARAM),
    ("answer", LineError::INVALCALLSTATE),
    ("reject", LineError::INVALPARAM),
    ("reject", LineError::INVALCALLSTATE),
    ("hang_up", LineError::INVALPARAM),
    ("hang_up", LineError::INVALCALLSTATE),
    ("hold", LineError::INVALPARAM),
    ("hold", LineError::INVALCALLSTATE),
    ("retrieve", LineError::INVALPARAM),
    ("retrieve", LineError::INVALCALLSTATE),
    ("transfer", LineError::INVALPARAM),
    ("transfer", LineError::INVALCALLSTATE),
    ("transfer", LineError::RESOURCEUNAVAIL),
    ("transfer", LineError::INVALAGENTSTATE),
    ("non_acd_call", LineError::INVALAGENTSTATE),
    ("shift", LineError::INVALPARAM),
    ("stream", LineError::INVALPARAM),
    ("create_session", LineError::INVALPARAM),
    ("set_agent_state", LineError::INVALPARAM),
    ("arrive", LineError::INVALPARAM),
    ("non_acd_call", LineError::INVALPARAM),
    ("set_measurement_period of an agent", LineError::INVALPARAM),
    ("set_measurement_period of a queue", LineError::INVALPARAM),
    ("release_agent", LineError::INVALPARAM),
    ("set_agent_activity", LineError::INVALPARAM),
    ("set_agent_activity", LineError::INVALADDRESSSTATE),
    ("add_group", LineError::INVALPARAM),
    ("remove_group", LineError::INVALPARAM),
    ("add_queue", LineError::INVALPARAM),
    ("remove_queue", LineError::INVALPARAM),
];

/// What a reply can say without a fault that says it, and what the two faults with an error of their own say.
const REPLIES: [LineError; 12] = [
    LineError::INVALPARAM,
    LineError::INVALAGENTSTATE,
    LineError::OPERATIONFAILED,
    LineError::OPERATIONUNAVAIL,
    LineError::STRUCTURETOOSMALL,
    LineError::INVALADDRESSID,
    LineError::INVALADDRESSSTATE,
    LineError::INVALAGENTGROUP,
    LineError::INVALAGENTID,
    LineError::INVALAGENTSESSIONSTATE,
    LineError::INVALPASSWORD,
    LineError::RESOURCEUNAVAIL,
];

/// The name of a fault's effect.
pub(crate) const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::DropReply => "drop_reply",
        Effect::DelayReply(_) => "delay_reply",
        Effect::DuplicateReply(_) => "duplicate_reply",
        Effect::Fail(_) => "fail",
        Effect::FailAtSubmit(_) => "fail_at_submit",
        Effect::Stale => "stale",
        Effect::StructureTooSmall => "structure_too_small",
        Effect::CloseProxy => "close_proxy",
    }
}

const EFFECTS: [&str; 8] = [
    "drop_reply",
    "delay_reply",
    "duplicate_reply",
    "fail",
    "fail_at_submit",
    "stale",
    "structure_too_small",
    "close_proxy",
];

/// The place of a rate among [`RATES`].
pub(super) const fn rate_place(rate: &Rate) -> usize {
    match rate {
        Rate::Poisson { .. } => 0,
        Rate::Every(_) => 1,
        Rate::Renewal(_) => 2,
        Rate::Piecewise(_) => 3,
        Rate::Listed(_) => 4,
    }
}

/// The names of rates.
pub(super) const RATES: [&str; 5] = ["poisson", "every", "renewal", "piecewise", "listed"];

/// The changes of a session's state that the rules know.
pub(crate) const MOVES: [(SessionState, SessionState); 12] = {
    use SessionState::{BusyOnCall, BusyWrapUp, Ended, NotReady, Ready};
    [
        (NotReady, Ready),
        (NotReady, Ended),
        (Ready, NotReady),
        (Ready, BusyOnCall),
        (Ready, Ended),
        (BusyOnCall, NotReady),
        (BusyOnCall, Ready),
        (BusyOnCall, BusyWrapUp),
        (BusyOnCall, Ended),
        (BusyWrapUp, NotReady),
        (BusyWrapUp, Ready),
        (BusyWrapUp, Ended),
    ]
};

/// The values of a run's policies.
pub(super) fn policies(policies: Policies) -> [Point; 8] {
    let count_call_at = match policies.count_call_at {
        CountCallAt::Answer => "answer",
        CountCallAt::Release => "release",
        CountCallAt::WrapUpEnd => "wrap_up_end",
    };
    let time_to_answer_from = match policies.time_to_answer_from {
        TimeToAnswerFrom::QueueEntry => "queue_entry",
        TimeToAnswerFrom::Ringing => "ringing",
    };
    let end_during_call = match policies.end_during_call {
        EndDuringCall::AfterCall => "after_call",
        EndDuringCall::Release => "release",
    };
    let same_state = match policies.same_state {
        SameState::Accept => "accept",
        SameState::Refuse => "refuse",
    };
    let bad_session_state = match policies.bad_session_state {
        BadSessionState::InvalAgentState => "invalagentstate",
        BadSessionState::InvalAgentSessionState => "invalagentsessionstate",
    };
    let wrong_pin = match policies.wrong_pin {
        WrongPin::OperationFailed => "operationfailed",
        WrongPin::InvalPassword => "invalpassword",
    };
    let call_rate_factor = match policies.call_rate_factor {
        CallRateFactor::One => "1",
        CallRateFactor::Ten => "10",
    };
    let group_events = match policies.group_events {
        GroupEvents::Deliver => "deliver",
        GroupEvents::Mute => "mute",
    };
    [
        Point::pair(Kind::Policy, "count_call_at", count_call_at),
        Point::pair(Kind::Policy, "time_to_answer_from", time_to_answer_from),
        Point::pair(Kind::Policy, "end_during_call", end_during_call),
        Point::pair(Kind::Policy, "same_state", same_state),
        Point::pair(Kind::Policy, "bad_session_state", bad_session_state),
        Point::pair(Kind::Policy, "wrong_pin", wrong_pin),
        Point::pair(Kind::Policy, "call_rate_factor", call_rate_factor),
        Point::pair(Kind::Policy, "group_events", group_events),
    ]
}

/// All policies with their values.
pub(super) const POLICIES: [(&str, &str); 17] = [
    ("count_call_at", "answer"),
    ("count_call_at", "release"),
    ("count_call_at", "wrap_up_end"),
    ("time_to_answer_from", "queue_entry"),
    ("time_to_answer_from", "ringing"),
    ("end_during_call", "after_call"),
    ("end_during_call", "release"),
    ("same_state", "accept"),
    ("same_state", "refuse"),
    ("bad_session_state", "invalagentstate"),
    ("bad_session_state", "invalagentsessionstate"),
    ("wrong_pin", "operationfailed"),
    ("wrong_pin", "invalpassword"),
    ("call_rate_factor", "1"),
    ("call_rate_factor", "10"),
    ("group_events", "deliver"),
    ("group_events", "mute"),
];

/// Everything with a name of its own, facts, rules and ties apart.
pub(super) fn possible() -> Vec<Point> {
    let plain =
        |kind, names: &[&'static str]| -> Vec<Point> { names.iter().map(|name| Point::new(kind, name)).collect() };
    let mut all = plain(Kind::Step, &STEPS);
    all.extend(plain(Kind::Effect, &EFFECTS));
    all.extend(plain(Kind::Rate, &RATES));
    all.extend(Strategy::ALL.map(|strategy| Point::new(Kind::Strategy, strategy_name(strategy))));
    let ended = Disposition::ALL.into_iter().filter(|disposition| *disposition != Disposition::InProgress);
    all.extend(ended.map(|disposition| Point::new(Kind::Disposition, disposition.name())));
    all.extend(Function::REQUESTS.iter().map(|function| Point::new(Kind::Function, function.name())));
    all.extend(REPLIES.iter().map(|error| Point::new(Kind::Reply, error.name())));
    all.extend(REFUSALS.iter().map(|(verb, error)| Point::pair(Kind::Refusal, verb, error.name())));
    all.extend(MOVES.iter().map(|(from, to)| Point::pair(Kind::Session, from.name(), to.name())));
    all.extend([("ready", "not_ready"), ("not_ready", "ready")].map(|(from, to)| Point::pair(Kind::Agent, from, to)));
    all.extend(POLICIES.map(|(policy, value)| Point::pair(Kind::Policy, policy, value)));
    all
}
