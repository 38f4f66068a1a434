//! Messages on their way to those who have a line open.

mod board;
mod filter;
mod inbox;

pub use board::{Board, Handle, Wakers};
pub use filter::MessageFilter;
pub use inbox::{Inbox, Messages, Received, inbox};
