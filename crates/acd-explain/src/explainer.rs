//! Takes a recording line by line and answers questions about it.

use acd_core::{Entry, Record};
use acd_scenario::{Lines, Plan};
use acd_trace::Line;
use tapi_types::{AgentId, QueueId, Time};

use crate::call::CallTrail;
use crate::instant::Instant;
use crate::ledger::{Ledger, Of};
use crate::newcomers::found_on_floor;
use crate::request::RequestTrail;
use crate::world::World;
use crate::{ExplainError, Explanation, Options, Question};

/// Answers questions about one recorded run. Give it every line in order, then ask it to finish.
#[derive(Debug)]
pub struct Explainer<'p> {
    world: World<'p>,
    lines: &'p Lines,
    instant: Instant,
    /// In the order of the questions.
    asked: Vec<Asked>,
}

/// A question under way.
#[derive(Debug)]
enum Asked {
    Figures(Box<Ledger>),
    Call(Box<CallTrail>),
    Request(Box<RequestTrail>),
    Answered(Result<Box<Explanation>, ExplainError>),
}

impl<'p> Explainer<'p> {
    /// Begins with questions about a run of a plan, which is that of the recording's scenario and seed. `lines` says where
    /// its parts stand in its file; it may be empty.
    ///
    /// # Errors
    /// What can be said before the first line: an agent, a queue, a request or a figure that does not exist.
    pub fn new(
        plan: &'p Plan,
        lines: &'p Lines,
        options: Options,
        questions: Vec<Question>,
    ) -> Result<Explainer<'p>, ExplainError> {
        let world = World::new(plan);
        let asked = questions.into_iter().map(|question| ask(&world, options, question)).collect::<Result<_, _>>()?;
        Ok(Explainer { world, lines, instant: Instant::default(), asked })
    }

    /// Takes the next line of the recording.
    pub fn take(&mut self, line: &Line) {
        let at = line.at();
        if at > self.instant.at {
            self.answer_before(at);
            for asked in &mut self.asked {
                if let Asked::Call(trail) = asked {
                    trail.end_instant(&self.world);
                }
            }
            self.world.end_instant();
            self.instant.move_to(at);
        }
        self.instant.take(line);
        if let Entry::Record(record) = &line.entry {
            self.follow(record);
        }
    }

    fn follow(&mut self, record: &Record) {
        self.world.items.clear();
        self.world.newcomers.follow(&self.instant, record);
        self.world.follow(record, self.instant.is_change_of_state(record.cause));
        for asked in &mut self.asked {
            match asked {
                Asked::Figures(ledger) => ledger.take(&self.world, record),
                Asked::Call(trail) => trail.take(&self.world, self.lines, &self.instant, record),
                Asked::Request(trail) => trail.take(&self.world, self.lines, &self.instant, record),
                Asked::Answered(_) => {}
            }
        }
    }

    /// Answers the questions about moments before this one.
    fn answer_before(&mut self, now: Time) {
        for asked in &mut self.asked {
            if let Asked::Figures(ledger) = asked
                && let Some(at) = ledger.at.filter(|at| *at < now)
            {
                close(asked, &self.world, self.lines, at);
            }
        }
    }

    /// The answers, in the order of the questions. `ended_at`: the end of the run, which the recording's footer tells; `None`:
    /// worked out from the plan and the last line, which fits a run that came to its own end.
    pub fn finish(mut self, ended_at: Option<Time>) -> Vec<Result<Explanation, ExplainError>> {
        let end = ended_at.unwrap_or_else(|| end_of(self.world.plan, self.instant.at));
        for asked in &mut self.asked {
            let at = match asked {
                Asked::Figures(ledger) => ledger.at.unwrap_or(end),
                Asked::Call(_) | Asked::Request(_) | Asked::Answered(_) => end,
            };
            if at > end {
                *asked = Asked::Answered(Err(ExplainError::AfterTheEnd { at, end }));
            } else {
                close(asked, &self.world, self.lines, at);
            }
        }
        let answers = self.asked.into_iter().filter_map(|asked| match asked {
            Asked::Answered(answer) => Some(answer.map(|explanation| *explanation)),
            Asked::Figures(_) | Asked::Call(_) | Asked::Request(_) => None,
        });
        answers.collect()
    }
}

