//! TAPI 2.0 and 2.2: the constants of `tapi.h`, a family to a type, under the names that they have there without
//! `LINE`. Meant to be used with the name of the module: `line::AgentState` is `LINEAGENTSTATE_`, while
//! [`AgentState`](crate::AgentState) is what the simulated ACD means by an agent's state.

mod address;
mod agent;
mod errors;
mod feature;
mod function;
mod group;
mod legacy;
mod message;
mod open;
mod proxy;
mod queue;
mod session;
mod version;

pub use address::AddressCapFlag;
pub use agent::{AgentStateEx, AgentStatusEx};
pub use feature::AgentFeature;
pub use function::Function;
pub use group::GroupStatus;
pub use legacy::{AgentState, AgentStatus};
pub use message::{MessageNumber, Sender};
pub use open::OpenOption;
pub use proxy::{ProxyRequestType, ProxyStatus};
pub use queue::QueueStatus;
pub use session::{AgentSessionState, AgentSessionStatus};
pub use version::ApiVersion;
