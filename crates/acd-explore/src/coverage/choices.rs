//! What a plan alone tells of its runs: policies, profile, clients.

use acd_core::{
    BadSessionState, CallRateFactor, Config, CountCallAt, EndDuringCall, GroupEvents, Policies, SameState,
    TimeToAnswerFrom, WrongPin,
};
use acd_scenario::{Client, Plan, Profile, VERSIONS};
use tapi_types::LineErrorReading;

use super::{Kind, Point};

/// Everything that a plan has chosen, each once.
pub(super) fn chosen(plan: &Plan) -> Vec<Point> {
    let mut all = policies(plan.config.policies).to_vec();
    all.push(Point::pair(Kind::Policy, "lineerr_to_hresult", reading(plan.client_errors)));
    all.extend(profiles(plan));
    all.extend(clients(plan));
    all
}

const fn reading(errors: LineErrorReading) -> &'static str {
    match errors {
        LineErrorReading::Raw => "raw",
        LineErrorReading::Twin => "twin",
    }
}

/// The profiles all of which it has, whoever said so.
fn profiles(plan: &Plan) -> impl Iterator<Item = Point> {
    let has = |profile: &Profile| {
        let mut config = Config::empty();
        profile.apply(&mut config);
        let Config { policies, not_served, handle_after, reply_after, .. } = &plan.config;
        plan.client_errors == profile.errors
            && (policies, not_served) == (&config.policies, &config.not_served)
            && (handle_after, reply_after) == (&config.handle_after, &config.reply_after)
    };
    Profile::ALL.into_iter().filter(has).map(|profile| Point::new(Kind::Profile, profile.name))
}

/// How many they are, what kinds of them there are, and who of them asks.
fn clients(plan: &Plan) -> Vec<Point> {
    let several = if plan.clients.len() > 1 { "several" } else { "one" };
    let versions = VERSIONS.iter().filter(|(_, version)| plan.clients.iter().any(|client| client.version == *version));
    let of_kind = |choice: &&str| plan.clients.iter().any(|client| messages(client) == *choice);
    let requests = || plan.steps.iter().filter_map(|step| step.verb.request());
    let first = requests().any(|request| request.client == 0);
    let another = requests().any(|request| request.client > 0);
    let point = |what, with| Point::pair(Kind::Client, what, with);
    let mut all = vec![point("clients", several)];
    all.extend(versions.map(|(name, _)| point("version", name)));
    all.extend(MESSAGES.into_iter().filter(of_kind).map(|choice| point("messages", choice)));
    all.extend(
        [(first, "the first"), (another, "another")]
            .iter()
            .filter(|(asks, _)| *asks)
            .map(|(_, who)| point("asks", who)),
    );
    all
}

/// Which messages a client wants, by one of [`MESSAGES`].
fn messages(client: &Client) -> &'static str {
    match client.messages.as_deref() {
        None => "all",
        Some([]) => "none",
        Some([_, ..]) => "some",
    }
}

const MESSAGES: [&str; 3] = ["all", "some", "none"];

/// The values of its policies.
fn policies(policies: Policies) -> [Point; 8] {
    let count_call_at = match policies.count_call_at {
        CountCallAt::Answer => "answer",
        CountCallAt::Release => "release",
        CountCallAt::WrapUpEnd => "wrap_up_end",
    };
    let time_to_answer_from = match policies.time_to_answer_from {
        TimeToAnswerFrom::QueueEntry => "queue_entry",
        TimeToAnswerFrom::Ringing => "ringing",
    };
    let end_during_call = match policies.end_during_call {
        EndDuringCall::AfterCall => "after_call",
        EndDuringCall::Release => "release",
    };
    let same_state = match policies.same_state {
        SameState::Accept => "accept",
        SameState::Refuse => "refuse",
    };
    let bad_session_state = match policies.bad_session_state {
        BadSessionState::InvalAgentState => "invalagentstate",
        BadSessionState::InvalAgentSessionState => "invalagentsessionstate",
    };
    let wrong_pin = match policies.wrong_pin {
        WrongPin::OperationFailed => "operationfailed",
        WrongPin::InvalPassword => "invalpassword",
    };
    let call_rate_factor = match policies.call_rate_factor {
        CallRateFactor::One => "1",
        CallRateFactor::Ten => "10",
    };
    let group_events = match policies.group_events {
        GroupEvents::Deliver => "deliver",
        GroupEvents::Mute => "mute",
    };
    [
        Point::pair(Kind::Policy, "count_call_at", count_call_at),
        Point::pair(Kind::Policy, "time_to_answer_from", time_to_answer_from),
        Point::pair(Kind::Policy, "end_during_call", end_during_call),
        Point::pair(Kind::Policy, "same_state", same_state),
        Point::pair(Kind::Policy, "bad_session_state", bad_session_state),
        Point::pair(Kind::Policy, "wrong_pin", wrong_pin),
        Point::pair(Kind::Policy, "call_rate_factor", call_rate_factor),
        Point::pair(Kind::Policy, "group_events", group_events),
    ]
}

/// Everything that can be chosen.
pub(super) const CHOICES: [Point; 37] = [
    Point::pair(Kind::Policy, "count_call_at", "answer"),
    Point::pair(Kind::Policy, "count_call_at", "release"),
    Point::pair(Kind::Policy, "count_call_at", "wrap_up_end"),
    Point::pair(Kind::Policy, "time_to_answer_from", "queue_entry"),
    Point::pair(Kind::Policy, "time_to_answer_from", "ringing"),
    Point::pair(Kind::Policy, "end_during_call", "after_call"),
    Point::pair(Kind::Policy, "end_during_call", "release"),
    Point::pair(Kind::Policy, "same_state", "accept"),
    Point::pair(Kind::Policy, "same_state", "refuse"),
    Point::pair(Kind::Policy, "bad_session_state", "invalagentstate"),
    Point::pair(Kind::Policy, "bad_session_state", "invalagentsessionstate"),
    Point::pair(Kind::Policy, "wrong_pin", "operationfailed"),
    Point::pair(Kind::Policy, "wrong_pin", "invalpassword"),
    Point::pair(Kind::Policy, "call_rate_factor", "1"),
    Point::pair(Kind::Policy, "call_rate_factor", "10"),
    Point::pair(Kind::Policy, "group_events", "deliver"),
    Point::pair(Kind::Policy, "group_events", "mute"),
    Point::pair(Kind::Policy, "lineerr_to_hresult", "raw"),
    Point::pair(Kind::Policy, "lineerr_to_hresult", "twin"),
    Point::new(Kind::Profile, "default"),
    Point::new(Kind::Profile, "minimal"),
    Point::new(Kind::Profile, "strict"),
    Point::new(Kind::Profile, "acd_proxy"),
    Point::pair(Kind::Client, "clients", "one"),
    Point::pair(Kind::Client, "clients", "several"),
    Point::pair(Kind::Client, "version", "1.3"),
    Point::pair(Kind::Client, "version", "1.4"),
    Point::pair(Kind::Client, "version", "2.0"),
    Point::pair(Kind::Client, "version", "2.1"),
    Point::pair(Kind::Client, "version", "2.2"),
    Point::pair(Kind::Client, "version", "3.0"),
    Point::pair(Kind::Client, "version", "3.1"),
    Point::pair(Kind::Client, "messages", "all"),
    Point::pair(Kind::Client, "messages", "some"),
    Point::pair(Kind::Client, "messages", "none"),
    Point::pair(Kind::Client, "asks", "the first"),
    Point::pair(Kind::Client, "asks", "another"),
];