fn close(asked: &mut Asked, world: &World<'_>, lines: &Lines, at: Time) {
    // A question that is being answered has this in its place.
    let waiting = std::mem::replace(asked, Asked::Answered(Err(ExplainError::AfterTheEnd { at, end: at })));
    let answer = match waiting {
        Asked::Figures(ledger) => ledger.close(world, at),
        Asked::Call(trail) => trail.close(world, at),
        Asked::Request(trail) => trail.close(world, lines, at),
        Asked::Answered(answer) => answer.map(|explanation| *explanation),
    };
    *asked = Asked::Answered(answer.map(Box::new));
}

fn ask(world: &World<'_>, options: Options, question: Question) -> Result<Asked, ExplainError> {
    let config = &world.plan.config;
    let ledger = |of: Of, name: &str, field: Option<String>, at: Option<Time>| {
        Ledger::new(world, of, name, field.as_deref(), at, options).map(|ledger| Asked::Figures(Box::new(ledger)))
    };
    match question {
        Question::Session { name, field, at } => ledger(Of::Session, &name, field, at),
        Question::Agent { name, field, at } => match config.agents.iter().position(|agent| agent.name == name) {
            Some(place) => ledger(Of::Agent(AgentId::at(place)), &name, field, at),
            None => match found_on_floor(world.plan, &name) {
                Some(agent) => ledger(Of::Agent(agent), &name, field, at),
                None if name.starts_with("agent/") || world.plan.new_agents.contains(&name) => {
                    ledger(Of::NewAgent, &name, field, at)
                }
                None => Err(ExplainError::unknown("agent", &name, known_agents(world))),
            },
        },
        Question::Queue { name, field, at } => match config.queues.iter().position(|queue| queue.name == name) {
            Some(place) => ledger(Of::Queue(QueueId::at(place)), &name, field, at),
            None => Err(ExplainError::unknown("queue", &name, world.book.queues.clone())),
        },
        Question::Call { name } => Ok(Asked::Call(Box::new(CallTrail::new(name)))),
        Question::Request { name } => Ok(Asked::Request(Box::new(RequestTrail::new(world, name)?))),
    }
}

/// The names of the agents who are there, and of those whom requests make.
pub(crate) fn known_agents(world: &World<'_>) -> Vec<String> {
    world.book.agents.iter().chain(&world.plan.new_agents).cloned().collect()
}

/// The end of a run that came to its own end: `until`, or the last of what happened, what was to be looked at, and what the
/// shifts did even where it changed nothing.
fn end_of(plan: &Plan, last: Time) -> Time {
    if let Some(until) = plan.until {
        return until;
    }
    let looks = plan.expectations.iter().filter_map(|look| look.at);
    let steps = plan.steps.iter().map(|step| step.at);
    let shifts = plan.config.agents.iter().flat_map(|agent| &agent.shifts).map(|shift| shift.to);
    looks.chain(steps).chain(shifts).fold(last, Time::max)
}

/// Answers one question about a recorded run from its lines. See [`Explainer`].
///
/// # Errors
/// When what is asked about does not exist.
pub fn explain(
    plan: &Plan,
    source: &Lines,
    options: Options,
    question: Question,
    recording: impl IntoIterator<Item = Line>,
    ended_at: Option<Time>,
) -> Result<Explanation, ExplainError> {
    let mut explainer = Explainer::new(plan, source, options, vec![question])?;
    for line in recording {
        explainer.take(&line);
    }
    explainer.finish(ended_at).swap_remove(0)
}
