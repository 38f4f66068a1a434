//! Long runs of the engine, cut into batches, and their figures beside the exact ones.

use acd_check::theory::{Interval, interval};
use acd_core::{
    Accepted, AgentConfig, Command, Config, Distribution, Engine, Membership, OnNoAnswer, QueueConfig, QueueFigures,
    Rate, Strategy, StreamConfig, WhenUnstaffed,
};
use tapi_types::{AgentId, GroupId, QueueId, SessionState, Span, Time};

/// Stretches that count; the one before them only fills the floor.
const BATCHES: u64 = 40;

/// Safely below the longest run that an engine plays.
const RUN_MAX: Span = Span::from_secs(4 * 365 * 24 * 3600);

/// An interval may reach this far to each side, as a part of the value.
const HALF_WIDTH_MAX: f64 = 0.02;
/// Where the value itself is small.
const HALF_WIDTH_MAX_SMALL: f64 = 0.10;
const SMALL: f64 = 0.05;

pub(crate) fn seconds(s: f64) -> Span {
    Span::from(std::time::Duration::from_secs_f64(s))
}

pub(crate) fn exponential(mean_s: f64) -> Distribution {
    Distribution::Exponential { mean: seconds(mean_s) }
}

/// One queue, one stream of Poisson calls, so many agents.
pub(crate) struct Floor {
    /// The floor, to be changed at will before a run.
    pub(crate) config: Config,
}

impl Floor {
    /// `arrivals` a second; the threshold is 20 s.
    pub(crate) fn new(arrivals: f64, service: Distribution, agents: u32) -> Floor {
        let mut config = Config::empty();
        config.seed = 1;
        config.groups = vec!["group".to_owned()];
        config.queues = vec![queue("queue")];
        config.agents = (1..=agents).map(agent).collect();
        config.streams = vec![stream("calls", 1, arrivals, service)];
        Floor { config }
    }

    /// What batches of this length add to the figures of each queue. No run is longer than its limit, so many
    /// long batches come from several runs, each with its own seed.
    pub(crate) fn run(self, batch: Span) -> LongRun {
        let in_a_run = (RUN_MAX.as_micros() / batch.as_micros() - 1).min(BATCHES);
        let runs = BATCHES.div_ceil(in_a_run);
        let agents = self.config.agents.len();
        let figures = (0..runs).map(|run| {
            let seed = self.config.seed * 100 + run;
            figures_of(Config { seed, ..self.config.clone() }, batch, BATCHES.div_ceil(runs))
        });
        LongRun { figures: figures.collect(), batch, agents }
    }
}

/// The figures of all queues at the end of each batch, and before the first.
fn figures_of(config: Config, batch: Span, batches: u64) -> Vec<Vec<QueueFigures>> {
    let mut engine = Engine::new(config);
    for n in 0..engine.config().agents.len() {
        let create = Command::CreateSession { id: None, agent: AgentId::at(n), group: GroupId::at(0), address: None };
        let created = engine.apply(&create).expect("the agent is in the group");
        let Accepted::Session(session) = created else { panic!("no session but {created:?}") };
        let state = Some(SessionState::Ready);
        engine.apply(&Command::SetSessionState { session, state, next: None, reason: None }).expect("it is new");
    }
    let mut end = Time::ZERO;
    (0..=batches)
        .map(|_| {
            end = end + batch;
            engine.advance_through(end).expect("no law breaks");
            engine.queues().into_iter().map(|row| row.figures).collect()
        })
        .collect()
}

pub(crate) fn queue(name: &str) -> QueueConfig {
    QueueConfig {
        name: name.to_owned(),
        group: GroupId::at(0),
        strategy: Strategy::LongestIdle,
        threshold: Span::from_secs(20),
        short_abandon: Span::ZERO,
        max_waiting: None,
        max_wait: None,
        overflow_to: None,
        ring_timeout: None,
        on_no_answer: OnNoAnswer::NotReady,
        when_unstaffed: WhenUnstaffed::Wait,
        picks: Vec::new(),
    }
}

fn agent(n: u32) -> AgentConfig {
    AgentConfig {
        groups: vec![Membership { group: GroupId::at(0), level: 1 }],
        ..AgentConfig::new(format!("agent{n}"))
    }
}

/// Poisson calls to the n-th queue, from 1.
pub(crate) fn stream(name: &str, queue: usize, arrivals: f64, service: Distribution) -> StreamConfig {
    StreamConfig {
        name: name.to_owned(),
        queue: QueueId::at(queue - 1),
        from: Time::ZERO,
        to: None,
        count: None,
        rate: Rate::Poisson { per_hour: arrivals * 3600.0 },
        talk: Some(service),
        wrap_up: Distribution::Constant(Span::ZERO),
        patience: None,
        priority: 0,
    }
}

