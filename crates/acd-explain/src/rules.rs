//! The rules that decide about a figure, in words.

use acd_core::{CountCallAt, TimeToAnswerFrom};

use crate::fields::{Formula, How, Measure, Scope};
use crate::ledger::Subject;
use crate::world::World;

/// Policies and settings that a figure depends on.
pub(crate) fn rules(world: &World<'_>, subject: Subject, formula: &Formula) -> Vec<String> {
    let policies = world.plan.config.policies;
    let has = |measure: Measure| formula.top.contains(&measure) || formula.bottom.contains(&measure);
    let mut rules = Vec::new();
    if has(Measure::Calls) {
        rules.push(
            match policies.count_call_at {
                CountCallAt::Answer => "count_call_at: answer. A call counts when the session answers it",
                CountCallAt::Release => "count_call_at: release. A call counts when the session is through talking",
                CountCallAt::WrapUpEnd => "count_call_at: wrap_up_end. A call counts when its wrap-up is over",
            }
            .to_owned(),
        );
    }
    if let How::Rate(times @ 2..) = formula.how {
        rules.push(format!("call_rate_factor: {times}. Multiplied before it is rounded down"));
    }
    if has(Measure::ToAnswer) {
        rules.push(
            match policies.time_to_answer_from {
                TimeToAnswerFrom::QueueEntry => {
                    "time_to_answer_from: queue_entry. From the first entry, or the last transfer, to the answer"
                }
                TimeToAnswerFrom::Ringing => "time_to_answer_from: ringing. From the offer to the answer",
            }
            .to_owned(),
        );
    }
    if let Subject::Queue(id) = subject
        && let Some(queue) = world.plan.config.queues.get(id.index())
    {
        let within = [Measure::AnsweredWithin, Measure::AbandonedWithin, Measure::AbandonedLate];
        if within.into_iter().any(has) {
            rules.push(format!("threshold {}: stays up to and including it are in time", queue.threshold));
        }
        if has(Measure::AbandonedShort) || has(Measure::AbandonedLong) {
            rules.push(format!("short_abandon {}: abandoned stays below it are short", queue.short_abandon));
        }
        let warm_up = world.plan.config.warm_up;
        if formula.scope == Scope::Run && warm_up.as_micros() > 0 && !formula.top.is_empty() {
            rules.push(format!("warm_up {warm_up}: calls that come before it are left out"));
        }
    }
    rules
}
