//! Arguments and bytes that nobody has thought of.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tapi_abi::{Guid, LineProxyRequest};
use tapi_line::{LineApp, Memory, OpenLine, proxy};
use tapi_types::line::{ApiVersion, ProxyRequestType};
use tapi_types::{AgentId, Function, LineError, RequestId};
use tsp_provider::{Answer, Ask, Client, ProxyRequest};

use crate::samples;
use crate::stand::{Stand, stand};

/// A call by numbers, with a block of bytes, text and a GUID where it takes one.
type Call = fn(&LineApp, u32, [u32; 4], &Memory, &str, Guid) -> i32;

/// One call of each function that is a request on a line.
const REQUESTS: [(Function, Call); 19] = [
    (Function::AgentSpecific, |app, line, n, memory, _, _| {
        app.line_agent_specific(line, n[0], n[1], Some(memory), n[2])
    }),
    (Function::CreateAgent, |app, line, _, memory, text, _| {
        app.line_create_agent_a(line, Some(text), None, Some(memory))
    }),
    (Function::CreateAgentSession, |app, line, n, memory, text, guid| {
        app.line_create_agent_session(line, n[0], Some(text), n[1], Some(guid), Some(memory))
    }),
    (Function::GetAgentActivityList, |app, line, n, memory, _, _| {
        app.line_get_agent_activity_list(line, n[0], Some(memory))
    }),
    (Function::GetAgentGroupList, |app, line, n, memory, _, _| {
        app.line_get_agent_group_list_a(line, n[0], Some(memory))
    }),
    (Function::GetAgentInfo, |app, line, n, memory, _, _| app.line_get_agent_info(line, n[0], Some(memory))),
    (Function::GetAgentSessionInfo, |app, line, n, memory, _, _| {
        app.line_get_agent_session_info(line, n[0], Some(memory))
    }),
    (Function::GetAgentSessionList, |app, line, n, memory, _, _| {
        app.line_get_agent_session_list(line, n[0], Some(memory))
    }),
    (Function::GetAgentStatus, |app, line, n, memory, _, _| app.line_get_agent_status(line, n[0], Some(memory))),
    (Function::GetGroupList, |app, line, _, memory, _, _| app.line_get_group_list(line, Some(memory))),
    (Function::GetQueueInfo, |app, line, n, memory, _, _| app.line_get_queue_info(line, n[0], Some(memory))),
    (Function::GetQueueList, |app, line, _, memory, _, guid| app.line_get_queue_list(line, Some(guid), Some(memory))),
    (Function::SetAgentActivity, |app, line, n, _, _, _| app.line_set_agent_activity(line, n[0], n[1])),
    (Function::SetAgentGroup, |app, line, n, memory, _, _| {
        app.line_set_agent_group(line, n[0], Some(&memory.to_bytes()))
    }),
    (Function::SetAgentMeasurementPeriod, |app, line, n, _, _, _| {
        app.line_set_agent_measurement_period(line, n[0], n[1])
    }),
    (Function::SetAgentSessionState, |app, line, n, _, _, _| app.line_set_agent_session_state(line, n[0], n[1], n[2])),
    (Function::SetAgentState, |app, line, n, _, _, _| app.line_set_agent_state(line, n[0], n[1], n[2])),
    (Function::SetAgentStateEx, |app, line, n, _, _, _| app.line_set_agent_state_ex(line, n[0], n[1], n[2])),
    (Function::SetQueueMeasurementPeriod, |app, line, n, _, _, _| {
        app.line_set_queue_measurement_period(line, n[0], n[1])
    }),
];

/// What TAPI itself may say of a structure or a pointer, listed or not.
const GENERAL: [LineError; 2] = [LineError::INVALPOINTER, LineError::STRUCTURETOOSMALL];

/// Numbers near those that mean something.
fn number() -> impl Strategy<Value = u32> {
    prop_oneof![0..40_u32, Just(256), Just(0x8000_0000), any::<u32>()]
}

