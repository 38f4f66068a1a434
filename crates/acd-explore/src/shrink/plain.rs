//! Makes plain what is left: defaults in place of what is said, one thing at a time.

use acd_core::{Absent, Answer, Config, Distribution, OnNoAnswer, Policies, Rate, Strategy, WhenUnstaffed};
use acd_scenario::{MessageAbout, Plan, RequestWhat, Subject, Verb};
use tapi_types::line::ApiVersion;
use tapi_types::{AddressId, LineErrorReading, Span, Time};

use super::clients;

/// One thing that can be made plain.
pub(super) enum Change {
    /// Of the whole plan.
    Whole(fn(&mut Plan)),
    /// The client at a place goes.
    NoClient(usize),
    /// Of the client at a place.
    Client(usize, fn(&mut acd_scenario::Client)),
    /// Of the queue at a place.
    Queue(usize, fn(&mut acd_core::QueueConfig)),
    /// Of the agent at a place.
    Agent(usize, fn(&mut acd_core::AgentConfig)),
    /// The shift at a place of an agent goes.
    Shift(usize, usize),
    /// A break of an agent's shift goes.
    Break(usize, usize, usize),
    /// A membership of an agent goes.
    Membership(usize, usize),
    /// Of the stream at a place.
    Stream(usize, fn(&mut acd_core::StreamConfig)),
    /// Of a call of a listed stream.
    Call(usize, usize, fn(&mut acd_core::ListedCall)),
    /// Of the fault at a place.
    Fault(usize, fn(&mut tapi_types::FaultRule)),
    /// Of the step at a place.
    Step(usize, fn(&mut Verb)),
}

const WHOLE: [fn(&mut Plan); 25] = [
    |plan| plan.until = None,
    |plan| plan.config.policies = Policies::default(),
    |plan| plan.config.policies.count_call_at = Policies::default().count_call_at,
    |plan| plan.config.policies.time_to_answer_from = Policies::default().time_to_answer_from,
    |plan| plan.config.policies.end_during_call = Policies::default().end_during_call,
    |plan| plan.config.policies.same_state = Policies::default().same_state,
    |plan| plan.config.policies.bad_session_state = Policies::default().bad_session_state,
    |plan| plan.config.policies.wrong_pin = Policies::default().wrong_pin,
    |plan| plan.config.policies.call_rate_factor = Policies::default().call_rate_factor,
    |plan| plan.config.policies.group_events = Policies::default().group_events,
    |plan| plan.config.warm_up = Time::ZERO,
    |plan| plan.config.absent = Absent::default(),
    |plan| plan.config.absent.agents.clear(),
    |plan| plan.config.absent.groups.clear(),
    |plan| plan.config.absent.queues.clear(),
    |plan| plan.config.not_served.clear(),
    |plan| plan.config.max_groups = None,
    lose_activities,
    lose_extensions,
    |plan| plan.config.handle_after = Distribution::Constant(Span::ZERO),
    |plan| plan.config.reply_after = Distribution::Constant(Span::ZERO),
    |plan| plan.client_timeout = Span::from_secs(120),
    |plan| plan.client_errors = LineErrorReading::Raw,
    clients::make_usual,
    |plan| {
        plan.config.agents.iter_mut().for_each(|agent| agent.address = AddressId::default());
        for step in &mut plan.steps {
            step.id = None;
            if let Verb::CreateSession { address, .. } = &mut step.verb {
                *address = None;
            }
        }
    },
];

const CLIENT: [fn(&mut acd_scenario::Client); 4] = [
    clients::make_plain,
    |client| client.user.clone_from(&client.name),
    |client| client.version = ApiVersion::V2_2,
    |client| client.messages = None,
];

const QUEUE: [fn(&mut acd_core::QueueConfig); 10] = [
    |queue| queue.when_unstaffed = WhenUnstaffed::Wait,
    |queue| {
        queue.overflow_to = None;
        if queue.when_unstaffed == WhenUnstaffed::Overflow {
            queue.when_unstaffed = WhenUnstaffed::Wait;
        }
    },
    |queue| queue.max_wait = None,
    |queue| queue.max_waiting = None,
    |queue| queue.ring_timeout = None,
    |queue| {
        queue.strategy = Strategy::LongestIdle;
        queue.picks.clear();
    },
    |queue| queue.picks.clear(),
    |queue| queue.on_no_answer = default_on_no_answer(queue.strategy),
    |queue| queue.threshold = Span::from_secs(20),
    |queue| queue.short_abandon = Span::ZERO,
];

const fn default_on_no_answer(strategy: Strategy) -> OnNoAnswer {
    match strategy {
        Strategy::RingAll => OnNoAnswer::StayReady,
        Strategy::LongestIdle
        | Strategy::RoundRobin
        | Strategy::FewestCalls
        | Strategy::LeastTalkTime
        | Strategy::Linear
        | Strategy::Random => OnNoAnswer::NotReady,
    }
}

