//! Decorators around the in-memory ACD, with the real client in front of them, by tokio's paused clock.

mod conforming;
mod faults;
mod playback;
mod same;
mod stand;