/// The figures of all queues at the end of each batch, for each run.
pub(crate) struct LongRun {
    figures: Vec<Vec<Vec<QueueFigures>>>,
    batch: Span,
    agents: usize,
}

/// What one batch has added.
pub(crate) struct Batch {
    pub(crate) offered: f64,
    pub(crate) queued: f64,
    pub(crate) answered_within: f64,
    pub(crate) abandoned: f64,
    pub(crate) blocked: f64,
    pub(crate) timed_out: f64,
    /// Of all stays that ended, in seconds.
    pub(crate) waited: f64,
    /// Busy agents of all agents, on the calls of this queue.
    pub(crate) occupancy: f64,
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn number(count: u64) -> f64 {
    count as f64
}

fn in_seconds(span: Span) -> f64 {
    number(span.as_micros()) / 1e6
}

impl LongRun {
    /// What each batch has added to the n-th queue, from 1.
    pub(crate) fn batches(&self, queue: usize) -> Vec<Batch> {
        let added = |pair: &[Vec<QueueFigures>]| self.added(&pair[0][queue - 1], &pair[1][queue - 1]);
        self.figures.iter().flat_map(|run| run.windows(2).map(added)).collect()
    }

    fn added(&self, before: &QueueFigures, after: &QueueFigures) -> Batch {
        let count = |of: fn(&QueueFigures) -> u64| number(of(after) - of(before));
        let time = |of: fn(&QueueFigures) -> Span| in_seconds(of(after) - of(before));
        let crew = number(self.agents as u64);
        Batch {
            offered: count(|f| f.offered),
            queued: count(|f| f.queued),
            answered_within: count(|f| f.answered_within),
            abandoned: count(|f| f.abandoned),
            blocked: count(|f| f.blocked),
            timed_out: count(|f| f.timed_out),
            waited: time(|f| f.wait_answered + f.wait_abandoned + f.wait_other),
            occupancy: time(|f| f.talk + f.hold + f.wrap_up) / in_seconds(self.batch) / crew,
        }
    }

    pub(crate) fn interval(&self, queue: usize, of: impl Fn(&Batch) -> f64) -> Interval {
        interval(&self.batches(queue).iter().map(of).collect::<Vec<f64>>())
    }
}

pub(crate) fn waits(batch: &Batch) -> f64 {
    batch.queued / batch.offered
}

pub(crate) fn mean_wait(batch: &Batch) -> f64 {
    batch.waited / batch.offered
}

pub(crate) fn within(batch: &Batch) -> f64 {
    batch.answered_within / batch.offered
}

pub(crate) fn abandons(batch: &Batch) -> f64 {
    batch.abandoned / batch.offered
}

pub(crate) fn blocked(batch: &Batch) -> f64 {
    batch.blocked / batch.offered
}

pub(crate) fn times_out(batch: &Batch) -> f64 {
    batch.timed_out / batch.offered
}

pub(crate) fn occupancy(batch: &Batch) -> f64 {
    batch.occupancy
}

/// A figure of the engine beside its exact value.
pub(crate) struct Finding {
    name: &'static str,
    interval: Interval,
    exact: f64,
}

pub(crate) fn finding(name: &'static str, interval: Interval, exact: f64) -> Finding {
    Finding { name, interval, exact }
}

impl Finding {
    fn is_right(&self) -> bool {
        self.interval.holds(self.exact)
    }

    fn is_sharp(&self) -> bool {
        let part = if self.exact < SMALL { HALF_WIDTH_MAX_SMALL } else { HALF_WIDTH_MAX };
        self.interval.half_width <= part * self.exact
    }

    fn show(&self, case: &str) {
        let Interval { mean, half_width } = self.interval;
        let verdict = if self.is_right() { "inside" } else { "OUTSIDE" };
        let percent = 100.0 * half_width / self.exact;
        println!(
            "{case:<28} {:<16} {mean:>12.6} +- {half_width:<10.6} ({percent:>5.2} %) exact {:>12.6} {verdict}",
            self.name, self.exact
        );
    }
}

/// Shows all findings and fails if one is wrong or says too little.
#[track_caller]
pub(crate) fn all_right(case: &str, findings: &[Finding]) {
    for finding in findings {
        finding.show(case);
    }
    assert!(findings.iter().all(Finding::is_sharp), "{case}: an interval is too wide");
    assert!(findings.iter().all(Finding::is_right), "{case}: an exact value is outside");
}

/// Shows all findings and fails if a wrong floor gets away with every one of them.
#[track_caller]
pub(crate) fn caught(case: &str, findings: &[Finding]) {
    for finding in findings {
        finding.show(case);
    }
    assert!(findings.iter().any(|finding| !finding.is_right()), "{case}: nobody notices");
}
