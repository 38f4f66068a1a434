//! Fewer clients, and plainer ones.

use acd_scenario::{Client, Plan, Subject, Verb};

/// The client at a place goes; what it asks, the first of those that stay asks. False where messages to it are looked for, or
/// nobody would be left.
pub(super) fn lose(plan: &mut Plan, place: usize) -> bool {
    if plan.clients.len() < 2 || place >= plan.clients.len() || is_listened_to(plan, place) {
        return false;
    }
    plan.clients.remove(place);
    let moved = |client: usize| if client > place { client - 1 } else { client };
    for step in &mut plan.steps {
        if let Verb::Request(request) = &mut step.verb {
            request.client = if request.client == place { 0 } else { moved(request.client) };
        }
    }
    for expectation in &mut plan.expectations {
        if let Subject::Message(message) = &mut expectation.of {
            message.client = moved(message.client);
        }
    }
    true
}

fn is_listened_to(plan: &Plan, place: usize) -> bool {
    plan.expectations.iter().any(|expectation| match &expectation.of {
        Subject::Message(message) => message.client == place,
        Subject::Session(_) | Subject::Agent(_) | Subject::Queue(_) | Subject::Call(_) | Subject::Reply(_) => false,
    })
}

/// Only the usual client, of whom a file need not say anything.
pub(super) fn make_usual(plan: &mut Plan) {
    if plan.clients.len() > 1 {
        return;
    }
    plan.clients = vec![Client::default()];
    for expectation in &mut plan.expectations {
        if let (Subject::Message(_), Some(written)) = (&expectation.of, expectation.written.as_object_mut()) {
            written.remove("client");
        }
    }
}

/// One that gets everything.
pub(super) fn make_plain(client: &mut Client) {
    *client = Client::new(&client.name);
}
