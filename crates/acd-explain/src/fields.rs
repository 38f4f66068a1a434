//! The members of the report's rows, and how each is made.

use acd_core::{CallRateFactor, ReasonId};
use acd_scenario::Plan;
use tapi_types::nearest;

use crate::ExplainError;

/// A member of a row and how it is made.
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    /// As the report has it, dotted where it stands in a block.
    pub(crate) name: String,
    pub(crate) scope: Scope,
    pub(crate) how: How,
    /// What counts; for a quotient what stands above the line.
    pub(crate) top: Vec<Measure>,
    /// What stands below the line.
    pub(crate) bottom: Vec<Measure>,
}

/// Since when a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The whole run; for a session since its creation.
    Run,
    /// The present measurement period.
    Period,
}

/// What becomes of the items that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Count,
    /// A count that TAPI carries.
    Dword,
    Seconds,
    Micros,
    LongestSeconds,
    LongestMicros,
    /// Time over count, in whole seconds.
    Average,
    /// So many times the calls an hour, in ten-thousandths.
    Rate(u64),
    /// Count over count.
    Share,
    /// Not made of anything: how something stands.
    Status(Status),
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    State,
    NextState,
    Available,
    Agent,
    Group,
    Start,
    PeriodLength,
}

/// What is counted or summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    Calls,
    Answers,
    ToAnswer,
    RangOut,
    Ready,
    NotReady,
    NotReadyFor(ReasonId),
    Ringing,
    Talk,
    Hold,
    WrapUp,
    Life,
    Staffed,
    Incoming,
    Outgoing,
    Offered,
    Entered,
    Queued,
    FlowedIn,
    Blocked,
    Unstaffed,
    Answered,
    AnsweredWithin,
    Abandoned,
    AbandonedRinging,
    AbandonedWithin,
    AbandonedLate,
    AbandonedShort,
    AbandonedLong,
    TimedOut,
    FlowedOut,
    /// Ended, but neither answered nor abandoned.
    OtherStay,
    /// Ended, but for those that lost their last session.
    ClosedStay,
    /// Ended or not.
    AnyStay,
    Waiting,
    RingingNow,
}

use Measure as M;

