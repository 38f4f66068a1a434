//! What a line knows without asking.

use tapi_types::line::{AgentSessionStatus, AgentStatusEx, ProxyRequestType, QueueStatus};
use tapi_types::{AddressId, AgentState, GroupId, Message, QueueId, SessionId, SessionState};
use tsp_provider::{
    AgentEntry, Answer, Ask, GroupEntry, Line, ListedGroup, ListedQueue, ListedSession, Login, Provider, QueueEntry,
    SessionEntry, Ticket,
};

use super::{ADDRESS, AGENT, Call, GROUP, SESSION, application, application_of, asked, device, poll, proxy};

fn asks(line: &Line, acd: &Line, ask: Ask, answer: Answer) {
    let ticket = Ticket::unlimited();
    let mut call: Call<'_, Answer> = Box::pin(ask.perform(line, &ticket));
    assert_eq!(poll(&mut call), None);
    assert_eq!(acd.line_proxy_response(asked(acd), Ok(answer.clone())), Ok(()));
    assert_eq!(poll(&mut call), Some(Ok(answer)));
}

#[test]
fn sessions_are_known_from_replies_and_their_states_from_messages() {
    let device = device();
    let (line, other) = (application(&device), application(&device));
    let acd = proxy(&device, ProxyRequestType::ALL);
    let create = Ask::CreateAgentSession { agent: AGENT, group: GROUP, address: ADDRESS, pin: None };
    asks(&line, &acd, create, Answer::Session(SESSION));
    let mut entry = SessionEntry { agent: AGENT, group: GROUP, address: ADDRESS, state: SessionState::NotReady };
    assert_eq!((line.session_entry(SESSION), other.session_entry(SESSION)), (Some(entry), None));

    let (what, state) = (AgentSessionStatus::State.into(), Some(SessionState::Ready));
    assert_eq!(acd.line_proxy_message(Message::AgentSessionStatus { session: SESSION, what, state }), Ok(()));
    entry.state = SessionState::Ready;
    assert_eq!((line.session_entry(SESSION), other.session_entry(SESSION)), (Some(entry), None));
    let listed = ListedSession { session: SESSION, agent: AGENT, group: GROUP, address: ADDRESS };
    asks(&other, &acd, Ask::GetAgentSessionList(AGENT), Answer::Sessions(vec![listed]));
    assert_eq!(other.session_entry(SESSION), Some(entry));
    assert_eq!(line.session_entry(SessionId::at(99)), None);
    line.close();
    assert_eq!(line.session_entry(SESSION), None);
}

#[test]
fn agents_are_known_to_those_who_registered_them() {
    let device = device();
    let line = application_of(&device, "anna");
    let acd = proxy(&device, ProxyRequestType::ALL);
    let login = Login { id: Some("1007".to_owned()), pin: None };
    asks(&line, &acd, Ask::CreateAgent(login), Answer::Agent(AGENT));
    let entry = |state| AgentEntry { id: Some("1007".to_owned()), user: "anna".to_owned(), state };
    assert_eq!(line.agent_entry(AGENT), Some(entry(AgentState::Ready)));
    let (what, state) = (AgentStatusEx::State.into(), Some(AgentState::BusyAcd));
    assert_eq!(acd.line_proxy_message(Message::AgentStatusEx { agent: AGENT, what, state }), Ok(()));
    assert_eq!(line.agent_entry(AGENT), Some(entry(AgentState::BusyAcd)));
    assert_eq!(application(&device).agent_entry(AGENT), None);
}

#[test]
fn queues_and_groups_are_known_from_lists_and_gone_with_them() {
    let device = device();
    let line = application(&device);
    let acd = proxy(&device, ProxyRequestType::ALL);
    let named = |group| ListedGroup { group, name: "sales".to_owned() };
    let other = GroupId::at(5);
    asks(&line, &acd, Ask::GetGroupList, Answer::Groups(vec![named(GROUP), named(other)]));
    asks(&line, &acd, Ask::GetAgentGroupList(ADDRESS), Answer::Groups(vec![named(GROUP)]));
    let entry = |removed| Some(GroupEntry { name: "sales".to_owned(), removed });
    assert_eq!((line.group_entry(GROUP), line.group_entry(other)), (entry(false), entry(false)));
    asks(&line, &acd, Ask::GetGroupList, Answer::Groups(vec![named(other)]));
    assert_eq!((line.group_entry(GROUP), line.group_entry(other)), (entry(true), entry(false)));

    let queue = QueueId::at(0);
    let list = || vec![ListedQueue { queue, name: "q".to_owned() }];
    let entry = |removed| Some(QueueEntry { name: "q".to_owned(), group: GROUP, removed });
    asks(&line, &acd, Ask::GetQueueList(GROUP), Answer::Queues(list()));
    for (what, removed) in
        [(QueueStatus::UpdateInfo, false), (QueueStatus::QueueRemoved, true), (QueueStatus::NewQueue, false)]
    {
        assert_eq!(acd.line_proxy_message(Message::QueueStatus { queue, what: what.into() }), Ok(()));
        assert_eq!(line.queue_entry(queue), entry(removed));
    }
    asks(&line, &acd, Ask::GetQueueList(other), Answer::Queues(vec![]));
    assert_eq!(line.queue_entry(queue), entry(false), "another group's list says nothing of it");
    asks(&line, &acd, Ask::GetQueueList(GROUP), Answer::Queues(vec![]));
    assert_eq!(line.queue_entry(queue), entry(true));
    assert_eq!(line.addresses(), [AddressId(0), ADDRESS]);
}
