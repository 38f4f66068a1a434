//! What the random streams gave, for whoever writes a run down without its seed.

use tapi_types::{Span, Time};

use crate::{CallTimes, Engine, Stream};

/// What was drawn in a run, apart from the times of calls, which their records have. Lists are in order of drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawn {
    /// By place of the agent: how long it let offers ring. Empty where that is not drawn.
    pub answer_after: Vec<Vec<Span>>,
    /// By place of the queue: which session its strategy `random` chose, from 0 in creation order.
    pub picks: Vec<Vec<u64>>,
    /// From submission until the ACD took up a request.
    pub handle_after: Vec<Span>,
    /// From there until the reply went out.
    pub reply_after: Vec<Span>,
    /// By place of the stream: its calls that came to a queue that was not there. A record says of them but that they were
    /// refused.
    pub refused_calls: Vec<Vec<RefusedCall>>,
}

/// A call of a stream that came to a queue that was not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusedCall {
    /// Its place in the stream, from 1.
    pub n: u64,
    /// When it came.
    pub at: Time,
    /// What was drawn for it.
    pub times: CallTimes,
    /// Its priority.
    pub priority: i64,
}

impl Engine {
    /// Remembers everything that is drawn from now on.
    pub fn remember_draws(&mut self) {
        let answers = self.agents.iter_mut().filter_map(|agent| agent.answers.stream_mut());
        let routes = self.queues.iter_mut().filter_map(|queue| queue.route.as_mut());
        let latencies = [&mut self.desk.handle_after, &mut self.desk.reply_after];
        answers.chain(routes).chain(latencies).for_each(Stream::remember);
        for arrivals in &mut self.arrivals {
            arrivals.refused.get_or_insert_default();
        }
    }

    /// What was drawn since it is remembered.
    pub fn drawn(&self) -> Drawn {
        let spans = |stream: &Stream| stream.given().iter().copied().map(Span::from_micros).collect::<Vec<Span>>();
        Drawn {
            answer_after: self
                .agents
                .iter()
                .map(|agent| agent.answers.stream().map(spans).unwrap_or_default())
                .collect(),
            picks: self
                .queues
                .iter()
                .map(|queue| queue.route.as_ref().map(|route| route.given().to_vec()).unwrap_or_default())
                .collect(),
            handle_after: spans(&self.desk.handle_after),
            reply_after: spans(&self.desk.reply_after),
            refused_calls: self.arrivals.iter().map(|arrivals| arrivals.refused.clone().unwrap_or_default()).collect(),
        }
    }
}
