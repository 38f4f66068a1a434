//! The facts of the contract against the code: nothing is missing, nothing is too much, nothing has another value.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::mem::size_of;

use tapi_types::line::{AgentSessionState, AgentStateEx, MessageNumber, ProxyRequestType, Sender};
use tapi_types::tapi3::{self, AgentEvent, AgentSessionEvent};
use tapi_types::{
    AgentId, AgentState, AppHandle, Bit, CallHandle, Constant, Function, Hresult, LineError, LineHandle, SessionId,
    SessionState,
};

use crate::facts::{AgentStateFact, SessionStateFact, facts};
use crate::families::{Check, Traits, check_all};

/// What only one of the two sides has, by side.
#[track_caller]
fn same<T: Ord + Debug>(facts: impl IntoIterator<Item = T>, code: impl IntoIterator<Item = T>) {
    let facts: BTreeSet<T> = facts.into_iter().collect();
    let code: BTreeSet<T> = code.into_iter().collect();
    let missing: Vec<&T> = facts.difference(&code).collect();
    let too_much: Vec<&T> = code.difference(&facts).collect();
    assert!(
        missing.is_empty() && too_much.is_empty(),
        "missing in Rust: {missing:#?}\nnot in the facts: {too_much:#?}"
    );
}

/// Family, name and value of every constant in Rust.
#[derive(Default)]
struct Rows(Vec<(&'static str, &'static str, u32)>);

impl Check for Rows {
    fn constants<T: Constant + Traits>(&mut self) {
        self.0.extend(T::ALL.iter().map(|&constant| (T::FAMILY, constant.original_name(), constant.number())));
    }

    fn bits<T: Bit + Traits>(&mut self) {}
}

#[test]
fn every_constant_has_its_name_and_value() {
    let facts = facts();
    assert_eq!(facts.constants.len(), 165);
    let mut code = Rows::default();
    check_all(&mut code);
    same(
        facts.constants.iter().map(|fact| (fact.family.as_str(), fact.name.as_str(), fact.value)),
        code.0.into_iter().filter(|(family, ..)| *family != LineError::FAMILY),
    );
}

#[test]
fn every_result_code_has_its_name_and_value() {
    let facts = facts();
    assert_eq!(facts.errors.len(), 194);
    let (line, tapi3): (Vec<_>, Vec<_>) = facts.errors.iter().partition(|fact| fact.kind == "LINEERR");
    same(
        line.iter().map(|fact| (fact.name.as_str(), fact.signed)),
        LineError::ALL.iter().map(|error| (error.name(), error.long())),
    );
    same(
        tapi3.iter().map(|fact| (fact.name.as_str(), fact.signed)),
        Hresult::NAMED.iter().map(|(name, result)| (*name, result.0)),
    );
}

#[test]
fn every_twin_is_that_of_its_error() {
    let facts = facts();
    assert_eq!(facts.twins.len(), 46);
    let twins = LineError::ALL.iter().filter_map(|error| Some((error.name(), error.twin()?.name()?)));
    same(facts.twins.iter().map(|fact| (fact.lineerr.as_str(), fact.hresult.as_str())), twins);
}

#[test]
fn an_error_becomes_a_result_raw_or_by_twin() {
    let mut without_twin = Vec::new();
    for &error in LineError::ALL {
        assert_eq!(u32::from(error.raw_hresult()), error.code());
        match error.twin() {
            Some(twin) => assert_eq!((error.twin_hresult(), LineError::from_twin(twin)), (twin, Some(error))),
            None if error.twin_hresult() != error.raw_hresult() => without_twin.push((error, error.twin_hresult())),
            None => {}
        }
        assert!(!error.raw_hresult().is_success() && !error.twin_hresult().is_success(), "{error}");
    }
    let expected = [
        (LineError::INVALPARAM, Hresult::E_INVALIDARG),
        (LineError::INVALPOINTER, Hresult::E_POINTER),
        (LineError::NOMEM, Hresult::E_OUTOFMEMORY),
        (LineError::INVALAGENTSESSIONSTATE, Hresult::TAPI_E_CALLCENTER_INVALAGENTSTATE),
    ];
    assert_eq!(without_twin, expected);
    assert_eq!(LineError::from_twin(Hresult::TAPI_E_TIMEOUT), None);
}

