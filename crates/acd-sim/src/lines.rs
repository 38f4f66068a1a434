//! The lines that clients have open, and what they are told.

use std::collections::BTreeMap;

use tapi_types::{AgentId, LineHandle, Message, RequestId};
use tsp_provider::messages::{Board, Wakers};
use tsp_provider::{Client, MessageFilter, Messages};

/// All of them.
#[derive(Debug)]
pub(crate) struct Lines {
    clients: BTreeMap<LineHandle, Client>,
    board: Board,
    /// The agents that clients have made, by the line on which they did.
    made: BTreeMap<AgentId, LineHandle>,
    /// Somebody listens or has listened.
    told: bool,
    /// How many were opened.
    opened: usize,
    wakers: Wakers,
}

impl Lines {
    /// The line that is open from the start, for whoever opens none.
    pub(crate) const FIRST: LineHandle = match LineHandle::new(1) {
        Some(first) => first,
        None => unreachable!(),
    };

    pub(crate) fn new() -> Lines {
        let mut lines = Lines {
            clients: BTreeMap::new(),
            board: Board::default(),
            made: BTreeMap::new(),
            told: false,
            opened: 0,
            wakers: Wakers::default(),
        };
        lines.open(Client::default());
        lines
    }

    pub(crate) fn open(&mut self, client: Client) -> LineHandle {
        let line = LineHandle::at(self.opened);
        self.opened += 1;
        self.clients.insert(line, client);
        self.board.open(line);
        line
    }

    /// Who has a line open; `None` once it is closed.
    pub(crate) fn client(&self, line: LineHandle) -> Option<&Client> {
        self.clients.get(&line)
    }

    /// Ends a line. The agents that its client has made.
    pub(crate) fn close(&mut self, line: LineHandle) -> Vec<AgentId> {
        self.wakers.join(self.board.close(line));
        self.clients.remove(&line);
        let made = self.made.iter().filter(|(_, maker)| **maker == line).map(|(agent, _)| *agent).collect();
        self.made.retain(|_, maker| *maker != line);
        made
    }

    pub(crate) fn listen(&mut self, line: LineHandle, filter: MessageFilter, capacity: usize) -> Messages {
        self.told = true;
        let Some(client) = self.clients.get(&line) else { return Messages::none() };
        self.board.listen(line, filter.on_line_of(client.version), capacity)
    }

    /// A client has made an agent that the roster does not have.
    pub(crate) fn keep_made(&mut self, line: LineHandle, agent: AgentId) {
        self.made.insert(agent, line);
    }

    /// A request of a line is over for its client, replied or not: what was held back until then comes now.
    pub(crate) fn over(&mut self, line: LineHandle, request: RequestId) {
        if self.told {
            self.wakers.join(self.board.over(line, request));
        }
    }

    /// Tells every line. `makers` are the requests that made what the message is about, each with its line.
    pub(crate) fn tell(&mut self, message: Message, makers: &[(LineHandle, RequestId)]) {
        self.wakers.join(self.board.tell_all(message, None, makers));
    }

    pub(crate) fn take_wakers(&mut self) -> Wakers {
        std::mem::take(&mut self.wakers)
    }
}
