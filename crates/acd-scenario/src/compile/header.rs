//! What stands at the top of a file: version, name, epoch, seed, times, policies.

use acd_core::{Distribution, Policies};
use tapi_types::{LineErrorReading, Span, Time};

use super::check::Check;
use super::epoch;
use crate::choices::Choices;
use crate::file::{Choice, Scenario, Times};
use crate::path::At;
use crate::plan::Epoch;

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
    let policies = policies(file, check);
    let provider_at = root.member("provider");
    let provider = file.provider.as_ref();
    let handle_after =
        delay(provider.and_then(|p| p.handle_after.as_ref()), check, &provider_at.member("handle_after"));
    let reply_after = delay(provider.and_then(|p| p.reply_after.as_ref()), check, &provider_at.member("reply_after"));
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
        client_timeout: timeout.unwrap_or(TWO_MINUTES),
        client_errors: errors.unwrap_or_default(),
    }
}

fn delay(times: Option<&Times<'_>>, check: &mut Check, at: &At<'_>) -> Distribution {
    times.and_then(|times| check.times(times, at)).unwrap_or(Distribution::Constant(Span::ZERO))
}

fn policies(file: &Scenario<'_>, check: &mut Check) -> Policies {
    let at = At::ROOT.member("policies");
    let Some(policies) = &file.policies else {
        return Policies::default();
    };
    Policies {
        count_call_at: policy(policies.count_call_at.as_ref(), check, &at.member("count_call_at")),
        time_to_answer_from: policy(policies.time_to_answer_from.as_ref(), check, &at.member("time_to_answer_from")),
        end_during_call: policy(policies.end_during_call.as_ref(), check, &at.member("end_during_call")),
        same_state: policy(policies.same_state.as_ref(), check, &at.member("same_state")),
        ..Policies::default()
    }
}

fn policy<T: Choices + Default>(choice: Option<&Choice<'_, T>>, check: &mut Check, at: &At<'_>) -> T {
    choice.and_then(|choice| check.choice(choice, at)).unwrap_or_default()
}