#[test]
fn every_function_is_what_its_page_says() {
    let facts = facts();
    assert_eq!(facts.functions.len(), 23);
    same(
        facts.functions.iter().map(|fact| fact.name.as_str()),
        Function::ALL.iter().map(|function| function.original_name()),
    );
    for fact in &facts.functions {
        let function: Function = fact.name.parse().expect("it is there");
        assert_eq!(function.since().to_string(), fact.since_tapi, "{function}");
        assert_eq!(function.exports(), fact.exports, "{function}");
        assert_eq!(function.is_asynchronous(), fact.is_asynchronous, "{function}");
        let request = function.proxy_request().map(ProxyRequestType::original_name);
        assert_eq!(request, fact.proxy_request.as_deref(), "{function}");
        assert_eq!(function.errors().len(), fact.errors.len(), "{function}");
        same(fact.errors.iter().map(String::as_str), function.errors().iter().map(|error| error.name()));
    }
    for &request in ProxyRequestType::ALL {
        let function = Function::of_request(request);
        assert_eq!(function.name(), format!("line_{}", request.name()), "the names in scenarios agree");
        let original = request.original_name().replace("PROXYREQUEST_", "");
        assert_eq!(function.original_name().to_uppercase(), original);
    }
}

#[test]
fn every_message_of_the_call_centre_has_its_sender() {
    let facts = facts();
    assert_eq!(facts.messages.len(), 10);
    let sender = |message: &MessageNumber| match message.sender()? {
        Sender::Tapi => Some((message.original_name(), "TAPI")),
        Sender::Proxy => Some((message.original_name(), "proxy")),
    };
    same(
        facts.messages.iter().map(|fact| (fact.name.as_str(), fact.sent_by.as_str())),
        MessageNumber::ALL.iter().filter_map(sender),
    );
}

/// The name of a state in the facts.
fn state_name(state: SessionState) -> &'static str {
    tapi3::AgentSessionState::from(state).original_name().trim_start_matches("ASST_")
}

#[test]
fn states_of_a_session_follow_each_other_as_documented() {
    let facts = facts().session_transitions;
    let documented = facts.iter().flat_map(|(from, to)| to.iter().map(move |to| (from.as_str(), to.as_str())));
    let pairs = |&from: &SessionState| from.followers().iter().map(move |&to| (state_name(from), state_name(to)));
    same(documented, SessionState::ALL.iter().flat_map(pairs));
}

#[test]
fn states_of_a_session_have_their_numbers_in_every_encoding() {
    let facts = facts().session_state_encoding;
    assert_eq!(facts.len(), SessionState::ALL.len());
    for (&state, SessionStateFact { state: name, tapi3: number, line, event }) in SessionState::ALL.iter().zip(&facts) {
        let tapi3 = tapi3::AgentSessionState::from(state);
        assert_eq!((state_name(state), SessionState::from(tapi3)), (name.as_str(), state));
        assert_eq!((state.tapi3(), i32::from(tapi3)), (Some(*number), *number), "{state}");
        assert_eq!((state.line(), AgentSessionState::from(state).number()), (*line, *line), "{state}");
        assert_eq!(AgentSessionState::from(state).session_state(), Some(state));
        assert_eq!(i32::from(AgentSessionEvent::from(tapi3)), *event, "{state}");
    }
    assert_eq!(AgentSessionState::Released.session_state(), None);
}

#[test]
fn states_of_an_agent_have_their_numbers_in_every_encoding() {
    let facts = facts().agent_state_encoding;
    let known = AgentState::ALL.iter().filter_map(|&state| Some((state, tapi3::AgentState::of(state)?)));
    assert_eq!(known.clone().count(), facts.len());
    for ((state, tapi3), AgentStateFact { state: name, tapi3: number, line, event }) in known.zip(&facts) {
        assert_eq!(tapi3.original_name(), format!("AS_{name}"));
        assert_eq!(AgentState::from(tapi3), state);
        assert_eq!((state.tapi3(), i32::from(tapi3)), (Some(*number), *number), "{state}");
        assert_eq!((state.line(), AgentStateEx::from(state).number()), (*line, *line), "{state}");
        assert_eq!(i32::from(AgentEvent::from(tapi3)), *event, "{state}");
    }
    for &state in AgentState::ALL {
        assert_eq!(AgentState::from(AgentStateEx::from(state)), state);
    }
    assert_eq!((tapi3::AgentState::of(AgentState::Released), AgentState::Released.tapi3()), (None, None));
}

#[test]
fn every_handle_is_a_type_of_its_own_and_as_wide_as_documented() {
    let handles = [
        ("HLINE", size_of::<LineHandle>()),
        ("HLINEAPP", size_of::<AppHandle>()),
        ("HCALL", size_of::<CallHandle>()),
        ("HAGENT", size_of::<AgentId>()),
        ("HAGENTSESSION", size_of::<SessionId>()),
    ];
    same(facts().handles.iter().map(|fact| (fact.name.as_str(), fact.size)), handles);
}
