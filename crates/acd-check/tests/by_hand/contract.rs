//! What comes and goes, and the requests of the whole contract, worked out by hand.

use acd_core::{
    Absent, Accepted, AgentConfig, BadSessionState, CallRateFactor, Command, Config, Disposition, ExtensionAnswer,
    ExtensionConfig, NewAgent, NewSession, Next, Outcome, Policies, Rate, Reply, Request, RequestEnd, Shift,
    StreamConfig, WrongPin,
};
use tapi_types::line::{self, AgentFeature, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, Bits, Currency, Function, GroupId, LineError, SessionId, SessionState,
    Time,
};

use super::hall::{Hall, a, agent, at, endless, floor, g, manual, patient, q, queue, s, talk};

const HOME: AddressId = AddressId(0);

/// Asks, and has the answer at the same instant.
fn ask(hall: &mut Hall, request: Request) -> Outcome {
    let id = hall.submit(request, None);
    hall.through_now();
    match hall.request(id).end {
        Some(RequestEnd::Replied(outcome)) => outcome,
        other => panic!("no answer but {other:?}"),
    }
}

fn status(hall: &mut Hall, address: AddressId) -> acd_core::AddressStatus {
    match ask(hall, Request::GetAgentStatus(address)) {
        Ok(Reply::AgentStatus(status)) => *status,
        other => panic!("no status but {other:?}"),
    }
}

fn come(id: Option<&str>) -> Command {
    Command::CreateAgent { id: id.map(str::to_owned), user: "user".to_owned() }
}

fn login(id: Option<&str>, pin: Option<&str>) -> Request {
    NewAgent { id: id.map(str::to_owned), pin: pin.map(str::to_owned), user: "user".to_owned() }.into()
}

