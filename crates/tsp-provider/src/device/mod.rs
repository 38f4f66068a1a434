//! What stands between applications and those who serve them: the part of TAPI itself.

mod answers;
mod call;
mod desk;
mod effects;
mod handler;
mod known;
mod line;
mod pending;
mod relay;
mod requests;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tapi_types::line::ProxyRequestType;
use tapi_types::{AddressId, LineError};

use self::desk::Desk;
use self::effects::Effects;
pub use self::handler::Handler;
pub use self::line::Line;
use self::line::Opened;
pub use self::relay::relay;
use crate::Client;

/// A line device: applications open [lines](Line) on it, and some of these serve requests as proxies. Cheap to clone; clones
/// are the same device.
///
/// A request goes to the proxy that serves its type. There is one at most for each; where there is none the request is
/// refused with LINEERR_OPERATIONUNAVAIL at once (POLICY `no_proxy`). The proxy gets it as LINE_PROXYREQUEST among its
/// [messages](crate::Provider::messages), or by a call of its [`Handler`], and answers with
/// [`line_proxy_response`](crate::Provider::line_proxy_response) whenever it likes: there is no limit here but the client's.
///
/// # Messages
///
/// What a proxy tells with [`line_proxy_message`](crate::Provider::line_proxy_message) every other line gets, in order, as far
/// as its version of TAPI knows the message. Whoever asked for an agent or a session gets the reply first (POLICY
/// `new_after_reply`): see [`Board`](crate::messages::Board). Every line, that of the proxy too, gets LINE_PROXYSTATUS: OPEN and CLOSE for each type,
/// ALLOPENFORACD when the [types that TAPI 3 needs](Device::FOR_ACD) come to be complete.
///
/// # When a line closes
///
/// What its application has asked and not got ends with LINEERR_OPERATIONFAILED, though the proxy handles it all the same.
/// What it was to answer as a proxy fails with LINEERR_OPERATIONFAILED (POLICY `proxy_closed`), and then LINE_PROXYSTATUS CLOSE
/// goes out. A line is closed when its last clone is dropped.
///
/// ```
/// use tapi_types::line::ProxyRequestType;
/// use tapi_types::{AddressId, GroupId, LineError, Message};
/// use tsp_provider::messages::{MessageFilter, Received};
/// use tsp_provider::{Answer, Device, ListedGroup, OpenOptions, Provider, Ticket};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), LineError> {
/// let device = Device::new(vec![AddressId(0)]);
/// let acd = device.open(OpenOptions { proxy_for: vec![ProxyRequestType::GetGroupList], ..OpenOptions::default() })?;
/// let mut to_do = acd.messages(MessageFilter::ALL, 100);
/// let application = device.open(OpenOptions::default())?;
///
/// let serve = async {
///     while let Some(Received::Message(message)) = to_do.next().await {
///         if let Message::ProxyRequest { request } = message {
///             let sales = ListedGroup { group: GroupId::at(0), name: "sales".to_owned() };
///             return acd.line_proxy_response(request, Ok(Answer::Groups(vec![sales])));
///         }
///     }
///     Ok(())
/// };
/// let ticket = Ticket::unlimited();
/// let (served, groups) = tokio::join!(serve, application.line_get_group_list(&ticket));
/// assert_eq!((served, groups?.len()), (Ok(()), 1));
///
/// acd.close();
/// assert_eq!(application.line_get_group_list(&ticket).await, Err(LineError::OPERATIONUNAVAIL));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Device {
    shared: Arc<Shared>,
}

/// How a line is opened. The default is an application that knows TAPI 2.2 and serves nothing.
#[derive(Clone, Default)]
pub struct OpenOptions {
    /// Who opens it.
    pub client: Client,
    /// The types of request that it serves. A type that stands here twice is served once.
    pub proxy_for: Vec<ProxyRequestType>,
    /// Who is called for requests; without it they come as messages.
    pub handler: Option<Arc<dyn Handler>>,
}

struct Shared {
    addresses: Vec<AddressId>,
    desk: Mutex<Desk>,
}

impl Device {
    /// What has to be served before LINEPROXYSTATUS_ALLOPENFORACD (POLICY `all_open_for_acd`): the requests of TAPI 2.2, and
    /// lineGetAgentCaps, which tells the name of the handler.
    pub const FOR_ACD: [ProxyRequestType; 13] = [
        ProxyRequestType::GetAgentCaps,
        ProxyRequestType::CreateAgent,
        ProxyRequestType::SetAgentMeasurementPeriod,
        ProxyRequestType::GetAgentInfo,
        ProxyRequestType::CreateAgentSession,
        ProxyRequestType::GetAgentSessionList,
        ProxyRequestType::SetAgentSessionState,
        ProxyRequestType::GetAgentSessionInfo,
        ProxyRequestType::GetQueueList,
        ProxyRequestType::SetQueueMeasurementPeriod,
        ProxyRequestType::GetQueueInfo,
        ProxyRequestType::GetGroupList,
        ProxyRequestType::SetAgentStateEx,
    ];

    /// A device with these addresses, which nobody has open.
    pub fn new(addresses: Vec<AddressId>) -> Device {
        Device { shared: Arc::new(Shared { addresses, desk: Mutex::default() }) }
    }

    /// `lineOpen`.
    ///
    /// # Errors
    /// [`LineError::NOTREGISTERED`] where another line serves one of the types already (POLICY `second_registration`);
    /// [`LineError::INVALPRIVSELECT`] for a handler without types to serve. Nothing has changed then.
    pub fn open(&self, options: OpenOptions) -> Result<Line, LineError> {
        let (line, effects) = {
            let mut desk = self.shared.desk();
            desk.check(&options)?;
            let opened = Arc::new(Opened { device: Arc::clone(&self.shared), handle: desk.next_line() });
            let effects = desk.open(opened.handle, options, Arc::downgrade(&opened));
            (Line::new(opened), effects)
        };
        effects.happen();
        Ok(line)
    }

    /// Closes every line from outside, as when the driver of the device goes: all get LINE_CLOSE, in the order in which they
    /// were opened.
    pub fn close_all(&self) {
        let lines = self.shared.desk().lines();
        for line in lines {
            self.shared.change(|desk| ((), desk.close(line)));
        }
    }
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something at the desk, and what follows from it when the desk is free again.
    fn change<T>(&self, act: impl FnOnce(&mut Desk) -> (T, Effects)) -> T {
        let (value, effects) = act(&mut self.desk());
        effects.happen();
        value
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Device").field("addresses", &self.shared.addresses).finish_non_exhaustive()
    }
}

impl fmt::Debug for OpenOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let handler = self.handler.is_some();
        f.debug_struct("OpenOptions")
            .field("client", &self.client)
            .field("proxy_for", &self.proxy_for)
            .field("handler", &handler)
            .finish()
    }
}
