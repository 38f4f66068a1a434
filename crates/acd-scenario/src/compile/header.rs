//! What stands at the top of a file: version, name, epoch, seed, times, the profile and what wins over it.

use acd_core::{CallRateFactor, Distribution, Policies};
use tapi_types::{Function, LineErrorReading, Span, Time};

use super::check::Check;
use super::epoch;
use crate::choices::{Choices, Served};
use crate::file::{Choice, Factor, Profile as FileProfile, Scenario, Times};
use crate::limits;
use crate::path::At;
use crate::plan::Epoch;
use crate::profile::{Profile, not_among};

/// The largest seed: numbers above it do not survive programs that read JSON numbers as doubles.
const SEED_MAX: u64 = (1 << 53) - 1;

/// How long clients wait for a reply unless the file says otherwise: the limit of TAPI 3.
pub(crate) const TWO_MINUTES: Span = Span::from_secs(120);

/// The top of a file, with every default.
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) epoch: Epoch,
    pub(crate) seed: u64,
    pub(crate) until: Option<Time>,
    pub(crate) warm_up: Time,
    pub(crate) policies: Policies,
    pub(crate) handle_after: Distribution,
    pub(crate) reply_after: Distribution,
    pub(crate) max_groups: Option<u32>,
    pub(crate) not_served: Vec<Function>,
    pub(crate) client_timeout: Span,
    pub(crate) client_errors: LineErrorReading,
}

/// False where the file is of another version, and nothing more can be said about it.
pub(crate) fn version(file: &Scenario<'_>, check: &mut Check) -> bool {
    let Some(version) = check.need(file.version.as_ref(), &At::ROOT, "version") else {
        return true;
    };
    if version.0.whole() == Some(1) {
        return true;
    }
    check
        .error("unsupported_version", &At::ROOT.member("version"), format!("version {} is not known", version.0))
        .found(version.0.to_string())
        .expected("1")
        .help("this program reads version 1");
    false
}

/// Everything else at the top.
pub(crate) fn read(file: &Scenario<'_>, default_name: &str, check: &mut Check) -> Header {
    let root = At::ROOT;
    let name = match &file.name {
        Some(name) => check.text(name, &root.member("name")).to_owned(),
        None => default_name.to_owned(),
    };
    let epoch = file.epoch.as_ref().and_then(|text| epoch::read(text, check, &root.member("epoch")));
    let seed = file.seed.and_then(|seed| check.unsigned(seed, 0, SEED_MAX, &root.member("seed")));
    let until = file.until.as_ref().and_then(|until| check.time(until, &root.member("until")));
    let warm_up = file.warm_up.as_ref().and_then(|warm_up| check.time(warm_up, &root.member("warm_up")));
    let (profile, not_served) = profile(file, check);
    let policies = policies(file, profile.policies, check);
    let provider_at = root.member("provider");
    let provider = file.provider.as_ref();
    let handle_after = provider.and_then(|provider| provider.handle_after.as_ref());
    let handle_after = delay(handle_after, profile.handle_after, check, &provider_at.member("handle_after"));
    let reply_after = provider.and_then(|provider| provider.reply_after.as_ref());
    let reply_after = delay(reply_after, profile.reply_after, check, &provider_at.member("reply_after"));
    let max_groups = provider.and_then(|provider| provider.max_groups);
    let max_groups = max_groups.and_then(|most| check.dword(most, &provider_at.member("max_groups")));
    let client_at = root.member("client");
    let timeout = file.client.as_ref().and_then(|client| client.timeout.as_ref());
    let timeout = timeout.and_then(|timeout| check.span(timeout, &client_at.member("timeout")));
    let errors = file.client.as_ref().and_then(|client| client.lineerr_to_hresult.as_ref());
    let errors = errors.and_then(|reading| check.choice(reading, &client_at.member("lineerr_to_hresult")));
    Header {
        name,
        epoch: epoch.unwrap_or(epoch::DEFAULT),
        seed: seed.unwrap_or(0),
        until,
        warm_up: warm_up.unwrap_or(Time::ZERO),
        policies,
        handle_after,
        reply_after,
        max_groups,
        not_served,
        client_timeout: timeout.unwrap_or(TWO_MINUTES),
        client_errors: errors.unwrap_or(profile.errors),
    }
}

fn delay(times: Option<&Times<'_>>, otherwise: Span, check: &mut Check, at: &At<'_>) -> Distribution {
    times.and_then(|times| check.times(times, at)).unwrap_or(Distribution::Constant(otherwise))
}

/// The profile, and the requests that are not served.
fn profile(file: &Scenario<'_>, check: &mut Check) -> (Profile, Vec<Function>) {
    let at = At::ROOT.member("profile");
    let (base, functions) = match &file.profile {
        None => (None, None),
        Some(FileProfile::Name(name)) => (check.named(name, &at), None),
        Some(FileProfile::Own(own)) => {
            let base = own.base.as_ref().and_then(|base| check.choice(base, &at.member("base")));
            (base, own.functions.as_ref())
        }
    };
    let base = base.unwrap_or(Profile::DEFAULT);
    let Some(functions) = functions else { return (base, base.not_served()) };
    let at = at.member("functions");
    let mut served: Vec<Function> = Vec::new();
    for (place, name) in check.elements(Some(functions), &at, limits::ROWS) {
        let at = at.element(place);
        let Some(Served(function)) = check.choice(name, &at) else { continue };
        if served.contains(&function) {
            check.stands_twice("the function", name, &at);
        } else {
            served.push(function);
        }
    }
    (base, not_among(&served))
}

fn policies(file: &Scenario<'_>, base: Policies, check: &mut Check) -> Policies {
    let at = At::ROOT.member("policies");
    let Some(file) = &file.policies else { return base };
    let mut all = base;
    policy(&mut all.count_call_at, file.count_call_at.as_ref(), check, &at.member("count_call_at"));
    policy(&mut all.time_to_answer_from, file.time_to_answer_from.as_ref(), check, &at.member("time_to_answer_from"));
    policy(&mut all.end_during_call, file.end_during_call.as_ref(), check, &at.member("end_during_call"));
    policy(&mut all.same_state, file.same_state.as_ref(), check, &at.member("same_state"));
    policy(&mut all.bad_session_state, file.bad_session_state.as_ref(), check, &at.member("bad_session_state"));
    policy(&mut all.wrong_pin, file.wrong_pin.as_ref(), check, &at.member("wrong_pin"));
    policy(&mut all.group_events, file.group_events.as_ref(), check, &at.member("group_events"));
    if let Some(factor) = file.call_rate_factor {
        all.call_rate_factor = self::factor(factor, check, &at.member("call_rate_factor")).unwrap_or_default();
    }
    all
}

fn policy<T: Choices>(policy: &mut T, choice: Option<&Choice<'_, T>>, check: &mut Check, at: &At<'_>) {
    if let Some(chosen) = choice.and_then(|choice| check.choice(choice, at)) {
        *policy = chosen;
    }
}

fn factor(factor: Factor, check: &mut Check, at: &At<'_>) -> Option<CallRateFactor> {
    match factor.0.whole() {
        Some(1) => Some(CallRateFactor::One),
        Some(10) => Some(CallRateFactor::Ten),
        Some(_) | None => {
            check.out_of_range(at, factor.0.to_string(), "1 or 10");
            None
        }
    }
}
