//! Plans that no file made, from a tape of numbers that says what is in them.

use acd_core::{
    AgentConfig, Answer, Break, CallOrigin, Config, CountCallAt, Direction, Distribution, FaultConfig, ListedCall,
    Made, Membership, Next, OnNoAnswer, Party, QueueConfig, Rate, RateStep, ReasonId, SameState, SessionOrigin, Shift,
    Strategy, StreamConfig, TransferTo, WhenUnstaffed,
};
use acd_scenario::{
    Arrive, Client, Epoch, Expectation, Plan, QueueGetter, RequestStep, RequestWhat, SessionGetter, Step, Subject,
    Transfer, Verb, Want,
};
use serde_json::json;
use tapi_types::{
    AddressId, AgentId, AgentState, CallHandle, Effect, FaultRule, Function, GroupId, Hresult, LineError, ObjectFilter,
    QueueId, SessionId, SessionState, Span, Time,
};

mod around;

/// Numbers that decide; noughts follow its end.
pub(crate) struct Tape<'t>(std::slice::Iter<'t, u32>);

impl<'t> Tape<'t> {
    pub(crate) fn new(numbers: &'t [u32]) -> Tape<'t> {
        Tape(numbers.iter())
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0.next().copied().unwrap_or(0) as usize % bound
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn flag(&mut self) -> bool {
        self.below(2) == 1
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| value(self))
    }

    fn many<T>(&mut self, most: usize, mut value: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| value(self)).collect()
    }

    fn span(&mut self) -> Span {
        let unit = self.one(&[1_u64, 1_000, 1_000_000, 60_000_000, 61_001_001]);
        Span::from_micros(unit * self.below(100) as u64)
    }

    fn positive(&mut self) -> Span {
        self.span() + Span::from_micros(1)
    }

    /// Within the run, whose end is [`UNTIL`].
    fn time(&mut self) -> Time {
        Time::ZERO + self.span()
    }

    fn text(&mut self) -> String {
        self.one(&["lunch", "caf\u{e9} \u{1f980}", "a \"quoted\" text\n", "\u{0}\u{7f}\u{feff}", "", "7"]).to_owned()
    }

    fn real(&mut self) -> f64 {
        self.one(&[1.0, 0.1, 2.5, 1.0 / 3.0, 1e5])
    }

    fn times(&mut self) -> Distribution {
        match self.below(8) {
            0 => Distribution::Constant(self.span()),
            1 => Distribution::Exponential { mean: self.positive() },
            2 => {
                let min = self.span();
                Distribution::Uniform { min, max: min + self.span() }
            }
            3 => Distribution::Lognormal { mean: self.positive(), sd: self.span() },
            4 => Distribution::Gamma { mean: self.positive(), shape: self.real() },
            5 => Distribution::Weibull { mean: self.positive(), shape: self.real() },
            6 => Distribution::Empirical { values: self.values() },
            _ => Distribution::Listed { values: self.values() },
        }
    }

    fn values(&mut self) -> Vec<Span> {
        let mut values = self.many(40, Tape::span);
        values.push(self.positive());
        values
    }
}

const UNTIL: Time = Time::from_secs(10 * 3600);

/// A plan that a file can say, with its names in an order that a file would not give them.
pub(crate) fn plan(tape: &mut Tape<'_>) -> Plan {
    let mut config = Config { seed: tape.below(3) as u64 * ((1 << 53) - 1) / 2, ..Config::empty() };
    config.policies.count_call_at = tape.one(&[CountCallAt::Answer, CountCallAt::Release, CountCallAt::WrapUpEnd]);
    config.policies.same_state = tape.one(&[SameState::Accept, SameState::Refuse]);
    around::choices(&mut config, tape);
    config.warm_up = tape.time();
    config.handle_after = tape.times();
    config.reply_after = tape.times();
    config.groups = vec!["g".to_owned(), "sales/east".to_owned()];
    config.reasons.extend(["tea", "lunch", "\u{fc}bung"].map(str::to_owned));
    config.queues = (0..3).map(|place| queue(place, tape)).collect();
    config.agents = agents(tape);
    config.streams = (0..3).map(|place| stream(place, tape)).collect();
    config.sessions = sessions(&config, tape);
    config.calls = calls(tape);
    around::absences(&mut config, tape);
    config.faults = tape.many(3, fault);
    for (place, fault) in config.faults.iter_mut().enumerate() {
        fault.name = format!("{}{}", tape.one(&["#", "f"]), place + 1);
    }
    let mut plan = Plan { until: Some(UNTIL), ..Plan::of_config(config) };
    plan.epoch = Epoch { unix_us: tape.one(&[1_767_600_000_250_000, 0, -1]), offset_s: tape.one(&[0, 5400, -34_200]) };
    plan.name = tape.text();
    plan.client_timeout = tape.one(&[Span::from_secs(120), Span::ZERO, Span::from_micros(1)]);
    plan.addresses = vec!["2001".to_owned(), "sip:anna@example.com".to_owned()];
    plan.new_agents = ["new", "newer"][..tape.below(3)].iter().map(|name| (*name).to_owned()).collect();
    plan.clients = tape.many(3, around::client);
    for (place, client) in plan.clients.iter_mut().enumerate() {
        client.name = format!("client {place}");
    }
    if plan.clients.is_empty() {
        plan.clients.push(Client::default());
    }
    plan.steps = steps(&plan, tape);
    plan.expectations = tape.many(4, expectation);
    around::name_sessions(&mut plan);
    plan
}

