//! The rules of size, with every room from none to more than enough.

use std::fmt::Debug;

use proptest::prelude::*;
use tapi_abi::{Encoding, Member, Structure, View};
use tapi_types::LineError;

use crate::values::{self, Value};

/// What nobody has written to.
const GUARD: u8 = 0xAA;

/// A buffer of `len` bytes whose caller says that there are `total`.
fn set_aside(total: usize, len: usize) -> Vec<u8> {
    let total = u32::try_from(total).expect("it is small").to_le_bytes();
    total.into_iter().chain(std::iter::repeat(GUARD)).take(len).collect()
}

/// Writes the value with room for `room` bytes and looks at every byte of the result. `None` where it was too small.
fn write<S: Value>(value: &S, total: usize, len: usize) -> Option<(Vec<u8>, usize)> {
    let mut out = set_aside(total, len);
    let before = out.clone();
    let room = total.min(len);
    match value.write(&mut out) {
        Err(error) => {
            assert_eq!(error, LineError::STRUCTURETOOSMALL);
            assert!(room < value.fixed(), "{room} bytes are enough for the fixed part");
            assert_eq!(out, before, "nothing is written");
            None
        }
        Ok(written) => {
            assert!(room >= value.fixed(), "{room} bytes are not enough for the fixed part");
            assert_eq!(usize::try_from(written.total), Ok(total));
            assert_eq!(Ok(written.needed), value.needed_size());
            let used = usize::try_from(written.used).expect("it is small");
            assert!((value.fixed()..=room).contains(&used));
            assert_eq!(out[used..], before[used..], "nothing is written behind what is used");
            Some((out, used))
        }
    }
}

/// In every room up to more than enough: what is written can be read, says what is missing, and is all of it as soon as
/// there is room.
fn in_every_room<S: Value>(value: &S, encoding: Encoding) {
    let needed = usize::try_from(value.needed_size().expect("it is small")).expect("it is small");
    let mut used_before = 0;
    for room in 0..=needed + 8 {
        let exact = write(value, room, room + 16);
        // A caller that promises more than there is gets no byte more.
        assert_eq!(exact.as_ref().map(|(_, used)| *used), write(value, room + 100, room).map(|(_, used)| used));
        let Some((out, used)) = exact else { continue };
        assert!(used <= needed);
        let view = S::read_in(&out, encoding).unwrap_or_else(|malformed| panic!("{value:?} in {room}: {malformed}"));
        let (left_out, too_small) = (view.written().left_out(), view.written().was_too_small());
        assert_eq!((left_out, too_small), (used < needed, room < needed));
        assert_eq!(left_out, room < needed, "all of it, as soon as there is room");
        assert!(S::from(view).is_part_of(value), "{:?} of {value:?}", S::from(view));
        if !left_out {
            assert_eq!(&S::from(view), value);
            used_before = used;
        }
    }
    assert_eq!(used_before, needed);
}

/// For each structure, a test that writes and reads values of it.
macro_rules! rules_of_size {
    ($($name:ident;)+) => {
        proptest! {
            #![proptest_config(values::cases(32))]
            $(
                #[test]
                fn $name(
                    utf16 in values::$name(Encoding::Utf16),
                    ansi in values::$name(Encoding::Ansi),
                ) {
                    in_every_room(&utf16, Encoding::Utf16);
                    in_every_room(&ansi, Encoding::Ansi);
                }
            )+
        }
    };
}

rules_of_size! {
    agent_activity_list;
    agent_caps;
    agent_group_list;
    agent_info;
    agent_list;
    agent_session_info;
    agent_session_list;
    agent_status;
    proxy_request_list;
    queue_info;
    queue_list;
}

/// The fixed part of each structure is what `dwTotalSize` must have at least, no byte more and no byte less.
#[test]
fn the_fixed_part_is_the_limit() {
    fn limit<S: Structure + Debug + for<'a> Member<View<'a> = View<'a, S>>>(fixed: usize) {
        assert_eq!((S::SIZE, S::layout().size), (fixed, fixed), "{}", S::NAME);
        let zeros = tapi_abi::room(u32::try_from(fixed).expect("it is small"));
        let malformed = S::read_argument(&zeros[..S::LEAST - 1], Encoding::Utf16).unwrap_err();
        assert_eq!((malformed.structure, malformed.member, malformed.at), (S::NAME, "dwTotalSize", 0));
        assert!(S::read_argument(&zeros, Encoding::Utf16).is_ok(), "{}", S::NAME);
    }
    limit::<tapi_abi::LineAgentActivityList>(24);
    limit::<tapi_abi::LineAgentCaps>(72);
    limit::<tapi_abi::LineAgentGroupList>(24);
    limit::<tapi_abi::LineAgentInfo>(56);
    limit::<tapi_abi::LineAgentList>(24);
    limit::<tapi_abi::LineAgentSessionInfo>(76);
    limit::<tapi_abi::LineAgentSessionList>(24);
    limit::<tapi_abi::LineAgentStatus>(56);
    limit::<tapi_abi::LineProxyRequestList>(24);
    limit::<tapi_abi::LineQueueInfo>(52);
    limit::<tapi_abi::LineQueueList>(24);
}