#[test]
fn a_removed_queue_sends_its_calls_on_or_lets_them_time_out() {
    let mut first = queue();
    first.overflow_to = Some(q(2));
    let mut hall = Hall::new(floor(vec![first, queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    let on_call = hall.arrive(1, talk(100, 0));
    let waiting = hall.at(5).arrive(1, talk(10, 0));
    hall.at(8).give(&Command::RemoveQueue { queue: q(1) }).unwrap();
    assert_eq!(hall.state(session), SessionState::BusyOnCall, "who talks goes on");
    assert_eq!((hall.call(waiting).queue, hall.call(waiting).wait), (q(2), s(3)));
    let row = hall.queue(1);
    assert!(!row.present);
    assert_eq!((row.figures.flowed_out, row.figures.waiting), (1, 0));
    assert_eq!(hall.give(&Command::RemoveQueue { queue: q(1) }), Err(LineError::INVALPARAM));
    assert_eq!(ask(&mut hall, Request::GetQueueInfo(q(1))), Err(LineError::INVALPARAM));
    hall.at(9).give(&Command::RemoveQueue { queue: q(2) }).unwrap();
    assert_eq!(hall.call(waiting).disposition, Disposition::TimedOut, "nowhere to go on");
    assert_eq!(hall.queue(2).period.final_disposition, 1);
    hall.through(101);
    assert_eq!((hall.call(on_call).disposition, hall.call(on_call).talk), (Disposition::Answered, s(100)));
}

#[test]
fn a_queue_that_comes_back_begins_a_new_period_and_goes_on_with_its_row() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.ready(1, 1);
    hall.arrive(1, talk(3, 0));
    hall.at(10).give(&Command::RemoveQueue { queue: q(1) }).unwrap();
    let arrive = Command::Arrive { handle: None, queue: q(1), priority: 0, times: endless() };
    assert_eq!(hall.give(&arrive), Err(LineError::INVALPARAM));
    hall.at(20).give(&Command::AddQueue { queue: q(1) }).unwrap();
    let row = hall.queue(1);
    assert_eq!((row.figures.answered, row.period.total_calls_queued), (1, 0));
    assert_eq!(hall.give(&Command::AddQueue { queue: q(1) }), Err(LineError::INVALPARAM), "it is there");
}

#[test]
fn a_ringing_call_leaves_a_removed_queue_and_the_session_is_not_blamed() {
    let mut hall = Hall::new(floor(vec![queue()], vec![manual(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, patient(10, 60));
    hall.at(4).give(&Command::RemoveQueue { queue: q(1) }).unwrap();
    assert_eq!(hall.call(call).disposition, Disposition::TimedOut);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.rang_out, row.ringing), (SessionState::Ready, 0, s(4)));
}

#[test]
fn a_removed_group_takes_its_queues_and_then_its_sessions() {
    let mut hall = Hall::new(floor(vec![queue(), queue()], vec![agent(1), agent(2)]));
    let busy = hall.ready(1, 1);
    let idle = hall.create(2, 1);
    let elsewhere = hall.ready(2, 2);
    hall.arrive(1, talk(30, 20));
    hall.at(10).give(&Command::RemoveGroup { group: g(1) }).unwrap();
    assert_eq!(
        [busy, idle, elsewhere].map(|id| hall.state(id)),
        [SessionState::BusyOnCall, SessionState::Ended, SessionState::Ready]
    );
    assert!(!hall.queue(1).present && !hall.queue(2).present);
    // Whatever it is told now, it ends with its call, without wrap-up.
    hall.next(busy, Next::Set(SessionState::Ready)).unwrap();
    hall.through(30);
    assert_eq!((hall.state(busy), hall.session(busy).wrap_up), (SessionState::Ended, s(0)));
    let create = Command::CreateSession { id: None, agent: a(1), group: g(1), address: None };
    assert_eq!(hall.give(&create), Err(LineError::INVALPARAM));
    assert_eq!(hall.give(&Command::AddQueue { queue: q(1) }), Err(LineError::INVALPARAM), "its group is not there");
    assert_eq!(ask(&mut hall, Request::GetQueueList(g(1))), Err(LineError::INVALPARAM));
    assert_eq!(ask(&mut hall, Request::GetGroupList), Ok(Reply::Groups(vec![g(2)])));
    hall.give(&Command::AddGroup { group: g(1) }).unwrap();
    hall.give(&Command::AddQueue { queue: q(2) }).unwrap();
    assert_eq!(ask(&mut hall, Request::GetQueueList(g(1))), Ok(Reply::Queues(vec![q(2)])));
}

#[test]
fn a_group_that_is_back_before_the_call_ends_may_keep_its_session() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(30, 0));
    hall.at(5).give(&Command::RemoveGroup { group: g(1) }).unwrap();
    hall.at(6).give(&Command::AddGroup { group: g(1) }).unwrap();
    hall.next(session, Next::Clear).unwrap();
    hall.through(30);
    assert_eq!(hall.state(session), SessionState::Ready);
}

#[test]
fn a_released_agent_ends_its_sessions_and_comes_back_under_its_handle() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(2)]));
    let (busy, idle) = (hall.ready(1, 1), hall.ready(1, 2));
    hall.set_agent(1, AgentState::Ready);
    hall.arrive(1, talk(30, 20));
    hall.at(10).give(&Command::ReleaseAgent { agent: a(1) }).unwrap();
    assert_eq!([busy, idle].map(|id| hall.state(id)), [SessionState::BusyOnCall, SessionState::Ended]);
    assert_eq!(hall.agent(1).period.state, AgentState::Released, "at once");
    for request in [Request::GetAgentInfo(a(1)), NewSession::new(a(1), g(1)).into(), Request::GetAgentSessionList(a(1))]
    {
        assert_eq!(ask(&mut hall, request), Err(LineError::INVALPARAM));
    }
    hall.through(30);
    assert_eq!(hall.state(busy), SessionState::Ended);
    hall.at(40);
    assert_eq!(ask(&mut hall, login(Some("a0"), None)), Ok(Reply::Agent(a(1))));
    assert_eq!(hall.agent(1).period.state, AgentState::Ready);
    assert_eq!(ask(&mut hall, Request::GetAgentSessionList(a(1))), Ok(Reply::Sessions(vec![busy, idle])));
}