/// Memory that may say how long it is.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    (number(), prop::collection::vec(any::<u8>(), 0..120)).prop_map(|(total, mut bytes)| {
        if let Some(first) = bytes.first_chunk_mut() {
            *first = total.to_le_bytes();
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn a_request_is_an_id_or_an_error_that_the_function_lists(
        numbers: [u32; 4],
        near in prop::array::uniform4(number()),
        bytes in bytes(),
        text: String,
        guid: [u8; 16],
    ) {
        let Stand { app, toy, line, .. } = stand();
        // Nobody answers: what comes back from the call is TAPI's own.
        toy.hold();
        let guid = Guid::from_le_bytes(guid);
        for numbers in [numbers, near] {
            for (function, call) in REQUESTS {
                let memory = Memory::from(bytes.clone());
                let returned = call(&app, line, numbers, &memory, &text, guid);
                let error = LineError::from_code(returned.cast_unsigned());
                let is_listed = |error| function.errors().contains(&error) || GENERAL.contains(&error);
                prop_assert!(returned > 0 || error.is_some_and(is_listed), "{function}: {returned} {error:?}");
                prop_assert_eq!(memory.to_bytes(), bytes.clone());
            }
        }
    }

    #[test]
    fn no_device_and_no_privilege_is_too_strange(
        numbers in prop::array::uniform4(number()), types in prop::collection::vec(any::<u8>(), 0..20)
    ) {
        let Stand { app, handle, line, .. } = stand();
        let [device, api_version, instance, privileges] = numbers;
        let how = OpenLine { api_version, instance, privileges, proxy_requests: Some(&types) };
        prop_assert!(app.line_open(handle, device, Some(&mut 0), how) <= 0);
        prop_assert!(app.line_get_proxy_status(handle, device, api_version, Some(&mut types.clone())) <= 0);
        prop_assert!(app.line_proxy_message(line, device, api_version, instance, privileges, 0) < 0);
        prop_assert!(app.line_proxy_response(line, Some(&types.into()), privileges) < 0);
    }

    #[test]
    fn no_answer_of_a_proxy_is_too_strange(at in 0..400_usize, with: [u8; 4], epoch: i64) {
        let (agent, session) = (AgentId::at(8), tapi_types::SessionId::at(20));
        let caps = Ask::GetAgentCaps { address: tapi_types::AddressId(3), version: ApiVersion::V2_2 };
        for ask in [Ask::GetAgentSessionInfo(session), Ask::GetAgentSessionList(agent), Ask::GetGroupList, caps] {
            let request = ProxyRequest { request: RequestId::at(0), client: Client::default(), ask: ask.clone() };
            let mut bytes = proxy::to_bytes(&request, 300).expect("a request");
            let end = bytes.len();
            if let Some(place) = bytes.get_mut(at..end.min(at + 4)) {
                place.copy_from_slice(&with[..place.len()]);
            }
            match proxy::answer(&ask, &bytes, epoch) {
                Ok(answer) => prop_assert!(!matches!(answer, Answer::Done)),
                Err(error) => prop_assert!([LineError::INVALPARAM, LineError::RESOURCEUNAVAIL].contains(&error)),
            }
        }
    }

    #[test]
    fn figures_of_a_proxy_are_figures(figures in prop::array::uniform12(any::<u32>()), epoch: i64) {
        use tapi_abi::{LineAgentSessionInfo, Structure};
        let ask = Ask::GetAgentSessionInfo(tapi_types::SessionId::at(20));
        let request = ProxyRequest { request: RequestId::at(0), client: Client::default(), ask: ask.clone() };
        let mut bytes = proxy::to_bytes(&request, 0).expect("a request");
        let mut info = LineAgentSessionInfo::new(&samples::session_info(), epoch % (1 << 50));
        info.number_of_calls = figures[0];
        info.average_time_to_answer_s = figures[1];
        info.total_talk_time_s = figures[2];
        info.write(LineProxyRequest::answer_room(&mut bytes).expect("a request")).expect("there is room");
        let Ok(Answer::AgentSessionInfo(read)) = proxy::answer(&ask, &bytes, epoch) else { panic!("an answer") };
        prop_assert_eq!(read.number_of_calls, u64::from(figures[0]));
        prop_assert_eq!(read.total_talk_time.whole_secs(), u64::from(figures[2]));
        let bound = u64::from(figures[1]);
        prop_assert!(read.average_time_to_answer_s() <= bound);
    }
}

#[test]
fn every_request_on_a_line_is_among_them() {
    let ours: Vec<Function> = REQUESTS.iter().map(|(function, _)| *function).collect();
    let all = ProxyRequestType::ALL.iter().map(|&request| Function::of_request(request));
    let mut all: Vec<Function> = all.filter(|&function| function != Function::GetAgentCaps).collect();
    all.sort();
    assert_eq!(ours, all);
}