fn queue(place: usize, tape: &mut Tape<'_>) -> QueueConfig {
    let strategy = tape.one(&[Strategy::LongestIdle, Strategy::Random, Strategy::RingAll]);
    let overflow_to = if place < 2 { tape.maybe(|_| QueueId::at(place + 1)) } else { None };
    let mut unstaffed = vec![WhenUnstaffed::Wait, WhenUnstaffed::End];
    unstaffed.extend(overflow_to.map(|_| WhenUnstaffed::Overflow));
    QueueConfig {
        name: format!("q{place}"),
        group: GroupId::at(tape.below(2)),
        strategy,
        threshold: tape.one(&[Span::from_secs(20), Span::ZERO, Span::from_micros(1)]),
        short_abandon: tape.span(),
        max_waiting: tape.maybe(|tape| tape.below(3) as u64),
        max_wait: tape.maybe(Tape::positive),
        overflow_to,
        ring_timeout: tape.maybe(Tape::positive),
        on_no_answer: tape.one(&[OnNoAnswer::NotReady, OnNoAnswer::StayReady]),
        when_unstaffed: tape.one(&unstaffed),
        picks: tape.many(90, |tape| tape.below(1000) as u64),
    }
}

/// Of several kinds, some of them numbered.
fn agents(tape: &mut Tape<'_>) -> Vec<AgentConfig> {
    let kinds = [agent(tape), agent(tape)];
    let names = ["anna", "t/1", "t/2", "t/3", "t/5", "u/1", "u/2", "t"];
    let named = |(place, name): (usize, &str)| {
        let kind = kinds[place / 3 % 2].clone();
        let made = kind.made.map(|made| Made { id: Some(name.to_owned()), ..made });
        AgentConfig { name: name.to_owned(), made, ..kind }
    };
    names.into_iter().enumerate().map(named).collect()
}

fn agent(tape: &mut Tape<'_>) -> AgentConfig {
    let mut groups = vec![Membership { group: GroupId::at(0), level: 1 }];
    groups.extend(tape.maybe(|_| Membership { group: GroupId::at(1), level: 0 }));
    groups.rotate_right(tape.below(2));
    let answer = tape.maybe(|tape| Answer::After(tape.times())).unwrap_or(Answer::Manual);
    let mut shifts = tape.many(3, |tape| shift(&groups, tape));
    shifts.sort_by_key(|shift| shift.from);
    let address = AddressId(u32::try_from(tape.below(3)).unwrap());
    let made = tape.maybe(|tape| Made { id: None, user: tape.text() });
    AgentConfig { groups, answer, shifts, address, pin: tape.maybe(Tape::text), made, ..AgentConfig::new("") }
}

fn shift(groups: &[Membership], tape: &mut Tape<'_>) -> Shift {
    let from = tape.time();
    let to = from + Span::from_secs(10_000);
    let mut in_groups: Vec<GroupId> = groups.iter().map(|membership| membership.group).collect();
    in_groups.rotate_right(tape.below(2));
    in_groups.truncate(1 + tape.below(2));
    let mut breaks = tape.many(3, |tape| {
        let start = from + Span::from_secs(60 * tape.below(60) as u64);
        Break { from: start, to: start + tape.positive(), reason: tape.maybe(reason) }
    });
    breaks.sort_by_key(|pause| pause.from);
    Shift { from, to, groups: in_groups, breaks }
}

