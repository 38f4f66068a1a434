//! Every fact, command and request, with drawn contents.

use acd_core::{
    Action, CallNo, CallTimes, Cause, Command, Direction, Disposition, Entry, Fact, LoggedCommand, NewAgent,
    NewSession, Next, Party, ReasonId, Record, Request, TransferTo,
};
use acd_trace::Line;
use tapi_types::line::ApiVersion;
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, CallHandle, Constant, Function, GroupId, LineError, ObjectFilter,
    QueueId, RequestId, SessionId, SessionState, Span, Time, line,
};

/// A stream of numbers from a seed.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Draw {
        Draw(seed)
    }

    /// Splitmix64.
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % limit as u64).expect("below a usize")
    }

    /// Often small, sometimes as great as can be.
    fn sized(&mut self, greatest: u64) -> u64 {
        match self.below(8) {
            0 => greatest,
            1 => self.number() % greatest,
            _ => self.number() % 7,
        }
    }

    fn id(&mut self) -> u32 {
        u32::try_from(self.sized(u64::from(u32::MAX))).expect("fits").max(1)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn make<T: Drawn>(&mut self) -> T {
        T::draw(self)
    }
}

/// What can be drawn.
trait Drawn {
    fn draw(draw: &mut Draw) -> Self;
}

macro_rules! drawn {
    ($($type:ty: $draw:ident => $value:expr;)+) => {$(
        impl Drawn for $type {
            fn draw($draw: &mut Draw) -> Self {
                $value
            }
        }
    )+};
}

drawn! {
    bool: draw => draw.below(2) == 1;
    u32: draw => draw.id() - 1;
    i64: draw => draw.number().cast_signed() >> draw.below(64);
    Span: draw => Span::from_micros(draw.sized(u64::MAX));
    CallNo: draw => CallNo(draw.sized(u64::MAX));
    AgentId: draw => AgentId::new(draw.id()).expect("above zero");
    GroupId: draw => GroupId::new(draw.id()).expect("above zero");
    QueueId: draw => QueueId::new(draw.id()).expect("above zero");
    SessionId: draw => SessionId::new(draw.id()).expect("above zero");
    RequestId: draw => RequestId::new(draw.id()).expect("above zero");
    CallHandle: draw => CallHandle::new(draw.id()).expect("above zero");
    ReasonId: draw => ReasonId(draw.make());
    ActivityId: draw => ActivityId::new(draw.id()).expect("above zero");
    AddressId: draw => AddressId(draw.make());
    ApiVersion: draw => ApiVersion(draw.make());
    line::AgentState: draw => draw.one_of(<line::AgentState as Constant>::ALL);
    String: draw => ["", "4711", "jürgen \"the\"\n\u{1}"][draw.below(3)].to_owned();
    [u32; 2]: draw => [draw.make(), draw.make()];
    Box<[u8]>: draw => (0..draw.below(4)).map(|_| u8::try_from(draw.below(256)).expect("fits")).collect();
    Box<[GroupId]>: draw => (0..draw.below(4)).map(|_| draw.make()).collect();
    Box<NewSession>: draw => Box::new(NewSession {
        id: draw.make(), agent: draw.make(), group: draw.make(), address: draw.make(), pin: draw.make(),
    });
    Box<NewAgent>: draw => Box::new(NewAgent { id: draw.make(), pin: draw.make(), user: draw.make() });
    // A fault's place.
    usize: draw => draw.id() as usize;
    (usize, u64): draw => (draw.below(4), draw.sized(u64::MAX));
    SessionState: draw => draw.one_of(SessionState::ALL);
    AgentState: draw => draw.one_of(AgentState::ALL);
    LineError: draw => draw.one_of(LineError::ALL);
    Function: draw => draw.one_of(Function::ALL);
    Direction: draw => draw.one_of(&[Direction::Incoming, Direction::Outgoing]);
    Party: draw => draw.one_of(&[Party::Caller, Party::Agent]);
    Disposition: draw => draw.one_of(&[
        Disposition::InProgress, Disposition::Answered, Disposition::Abandoned,
        Disposition::Blocked, Disposition::Unstaffed, Disposition::TimedOut,
    ]);
    CallTimes: draw => CallTimes { talk: draw.make(), wrap_up: draw.make(), patience: draw.make() };
    TransferTo: draw => if draw.make() { TransferTo::Queue(draw.make()) } else { TransferTo::Session(draw.make()) };
    ObjectFilter: draw => match draw.below(4) {
        0 => ObjectFilter::Any,
        1 => ObjectFilter::Session(draw.make()),
        2 => ObjectFilter::Agent(draw.make()),
        _ => ObjectFilter::Queue(draw.make()),
    };
}

impl<T: Drawn> Drawn for Option<T> {
    fn draw(draw: &mut Draw) -> Self {
        draw.make::<bool>().then(|| draw.make())
    }
}

impl<S: Drawn> Drawn for Next<S> {
    fn draw(draw: &mut Draw) -> Self {
        if draw.make() { Next::Clear } else { Next::Set(draw.make()) }
    }
}

/// One of each variant. The match names them all: a new one does not compile here until it is listed.
macro_rules! every {
    ($name:ident: $enum:ident { $($variant:ident { $($field:tt),* })+ }) => {
        pub(crate) fn $name(draw: &mut Draw) -> Vec<$enum> {
            let all = vec![$($enum::$variant { $($field: draw.make()),* }),+];
            for one in &all {
                match one {
                    $($enum::$variant { .. } => {})+
                }
            }
            all
        }
    };
}

