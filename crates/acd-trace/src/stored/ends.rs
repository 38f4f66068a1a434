//! The first and the last line of a recording as they stand in a file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use acd_core::{
    BadSessionState, CallRateFactor, CountCallAt, EndDuringCall, GroupEvents, Policies, SameState, TimeToAnswerFrom,
    WrongPin,
};
use serde::{Deserialize, Serialize};
use tapi_types::Time;

use super::parse;
use crate::checksum::hex_of;
use crate::{FORMAT_VERSION, Footer, Header, ScenarioText};

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeaderLine<'a> {
    recording: u32,
    trace: u32,
    #[serde(borrow)]
    tspmock: Cow<'a, str>,
    #[serde(borrow)]
    scenario: ScenarioMember<'a>,
    seed: u64,
    policies: PolicyNames<'a>,
    #[serde(borrow)]
    epoch: Cow<'a, str>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioMember<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    file: Cow<'a, str>,
    #[serde(borrow)]
    digest: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    files: Cow<'a, BTreeMap<String, String>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyNames<'a> {
    #[serde(borrow)]
    count_call_at: Cow<'a, str>,
    #[serde(borrow)]
    time_to_answer_from: Cow<'a, str>,
    #[serde(borrow)]
    end_during_call: Cow<'a, str>,
    #[serde(borrow)]
    same_state: Cow<'a, str>,
    // Those below came later: where they have their defaults they are not written.
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    bad_session_state: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    wrong_pin: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    call_rate_factor: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    group_events: Cow<'a, str>,
}

/// What can be told of who wrote a header, also where the rest of it is not understood.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Maker {
    pub(crate) trace: u32,
    pub(crate) tspmock: String,
}

impl Maker {
    /// True where its engine makes the same traces as this one.
    pub(crate) fn is_ours(&self) -> bool {
        self.trace == acd_core::TRACE_VERSION
    }
}

impl<'a> HeaderLine<'a> {
    pub(crate) fn new(header: &'a Header) -> HeaderLine<'a> {
        let ScenarioText { name, file, text, files } = &header.scenario;
        HeaderLine {
            recording: FORMAT_VERSION,
            trace: acd_core::TRACE_VERSION,
            tspmock: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
            scenario: ScenarioMember {
                name: Cow::Borrowed(name),
                file: Cow::Borrowed(file),
                digest: Cow::Owned(hex_of(text.as_bytes())),
                text: Cow::Borrowed(text),
                files: Cow::Borrowed(files),
            },
            seed: header.seed,
            policies: policy_names(header.policies),
            epoch: Cow::Borrowed(&header.epoch),
        }
    }

    /// Who wrote it.
    pub(crate) fn maker(&self) -> Maker {
        Maker { trace: self.trace, tspmock: self.tspmock.clone().into_owned() }
    }

    /// Back, or what is wrong with it.
    pub(crate) fn header(self) -> Result<Header, String> {
        let ScenarioMember { name, file, digest, text, files } = self.scenario;
        if digest != hex_of(text.as_bytes()) {
            return Err(format!("the digest of the scenario is {}, not {digest}", hex_of(text.as_bytes())));
        }
        let scenario = ScenarioText {
            name: name.into_owned(),
            file: file.into_owned(),
            text: text.into_owned(),
            files: files.into_owned(),
        };
        Ok(Header { scenario, seed: self.seed, policies: policies(&self.policies)?, epoch: self.epoch.into_owned() })
    }
}

/// The policies and their names.
macro_rules! policies {
    ($($type:ident in $field:ident { $($name:literal => $variant:ident),+ })+) => {
        /// The policies of a run by their names.
        pub(crate) fn policy_names(policies: Policies) -> PolicyNames<'static> {
            PolicyNames { $($field: Cow::Borrowed(match policies.$field { $($type::$variant => $name),+ }),)+ }
        }

        impl PolicyNames<'_> {
            /// What each policy is set to.
            pub(crate) fn each(&self) -> Vec<(&'static str, &str)> {
                vec![$((stringify!($field), &*self.$field)),+]
            }
        }

        fn policies(names: &PolicyNames<'_>) -> Result<Policies, String> {
            Ok(Policies {$(
                $field: match &*names.$field {
                    $($name => $type::$variant,)+
                    other => return Err(format!(concat!("`{}` is no policy ", stringify!($field)), other)),
                },
            )+})
        }
    };
}

policies! {
    CountCallAt in count_call_at { "answer" => Answer, "release" => Release, "wrap_up_end" => WrapUpEnd }
    TimeToAnswerFrom in time_to_answer_from { "queue_entry" => QueueEntry, "ringing" => Ringing }
    EndDuringCall in end_during_call { "after_call" => AfterCall, "release" => Release }
    SameState in same_state { "accept" => Accept, "refuse" => Refuse }
    BadSessionState in bad_session_state {
        "" => InvalAgentState, "invalagentsessionstate" => InvalAgentSessionState
    }
    WrongPin in wrong_pin { "" => OperationFailed, "invalpassword" => InvalPassword }
    CallRateFactor in call_rate_factor { "" => One, "10" => Ten }
    GroupEvents in group_events { "" => Deliver, "mute" => Mute }
}

/// The last line. Its last member is the checksum in every version of the format.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FooterLine<'a> {
    pub(crate) records: u64,
    pub(crate) commands: u64,
    pub(crate) events: u64,
    pub(crate) ended_at_us: u64,
    #[serde(borrow)]
    pub(crate) digest: Cow<'a, str>,
    pub(crate) halted: Option<String>,
    /// Not there while the bytes before it are not known.
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub(crate) checksum: Cow<'a, str>,
}

/// How the last line begins.
pub(crate) const FOOTER_START: &[u8] = b"{\"records\":";

/// The footer in a last line, or what is wrong with it.
pub(crate) fn footer(line: &[u8]) -> Result<Footer, String> {
    if !line.starts_with(FOOTER_START) {
        return Err("neither a record nor a command nor the last line".to_owned());
    }
    let FooterLine { records, commands, events, ended_at_us, digest, halted, checksum } = parse(line)?;
    let (digest, checksum) = (digest.into_owned(), checksum.into_owned());
    Ok(Footer { records, commands, events, ended_at: Time::from_micros(ended_at_us), digest, halted, checksum })
}
