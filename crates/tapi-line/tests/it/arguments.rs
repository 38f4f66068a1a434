//! What TAPI says about arguments before a provider hears of anything.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tapi_abi::{Guid, LineAgentGroupEntry, LineAgentGroupList, Structure, room};
use tapi_line::{LineApp, Memory, OpenLine, Opener, Settings, group_guid};
use tapi_types::LineError::{self, *};
use tapi_types::line::ProxyRequestType;
use tapi_types::{Function, GroupId};
use tsp_provider::{Client, Provider};

use crate::stand::{Stand, V2_2, initialize, stand};
use crate::toy::Toy;

/// How a test calls a function: the line or application handle, and the memory or NULL for the others.
type Call = fn(&LineApp, u32, Option<&Memory>) -> i32;

fn gold() -> Guid {
    group_guid(GroupId::at(0))
}

/// Every function on a line, otherwise called well.
const ON_A_LINE: [(Function, Call); 27] = [
    (Function::AgentSpecific, |app, line, to| app.line_agent_specific(line, 0, 0, to, 1)),
    (Function::CreateAgent, |app, line, to| app.line_create_agent(line, None, None, to)),
    (Function::CreateAgent, |app, line, to| app.line_create_agent_a(line, None, None, to)),
    (Function::CreateAgentSession, |app, line, to| app.line_create_agent_session(line, 1, None, 0, Some(gold()), to)),
    (Function::CreateAgentSession, |app, line, to| app.line_create_agent_session_a(line, 1, None, 0, Some(gold()), to)),
    (Function::GetAgentActivityList, |app, line, to| app.line_get_agent_activity_list(line, 0, to)),
    (Function::GetAgentActivityList, |app, line, to| app.line_get_agent_activity_list_a(line, 0, to)),
    (Function::GetAgentGroupList, |app, line, to| app.line_get_agent_group_list(line, 0, to)),
    (Function::GetAgentGroupList, |app, line, to| app.line_get_agent_group_list_a(line, 0, to)),
    (Function::GetAgentInfo, |app, line, to| app.line_get_agent_info(line, 1, to)),
    (Function::GetAgentSessionInfo, |app, line, to| app.line_get_agent_session_info(line, 1, to)),
    (Function::GetAgentSessionList, |app, line, to| app.line_get_agent_session_list(line, 1, to)),
    (Function::GetAgentStatus, |app, line, to| app.line_get_agent_status(line, 0, to)),
    (Function::GetAgentStatus, |app, line, to| app.line_get_agent_status_a(line, 0, to)),
    (Function::GetGroupList, |app, line, to| app.line_get_group_list(line, to)),
    (Function::GetGroupList, |app, line, to| app.line_get_group_list_a(line, to)),
    (Function::GetQueueInfo, |app, line, to| app.line_get_queue_info(line, 1, to)),
    (Function::GetQueueList, |app, line, to| app.line_get_queue_list(line, Some(gold()), to)),
    (Function::GetQueueList, |app, line, to| app.line_get_queue_list_a(line, Some(gold()), to)),
    (Function::ProxyMessage, |app, line, _| app.line_proxy_message(line, 0, 30, 0, 1, 0)),
    (Function::ProxyResponse, |app, line, to| app.line_proxy_response(line, to, 0)),
    (Function::SetAgentActivity, |app, line, _| app.line_set_agent_activity(line, 0, 1)),
    (Function::SetAgentGroup, |app, line, _| app.line_set_agent_group(line, 0, None)),
    (Function::SetAgentMeasurementPeriod, |app, line, _| app.line_set_agent_measurement_period(line, 1, 1)),
    (Function::SetAgentSessionState, |app, line, _| app.line_set_agent_session_state(line, 1, 1, 0)),
    (Function::SetAgentState, |app, line, _| app.line_set_agent_state(line, 0, 4, 0)),
    (Function::SetAgentStateEx, |app, line, _| app.line_set_agent_state_ex(line, 1, 1, 0)),
];

