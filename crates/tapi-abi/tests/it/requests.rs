//! Golden bytes of every type of request, and what a proxy does with one.

use tapi_abi::request::{
    AgentSpecific, Argument, CreateAgent, CreateAgentSession, GetAgentActivityList, GetAgentCaps, GetAgentGroupList,
    GetAgentInfo, GetAgentSessionInfo, GetAgentSessionList, GetAgentStatus, GetGroupList, GetQueueInfo, GetQueueList,
    Params, ProxyClient, SetAgentActivity, SetAgentGroup, SetAgentMeasurementPeriod, SetAgentSessionState,
    SetAgentState, SetAgentStateEx, SetQueueMeasurementPeriod, Share,
};
use tapi_abi::{
    LineAgentCaps, LineAgentSessionInfo, LineProxyRequest, LineQueueList, ProxyArm, ProxyArmView, Structure, TextView,
};
use tapi_types::line::{AgentSessionState, AgentState, AgentStateEx, ApiVersion, ProxyRequestType};
use tapi_types::{Dword, LineError};

use crate::golden::{GOLD, groups, session_info};
use crate::hex::golden;

pub(crate) const REQUESTS: [&str; 21] = [
    "request_agent_specific",
    "request_create_agent",
    "request_create_agent_session",
    "request_get_agent_activity_list",
    "request_get_agent_caps",
    "request_get_agent_group_list",
    "request_get_agent_info",
    "request_get_agent_session_info",
    "request_get_agent_session_info_answered",
    "request_get_agent_session_list",
    "request_get_agent_status",
    "request_get_group_list",
    "request_get_queue_info",
    "request_get_queue_list",
    "request_set_agent_activity",
    "request_set_agent_group",
    "request_set_agent_measurement_period",
    "request_set_agent_session_state",
    "request_set_agent_state",
    "request_set_agent_state_ex",
    "request_set_queue_measurement_period",
];

fn share<S: Structure>(total: u32) -> Share<S> {
    Share::new(total).expect("the fixed part fits")
}

pub(crate) fn asked(arm: ProxyArm) -> LineProxyRequest {
    let client = ProxyClient {
        machine_name: Some("DESK-7".into()),
        user_name: Some("anna".into()),
        app_api_version: ApiVersion::V2_2,
    };
    LineProxyRequest { client, arm }
}

