//! Other simulators on the same floor.

mod desru;
mod nexosim;

pub(crate) use self::desru::DESRU;
pub(crate) use self::nexosim::NEXOSIM;
