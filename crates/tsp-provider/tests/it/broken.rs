//! Providers that are broken on purpose, one way each, and the clauses that catch them.

use std::collections::BTreeSet;

use tapi_types::Span;
use tapi_types::line::ProxyRequestType;
use tsp_provider::conformance::{self, clauses};

use crate::defect::{Defect, Twist};
use crate::hall::Hall;
use crate::toy::Toy;

/// Each defect with the clause that is about it.
const CAUGHT: &[(Defect, &str)] = &[
    (Defect::UnknownSessionAnswered, "unknown_session_is_invalid"),
    (Defect::UnknownAgentAnswered, "unknown_agent_is_invalid"),
    (Defect::UnknownQueueAnswered, "unknown_queue_is_invalid"),
    (Defect::UnknownGroupAccepted, "unknown_group_is_invalid"),
    (Defect::StartsReady, "session_starts_not_ready"),
    (Defect::HandleGivenTwice, "session_handles_are_unique"),
    (Defect::EntryHasNoAddress, "session_entry_shows_the_session"),
    (Defect::EntryIsStale, "session_entry_follows_the_state"),
    (Defect::NoEntries, "agent_and_queue_have_entries"),
    (Defect::NotReadyCannotBeLeft, "legal_from_not_ready"),
    (Defect::ReadyCannotBeLeft, "legal_from_ready"),
    (Defect::CallCannotBeLeft, "legal_from_busy_on_call"),
    (Defect::WrapUpCannotBeLeft, "legal_from_busy_wrap_up"),
    (Defect::NoCallIsAnswered, "call_goes_to_a_ready_session"),
    (Defect::CallsGoToNotReady, "no_call_for_a_session_that_is_not_ready"),
    (Defect::AnyStateGoes, "illegal_change_is_refused"),
    (Defect::WrongStateError, "illegal_change_is_refused"),
    (Defect::RefusalSetsNext, "refusal_changes_nothing"),
    (Defect::SameStateEnds, "same_state_changes_nothing"),
    (Defect::EndedIsNotFinal, "ended_is_final"),
    (Defect::EndedClockRuns, "ended_session_stays_readable"),
    (Defect::NextIsHidden, "next_state_is_shown"),
    (Defect::NextActsAtOnce, "next_state_is_shown"),
    (Defect::NextIsNotCleared, "next_state_is_cleared"),
    (Defect::NextIsIgnored, "next_state_is_taken_when_the_call_ends"),
    (Defect::NextIsKept, "next_state_is_taken_when_the_call_ends"),
    (Defect::AgentStartsNotReady, "agent_starts_ready"),
    (Defect::AgentStateIsLost, "agent_state_is_set"),
    (Defect::AgentEntryIsStale, "agent_entry_follows_the_state"),
    (Defect::AgentTakesAnyState, "agent_takes_only_its_own_states"),
    (Defect::AgentNextIsHidden, "agent_next_state_is_shown_and_cleared"),
    (Defect::AgentIsNeverBusy, "agent_on_a_call_is_busy"),
    (Defect::AgentStateIsIgnored, "no_call_for_an_agent_that_is_not_ready"),
    (Defect::ZeroPeriodAccepted, "zero_agent_period_is_invalid"),
    (Defect::ZeroPeriodAccepted, "zero_queue_period_is_invalid"),
    (Defect::PeriodIsHidden, "agent_period_is_shown"),
    (Defect::PeriodIsHidden, "queue_period_is_shown"),
    (Defect::PeriodKeepsCounts, "agent_period_resets_the_agent"),
    (Defect::PeriodKeepsCounts, "queue_period_resets_the_queue"),
    (Defect::PeriodResetsSessions, "session_has_no_period"),
    (Defect::PeriodDropsWaiting, "waiting_calls_outlast_the_period"),
    (Defect::CountsTwice, "call_counts_once_for_the_session"),
    (Defect::CountsTwice, "call_counts_once_for_the_agent"),
    (Defect::QueueCountsNothing, "call_counts_once_for_the_queue"),
    (Defect::AcdCallsAreIncoming, "acd_calls_are_not_incoming_calls"),
    (Defect::TalkClockRunsAlways, "talk_time_is_connected_time"),
    (Defect::CallTimeWithoutWrapUp, "call_time_includes_wrap_up"),
    (Defect::DurationStandsStill, "session_duration_runs"),
    (Defect::CountersFall, "session_counters_never_fall"),
    (Defect::AnswersAreLost, "wait_is_measured_to_the_answer"),
    (Defect::WaitIsMadeUp, "averages_rest_on_counts"),
    (Defect::RateIsTenfold, "call_rate_is_calls_an_hour"),
    (Defect::WaitingIsHidden, "waiting_calls_are_seen"),
    (Defect::GetterClearsNext, "getters_change_nothing"),
    (Defect::ActsUnpolled, "nothing_is_submitted_unpolled"),
    (Defect::ForgottenIsUndone, "dropped_request_is_handled"),
    (Defect::RepliesAreMixedUp, "concurrent_requests_are_independent"),
    (Defect::NumberGivenTwice, "request_numbers_are_unique"),
    (Defect::InTimeAndNeverReady, "in_time_means_ready"),
    (Defect::BreaksAfterTooLate, "too_late_leaves_the_line_usable"),
    (Defect::NeverReplies, "session_starts_not_ready"),
    (Defect::SameAgentIsMade, "created_agent_is_new"),
    (Defect::MadeAgentCannotLogIn, "created_agent_can_log_in"),
    (Defect::SessionListIsEmpty, "created_session_is_listed"),
    (Defect::QueueListIsEmpty, "queue_of_a_group_is_listed"),
    (Defect::GroupListIsEmpty, "group_is_listed"),
    (Defect::UnknownIsListed, "lists_of_unknown_objects_are_invalid"),
    (Defect::UnknownAddressIsKnown, "unknown_address_is_invalid"),
    (Defect::CapsAreTooNew, "caps_keep_to_the_version"),
    (Defect::AddressIsAlwaysReady, "address_shows_the_session"),
    (Defect::AddressShowsNoCall, "address_shows_the_call"),
    (Defect::AddressStateIsLost, "state_of_an_address_is_that_of_its_session"),
    (Defect::AddressTakesAnyState, "address_takes_only_its_own_states"),
    (Defect::ActivityIsHidden, "activity_is_shown"),
    (Defect::AnyActivityGoes, "unknown_activity_is_invalid"),
    (Defect::JoinedGroupIsHidden, "groups_of_an_address_are_listed"),
    (Defect::GroupsAreLost, "groups_of_an_address_are_set"),
    (Defect::AnyExtensionGoes, "unknown_extension_is_invalid"),
];

