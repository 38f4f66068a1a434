//! Sizes and offsets against the reference, and against the same structures in `windows-sys`.

use std::fs;
use std::mem::{offset_of, size_of};

use serde_json::Value;
use tapi_abi::layouts;
use windows_sys::Win32::Devices::Tapi as win;

use crate::hex::fixtures;

/// Arms of a union come in any order.
fn sorted<T: Ord>(members: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut members: Vec<T> = members.into_iter().collect();
    members.sort_unstable();
    members
}

#[test]
fn every_structure_is_that_of_the_reference() {
    let path = fixtures().join("contract/tapi-call-center.json");
    let text = fs::read_to_string(path).expect("the contract is there");
    let contract: Value = serde_json::from_str(&text).expect("the contract is JSON");
    let rows = |key: &str| contract[key].as_array().expect("rows").clone();
    let size = |row: &Value, key: &str| usize::try_from(row[key].as_u64().expect("a number")).expect("a small one");
    let structures = rows("structures");
    assert_eq!(structures.len(), 18);
    assert_eq!(
        sorted(layouts().iter().map(|layout| (layout.name, layout.size))),
        sorted(structures.iter().map(|row| (row["name"].as_str().expect("a name"), size(row, "size")))),
    );
    for layout in layouts() {
        let members = rows("members").into_iter().filter(|row| row["structure"] == layout.name);
        let members = members.map(|row| (row["name"].to_string(), size(&row, "offset"), size(&row, "size")));
        let ours = layout.fields.iter().map(|field| (format!("{:?}", field.name), field.offset, field.size));
        assert_eq!(sorted(ours), sorted(members), "{}", layout.name);
    }
}

/// A structure of `windows-sys` by its members. Those of an arm are inside of an unnamed union there.
macro_rules! theirs {
    ($name:ident { $($member:ident $(. $inner:ident)?),+ $(,)? }) => {
        (stringify!($name), size_of::<win::$name>(), vec![
            $((stringify!($member $(. $inner)?), offset_of!(win::$name, $member $(. $inner)?)),)+
        ])
    };
    ($name:ident { $($member:ident),+; $($arm:ident { $($inner:ident),+ })+ }) => {
        (stringify!($name), size_of::<win::$name>(), vec![
            $((stringify!($member), offset_of!(win::$name, $member)),)+
            $($((concat!(stringify!($arm), ".", stringify!($inner)),
                offset_of!(win::$name, Anonymous.$arm.$inner)),)+)+
        ])
    };
}

type Theirs = (&'static str, usize, Vec<(&'static str, usize)>);

fn entries() -> Vec<Theirs> {
    vec![
        theirs!(LINEAGENTACTIVITYENTRY { dwID, dwNameSize, dwNameOffset }),
        theirs!(LINEAGENTENTRY { hAgent, dwNameSize, dwNameOffset, dwIDSize, dwIDOffset, dwPINSize, dwPINOffset }),
        theirs!(LINEAGENTGROUPENTRY {
            GroupID.dwGroupID1, GroupID.dwGroupID2, GroupID.dwGroupID3, GroupID.dwGroupID4, dwNameSize, dwNameOffset
        }),
        theirs!(LINEAGENTSESSIONENTRY { hAgentSession, hAgent, GroupID, dwWorkingAddressID }),
        theirs!(LINEEXTENSIONID { dwExtensionID0, dwExtensionID1, dwExtensionID2, dwExtensionID3 }),
        theirs!(LINEQUEUEENTRY { dwQueueID, dwNameSize, dwNameOffset }),
    ]
}

/// All lists have the same members.
macro_rules! lists {
    ($($name:ident),+ $(,)?) => {
        vec![$(theirs!($name {
            dwTotalSize, dwNeededSize, dwUsedSize, dwNumEntries, dwListSize, dwListOffset
        }),)+]
    };
}

fn lists() -> Vec<Theirs> {
    lists![
        LINEAGENTACTIVITYLIST,
        LINEAGENTGROUPLIST,
        LINEAGENTLIST,
        LINEAGENTSESSIONLIST,
        LINEPROXYREQUESTLIST,
        LINEQUEUELIST,
    ]
}

