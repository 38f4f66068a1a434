//! A wallboard: how many calls each session handled, and who waits in the queues.
//!
//! It polls `ITAgentSession::get_NumberOfCalls` and the figures of `ITQueue`, each in a task of its own, so that one slow
//! reply holds up nobody else. What it has to live with:
//!
//! - **Time-outs.** A reply that does not come within the [patience](Habits::patience) may be late or lost. The wallboard
//!   asks again and keeps listening for the first reply; `TAPI_E_TIMEOUT` ends a request, never the wallboard.
//! - **Replies out of order.** A figure is only ever replaced by one that was asked for later, whose arrival calls off older
//!   questions.
//! - **Restarts of the ACD.** While nobody serves, requests fail at once (`LINEERR_OPERATIONUNAVAIL`), and those that were
//!   under way fail with `LINEERR_OPERATIONFAILED`. The pauses between two attempts double up to a
//!   [limit](Habits::longest_pause).
//! - **Old figures.** What was asked for too long ago is shown as [stale](Shown::stale), with the error that is to blame.
//! - **Objects that are not there.** `LINEERR_INVALPARAM` and `TAPI_E_CALLCENTER_QUEUE_REMOVED` will not get better: the row
//!   says so and nobody asks again.
//!
//! ```no_run
//! # async fn f(center: tapi_client::CallCenter, anna: tapi_types::SessionId, sales: tapi_types::QueueId) {
//! use std::time::Duration;
//! use wallboard::{Habits, Wallboard};
//!
//! let mut wallboard = Wallboard::new(Habits::default());
//! wallboard.watch_session("anna", center.session(anna));
//! wallboard.watch_queue("sales_q", center.queue(sales));
//! loop {
//!     tokio::time::sleep(Duration::from_secs(1)).await;
//!     println!("{}", wallboard.board());
//! }
//! # }
//! ```

//!
//! `cargo run -p wallboard --example screen` shows it beside a small call centre.

mod board;
mod figure;
mod follow;
mod habits;

pub use board::{Board, QueueFigures, Row, Wallboard};
pub use figure::Shown;
pub use habits::Habits;
