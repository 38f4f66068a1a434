//! The five enumerators, which differ in nothing but what they enumerate.

use std::sync::Arc;

use tapi_types::Hresult;
use tsp_provider::AddressId;

use crate::{AcdGroup, Agent, AgentHandler, AgentSession, Queue};

/// A place in a list that does not change any more: `IEnumAgent` and its siblings, which are aliases of this type.
///
/// Copies, which are `Clone` of the headers, share the list and begin at the same place, each with one of its own from then
/// on. No method makes a request.
///
/// ```
/// use tapi_client::Enumerator;
/// use tapi_types::Hresult;
///
/// let mut numbers = Enumerator::from(vec![1, 2, 3]);
/// assert_eq!(numbers.next(2), (Hresult::S_OK, vec![1, 2]));
/// let mut behind = numbers.clone();
/// assert_eq!(numbers.next(2), (Hresult::S_FALSE, vec![3]));
/// assert_eq!(behind.skip(1), Hresult::S_OK);
/// assert_eq!(behind.skip(1), Hresult::S_FALSE);
/// ```
#[derive(Debug, Clone)]
#[doc(alias("IEnumAgent", "IEnumAgentSession", "IEnumQueue", "IEnumACDGroup", "IEnumAgentHandler", "Clone"))]
pub struct Enumerator<T> {
    list: Arc<[T]>,
    place: usize,
}

/// An enumerator of agents. No method hands one out, as none does in TAPI 3; it is made of any list of agents.
#[doc(alias = "IEnumAgent")]
pub type EnumAgent = Enumerator<Agent>;

/// What [`Agent::enumerate_agent_sessions`] hands out.
#[doc(alias = "IEnumAgentSession")]
pub type EnumAgentSession = Enumerator<AgentSession>;

/// What [`AcdGroup::enumerate_queues`] hands out.
#[doc(alias = "IEnumQueue")]
pub type EnumQueue = Enumerator<Queue>;

/// What [`AgentHandler::enumerate_acd_groups`] hands out.
#[doc(alias = "IEnumACDGroup")]
pub type EnumAcdGroup = Enumerator<AcdGroup>;

/// What [`CallCenter::enumerate_agent_handlers`](crate::CallCenter::enumerate_agent_handlers) hands out.
#[doc(alias = "IEnumAgentHandler")]
pub type EnumAgentHandler = Enumerator<AgentHandler>;

/// What [`AgentHandler::enumerate_usable_addresses`] hands out.
#[doc(alias = "IEnumAddress")]
pub type EnumAddress = Enumerator<AddressId>;

impl<T> From<Vec<T>> for Enumerator<T> {
    /// At the first element.
    fn from(list: Vec<T>) -> Self {
        Enumerator { list: list.into(), place: 0 }
    }
}

impl<T: Clone> Enumerator<T> {
    /// The next `celt` elements, or as many as are left, and `S_OK` where those were all that were wanted, else `S_FALSE`.
    ///
    /// The length of what comes back is `pceltFetched`, which is always there.
    #[doc(alias = "Next")]
    pub fn next(&mut self, celt: u32) -> (Hresult, Vec<T>) {
        let start = self.place;
        let result = self.skip(celt);
        (result, self.list[start..self.place].to_vec())
    }
}

impl<T> Enumerator<T> {
    /// Back to the first element; `S_OK`.
    #[doc(alias = "Reset")]
    pub const fn reset(&mut self) -> Hresult {
        self.place = 0;
        Hresult::S_OK
    }

    /// Passes over `celt` elements: `S_OK`; or over as many as are left: `S_FALSE`.
    #[doc(alias = "Skip")]
    pub fn skip(&mut self, celt: u32) -> Hresult {
        let left = self.list.len() - self.place;
        let wanted = usize::try_from(celt).unwrap_or(usize::MAX);
        self.place += wanted.min(left);
        if wanted <= left { Hresult::S_OK } else { Hresult::S_FALSE }
    }
}
