//! What sessions and calls are called, in whatever is written about a run.

use std::fmt;

use tapi_types::{CallHandle, SessionId};

/// The name of a session or a call.
///
/// ```
/// use acd_core::Called;
/// use tapi_types::SessionId;
///
/// let names = ["s1".to_owned()];
/// let called = |place, shift| Called::session(SessionId::at(place), shift, &names).to_string();
/// assert_eq!(called(0, None), "s1");
/// assert_eq!(called(1, Some(("anna", "sales", 2))), "anna/sales/2");
/// assert_eq!(called(1, None), "#2");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called<'n> {
    /// As the scenario has it.
    Name(&'n str),
    /// The agent, the group, and the number, from 1, among the sessions of their shifts.
    OfShift(&'n str, &'n str, u32),
    /// The stream, and the number, from 1, among its calls.
    OfStream(&'n str, u64),
    /// Nobody named it: its id or handle.
    Number(u32),
}

impl<'n> Called<'n> {
    /// A session: as the scenario has it in `names`, else by the agent, the group and the number of the shift that created
    /// it, else by its id.
    pub fn session(id: SessionId, shift: Option<(&'n str, &'n str, u32)>, names: &'n [String]) -> Called<'n> {
        match (names.get(id.index()), shift) {
            (Some(name), _) => Called::Name(name),
            (None, Some((agent, group, n))) => Called::OfShift(agent, group, n),
            (None, None) => Called::Number(id.get()),
        }
    }

    /// A call that somebody outside holds: as the scenario has it in `names`, else by its handle.
    pub fn held(handle: CallHandle, names: &'n [String]) -> Called<'n> {
        names.get(handle.index()).map_or(Called::Number(handle.get()), |name| Called::Name(name))
    }

    /// A call: as the scenario has it in `names`, else by the stream that brought it and its number there, else by its
    /// handle; `None` where it has none of these.
    pub fn call(handle: Option<CallHandle>, stream: Option<(&'n str, u64)>, names: &'n [String]) -> Option<Called<'n>> {
        let held = handle.map(|handle| Called::held(handle, names));
        let named = held.filter(|called| matches!(called, Called::Name(_)));
        named.or(stream.map(|(stream, n)| Called::OfStream(stream, n))).or(held)
    }
}

impl fmt::Display for Called<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Called::Name(name) => f.write_str(name),
            Called::OfShift(agent, group, n) => write!(f, "{agent}/{group}/{n}"),
            Called::OfStream(stream, n) => write!(f, "{stream}/{n}"),
            Called::Number(number) => write!(f, "#{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_before_a_stream_and_a_stream_before_a_handle() {
        let names = ["c1".to_owned()];
        let called = |handle: Option<usize>, stream| {
            Called::call(handle.map(CallHandle::at), stream, &names).map(|called| called.to_string())
        };
        let day = Some(("day", 7));
        assert_eq!(called(Some(0), day).as_deref(), Some("c1"));
        assert_eq!(called(Some(1), day).as_deref(), Some("day/7"));
        assert_eq!(called(Some(1), None).as_deref(), Some("#2"));
        assert_eq!(called(None, day).as_deref(), Some("day/7"));
        assert_eq!(called(None, None), None);
    }
}