every! {
    facts: Fact {
        SessionCreated { session, agent, group, shift }
        SessionState { session, from, to, reason }
        SessionNextState { session, next, pending }
        AgentState { agent, state, reason }
        AgentNextState { agent, next }
        CallArrived { call, handle, stream, priority, talk, wrap_up, patience }
        CallEntered { call, queue, from, queued }
        CallBlocked { call, queue }
        CallUnstaffed { call, queue, wait }
        CallOffered { call, session }
        OfferRangOut { call, session, rejected }
        OfferWithdrawn { call, session }
        CallReturned { call, queue }
        CallAnswered { call, session, queue, wait }
        CallHeld { call }
        CallRetrieved { call }
        CallTransferred { call, queue, session, talk, wrap_up, patience }
        CallReleased { call, session, by }
        CallAbandoned { call, queue, wait, ringing }
        CallTimedOut { call, queue, wait }
        CallFlowedOut { call, queue, to, wait }
        CallCounted { call, session }
        CallEnded { call, disposition }
        WrapUpEnded { call, session, wrap_up }
        OtherCallStarted { call, handle, agent, direction, talk }
        OtherCallEnded { call, agent, by }
        AgentPeriodSet { agent, period_s }
        QueuePeriodSet { queue, period_s }
        ProxyClosed {}
        ProxyOpened {}
        RequestSubmitted { request, function, object, limit }
        FaultFired { fault, request }
        RequestHandled { request, error }
        RequestReplied { request, error }
        RequestTimedOut { request }
        RequestDropped { request }
        ReplyLate { request }
        ReplyLost { request }
        CommandRefused { error }
        AgentCreated { agent, new }
        AgentReleased { agent }
        AgentActivity { agent, activity }
        GroupAdded { group }
        GroupRemoved { group }
        QueueAdded { queue }
        QueueRemoved { queue }
        AgentSpecific { extension, params }
    }
}

every! {
    commands: Command {
        CreateSession { id, agent, group, address }
        SetSessionState { session, state, next, reason }
        SetAgentState { agent, state, next, reason }
        Arrive { handle, queue, priority, times }
        Answer { session }
        Reject { session }
        HangUp { call, by }
        Hold { call }
        Retrieve { call }
        Transfer { call, to, talk, wrap_up, patience }
        NonAcdCall { handle, agent, direction, talk }
        SetAgentPeriod { agent, period_s }
        SetQueuePeriod { queue, period_s }
        CreateAgent { id, user }
        ReleaseAgent { agent }
        SetAgentActivity { agent, activity }
        AddGroup { group }
        RemoveGroup { group }
        AddQueue { queue }
        RemoveQueue { queue }
        AgentSpecific { extension, params }
        CloseProxy {}
        OpenProxy {}
    }
}

every! {
    requests: Request {
        GetAgentSessionInfo { 0 }
        GetAgentInfo { 0 }
        GetQueueInfo { 0 }
        SetAgentSessionState { session, state, next }
        SetAgentStateEx { agent, state, next }
        SetAgentMeasurementPeriod { agent, period_s }
        SetQueueMeasurementPeriod { queue, period_s }
        CreateAgentSession { 0 }
        CreateAgent { 0 }
        GetAgentSessionList { 0 }
        GetQueueList { 0 }
        GetGroupList {}
        GetAgentCaps { address, version }
        GetAgentStatus { 0 }
        SetAgentGroup { address, groups }
        SetAgentState { address, state, next }
        SetAgentActivity { address, activity }
        GetAgentActivityList { 0 }
        GetAgentGroupList { 0 }
        AgentSpecific { address, extension, params }
    }
}

/// One of everything that somebody outside can do.
fn actions(draw: &mut Draw) -> Vec<Action> {
    let mut all = vec![Action::Forget(draw.make())];
    all.extend(commands(draw).into_iter().map(Action::Apply));
    all.extend(requests(draw).into_iter().map(|request| Action::Submit { request, limit: draw.make() }));
    for action in &all {
        match action {
            Action::Apply(_) | Action::Submit { .. } | Action::Forget(_) => {}
        }
    }
    all
}

/// One line of each kind, in an order that is drawn as well, with times and numbers as a run has them.
pub(crate) fn every_line(seed: u64) -> Vec<Line> {
    let mut draw = Draw::new(seed);
    let mut bare: Vec<Result<Fact, Action>> = facts(&mut draw).into_iter().map(Ok).collect();
    bare.extend(actions(&mut draw).into_iter().map(Err));
    let mut lines = Vec::new();
    let (mut us, mut position, mut records, mut commands) = (0, 0, 0, 0);
    while !bare.is_empty() {
        us += draw.sized(5_000_000_000);
        let at = Time::from_micros(us);
        let (entry, step) = match bare.swap_remove(draw.below(bare.len())) {
            Ok(fact) => {
                records += 1;
                let cause = cause(&mut draw, records, commands);
                (Entry::Record(Record { at, seq: records, cause, fact }), None)
            }
            Err(action) => {
                commands += 1;
                position += draw.sized(1000);
                (Entry::Command(LoggedCommand { n: commands, at, position, action }), draw.make())
            }
        };
        lines.push(Line { entry, step });
    }
    lines
}

/// Something that has come before.
fn cause(draw: &mut Draw, seq: u64, commands: u64) -> Cause {
    match draw.below(3) {
        1 if seq > 1 => Cause::Record(1 + draw.number() % (seq - 1)),
        2 if commands > 0 => Cause::Command(1 + draw.number() % commands),
        _ => Cause::Plan,
    }
}
