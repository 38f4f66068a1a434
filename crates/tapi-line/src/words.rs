//! Arguments of `tapi.h` in the words of a provider: text, states, handles.

use tapi_abi::{Encoding, Text};
use tapi_types::line;
use tapi_types::{AgentState, Constant, LineError, SessionState};

/// A string in either encoding. POLICY `ansi_code_page`: what ANSI does not have becomes a question mark.
pub(crate) fn text(encoding: Encoding, text: &str) -> Text {
    match encoding {
        Encoding::Utf16 => text.into(),
        Encoding::Ansi => Text::ansi(&ansi(text)).unwrap_or_else(|_| Text::Ansi(Vec::new())),
    }
}

/// A string argument as the export gets it. A C program's ends at the first zero.
pub(crate) fn argument(encoding: Encoding, text: Option<&str>) -> Option<String> {
    let text = text?.split('\0').next().unwrap_or_default();
    Some(match encoding {
        Encoding::Utf16 => text.to_owned(),
        Encoding::Ansi => ansi(text),
    })
}

fn ansi(text: &str) -> String {
    let mut buffer = [0; 4];
    text.chars().map(|char| if Text::ansi(char.encode_utf8(&mut buffer)).is_ok() { char } else { '?' }).collect()
}

/// LINEAGENTSESSIONSTATE_: `None` for 0. RELEASED is a value of the family that no application sets.
pub(crate) fn session_state(value: u32) -> Result<Option<SessionState>, LineError> {
    or_zero(value, SessionState::from_line)
}

/// LINEAGENTSTATEEX_: `None` for 0.
pub(crate) fn agent_state(value: u32) -> Result<Option<AgentState>, LineError> {
    or_zero(value, AgentState::from_line)
}

/// LINEAGENTSTATE_: `None` for 0.
pub(crate) fn legacy_state(value: u32) -> Result<Option<line::AgentState>, LineError> {
    or_zero(value, line::AgentState::from_number)
}

/// The state of a value; all three functions that set one list LINEERR_INVALAGENTSTATE.
fn or_zero<T>(value: u32, known: impl FnOnce(u32) -> Option<T>) -> Result<Option<T>, LineError> {
    if value == 0 { Ok(None) } else { known(value).map(Some).ok_or(LineError::INVALAGENTSTATE) }
}

/// A handle, an id or another value that there is, which not every number is: zero is no handle.
pub(crate) fn known<T>(object: Option<T>) -> Result<T, LineError> {
    object.ok_or(LineError::INVALPARAM)
}

/// A measurement period in seconds, which is above zero. POLICY `negative_period`: above 2147483647 is above zero.
pub(crate) fn period(seconds: u32) -> Result<u32, LineError> {
    if seconds == 0 { Err(LineError::INVALPARAM) } else { Ok(seconds) }
}