#[test]
fn agents_are_known_by_their_ids_or_new() {
    let absent = Absent { agents: vec![a(2)], ..Absent::default() };
    let mut hall = Hall::new(Config { absent, ..floor(vec![queue()], vec![agent(1), agent(1)]) });
    assert_eq!(hall.agent(2).period.state, AgentState::Unknown);
    assert_eq!(ask(&mut hall, Request::GetAgentInfo(a(2))), Err(LineError::INVALPARAM));
    assert_eq!(hall.give(&come(Some("a1"))), Ok(Accepted::Agent(a(2))), "the roster has it");
    assert_eq!(hall.give(&come(Some("a1"))), Ok(Accepted::Agent(a(2))), "and it is there");
    assert_eq!(hall.give(&come(Some("zoe"))), Ok(Accepted::Agent(a(3))));
    assert_eq!(hall.give(&come(Some("zoe"))), Ok(Accepted::Agent(a(3))));
    assert_eq!([(); 2].map(|()| hall.give(&come(None)).unwrap()), [a(4), a(5)].map(Accepted::Agent), "each is new");
    // Whom nobody foresaw may work everywhere, and answers at once.
    let session = hall.ready(4, 2);
    assert_eq!(hall.session(session).group, g(2));
    hall.ready(3, 1);
    let call = hall.arrive(1, talk(5, 0));
    assert_eq!(hall.call(call).disposition, Disposition::Answered);
}

#[test]
fn a_pin_is_looked_at_where_the_agent_has_one() {
    for (wrong_pin, error) in
        [(WrongPin::OperationFailed, LineError::OPERATIONFAILED), (WrongPin::InvalPassword, LineError::INVALPASSWORD)]
    {
        let careful = AgentConfig { pin: Some("1234".to_owned()), ..agent(1) };
        let policies = Policies { wrong_pin, ..Policies::default() };
        let mut hall = Hall::new(Config { policies, ..floor(vec![queue()], vec![careful, agent(1)]) });
        for pin in [None, Some("0000"), Some("")] {
            assert_eq!(ask(&mut hall, login(Some("a0"), pin)), Err(error), "{pin:?}");
        }
        assert_eq!(ask(&mut hall, login(Some("a0"), Some("1234"))), Ok(Reply::Agent(a(1))));
        assert_eq!(ask(&mut hall, login(Some("a1"), Some("0000"))), Ok(Reply::Agent(a(2))), "it has none");
        let with = |pin: &str| NewSession { pin: Some(pin.to_owned()), ..NewSession::new(a(1), g(1)) };
        assert_eq!(ask(&mut hall, with("0000").into()), Err(error));
        assert!(ask(&mut hall, with("1234").into()).is_ok());
        assert!(ask(&mut hall, NewSession::new(a(1), g(1)).into()).is_ok(), "only where one is given");
        let stranger = NewSession { pin: Some("0000".to_owned()), ..NewSession::new(a(1), g(2)) };
        assert_eq!(ask(&mut hall, stranger.into()), Err(LineError::INVALPARAM), "what is not there comes first");
    }
}

#[test]
fn shifts_and_streams_that_meet_an_absence_are_refused_and_go_on() {
    let day = |from, to| Shift { from: at(from), to: at(to), groups: vec![g(1)], breaks: Vec::new() };
    let worker = AgentConfig { shifts: vec![day(10, 20), day(30, 40)], ..agent(1) };
    let stream = StreamConfig {
        name: "s".to_owned(),
        queue: q(1),
        from: Time::ZERO,
        to: None,
        count: Some(3),
        rate: Rate::Every(s(15)),
        talk: Some(super::hall::constant(1)),
        wrap_up: super::hall::constant(0),
        patience: None,
        priority: 0,
    };
    let absent = Absent { groups: vec![g(1)], ..Absent::default() };
    let mut hall = Hall::new(Config { absent, streams: vec![stream], ..floor(vec![queue()], vec![worker]) });
    hall.at(25).give(&Command::AddGroup { group: g(1) }).unwrap();
    hall.give(&Command::AddQueue { queue: q(1) }).unwrap();
    hall.through(35);
    let sessions = hall.sessions();
    assert_eq!(sessions.len(), 1, "the first shift found no group");
    assert_eq!((sessions[0].shift_n, sessions[0].info.number_of_calls), (Some(2), 1));
    assert_eq!(hall.queue(1).figures.offered, 1, "two calls came to a queue that was not there");
}

