//! The seam between the TAPI 3 face and an ACD.
//!
//! A [`Provider`] is one open line: the telephony service provider of TAPI 2.2 as an async, object-safe
//! trait, whose methods bear the names of the functions. A client such as `tapi-client` stands in front of
//! it; behind it stands whatever handles calls, a simulator first of all. The crate has no runtime, no clock
//! and no timer: how long to wait is the client's affair, what was in time is the provider's.
//!
//! [`conformance`] holds any provider against the contract.
//!
//! # Applications and proxies
//!
//! A [`Device`] is the part of TAPI between the two sides: applications open lines on it, and some of these serve requests as
//! proxies, so that an ACD written with it is asked by LINE_PROXYREQUEST, as a LINEPROXYREQUEST program is. A line is a
//! provider like any other. [`messages`] has what every line is told.
//!
//! # Around any provider
//!
//! Decorators are providers that hold another one and never look inside it: [`Faulty`] breaks requests by the fault
//! rules of scenarios, [`Delayed`] adds latency, [`Recorded`] notes what is asked and how it ends, as plain
//! [`Exchange`]s, and [`Replayed`] answers from those without the provider. They can be stacked. Their time is a
//! [`Timer`] that the caller gives; whether a reply that they hold back is in time, that clock decides.
//!
//! # A provider in a few lines
//!
//! Methods that are not overridden answer [`LineError::OPERATIONUNAVAIL`](tapi_types::LineError::OPERATIONUNAVAIL).
//!
//! ```
//! use tapi_types::{LineError, QueueId, QueueInfo, Span};
//! use tsp_provider::{Provider, Ticket, async_trait};
//!
//! /// One queue, in which three calls wait for ever.
//! struct StuckQueue;
//!
//! #[async_trait]
//! impl Provider for StuckQueue {
//!     async fn line_get_queue_info(&self, _ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
//!         if queue != QueueId::at(0) {
//!             return Err(LineError::INVALPARAM);
//!         }
//!         Ok(QueueInfo {
//!             measurement_period_s: 3600,
//!             total_calls_queued: 3,
//!             current_calls_queued: 3,
//!             total_calls_abandoned: 0,
//!             total_calls_flowed_in: 0,
//!             total_calls_flowed_out: 0,
//!             longest_ever_wait_time: Span::from_secs(60),
//!             current_longest_wait_time: Span::from_secs(60),
//!             average_wait_time_s: 0,
//!             final_disposition: 0,
//!         })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let ticket = Ticket::unlimited();
//! let info = StuckQueue.line_get_queue_info(&ticket, QueueId::at(0)).await.expect("the queue is there");
//! assert_eq!(info.current_calls_queued, 3);
//! let unserved = StuckQueue.line_set_queue_measurement_period(&ticket, QueueId::at(0), 60).await;
//! assert_eq!(unserved, Err(LineError::OPERATIONUNAVAIL));
//! # }
//! ```

pub mod conformance;
mod decorate;
mod device;
mod entry;
mod exchange;
mod forward;
pub mod messages;
mod provider;
mod proxy;
mod table;
mod ticket;
mod timer;

pub use async_trait::async_trait;
pub use decorate::{Delayed, Faulty, Notice, Recorded, Replayed, Unrecorded};
pub use device::{Device, Handler, Line, OpenOptions, relay};
pub use entry::{
    AgentCaps, AgentEntry, AgentStatusRecord, GroupEntry, ListedActivity, ListedGroup, ListedQueue, ListedSession,
    Login, QueueEntry, SessionEntry,
};
pub use exchange::{Answer, Ask, Exchange, Outcome};
pub use messages::{MessageFilter, Messages, Received};
pub use provider::Provider;
pub use proxy::{Client, ProxyRequest};
pub use tapi_types::AddressId;
pub use ticket::{Ticket, Verdict};
pub use timer::{Sleep, Timer};
