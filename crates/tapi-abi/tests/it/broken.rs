//! Bytes that nobody should send: every reader refuses them or reads them, and never panics. The fuzz targets in `fuzz/`
//! go on from here.

use proptest::collection::vec;
use proptest::prelude::*;
use tapi_abi::{
    Encoding, Flaw, LineAgentActivityList, LineAgentCaps, LineAgentGroupList, LineAgentInfo, LineAgentList,
    LineAgentSessionInfo, LineAgentSessionList, LineAgentStatus, LineProxyRequest, LineProxyRequestList,
    LineQueueEntry, LineQueueInfo, LineQueueList, Malformed, Structure, View,
};
use tapi_types::line::ProxyRequestType;

use crate::hex::golden;
use crate::requests::{arm, asked};
use crate::{probe, values};

/// A DWORD to put somewhere: small ones are sizes and offsets that nearly fit.
fn dword() -> impl Strategy<Value = u32> {
    prop_oneof![0..200_u32, any::<u32>(), (u32::MAX - 200)..=u32::MAX]
}

/// Changes to bytes: DWORDs written over them, anywhere; and where to cut them off, if at all.
fn damage() -> impl Strategy<Value = (Vec<(prop::sample::Index, u32)>, Option<prop::sample::Index>)> {
    (vec((any::<prop::sample::Index>(), dword()), 0..4), prop::option::weighted(0.2, any::<prop::sample::Index>()))
}

