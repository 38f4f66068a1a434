//! What the router answers to each request.

use tapi_types::line::ApiVersion;
use tapi_types::{AgentId, Bits, LineError, SessionId};
use tsp_provider::{AgentCaps, Answer, Ask, ListedGroup, ListedQueue, ListedSession};

use crate::acd::Acd;
use crate::router::Router;
use crate::session::Work;

impl Acd {
    /// Answers a request, and does what it asks for.
    pub(crate) fn answer(&mut self, ask: Ask) -> Result<Answer, LineError> {
        match ask {
            Ask::GetAgentSessionInfo(session) => {
                Ok(Answer::AgentSessionInfo(self.session_info(self.session(session)?)))
            }
            Ask::GetAgentInfo(agent) => Ok(Answer::AgentInfo(self.agent_info(self.agent(agent)?))),
            Ask::GetQueueInfo(queue) => known(queue == Router::queue()).map(|()| Answer::QueueInfo(self.queue_info())),
            Ask::SetAgentSessionState { session, state, next } => {
                self.set_session(self.session(session)?, state, next).map(|()| Answer::Done)
            }
            Ask::SetAgentStateEx { agent, state, next } => {
                self.set_agent(self.agent(agent)?, state, next).map(|()| Answer::Done)
            }
            Ask::SetAgentMeasurementPeriod { agent, seconds } => {
                let place = self.agent(agent)?;
                known(seconds > 0)?;
                (self.agents[place].period_s, self.agents[place].work) = (seconds, Work::default());
                Ok(Answer::Done)
            }
            Ask::SetQueueMeasurementPeriod { queue, seconds } => {
                known(queue == Router::queue() && seconds > 0)?;
                self.queue.begin_period(seconds);
                Ok(Answer::Done)
            }
            Ask::CreateAgentSession { agent, group, address, pin: _ } => {
                let agent = self.agent(agent)?;
                known(group == Router::group())?;
                Ok(Answer::Session(SessionId::at(self.create_session(agent, address))))
            }
            Ask::CreateAgent(login) => Ok(Answer::Agent(AgentId::at(self.log_in(login.id.as_deref())?))),
            Ask::GetAgentSessionList(agent) => Ok(Answer::Sessions(self.sessions_of(self.agent(agent)?))),
            Ask::GetQueueList(group) => {
                known(group == Router::group())?;
                Ok(Answer::Queues(vec![ListedQueue { queue: Router::queue(), name: "queue".to_owned() }]))
            }
            Ask::GetGroupList => {
                Ok(Answer::Groups(vec![ListedGroup { group: Router::group(), name: "group".to_owned() }]))
            }
            Ask::GetAgentCaps { address: _, version } => Ok(Answer::AgentCaps(caps(version))),
            // The device does not hand on what nobody serves.
            Ask::GetAgentStatus(_)
            | Ask::SetAgentGroup { .. }
            | Ask::SetAgentState { .. }
            | Ask::SetAgentActivity { .. }
            | Ask::GetAgentActivityList(_)
            | Ask::GetAgentGroupList(_)
            | Ask::AgentSpecific { .. }
            | Ask::GroupEntry(_)
            | Ask::Addresses
            | Ask::SessionEntry(_)
            | Ask::AgentEntry(_)
            | Ask::QueueEntry(_) => Err(LineError::OPERATIONUNAVAIL),
        }
    }

    fn session(&self, session: SessionId) -> Result<usize, LineError> {
        known(session.index() < self.sessions.len()).map(|()| session.index())
    }

    fn agent(&self, agent: AgentId) -> Result<usize, LineError> {
        known(agent.index() < self.agents.len()).map(|()| agent.index())
    }

    /// In order of creation, ended ones too.
    fn sessions_of(&self, agent: usize) -> Vec<ListedSession> {
        let of_agent = self.sessions.iter().enumerate().filter(|(_, session)| session.agent == agent);
        let listed = of_agent.map(|(place, session)| ListedSession {
            session: SessionId::at(place),
            agent: AgentId::at(agent),
            group: Router::group(),
            address: session.address,
        });
        listed.collect()
    }
}

/// What does not exist, and what makes no sense, is a wrong parameter.
fn known(is_known: bool) -> Result<(), LineError> {
    if is_known { Ok(()) } else { Err(LineError::INVALPARAM) }
}

/// Nothing of TAPI 2.0 is served but this.
fn caps(version: ApiVersion) -> AgentCaps {
    AgentCaps {
        handler: "router".to_owned(),
        version: version.min(ApiVersion::V2_2),
        features: Bits::NONE,
        states: Bits::NONE,
        next_states: Bits::NONE,
        max_groups: 1,
        status_messages: Bits::NONE,
        extensions: Vec::new(),
        proxy: None,
    }
}
