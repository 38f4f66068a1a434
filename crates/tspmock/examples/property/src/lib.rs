//! A shift report: the calls of each agent in each group, and how many of them were handed on.
//!
//! TAPI counts by session, and sessions end; a report is about people. So this client keeps a tally of its own: it
//! follows sessions as they come, reads `dwNumberOfCalls` of each from time to time, and keeps what it read last when a
//! session has ended or the ACD does not answer. What makes the tally right:
//!
//! - Figure and state are taken from one record. A picture may be old, so that the session has ended is no reason to stop
//!   asking; that the picture shows ENDED is one.
//! - A call that is handed on counts for each session that answered it, and the ACD sees to that. Handing on is noted
//!   beside the calls, never added to them.
//! - Errors that another attempt can mend get one; the others leave the row as it is and are told by
//!   [`read`](ShiftReport::read).
//!
//! ```no_run
//! # async fn f(center: tapi_client::CallCenter, anna: tapi_types::SessionId) -> Result<(), tapi_client::TapiError> {
//! use property::ShiftReport;
//!
//! let mut report = ShiftReport::default();
//! report.follow(center.session(anna))?;
//! for unread in report.read().await {
//!     eprintln!("session {}: {}", unread.session.get(), unread.error);
//! }
//! for line in report.lines() {
//!     println!("{line}");
//! }
//! # Ok(())
//! # }
//! ```

mod report;

pub use report::{Line, Row, ShiftReport, Unread};
