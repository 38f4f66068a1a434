//! Commands and requests about what does not exist are refused and change nothing.

use acd_core::{CallTimes, Command, Direction, Engine, NewSession, Output, Party, Request, RequestEnd, TransferTo};
use tapi_types::{
    ActivityId, AgentId, AgentState, CallHandle, GroupId, LineError, QueueId, SessionId, SessionState, Span,
};

use crate::floor::{arrive, floor, ready};

#[test]
fn unknown_ids_are_refused() {
    let mut engine = Engine::new(floor(&["anna"]));
    ready(&mut engine, 0);
    let call = arrive(&mut engine, CallTimes::default());
    let (agent, group, queue) = (AgentId::at(7), GroupId::at(7), QueueId::at(7));
    let (session, ghost) = (SessionId::at(7), CallHandle::at(7));
    let times = CallTimes::default();
    let (talk, wrap_up, patience) = (None, None, None);
    let commands = [
        Command::CreateSession { id: None, agent, group: GroupId::at(0), address: None },
        Command::CreateSession { id: None, agent: AgentId::at(0), group, address: None },
        Command::CreateSession { id: Some(session), agent: AgentId::at(0), group: GroupId::at(0), address: None },
        Command::CreateSession {
            id: Some(SessionId::at(0)),
            agent: AgentId::at(0),
            group: GroupId::at(0),
            address: None,
        },
        Command::SetSessionState { session, state: Some(SessionState::Ready), next: None, reason: None },
        Command::SetAgentState { agent, state: Some(AgentState::Ready), next: None, reason: None },
        Command::Arrive { handle: None, queue, priority: 0, times },
        Command::Arrive { handle: Some(ghost), queue: QueueId::at(0), priority: 0, times },
        Command::Arrive { handle: Some(call), queue: QueueId::at(0), priority: 0, times },
        Command::Answer { session },
        Command::Reject { session },
        Command::HangUp { call: ghost, by: Party::Caller },
        Command::Hold { call: ghost },
        Command::Retrieve { call: ghost },
        Command::Transfer { call, to: TransferTo::Queue(queue), talk, wrap_up, patience },
        Command::Transfer { call, to: TransferTo::Session(session), talk, wrap_up, patience },
        Command::NonAcdCall { handle: None, agent, direction: Direction::Incoming, talk: None },
        Command::SetAgentPeriod { agent, period_s: 60 },
        Command::SetQueuePeriod { queue, period_s: 60 },
        Command::ReleaseAgent { agent },
        Command::SetAgentActivity { agent, activity: ActivityId::at(0) },
        Command::AddGroup { group },
        Command::AddGroup { group: GroupId::at(0) },
        Command::RemoveGroup { group },
        Command::AddQueue { queue },
        Command::AddQueue { queue: QueueId::at(0) },
        Command::RemoveQueue { queue },
        Command::AgentSpecific { extension: 0, params: [0; 2] },
    ];
    let before = (engine.sessions(), engine.agents(), engine.queues(), engine.calls());
    for command in &commands {
        assert_eq!(engine.apply(command), Err(LineError::INVALPARAM), "{command:?}");
    }
    let requests = [
        Request::GetAgentSessionInfo(session),
        Request::GetAgentInfo(agent),
        Request::GetQueueInfo(queue),
        Request::SetAgentSessionState { session, state: None, next: None },
        Request::SetAgentStateEx { agent, state: None, next: None },
        Request::SetAgentMeasurementPeriod { agent, period_s: 60 },
        Request::SetQueueMeasurementPeriod { queue, period_s: 60 },
        NewSession::new(AgentId::at(0), group).into(),
        NewSession::new(agent, GroupId::at(0)).into(),
        NewSession { id: Some(SessionId::at(0)), ..NewSession::new(AgentId::at(0), GroupId::at(0)) }.into(),
        Request::GetAgentSessionList(agent),
        Request::GetQueueList(group),
    ];
    for request in requests {
        engine.submit(request.clone(), Some(Span::from_secs(120)));
        engine.advance_through(engine.now()).expect("laws hold");
        let outputs = engine.take_outputs();
        let refused = RequestEnd::Replied(Err(LineError::INVALPARAM));
        assert!(matches!(&outputs[1], Output::Finished { end, .. } if *end == refused), "{request:?}: {outputs:?}");
    }
    assert_eq!((engine.sessions(), engine.agents(), engine.queues(), engine.calls()), before);
}
