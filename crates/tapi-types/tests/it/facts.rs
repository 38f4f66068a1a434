//! The facts: those of `fixtures/contract/tapi-call-center.json` that concern this crate. The README there says what
//! each is.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Facts {
    pub(crate) handles: Vec<Handle>,
    pub(crate) constants: Vec<ConstantFact>,
    pub(crate) errors: Vec<ErrorFact>,
    pub(crate) functions: Vec<FunctionFact>,
    pub(crate) messages: Vec<MessageFact>,
    pub(crate) session_transitions: BTreeMap<String, Vec<String>>,
    pub(crate) session_state_encoding: Vec<SessionStateFact>,
    pub(crate) agent_state_encoding: Vec<AgentStateFact>,
    pub(crate) twins: Vec<TwinFact>,
}

#[derive(Deserialize)]
pub(crate) struct Handle {
    pub(crate) name: String,
    pub(crate) size: usize,
}

#[derive(Deserialize)]
pub(crate) struct ConstantFact {
    pub(crate) family: String,
    pub(crate) name: String,
    pub(crate) value: u32,
}

#[derive(Deserialize)]
pub(crate) struct ErrorFact {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) signed: i32,
}

#[derive(Deserialize)]
pub(crate) struct FunctionFact {
    pub(crate) name: String,
    pub(crate) since_tapi: String,
    pub(crate) exports: Vec<String>,
    #[serde(rename = "async")]
    pub(crate) is_asynchronous: bool,
    pub(crate) proxy_request: Option<String>,
    pub(crate) errors: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct MessageFact {
    pub(crate) name: String,
    pub(crate) sent_by: String,
}

#[derive(Deserialize)]
pub(crate) struct SessionStateFact {
    pub(crate) state: String,
    #[serde(rename = "AGENT_SESSION_STATE")]
    pub(crate) tapi3: i32,
    #[serde(rename = "LINEAGENTSESSIONSTATE")]
    pub(crate) line: u32,
    #[serde(rename = "AGENT_SESSION_EVENT")]
    pub(crate) event: i32,
}

#[derive(Deserialize)]
pub(crate) struct AgentStateFact {
    pub(crate) state: String,
    #[serde(rename = "AGENT_STATE")]
    pub(crate) tapi3: i32,
    #[serde(rename = "LINEAGENTSTATEEX")]
    pub(crate) line: u32,
    #[serde(rename = "AGENT_EVENT")]
    pub(crate) event: i32,
}

#[derive(Deserialize)]
pub(crate) struct TwinFact {
    pub(crate) lineerr: String,
    pub(crate) hresult: String,
}

pub(crate) fn facts() -> Facts {
    let text = include_str!("../../../../fixtures/contract/tapi-call-center.json");
    serde_json::from_str(text).expect("the facts have this shape")
}
