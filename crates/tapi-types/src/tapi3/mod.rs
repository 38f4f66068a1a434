//! TAPI 3: the enumerations of `tapi3cc.h` and `tapi3if.h`, a family to a type, under the names that they have there.
//! Meant to be used with the name of the module: `tapi3::AgentState` is AGENT_STATE, while
//! [`AgentState`](crate::AgentState) is what the simulated ACD means by an agent's state.
//!
//! A method carries them as a C enumeration, which is 32 bits wide: `i32::from` and `TryFrom<i32>` convert.

mod agent;
mod dispatch;
mod event;
mod group;
mod handler;
mod queue;
mod session;

pub use agent::{AgentEvent, AgentState};
pub use dispatch::DispatchBase;
pub use event::TapiEvent;
pub use group::AcdGroupEvent;
pub use handler::AgentHandlerEvent;
pub use queue::AcdQueueEvent;
pub use session::{AgentSessionEvent, AgentSessionState};