#[test]
fn an_address_shows_the_agent_of_its_oldest_session() {
    let away = AgentConfig { address: AddressId(7), ..agent(2) };
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(2), away]));
    assert_eq!(ask(&mut hall, Request::GetAgentStatus(AddressId(3))), Err(LineError::INVALADDRESSID));
    let nobody = status(&mut hall, AddressId(7));
    assert_eq!(
        (nobody.agent, nobody.state, nobody.valid_states),
        (Some(a(2)), line::AgentState::LoggedOff, Bits::NONE)
    );
    let guest = Command::CreateSession { id: None, agent: a(1), group: g(2), address: Some(AddressId(7)) };
    let Ok(Accepted::Session(guest)) = hall.give(&guest) else { panic!("she may be there") };
    let later = hall.ready(2, 1);
    assert_eq!(hall.session(later).address, AddressId(7), "at home");
    let shown = status(&mut hall, AddressId(7));
    assert_eq!((shown.agent, shown.groups, shown.state), (Some(a(1)), vec![g(2)], line::AgentState::NotReady));
    hall.set(guest, SessionState::Ended);
    let shown = status(&mut hall, AddressId(7));
    assert_eq!((shown.agent, shown.groups, shown.state), (Some(a(2)), vec![g(1)], line::AgentState::Ready));
    hall.set_agent(2, AgentState::NotReady);
    assert_eq!(status(&mut hall, AddressId(7)).state, line::AgentState::NotReady, "not willing");
}

#[test]
fn states_by_address_are_set_on_all_sessions_or_on_none() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(2)]));
    let set = |state| Request::SetAgentState { address: HOME, state: Some(state), next: None };
    assert_eq!(ask(&mut hall, set(line::AgentState::Ready)), Err(LineError::INVALADDRESSSTATE), "nobody is there");
    let (one, two) = (hall.create(1, 1), hall.create(1, 2));
    let states = |hall: &Hall| [one, two].map(|id| hall.state(id));
    ask(&mut hall, set(line::AgentState::Ready)).unwrap();
    assert_eq!(states(&hall), [SessionState::Ready; 2]);
    assert_eq!(ask(&mut hall, set(line::AgentState::BusyAcd)), Err(LineError::INVALAGENTSTATE));
    hall.arrive(1, talk(30, 10));
    let wrap_up = set(line::AgentState::WorkingAfterCall);
    assert_eq!(ask(&mut hall, wrap_up.clone()), Err(LineError::INVALAGENTSTATE), "the idle one cannot");
    hall.set(two, SessionState::Ended);
    ask(&mut hall, wrap_up).unwrap();
    let next = |next| Request::SetAgentState { address: HOME, state: None, next: Some(next) };
    assert_eq!(status(&mut hall, HOME).next_state, Some(line::AgentState::WorkingAfterCall));
    ask(&mut hall, next(Next::Set(line::AgentState::NotReady))).unwrap();
    assert_eq!(status(&mut hall, HOME).next_state, Some(line::AgentState::NotReady));
    ask(&mut hall, next(Next::Clear)).unwrap();
    let shown = status(&mut hall, HOME);
    assert_eq!((shown.state, shown.next_state), (line::AgentState::BusyAcd, None));
    ask(&mut hall, set(line::AgentState::LoggedOff)).unwrap();
    hall.through(30);
    assert_eq!(states(&hall), [SessionState::Ended; 2]);
}

