//! Which state of a session may follow which: the documented table, as data.

use crate::SessionState::{self, BusyOnCall, BusyWrapUp, Ended, NotReady, Ready};

impl SessionState {
    /// The states that may come right after this one, in the table of the page
    /// "AGENT_SESSION_STATE enumeration (tapi3cc.h)". It holds for what applications ask for and for what the ACD does
    /// by itself. No state follows itself there, and nothing follows the end.
    pub const fn followers(self) -> &'static [SessionState] {
        match self {
            NotReady => &[Ready, Ended],
            Ready => &[NotReady, BusyOnCall, Ended],
            BusyOnCall => &[NotReady, Ready, BusyWrapUp, Ended],
            BusyWrapUp => &[NotReady, Ready, Ended],
            Ended => &[],
        }
    }
}
