//! Every question and every outcome.

use std::collections::HashSet;
use std::hash::Hash;
use std::mem::discriminant;

use tapi_types::line::{self, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, Bits, Currency, GroupId, LineError,
    QueueId, QueueInfo, SessionId, SessionState, Span, Time,
};
use tsp_provider::{
    AgentCaps, AgentEntry, AgentStatusRecord, Answer, Ask, Exchange, GroupEntry, ListedActivity, ListedGroup,
    ListedQueue, ListedSession, Login, Outcome, QueueEntry, SessionEntry,
};

/// Numbers of which no two are the same, so that no member can stand for another; or the greatest of each kind.
struct Numbers {
    last: u32,
    greatest: bool,
}

impl Numbers {
    fn short(&mut self) -> u32 {
        self.last += 1;
        if self.greatest { u32::MAX } else { self.last }
    }

    fn long(&mut self) -> u64 {
        let short = self.short();
        if self.greatest { u64::MAX } else { u64::from(short) }
    }

    fn span(&mut self) -> Span {
        Span::from_micros(self.long())
    }

    fn rate(&mut self) -> Currency {
        let long = self.long();
        Currency(if self.greatest { i64::MIN } else { -long.cast_signed() })
    }

    fn session(&mut self) -> SessionId {
        SessionId::new(self.short()).expect("above zero")
    }

    fn agent(&mut self) -> AgentId {
        AgentId::new(self.short()).expect("above zero")
    }

    fn queue(&mut self) -> QueueId {
        QueueId::new(self.short()).expect("above zero")
    }

    fn group(&mut self) -> GroupId {
        GroupId::new(self.short()).expect("above zero")
    }

    fn activity(&mut self) -> ActivityId {
        ActivityId::new(self.short()).expect("above zero")
    }

    fn address(&mut self) -> AddressId {
        AddressId(self.short())
    }

    fn version(&mut self) -> ApiVersion {
        ApiVersion(self.short())
    }

    fn listed_group(&mut self, name: &str) -> ListedGroup {
        ListedGroup { group: self.group(), name: name.to_owned() }
    }

    fn listed_activity(&mut self, name: &str) -> ListedActivity {
        ListedActivity { activity: self.activity(), name: name.to_owned() }
    }

    fn agent_status(
        &mut self,
        state: line::AgentState,
        next_state: Option<line::AgentState>,
        activity: Option<ListedActivity>,
    ) -> AgentStatusRecord {
        AgentStatusRecord {
            groups: vec![self.listed_group("sales"), self.listed_group("")],
            state,
            next_state,
            activity,
            features: Bits::from_bits(self.short()),
            valid_states: Bits::from_bits(self.short()),
            valid_next_states: Bits::from_bits(self.short()),
        }
    }

    fn agent_caps(&mut self, proxy: Option<u128>) -> AgentCaps {
        AgentCaps {
            handler: "box".to_owned(),
            version: self.version(),
            features: Bits::all(),
            states: Bits::from_bits(self.short()),
            next_states: Bits::NONE,
            max_groups: self.short(),
            status_messages: Bits::from_bits(self.short()),
            extensions: vec![[(); 4].map(|()| self.short()), [0; 4]],
            proxy,
        }
    }

    fn session_info(&mut self, state: SessionState, next_state: Option<SessionState>) -> AgentSessionInfo {
        AgentSessionInfo {
            state,
            next_state,
            session_start: Time::from_micros(self.long()),
            session_duration: self.span(),
            number_of_calls: self.long(),
            total_talk_time: self.span(),
            total_call_time: self.span(),
            total_wrap_up_time: self.span(),
            acd_call_rate: self.rate(),
            longest_time_to_answer: self.span(),
            sum_time_to_answer: self.span(),
            answers: self.long(),
        }
    }

