//! The lines that the clients of a scenario have open.

use std::sync::Arc;

use acd_scenario::{Client, Plan, Subject};
use acd_sim::{Sim, SimProvider};
use tapi_client::CallCenter;
use tapi_types::{Message, Time};
use tsp_provider::{MessageFilter, Provider};

use super::Names;

/// Puts something around a provider.
pub type Wrap<'a> = Box<dyn FnMut(Arc<dyn Provider>) -> Arc<dyn Provider> + 'a>;

/// A client's line.
pub(crate) struct Line {
    pub(crate) provider: Arc<dyn Provider>,
    pub(crate) center: CallCenter,
    pub(super) names: Names,
    /// What it is told comes from here, past what stands around it.
    bare: SimProvider,
}

/// All of them, in the order of the file.
pub(crate) struct Lines(Vec<Line>);

impl Lines {
    /// Opens a line for each client. What a scenario wants to know of a client's messages is kept.
    pub(crate) fn open(sim: &Sim, plan: &Plan, mut wrap: Option<Wrap<'_>>) -> Lines {
        let names = Names::new(plan);
        let mut open = |place: usize, client: &Client| {
            let bare = sim.open(opened_by(client));
            if listens(plan, place) {
                bare.keep_messages(filter(client));
            }
            let provider: Arc<dyn Provider> = Arc::new(bare.clone());
            let provider = match &mut wrap {
                Some(wrap) => wrap(provider),
                None => provider,
            };
            let center = CallCenter::new(provider.clone()).with_errors(plan.client_errors);
            Line { provider, center, names: names.clone(), bare }
        };
        Lines(plan.clients.iter().enumerate().map(|(place, client)| open(place, client)).collect())
    }

    /// The line of the client at a place in the plan.
    pub(crate) fn of(&self, client: usize) -> &Line {
        &self.0[client]
    }

    /// What the client at a place has been told, and when.
    pub(crate) fn heard(&self, client: usize) -> Vec<(Time, Message)> {
        self.0[client].bare.kept_messages()
    }
}

fn listens(plan: &Plan, place: usize) -> bool {
    plan.expectations.iter().any(|expectation| match &expectation.of {
        Subject::Message(message) => message.client == place,
        Subject::Session(_) | Subject::Agent(_) | Subject::Queue(_) | Subject::Call(_) | Subject::Reply(_) => false,
    })
}

fn opened_by(client: &Client) -> tsp_provider::Client {
    tsp_provider::Client { machine: client.name.clone(), user: client.user.clone(), version: client.version }
}

fn filter(client: &Client) -> MessageFilter {
    match &client.messages {
        None => MessageFilter::ALL,
        Some(wanted) => wanted.iter().fold(MessageFilter::LEAST, |filter, kind| filter.with(*kind)),
    }
}