#[test]
fn groups_by_address_replace_those_before() {
    let mut config = floor(vec![queue()], vec![agent(2), AgentConfig { address: AddressId(1), ..agent(1) }]);
    config.absent.agents.push(a(2));
    let mut hall = Hall::new(config);
    let set = |groups: &[GroupId]| Request::SetAgentGroup { address: HOME, groups: groups.into() };
    let first = hall.ready(1, 1);
    ask(&mut hall, set(&[g(1), g(2)])).unwrap();
    assert_eq!(status(&mut hall, HOME).groups, [g(1), g(2)]);
    assert_eq!(hall.state(first), SessionState::Ready, "it was in already");
    ask(&mut hall, set(&[g(2)])).unwrap();
    let states: Vec<SessionState> = hall.sessions().iter().map(|row| row.info.state).collect();
    assert_eq!(states, [SessionState::Ended, SessionState::NotReady]);
    ask(&mut hall, set(&[])).unwrap();
    assert_eq!(status(&mut hall, HOME).state, line::AgentState::LoggedOff);
    let refused = |hall: &mut Hall, address, groups: &[GroupId]| {
        ask(hall, Request::SetAgentGroup { address: AddressId(address), groups: groups.into() }).unwrap_err()
    };
    assert_eq!(refused(&mut hall, 0, &[g(3)]), LineError::INVALAGENTGROUP);
    assert_eq!(refused(&mut hall, 0, &[g(1), g(2), g(1)]), LineError::INVALPARAM, "more than there are groups");
    assert_eq!(refused(&mut hall, 1, &[]), LineError::INVALAGENTID, "whose home it is has not come");
    assert_eq!(refused(&mut hall, 2, &[]), LineError::INVALADDRESSID);
    hall.give(&Command::RemoveGroup { group: g(2) }).unwrap();
    assert_eq!(refused(&mut hall, 0, &[g(2)]), LineError::INVALAGENTGROUP, "it is not there");
    assert_eq!(ask(&mut hall, Request::GetAgentGroupList(HOME)), Ok(Reply::Groups(vec![g(1)])));
    assert_eq!(ask(&mut hall, Request::GetAgentGroupList(AddressId(1))), Err(LineError::INVALAGENTID));
}

#[test]
fn an_activity_lasts_until_the_last_session_ends() {
    let activities = vec!["mail".to_owned()];
    let mut hall = Hall::new(Config { activities, ..floor(vec![queue()], vec![agent(2)]) });
    let mail = ActivityId::at(0);
    let set = |activity| Request::SetAgentActivity { address: HOME, activity };
    assert_eq!(ask(&mut hall, set(mail)), Err(LineError::INVALADDRESSSTATE));
    assert_eq!(ask(&mut hall, set(ActivityId::at(1))), Err(LineError::INVALAGENTACTIVITY));
    let (one, two) = (hall.create(1, 1), hall.create(1, 2));
    ask(&mut hall, set(mail)).unwrap();
    hall.set(one, SessionState::Ended);
    assert_eq!(status(&mut hall, HOME).activity, Some(mail));
    hall.set(two, SessionState::Ended);
    hall.create(1, 1);
    assert_eq!(status(&mut hall, HOME).activity, None);
    assert_eq!(ask(&mut hall, Request::GetAgentActivityList(HOME)), Ok(Reply::Activities(vec![mail])));
}

#[test]
fn extensions_answer_within_the_block() {
    let answers = [ExtensionAnswer::Echo, ExtensionAnswer::Fixed(vec![1, 2]), ExtensionAnswer::Fail(LineError::NOMEM)];
    let extensions = answers.into_iter().zip(1..).map(|(answer, n)| ExtensionConfig { id: [n; 4], answer }).collect();
    let mut hall = Hall::new(Config { extensions, ..floor(vec![queue()], vec![agent(1)]) });
    let mut say = |address, extension, block: &[u8]| {
        ask(&mut hall, Request::AgentSpecific { address: AddressId(address), extension, params: block.into() })
    };
    assert_eq!(say(0, 0, &[7, 8]), Ok(Reply::Params([7, 8].into())));
    assert_eq!(say(0, 1, &[7, 8, 9]), Ok(Reply::Params([1, 2].into())));
    assert_eq!(say(0, 1, &[7]), Err(LineError::STRUCTURETOOSMALL));
    assert_eq!(say(0, 2, &[]), Err(LineError::NOMEM));
    assert_eq!(say(0, 3, &[]), Err(LineError::INVALPARAM));
    assert_eq!(say(5, 0, &[]), Err(LineError::INVALADDRESSID));
    let speak = |extension| Command::AgentSpecific { extension, params: [1, 2] };
    assert_eq!([2, 3].map(|n| hall.give(&speak(n))), [Ok(Accepted::Done), Err(LineError::INVALPARAM)]);
}

