//! What a proxy is asked and what it answers: LINEPROXYREQUEST bytes on one side, [`ProxyRequest`] and [`Answer`] on the
//! other. Pure functions, for proxies in Rust and for whoever carries the bytes elsewhere.
//!
//! ```
//! use tapi_abi::{LineProxyRequest, LineQueueInfo, Structure};
//! use tapi_line::proxy;
//! use tapi_types::{QueueId, RequestId};
//! use tsp_provider::{Answer, Ask, Client, ProxyRequest};
//!
//! let ask = Ask::GetQueueInfo(QueueId::at(2));
//! let request = ProxyRequest { request: RequestId::at(0), client: Client::default(), ask: ask.clone() };
//! let mut bytes = proxy::to_bytes(&request, 1024).expect("a request");
//!
//! // The proxy fills its share.
//! # let info = tapi_types::QueueInfo {
//! #     measurement_period_s: 3600,
//! #     total_calls_queued: 12,
//! #     current_calls_queued: 2,
//! #     total_calls_abandoned: 1,
//! #     total_calls_flowed_in: 0,
//! #     total_calls_flowed_out: 0,
//! #     longest_ever_wait_time: tapi_types::Span::from_secs(95),
//! #     current_longest_wait_time: tapi_types::Span::from_secs(7),
//! #     average_wait_time_s: 31,
//! #     final_disposition: 0,
//! # };
//! let room = LineProxyRequest::answer_room(&mut bytes).expect("a request");
//! LineQueueInfo::from(&info).write(room).expect("there is room");
//!
//! assert_eq!(proxy::answer(&ask, &bytes, 0), Ok(Answer::QueueInfo(info)));
//! ```
//!
//! [`ProxyRequest`]: tsp_provider::ProxyRequest
//! [`Answer`]: tsp_provider::Answer

mod answer;
mod ask;
mod records;

pub use answer::answer;
pub use ask::to_bytes;
