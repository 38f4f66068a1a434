//! Holds a floor against what is expected of it. The run is made again from its log, so nothing has to look while the test runs.

use std::path::PathBuf;

use acd_core::{Engine, Entry, LoggedCommand};
use acd_explain::{Options, Question, explain};
use acd_replay::Stepper;
use acd_run::Outside;
use acd_run::expect::check;
use acd_run::report::ExpectationRow;
use acd_scenario::{Expectation, Lines, Plan, Subject};
use tapi_types::{AgentId, CallHandle, QueueId, SessionId, Time};

use crate::expect::{Expected, Kind, RowExpected, What, When};
use crate::save;
use crate::tell::{Failure, Failures, not_yet, place, quoted, report, told, when};
use crate::world::{Run, World, lock};

/// An expectation about a row on its way.
struct Look<'e> {
    expected: &'e Expected,
    row: &'e RowExpected,
    /// Its place in the plan's list; `None` where nothing of its name has come into being.
    place: Option<usize>,
    time: Time,
    met: bool,
    seen: Option<ExpectationRow>,
}

/// Everything that is not as expected.
pub(crate) fn verify(world: &World, folder: Option<&PathBuf>) -> Result<(), Failures> {
    let run = world.run();
    let plan = world.named_plan();
    let expected = lock(&world.diary).expected.clone();
    let mut failures = broken(world, &run);
    failures.extend(rows(world, &run, &plan, &expected));
    failures.extend(expected.iter().filter_map(|expected| requests(expected, &run, &plan)));
    if failures.is_empty() { Ok(()) } else { Err(report(world, &run, &failures, folder)) }
}

/// What is wrong without anybody's having expected anything: the engine stopped, or a step of the scenario went otherwise.
fn broken(world: &World, run: &Run) -> Vec<Failure> {
    let halted = run.end.halted.iter().map(|halt| format!("the engine has stopped: {halt}"));
    let diary = lock(&world.diary);
    let missteps = diary.missteps.iter().map(|misstep| {
        let id = misstep.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
        let fate = match misstep.error {
            Some(error) => format!("was refused with {}, which it does not expect", error.name()),
            None => "was not refused as it expects".to_owned(),
        };
        format!("step {}{id} of the scenario, at {}, {fate}", misstep.step, misstep.at)
    });
    halted.chain(missteps).map(|line| Failure { lines: vec![line], explain: None }).collect()
}

/// When an expectation is decided.
pub(crate) fn time_of(when: When, end: Time) -> Time {
    match when {
        When::End => end,
        When::At(time) | When::By(time) => time,
    }
}

fn rows(world: &World, run: &Run, plan: &Plan, expected: &[Expected]) -> Vec<Failure> {
    let mut plan = plan.clone();
    plan.expectations.retain(|own| decided(own, plan.until, run.end.ended_at));
    let own = plan.expectations.len();
    let mut looks = Vec::new();
    for expected in expected {
        let What::Row(row) = &expected.what else { continue };
        let subject = subject(row, &plan);
        let place = subject.map(|of| {
            let (wants, written) = (row.wants.clone(), row.written.clone());
            plan.expectations.push(Expectation { id: None, at: None, of, wants, written });
            plan.expectations.len() - 1
        });
        let time = time_of(expected.when, run.end.ended_at);
        looks.push(Look { expected, row, place, time, met: false, seen: None });
    }
    look(&mut looks, run, &plan);
    let outside = lock(&world.clients).outside(&world.plan, &world.sim);
    let scenario = scenario_rows(&plan, own, run, &outside);
    scenario
        .into_iter()
        .chain(looks.iter().filter(|look| !look.met).map(|look| look.failure(world, run, &plan)))
        .collect()
}

/// True for an expectation of the scenario's own whose time has come.
pub(crate) fn decided(own: &Expectation, until: Option<Time>, now: Time) -> bool {
    own.at.or(until).is_some_and(|at| at <= now)
}

/// The run once more, from its log.
pub(crate) fn again<'r>(plan: &Plan, run: &'r Run) -> Stepper<&'r LoggedCommand> {
    let mut stepper = Stepper::new(Engine::new(plan.config.clone()), run.end.events);
    stepper.lead(run.lines.iter().filter_map(|line| match &line.entry {
        Entry::Command(command) => Some(command),
        Entry::Record(_) => None,
    }));
    stepper
}

/// The scenario's own expectations.
fn scenario_rows(plan: &Plan, own: usize, run: &Run, outside: &Outside) -> Vec<Failure> {
    let mut places: Vec<usize> = (0..own).collect();
    let time = |place: usize| plan.expectations[place].at.unwrap_or(run.end.ended_at);
    places.sort_by_key(|place| time(*place));
    let mut again = again(plan, run);
    let mut failures = Vec::new();
    for place in places {
        again.advance_through(time(place), |_| {});
        let seen = check(place, plan, &again.engine, &outside.up_to(time(place)));
        if !seen.passed {
            let mut lines = vec![format!("the scenario expects of {}", seen.what)];
            told(&plan.expectations[place], &seen, &mut lines);
            failures.push(Failure { lines, explain: None });
        }
    }
    failures
}