/// The same for what a toy tells on a device.
const HEARD: &[(Defect, &str)] =
    &[(Defect::StatesAreNotTold, "state_change_is_told"), (Defect::StatesAreToldTwice, "messages_keep_their_order")];

/// The same for the lines of a device.
const TWISTED: &[(Twist, &str)] = &[
    (Twist::FilterIsIgnored, "unwanted_messages_are_withheld"),
    (Twist::VersionIsIgnored, "messages_of_later_versions_are_withheld"),
    (Twist::LossIsHidden, "loss_is_reported"),
    (Twist::MakerIsToldAtOnce, "new_session_is_told_after_its_reply"),
    (Twist::MakerIsToldAtOnce, "new_agent_is_told_after_its_reply"),
    (Twist::OtherLinesAreDeaf, "other_lines_are_told_of_a_new_session"),
    (Twist::NeverCloses, "close_is_the_last_message"),
    (Twist::NeverCloses, "closed_line_refuses_requests"),
    (Twist::ClosesAll, "close_leaves_other_lines_open"),
    (Twist::UnservedIsInvalid, "unserved_type_is_refused_at_once"),
    (Twist::TypeIsSharedOut, "served_type_is_taken"),
    (Twist::ProxiesComeUnannounced, "proxies_are_announced"),
    (Twist::ClientIsHidden, "request_reaches_its_proxy"),
    (Twist::AnswersAgain, "request_is_answered_once"),
    (Twist::AnyAnswerFits, "answer_fits_the_question"),
    (Twist::AnybodyIsProxy, "only_proxies_do_a_proxys_work"),
    (Twist::AnyMessageGoes, "proxy_sends_only_its_own_messages"),
    (Twist::SenderIsTold, "proxy_message_leaves_out_its_sender"),
    (Twist::NeverCloses, "requests_fail_when_their_proxy_closes"),
];

/// With one type of request that nobody serves.
fn hall(defect: Option<Defect>, twist: Option<Twist>) -> Hall {
    Hall::new(Span::from_micros(50_000), defect, twist, &[ProxyRequestType::GetGroupList])
}

#[tokio::test]
async fn every_defect_is_caught_by_its_clause() {
    let mut missed = Vec::new();
    for &(defect, clause) in CAUGHT {
        let report = conformance::check(|| Toy::new(Span::from_micros(50_000), Some(defect))).await;
        if !report.broken().contains(&clause) {
            missed.push(format!("{defect:?} should break {clause}:\n{report}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[tokio::test]
async fn every_defect_on_a_device_is_caught_by_its_clause() {
    let mut missed = Vec::new();
    let heard = HEARD.iter().map(|(defect, clause)| (Some(*defect), None, clause));
    let twisted = TWISTED.iter().map(|(twist, clause)| (None, Some(*twist), clause));
    for (defect, twist, clause) in heard.chain(twisted) {
        let report = conformance::check(|| hall(defect, twist)).await;
        if !report.broken().contains(clause) {
            missed.push(format!("{defect:?}, {twist:?} should break {clause}:\n{report}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_clause_catches_something() {
    let toys = CAUGHT.iter().chain(HEARD).map(|(_, clause)| *clause);
    let caught: BTreeSet<_> = toys.chain(TWISTED.iter().map(|(_, clause)| *clause)).collect();
    let all: BTreeSet<_> = clauses().map(|clause| clause.name).collect();
    assert_eq!(caught, all);
}

#[tokio::test]
async fn the_report_names_the_clause_its_source_and_what_came() {
    let report = conformance::check(|| Toy::new(Span::ZERO, Some(Defect::UnknownQueueAnswered))).await;
    assert_eq!(report.broken(), ["unknown_queue_is_invalid"]);
    let first = report.to_string().lines().next().unwrap_or_default().to_owned();
    let wanted = "broken   unknown_queue_is_invalid: lineGetQueueInfo was granted, expected LINEERR_INVALPARAM \
                  [lineGetQueueInfo, lineSetQueueMeasurementPeriod; POLICY unknown_object]";
    assert_eq!(first, wanted);
}