/// One line of a table of members.
type Row = (&'static str, How, &'static [Measure], &'static [Measure]);

const CALL_TIME: &[M] = &[M::Talk, M::Hold, M::WrapUp];

const SESSION: &[Row] = &[
    ("agent", How::Status(Status::Agent), &[], &[]),
    ("group", How::Status(Status::Group), &[], &[]),
    ("state", How::Status(Status::State), &[], &[]),
    ("next_state", How::Status(Status::NextState), &[], &[]),
    ("available", How::Status(Status::Available), &[], &[]),
    ("session_start_us", How::Status(Status::Start), &[], &[]),
    ("session_duration_s", How::Seconds, &[M::Life], &[]),
    ("number_of_calls", How::Dword, &[M::Calls], &[]),
    ("total_talk_time_s", How::Seconds, &[M::Talk], &[]),
    ("average_talk_time_s", How::Average, &[M::Talk], &[M::Calls]),
    ("total_call_time_s", How::Seconds, CALL_TIME, &[]),
    ("average_call_time_s", How::Average, CALL_TIME, &[M::Calls]),
    ("total_wrap_up_time_s", How::Seconds, &[M::WrapUp], &[]),
    ("average_wrap_up_time_s", How::Average, &[M::WrapUp], &[M::Calls]),
    ("acd_call_rate_e4", How::Rate(1), &[M::Calls], &[M::Life]),
    ("longest_time_to_answer_s", How::LongestSeconds, &[M::ToAnswer], &[]),
    ("average_time_to_answer_s", How::Average, &[M::ToAnswer], &[M::Answers]),
    ("answers", How::Count, &[M::Answers], &[]),
    ("rang_out", How::Count, &[M::RangOut], &[]),
    ("ready_us", How::Micros, &[M::Ready], &[]),
    ("not_ready_us", How::Micros, &[M::NotReady], &[]),
    ("ringing_us", How::Micros, &[M::Ringing], &[]),
    ("talk_us", How::Micros, &[M::Talk], &[]),
    ("hold_us", How::Micros, &[M::Hold], &[]),
    ("wrap_up_us", How::Micros, &[M::WrapUp], &[]),
];

/// The figures that a row of `agents` and its period have in common.
const AGENT_FIGURES: &[Row] = &[
    ("overall_call_rate_e4", How::Rate(1), &[M::Calls], &[M::Staffed]),
    ("number_of_acd_calls", How::Dword, &[M::Calls], &[]),
    ("number_of_incoming_calls", How::Dword, &[M::Incoming], &[]),
    ("number_of_outgoing_calls", How::Dword, &[M::Outgoing], &[]),
    ("total_acd_talk_time_s", How::Seconds, &[M::Talk], &[]),
    ("total_acd_call_time_s", How::Seconds, CALL_TIME, &[]),
    ("total_wrap_up_time_s", How::Seconds, &[M::WrapUp], &[]),
];

const AGENT: &[Row] =
    &[("state", How::Status(Status::State), &[], &[]), ("next_state", How::Status(Status::NextState), &[], &[])];

const PERIOD_LENGTH: &[Row] = &[("measurement_period_s", How::Status(Status::PeriodLength), &[], &[])];

const BOTH: &[M] = &[M::Answered, M::Abandoned];

const QUEUE: &[Row] = &[
    ("group", How::Status(Status::Group), &[], &[]),
    ("offered", How::Count, &[M::Offered], &[]),
    ("answered", How::Count, &[M::Answered], &[]),
    ("abandoned", How::Count, &[M::Abandoned], &[]),
    ("abandoned_ringing", How::Count, &[M::AbandonedRinging], &[]),
    ("blocked", How::Count, &[M::Blocked], &[]),
    ("unstaffed", How::Count, &[M::Unstaffed], &[]),
    ("timed_out", How::Count, &[M::TimedOut], &[]),
    ("flowed_in", How::Count, &[M::FlowedIn], &[]),
    ("flowed_out", How::Count, &[M::FlowedOut], &[]),
    ("waiting", How::Count, &[M::Waiting], &[]),
    ("ringing", How::Count, &[M::RingingNow], &[]),
    ("queued", How::Count, &[M::Queued], &[]),
    ("answered_within", How::Count, &[M::AnsweredWithin], &[]),
    ("abandoned_within", How::Count, &[M::AbandonedWithin], &[]),
    ("abandoned_short", How::Count, &[M::AbandonedShort], &[]),
    ("wait_answered_us", How::Micros, &[M::Answered], &[]),
    ("wait_abandoned_us", How::Micros, &[M::Abandoned], &[]),
    ("wait_other_us", How::Micros, &[M::OtherStay], &[]),
    ("longest_wait_us", How::LongestMicros, &[M::AnyStay], &[]),
    ("talk_us", How::Micros, &[M::Talk], &[]),
    ("hold_us", How::Micros, &[M::Hold], &[]),
    ("wrap_up_us", How::Micros, &[M::WrapUp], &[]),
    ("busy_us", How::Micros, CALL_TIME, &[]),
    ("service_level.of_answered", How::Share, &[M::AnsweredWithin], &[M::Answered]),
    ("service_level.of_answered_and_abandoned", How::Share, &[M::AnsweredWithin], BOTH),
    ("service_level.abandons_in_time_count", How::Share, &[M::AnsweredWithin, M::AbandonedWithin], BOTH),
    ("service_level.abandons_in_time_ignored", How::Share, &[M::AnsweredWithin], &[M::Answered, M::AbandonedLate]),
    ("service_level.short_abandons_count", How::Share, &[M::AnsweredWithin, M::AbandonedShort], BOTH),
    ("service_level.short_abandons_ignored", How::Share, &[M::AnsweredWithin], &[M::Answered, M::AbandonedLong]),
];

const QUEUE_PERIOD: &[Row] = &[
    ("total_calls_queued", How::Dword, &[M::Entered], &[]),
    ("current_calls_queued", How::Dword, &[M::Waiting, M::RingingNow], &[]),
    ("total_calls_abandoned", How::Dword, &[M::Abandoned], &[]),
    ("total_calls_flowed_in", How::Dword, &[M::FlowedIn], &[]),
    ("total_calls_flowed_out", How::Dword, &[M::FlowedOut], &[]),
    ("longest_ever_wait_time_s", How::LongestSeconds, &[M::AnyStay], &[]),
    ("current_longest_wait_time_s", How::LongestSeconds, &[M::Waiting, M::RingingNow], &[]),
    ("average_wait_time_s", How::Average, &[M::ClosedStay], &[M::ClosedStay]),
    ("final_disposition", How::Dword, &[M::TimedOut], &[]),
];

fn formulas(rows: &[Row], scope: Scope) -> Vec<Formula> {
    let block = match scope {
        Scope::Run => "",
        Scope::Period => "period.",
    };
    let formula = |(name, how, top, bottom): &Row| Formula {
        name: format!("{block}{name}"),
        scope,
        how: *how,
        top: top.to_vec(),
        bottom: bottom.to_vec(),
    };
    rows.iter().map(formula).collect()
}

/// All members of a row of `sessions`.
pub(crate) fn of_session(plan: &Plan) -> Vec<Formula> {
    let mut all = formulas(SESSION, Scope::Run);
    for (place, reason) in (0..).zip(&plan.config.reasons) {
        all.push(Formula {
            name: format!("{REASONS}{reason}"),
            scope: Scope::Run,
            how: How::Micros,
            top: vec![Measure::NotReadyFor(ReasonId(place))],
            bottom: Vec::new(),
        });
    }
    all
}

/// The block of times by reason. A row lists only those above zero.
pub(crate) const REASONS: &str = "not_ready_reasons_us.";

/// All members of a row of `agents`.
pub(crate) fn of_agent(factor: CallRateFactor) -> Vec<Formula> {
    let run = [AGENT, AGENT_FIGURES].map(|rows| formulas(rows, Scope::Run));
    let period = [PERIOD_LENGTH, AGENT_FIGURES].map(|rows| formulas(rows, Scope::Period));
    let mut all: Vec<Formula> = run.into_iter().chain(period).flatten().collect();
    for formula in &mut all {
        if let How::Rate(times) = &mut formula.how {
            *times = factor.factor();
        }
    }
    all
}

/// All members of a row of `queues`.
pub(crate) fn of_queue() -> Vec<Formula> {
    let period = [PERIOD_LENGTH, QUEUE_PERIOD].map(|rows| formulas(rows, Scope::Period));
    formulas(QUEUE, Scope::Run).into_iter().chain(period.into_iter().flatten()).collect()
}

/// The member of a name; the period's prefix and the unit may be missing.
pub(crate) fn find(kind: &'static str, field: &str, all: Vec<Formula>) -> Result<Formula, ExplainError> {
    let without_unit = |name: &str| {
        let unit = ["_s", "_us", "_e4"].iter().find_map(|unit| name.strip_suffix(unit));
        unit.unwrap_or(name).to_owned()
    };
    let place = all
        .iter()
        .position(|formula| formula.name == field)
        .or_else(|| all.iter().position(|formula| last(&formula.name) == field))
        .or_else(|| all.iter().position(|formula| without_unit(&formula.name) == field))
        .or_else(|| all.iter().position(|formula| without_unit(last(&formula.name)) == field));
    match place.and_then(|place| all.get(place)) {
        Some(formula) => Ok(formula.clone()),
        None => Err(ExplainError::UnknownField {
            kind,
            field: field.to_owned(),
            near: nearest(field, all.iter().flat_map(|formula| [formula.name.as_str(), last(&formula.name)]))
                .map(str::to_owned),
            known: all.into_iter().map(|formula| formula.name).collect(),
        }),
    }
}

/// A name without its block.
fn last(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, last)| last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_and_a_unit_may_be_left_out() {
        let found = |field| find("a queue", field, of_queue()).map(|formula| formula.name);
        assert_eq!(found("abandoned").as_deref(), Ok("abandoned"));
        assert_eq!(found("total_calls_queued").as_deref(), Ok("period.total_calls_queued"));
        assert_eq!(found("average_wait_time").as_deref(), Ok("period.average_wait_time_s"));
        assert_eq!(found("of_answered").as_deref(), Ok("service_level.of_answered"));
        let error = found("total_calls_qeued").unwrap_err().to_string();
        assert!(error.contains("did you mean `total_calls_queued`?"), "{error}");
    }

    #[test]
    fn the_run_goes_before_the_period() {
        let found = find("an agent", "number_of_acd_calls", of_agent(CallRateFactor::One)).expect("it is a member");
        assert_eq!((found.name.as_str(), found.scope), ("number_of_acd_calls", Scope::Run));
    }
}