/// The structures that functions on a line fill, by their fixed part.
const FIXED: [(Function, usize); 9] = [
    (Function::GetAgentActivityList, 24),
    (Function::GetAgentGroupList, 24),
    (Function::GetAgentInfo, 56),
    (Function::GetAgentSessionInfo, 76),
    (Function::GetAgentSessionList, 24),
    (Function::GetAgentStatus, 56),
    (Function::GetGroupList, 24),
    (Function::GetQueueInfo, 52),
    (Function::GetQueueList, 24),
];

/// `None` for a function that fills no structure.
fn fixed(function: Function) -> Option<usize> {
    FIXED.iter().find(|(fills, _)| *fills == function).map(|(_, fixed)| *fixed)
}

fn refused(stand: &Stand, returned: i32, error: LineError) {
    assert_eq!(LineError::from_code(returned.cast_unsigned()), Some(error));
    assert_eq!(stand.toy.asked(), []);
    assert_eq!(stand.app.try_next(), None, "nothing follows a refusal");
}

#[test]
fn nothing_works_before_initialization_and_after_the_end() {
    let Stand { app, handle, line, .. } = stand();
    let fresh = LineApp::new([], Settings::default());
    assert_eq!(app.line_shutdown(handle), 0);
    let memory = Memory::of_size(100);
    for app in [&fresh, &app] {
        for (function, call) in ON_A_LINE {
            assert_eq!(call(app, line, Some(&memory)), UNINITIALIZED.long(), "{function}");
        }
        assert_eq!(app.line_get_agent_caps(handle, 0, 0, V2_2, Some(&memory)), UNINITIALIZED.long());
        assert_eq!(app.line_get_proxy_status(handle, 0, V2_2, Some(&mut room(24))), UNINITIALIZED.long());
        assert_eq!(app.line_open(handle, 0, Some(&mut 0), OpenLine::default()), UNINITIALIZED.long());
        assert_eq!((app.line_close(line), app.line_shutdown(handle)), (UNINITIALIZED.long(), UNINITIALIZED.long()));
    }
    // After a new beginning, the old handles are still dead.
    let new = initialize(&app);
    assert_ne!(new, handle);
    assert_eq!(app.line_close(line), INVALLINEHANDLE.long());
    assert_eq!(app.line_shutdown(handle), INVALAPPHANDLE.long());
}

#[test]
fn initialization_wants_a_place_for_its_handle_a_version_and_happens_once() {
    let app = LineApp::new([], Settings::default());
    let mut handle = 0;
    assert_eq!(app.line_initialize_ex(None, V2_2), INVALPOINTER.long());
    assert_eq!(app.line_initialize_ex(Some(&mut handle), 0x0001_0004), INCOMPATIBLEAPIVERSION.long());
    assert_eq!(handle, 0);
    assert_eq!(app.line_initialize_ex(Some(&mut handle), 0x0002_0000), 0);
    assert_eq!(app.line_initialize_ex(Some(&mut 0), V2_2), OPERATIONFAILED.long());
    assert_ne!(handle, 0);
}

#[test]
fn handles_of_lines_are_checked_first() {
    let stand = stand();
    for (function, call) in ON_A_LINE {
        for handle in [0, 1, stand.handle, stand.line + 1, u32::MAX] {
            assert_eq!(call(&stand.app, handle, None), INVALLINEHANDLE.long(), "{function}");
        }
    }
    assert_eq!(stand.app.line_close(stand.line), 0);
    for (function, call) in ON_A_LINE {
        assert_eq!(call(&stand.app, stand.line, None), INVALLINEHANDLE.long(), "{function} on a closed line");
    }
    assert_eq!(stand.toy.asked(), []);
}

