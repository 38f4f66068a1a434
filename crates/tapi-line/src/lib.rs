//! The TAPI 2.2 face of a call centre, as C programs know it, in safe Rust.
//!
//! A [`LineApp`] is one application. It has all 23 functions of the call centre with the arguments of `tapi.h`: handles are
//! DWORDs, structures are bytes that begin with `dwTotalSize`, and what comes back is a LONG. Behind it stands any
//! [`Provider`](tsp_provider::Provider), which an [`Opener`] opens for each line.
//!
//! # Requests
//!
//! Twenty of the functions are requests. Their LONG is a request id above zero, or a negative LINEERR_ and nothing
//! follows; it is never zero. What was asked for is there when LINE_REPLY has come and says that it went well. The other
//! three are answered at once, with zero or an error.
//!
//! What is wrong with the arguments themselves is found before the provider hears of anything: an unknown handle, a NULL
//! pointer, a structure whose fixed part does not fit, a period of zero, a state that the family does not have. POLICY
//! `small_structure`: LINEERR_STRUCTURETOOSMALL and LINEERR_INVALPOINTER come from every function that has such an argument,
//! though the pages of some do not list them. POLICY `unknown_object`: a handle, an id or a group GUID that can name
//! nothing is LINEERR_INVALPARAM; in lineSetAgentGroup, such a GUID is LINEERR_INVALAGENTGROUP. POLICY `old_line`: on a line
//! that was opened for a version before the function's own, it is LINEERR_OPERATIONUNAVAIL.
//!
//! There is no time limit: a request is under way until its reply comes or its line is closed.
//!
//! # Memory
//!
//! What a function fills later is a [`Memory`], which the program shares with TAPI. From the call to LINE_REPLY it belongs to
//! the request.
//!
//! # Messages
//!
//! All messages of an application, LINE_REPLY first of all, come in one queue: [`LineApp::next`] waits for the next one and
//! [`LineApp::try_next`] does not. There is no task and no runtime behind it: whoever waits for messages also moves the
//! requests on. POLICY `reply_order`: see [`ReplyOrder`].
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//!
//! use tapi_abi::LineQueueInfo;
//! use tapi_line::{Arrival, LineApp, Memory, OpenLine, Settings, Single};
//! use tapi_types::line::MessageNumber;
//! use tapi_types::{LineError, QueueId, QueueInfo, Span};
//! use tsp_provider::{Provider, Ticket, async_trait};
//!
//! /// One queue, in which three calls wait for ever.
//! struct StuckQueue;
//!
//! #[async_trait]
//! impl Provider for StuckQueue {
//!     async fn line_get_queue_info(&self, _ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
//!         # let minute = Span::from_secs(60);
//!         # let info = QueueInfo {
//!         #     measurement_period_s: 3600,
//!         #     total_calls_queued: 3,
//!         #     current_calls_queued: 3,
//!         #     total_calls_abandoned: 0,
//!         #     total_calls_flowed_in: 0,
//!         #     total_calls_flowed_out: 0,
//!         #     longest_ever_wait_time: minute,
//!         #     current_longest_wait_time: minute,
//!         #     average_wait_time_s: 0,
//!         #     final_disposition: 0,
//!         # };
//!         if queue == QueueId::at(0) { Ok(info) } else { Err(LineError::INVALPARAM) }
//!     }
//! }
//!
//! let app = LineApp::new([Single::device(Arc::new(StuckQueue))], Settings::default());
//! let (mut line_app, mut line) = (0, 0);
//! assert_eq!(app.line_initialize_ex(Some(&mut line_app), 0x0002_0002), 0);
//! assert_eq!(app.line_open(line_app, 0, Some(&mut line), OpenLine::default()), 0);
//!
//! // The call returns an id, and the memory is as it was.
//! let info = Memory::of_size(52);
//! let id = app.line_get_queue_info(line, 1, Some(&info));
//! assert!(id > 0);
//!
//! // LINE_REPLY names it; now the figures are there.
//! let Some(Arrival::Message(reply)) = app.try_next() else { panic!("a message") };
//! assert_eq!((reply.number, reply.parameters), (MessageNumber::Reply.number(), [id.unsigned_abs(), 0, 0]));
//! assert_eq!(info.read::<LineQueueInfo>()?.current_calls_queued, 3);
//!
//! // Errors that TAPI finds by itself come back at once.
//! let short = Memory::of_size(51);
//! assert_eq!(app.line_get_queue_info(line, 1, Some(&short)), LineError::STRUCTURETOOSMALL.long());
//! assert_eq!(app.line_get_queue_info(line, 1, None), LineError::INVALPOINTER.long());
//! # Ok::<(), tapi_abi::Malformed>(())
//! ```
//!
//! # Proxies
//!
//! A program that opens a line with [`OpenOption::Proxy`](tapi_types::line::OpenOption::Proxy) and the array of request types is
//! a proxy. LINE_PROXYREQUEST brings it a pointer, [`LineApp::proxy_buffer`] the LINEPROXYREQUEST behind that, and
//! [`LineApp::line_proxy_response`] takes it back. [`proxy`] has the two translations between bytes and what providers speak.
//!
//! # Groups
//!
//! TAPI names groups by GUID and providers by [`GroupId`](tapi_types::GroupId): [`group_guid`] and [`group_of`] turn one into
//! the other.

mod addresses;
mod agents;
mod app;
mod close;
mod fill;
mod functions;
mod group;
mod guid;
mod memory;
mod message;
mod open;
mod opener;
mod output;
pub mod proxy;
mod proxy_side;
mod request;
mod settings;
mod state;
mod words;

pub use app::LineApp;
pub use group::{group_guid, group_of};
pub use memory::Memory;
pub use message::{Arrival, LineMessage};
pub use open::OpenLine;
pub use opener::{Opener, Single};
pub use settings::{ReplyOrder, Settings};