    fn agent_info(&mut self, state: AgentState, next_state: Option<AgentState>) -> AgentInfo {
        AgentInfo {
            state,
            next_state,
            measurement_period_s: self.short(),
            overall_call_rate: self.rate(),
            number_of_acd_calls: self.long(),
            number_of_incoming_calls: self.long(),
            number_of_outgoing_calls: self.long(),
            total_acd_talk_time: self.span(),
            total_acd_call_time: self.span(),
            total_wrap_up_time: self.span(),
        }
    }

    fn queue_info(&mut self) -> QueueInfo {
        QueueInfo {
            measurement_period_s: self.short(),
            total_calls_queued: self.long(),
            current_calls_queued: self.long(),
            total_calls_abandoned: self.long(),
            total_calls_flowed_in: self.long(),
            total_calls_flowed_out: self.long(),
            longest_ever_wait_time: self.span(),
            current_longest_wait_time: self.span(),
            average_wait_time_s: self.long(),
            final_disposition: self.long(),
        }
    }
}

/// A value of a kind or none, each once.
fn or_none<T: Copy>(all: &[T]) -> impl Iterator<Item = Option<T>> {
    std::iter::once(None).chain(all.iter().copied().map(Some))
}

/// Every question. The match names them all: a new one does not compile here until it is listed.
fn asks(numbers: &mut Numbers) -> Vec<Ask> {
    let mut all = vec![
        Ask::GetAgentSessionInfo(numbers.session()),
        Ask::GetAgentInfo(numbers.agent()),
        Ask::GetQueueInfo(numbers.queue()),
        Ask::SetAgentMeasurementPeriod { agent: numbers.agent(), seconds: numbers.short() },
        Ask::SetQueueMeasurementPeriod { queue: numbers.queue(), seconds: numbers.short() },
        Ask::GetAgentSessionList(numbers.agent()),
        Ask::GetQueueList(numbers.group()),
        Ask::GetGroupList,
        Ask::GetAgentCaps { address: numbers.address(), version: numbers.version() },
        Ask::GetAgentStatus(numbers.address()),
        Ask::SetAgentActivity { address: numbers.address(), activity: numbers.activity() },
        Ask::GetAgentActivityList(numbers.address()),
        Ask::GetAgentGroupList(numbers.address()),
        Ask::GroupEntry(numbers.group()),
        Ask::Addresses,
        Ask::SessionEntry(numbers.session()),
        Ask::AgentEntry(numbers.agent()),
        Ask::QueueEntry(numbers.queue()),
    ];
    for state in or_none(SessionState::ALL) {
        let nexts = or_none(SessionState::ALL);
        all.extend(nexts.map(|next| Ask::SetAgentSessionState { session: numbers.session(), state, next }));
    }
    for state in or_none(AgentState::ALL) {
        let nexts = or_none(AgentState::ALL);
        all.extend(nexts.map(|next| Ask::SetAgentStateEx { agent: numbers.agent(), state, next }));
    }
    for pin in or_none(&TEXTS) {
        let (agent, group, address) = (numbers.agent(), numbers.group(), numbers.address());
        all.push(Ask::CreateAgentSession { agent, group, address, pin: pin.map(str::to_owned) });
        let id = || or_none(&TEXTS).map(|id| id.map(str::to_owned));
        all.extend(id().map(|id| Ask::CreateAgent(Login { id, pin: pin.map(str::to_owned) })));
    }
    for groups in [vec![], vec![numbers.group(), numbers.group()]] {
        all.push(Ask::SetAgentGroup { address: numbers.address(), groups });
    }
    for state in or_none(line::AgentState::ALL) {
        let nexts = or_none(line::AgentState::ALL);
        all.extend(nexts.map(|next| Ask::SetAgentState { address: numbers.address(), state, next }));
    }
    for params in [vec![], vec![0, 1, 255]] {
        all.push(Ask::AgentSpecific { address: numbers.address(), extension: numbers.short(), params });
    }
    for ask in &all {
        match ask {
            Ask::GetAgentSessionInfo(_)
            | Ask::GetAgentInfo(_)
            | Ask::GetQueueInfo(_)
            | Ask::SetAgentSessionState { .. }
            | Ask::SetAgentStateEx { .. }
            | Ask::SetAgentMeasurementPeriod { .. }
            | Ask::SetQueueMeasurementPeriod { .. }
            | Ask::CreateAgentSession { .. }
            | Ask::CreateAgent(_)
            | Ask::GetAgentSessionList(_)
            | Ask::GetQueueList(_)
            | Ask::GetGroupList
            | Ask::GetAgentCaps { .. }
            | Ask::GetAgentStatus(_)
            | Ask::SetAgentGroup { .. }
            | Ask::SetAgentState { .. }
            | Ask::SetAgentActivity { .. }
            | Ask::GetAgentActivityList(_)
            | Ask::GetAgentGroupList(_)
            | Ask::AgentSpecific { .. }
            | Ask::GroupEntry(_)
            | Ask::Addresses
            | Ask::SessionEntry(_)
            | Ask::AgentEntry(_)
            | Ask::QueueEntry(_) => {}
        }
    }
    all
}