const AGENT: [fn(&mut acd_core::AgentConfig); 5] = [
    |agent| agent.answer = Answer::After(Distribution::Constant(Span::ZERO)),
    |agent| {
        if let Answer::After(after) = &mut agent.answer {
            make_constant(after);
        }
    },
    |agent| agent.groups.iter_mut().for_each(|place| place.level = 1),
    |agent| agent.shifts.clear(),
    |agent| agent.pin = None,
];

const STREAM: [fn(&mut acd_core::StreamConfig); 5] = [
    |stream| stream.patience = None,
    |stream| stream.wrap_up = Distribution::Constant(Span::ZERO),
    |stream| stream.talk.iter_mut().for_each(make_constant),
    |stream| stream.priority = 0,
    |stream| make_constant(&mut stream.wrap_up),
];

const CALL: [fn(&mut acd_core::ListedCall); 4] = [
    |call| call.patience = None,
    |call| call.wrap_up = None,
    |call| call.priority = None,
    |call| {
        call.caller = None;
        call.called = None;
    },
];

const FAULT: [fn(&mut tapi_types::FaultRule); 5] = [
    |rule| {
        rule.from = Time::ZERO;
        rule.to = None;
    },
    |rule| rule.percent = None,
    |rule| rule.nth = None,
    |rule| rule.times = None,
    |rule| rule.object = tapi_types::ObjectFilter::Any,
];

const STEP: [fn(&mut Verb); 14] = [
    |verb| {
        if let Verb::Arrive(arrive) = verb {
            arrive.patience = None;
        } else if let Verb::Transfer(transfer) = verb {
            transfer.patience = None;
        }
    },
    |verb| {
        if let Verb::Request(request) = verb {
            request.timeout = None;
        }
    },
    |verb| {
        if let Verb::Arrive(arrive) = verb {
            arrive.priority = 0;
        }
    },
    |verb| {
        if let Verb::Arrive(arrive) = verb {
            arrive.caller = None;
            arrive.called = None;
            arrive.data.clear();
        }
    },
    |verb| {
        if let Verb::Arrive(arrive) = verb {
            arrive.wrap_up = Distribution::Constant(Span::ZERO);
        }
    },
    |verb| {
        if let Verb::Transfer(transfer) = verb {
            transfer.talk = None;
        }
    },
    |verb| {
        if let Verb::Transfer(transfer) = verb {
            transfer.wrap_up = None;
        }
    },
    |verb| {
        if let Verb::SetSessionState { reason, .. } | Verb::SetAgentState { reason, .. } = verb {
            *reason = None;
        }
    },
    |verb| {
        if let Verb::SetSessionState { state, next, .. } = verb
            && state.is_some()
        {
            *next = None;
        } else if let Verb::SetAgentState { state, next, .. } = verb
            && state.is_some()
        {
            *next = None;
        }
    },
    |verb| {
        if let Verb::SetSessionState { state, next, .. } = verb
            && next.is_some()
        {
            *state = None;
        } else if let Verb::SetAgentState { state, next, .. } = verb
            && next.is_some()
        {
            *state = None;
        }
    },
    |verb| {
        if let Verb::AgentSpecific { params, .. } = verb {
            *params = [0, 0];
        }
    },
    |verb| {
        if let Verb::Request(request) = verb
            && let RequestWhat::CreateSession { pin, .. } | RequestWhat::CreateAgent { pin, .. } = &mut request.what
        {
            *pin = None;
        }
    },
    |verb| {
        if let Verb::Request(request) = verb
            && let RequestWhat::PutAddressGroups { groups, .. } = &mut request.what
        {
            groups.clear();
        }
    },
    |verb| {
        if let Verb::Request(request) = verb
            && let RequestWhat::AgentSpecific { bytes, .. } = &mut request.what
        {
            bytes.clear();
        }
    },
];

/// The activities behind the last one that a step mentions.
fn lose_activities(plan: &mut Plan) {
    let mentioned = plan.steps.iter().filter_map(|step| {
        if let Verb::SetAgentActivity { activity, .. } = step.verb {
            return Some(activity);
        }
        let RequestWhat::PutAddressActivity { activity, .. } = step.verb.request()?.what else { return None };
        Some(activity)
    });
    let left = mentioned.map(|activity| activity.index() + 1).max().unwrap_or(0);
    plan.config.activities.truncate(left);
}

/// The extensions behind the last one that a step or a message mentions.
fn lose_extensions(plan: &mut Plan) {
    let in_messages = plan.expectations.iter().filter_map(|expectation| {
        let Subject::Message(message) = &expectation.of else { return None };
        if let Some(MessageAbout::Extension(extension)) = message.about { Some(extension) } else { None }
    });
    let in_steps = plan.steps.iter().filter_map(|step| {
        if let Verb::AgentSpecific { extension, .. } = step.verb {
            return Some(extension);
        }
        let RequestWhat::AgentSpecific { extension, .. } = step.verb.request()?.what else { return None };
        Some(extension)
    });
    let left = in_steps.chain(in_messages).map(|place| place as usize + 1).max().unwrap_or(0);
    plan.config.extensions.truncate(left);
}

