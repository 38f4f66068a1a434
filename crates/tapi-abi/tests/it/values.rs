//! Values of every structure, drawn at random.

use std::fmt::Debug;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tapi_abi::{
    Date, Encoding, Guid, LineAgentActivityEntry, LineAgentActivityList, LineAgentCaps, LineAgentEntry,
    LineAgentGroupEntry, LineAgentGroupList, LineAgentInfo, LineAgentList, LineAgentSessionEntry, LineAgentSessionInfo,
    LineAgentSessionList, LineAgentStatus, LineExtensionId, LineProxyRequestList, LineQueueEntry, LineQueueInfo,
    LineQueueList, Structure, Text,
};
use tapi_types::line::ApiVersion;
use tapi_types::{Bits, Currency, Dword};

/// The same cases in every run; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` ask for more and for others.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let asked = |name| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let cases = asked("PROPTEST_CASES").and_then(|number| u32::try_from(number).ok()).unwrap_or(cases);
    let rng_seed = RngSeed::Fixed(asked("PROPTEST_RNG_SEED").unwrap_or(1));
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// A structure that may be there in part.
pub(crate) trait Value: Structure + Clone + PartialEq + Debug {
    /// The value with what it lacks taken from another one: strings and lists that are not there.
    fn filled_from(self, whole: &Self) -> Self;

    /// True where nothing differs but what is missing.
    fn is_part_of(&self, whole: &Self) -> bool {
        self.clone().filled_from(whole) == *whole
    }
}

/// Structures without variable parts.
macro_rules! fixed {
    ($($name:ident),+) => {$(
        impl Value for $name {
            fn filled_from(self, _: &Self) -> Self {
                self
            }
        }
    )+};
}

fixed!(LineAgentInfo, LineAgentSessionInfo, LineQueueInfo);

/// The entries that are there, or all of them, with the strings that they lack.
fn entries<E: Clone>(part: Vec<E>, whole: &[E], fill: impl Fn(&mut E, &E)) -> Vec<E> {
    if part.is_empty() {
        return whole.to_vec();
    }
    let mut part = part;
    part.iter_mut().zip(whole).for_each(|(entry, whole)| fill(entry, whole));
    part
}

/// Lists, with the strings of their entries.
macro_rules! lists {
    ($($name:ident { $($text:ident),* };)+) => {$(
        impl Value for $name {
            fn filled_from(self, whole: &Self) -> Self {
                let entries = entries(self.entries, &whole.entries, |_entry, _whole| {
                    $(_entry.$text = _entry.$text.take().or(_whole.$text.clone());)*
                });
                Self { entries }
            }
        }
    )+};
}

lists! {
    LineAgentActivityList { name };
    LineAgentGroupList { name };
    LineAgentList { name, id, pin };
    LineAgentSessionList {};
    LineProxyRequestList {};
    LineQueueList { name };
}

impl Value for LineAgentStatus {
    fn filled_from(self, whole: &Self) -> Self {
        let groups = entries(self.groups, &whole.groups, |entry, whole| {
            entry.name = entry.name.take().or(whole.name.clone());
        });
        Self { groups, activity: self.activity.or(whole.activity.clone()), ..self }
    }
}

impl Value for LineAgentCaps {
    fn filled_from(self, whole: &Self) -> Self {
        Self {
            agent_handler_info: self.agent_handler_info.or(whole.agent_handler_info.clone()),
            agent_extension_ids: entries(self.agent_extension_ids, &whole.agent_extension_ids, |_, _| {}),
            ..self
        }
    }
}

/// Any string, also one that is no text.
fn text(encoding: Encoding) -> BoxedStrategy<Option<Text>> {
    match encoding {
        Encoding::Utf16 => option::of(vec(any::<u16>(), 0..6).prop_map(Text::Utf16)).boxed(),
        Encoding::Ansi => option::of(vec(any::<u8>(), 0..6).prop_map(Text::Ansi)).boxed(),
    }
}

fn guid() -> impl Strategy<Value = Guid> {
    any::<[u8; 16]>().prop_map(Guid::from_le_bytes)
}

pub(crate) fn agent_activity_list(encoding: Encoding) -> impl Strategy<Value = LineAgentActivityList> {
    let entry = (any::<u32>(), text(encoding)).prop_map(|(id, name)| LineAgentActivityEntry { id, name });
    vec(entry, 0..4).prop_map(|entries| LineAgentActivityList { entries })
}

fn group_entry(encoding: Encoding) -> impl Strategy<Value = LineAgentGroupEntry> {
    (guid(), text(encoding)).prop_map(|(group_id, name)| LineAgentGroupEntry { group_id, name })
}

pub(crate) fn agent_group_list(encoding: Encoding) -> impl Strategy<Value = LineAgentGroupList> {
    vec(group_entry(encoding), 0..4).prop_map(|entries| LineAgentGroupList { entries })
}

pub(crate) fn agent_list(encoding: Encoding) -> impl Strategy<Value = LineAgentList> {
    let entry = (any::<u32>(), text(encoding), text(encoding), text(encoding));
    let entry = entry.prop_map(|(agent, name, id, pin)| LineAgentEntry { agent, name, id, pin });
    vec(entry, 0..4).prop_map(|entries| LineAgentList { entries })
}

