//! The names under which things are counted, and the list of those that a swarm should meet.

use acd_core::{Action, Command, Disposition, Rate, Strategy};
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
const REPLIES: [LineError; 13] = [
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
    LineError::INCOMPATIBLEAPIVERSION,
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
    all
}
