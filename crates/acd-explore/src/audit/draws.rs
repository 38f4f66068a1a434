//! What the random streams give: the same names in the tree of the same seed, drawn again beside the engine.

use acd_core::{Answer, Config, Rate, Stream, StreamConfig};
use tapi_types::{AgentId, Span};

/// Other things in the same room.
fn renew<T>(all: &mut Vec<T>, new: impl Iterator<Item = T>) {
    all.clear();
    all.extend(new);
}

/// The streams of a floor.
#[derive(Debug, Clone)]
pub(super) struct Draws {
    /// By agent.
    answers: Vec<Stream>,
    handle_after: Stream,
    reply_after: Stream,
    /// By fault.
    chances: Vec<Stream>,
    /// By stream of calls: talk, wrap-up, patience.
    calls: Vec<[Stream; 3]>,
}

impl Draws {
    pub(super) fn new(config: &Config, seed: u64) -> Draws {
        let mut draws = Draws {
            answers: Vec::new(),
            handle_after: Stream::of(seed, ["provider", "handle_after"]),
            reply_after: Stream::of(seed, ["provider", "reply_after"]),
            chances: Vec::new(),
            calls: Vec::new(),
        };
        draws.begin(config, seed);
        draws
    }

    /// All of them from the start, under a seed.
    pub(super) fn begin(&mut self, config: &Config, seed: u64) {
        let stream = |kind: &str, name: &str| Stream::of(seed, [kind, name]);
        let calls = |of: &StreamConfig| ["talk", "wrap_up", "patience"].map(|what| stream(what, &of.name));
        self.handle_after = stream("provider", "handle_after");
        self.reply_after = stream("provider", "reply_after");
        renew(&mut self.answers, config.agents.iter().map(|agent| stream("answer_after", &agent.name)));
        renew(&mut self.chances, config.faults.iter().map(|fault| stream("fault", &fault.name)));
        renew(&mut self.calls, config.streams.iter().map(calls));
    }

    /// How long an agent lets the next offer ring; `None`: until told.
    pub(super) fn answer(&mut self, config: &Config, agent: AgentId) -> Option<Span> {
        match config.agents.get(agent.index()).map(|agent| &agent.answer) {
            Some(Answer::After(after)) => Some(self.answers[agent.index()].sample(after)),
            Some(Answer::Manual) => None,
            // Who was made in the run answers at once.
            None => Some(Span::ZERO),
        }
    }

    /// The latencies of the next request: until it is handled, and from there to its reply.
    pub(super) fn latencies(&mut self, config: &Config) -> (Span, Span) {
        (self.handle_after.sample(&config.handle_after), self.reply_after.sample(&config.reply_after))
    }

    /// A number from 0 up to but not including 100.
    pub(super) fn chance(&mut self, fault: usize) -> f64 {
        self.chances[fault].unit() * 100.0
    }

    /// Talk, wrap-up and patience of the next call of a stream, the n-th.
    pub(super) fn call(&mut self, config: &StreamConfig, stream: usize, n: u64) -> (Option<Span>, Span, Option<Span>) {
        let [talk, wrap_up, patience] = &mut self.calls[stream];
        let talk = config.talk.as_ref().map(|times| talk.sample(times));
        let wrap_up = wrap_up.sample(&config.wrap_up);
        let patience = config.patience.as_ref().map(|times| patience.sample(times));
        let listed = match &config.rate {
            Rate::Listed(calls) => usize::try_from(n).ok().and_then(|n| calls.get(n.checked_sub(1)?)),
            Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => None,
        };
        match listed {
            Some(listed) => (listed.talk.or(talk), listed.wrap_up.unwrap_or(wrap_up), listed.patience.or(patience)),
            None => (talk, wrap_up, patience),
        }
    }
}