/// The first value that it gave, or the mean, for always.
fn make_constant(times: &mut Distribution) {
    let value = match times {
        Distribution::Constant(value) => *value,
        Distribution::Exponential { mean }
        | Distribution::Lognormal { mean, .. }
        | Distribution::Gamma { mean, .. }
        | Distribution::Weibull { mean, .. } => *mean,
        Distribution::Uniform { min, .. } => *min,
        Distribution::Empirical { values } | Distribution::Listed { values } => {
            values.first().copied().unwrap_or(Span::ZERO)
        }
    };
    *times = Distribution::Constant(value);
}

/// Everything that could be made plain in a plan. What an earlier change has taken away, a later one leaves alone.
pub(super) fn changes(plan: &Plan) -> Vec<Change> {
    let Config { queues, agents, streams, faults, .. } = &plan.config;
    let mut changes: Vec<Change> = (0..plan.clients.len()).rev().map(Change::NoClient).collect();
    for place in 0..plan.clients.len() {
        changes.extend(CLIENT.map(|change| Change::Client(place, change)));
    }
    changes.extend(WHOLE.map(Change::Whole));
    for place in 0..queues.len() {
        changes.extend(QUEUE.map(|change| Change::Queue(place, change)));
    }
    for (place, agent) in agents.iter().enumerate() {
        changes.extend(AGENT.map(|change| Change::Agent(place, change)));
        for (shift, config) in agent.shifts.iter().enumerate().rev() {
            changes.push(Change::Shift(place, shift));
            changes.extend((0..config.breaks.len()).rev().map(|pause| Change::Break(place, shift, pause)));
        }
        changes.extend((0..agent.groups.len()).rev().map(|group| Change::Membership(place, group)));
    }
    for (place, stream) in streams.iter().enumerate() {
        changes.extend(STREAM.map(|change| Change::Stream(place, change)));
        if let Rate::Listed(calls) = &stream.rate {
            for call in 0..calls.len() {
                changes.extend(CALL.map(|change| Change::Call(place, call, change)));
            }
        }
    }
    for place in 0..faults.len() {
        changes.extend(FAULT.map(|change| Change::Fault(place, change)));
    }
    for place in 0..plan.steps.len() {
        changes.extend(STEP.map(|change| Change::Step(place, change)));
    }
    changes
}

impl Change {
    /// Makes the change; false where there is nothing to change any more.
    pub(super) fn apply(&self, plan: &mut Plan) -> bool {
        let config = &mut plan.config;
        match *self {
            Change::Whole(change) => {
                change(plan);
                Some(())
            }
            Change::NoClient(place) => clients::lose(plan, place).then_some(()),
            Change::Client(place, change) => plan.clients.get_mut(place).map(change),
            Change::Queue(place, change) => config.queues.get_mut(place).map(change),
            Change::Agent(place, change) => config.agents.get_mut(place).map(change),
            Change::Stream(place, change) => config.streams.get_mut(place).map(change),
            Change::Fault(place, change) => config.faults.get_mut(place).map(|fault| change(&mut fault.rule)),
            Change::Step(place, change) => plan.steps.get_mut(place).map(|step| change(&mut step.verb)),
            Change::Call(place, call, change) => {
                config.streams.get_mut(place).and_then(|stream| match &mut stream.rate {
                    Rate::Listed(calls) => calls.get_mut(call).map(change),
                    Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => None,
                })
            }
            Change::Shift(agent, shift) => {
                let shifts = config.agents.get_mut(agent).map(|agent| &mut agent.shifts);
                shifts.filter(|shifts| shift < shifts.len()).map(|shifts| drop(shifts.remove(shift)))
            }
            Change::Break(agent, shift, pause) => {
                let shift = config.agents.get_mut(agent).and_then(|agent| agent.shifts.get_mut(shift));
                let breaks = shift.map(|shift| &mut shift.breaks).filter(|breaks| pause < breaks.len());
                breaks.map(|breaks| {
                    breaks.remove(pause);
                })
            }
            Change::Membership(agent, place) => {
                let agent =
                    config.agents.get_mut(agent).filter(|agent| agent.groups.len() > 1 && place < agent.groups.len());
                agent.map(|agent| {
                    let gone = agent.groups.remove(place).group;
                    agent.shifts.iter_mut().for_each(|shift| shift.groups.retain(|group| *group != gone));
                    agent.shifts.retain(|shift| !shift.groups.is_empty());
                })
            }
        }
        .is_some()
    }
}