#[test]
fn the_handler_says_what_it_can_do() {
    let mut config = floor(vec![queue()], vec![agent(1)]);
    config.not_served = vec![Function::SetAgentActivity, Function::GetQueueInfo];
    config.max_groups = Some(9);
    let mut hall = Hall::new(config);
    let mut caps = |version| match ask(&mut hall, Request::GetAgentCaps { address: HOME, version: ApiVersion(version) })
    {
        Ok(Reply::AgentCaps(caps)) => Ok(*caps),
        Ok(other) => panic!("no caps but {other:?}"),
        Err(error) => Err(error),
    };
    assert_eq!(caps(0x1_0004), Err(LineError::INCOMPATIBLEAPIVERSION));
    let (old, new) = (caps(0x2_0000).unwrap(), caps(0x3_0000).unwrap());
    assert_eq!((old.version, new.version), (ApiVersion::V2_0, ApiVersion::V2_2), "never above what was asked with");
    assert_eq!(new.max_groups, 9);
    assert!(!new.features.contains(AgentFeature::SetAgentActivity), "it is not served");
    assert!(!new.features.contains(AgentFeature::AgentSpecific), "there are no extensions");
    assert_eq!(ask(&mut hall, Request::GetQueueInfo(q(1))), Err(LineError::OPERATIONUNAVAIL));
    let id = hall.submit(Request::GetQueueInfo(q(1)), None);
    let row = hall.request(id);
    assert_eq!((row.handled, row.finished), (None, Some(Time::ZERO)), "at submission");
    let (nobody, ghost) = (AgentId::at(7), SessionId::at(7));
    assert_eq!(ask(&mut hall, Request::GetAgentSessionList(nobody)), Err(LineError::INVALPARAM));
    assert_eq!(ask(&mut hall, Request::GetAgentSessionInfo(ghost)), Err(LineError::INVALPARAM));
}

#[test]
fn a_bad_session_state_has_the_error_that_the_policy_names() {
    for (bad_session_state, error) in [
        (BadSessionState::InvalAgentState, LineError::INVALAGENTSTATE),
        (BadSessionState::InvalAgentSessionState, LineError::INVALAGENTSESSIONSTATE),
    ] {
        let policies = Policies { bad_session_state, ..Policies::default() };
        let mut hall = Hall::new(Config { policies, ..floor(vec![queue()], vec![agent(1)]) });
        let session = hall.create(1, 1);
        let state = Some(SessionState::BusyOnCall);
        assert_eq!(ask(&mut hall, Request::SetAgentSessionState { session, state, next: None }), Err(error));
        assert_eq!(hall.try_set(session, SessionState::BusyOnCall), Err(LineError::INVALAGENTSTATE), "by a step");
        let ghost = Request::SetAgentSessionState { session: SessionId::at(7), state, next: None };
        assert_eq!(ask(&mut hall, ghost), Err(LineError::INVALPARAM));
    }
}

#[test]
fn the_overall_call_rate_may_be_ten_times_as_high() {
    for (call_rate_factor, rate) in [(CallRateFactor::One, 1_200_000), (CallRateFactor::Ten, 12_000_000)] {
        let policies = Policies { call_rate_factor, ..Policies::default() };
        let mut hall = Hall::new(Config { policies, ..floor(vec![queue()], vec![agent(1)]) });
        let session = hall.ready(1, 1);
        hall.arrive(1, talk(3, 0));
        hall.through(30);
        // One call in thirty seconds: 120 an hour.
        let row = hall.agent(1);
        assert_eq!([row.overall_call_rate, row.period.overall_call_rate], [Currency(rate); 2]);
        assert_eq!(hall.session(session).info.acd_call_rate, Currency(1_200_000), "a session's stays");
    }
}