/// The arm of each file, but for the one that is answered.
pub(crate) fn arm(request_type: ProxyRequestType) -> ProxyArm {
    match request_type {
        ProxyRequestType::SetAgentGroup => {
            ProxyArm::SetAgentGroup(SetAgentGroup { address_id: 3, group_list: Argument(groups()) })
        }
        ProxyRequestType::SetAgentState => ProxyArm::SetAgentState(SetAgentState {
            address_id: 3,
            agent_state: AgentState::Ready.into(),
            next_agent_state: AgentState::NotReady.into(),
        }),
        ProxyRequestType::SetAgentActivity => {
            ProxyArm::SetAgentActivity(SetAgentActivity { address_id: 3, activity_id: 11 })
        }
        ProxyRequestType::GetAgentCaps => {
            ProxyArm::GetAgentCaps(GetAgentCaps { address_id: 3, agent_caps: share(128) })
        }
        ProxyRequestType::GetAgentStatus => {
            ProxyArm::GetAgentStatus(GetAgentStatus { address_id: 3, agent_status: share(56) })
        }
        ProxyRequestType::AgentSpecific => ProxyArm::AgentSpecific(AgentSpecific {
            address_id: 3,
            agent_extension_id_index: 1,
            params: Params(vec![1, 2, 3, 4, 5, 6]),
        }),
        ProxyRequestType::GetAgentActivityList => {
            ProxyArm::GetAgentActivityList(GetAgentActivityList { address_id: 3, activity_list: share(64) })
        }
        ProxyRequestType::GetAgentGroupList => {
            ProxyArm::GetAgentGroupList(GetAgentGroupList { address_id: 3, group_list: share(65) })
        }
        ProxyRequestType::CreateAgent => ProxyArm::CreateAgent(CreateAgent {
            agent: 0,
            agent_id: Some("4711".into()),
            agent_pin: Some("081".into()),
        }),
        ProxyRequestType::SetAgentMeasurementPeriod => {
            ProxyArm::SetAgentMeasurementPeriod(SetAgentMeasurementPeriod { agent: 1, measurement_period_s: 1800 })
        }
        ProxyRequestType::GetAgentInfo => ProxyArm::GetAgentInfo(GetAgentInfo { agent: 1, agent_info: share(56) }),
        ProxyRequestType::CreateAgentSession => ProxyArm::CreateAgentSession(CreateAgentSession {
            session: 0,
            agent_pin: Some("081".into()),
            agent: 1,
            group_id: GOLD,
            working_address_id: 3,
        }),
        ProxyRequestType::GetAgentSessionList => {
            ProxyArm::GetAgentSessionList(GetAgentSessionList { agent: 1, session_list: share(66) })
        }
        ProxyRequestType::SetAgentSessionState => ProxyArm::SetAgentSessionState(SetAgentSessionState {
            session: 21,
            state: AgentSessionState::Ready.into(),
            next_state: Dword::new(0),
        }),
        ProxyRequestType::GetAgentSessionInfo => {
            ProxyArm::GetAgentSessionInfo(GetAgentSessionInfo { session: 21, session_info: share(76) })
        }
        ProxyRequestType::GetQueueList => {
            ProxyArm::GetQueueList(GetQueueList { group_id: GOLD, queue_list: share(67) })
        }
        ProxyRequestType::SetQueueMeasurementPeriod => {
            ProxyArm::SetQueueMeasurementPeriod(SetQueueMeasurementPeriod { queue_id: 7, measurement_period_s: 900 })
        }
        ProxyRequestType::GetQueueInfo => ProxyArm::GetQueueInfo(GetQueueInfo { queue_id: 7, queue_info: share(52) }),
        ProxyRequestType::GetGroupList => ProxyArm::GetGroupList(GetGroupList { group_list: share(68) }),
        ProxyRequestType::SetAgentStateEx => ProxyArm::SetAgentStateEx(SetAgentStateEx {
            agent: 1,
            agent_state: AgentStateEx::NotReady.into(),
            next_agent_state: AgentStateEx::Ready.into(),
        }),
    }
}

#[test]
fn every_type_is_its_golden_bytes() {
    for &request_type in ProxyRequestType::ALL {
        let bytes = golden(&format!("request_{}", request_type.name()));
        let request = asked(arm(request_type));
        let view = LineProxyRequest::read(&bytes).unwrap_or_else(|malformed| panic!("{request_type}: {malformed}"));
        assert_eq!((view.arm.request_type(), request.arm.request_type()), (request_type, request_type));
        assert_eq!(LineProxyRequest::from(view), request);
        assert_eq!(request.to_bytes(), Ok(bytes), "{request_type}");
    }
}

#[test]
fn a_proxy_fills_the_share_that_it_was_given() {
    let mut request = golden("request_get_agent_session_info");
    let share = LineProxyRequest::answer_room(&mut request).expect("it is a request");
    session_info().write(share).expect("the share is large enough");
    assert_eq!(request, golden("request_get_agent_session_info_answered"));
    let ProxyArmView::GetAgentSessionInfo(arm) = LineProxyRequest::read(&request).expect("it still is one").arm else {
        panic!("it is of another type");
    };
    assert_eq!(arm.session(), 21);
    assert_eq!(arm.session_info().answer().map(LineAgentSessionInfo::from), Ok(session_info()));
}

#[test]
fn an_untouched_share_is_no_answer() {
    let request = golden("request_get_queue_list");
    let ProxyArmView::GetQueueList(arm) = LineProxyRequest::read(&request).expect("it is a request").arm else {
        panic!("it is of another type");
    };
    let malformed = arm.queue_list().answer().unwrap_err();
    assert_eq!(malformed.to_string(), "LINEQUEUELIST.dwUsedSize at byte 8: a size of 0, which should be 24 to 67");
}

#[test]
fn an_answer_stays_inside_of_its_share() {
    let mut request = golden("request_get_queue_list");
    let before = request.clone();
    let entries = vec![tapi_abi::LineQueueEntry { queue_id: 1, name: Some("twenty-one letters here".into()) }];
    let share = LineProxyRequest::answer_room(&mut request).expect("it is a request");
    let written = LineQueueList { entries }.write(share).expect("the fixed part fits");
    assert_eq!((written.total, written.used, written.left_out()), (67, 36, true));
    assert_eq!((&request[..44], &request[111..]), (&before[..44], &before[111..]));
}

