//! The TAPI 3 face of a call centre.
//!
//! [`CallCenter`] stands in front of a [`Provider`](tsp_provider::Provider), or several, and hands out the objects of
//! TAPI 3, with their methods in snake case. The names of the headers are aliases, so that a search of these pages for
//! `get_NumberOfCalls` finds [`AgentSession::number_of_calls`].
//!
//! | Interface | Here |
//! |---|---|
//! | `ITTAPICallCenter` | [`CallCenter`] |
//! | `ITAgentHandler` | [`AgentHandler`] |
//! | `ITAgent`, `ITAgentSession` | [`Agent`], [`AgentSession`] |
//! | `ITACDGroup`, `ITQueue` | [`AcdGroup`], [`Queue`] |
//! | `ITAddress` | [`AddressId`] |
//! | `IEnumAgent`, `IEnumAgentSession`, `IEnumQueue`, `IEnumACDGroup`, `IEnumAgentHandler` | [`Enumerator`] |
//! | `ITCollection` | a `Vec` |
//! | `ITAgentEvent`, `ITAgentSessionEvent`, `ITACDGroupEvent`, `ITQueueEvent`, `ITAgentHandlerEvent` | [`Event`] |
//! | `ITTAPIEventNotification`, and `put_EventFilter` of `ITTAPI` | [`Events`] |
//!
//! # Requests
//!
//! A getter of statistics makes one request for the whole record and reads one field of it; two getters need
//! not see the same picture. Who wants one picture takes the record itself: [`AgentSession::info`],
//! [`Agent::info`], [`Queue::info`].
//!
//! A method that makes a request is `async`, and no other is. It waits for its reply for at most [`LIMIT`], or what
//! [`CallCenter::with_limit`] says, and then answers [`TapiError::Timeout`]. POLICY `timeouts_and_errors`: that holds for
//! those too whose pages do not list it, and for the errors of the function likewise. The request is not undone by the
//! time-out: a session may have been created, a state set. The timer is tokio's, and armed only for a reply that is not
//! there at once, so a provider that answers at once needs no runtime. Dropping a method's future tells the provider that
//! nobody waits any more, and undoes the request as little as the time-out does; one that was never polled was never made.
//!
//! Everything here is `Send`, the futures of methods too, and everything but [`Events`], which one reader has, is `Sync`.
//!
//! # What is known without a request
//!
//! Names, states and the like come from the provider's entries. Where it has none, as behind a proxy that keeps no book,
//! the client knows what it made and what was listed, and what its [`Events`] have told since. What they have told is
//! removed answers [`TapiError::GroupRemoved`] or [`TapiError::QueueRemoved`] from then on, without a request; whoever
//! hears no events learns of it when a request answers that there is no such thing.
//!
//! A null pointer is nothing that a caller can pass here; [`TapiError::Pointer`] is for faces that stand in front of this
//! one. The crate starts no task.
//!
//! [`TokioTimer`] is the clock for the decorators of `tsp-provider`, so that a provider can be broken, delayed, recorded
//! and replayed under the same clock that the limits go by.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::Duration;
//!
//! use tapi_client::{CallCenter, TapiError};
//! use tapi_types::{AgentSessionInfo, Currency, LineError, SessionId, SessionState, Span, Time};
//! use tsp_provider::{Provider, Ticket, async_trait};
//!
//! /// An ACD with one session, which answers after three minutes.
//! struct Dawdler;
//!
//! #[async_trait]
//! impl Provider for Dawdler {
//!     async fn line_get_agent_session_info(
//!         &self,
//!         _ticket: &Ticket,
//!         session: SessionId,
//!     ) -> Result<AgentSessionInfo, LineError> {
//!         tokio::time::sleep(Duration::from_secs(180)).await;
//!         if session != SessionId::at(0) {
//!             return Err(LineError::INVALPARAM);
//!         }
//!         Ok(AgentSessionInfo {
//!             state: SessionState::Ready,
//!             next_state: None,
//!             session_start: Time::ZERO,
//!             session_duration: Span::from_secs(3600),
//!             number_of_calls: 12,
//!             total_talk_time: Span::from_secs(1200),
//!             total_call_time: Span::from_secs(1500),
//!             total_wrap_up_time: Span::from_secs(300),
//!             acd_call_rate: Currency(120_000),
//!             longest_time_to_answer: Span::from_secs(30),
//!             sum_time_to_answer: Span::from_secs(60),
//!             answers: 12,
//!         })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let center = CallCenter::new(Arc::new(Dawdler));
//! let session = center.session(SessionId::at(0));
//! assert_eq!(session.number_of_calls().await, Err(TapiError::Timeout));
//!
//! let patient = session.with_limit(Duration::from_secs(300));
//! assert_eq!(patient.number_of_calls().await, Ok(12));
//! assert_eq!(patient.average_talk_time().await, Ok(100));
//!
//! let unknown = center.with_limit(Duration::from_secs(300)).session(SessionId::at(7));
//! let error = unknown.number_of_calls().await.expect_err("there is no such session");
//! assert_eq!(error.to_string(), "LINEERR_INVALPARAM (0x80000032)");
//! # }
//! ```

mod agent;
mod book;
mod center;
mod enumerator;
mod error;
mod event;
mod events;
mod getters;
mod group;
mod handler;
mod limit;
mod line;
mod queue;
mod session;
mod timer;

pub use agent::Agent;
pub use center::CallCenter;
pub use enumerator::{EnumAcdGroup, EnumAddress, EnumAgent, EnumAgentHandler, EnumAgentSession, EnumQueue, Enumerator};
pub use error::TapiError;
pub use event::{AcdGroupEvent, AgentEvent, AgentHandlerEvent, AgentSessionEvent, Event, QueueEvent};
pub use events::Events;
pub use group::{AcdGroup, GroupArgument};
pub use handler::AgentHandler;
pub use line::LIMIT;
pub use queue::Queue;
pub use session::AgentSession;
pub use timer::TokioTimer;
pub use tsp_provider::AddressId;
