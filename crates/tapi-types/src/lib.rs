//! The vocabulary of the TAPI 2.2 call-centre contract.
//!
//! Ids, virtual time, states, the three statistics records, errors, and the rules of fault injection as
//! pure data; in [`line`](mod@line) and [`tapi3`] the constants of the two faces of TAPI, a type for each family. Every
//! other crate speaks in these words; this one depends on nothing that runs.

mod bits;
mod constant;
mod fault;
mod followers;
mod hresult;
mod ids;
mod info;
pub mod line;
mod line_error;
mod message;
mod name;
mod narrow;
mod nearest;
mod policy;
mod reading;
mod state;
pub mod tapi3;
mod time;

pub use bits::{Bit, Bits};
pub use constant::{Constant, Dword, UnknownNumber};
pub use fault::{Effect, FaultBook, FaultRule, ObjectFilter};
pub use hresult::Hresult;
pub use ids::{
    ActivityId, AddressId, AgentId, AppHandle, CallHandle, GroupId, LineHandle, QueueId, RequestId, SessionId,
};
pub use info::{AgentInfo, AgentSessionInfo, Currency, QueueInfo};
pub use line::Function;
pub use line_error::LineError;
pub use message::{Message, NoMessage};
pub use name::UnknownName;
pub use narrow::{dword, long};
pub use nearest::nearest;
pub use policy::Policy;
pub use reading::LineErrorReading;
pub use state::{AgentState, SessionState};
pub use time::{Span, Time};