fn reason(tape: &mut Tape<'_>) -> ReasonId {
    ReasonId(u32::try_from(tape.below(4)).unwrap())
}

fn stream(place: usize, tape: &mut Tape<'_>) -> StreamConfig {
    let from = tape.time();
    let mut rates = vec![
        Rate::Poisson { per_hour: tape.real() },
        Rate::Every(Span::from_secs(60) + tape.span()),
        Rate::Renewal(Distribution::Exponential { mean: Span::from_secs(9) + tape.span() }),
        Rate::Piecewise(vec![
            RateStep { from: Time::ZERO, per_hour: tape.real() },
            RateStep { from: Time::from_secs(1), per_hour: 0.0 },
        ]),
    ];
    let mut calls = tape.many(4, |tape| ListedCall {
        at: from + tape.span(),
        talk: tape.maybe(Tape::span),
        wrap_up: tape.maybe(Tape::span),
        patience: tape.maybe(Tape::span),
        priority: tape.maybe(|tape| tape.one(&[i64::MIN, 0, 7])),
        caller: tape.maybe(Tape::text),
        called: tape.maybe(Tape::text),
    });
    calls.sort_by_key(|call| call.at);
    rates.push(Rate::Listed(calls));
    StreamConfig {
        name: format!("m{place}"),
        queue: QueueId::at(tape.below(3)),
        from,
        to: tape.maybe(|_| UNTIL),
        // Enough for the calls that have names; a list has no more than it has.
        count: Some(if place == 0 { 1000 } else { 5 }),
        rate: if place == 0 { rates.swap_remove(tape.below(4)) } else { tape.one(&rates) },
        talk: tape.maybe(Tape::times),
        wrap_up: tape.times(),
        patience: tape.maybe(Tape::times),
        priority: tape.one(&[0, i64::MIN, i64::MAX, -1]),
    }
}

/// Sessions of shifts as far as there are any, and three that come from outside.
fn sessions(config: &Config, tape: &mut Tape<'_>) -> Vec<SessionOrigin> {
    let mut sessions = vec![SessionOrigin::Outside; 3];
    let shifts = config.agents[4].shifts.iter().filter(|shift| shift.groups.contains(&GroupId::at(0))).count();
    let shift = |n| SessionOrigin::Shift { agent: AgentId::at(4), group: GroupId::at(0), n };
    sessions.extend((1..=u32::try_from(shifts).unwrap()).map(shift));
    let by = tape.below(sessions.len());
    sessions.rotate_right(by);
    sessions
}

/// Four from outside and two of a stream.
fn calls(tape: &mut Tape<'_>) -> Vec<CallOrigin> {
    let mut calls = vec![CallOrigin::Outside; 4];
    calls.extend([7, 2].map(|n| CallOrigin::Stream { stream: 0, n }));
    calls.rotate_right(tape.below(6));
    calls
}

fn fault(tape: &mut Tape<'_>) -> FaultConfig {
    let object = tape.one(&[
        ObjectFilter::Any,
        ObjectFilter::Session(SessionId::at(1)),
        ObjectFilter::Agent(AgentId::at(2)),
        ObjectFilter::Queue(QueueId::at(0)),
    ]);
    let from = tape.time();
    let effects = [
        Effect::DropReply,
        Effect::DelayReply(tape.span()),
        Effect::DuplicateReply(tape.span()),
        Effect::Fail(LineError::NOMEM),
        Effect::FailAtSubmit(LineError::INVALPARAM),
        Effect::Stale,
        Effect::StructureTooSmall,
        Effect::CloseProxy,
    ];
    let rule = FaultRule {
        function: tape.maybe(|tape| tape.one(Function::REQUESTS)),
        object,
        from,
        to: tape.maybe(|tape| from + tape.positive()),
        nth: tape.maybe(|tape| 1 + tape.below(3) as u64),
        times: tape.maybe(|_| u64::MAX),
        percent: tape.maybe(|tape| tape.one(&[0.0, 5.0, 0.1, 100.0])),
        effect: tape.one(&effects),
    };
    FaultConfig { name: String::new(), rule }
}