/// Where each type has room for its answer; the others have none.
#[test]
fn answers_go_where_the_type_has_room() {
    let expected = |request_type| match request_type {
        ProxyRequestType::GetAgentCaps => 32..160,
        ProxyRequestType::GetAgentStatus | ProxyRequestType::GetAgentInfo => 32..88,
        ProxyRequestType::AgentSpecific => 40..46,
        ProxyRequestType::GetAgentActivityList => 32..96,
        ProxyRequestType::GetAgentGroupList => 32..97,
        ProxyRequestType::CreateAgent | ProxyRequestType::CreateAgentSession => 28..32,
        ProxyRequestType::GetAgentSessionList => 32..98,
        ProxyRequestType::GetAgentSessionInfo => 32..108,
        ProxyRequestType::GetQueueList => 44..111,
        ProxyRequestType::GetQueueInfo => 32..84,
        ProxyRequestType::GetGroupList => 28..96,
        ProxyRequestType::SetAgentGroup
        | ProxyRequestType::SetAgentState
        | ProxyRequestType::SetAgentActivity
        | ProxyRequestType::SetAgentMeasurementPeriod
        | ProxyRequestType::SetAgentSessionState
        | ProxyRequestType::SetQueueMeasurementPeriod
        | ProxyRequestType::SetAgentStateEx => 28..28,
    };
    for &request_type in ProxyRequestType::ALL {
        let mut request = asked(arm(request_type)).to_bytes().expect("it is small");
        let view = LineProxyRequest::read(&request).expect("it was written");
        assert_eq!(view.arm.answer_range(), expected(request_type), "{request_type}");
        let room = LineProxyRequest::answer_room(&mut request).expect("it was written");
        assert_eq!(room.len(), expected(request_type).len(), "{request_type}");
    }
}

#[test]
fn a_handle_that_the_proxy_gives_out_is_read_back() {
    let mut request = golden("request_create_agent");
    let room = LineProxyRequest::answer_room(&mut request).expect("it is a request");
    room.copy_from_slice(&17_u32.to_le_bytes());
    let ProxyArmView::CreateAgent(arm) = LineProxyRequest::read(&request).expect("it still is one").arm else {
        panic!("it is of another type");
    };
    assert_eq!((arm.agent(), arm.agent_id().map(TextView::decode)), (17, Some(Ok("4711".to_owned()))));
}

#[test]
fn a_share_has_at_least_the_fixed_part_of_the_oldest_version() {
    assert_eq!(Share::<LineQueueList>::new(23), Err(LineError::STRUCTURETOOSMALL));
    assert_eq!(Share::<LineQueueList>::new(24).map(Share::total_size), Ok(24));
    assert_eq!(Share::<LineAgentCaps>::new(55), Err(LineError::STRUCTURETOOSMALL));
    assert_eq!(Share::<LineAgentCaps>::new(56).map(Share::total_size), Ok(56));
}

#[test]
fn a_request_is_written_whole_or_not_at_all() {
    for &request_type in ProxyRequestType::ALL {
        let request = asked(arm(request_type));
        let whole = request.to_bytes().expect("it is small");
        for room in 0..=whole.len() + 8 {
            let mut out = vec![0xAA; room];
            match request.write(&mut out) {
                Ok(size) => {
                    assert_eq!((out.get(..whole.len()), Ok(size)), (Some(&whole[..]), request.size()));
                    assert!(out[whole.len()..].iter().all(|&byte| byte == 0xAA));
                }
                Err(error) => {
                    assert_eq!(error, LineError::STRUCTURETOOSMALL);
                    assert!(room < whole.len() && out.iter().all(|&byte| byte == 0xAA), "{request_type} in {room}");
                }
            }
        }
    }
}

#[test]
fn a_size_that_no_dword_counts_is_refused() {
    let arm = ProxyArm::GetGroupList(GetGroupList { group_list: share(u32::MAX) });
    assert_eq!(asked(arm).size(), Err(LineError::NOMEM));
}
