//! Messages on their way to those who have a line open.

mod filter;
mod inbox;

pub use filter::MessageFilter;
pub use inbox::{Inbox, Messages, Received, inbox};