/// Some of what comes from outside, in any order, and what is about it.
fn steps(plan: &Plan, tape: &mut Tape<'_>) -> Vec<Step> {
    let mut verbs = tape.many(12, verb);
    let outside = |origin: &SessionOrigin| *origin == SessionOrigin::Outside;
    for (place, _) in plan.config.sessions.iter().enumerate().filter(|(_, origin)| outside(origin)) {
        let session = SessionId::at(place);
        let (agent, group) = (AgentId::at(tape.below(8)), GroupId::at(0));
        let address = tape.maybe(around::address);
        let asked = RequestStep {
            name: format!("create {place}"),
            client: tape.below(plan.clients.len()),
            timeout: tape.maybe(Tape::span),
            what: RequestWhat::CreateSession { session, agent, group, address, pin: tape.maybe(Tape::text) },
        };
        let created =
            tape.one(&[Verb::CreateSession { session, agent, group, address }, Verb::Request(Box::new(asked))]);
        verbs.extend(tape.maybe(|_| created));
    }
    for place in 0..plan.new_agents.len() {
        let created = around::new_agent(plan, place, tape);
        verbs.extend(tape.maybe(|_| created));
    }
    let outside = |origin: &CallOrigin| *origin == CallOrigin::Outside;
    for (place, _) in plan.config.calls.iter().enumerate().filter(|(_, origin)| outside(origin)) {
        let made = call(CallHandle::at(place), tape);
        verbs.extend(tape.maybe(|_| made));
    }
    let by = tape.below(verbs.len().max(1));
    verbs.rotate_left(by);
    let mut steps: Vec<Step> = verbs
        .into_iter()
        .enumerate()
        .map(|(index, mut verb)| {
            if let Verb::Request(request) = &mut verb
                && !request.name.starts_with("create")
            {
                request.name = format!("r{index}");
            }
            let refused = tape.maybe(|_| LineError::INVALAGENTSTATE);
            Step { index, id: tape.maybe(|_| format!("step {index}")), at: tape.time(), refused, verb }
        })
        .collect();
    steps.sort_by_key(|step| step.at);
    steps
}

fn call(call: CallHandle, tape: &mut Tape<'_>) -> Verb {
    let talk = tape.maybe(Tape::times);
    if tape.flag() {
        let direction = tape.one(&[Direction::Incoming, Direction::Outgoing]);
        return Verb::NonAcdCall { call, agent: AgentId::at(tape.below(8)), direction, talk };
    }
    Verb::Arrive(Box::new(Arrive {
        call,
        queue: QueueId::at(tape.below(3)),
        priority: tape.one(&[0, 1, i64::MIN]),
        talk,
        wrap_up: tape.times(),
        patience: tape.maybe(Tape::times),
        caller: tape.maybe(Tape::text),
        called: tape.maybe(Tape::text),
        data: (0..tape.below(3)).map(|n| (format!("{n}{}", tape.text()), tape.text())).collect(),
    }))
}

/// What steps do to what is there.
fn verb(tape: &mut Tape<'_>) -> Verb {
    let session = SessionId::at(tape.below(3));
    let call = CallHandle::at(tape.below(6));
    let agent = AgentId::at(tape.below(8));
    let queue = QueueId::at(tape.below(3));
    let request = |what| Verb::Request(Box::new(RequestStep { name: String::new(), client: 0, timeout: None, what }));
    let reason = tape.maybe(reason);
    match tape.below(24) {
        0 => Verb::SetSessionState { session, state: Some(SessionState::Ready), next: Some(Next::Clear), reason },
        1 => Verb::SetSessionState { session, state: None, next: Some(Next::Set(SessionState::Ended)), reason },
        2 => Verb::SetAgentState { agent, state: Some(AgentState::NotReady), next: None, reason },
        3 => Verb::SetAgentState { agent, state: None, next: Some(Next::Set(AgentState::Ready)), reason },
        4 => Verb::Answer { session },
        5 => Verb::Reject { session },
        6 => Verb::HangUp { call, by: tape.one(&[Party::Caller, Party::Agent]) },
        7 => Verb::Hold { call },
        8 => Verb::Retrieve { call },
        9 => {
            let to = tape.one(&[TransferTo::Queue(queue), TransferTo::Session(session)]);
            let [talk, wrap_up, patience] = [(); 3].map(|()| tape.maybe(Tape::times));
            Verb::Transfer(Box::new(Transfer { call, to, talk, wrap_up, patience }))
        }
        10 => Verb::SetAgentPeriod { agent, period_s: 1 },
        11 => Verb::SetQueuePeriod { queue, period_s: 90_061 },
        12 => tape.one(&[Verb::CloseProxy, Verb::OpenProxy]),
        13 => request(RequestWhat::GetSession(session, tape.one(SessionGetter::ALL))),
        14 => request(RequestWhat::GetQueue(queue, tape.one(QueueGetter::ALL))),
        15 => request(RequestWhat::PutSessionState(session, SessionState::NotReady)),
        16 => request(RequestWhat::PutAgentState(agent, AgentState::Ready)),
        17 => around::verb(tape),
        18..=22 => request(around::what(tape)),
        _ => request(tape.one(&[RequestWhat::PutAgentPeriod(agent, -1), RequestWhat::PutQueuePeriod(queue, i32::MAX)])),
    }
}

