//! Plays the steps of a plan: commands to the ACD, requests through the TAPI 3 face, looks for expectations.

use std::future::Future;
use std::task::{Context, Poll, Waker};

use acd_core::{Class, Engine, Moment, RequestEnd};
use acd_scenario::{Plan, RequestStep, Step, Verb};
use acd_sim::{Script, Sim};
use futures_util::stream::{FuturesUnordered, Stream as _};
use tapi_types::{LineError, RequestId, Span};

use crate::commands::StepCommands;
use crate::expect;
use crate::outside::{Made, Outside};
use crate::report::{ExpectationRow, RefusedRow, RequestRow};
use crate::requests::{self, Answer, Call, Lines, Said};
use crate::watch::Watchers;

/// A plan on its way.
pub(crate) struct Player<'p> {
    plan: &'p Plan,
    lines: Lines,
    made: Made,
    /// Steps done so far.
    steps_done: usize,
    /// Places of expectations with a time, in order of time; how many are done.
    looks: Vec<usize>,
    looks_done: usize,
    commands: StepCommands,
    requests: Vec<Asked>,
    /// Calls of the face that wait.
    waiting: FuturesUnordered<Waiting>,
    pub(crate) refused: Vec<RefusedRow>,
    pub(crate) expectations: Vec<Option<ExpectationRow>>,
    pub(crate) watch: Watchers<'p>,
}

/// A request that was made.
struct Asked {
    row: RequestRow,
    limit: Span,
    /// The agent that it makes: a place in the plan's new agents.
    makes: Option<usize>,
    /// Its number, if one went to the provider.
    id: Option<RequestId>,
    /// The face has returned.
    answered: bool,
}

type Waiting = std::pin::Pin<Box<dyn Future<Output = (usize, Answer)> + Send>>;