/// Texts that are hard to write.
const TEXTS: [&str; 4] = ["", "jürgen \"the\" \\ first\u{1}\u{2028}", "line\nbreak 😀", "anna"];

/// Every answer, in the same way.
fn answers(numbers: &mut Numbers) -> Vec<Answer> {
    let mut all = vec![
        Answer::QueueInfo(numbers.queue_info()),
        Answer::Done,
        Answer::Session(numbers.session()),
        Answer::SessionEntry(None),
        Answer::AgentEntry(None),
        Answer::QueueEntry(None),
        Answer::GroupEntry(None),
        Answer::Agent(numbers.agent()),
        Answer::AgentCaps(numbers.agent_caps(None)),
        Answer::AgentCaps(numbers.agent_caps(Some((1 << 127) + 7))),
        Answer::Params(vec![]),
        Answer::Params(vec![0, 1, 255]),
    ];
    all.extend([vec![], vec![numbers.address(), numbers.address()]].map(Answer::Addresses));
    all.extend([Answer::Sessions(vec![]), Answer::Queues(vec![]), Answer::Groups(vec![]), Answer::Activities(vec![])]);
    let mut session = || {
        let (session, agent) = (numbers.session(), numbers.agent());
        ListedSession { session, agent, group: numbers.group(), address: numbers.address() }
    };
    all.push(Answer::Sessions(vec![session(), session()]));
    let queues = TEXTS.map(|name| ListedQueue { queue: numbers.queue(), name: name.to_owned() });
    all.push(Answer::Queues(queues.into()));
    all.push(Answer::Groups(TEXTS.map(|name| numbers.listed_group(name)).into()));
    all.push(Answer::Activities(TEXTS.map(|name| numbers.listed_activity(name)).into()));
    for state in line::AgentState::ALL.iter().copied() {
        all.push(Answer::AgentStatus(numbers.agent_status(state, None, None)));
        let activity = numbers.listed_activity("lunch");
        all.push(Answer::AgentStatus(numbers.agent_status(state, Some(state), Some(activity))));
    }
    for text in TEXTS {
        let state = AgentState::Ready;
        all.push(Answer::AgentEntry(Some(AgentEntry { id: None, user: text.to_owned(), state })));
        for removed in [false, true] {
            let name = text.to_owned();
            all.push(Answer::GroupEntry(Some(GroupEntry { name: name.clone(), removed })));
            all.push(Answer::QueueEntry(Some(QueueEntry { name, group: numbers.group(), removed })));
        }
    }
    for state in SessionState::ALL.iter().copied() {
        let nexts = or_none(SessionState::ALL);
        all.extend(nexts.map(|next| Answer::AgentSessionInfo(numbers.session_info(state, next))));
        let (agent, group) = (numbers.agent(), numbers.group());
        let entry = SessionEntry { agent, group, address: AddressId(numbers.short()), state };
        all.push(Answer::SessionEntry(Some(entry)));
    }
    for state in AgentState::ALL.iter().copied() {
        all.extend(or_none(AgentState::ALL).map(|next| Answer::AgentInfo(numbers.agent_info(state, next))));
        let ids = or_none(&TEXTS).map(|id| AgentEntry { id: id.map(str::to_owned), user: "anna".to_owned(), state });
        all.extend(ids.map(Some).map(Answer::AgentEntry));
    }
    for answer in &all {
        match answer {
            Answer::AgentSessionInfo(_)
            | Answer::AgentInfo(_)
            | Answer::QueueInfo(_)
            | Answer::Done
            | Answer::Session(_)
            | Answer::Agent(_)
            | Answer::Sessions(_)
            | Answer::Queues(_)
            | Answer::Groups(_)
            | Answer::Activities(_)
            | Answer::AgentCaps(_)
            | Answer::AgentStatus(_)
            | Answer::Params(_)
            | Answer::GroupEntry(_)
            | Answer::Addresses(_)
            | Answer::SessionEntry(_)
            | Answer::AgentEntry(_)
            | Answer::QueueEntry(_) => {}
        }
    }
    all
}

