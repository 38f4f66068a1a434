//! What lines are told: listeners, what is kept of it, and the end of a line.

use std::collections::BTreeMap;

use acd_core::{Command, RequestEnd};
use tapi_types::{LineError, LineHandle, Message, Time};
use tsp_provider::{MessageFilter, Messages, Received};

use super::World;

/// Those who read at once, and what they have heard.
#[derive(Debug, Default)]
pub(crate) struct Heard(BTreeMap<LineHandle, Listener>);

#[derive(Debug)]
struct Listener {
    messages: Messages,
    so_far: Vec<(Time, Message)>,
}

impl Heard {
    /// What a line has been told since its messages are kept.
    pub(crate) fn on(&self, line: LineHandle) -> Vec<(Time, Message)> {
        self.0.get(&line).map_or_else(Vec::new, |listener| listener.so_far.clone())
    }
}

impl World {
    /// From now on the engine says what listeners are to be told.
    pub(crate) fn listen(&mut self, line: LineHandle, filter: MessageFilter, capacity: usize) -> Messages {
        self.engine.announce(true);
        self.lines.listen(line, filter, capacity)
    }

    /// Keeps what a line is told from now on.
    pub(crate) fn keep_messages(&mut self, line: LineHandle, filter: MessageFilter) {
        let messages = self.listen(line, filter, usize::MAX);
        self.heard.0.insert(line, Listener { messages, so_far: Vec::new() });
    }

    /// Those who read at once read what they were told at this moment.
    pub(super) fn hear(&mut self, at: Time) {
        for Listener { messages, so_far } in self.heard.0.values_mut() {
            while let Some(Received::Message(message)) = messages.try_next() {
                so_far.push((at, message));
            }
        }
    }

    /// Closes a line: what is under way fails, and the agents that it made are released. POLICY `agent_end`.
    pub(crate) fn close(&mut self, line: LineHandle) {
        for request in self.waiting.of_line(line) {
            self.finish(request, self.engine.now(), RequestEnd::Replied(Err(LineError::OPERATIONFAILED)));
            self.engine.forget(request);
        }
        for agent in self.lines.close(line) {
            // One that is released already stays so.
            let _released = self.apply(&Command::ReleaseAgent { agent });
        }
    }
}