pub(crate) fn agent_session_list(_: Encoding) -> impl Strategy<Value = LineAgentSessionList> {
    let entry = (any::<[u32; 3]>(), guid()).prop_map(|([session, agent, working_address_id], group_id)| {
        LineAgentSessionEntry { session, agent, group_id, working_address_id }
    });
    vec(entry, 0..4).prop_map(|entries| LineAgentSessionList { entries })
}

pub(crate) fn queue_list(encoding: Encoding) -> impl Strategy<Value = LineQueueList> {
    let entry = (any::<u32>(), text(encoding)).prop_map(|(queue_id, name)| LineQueueEntry { queue_id, name });
    vec(entry, 0..4).prop_map(|entries| LineQueueList { entries })
}

pub(crate) fn proxy_request_list(_: Encoding) -> impl Strategy<Value = LineProxyRequestList> {
    vec(any::<u32>().prop_map(Dword::new), 0..8).prop_map(|entries| LineProxyRequestList { entries })
}

pub(crate) fn agent_info(_: Encoding) -> impl Strategy<Value = LineAgentInfo> {
    (any::<[u32; 9]>(), any::<i64>()).prop_map(|([a, b, c, d, e, f, g, h, i], rate)| LineAgentInfo {
        state: Dword::new(a),
        next_state: Dword::new(b),
        measurement_period_s: c,
        overall_call_rate: Currency(rate),
        number_of_acd_calls: d,
        number_of_incoming_calls: e,
        number_of_outgoing_calls: f,
        total_acd_talk_time_s: g,
        total_acd_call_time_s: h,
        total_acd_wrap_up_time_s: i,
    })
}

pub(crate) fn agent_session_info(_: Encoding) -> impl Strategy<Value = LineAgentSessionInfo> {
    (any::<[u32; 12]>(), any::<[u8; 8]>(), any::<i64>()).prop_map(|(numbers, date, rate)| LineAgentSessionInfo {
        state: Dword::new(numbers[0]),
        next_state: Dword::new(numbers[1]),
        session_start_time: Date::from_le_bytes(date),
        session_duration_s: numbers[2],
        number_of_calls: numbers[3],
        total_talk_time_s: numbers[4],
        average_talk_time_s: numbers[5],
        total_call_time_s: numbers[6],
        average_call_time_s: numbers[7],
        total_wrap_up_time_s: numbers[8],
        average_wrap_up_time_s: numbers[9],
        acd_call_rate: Currency(rate),
        longest_time_to_answer_s: numbers[10],
        average_time_to_answer_s: numbers[11],
    })
}

pub(crate) fn queue_info(_: Encoding) -> impl Strategy<Value = LineQueueInfo> {
    any::<[u32; 10]>().prop_map(|numbers| LineQueueInfo {
        measurement_period_s: numbers[0],
        total_calls_queued: numbers[1],
        current_calls_queued: numbers[2],
        total_calls_abandoned: numbers[3],
        total_calls_flowed_in: numbers[4],
        total_calls_flowed_out: numbers[5],
        longest_ever_wait_time_s: numbers[6],
        current_longest_wait_time_s: numbers[7],
        average_wait_time_s: numbers[8],
        final_disposition: numbers[9],
    })
}

pub(crate) fn agent_status(encoding: Encoding) -> impl Strategy<Value = LineAgentStatus> {
    let parts = (vec(group_entry(encoding), 0..3), text(encoding));
    (any::<[u32; 6]>(), parts).prop_map(|(numbers, (groups, activity))| LineAgentStatus {
        groups,
        state: Dword::new(numbers[0]),
        next_state: Dword::new(numbers[1]),
        activity_id: numbers[2],
        activity,
        agent_features: Bits::from_bits(numbers[3]),
        valid_states: Bits::from_bits(numbers[4]),
        valid_next_states: Bits::from_bits(numbers[5]),
    })
}

/// Of every version; those before 2.2 have no GUID and later ones have.
pub(crate) fn agent_caps(encoding: Encoding) -> impl Strategy<Value = LineAgentCaps> {
    let id = any::<[u32; 4]>().prop_map(|[id0, id1, id2, id3]| LineExtensionId { id0, id1, id2, id3 });
    let version = prop_oneof![0..=0x0002_0001_u32, 0x0002_0002..=u32::MAX].prop_map(ApiVersion);
    let parts = (text(encoding), vec(id, 0..3), guid());
    (any::<[u32; 5]>(), version, parts).prop_map(|(numbers, caps_version, (info, ids, guid))| LineAgentCaps {
        agent_handler_info: info,
        caps_version,
        features: Bits::from_bits(numbers[0]),
        states: Bits::from_bits(numbers[1]),
        next_states: Bits::from_bits(numbers[2]),
        max_num_group_entries: numbers[3],
        agent_status_messages: Bits::from_bits(numbers[4]),
        agent_extension_ids: ids,
        proxy_guid: (caps_version >= ApiVersion::V2_2).then_some(guid),
    })
}
