//! What messages a drawn scenario looks for.

use acd_scenario::{Expectation, ExpectedMessage, MessageAbout, Plan, Subject, Want};
use serde_json::{Map, Value, json};
use tapi_types::{AddressId, AgentId, AgentState, Function, QueueId, SessionId, SessionState, line};

use super::dice::Dice;
use crate::told::Told;

/// The session states, agent states and address states of messages.
const SESSION: [SessionState; 3] = [SessionState::Ready, SessionState::BusyOnCall, SessionState::Ended];
const AGENT: [AgentState; 3] = [AgentState::Ready, AgentState::NotReady, AgentState::BusyAcd];
const ADDRESS: [line::AgentState; 3] =
    [line::AgentState::Ready, line::AgentState::BusyAcd, line::AgentState::LoggedOff];

/// A member of a message's expectation as it is written, and what the plan has of it.
struct Said<T> {
    name: &'static str,
    written: Value,
    meant: T,
}

/// Draws which messages are looked for. How many there are, and when one came, is for a run to say.
pub(super) fn draw(plan: &Plan, dice: &mut Dice) -> (Subject, Value) {
    let told = dice.one(&Told::ALL);
    let client = dice.below(plan.clients.len());
    let about = if dice.percent(40) { about(plan, told, dice) } else { None };
    let what = if dice.percent(50) { what(told, dice) } else { None };
    let state = if dice.percent(25) { state(told, dice) } else { None };
    let mut written: Map<String, Value> =
        [("type", Value::from(told.number().name())), ("count", Value::Null), ("seen_at", Value::Null)]
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .collect();
    if client > 0 || dice.percent(50) {
        written.insert("client".to_owned(), plan.clients[client].name.clone().into());
    }
    let message = ExpectedMessage {
        client,
        number: told.number(),
        about: take(about, &mut written),
        what: take(what, &mut written).unwrap_or(0),
        state: take(state, &mut written),
    };
    (Subject::Message(Box::new(message)), Value::Object(written))
}

fn take<T>(said: Option<Said<T>>, written: &mut Map<String, Value>) -> Option<T> {
    let Said { name, written: value, meant } = said?;
    written.insert(name.to_owned(), value);
    Some(meant)
}

/// What it is about: one of the things that its type is about.
fn about(plan: &Plan, told: Told, dice: &mut Dice) -> Option<Said<MessageAbout>> {
    let config = &plan.config;
    let said = |name, written: Value, meant| Some(Said { name, written, meant });
    match told {
        Told::Session => {
            let session = place(config.sessions.len(), dice)?;
            let name = plan.session_names[session].clone();
            said("session", name.into(), MessageAbout::Session(SessionId::at(session)))
        }
        Told::Agent => {
            let agent = AgentId::at(place(config.agents.len() + plan.new_agents.len(), dice)?);
            said("agent", plan.agent_name(agent).into(), MessageAbout::Agent(agent))
        }
        Told::Queue => {
            let queue = place(config.queues.len(), dice)?;
            said("queue", config.queues[queue].name.clone().into(), MessageAbout::Queue(QueueId::at(queue)))
        }
        Told::Address => {
            let address = place(plan.addresses.len(), dice)?;
            let meant = AddressId(u32::try_from(address + 1).ok()?);
            said("address", plan.addresses[address].clone().into(), MessageAbout::Address(meant))
        }
        Told::Specific => {
            let extension = u32::try_from(place(config.extensions.len(), dice)?).ok()?;
            said("extension", extension.into(), MessageAbout::Extension(extension))
        }
        Told::Reply => {
            let requests: Vec<&str> =
                plan.steps.iter().filter_map(|step| Some(step.verb.request()?.name.as_str())).collect();
            let name = dice.any(&requests)?.to_owned();
            said("request", name.clone().into(), MessageAbout::Request(name))
        }
        Told::Proxy => {
            let function = dice.one(Function::REQUESTS);
            said("request", function.name().into(), MessageAbout::Served(function.proxy_request()?))
        }
        Told::Close | Told::Group => None,
    }
}

/// The place of one of so many things, if there is any.
fn place(count: usize, dice: &mut Dice) -> Option<usize> {
    (count > 0).then(|| dice.below(count))
}

/// One of the things that are said to have changed.
fn what(told: Told, dice: &mut Dice) -> Option<Said<u32>> {
    let (name, bit) = dice.any(&told.what())?;
    Some(Said { name: "what", written: json!([name]), meant: bit })
}

/// One of the states that it carries.
fn state(told: Told, dice: &mut Dice) -> Option<Said<u32>> {
    let (name, meant) = match told {
        Told::Session => {
            let state = dice.one(&SESSION);
            (state.name(), state.line())
        }
        Told::Agent => {
            let state = dice.one(&AGENT);
            (state.name(), state.line())
        }
        Told::Address => {
            let state = dice.one(&ADDRESS);
            (state.name(), state.number())
        }
        Told::Close | Told::Reply | Told::Specific | Told::Queue | Told::Group | Told::Proxy => return None,
    };
    Some(Said { name: "state", written: name.into(), meant })
}

/// Expects what a run has shown: how many came, exactly or in a band or one at least, and now and then when one did.
pub(super) fn settle(expectation: &mut Expectation, seen: &Map<String, Value>, dice: &mut Dice) {
    let (how, timed) = (dice.below(3), dice.percent(50));
    let Some(count) = seen.get("count").and_then(Value::as_u64) else { return };
    let mut written = seen.clone();
    let at_least = |min: u64, max: Option<u64>| Want::Between {
        min: json!(min).as_f64(),
        max: max.and_then(|max| json!(max).as_f64()),
    };
    let want = match how {
        0 if count > 0 => {
            written.remove("count");
            at_least(1, None)
        }
        1 => {
            written.insert("count".to_owned(), json!({ "min": count / 2, "max": count + 1 }));
            at_least(count / 2, Some(count + 1))
        }
        _ => Want::Is(count.into()),
    };
    expectation.wants = vec![("count".to_owned(), want)];
    match seen.get("seen_at") {
        Some(at) if at.is_u64() && timed => expectation.wants.push(("seen_at".to_owned(), Want::Is(at.clone()))),
        _ => drop(written.remove("seen_at")),
    }
    expectation.written = Value::Object(written);
}