impl<'p> Player<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64, lines: Lines, watch: Watchers<'p>) -> Player<'p> {
        let timed = plan.expectations.iter().enumerate();
        let mut looks: Vec<usize> = timed.filter(|(_, look)| look.at.is_some()).map(|(place, _)| place).collect();
        looks.sort_by_key(|&place| plan.expectations[place].at);
        Player {
            plan,
            lines,
            made: Made::none_of(plan),
            steps_done: 0,
            looks,
            looks_done: 0,
            commands: StepCommands::new(seed),
            requests: Vec::new(),
            waiting: FuturesUnordered::new(),
            refused: Vec::new(),
            expectations: vec![None; plan.expectations.len()],
            watch,
        }
    }

    /// The rows of all requests so far, with their moments.
    pub(crate) fn request_rows(&self, sim: &Sim) -> Vec<RequestRow> {
        let rows = self.requests.iter().map(|asked| {
            let mut row = asked.row.clone();
            if let Some(times) = asked.id.and_then(|id| sim.request_times(id)) {
                row.handled_us = times.handled.map(tapi_types::Time::as_micros);
                row.finished_us = times.finished.map(tapi_types::Time::as_micros);
            }
            row
        });
        rows.collect()
    }

    /// Requests whose reply came exactly at their limit.
    pub(crate) fn replies_at_the_limit(&self, sim: &Sim) -> Vec<String> {
        let exact = |asked: &&Asked| {
            let times = asked.id.and_then(|id| sim.request_times(id));
            times.is_some_and(|times| {
                matches!(times.end, Some(RequestEnd::Replied(_)))
                    && times.finished.is_some_and(|end| end - times.submitted == asked.limit)
            })
        };
        self.requests.iter().filter(exact).map(|asked| asked.row.request.clone()).collect()
    }

    /// Looks for the expectations without a time.
    pub(crate) fn look_at_the_end(&mut self, sim: &Sim) {
        for place in 0..self.plan.expectations.len() {
            if self.expectations[place].is_none() {
                self.look(place, sim);
            }
        }
    }

    fn next_look(&self) -> Option<usize> {
        self.looks.get(self.looks_done).copied()
    }

    fn look(&mut self, place: usize, sim: &Sim) {
        let heard = |client| self.lines.heard(client);
        let outside = Outside {
            requests: self.request_rows(sim),
            messages: (0..self.plan.clients.len()).map(heard).collect(),
            made: self.made.clone(),
        };
        let row = sim.with_engine(|engine| expect::check(place, self.plan, &*engine, &outside));
        self.expectations[place] = Some(row);
    }

    fn play(&mut self, step: &'p Step, sim: &Sim) {
        let verb = self.made.in_step(self.plan, &step.verb);
        if let Verb::Request(request) = &verb {
            return self.ask(request, step.index, sim);
        }
        let Some(command) = self.commands.of(self.plan, &verb) else { return };
        let (refusal, at, number) =
            sim.with_engine(|engine| (engine.apply(&command).err(), engine.now(), engine.command_count()));
        if self.watch.any() {
            self.watch.steps.gave(number, step.index);
        }
        self.note_refusal(step, refusal, at);
    }

    /// A refusal is a row; so is one that was expected and did not come.
    fn note_refusal(&mut self, step: &Step, error: Option<LineError>, at: tapi_types::Time) {
        if error.is_none() && step.refused.is_none() {
            return;
        }
        self.refused.push(RefusedRow {
            step: step.index,
            id: step.id.clone(),
            at_us: at.as_micros(),
            error: error.map(|error| error.name().to_owned()),
            expected: error.is_some() && error == step.refused,
        });
    }

    /// Makes a request through the face, at the engine's own moment.
    fn ask(&mut self, request: &RequestStep, step: usize, sim: &Sim) {
        let mut call = requests::call(self.plan, &self.made, self.lines.of(request.client), request);
        let create_as = Verb::Request(request.clone()).created_session();
        let context = &mut Context::from_waker(Waker::noop());
        let (first, submission) = sim.step(create_as, || call.as_mut().poll(context));
        if let Some(id) = submission.request.filter(|_| self.watch.any()) {
            self.watch.steps.asked(id, step);
        }
        let now = sim.with_engine(|engine| engine.now().as_micros());
        let place = self.requests.len();
        self.requests.push(Asked {
            row: RequestRow {
                request: request.name.clone(),
                method: expect::method(&request.what),
                submitted_us: now,
                handled_us: None,
                finished_us: submission.request.is_none().then_some(now),
                value: None,
                error: None,
                hresult: None,
            },
            limit: request.timeout.unwrap_or(self.plan.client_timeout),
            makes: Verb::Request(request.clone()).created_agent().and_then(|agent| self.plan.new_agent(agent)),
            id: submission.request,
            answered: false,
        });
        match first {
            Poll::Ready(answer) => self.hear(place, answer),
            Poll::Pending => self.wait(place, call),
        }
    }

    fn wait(&mut self, place: usize, call: Call) {
        self.waiting.push(Box::pin(async move { (place, call.await) }));
    }

    /// The face has returned.
    fn hear(&mut self, place: usize, answer: Answer) {
        let asked = &mut self.requests[place];
        asked.answered = true;
        match answer {
            Ok(Said { value, made }) => {
                if let (Some(agent), Some(place)) = (made, asked.makes) {
                    self.made.set(place, agent);
                }
                asked.row.value = Some(value).filter(|value| !value.is_null());
                asked.row.hresult = Some(0);
            }
            Err(error) => {
                asked.row.error = Some(error.name().to_owned());
                asked.row.hresult = Some(error.hresult().0);
            }
        }
    }
}

impl Script for Player<'_> {
    fn next(&self) -> Option<Moment> {
        let step = self.plan.steps.get(self.steps_done).map(|step| Moment { at: step.at, class: Class::Command });
        let look = self.next_look().and_then(|place| self.plan.expectations[place].at);
        let look = look.map(|at| Moment { at, class: Class::Expect });
        [step, look].into_iter().flatten().min()
    }

    fn act(&mut self, sim: &Sim) {
        let Some(moment) = self.next() else { return };
        if moment.class == Class::Command {
            let plan = self.plan;
            self.steps_done += 1;
            self.play(&plan.steps[self.steps_done - 1], sim);
        } else if let Some(place) = self.next_look() {
            self.looks_done += 1;
            self.look(place, sim);
        }
    }

    fn poll_work(&mut self, context: &mut Context<'_>) {
        while let Poll::Ready(Some((place, answer))) = std::pin::Pin::new(&mut self.waiting).poll_next(context) {
            self.hear(place, answer);
        }
    }

    fn has_news(&self, sim: &Sim) -> bool {
        !self.waiting.is_empty()
            && self.requests.iter().filter(|asked| !asked.answered).any(|asked| {
                let times = asked.id.and_then(|id| sim.request_times(id));
                times.is_some_and(|times| times.end.is_some())
            })
    }

    fn observes(&self) -> bool {
        self.watch.any()
    }

    fn observe(&mut self, engine: &mut Engine) {
        self.watch.look(engine);
    }
}