#[test]
fn a_null_pointer_and_memory_that_ends_too_early_are_seen() {
    let stand = stand();
    for (function, call) in ON_A_LINE {
        let fills = fixed(function).is_some();
        let has_handle = matches!(function, Function::CreateAgent | Function::CreateAgentSession);
        if fills || has_handle || function == Function::AgentSpecific {
            refused(&stand, call(&stand.app, stand.line, None), INVALPOINTER);
        }
        if fills || has_handle {
            refused(&stand, call(&stand.app, stand.line, Some(&vec![255; 3].into())), INVALPOINTER);
        }
        if fills {
            // A hundred bytes, of which there are 99.
            let mut short = room(100);
            short.pop();
            refused(&stand, call(&stand.app, stand.line, Some(&short.into())), INVALPOINTER);
        }
    }
    let block = Memory::from(vec![1, 2, 3]);
    refused(&stand, stand.app.line_agent_specific(stand.line, 0, 0, Some(&block), 4), INVALPOINTER);
}

#[test]
fn a_structure_whose_fixed_part_does_not_fit_is_too_small_and_stays_as_it_is() {
    let stand = stand();
    let mut seen = 0;
    for (function, call) in ON_A_LINE {
        let Some(fixed) = fixed(function) else { continue };
        for total in [0, 3, 4, fixed - 1] {
            let mut bytes = vec![0xA5; 200];
            bytes[..4].copy_from_slice(&u32::try_from(total).expect("small").to_le_bytes());
            let memory = Memory::from(bytes.clone());
            refused(&stand, call(&stand.app, stand.line, Some(&memory)), STRUCTURETOOSMALL);
            assert_eq!(memory.to_bytes(), bytes, "{function} wrote");
        }
        seen += 1;
    }
    assert_eq!(seen, 14, "nine structures, five of them with strings");
}

#[test]
fn caps_and_proxy_status_check_application_device_version_pointer_and_size() {
    let stand = stand();
    let Stand { app, handle, line, .. } = &stand;
    let memory = Memory::of_size(71);
    let caps = |handle, device, version, memory: Option<&Memory>| {
        let returned = app.line_get_agent_caps(handle, device, 0, version, memory);
        assert_eq!(returned, app.line_get_agent_caps_a(handle, device, 0, version, memory));
        returned
    };
    refused(&stand, caps(*line, 9, 0, None), INVALAPPHANDLE);
    refused(&stand, caps(*handle, 1, 0, None), BADDEVICEID);
    refused(&stand, caps(*handle, 0, 0x0001_0004, None), INCOMPATIBLEAPIVERSION);
    refused(&stand, caps(*handle, 0, V2_2, None), INVALPOINTER);
    refused(&stand, caps(*handle, 0, V2_2, Some(&memory)), STRUCTURETOOSMALL);
    refused(&stand, caps(*handle, 0, 0x0002_0000, Some(&Memory::of_size(55))), STRUCTURETOOSMALL);

    let status =
        |handle, device, version, list: Option<&mut [u8]>| app.line_get_proxy_status(handle, device, version, list);
    refused(&stand, status(*line, 9, 0, None), INVALAPPHANDLE);
    refused(&stand, status(*handle, 1, 0, None), BADDEVICEID);
    refused(&stand, status(*handle, 0, 0x0002_0001, None), INCOMPATIBLEAPIVERSION);
    refused(&stand, status(*handle, 0, V2_2, None), INVALPOINTER);
    let mut small = room(23);
    refused(&stand, status(*handle, 0, V2_2, Some(&mut small)), STRUCTURETOOSMALL);
    assert_eq!(small, room(23));
}