fn records() -> Vec<Theirs> {
    vec![
        theirs!(LINEAGENTCAPS {
            dwTotalSize,
            dwNeededSize,
            dwUsedSize,
            dwAgentHandlerInfoSize,
            dwAgentHandlerInfoOffset,
            dwCapsVersion,
            dwFeatures,
            dwStates,
            dwNextStates,
            dwMaxNumGroupEntries,
            dwAgentStatusMessages,
            dwNumAgentExtensionIDs,
            dwAgentExtensionIDListSize,
            dwAgentExtensionIDListOffset,
            ProxyGUID,
        }),
        theirs!(LINEAGENTINFO {
            dwTotalSize,
            dwNeededSize,
            dwUsedSize,
            dwAgentState,
            dwNextAgentState,
            dwMeasurementPeriod,
            cyOverallCallRate,
            dwNumberOfACDCalls,
            dwNumberOfIncomingCalls,
            dwNumberOfOutgoingCalls,
            dwTotalACDTalkTime,
            dwTotalACDCallTime,
            dwTotalACDWrapUpTime,
        }),
        theirs!(LINEAGENTSESSIONINFO {
            dwTotalSize,
            dwNeededSize,
            dwUsedSize,
            dwAgentSessionState,
            dwNextAgentSessionState,
            dateSessionStartTime,
            dwSessionDuration,
            dwNumberOfCalls,
            dwTotalTalkTime,
            dwAverageTalkTime,
            dwTotalCallTime,
            dwAverageCallTime,
            dwTotalWrapUpTime,
            dwAverageWrapUpTime,
            cyACDCallRate,
            dwLongestTimeToAnswer,
            dwAverageTimeToAnswer,
        }),
        theirs!(LINEAGENTSTATUS {
            dwTotalSize,
            dwNeededSize,
            dwUsedSize,
            dwNumEntries,
            dwGroupListSize,
            dwGroupListOffset,
            dwState,
            dwNextState,
            dwActivityID,
            dwActivitySize,
            dwActivityOffset,
            dwAgentFeatures,
            dwValidStates,
            dwValidNextStates,
        }),
        theirs!(LINEQUEUEINFO {
            dwTotalSize,
            dwNeededSize,
            dwUsedSize,
            dwMeasurementPeriod,
            dwTotalCallsQueued,
            dwCurrentCallsQueued,
            dwTotalCallsAbandoned,
            dwTotalCallsFlowedIn,
            dwTotalCallsFlowedOut,
            dwLongestEverWaitTime,
            dwCurrentLongestWaitTime,
            dwAverageWaitTime,
            dwFinalDisposition,
        }),
    ]
}

fn request() -> Theirs {
    theirs!(LINEPROXYREQUEST {
        dwSize, dwClientMachineNameSize, dwClientMachineNameOffset, dwClientUserNameSize, dwClientUserNameOffset,
        dwClientAppAPIVersion, dwRequestType;
        SetAgentGroup { dwAddressID, GroupList }
        SetAgentState { dwAddressID, dwAgentState, dwNextAgentState }
        SetAgentActivity { dwAddressID, dwActivityID }
        GetAgentCaps { dwAddressID, AgentCaps }
        GetAgentStatus { dwAddressID, AgentStatus }
        AgentSpecific { dwAddressID, dwAgentExtensionIDIndex, dwSize, Params }
        GetAgentActivityList { dwAddressID, ActivityList }
        GetAgentGroupList { dwAddressID, GroupList }
        CreateAgent { hAgent, dwAgentIDSize, dwAgentIDOffset, dwAgentPINSize, dwAgentPINOffset }
        SetAgentStateEx { hAgent, dwAgentState, dwNextAgentState }
        SetAgentMeasurementPeriod { hAgent, dwMeasurementPeriod }
        GetAgentInfo { hAgent, AgentInfo }
        CreateAgentSession {
            hAgentSession, dwAgentPINSize, dwAgentPINOffset, hAgent, GroupID, dwWorkingAddressID
        }
        GetAgentSessionList { hAgent, SessionList }
        GetAgentSessionInfo { hAgentSession, SessionInfo }
        SetAgentSessionState { hAgentSession, dwAgentSessionState, dwNextAgentSessionState }
        GetQueueList { GroupID, QueueList }
        SetQueueMeasurementPeriod { dwQueueID, dwMeasurementPeriod }
        GetQueueInfo { dwQueueID, QueueInfo }
        GetGroupList { GroupList }
    })
}

#[test]
fn every_structure_is_that_of_windows() {
    let theirs = [entries(), lists(), records(), vec![request()]].concat();
    assert_eq!(theirs.len(), layouts().len());
    for layout in layouts() {
        let (_, size, members) = theirs.iter().find(|(name, ..)| *name == layout.name).expect("it is there");
        assert_eq!(layout.size, *size, "{}", layout.name);
        let ours = layout.fields.iter().map(|field| (field.name.to_owned(), field.offset));
        let theirs = members.iter().map(|(name, offset)| (name.replace(' ', ""), *offset));
        assert_eq!(sorted(ours), sorted(theirs), "{}", layout.name);
    }
}