/// Makes the run again and looks where somebody wants to look.
fn look(looks: &mut [Look<'_>], run: &Run, plan: &Plan) {
    let end = run.end.ended_at;
    let mut order: Vec<usize> =
        (0..looks.len()).filter(|place| looks[*place].is_open() || looks[*place].time <= end).collect();
    order.sort_by_key(|place| looks[*place].time);
    let mut again = again(plan, run);
    for place in order {
        let time = looks[place].time.min(end);
        again.advance_through(time, |engine| {
            let early = looks.iter_mut().filter(|look| look.is_open() && engine.now() <= look.time);
            early.for_each(|look| look.met |= look.see(plan, engine).is_some_and(|seen| seen.passed));
        });
        let look = &mut looks[place];
        if !look.met {
            let seen = look.see(plan, &again.engine);
            look.met = seen.as_ref().is_some_and(|seen| seen.passed);
            look.seen = seen;
        }
    }
}

pub(crate) fn subject(row: &RowExpected, plan: &Plan) -> Option<Subject> {
    let find = |names: &[String]| names.iter().position(|name| *name == row.name);
    match row.kind {
        Kind::Session => find(&plan.session_names).map(SessionId::at).map(Subject::Session),
        Kind::Call => find(&plan.call_names).map(CallHandle::at).map(Subject::Call),
        Kind::Agent => {
            let place = plan.config.agents.iter().position(|agent| agent.name == row.name);
            place.map(AgentId::at).map(Subject::Agent)
        }
        Kind::Queue => {
            let place = plan.config.queues.iter().position(|queue| queue.name == row.name);
            place.map(QueueId::at).map(Subject::Queue)
        }
    }
}

impl Look<'_> {
    /// True where any moment will do and none has done yet.
    fn is_open(&self) -> bool {
        !self.met && matches!(self.expected.when, When::By(_))
    }

    fn see(&self, plan: &Plan, engine: &Engine) -> Option<ExpectationRow> {
        self.place.map(|place| check(place, plan, engine, &Outside::default()))
    }

    fn failure(&self, world: &World, run: &Run, plan: &Plan) -> Failure {
        let RowExpected { kind, name, .. } = self.row;
        let head = format!("{} {name} {} ({})", kind.name(), when(self.expected.when, run), place(self.expected));
        let mut lines = vec![head];
        let (Some(place), Some(seen)) = (self.place, &self.seen) else {
            lines.push(self.unseen(run, plan));
            return Failure { lines, explain: None };
        };
        lines.extend(not_yet(self.time, run));
        let missed = told(&plan.expectations[place], seen, &mut lines).filter(|_| !seen.actual.is_null());
        if let Some(told) = missed.as_ref().and_then(|field| self.explained(field, run, plan)) {
            lines.push("  why:".to_owned());
            lines.extend(told.lines().filter(|line| !line.is_empty()).map(|line| format!("    {line}")));
        }
        let explain = missed.map(|field| self.arguments(&field, run, world));
        Failure { lines, explain }
    }

    /// Why there is nothing to look at.
    fn unseen(&self, run: &Run, plan: &Plan) -> String {
        if let Some(not_yet) = not_yet(self.time, run) {
            return not_yet;
        }
        let names = match self.row.kind {
            Kind::Session => &plan.session_names,
            Kind::Call => &plan.call_names,
            Kind::Agent | Kind::Queue => &Vec::new(),
        };
        let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        format!("  nothing of this name has come into being; there are: {known}")
    }

    fn explained(&self, field: &str, run: &Run, plan: &Plan) -> Option<String> {
        let (name, field, at) = (self.row.name.clone(), Some(field.to_owned()), Some(self.time.min(run.end.ended_at)));
        let question = match self.row.kind {
            Kind::Session => Question::Session { name, field, at },
            Kind::Agent => Question::Agent { name, field, at },
            Kind::Queue => Question::Queue { name, field, at },
            Kind::Call => Question::Call { name },
        };
        let lines = run.lines.iter().cloned();
        let answer = explain(plan, &Lines::default(), Options::default(), question, lines, Some(run.end.ended_at));
        answer.ok().map(|answer| answer.to_string())
    }

    /// For the command, with the name that the recording has.
    fn arguments(&self, field: &str, run: &Run, world: &World) -> String {
        let RowExpected { kind, name, .. } = self.row;
        let recorded = save::recorded_name(world, *kind, name);
        let about = format!("--{} {}", kind.name(), quoted(&recorded));
        match kind {
            Kind::Call => about,
            Kind::Session | Kind::Agent | Kind::Queue => {
                format!("{about} --field {field} --at {}", self.time.min(run.end.ended_at))
            }
        }
    }
}

fn requests(expected: &Expected, run: &Run, plan: &Plan) -> Option<Failure> {
    let What::Requests(requests) = &expected.what else { return None };
    let time = time_of(expected.when, run.end.ended_at);
    let head = format!("{} {} ({})", requests.title(), when(expected.when, run), place(expected));
    let not_yet = not_yet(time, run);
    let undecided = not_yet.is_some() && requests.has_most();
    let told = requests.judge(run, plan, time).or_else(|| undecided.then(Vec::new))?;
    let lines = [head].into_iter().chain(not_yet).chain(told.into_iter().map(|line| format!("  {line}")));
    Some(Failure { lines: lines.collect(), explain: None })
}
