//! The written order of things that happen at the same moment.

use tapi_types::Time;

/// What kind of event comes before which, at one moment. Numbered as in the semantics; fault windows (1) need
/// no event, since a request is tested against them when it is submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// A talk or a wrap-up ends: whatever frees an agent.
    Release = 2,
    /// Shifts, then commands from outside.
    Command = 3,
    /// Generated calls.
    Arrival = 4,
    /// An offered call is picked up.
    Answer = 5,
    /// Patience, a maximum wait or an offer ends.
    GiveUp = 6,
    /// The ACD takes up a request.
    Handle = 7,
    /// A reply goes out.
    Reply = 8,
    /// A client's time limit ends.
    Deadline = 9,
    /// Checks look.
    Expect = 10,
}

/// When something happens, as far as others can tell: ties within a class go by the order of scheduling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The time.
    pub at: Time,
    /// The class.
    pub class: Class,
}

/// Classes have so many bits below the time.
const CLASS_BITS: u32 = 4;

impl Moment {
    /// One number for each moment, in their order.
    #[inline]
    pub(crate) const fn key(self) -> u64 {
        key(self.at, self.class as u64)
    }
}

/// The last time that a key can hold: nothing happens later, in 36,000 years.
pub(crate) const LAST: Time = Time::from_micros(u64::MAX >> CLASS_BITS);

/// The key of a time and the number of a class.
#[inline]
pub(crate) const fn key(at: Time, class: u64) -> u64 {
    let (us, last) = (at.as_micros(), LAST.as_micros());
    (if us > last { last } else { us }) << CLASS_BITS | class
}