fn damaged(
    mut bytes: Vec<u8>,
    (changes, cut): (Vec<(prop::sample::Index, u32)>, Option<prop::sample::Index>),
) -> Vec<u8> {
    for (place, dword) in changes {
        // Mostly where members stand.
        let place = place.index(bytes.len() - 3) / 4 * 4;
        bytes[place..place + 4].copy_from_slice(&dword.to_le_bytes());
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
    bytes
}

/// For each reader: values that were damaged after they were written, and bytes of no meaning.
macro_rules! whatever_the_bytes {
    ($($name:ident: $structure:ty;)+) => {
        proptest! {
            #![proptest_config(values::cases(500))]
            $(
                #[test]
                fn $name(value in values::$name(Encoding::Utf16), damage in damage(), noise in vec(any::<u8>(), 0..160)) {
                    let bytes = value.to_bytes().expect("it is small");
                    assert!(probe::structure::<$structure>(&bytes) > 0, "undamaged, it can be read");
                    probe::structure::<$structure>(&damaged(bytes, damage));
                    probe::structure::<$structure>(&noise);
                }
            )+
        }
    };
}

whatever_the_bytes! {
    agent_activity_list: LineAgentActivityList;
    agent_caps: LineAgentCaps;
    agent_group_list: LineAgentGroupList;
    agent_info: LineAgentInfo;
    agent_list: LineAgentList;
    agent_session_info: LineAgentSessionInfo;
    agent_session_list: LineAgentSessionList;
    agent_status: LineAgentStatus;
    proxy_request_list: LineProxyRequestList;
    queue_info: LineQueueInfo;
    queue_list: LineQueueList;
}

proptest! {
    #![proptest_config(values::cases(2000))]
    #[test]
    fn request(request_type in prop::sample::select(ProxyRequestType::ALL), damage in damage()) {
        let bytes = asked(arm(request_type)).to_bytes().expect("it is small");
        assert!(LineProxyRequest::read(&bytes).is_ok(), "undamaged, it can be read");
        probe::request(&damaged(bytes, damage));
    }

    #[test]
    fn request_of_noise(request_type in 0..0x18_u8, size in 0..200_u8, mut noise in vec(any::<u8>(), 0..200)) {
        // Else nearly no noise would come as far as an arm.
        for (place, byte) in [(0, size), (1, 0), (2, 0), (3, 0), (24, request_type), (25, 0), (26, 0), (27, 0)] {
            if let Some(at) = noise.get_mut(place) {
                *at = byte;
            }
        }
        probe::request(&noise);
    }
}

/// Golden bytes with one DWORD changed.
fn changed(name: &str, at: usize, dword: u32) -> Vec<u8> {
    let mut bytes = golden(name);
    bytes[at..at + 4].copy_from_slice(&dword.to_le_bytes());
    bytes
}

#[track_caller]
fn refused<S: Structure>(bytes: &[u8], member: &str, at: usize, flaw: Flaw) {
    refusal(S::read(bytes).err(), member, at, flaw);
}

#[track_caller]
fn refusal(malformed: Option<Malformed>, member: &str, at: usize, flaw: Flaw) {
    let malformed = malformed.expect("something is wrong with it");
    let name = format!("{}.{}", malformed.structure, malformed.member);
    assert_eq!((name.as_str(), malformed.at, malformed.flaw), (member, at, flaw));
}

#[test]
fn sizes_that_contradict_each_other_are_refused() {
    let list = golden("queue_list");
    refused::<LineQueueList>(&list[..23], "LINEQUEUELIST.dwTotalSize", 0, Flaw::Short { len: 23, needed: 24 });
    let size = |size, least, most| Flaw::Size { size, least, most };
    let with = |at, dword| changed("queue_list", at, dword);
    refused::<LineQueueList>(&with(0, 23), "LINEQUEUELIST.dwTotalSize", 0, size(23, 24, usize::MAX));
    refused::<LineQueueList>(&with(0, 73), "LINEQUEUELIST.dwUsedSize", 8, size(74, 24, 73));
    refused::<LineQueueList>(&with(8, 23), "LINEQUEUELIST.dwUsedSize", 8, size(23, 24, 74));
    refused::<LineQueueList>(&list[..73], "LINEQUEUELIST.dwUsedSize", 8, size(74, 24, 73));
    refused::<LineQueueList>(&with(4, 73), "LINEQUEUELIST.dwNeededSize", 4, size(73, 74, usize::MAX));
    // More set aside than is there: only what is used counts.
    assert!(LineQueueList::read(&with(0, 1000)).is_ok());
    // Of an argument, all of it counts, and what an answer says does not.
    let most = size(1000, 24, 74);
    let argument = |bytes: &[u8]| LineQueueList::read_argument(bytes, Encoding::Utf16).err();
    refusal(argument(&with(0, 1000)), "LINEQUEUELIST.dwTotalSize", 0, most);
    assert_eq!(argument(&with(4, 0)), None);
    assert_eq!(argument(&with(8, 0)), None);
}

#[test]
fn capabilities_are_as_long_as_their_version_says() {
    let caps = golden("agent_caps");
    refused::<LineAgentCaps>(&caps[..71], "LINEAGENTCAPS.dwTotalSize", 0, Flaw::Short { len: 71, needed: 72 });
    refused::<LineAgentCaps>(&caps[..55], "LINEAGENTCAPS.dwTotalSize", 0, Flaw::Short { len: 55, needed: 56 });
    // By its version the GUID would be there, and the handler's description stands in its place.
    let newer = changed("agent_caps_2_0", 20, 0x0002_0002);
    let outside = Flaw::Outside { size: 16, offset: 56, first: 72, end: 104 };
    refused::<LineAgentCaps>(&newer, "LINEAGENTCAPS.dwAgentHandlerInfoSize", 12, outside);
}

#[test]
fn parts_outside_are_refused() {
    let outside = |size, offset| Flaw::Outside { size, offset, first: 24, end: 74 };
    let with = |at, dword| changed("queue_list", at, dword);
    let name = "LINEQUEUEENTRY.dwNameSize";
    refused::<LineQueueList>(&with(32, 23), name, 28, outside(12, 23));
    refused::<LineQueueList>(&with(32, 63), name, 28, outside(12, 63));
    refused::<LineQueueList>(&with(28, u32::MAX), name, 28, outside(u32::MAX, 48));
    refused::<LineQueueList>(&with(44, u32::MAX), name, 40, outside(14, u32::MAX));
    refused::<LineQueueList>(&with(20, 51), "LINEQUEUELIST.dwNumEntries", 12, outside(24, 51));
    // A part without size is nowhere.
    let mut nowhere = with(28, 0);
    nowhere[32..36].copy_from_slice(&u32::MAX.to_le_bytes());
    let view = LineQueueList::read(&nowhere).expect("an offset of nothing leads nowhere");
    let names: Vec<_> = view.entries().map(View::<LineQueueEntry>::name).collect();
    assert!(matches!(names[..], [None, Some(_)]), "{names:?}");
}

#[test]
fn lists_are_as_long_as_their_entries() {
    let with = |at, dword| changed("queue_list", at, dword);
    let list = |size, count| Flaw::List { size, count, entry: 12 };
    refused::<LineQueueList>(&with(12, 1), "LINEQUEUELIST.dwNumEntries", 12, list(24, 1));
    refused::<LineQueueList>(&with(12, 0), "LINEQUEUELIST.dwNumEntries", 12, list(24, 0));
    refused::<LineQueueList>(&with(12, u32::MAX), "LINEQUEUELIST.dwNumEntries", 12, list(24, u32::MAX));
    refused::<LineQueueList>(&with(16, 25), "LINEQUEUELIST.dwNumEntries", 12, list(25, 2));
}

#[test]
fn strings_end_with_a_terminator() {
    let name = "LINEQUEUEENTRY.dwNameSize";
    for size in [1, 2, 10, 11] {
        refused::<LineQueueList>(&changed("queue_list", 28, size), name, 28, Flaw::Unterminated { size });
    }
    let ansi = changed("queue_list_ansi", 28, 5);
    let malformed = LineQueueList::read_in(&ansi, Encoding::Ansi).err();
    refusal(malformed, name, 28, Flaw::Unterminated { size: 5 });
}

/// Entries that share a long name would make plain data of any size out of a small structure.
#[test]
fn parts_that_share_bytes_are_refused() {
    let mut shared = changed("queue_list", 40, 12);
    shared[44..48].copy_from_slice(&48_u32.to_le_bytes());
    assert!(LineQueueList::read(&shared).is_ok(), "there are bytes enough for both");
    // With two bytes less there are not.
    let shorter = 71_u32.to_le_bytes();
    for at in [0, 4, 8] {
        shared[at..at + 4].copy_from_slice(&shorter);
    }
    refused::<LineQueueList>(&shared, "LINEQUEUELIST.dwUsedSize", 8, Flaw::Shared { size: 48, room: 47 });
}

#[test]
fn requests_say_what_is_wrong_with_them() {
    let read = |bytes: &[u8]| LineProxyRequest::read(bytes).err();
    let request = golden("request_create_agent");
    let with = |at, dword| changed("request_create_agent", at, dword);
    let whole = request.len();
    let size = |size, least, most| Flaw::Size { size, least, most };
    refusal(read(&request[..27]), "LINEPROXYREQUEST.dwSize", 0, Flaw::Short { len: 27, needed: 28 });
    refusal(read(&with(0, 47)), "LINEPROXYREQUEST.dwSize", 0, size(47, 48, whole));
    refusal(read(&request[..whole - 1]), "LINEPROXYREQUEST.dwSize", 0, size(150, 48, whole - 1));
    refusal(read(&with(24, 0)), "LINEPROXYREQUEST.dwRequestType", 24, Flaw::RequestType(0));
    refusal(read(&with(24, 0x15)), "LINEPROXYREQUEST.dwRequestType", 24, Flaw::RequestType(0x15));
    let outside = |size, offset| Flaw::Outside { size, offset, first: 48, end: 150 };
    refusal(read(&with(8, 47)), "LINEPROXYREQUEST.dwClientMachineNameSize", 4, outside(14, 47));
    refusal(read(&with(36, 141)), "LINEPROXYREQUEST.CreateAgent.dwAgentIDSize", 32, outside(10, 141));

    let share = changed("request_get_queue_list", 44, 200);
    refusal(read(&share), "LINEPROXYREQUEST.GetQueueList.QueueList", 44, size(200, 24, 91));
    let block = changed("request_agent_specific", 36, 93);
    refusal(read(&block), "LINEPROXYREQUEST.AgentSpecific.dwSize", 36, size(93, 0, 92));
    // Inside of the nested list, offsets count from it, and places from the request.
    let nested = changed("request_set_agent_group", 32 + 44, 79);
    let outside = Flaw::Outside { size: 10, offset: 79, first: 24, end: 82 };
    refusal(read(&nested), "LINEAGENTGROUPENTRY.dwNameSize", 32 + 40, outside);
}
