//! The ACD once more, as plainly as it can be written down: lists of all that happened, searched from end to end.
//!
//! Written from the semantics alone, without a look at the engine, so that the two can be compared. Slow on
//! purpose: nothing is cached, no sum is kept. Which sentence of the semantics was read how, where it can be
//! read in two ways, stands in `READINGS.md`.

mod addresses;
mod agenda;
mod agents;
mod aims;
mod answers;
mod arrivals;
mod calls;
mod comings;
mod commands;
mod history;
mod matching;
mod proxy;
mod queues;
mod requests;
mod rows;
mod sessions;
mod shifts;
mod transfer;

use acd_core::{Accepted, Class, Command, Config, Moment, Stream};
use tapi_types::{GroupId, LineError, RequestId, Time};

use self::agenda::{Agenda, What};
use self::arrivals::Arrivals;
use self::comings::Missing;
use self::history::{Agent, Call, Mark, Period, Queue, Session, Stay};
use self::requests::{Desk, Handling};
use self::shifts::Task;

/// The reference model of an ACD.
#[derive(Debug, Clone)]
pub struct Model {
    config: Config,
    now: Time,
    /// How much has happened: the sequence of marks.
    happened: u64,
    agenda: Agenda,
    /// In creation order.
    sessions: Vec<Session>,
    agents: Vec<Agent>,
    queues: Vec<Queue>,
    /// In order of arrival.
    calls: Vec<Call>,
    /// In order of entry.
    stays: Vec<Stay>,
    arrivals: Vec<Arrivals>,
    tasks: Vec<Task>,
    /// In order of submission.
    requests: Vec<Handling>,
    desk: Desk,
    missing: Missing,
    /// The groups whose last sessions the present event has ended.
    emptied: Vec<GroupId>,
    fresh_sessions: usize,
    fresh_calls: usize,
}

impl Model {
    /// The floor at time zero, before anything happens.
    pub fn new(config: Config) -> Model {
        let stream = |name: String| Stream::new(config.seed, &name);
        let agents = config.agents.iter().map(|agent| Agent::new(stream(format!("answer_after/{}", agent.name))));
        let queues = config.queues.iter().map(|queue| Queue {
            last_offered: None,
            period: Period::initial(),
            route: stream(format!("route/{}", queue.name)),
        });
        let mut model = Model {
            now: Time::ZERO,
            happened: 0,
            agenda: Agenda::default(),
            sessions: Vec::new(),
            agents: agents.collect(),
            queues: queues.collect(),
            calls: Vec::new(),
            stays: Vec::new(),
            arrivals: config.streams.iter().map(|one| Arrivals::new(config.seed, one)).collect(),
            tasks: shifts::tasks(&config),
            requests: Vec::new(),
            desk: Desk::new(&config),
            missing: Missing::at_start(&config),
            emptied: Vec::new(),
            fresh_sessions: 0,
            fresh_calls: 0,
            config,
        };
        for (task, at) in model.tasks.iter().map(|task| task.at).enumerate() {
            model.agenda.add(at, What::Shift { task });
        }
        for stream in 0..model.arrivals.len() {
            model.schedule_arrival(stream);
        }
        model
    }

    /// Plays all that is due before the commands of a moment: everything earlier, and of the moment itself
    /// what frees agents, and shifts.
    pub fn advance_before_commands(&mut self, t: Time) {
        self.advance(Moment { at: t, class: Class::Command });
    }

    /// Plays all that is due up to a moment, and all of the moment.
    pub fn advance_through(&mut self, t: Time) {
        self.advance(Moment { at: t, class: Class::Expect });
    }

    fn advance(&mut self, last: Moment) {
        while let Some(due) = self.agenda.take_first(last) {
            self.now = due.at;
            self.happen(due.what);
            self.settle();
        }
        self.now = self.now.max(last.at);
    }

    /// A command from outside at a moment not before the last one.
    ///
    /// # Errors
    /// Why the ACD refuses it; then nothing has changed.
    pub fn apply(&mut self, t: Time, command: &Command) -> Result<Accepted, LineError> {
        self.now = self.now.max(t);
        let answer = self.obey(command);
        self.settle();
        answer
    }

    /// When something is due next.
    pub fn next_wake(&self) -> Option<Time> {
        self.agenda.next_time()
    }

    fn happen(&mut self, what: What) {
        match what {
            What::TalkEnds { call } => self.release(call),
            What::OtherCallEnds { call } => self.end_other_call(call),
            What::WrapUpEnds { session } => self.wrap_up_is_over(session),
            What::Shift { task } => self.work_on(task),
            What::Arrival { stream } => self.arrive_from(stream),
            What::Answer { call, session } => self.answer(call, session),
            What::PatienceEnds { call } => self.abandon(call),
            What::MaxWaitEnds { call } => self.waited_its_maximum(call),
            What::RingsOut { call } => self.ring_out(call),
            What::Handle { request } => self.handle(request),
            What::Reply { request } => self.reply(request),
            What::Deadline { request } => self.time_out(request),
        }
    }

    /// What follows every event and every command.
    fn settle(&mut self) {
        for group in std::mem::take(&mut self.emptied) {
            self.send_on_from_unstaffed(group);
        }
        self.match_all();
    }

    fn mark(&mut self) -> Mark {
        self.happened += 1;
        Mark { at: self.now, seq: self.happened }
    }

    fn handling(&mut self, request: RequestId) -> &mut Handling {
        &mut self.requests[request.index()]
    }
}
