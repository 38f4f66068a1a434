//! A small floor for the tests of this crate: the example of the contract, by hand.

use acd_core::{
    AgentConfig, AgentRow, CallOrigin, CallRow, Config, Membership, OnNoAnswer, QueueConfig, QueueFigures, QueueRow,
    SessionOrigin, SessionRow, Strategy, WhenUnstaffed,
};
use acd_scenario::{Epoch, Plan};
use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, CallHandle, Currency, GroupId, QueueId, QueueInfo, SessionId,
    SessionState, Span, Time,
};

use crate::floor::Floor;
use crate::picture::Picture;
use crate::report::{REPORT_VERSION, Report};

pub(crate) const SALES: usize = 0;

pub(crate) fn span(seconds: u64) -> Span {
    Span::from_secs(seconds)
}

/// Groups `sales` and `support`; queues `sales_q` and `backup_q`; agents `anna` and `ben`; the file names the
/// sessions `s1` and `s2` and the calls `c1` and `c2`.
pub(crate) fn plan() -> Plan {
    let mut config = Config::empty();
    config.seed = 42;
    config.reasons.push("lunch".to_owned());
    config.groups = vec!["sales".to_owned(), "support".to_owned()];
    config.queues = vec![queue("sales_q", GroupId::at(SALES)), queue("backup_q", GroupId::at(1))];
    config.agents = vec![agent("anna"), agent("ben")];
    config.sessions = vec![SessionOrigin::Outside; 2];
    config.calls = vec![CallOrigin::Outside; 2];
    Plan {
        name: "three_callers".to_owned(),
        // 2026-01-05T09:00:00+01:00
        epoch: Epoch { unix_us: 1_767_600_000_000_000, offset_s: 3600 },
        until: None,
        config,
        client_timeout: span(120),
        client_errors: tapi_types::LineErrorReading::Raw,
        session_names: vec!["s1".to_owned(), "s2".to_owned()],
        call_names: vec!["c1".to_owned(), "c2".to_owned()],
        addresses: Vec::new(),
        clients: vec![acd_scenario::Client::default()],
        new_agents: Vec::new(),
        steps: Vec::new(),
        expectations: Vec::new(),
    }
}

fn queue(name: &str, group: GroupId) -> QueueConfig {
    QueueConfig {
        name: name.to_owned(),
        group,
        strategy: Strategy::LongestIdle,
        threshold: span(20),
        short_abandon: span(5),
        max_waiting: None,
        max_wait: None,
        overflow_to: None,
        ring_timeout: None,
        on_no_answer: OnNoAnswer::NotReady,
        when_unstaffed: WhenUnstaffed::Wait,
        picks: Vec::new(),
    }
}

fn agent(name: &str) -> AgentConfig {
    AgentConfig { groups: vec![Membership { group: GroupId::at(SALES), level: 1 }], ..AgentConfig::new(name) }
}

/// Rows that stand still.
#[derive(Debug, Clone, Default)]
pub(crate) struct Still {
    pub(crate) now: Time,
    pub(crate) sessions: Vec<SessionRow>,
    pub(crate) agents: Vec<AgentRow>,
    pub(crate) queues: Vec<QueueRow>,
    pub(crate) calls: Vec<CallRow>,
}

impl Floor for Still {
    fn now(&self) -> Time {
        self.now
    }
    fn sessions(&self) -> Vec<SessionRow> {
        self.sessions.clone()
    }
    fn agents(&self) -> Vec<AgentRow> {
        self.agents.clone()
    }
    fn queues(&self) -> Vec<QueueRow> {
        self.queues.clone()
    }
    fn calls(&self) -> Vec<CallRow> {
        self.calls.clone()
    }
    fn session(&self, id: SessionId) -> Option<SessionRow> {
        self.sessions.iter().find(|row| row.session == id).cloned()
    }
    fn agent(&self, id: AgentId) -> Option<AgentRow> {
        self.agents.iter().find(|row| row.agent == id).cloned()
    }
    fn queue(&self, id: QueueId) -> Option<QueueRow> {
        self.queues.iter().find(|row| row.queue == id).cloned()
    }
    fn call(&self, handle: CallHandle) -> Option<CallRow> {
        self.calls.iter().find(|row| row.call == handle).cloned()
    }
}

