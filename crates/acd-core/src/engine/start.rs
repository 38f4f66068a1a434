//! What the floor is made of before anything has happened.

use smallvec::SmallVec;
use tapi_types::{AgentId, AgentState, GroupId, QueueId, SessionId, Span, Time};

use crate::engine::routing::Line;
use crate::engine::{presence, roster};
use crate::state::agent::{Agent, AgentTotals, Answers};
use crate::state::bench::Bench;
use crate::state::period::Period;
use crate::state::queue::{Queue, QueueTotals};
use crate::{Answer, Config, QueueFigures, SessionOrigin, Strategy, Stream};

pub(super) fn new_agent(config: &Config, id: AgentId) -> Agent {
    let agent = &config.agents[id.index()];
    let answers = match &agent.answer {
        Answer::Manual => Answers::ByHand,
        Answer::After(after) => {
            after.constant().map_or_else(|| Answers::Drawn(Box::new(Stream::unsown())), Answers::After)
        }
    };
    Agent {
        presence: roster::presence_at_start(config, id),
        own: AgentState::Ready,
        next: None,
        activity: None,
        sessions: SmallVec::new(),
        busy: None,
        ringing: None,
        other_call: None,
        idle_from: Time::ZERO,
        staffed_from: None,
        totals: AgentTotals::default(),
        period: Period::default(),
        answers,
    }
}

pub(super) fn new_queue(config: &Config, id: QueueId) -> Queue {
    let queue = &config.queues[id.index()];
    let draws = queue.strategy == Strategy::Random;
    Queue {
        presence: presence::queue_at_start(config, id),
        waiting: 0,
        ringing: 0,
        oldest: None,
        newest: None,
        figures: QueueFigures::default(),
        totals: QueueTotals::default(),
        period: Period::default(),
        longest_in_period: Span::ZERO,
        last_offered: None,
        route: draws.then(Stream::unsown),
    }
}

pub(super) fn new_line(config: &Config, group: GroupId) -> Line {
    let strategies = config.queues.iter().filter(|queue| queue.group == group).map(|queue| queue.strategy);
    Line::new(Bench::new(strategies), presence::group_at_start(config, group))
}

/// Sessions that shifts create and somebody names.
pub(super) fn named_shift_sessions(config: &Config) -> std::collections::BTreeMap<(AgentId, GroupId, u32), SessionId> {
    let named = config.sessions.iter().enumerate();
    named
        .filter_map(|(place, origin)| match *origin {
            SessionOrigin::Shift { agent, group, n } => Some(((agent, group, n), SessionId::at(place))),
            SessionOrigin::Outside => None,
        })
        .collect()
}
