//! The requests of a plan under way: who asked what on which line, and what came of it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use acd_scenario::{Plan, RequestStep};
use acd_sim::{Ending, Sim};
use tapi_client::TapiError;
use tapi_types::{RequestId, Span, Time};

use crate::expect;
use crate::outside::{Made, Outside};
use crate::report::RequestRow;
use crate::requests::{self, Answer, Lines, Said};

/// The clients of a plan and their requests so far. Whoever plays the plan polls the calls that wait.
pub struct Asking {
    lines: Lines,
    made: Made,
    requests: Vec<Asked>,
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
    /// It did so in the submission, and the ACD has never taken the request up.
    ended_at_submission: bool,
}

/// A call of the face that waits for its reply.
pub type Waiting = Pin<Box<dyn Future<Output = Heard> + Send>>;

/// What came of a request, for [`Asking::hear`].
pub struct Heard {
    place: usize,
    answer: Answer,
}

impl Asking {
    /// Opens the lines of the plan's clients. What the plan wants to know of their messages is kept from now on, and the
    /// moments of requests.
    pub fn open(sim: &Sim, plan: &Plan) -> Asking {
        sim.keep_requests();
        Asking::on(Lines::open(sim, plan, None), plan)
    }

    /// On lines that are open already.
    pub(crate) fn on(lines: Lines, plan: &Plan) -> Asking {
        Asking { lines, made: Made::none_of(plan), requests: Vec::new() }
    }

    /// The agents whom requests have made.
    pub fn made(&self) -> &Made {
        &self.made
    }

    /// Makes a request through the face, at the engine's own moment: its number where one went to the provider, and the call
    /// where it waits. A call that waits does so by tokio's clock, so this takes a runtime where replies take time.
    pub fn ask(&mut self, plan: &Plan, request: &RequestStep, sim: &Sim) -> (Option<RequestId>, Option<Waiting>) {
        let mut call = requests::call(plan, &self.made, self.lines.of(request.client), request);
        let create_as = request.what.created_session();
        let context = &mut Context::from_waker(Waker::noop());
        let (first, submission) = sim.step(create_as, || call.as_mut().poll(context));
        let now = sim.with_engine(|engine| engine.now().as_micros());
        let place = self.requests.len();
        let makes = request.what.created_agent().and_then(|agent| plan.new_agent(agent));
        let times = submission.request.and_then(|id| sim.request_times(id));
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
            limit: request.timeout.unwrap_or(plan.client_timeout),
            makes,
            id: submission.request,
            answered: false,
            ended_at_submission: first.is_ready() && times.is_none_or(|times| times.handled.is_none()),
        });
        match first {
            Poll::Ready(answer) => {
                self.hear(Heard { place, answer });
                (submission.request, None)
            }
            Poll::Pending => (submission.request, Some(Box::pin(async move { Heard { place, answer: call.await } }))),
        }
    }

    /// The face has returned.
    pub fn hear(&mut self, heard: Heard) {
        let asked = &mut self.requests[heard.place];
        asked.answered = true;
        match heard.answer {
            Ok(Said { value, made }) => {
                if let (Some(agent), Some(place)) = (made, asked.makes) {
                    self.made.set(place, agent);
                }
                asked.row.value = Some(value).filter(|value| !value.is_null());
                asked.row.hresult = Some(0);
            }
            Err(error) => asked.fails(error),
        }
    }

    /// True while some client has not heard yet of a request that is over.
    pub fn has_news(&self, sim: &Sim) -> bool {
        self.requests.iter().filter(|asked| !asked.answered).any(|asked| {
            let times = asked.id.and_then(|id| sim.request_times(id));
            times.is_some_and(|times| times.end.is_some())
        })
    }

    /// What clients have seen so far.
    pub fn outside(&self, plan: &Plan, sim: &Sim) -> Outside {
        let requests = self.requests.iter().enumerate();
        let ended = requests.filter(|(_, asked)| asked.ended_at_submission).map(|(place, _)| place);
        Outside {
            requests: self.rows(sim),
            ended_at_submission: ended.collect(),
            messages: (0..plan.clients.len()).map(|client| self.lines.heard(client)).collect(),
            made: self.made.clone(),
        }
    }

    /// The rows of all requests so far, with their moments.
    pub(crate) fn rows(&self, sim: &Sim) -> Vec<RequestRow> {
        let rows = self.requests.iter().map(|asked| {
            let Some(times) = asked.id.and_then(|id| sim.request_times(id)) else { return asked.row.clone() };
            let mut asked = Asked { row: asked.row.clone(), ..*asked };
            asked.row.handled_us = times.handled.map(Time::as_micros);
            asked.row.finished_us = times.finished.map(Time::as_micros);
            // A client whose own clock stands still has not noticed.
            if times.end == Some(Ending::TimedOut) && !asked.answered {
                asked.fails(TapiError::Timeout);
            }
            asked.row
        });
        rows.collect()
    }

    /// Requests whose reply came exactly at their limit.
    pub fn replies_at_the_limit(&self, sim: &Sim) -> Vec<String> {
        let exact = |asked: &&Asked| {
            let times = asked.id.and_then(|id| sim.request_times(id));
            times.is_some_and(|times| {
                times.end == Some(Ending::Replied)
                    && times.finished.is_some_and(|end| end - times.submitted == asked.limit)
            })
        };
        self.requests.iter().filter(exact).map(|asked| asked.row.request.clone()).collect()
    }
}

impl Asked {
    fn fails(&mut self, error: TapiError) {
        self.row.error = Some(error.name().to_owned());
        self.row.hresult = Some(error.hresult().0);
    }
}