/// Every outcome, in the same way.
fn outcomes(numbers: &mut Numbers) -> Vec<Outcome> {
    let mut all: Vec<Outcome> = answers(numbers).into_iter().map(Outcome::Answered).collect();
    all.extend(LineError::ALL.iter().copied().map(Outcome::Refused));
    all.extend([Outcome::TimedOut, Outcome::Dropped]);
    for outcome in &all {
        match outcome {
            Outcome::Answered(_) | Outcome::Refused(_) | Outcome::TimedOut | Outcome::Dropped => {}
        }
    }
    all
}

/// Every question, and every outcome, at least once; whether a question can have such an answer does not matter.
pub(super) fn every_exchange(greatest: bool) -> Vec<Exchange> {
    let mut numbers = Numbers { last: 0, greatest };
    let (asks, outcomes) = (asks(&mut numbers), outcomes(&mut numbers));
    exchanges(&asks, &outcomes, &mut numbers)
}

/// These questions with these outcomes, over and over until each was there.
fn exchanges(asks: &[Ask], outcomes: &[Outcome], numbers: &mut Numbers) -> Vec<Exchange> {
    let pairs = asks.iter().cycle().zip(outcomes.iter().cycle()).take(asks.len().max(outcomes.len()));
    let exchange = |(seq, (ask, outcome)): (u64, (&Ask, &Outcome))| Exchange {
        seq,
        at: Time::from_micros(numbers.long()),
        limit: (seq % 3 > 0).then(|| numbers.span()),
        ask: ask.clone(),
        ended_at: Time::from_micros(numbers.long()),
        outcome: outcome.clone(),
    };
    (1..).zip(pairs).map(exchange).collect()
}

/// One of each kind of question, outcome and answer.
pub(super) fn a_few() -> Vec<Exchange> {
    let mut numbers = Numbers { last: 0, greatest: false };
    let asks = one_of_each(asks(&mut numbers), discriminant);
    let outcomes = one_of_each(outcomes(&mut numbers), |outcome| {
        let answer = if let Outcome::Answered(answer) = outcome { Some(answer) } else { None };
        let unknown = matches!(
            answer,
            Some(
                Answer::SessionEntry(None)
                    | Answer::AgentEntry(None)
                    | Answer::QueueEntry(None)
                    | Answer::GroupEntry(None)
            )
        );
        (discriminant(outcome), answer.map(discriminant), unknown)
    });
    exchanges(&asks, &outcomes, &mut numbers)
}

/// The last of each kind, in order: it has most members.
fn one_of_each<T, K: Eq + Hash>(all: Vec<T>, kind: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = HashSet::new();
    let mut kept: Vec<T> = all.into_iter().rev().filter(|one| seen.insert(kind(one))).collect();
    kept.reverse();
    kept
}
