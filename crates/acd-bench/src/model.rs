//! The models that everybody plays: Poisson calls to agents of one skill, with and without patience.

use acd_check::theory::{Patience, Station};
use tapi_types::Span;

/// A floor of one queue, played to the end of so many calls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Model {
    pub(crate) agents: u32,
    /// Between two calls, on average; exponential.
    pub(crate) gap: Span,
    /// Handling of a call, on average; exponential.
    pub(crate) talk: Span,
    /// Until a caller gives up, on average; exponential. `None`: callers wait for ever.
    pub(crate) patience: Option<Span>,
}

/// A mean handling time of a minute and a half: ten million calls to ten agents are three years, within the longest run.
const TALK: Span = Span::from_secs(90);

impl Model {
    /// So many agents with nine tenths of the work that they can do, and callers who wait for ever.
    pub(crate) const fn busy(agents: u32) -> Model {
        let gap = scaled(TALK, 10, agents as u64 * 9);
        Model { agents, gap, talk: TALK, patience: None }
    }

    /// The same, where callers wait as long as a call is handled, on average.
    pub(crate) const fn impatient(agents: u32) -> Model {
        Model { patience: Some(TALK), ..Model::busy(agents) }
    }

    /// The model as theory knows it.
    pub(crate) fn station(&self) -> Station {
        Station {
            arrivals: 1.0 / seconds(self.gap),
            service: seconds(self.talk),
            agents: self.agents,
            patience: self.patience.map_or(Patience::Endless, |mean| Patience::Exponential(seconds(mean))),
            places: None,
        }
    }
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// Calls that came.
    pub(crate) offered: u64,
    /// Those that found all agents busy.
    pub(crate) queued: u64,
    /// Those that gave up.
    pub(crate) abandoned: u64,
    /// Sum of all waits, those of callers who gave up included.
    pub(crate) waited_us: u64,
    /// Calls of each agent.
    pub(crate) answered: Vec<u64>,
}

/// A multiple, or a part, of a time.
pub(crate) const fn scaled(span: Span, times: u64, of: u64) -> Span {
    Span::from_micros(span.as_micros() * times / of)
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
pub(crate) const fn number(count: u64) -> f64 {
    count as f64
}

pub(crate) fn seconds(span: Span) -> f64 {
    number(span.as_micros()) / 1e6
}
