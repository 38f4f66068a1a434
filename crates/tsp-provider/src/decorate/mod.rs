//! Providers around any provider: they break, delay, record and play back what goes through them.

mod delayed;
mod desk;
mod faulty;
mod notice;
mod passage;
mod recorded;
mod replayed;
mod tape;
mod unrecorded;

pub use delayed::Delayed;
pub use faulty::Faulty;
pub use notice::Notice;
pub(crate) use passage::Passage;
pub use recorded::Recorded;
pub use replayed::Replayed;
pub use unrecorded::Unrecorded;