fn expectation(tape: &mut Tape<'_>) -> Expectation {
    let named = |name: &str, want| (name.to_owned(), want);
    let (of, wants, written) = match tape.below(5) {
        4 => around::expectation(tape),
        0 => {
            let band = Want::Between { min: Some(0.5), max: None };
            let written = json!({ "number_of_calls": { "min": 0.5 }, "not_ready_reasons_us": { "tea \u{e9}": 7 } });
            let wants =
                vec![named("number_of_calls", band), named("not_ready_reasons_us.tea \u{e9}", Want::Is(json!(7)))];
            (Subject::Session(SessionId::at(tape.below(3))), wants, written)
        }
        1 => (
            Subject::Agent(AgentId::at(tape.below(8))),
            vec![named("next_state", Want::Is(json!(null))), named("period.number_of_acd_calls", Want::Is(json!(1)))],
            json!({ "next_state": null, "period": { "number_of_acd_calls": 1 } }),
        ),
        2 => (
            Subject::Queue(QueueId::at(tape.below(3))),
            vec![named("service_level.of_answered", Want::Is(json!(1.0 / 3.0)))],
            json!({ "service_level": { "of_answered": 1.0 / 3.0 } }),
        ),
        _ => (
            Subject::Call(CallHandle::at(tape.below(6))),
            vec![named("disposition", Want::Is(json!("answered"))), named("wait_us", Want::Is(json!(60_000_000)))],
            json!({ "disposition": "answered", "wait_us": 60_000_000 }),
        ),
    };
    Expectation { id: None, at: tape.maybe(Tape::time), of, wants, written }
}

/// A plan with one request and expectations of every kind about its reply.
pub(crate) fn about_a_reply() -> Plan {
    let mut config = Config::empty();
    config.queues.clear();
    config.groups.push("g".to_owned());
    config.agents.push(AgentConfig {
        groups: vec![Membership { group: GroupId::at(0), level: 1 }],
        answer: Answer::Manual,
        shifts: vec![Shift {
            from: Time::ZERO,
            to: Time::from_secs(9),
            groups: vec![GroupId::at(0)],
            breaks: Vec::new(),
        }],
        ..AgentConfig::new("a")
    });
    config.sessions = vec![SessionOrigin::Shift { agent: AgentId::at(0), group: GroupId::at(0), n: 1 }];
    let mut plan = Plan::of_config(config);
    let what = RequestWhat::GetSession(SessionId::at(0), SessionGetter::NumberOfCalls);
    let asked = RequestStep { name: "r".to_owned(), client: 0, timeout: Some(Span::from_secs(1)), what };
    plan.steps.push(Step { index: 0, id: None, at: Time::ZERO, refused: None, verb: Verb::Request(Box::new(asked)) });
    let mut expect = |name: &str, want, written| {
        plan.expectations.push(Expectation {
            id: Some(format!("{}", plan.expectations.len())),
            at: None,
            of: Subject::Reply("r".to_owned()),
            wants: vec![(name.to_owned(), want)],
            written,
        });
    };
    expect("value", Want::Is(json!(3)), json!({ "value": 3 }));
    expect("error", Want::Error(Hresult::TAPI_E_TIMEOUT), json!({ "error": "TAPI_E_TIMEOUT" }));
    expect("error", Want::Is(json!(null)), json!({ "error": null }));
    expect("finished_at", Want::Is(json!(61_000_000)), json!({ "finished_at": 61_000_000 }));
    let band = Want::Between { min: Some(0.0), max: Some(1500.0) };
    expect("finished_at", band, json!({ "finished_at": { "min": 0, "max": 1500 } }));
    plan
}
