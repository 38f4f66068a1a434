//! What a method answers when it does not succeed.

use std::fmt;

use tapi_types::{Hresult, LineError, LineErrorReading, UnknownNumber};

/// A failed method of the TAPI 3 face. Each is one HRESULT that the method pages of `tapi3cc.h` list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TapiError {
    /// `E_OUTOFMEMORY`: what `LINEERR_NOMEM` is under the reading [`LineErrorReading::Twin`]. Under the other it is
    /// [`Line`](TapiError::Line).
    OutOfMemory,
    /// `E_POINTER`. For a face whose callers can pass a null pointer; Rust's cannot.
    Pointer,
    /// `E_INVALIDARG`: an argument that no request can carry, and none was sent. Under [`LineErrorReading::Twin`] also what
    /// `LINEERR_INVALPARAM` is.
    InvalidArg,
    /// `E_UNEXPECTED`: no line could be opened for an address, which is none of the usable ones.
    Unexpected,
    /// `TAPI_E_CALLCENTER_NO_AGENT_ID`: the agent was made without an id.
    NoAgentId,
    /// `TAPI_E_CALLCENTER_GROUP_REMOVED`: the handler has removed the group; the object is of no more use.
    GroupRemoved,
    /// `TAPI_E_CALLCENTER_QUEUE_REMOVED`: the handler has removed the queue; the object is of no more use.
    QueueRemoved,
    /// `TAPI_E_TIMEOUT`: no reply came within the limit. What was asked for may still happen.
    Timeout,
    /// The error of the TAPI 2.2 function that the method wraps, as its own value.
    Line(#[from] LineError),
    /// The same as the HRESULT of its name, under [`LineErrorReading::Twin`].
    Twin(LineError),
}

impl TapiError {
    /// What an error of the wrapped function is to the caller of the method.
    pub(crate) fn read(error: LineError, reading: LineErrorReading) -> TapiError {
        match error.hresult(reading) {
            Hresult::E_OUTOFMEMORY => TapiError::OutOfMemory,
            Hresult::E_INVALIDARG => TapiError::InvalidArg,
            Hresult::E_POINTER => TapiError::Pointer,
            own if own == error.raw_hresult() => TapiError::Line(error),
            _ => TapiError::Twin(error),
        }
    }

    /// The same under another reading of the wrapped function's errors.
    pub(crate) fn read_again(self, reading: LineErrorReading) -> TapiError {
        match self {
            TapiError::Line(error) | TapiError::Twin(error) => TapiError::read(error, reading),
            TapiError::OutOfMemory
            | TapiError::Pointer
            | TapiError::InvalidArg
            | TapiError::Unexpected
            | TapiError::NoAgentId
            | TapiError::GroupRemoved
            | TapiError::QueueRemoved
            | TapiError::Timeout => self,
        }
    }

    /// The value that the method returns in C.
    pub const fn hresult(self) -> Hresult {
        match self {
            TapiError::OutOfMemory => Hresult::E_OUTOFMEMORY,
            TapiError::Pointer => Hresult::E_POINTER,
            TapiError::InvalidArg => Hresult::E_INVALIDARG,
            TapiError::Unexpected => Hresult::E_UNEXPECTED,
            TapiError::GroupRemoved => Hresult::TAPI_E_CALLCENTER_GROUP_REMOVED,
            TapiError::QueueRemoved => Hresult::TAPI_E_CALLCENTER_QUEUE_REMOVED,
            TapiError::NoAgentId => Hresult::TAPI_E_CALLCENTER_NO_AGENT_ID,
            TapiError::Timeout => Hresult::TAPI_E_TIMEOUT,
            TapiError::Line(error) => error.raw_hresult(),
            TapiError::Twin(error) => error.twin_hresult(),
        }
    }

    /// The name in the headers, such as `TAPI_E_TIMEOUT` or `LINEERR_OPERATIONFAILED`.
    pub fn name(self) -> &'static str {
        match self {
            TapiError::OutOfMemory => "E_OUTOFMEMORY",
            TapiError::Pointer => "E_POINTER",
            TapiError::InvalidArg => "E_INVALIDARG",
            TapiError::Unexpected => "E_UNEXPECTED",
            TapiError::GroupRemoved => "TAPI_E_CALLCENTER_GROUP_REMOVED",
            TapiError::QueueRemoved => "TAPI_E_CALLCENTER_QUEUE_REMOVED",
            TapiError::NoAgentId => "TAPI_E_CALLCENTER_NO_AGENT_ID",
            TapiError::Timeout => "TAPI_E_TIMEOUT",
            TapiError::Line(error) => error.name(),
            TapiError::Twin(error) => error.twin_hresult().name().unwrap_or(error.name()),
        }
    }
}

impl From<UnknownNumber> for TapiError {
    /// A number that is none of its enumeration's: `put_State` of such a value is `E_INVALIDARG`, and nothing is sent.
    fn from(_: UnknownNumber) -> TapiError {
        TapiError::InvalidArg
    }
}

impl fmt::Display for TapiError {
    /// Name and value: `LINEERR_OPERATIONFAILED (0x80000048)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (0x{:08X})", self.name(), self.hresult().0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOT_OF_THE_LINE: [TapiError; 8] = [
        TapiError::OutOfMemory,
        TapiError::Pointer,
        TapiError::InvalidArg,
        TapiError::Unexpected,
        TapiError::NoAgentId,
        TapiError::GroupRemoved,
        TapiError::QueueRemoved,
        TapiError::Timeout,
    ];

    #[test]
    fn an_error_shows_its_name_and_value() {
        let failed = TapiError::Line(LineError::OPERATIONFAILED);
        assert_eq!(failed.to_string(), "LINEERR_OPERATIONFAILED (0x80000048)");
        assert_eq!(TapiError::Timeout.to_string(), "TAPI_E_TIMEOUT (0x80040044)");
        assert_eq!(TapiError::Timeout.hresult().0.cast_unsigned(), 0x8004_0044);
    }

    #[test]
    fn names_and_values_agree_with_the_headers() {
        for error in NOT_OF_THE_LINE {
            assert_eq!(Hresult::from_name(error.name()), Some(error.hresult()), "{error:?}");
        }
    }

    #[test]
    fn every_line_error_is_its_own_hresult_and_a_failure() {
        for &error in LineError::ALL {
            let mapped = TapiError::from(error);
            assert_eq!(mapped.hresult().0, error.long());
            assert_eq!(mapped.name(), error.name());
            assert!(!mapped.hresult().is_success());
        }
    }

    #[test]
    fn out_of_memory_of_the_provider_stays_raw_unless_twins_are_asked_for() {
        let read = |reading| TapiError::read(LineError::NOMEM, reading);
        assert_eq!(read(LineErrorReading::Raw), TapiError::Line(LineError::NOMEM));
        assert_eq!(read(LineErrorReading::Twin), TapiError::OutOfMemory);
    }

    #[test]
    fn under_twins_each_error_is_the_hresult_of_its_name_or_itself() {
        for &error in LineError::ALL {
            let mapped = TapiError::read(error, LineErrorReading::Twin);
            assert_eq!(mapped.hresult(), error.twin_hresult());
            assert!(!mapped.hresult().is_success());
            assert_eq!(Hresult::from_name(mapped.name()).unwrap_or(error.raw_hresult()), mapped.hresult(), "{error:?}");
        }
    }
}
