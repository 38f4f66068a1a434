//! `ITAgentHandler`: what hands calls to agents, usually a switch.

use std::time::Duration;

use tapi_types::line::{ApiVersion, ProxyRequestType};
use tapi_types::{AgentId, Function, GroupId, QueueId, SessionId};
use tsp_provider::{AddressId, Device, Login};

use crate::line::Line;
use crate::{AcdGroup, Agent, AgentSession, EnumAcdGroup, EnumAddress, Queue, TapiError};

/// An agent handler: `ITAgentHandler`.
///
/// The addresses are known without a request, so neither limit nor fault touches them; so is the
/// [name](AgentHandler::name) once it was asked for. Every other method is one request.
#[derive(Clone, Debug)]
#[doc(alias = "ITAgentHandler")]
pub struct AgentHandler {
    line: Line,
}

impl AgentHandler {
    pub(crate) const fn new(line: Line) -> Self {
        AgentHandler { line }
    }

    /// The same handler with another limit, for its requests and those of all objects had from it later.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.line.limit = limit;
        self
    }

    /// Its name.
    ///
    /// `ITAgentHandler::get_Name`: reads `AgentHandlerInfo` by one lineGetAgentCaps request about the first usable address,
    /// or address 0 where there is none, to which the limit applies. A name that was had once is kept; then no further
    /// request is made.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineGetAgentCaps.
    #[doc(alias = "get_Name")]
    pub async fn name(&self) -> Result<String, TapiError> {
        if let Some(name) = self.line.book.handler() {
            return Ok(name);
        }
        let address = self.usable_addresses().first().copied().unwrap_or_default();
        let caps = self
            .line
            .request(Function::GetAgentCaps, address, |line, ticket| {
                line.line_get_agent_caps(ticket, address, ApiVersion::V2_2)
            })
            .await?;
        self.line.book.set_handler(caps.handler.clone());
        Ok(caps.handler)
    }

    /// Makes an agent for the user of this computer. It has no id.
    ///
    /// `ITAgentHandler::CreateAgent`: one lineCreateAgent request without id and PIN, to which the limit applies. After a
    /// [`Timeout`](TapiError::Timeout) the agent may exist all the same.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineCreateAgent.
    #[doc(alias = "CreateAgent")]
    pub async fn create_agent(&self) -> Result<Agent, TapiError> {
        self.register(Login { id: None, pin: None }).await
    }

    /// Makes an agent that has an id on an older switch, or the one that is there under it.
    ///
    /// `ITAgentHandler::CreateAgentWithID`: one lineCreateAgent request, as for
    /// [`create_agent`](AgentHandler::create_agent). A PIN is always sent: a null pointer, which is E_INVALIDARG
    /// there, cannot be written here, and the empty text is a PIN like any other.
    ///
    /// # Errors
    /// As for [`create_agent`](AgentHandler::create_agent); POLICY `wrong_pin`: LINEERR_OPERATIONFAILED or
    /// LINEERR_INVALPASSWORD for a PIN that is not the agent's.
    #[doc(alias = "CreateAgentWithID")]
    pub async fn create_agent_with_id(&self, id: &str, pin: &str) -> Result<Agent, TapiError> {
        self.register(Login { id: Some(id.to_owned()), pin: Some(pin.to_owned()) }).await
    }

    /// The groups that the handler shows to this client, as an enumerator.
    ///
    /// `ITAgentHandler::EnumerateACDGroups`: as [`acd_groups`](AgentHandler::acd_groups).
    ///
    /// # Errors
    /// As for [`acd_groups`](AgentHandler::acd_groups).
    #[doc(alias = "EnumerateACDGroups")]
    pub async fn enumerate_acd_groups(&self) -> Result<EnumAcdGroup, TapiError> {
        self.acd_groups().await.map(EnumAcdGroup::from)
    }

    /// The groups that the handler shows to this client, in its order; another client may see others.
    ///
    /// `ITAgentHandler::get_ACDGroups`: one lineGetGroupList request, to which the limit applies.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineGetGroupList.
    #[doc(alias("get_ACDGroups", "lineGetGroupList"))]
    pub async fn acd_groups(&self) -> Result<Vec<AcdGroup>, TapiError> {
        let groups = self.line.group_list().await?;
        Ok(groups.into_iter().map(|group| self.acd_group(group)).collect())
    }

    /// The addresses at which ACD calls can be received, as an enumerator.
    ///
    /// `ITAgentHandler::EnumerateUsableAddresses`: without a request.
    #[doc(alias = "EnumerateUsableAddresses")]
    pub fn enumerate_usable_addresses(&self) -> EnumAddress {
        self.usable_addresses().into()
    }

    /// The addresses at which ACD calls can be received, in order. None where the provider does not say.
    ///
    /// `ITAgentHandler::get_UsableAddresses`: without a request.
    #[doc(alias = "get_UsableAddresses")]
    pub fn usable_addresses(&self) -> Vec<AddressId> {
        self.line.provider.addresses()
    }

    /// A session of this handler. No request is made, so one that does not exist shows when it is asked something.
    pub fn session(&self, id: SessionId) -> AgentSession {
        AgentSession::new(self.line.clone(), id)
    }

    /// An agent of this handler. No request is made, as for [`session`](AgentHandler::session).
    pub fn agent(&self, id: AgentId) -> Agent {
        Agent::new(self.line.clone(), id)
    }

    /// A group of this handler. No request is made, as for [`session`](AgentHandler::session).
    pub fn acd_group(&self, id: GroupId) -> AcdGroup {
        AcdGroup::new(self.line.clone(), id)
    }

    /// A queue of this handler. No request is made, as for [`session`](AgentHandler::session).
    pub fn queue(&self, id: QueueId) -> Queue {
        Queue::new(self.line.clone(), id)
    }

    /// False where the provider says that not all proxies are there that TAPI 3 needs.
    pub(crate) fn is_there(&self) -> bool {
        let served = self.line.provider.line_get_proxy_status();
        served.map_or(true, |served| Device::FOR_ACD.iter().all(|needed| served.contains(needed)))
    }

    async fn register(&self, login: Login) -> Result<Agent, TapiError> {
        let id = login.id.clone();
        let agent = self
            .line
            .request(Function::CreateAgent, id.as_deref().unwrap_or("the user"), |line, ticket| {
                line.line_create_agent(ticket, login)
            })
            .await?;
        self.line.book.made_agent(agent, id);
        Ok(self.agent(agent))
    }
}

/// True for a type of request whose proxy TAPI 3 cannot do without.
pub(crate) fn is_needed(request: ProxyRequestType) -> bool {
    Device::FOR_ACD.contains(&request)
}
