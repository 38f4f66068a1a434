//! An ACD of one's own: one group, one queue, and a [`Device`](tsp_provider::Device) that it serves as a proxy.
//!
//! Applications open lines on the device and ask; TAPI hands their requests on as LINE_PROXYREQUEST, and the router answers
//! them with lineProxyResponse and tells all lines what happens with lineProxyMessage. It shares nothing with the simulator
//! but the words of the contract, and the conformance suite of `tsp-provider` is held against it.
//!
//! - It serves [what TAPI 3 needs](Router::SERVED): the requests of TAPI 2.2, and lineGetAgentCaps. Others are refused by the
//!   device, since nobody serves them.
//! - One task does everything, one thing after another. So there is no lock, and messages leave in the order in which things
//!   happened. A LINE_PROXYREQUEST that was lost in a full buffer is found in the list of what is unanswered.
//! - A call goes to the session that has been READY for longest. It does not ring: phones here answer at once.
//! - Calls come by a [`Trunk`], which stands for the outside lines.
//!
//! ```
//! use std::time::Duration;
//! use router::Router;
//! use tsp_provider::{Device, Login, OpenOptions, Provider, Ticket};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), tapi_types::LineError> {
//! let device = Device::new(Vec::new());
//! let (router, trunk) = Router::open(&device, &["anna"])?;
//! let acd = tokio::spawn(router.run());
//!
//! let line = device.open(OpenOptions::default())?;
//! let anna = Login { id: Some("anna".to_owned()), pin: None };
//! let anna = line.line_create_agent(&Ticket::unlimited(), anna).await?;
//! trunk.call(Duration::from_secs(10)).await;
//! assert_eq!(line.line_get_queue_info(&Ticket::unlimited(), Router::queue()).await?.current_calls_queued, 1);
//! # acd.abort();
//! # let _ = anna;
//! # Ok(())
//! # }
//! ```

mod acd;
mod answers;
mod figures;
mod queue;
mod router;
mod session;
mod trunk;

pub use router::Router;
pub use trunk::Trunk;
