//! A trial's ears: what a line is told.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use tapi_types::{Message, Span};

use super::clause::Stop;
use super::stand::Stand;
use crate::messages::Received;
use crate::{MessageFilter, Messages, Provider};

/// How much of the provider's time may go by until a message comes, and by how much it goes.
const PATIENCE_STEPS: u32 = 10;
const STEP: Span = Span::from_secs(1);

/// Room for all that a trial brings about.
const ROOM: usize = 1000;

/// A listener on a line.
pub(super) struct Ears {
    messages: Messages,
}

impl Ears {
    /// Listens to everything on a line. Skips the clause where nothing is ever told.
    pub(super) async fn on(line: &dyn Provider) -> Result<Ears, Stop> {
        Ears::with(line, MessageFilter::ALL, ROOM).await
    }

    pub(super) async fn with(line: &dyn Provider, filter: MessageFilter, capacity: usize) -> Result<Ears, Stop> {
        let mut ears = Ears { messages: line.messages(filter, capacity) };
        if ears.is_over().await { Err(Stop::Skipped("the provider sends no messages")) } else { Ok(ears) }
    }

    /// True where nothing is there and nothing more comes.
    pub(super) async fn is_over(&mut self) -> bool {
        let mut next = pin!(self.messages.next());
        poll_fn(|context| Poll::Ready(matches!(next.as_mut().poll(context), Poll::Ready(None)))).await
    }

    /// What is there.
    pub(super) fn received(&mut self) -> Vec<Received> {
        std::iter::from_fn(|| self.messages.try_next()).collect()
    }

    /// What is there, none of it lost.
    pub(super) fn heard(&mut self) -> Result<Vec<Message>, Stop> {
        let received = self.received().into_iter();
        received
            .map(|received| match received {
                Received::Message(message) => Ok(message),
                Received::Missed(lost) => {
                    Err(Stop::Broken(format!("{lost} messages are missing from a buffer of {ROOM}")))
                }
            })
            .collect()
    }

    /// Listens until a message comes that must, and gives all up to then.
    pub(super) async fn until(
        &mut self,
        stand: &Stand<'_>,
        what: &str,
        wanted: impl Fn(Message) -> bool,
    ) -> Result<Vec<Message>, Stop> {
        let mut heard = Vec::new();
        for _ in 0..PATIENCE_STEPS {
            heard.extend(self.heard()?);
            if heard.iter().any(|message| wanted(*message)) {
                return Ok(heard);
            }
            stand.floor.pass(STEP).await;
        }
        Err(Stop::Broken(format!("{what} was not told, but {heard:?}")))
    }
}
