//! Providers around any provider: they break, delay, record and play back what goes through them.

mod delayed;
mod desk;
mod faulty;
mod notice;
mod passage;
mod recorded;
mod replayed;
mod tape;
mod unrecorded;

pub use delayed::Delayed;
pub use faulty::Faulty;
pub use notice::Notice;
pub(crate) use passage::Passage;
pub use recorded::Recorded;
pub use replayed::Replayed;
pub use unrecorded::Unrecorded;

/// Writes `impl Provider` for a decorator whose requests all go through one method of its own,
/// `async fn ask(&self, &Ticket, Ask) -> Result<Answer, LineError>`. What is no request stands in the braces; with `lookups
/// inside`, lookups go straight to the provider in the field `inner`.
macro_rules! provide {
    (impl($($generics:tt)*) Provider for $decorator:ty, lookups inside { $($rest:tt)* }) => {
        $crate::decorate::provide! {
            impl($($generics)*) Provider for $decorator {
                fn session_entry(&self, session: tapi_types::SessionId) -> Option<$crate::SessionEntry> {
                    self.inner.session_entry(session)
                }

                fn agent_entry(&self, agent: tapi_types::AgentId) -> Option<$crate::AgentEntry> {
                    self.inner.agent_entry(agent)
                }

                fn queue_entry(&self, queue: tapi_types::QueueId) -> Option<$crate::QueueEntry> {
                    self.inner.queue_entry(queue)
                }

                $($rest)*
            }
        }
    };
    (impl($($generics:tt)*) Provider for $decorator:ty { $($rest:tt)* }) => {
        #[async_trait::async_trait]
        impl<$($generics)*> $crate::Provider for $decorator {
            async fn line_get_agent_session_info(
                &self,
                ticket: &$crate::Ticket,
                session: tapi_types::SessionId,
            ) -> Result<tapi_types::AgentSessionInfo, tapi_types::LineError> {
                $crate::decorate::answered!(self, ticket, GetAgentSessionInfo(session), AgentSessionInfo)
            }

            async fn line_get_agent_info(
                &self,
                ticket: &$crate::Ticket,
                agent: tapi_types::AgentId,
            ) -> Result<tapi_types::AgentInfo, tapi_types::LineError> {
                $crate::decorate::answered!(self, ticket, GetAgentInfo(agent), AgentInfo)
            }

            async fn line_get_queue_info(
                &self,
                ticket: &$crate::Ticket,
                queue: tapi_types::QueueId,
            ) -> Result<tapi_types::QueueInfo, tapi_types::LineError> {
                $crate::decorate::answered!(self, ticket, GetQueueInfo(queue), QueueInfo)
            }

            async fn line_set_agent_session_state(
                &self,
                ticket: &$crate::Ticket,
                session: tapi_types::SessionId,
                state: Option<tapi_types::SessionState>,
                next: Option<tapi_types::SessionState>,
            ) -> Result<(), tapi_types::LineError> {
                $crate::decorate::answered!(self, ticket, SetAgentSessionState { session, state, next })
            }

            async fn line_set_agent_state_ex(
                &self,
                ticket: &$crate::Ticket,
                agent: tapi_types::AgentId,
                state: Option<tapi_types::AgentState>,
                next: Option<tapi_types::AgentState>,
            ) -> Result<(), tapi_types::LineError> {
                $crate::decorate::answered!(self, ticket, SetAgentStateEx { agent, state, next })
            }

            async fn line_set_agent_measurement_period(
                &self,
                ticket: &$crate::Ticket,
                agent: tapi_types::AgentId,
                seconds: u32,
            ) -> Result<(), tapi_types::LineError> {
                $crate::decorate::answered!(self, ticket, SetAgentMeasurementPeriod { agent, seconds })
            }

            async fn line_set_queue_measurement_period(
                &self,
                ticket: &$crate::Ticket,
                queue: tapi_types::QueueId,
                seconds: u32,
            ) -> Result<(), tapi_types::LineError> {
                $crate::decorate::answered!(self, ticket, SetQueueMeasurementPeriod { queue, seconds })
            }

            async fn line_create_agent_session(
                &self,
                ticket: &$crate::Ticket,
                agent: tapi_types::AgentId,
                group: tapi_types::GroupId,
                address: $crate::AddressId,
                pin: Option<String>,
            ) -> Result<tapi_types::SessionId, tapi_types::LineError> {
                $crate::decorate::answered!(self, ticket, CreateAgentSession { agent, group, address, pin }, Session)
            }

            $($rest)*
        }
    };
}
use provide;

/// Asks one thing, and takes from the answer what it must hold. An ACD that answers one question with the answer to
/// another is broken.
macro_rules! answered {
    ($decorator:ident, $ticket:ident, $name:ident $arguments:tt) => {{
        let $crate::Answer::Done = $decorator.ask($ticket, $crate::Ask::$name $arguments).await? else {
            return Err(tapi_types::LineError::OPERATIONFAILED);
        };
        Ok(())
    }};
    ($decorator:ident, $ticket:ident, $name:ident $arguments:tt, $answer:ident) => {{
        let $crate::Answer::$answer(answer) = $decorator.ask($ticket, $crate::Ask::$name $arguments).await? else {
            return Err(tapi_types::LineError::OPERATIONFAILED);
        };
        Ok(answer)
    }};
}
use answered;
