//! Values in place of what is drawn: what a run gave takes the place of distributions and streams.
//!
//! Two things are not here, since they differ by who asks: which calls a stream is said to have brought, and the choices of
//! queues under the strategy `random`.

use acd_core::{Answer, Command, Config, Distribution, Drawn, ListedCall, Rate, StreamConfig};
use acd_scenario::Verb;
use tapi_types::{Span, Time};

/// Makes a stream a list of calls, each with its times.
pub fn stream(stream: &mut StreamConfig, calls: Vec<ListedCall>) {
    stream.from = Time::ZERO;
    stream.to = None;
    stream.count = None;
    stream.rate = Rate::Listed(calls);
    stream.talk = None;
    stream.wrap_up = Distribution::Constant(Span::ZERO);
    stream.patience = None;
}

/// Gives a step the times of the command that it was. Other steps draw nothing and stay as they are.
pub fn step(verb: &mut Verb, command: &Command) {
    let fixed = |drawn: Option<Span>| drawn.map(Distribution::Constant);
    match (verb, command) {
        (Verb::Arrive(arrive), Command::Arrive { times, .. }) => {
            arrive.talk = fixed(times.talk);
            arrive.wrap_up = Distribution::Constant(times.wrap_up);
            arrive.patience = fixed(times.patience);
        }
        (Verb::Transfer(transfer), Command::Transfer { talk, wrap_up, patience, .. }) => {
            transfer.talk = fixed(*talk);
            transfer.wrap_up = fixed(*wrap_up);
            transfer.patience = fixed(*patience);
        }
        (Verb::NonAcdCall { talk, .. }, Command::NonAcdCall { talk: drawn, .. }) => *talk = fixed(*drawn),
        _ => {}
    }
}

/// Lists how long each agent let offers ring, and the latencies of requests.
pub fn times(config: &mut Config, drawn: &Drawn) {
    for (agent, answers) in config.agents.iter_mut().zip(&drawn.answer_after) {
        if let Answer::After(after) = &mut agent.answer {
            list(after, answers);
        }
    }
    list(&mut config.handle_after, &drawn.handle_after);
    list(&mut config.reply_after, &drawn.reply_after);
}

/// A constant draws nothing and stays as it is.
fn list(times: &mut Distribution, drawn: &[Span]) {
    if times.constant().is_none() {
        *times = match drawn {
            // Nothing was drawn, so it does not matter.
            [] => Distribution::Constant(Span::ZERO),
            values => Distribution::Listed { values: values.to_vec() },
        };
    }
}