#[test]
fn zero_names_nothing_and_is_no_period() {
    let stand = stand();
    let Stand { app, line, .. } = &stand;
    let line = *line;
    let memory = Memory::of_size(100);
    for returned in [
        app.line_get_agent_info(line, 0, Some(&memory)),
        app.line_get_agent_session_info(line, 0, Some(&memory)),
        app.line_get_agent_session_list(line, 0, Some(&memory)),
        app.line_get_queue_info(line, 0, Some(&memory)),
        app.line_create_agent_session(line, 0, None, 0, Some(gold()), Some(&memory)),
        app.line_set_agent_state_ex(line, 0, 1, 0),
        app.line_set_agent_session_state(line, 0, 1, 0),
        app.line_set_agent_measurement_period(line, 0, 1),
        app.line_set_agent_measurement_period(line, 1, 0),
        app.line_set_queue_measurement_period(line, 0, 1),
        app.line_set_queue_measurement_period(line, 1, 0),
    ] {
        refused(&stand, returned, INVALPARAM);
    }
    refused(&stand, app.line_set_agent_activity(line, 0, 0), INVALAGENTACTIVITY);
}

#[test]
fn groups_are_named_by_guids_that_are_theirs() {
    let stand = stand();
    let Stand { app, line, .. } = &stand;
    let memory = Memory::of_size(100);
    let stranger = Guid { data1: 1, ..Guid::default() };
    refused(&stand, app.line_get_queue_list(*line, None, Some(&memory)), INVALPOINTER);
    refused(&stand, app.line_get_queue_list(*line, Some(stranger), Some(&memory)), INVALPARAM);
    refused(&stand, app.line_create_agent_session(*line, 1, None, 0, None, Some(&memory)), INVALPOINTER);
    refused(&stand, app.line_create_agent_session(*line, 1, None, 0, Some(stranger), Some(&memory)), INVALPARAM);
    let list = |group_id| {
        let entries = vec![LineAgentGroupEntry { group_id, name: None }];
        LineAgentGroupList { entries }.to_bytes().expect("bytes")
    };
    refused(&stand, app.line_set_agent_group(*line, 0, Some(&list(stranger))), INVALAGENTGROUP);
    let good = list(group_guid(GroupId::at(0)));
    refused(&stand, app.line_set_agent_group(*line, 0, Some(&room(23))), STRUCTURETOOSMALL);
    refused(&stand, app.line_set_agent_group(*line, 0, Some(&good[..47])), INVALPOINTER);
    let mut two = good.clone();
    two[12] = 2;
    refused(&stand, app.line_set_agent_group(*line, 0, Some(&two)), INVALPARAM);
}

#[test]
fn states_are_those_of_the_family() {
    let stand = stand();
    let Stand { app, line, .. } = &stand;
    // Two at once; released, which no application sets of a session; behind the last.
    for wrong in [0x03, 0x20, 0x40, 0x8000_0000, u32::MAX] {
        refused(&stand, app.line_set_agent_session_state(*line, 1, wrong, 0), INVALAGENTSTATE);
        refused(&stand, app.line_set_agent_session_state(*line, 1, 1, wrong), INVALAGENTSTATE);
    }
    for wrong in [0x03, 0x80, 0x0001_0000, u32::MAX] {
        refused(&stand, app.line_set_agent_state_ex(*line, 1, wrong, 0), INVALAGENTSTATE);
        refused(&stand, app.line_set_agent_state_ex(*line, 1, 0, wrong), INVALAGENTSTATE);
    }
    for wrong in [0x05, 0x400, 0x0001_0000, u32::MAX] {
        refused(&stand, app.line_set_agent_state(*line, 0, wrong, 0), INVALAGENTSTATE);
        refused(&stand, app.line_set_agent_state(*line, 0, 0, wrong), INVALAGENTSTATE);
    }
}

#[test]
fn an_old_line_has_the_old_functions_alone() {
    let stand = stand();
    let mut old = 0;
    let how = OpenLine { api_version: 0x0002_0000, ..OpenLine::default() };
    assert_eq!(stand.app.line_open(stand.handle, 0, Some(&mut old), how), 0);
    *crate::toy::locked(&stand.toy.refuses) = Some(NOMEM);
    let memory = Memory::of_size(500);
    for (function, call) in ON_A_LINE {
        let is_new = function.since().0 == V2_2;
        let returned = call(&stand.app, old, Some(&memory));
        assert_eq!(returned == OPERATIONUNAVAIL.long(), is_new, "{function}");
    }
}

