//! A supervisor: lends agents of other groups to a queue where too many calls wait, and takes them back when it is calm.
//!
//! Lending is logging in: `ITAgent::CreateSession` for the queue's group and `put_State` READY, beside the session that the
//! agent has at home. Taking back is `put_State` ENDED. What it has to live with:
//!
//! - **Figures are polled, everything else is told.** No event says that a queue is longer; `ITQueue` is asked every few
//!   seconds. Sessions, agents, groups and queues are followed by their events.
//! - **ENDED during a call comes after the call.** The request succeeds at once, and the session goes on until the call is
//!   over. Until its ENDED is told the agent is [leaving](Phase::Leaving), and not free for anybody.
//! - **Missed events.** [`Event::Missed`](tapi_client::Event::Missed) says that something is not known any more. Groups, queues
//!   and sessions are then read anew, so a session that is ended, or was made unseen, is known again.
//! - **Time-outs.** What was asked for may have happened. Nothing is asked again before everything was read anew: an agent
//!   is not logged in twice because a reply was lost.
//! - **Refusals.** `LINEERR_INVALAGENTSTATE` means that a session is not in the state that was thought; it is read anew.
//! - **Restarts of the ACD.** While requests fail the pauses double up to a [limit](Habits::longest_pause), and afterwards
//!   everything is read anew. Sessions that an earlier run of this program has left behind are found in this way too.
//! - **Groups and queues that go.** Their helpers are called back, and nobody is lent to them until they are there again.
//!
//! ```no_run
//! # async fn f(center: tapi_client::CallCenter, post: supervisor::Post) {
//! use supervisor::{Habits, Supervisor};
//!
//! let supervisor = Supervisor::start(center, vec![post], Habits::default(), |deed| println!("{deed}"));
//! tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
//! println!("{} agents are lent", supervisor.lent().len());
//! # }
//! ```

mod deed;
mod desk;
mod hearing;
mod post;
mod reading;
mod supervisor;

pub use deed::Deed;
pub use post::{Habits, Post};
pub use supervisor::{Lent, Phase, Supervisor};
