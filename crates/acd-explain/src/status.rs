//! Members of a row that are not made of anything: how something stands, and the record that made it so.

use acd_core::Presence;
use tapi_types::{AgentId, AgentState, Time};

use crate::explanation::{Part, Value};
use crate::fields::Status;
use crate::ledger::Subject;
use crate::standing::{Standing, direction_words};
use crate::world::{Point, Window, World};

/// A member's value, and what made it so.
pub(crate) struct Stands {
    pub(crate) value: Value,
    pub(crate) since: Option<Part>,
}

pub(crate) fn stands(world: &World<'_>, subject: Subject, status: Status, at: Time) -> Stands {
    match subject {
        Subject::Session(id) => of_session(world, id, status, at),
        Subject::Agent(id) => of_agent(world, id, status, at),
        Subject::Queue(id) => match status {
            Status::Group => {
                let group = world.group_of(id).map(|group| world.plan.config.groups[group.index()].clone());
                Stands { value: group.map_or(Value::Null, Value::Name), since: None }
            }
            Status::PeriodLength => period(world.queues[id.index()]),
            Status::State | Status::NextState | Status::Available | Status::Agent | Status::Start => {
                Stands { value: Value::Null, since: None }
            }
        },
    }
}

/// What has been so since a record up to the moment of the question.
fn since(point: Point, at: Time, what: String) -> Part {
    let span = Some(at.since(point.at));
    Part { call: None, from: Some(point.at), at, span, seq: point.seq, running: true, what }
}

fn of_session(world: &World<'_>, id: tapi_types::SessionId, status: Status, at: Time) -> Stands {
    let Some(session) = world.sessions.get(&id) else { return Stands { value: Value::Null, since: None } };
    let created = Some(since(session.created, at, "session created".to_owned()));
    match status {
        Status::Agent => Stands { value: Value::Name(world.agent_name(session.agent).to_owned()), since: created },
        Status::Group => {
            let group = world.plan.config.groups[session.group.index()].clone();
            Stands { value: Value::Name(group), since: created }
        }
        Status::Start => Stands { value: Value::Micros(session.created.at.as_micros()), since: created },
        Status::State => Stands {
            value: Value::Name(session.state.name().to_owned()),
            since: Some(since(session.entered, at, world.standing_words(id))),
        },
        Status::NextState => match session.next {
            Some(next) => Stands {
                value: Value::Name(next.state.name().to_owned()),
                since: Some(since(next.set, at, if next.pending { "pending" } else { "next state" }.to_owned())),
            },
            None => Stands { value: Value::Null, since: None },
        },
        Status::Available => Stands {
            value: Value::Flag(world.standing(id) == Some(Standing::Free)),
            since: Some(since(session.entered, at, world.standing_words(id))),
        },
        Status::PeriodLength => Stands { value: Value::Null, since: None },
    }
}

fn of_agent(world: &World<'_>, id: AgentId, status: Status, at: Time) -> Stands {
    let agent = &world.agents[id.index()];
    match status {
        Status::State => {
            let (state, point, what) = shown(world, id);
            let made = point.map(|point| since(point, at, what));
            Stands { value: Value::Name(state.name().to_owned()), since: made }
        }
        Status::NextState => match agent.next {
            Some((state, set)) => Stands {
                value: Value::Name(state.name().to_owned()),
                since: Some(since(set, at, "next state".to_owned())),
            },
            None => Stands { value: Value::Null, since: None },
        },
        Status::PeriodLength => period(agent.window),
        Status::Available | Status::Agent | Status::Group | Status::Start => Stands { value: Value::Null, since: None },
    }
}

/// UNKNOWN and RELEASED for one who is not there; BUSY_ACD from answer to the end of wrap-up; busy with another call while on one; else the own state.
fn shown(world: &World<'_>, id: AgentId) -> (AgentState, Option<Point>, String) {
    let agent = &world.agents[id.index()];
    match agent.presence {
        Presence::Here => {}
        Presence::NotYet => return (AgentState::Unknown, None, "absent".to_owned()),
        Presence::Gone => return (AgentState::Released, agent.presence_set, "released".to_owned()),
    }
    if let Some(busy) = agent.busy {
        let entered = world.sessions.get(&busy).map(|session| session.entered);
        let what = format!("{} is {}", world.session_name(busy), world.standing_words(busy));
        return (AgentState::BusyAcd, entered, what);
    }
    match &agent.other {
        Some(other) => {
            let state = match other.direction {
                acd_core::Direction::Incoming => AgentState::BusyIncoming,
                acd_core::Direction::Outgoing => AgentState::BusyOutgoing,
            };
            (state, Some(other.since), format!("on {}, {}", other.name, direction_words(other.direction)))
        }
        None => (agent.own, agent.own_set, "the agent's own state".to_owned()),
    }
}

fn period(window: Window) -> Stands {
    let made = window.seq.map(|seq| Part {
        call: None,
        from: None,
        at: window.set,
        span: None,
        seq,
        running: false,
        what: "measurement period set".to_owned(),
    });
    Stands { value: Value::Seconds(u64::from(window.seconds)), since: made }
}
