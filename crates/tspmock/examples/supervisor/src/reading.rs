//! Everything is read anew.

use tapi_client::{AgentSession, TapiError};
use tapi_types::{AgentId, LineError, SessionState};

use crate::Deed;
use crate::desk::{Desk, Loan, is_gone};
use crate::supervisor::Phase;

impl Desk {
    /// Reads which posts there are and who is lent. What fails leaves all as it was, to be read another time.
    pub(crate) async fn read_anew(&mut self) -> Result<(), TapiError> {
        let handlers = self.center.agent_handlers()?;
        // Not all proxies are there.
        let handler = handlers.first().ok_or(TapiError::Line(LineError::OPERATIONUNAVAIL))?;
        let groups = handler.acd_groups().await?;
        let mut closed = Vec::new();
        for watched in &self.posts {
            let queues = match groups.iter().find(|group| group.id() == watched.post.group) {
                Some(group) => group.queues().await?,
                None => Vec::new(),
            };
            closed.push(queues.iter().all(|queue| queue.id() != watched.post.queue));
        }
        let (mut loans, mut strangers) = (Vec::new(), Vec::new());
        for place in 0..self.posts.len() {
            for agent in self.posts[place].post.helpers.clone() {
                match self.read_helper(place, agent, &mut loans).await {
                    Err(error) if is_gone(error) => strangers.push(agent),
                    read => read?,
                }
            }
        }
        for (place, closed) in closed.into_iter().enumerate() {
            self.close(place, closed);
        }
        self.loans = loans;
        self.strangers = strangers;
        self.anew = false;
        self.did(Deed::ReadAnew(self.loans.len()));
        Ok(())
    }

    /// Finds the sessions by which an agent helps at a post.
    async fn read_helper(&self, place: usize, agent: AgentId, loans: &mut Vec<Loan>) -> Result<(), TapiError> {
        for session in self.center.agent(agent).session_list().await? {
            let is_here = session.acd_group()?.id() == self.posts[place].post.group;
            // What has ended stays so, however old the news.
            if is_here && session.state()? != SessionState::Ended {
                let phase = self.phase(&session).await?;
                loans.extend(phase.map(|phase| Loan { agent, place, session, phase }));
            }
        }
        Ok(())
    }

    /// How far a session has come; nothing if it is over. The next state is part of the answer.
    async fn phase(&self, session: &AgentSession) -> Result<Option<Phase>, TapiError> {
        let info = session.info().await?;
        let was_helping = |loan: &Loan| loan.session.id() == session.id() && loan.phase != Phase::Starting;
        Ok(match (info.state, info.next_state) {
            (SessionState::Ended, _) => None,
            (_, Some(SessionState::Ended)) => Some(Phase::Leaving),
            // Who was READY once is NOT_READY because he wants to be.
            (SessionState::NotReady, _) if !self.loans.iter().any(was_helping) => Some(Phase::Starting),
            (_, _) => Some(Phase::Helping),
        })
    }
}