/// The floor of the contract's example after 180 s: anna in s1 has handled c1.
pub(crate) fn floor() -> Still {
    Still {
        now: Time::from_secs(180),
        sessions: vec![session_row(0)],
        agents: vec![agent_row()],
        queues: vec![queue_row()],
        calls: vec![call_row()],
    }
}

/// s1 (place 0) or another session of anna's with the same figures.
pub(crate) fn session_row(place: usize) -> SessionRow {
    SessionRow {
        session: SessionId::at(place),
        agent: AgentId::at(0),
        group: GroupId::at(SALES),
        shift_n: None,
        address: tapi_types::AddressId::default(),
        available: true,
        info: AgentSessionInfo {
            state: SessionState::Ready,
            next_state: None,
            session_start: Time::ZERO,
            session_duration: span(180),
            number_of_calls: 1,
            total_talk_time: span(90),
            total_call_time: span(100),
            total_wrap_up_time: span(10),
            acd_call_rate: Currency(200_000),
            longest_time_to_answer: Span::ZERO,
            sum_time_to_answer: Span::ZERO,
            answers: 1,
        },
        rang_out: 0,
        ready: span(80),
        not_ready: Span::ZERO,
        ringing: Span::ZERO,
        talk: span(90),
        hold: Span::ZERO,
        wrap_up: span(10),
        not_ready_reasons: Vec::new(),
    }
}

fn agent_row() -> AgentRow {
    AgentRow {
        agent: AgentId::at(0),
        present: true,
        overall_call_rate: Currency(200_000),
        number_of_acd_calls: 1,
        number_of_incoming_calls: 0,
        number_of_outgoing_calls: 0,
        talk: span(90),
        hold: Span::ZERO,
        wrap_up: span(10),
        period: AgentInfo {
            state: AgentState::Ready,
            next_state: None,
            measurement_period_s: 3600,
            overall_call_rate: Currency(200_000),
            number_of_acd_calls: 1,
            number_of_incoming_calls: 0,
            number_of_outgoing_calls: 0,
            total_acd_talk_time: span(90),
            total_acd_call_time: span(100),
            total_wrap_up_time: span(10),
        },
    }
}

fn queue_row() -> QueueRow {
    QueueRow {
        queue: QueueId::at(0),
        present: true,
        figures: QueueFigures {
            offered: 1,
            answered: 1,
            answered_within: 1,
            talk: span(90),
            wrap_up: span(10),
            ..QueueFigures::default()
        },
        period: QueueInfo {
            measurement_period_s: 3600,
            total_calls_queued: 1,
            current_calls_queued: 0,
            total_calls_abandoned: 0,
            total_calls_flowed_in: 0,
            total_calls_flowed_out: 0,
            longest_ever_wait_time: Span::ZERO,
            current_longest_wait_time: Span::ZERO,
            average_wait_time_s: 0,
            final_disposition: 0,
        },
    }
}

pub(crate) fn call_row() -> CallRow {
    CallRow {
        call: CallHandle::at(0),
        queue: QueueId::at(0),
        disposition: acd_core::Disposition::Answered,
        session: Some(SessionId::at(0)),
        wait: Span::ZERO,
        talk: span(90),
        hold: Span::ZERO,
        wrap_up: span(10),
        answers: 1,
        rang_out: 0,
    }
}

/// A report of the example's floor that expects nothing.
pub(crate) fn report() -> Report {
    let Picture { sessions, agents, queues, calls } = Picture::take(&plan(), &floor());
    Report {
        report_version: REPORT_VERSION,
        scenario: "three_callers".to_owned(),
        file: "three_callers.scenario.json".to_owned(),
        seed: 42,
        passed: true,
        ended_at_us: 180_000_000,
        expectations: Vec::new(),
        refused: Vec::new(),
        requests: Vec::new(),
        sessions,
        agents,
        queues,
        calls,
        digest: None,
        records: 17,
        warnings: Vec::new(),
    }
}