#[test]
fn opening_a_line_checks_what_it_is_told() {
    let stand = stand();
    let Stand { app, handle, .. } = &stand;
    let how = OpenLine::default();
    let mut line = 99;
    let mut open = |handle, device, how| app.line_open(handle, device, Some(&mut line), how);
    assert_eq!(open(*handle + 1, 0, how), INVALAPPHANDLE.long());
    assert_eq!(open(*handle, 1, how), BADDEVICEID.long());
    for api_version in [0x0001_0002, 0x0003_0002, 0, u32::MAX] {
        assert_eq!(open(*handle, 0, OpenLine { api_version, ..how }), INCOMPATIBLEAPIVERSION.long());
    }
    // None at all, none and something, what is no privilege.
    for privileges in [0, 0x1 | 0x2, 0x1 | 0x4, 0x8, 0x4000_0008] {
        assert_eq!(open(*handle, 0, OpenLine { privileges, ..how }), INVALPRIVSELECT.long(), "{privileges:#X}");
    }
    for privileges in [0x1, 0x2, 0x4, 0x6, 0x8000_0000, 0x8000_0002] {
        assert_eq!(open(*handle, 0, OpenLine { privileges, ..how }), 0, "{privileges:#X}");
    }
    // A device without proxies, and arrays that are none.
    let proxy = |array| OpenLine { privileges: 0x4000_0000, proxy_requests: array, ..how };
    assert_eq!(open(*handle, 0, proxy(None)), INVALPOINTER.long());
    assert_eq!(open(*handle, 0, proxy(Some(&[]))), STRUCTURETOOSMALL.long());
    assert_eq!(open(*handle, 0, proxy(Some(&[1, 0, 0, 0, 2]))), STRUCTURETOOSMALL.long());
    assert_eq!(open(*handle, 0, proxy(Some(&[1, 0, 0, 0]))), OPERATIONUNAVAIL.long());
    assert_eq!(app.line_open(*handle, 0, None, how), INVALPOINTER.long());
}

#[test]
fn a_refusal_of_the_provider_comes_back_from_the_call() {
    let stand = stand();
    *crate::toy::locked(&stand.toy.refuses) = Some(RESOURCEUNAVAIL);
    let returned = stand.app.line_set_agent_state_ex(stand.line, 1, 1, 0);
    assert_eq!(returned, RESOURCEUNAVAIL.long());
    assert_eq!(stand.app.try_next(), None);
}

#[test]
fn a_device_that_has_closed_is_opened_anew_for_the_application() {
    let toys: [Arc<Toy>; 2] = Default::default();
    for toy in &toys {
        toy.hold();
    }
    let opened = AtomicUsize::new(0);
    let opener = {
        let toys = toys.clone();
        move |_: &Client, _: &[ProxyRequestType]| -> Result<Arc<dyn Provider>, LineError> {
            let provider: Arc<dyn Provider> = toys[opened.fetch_add(1, Ordering::SeqCst)].clone();
            Ok(provider)
        }
    };
    let app = LineApp::new([Arc::new(opener) as Arc<dyn Opener>], Settings::default());
    let handle = initialize(&app);
    let ask = || app.line_get_agent_caps(handle, 0, 0, V2_2, Some(&Memory::of_size(72)));
    assert_eq!([ask(), ask()], [1, 2]);
    *crate::toy::locked(&toys[0].refuses) = Some(INVALLINEHANDLE);
    assert_eq!([ask(), ask()], [NODEVICE.long(), 3]);
    assert_eq!(toys.map(|toy| toy.asked().len()), [3, 1]);
}
