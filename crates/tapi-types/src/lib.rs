//! The vocabulary of the TAPI 2.2 call-centre contract.
//!
//! Ids, virtual time, states, the three statistics records, errors, and the rules of fault injection as
//! pure data. Every other crate speaks in these words; this one depends on nothing that runs.

mod fault;
mod function;
mod hresult;
mod ids;
mod info;
mod line_error;
mod narrow;
mod state;
mod time;

pub use fault::{Effect, FaultBook, FaultRule, ObjectFilter};
pub use function::Function;
pub use hresult::Hresult;
pub use ids::{AgentId, CallHandle, GroupId, QueueId, RequestId, SessionId};
pub use info::{AgentInfo, AgentSessionInfo, Currency, QueueInfo};
pub use line_error::LineError;
pub use narrow::{dword, long};
pub use state::{AgentState, SessionState};
pub use time::{Span, Time};
