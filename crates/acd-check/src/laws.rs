//! Laws that the rows of any ACD obey at any moment, whatever the model says.

use acd_core::{AgentRow, Config, QueueRow, SessionRow};
use tapi_types::{Span, Time};

/// Checks all of them.
///
/// # Errors
/// The first law that is broken, with its row.
pub(crate) fn check(
    config: &Config,
    sessions: &[SessionRow],
    agents: &[AgentRow],
    queues: &[QueueRow],
) -> Result<(), String> {
    sessions.iter().try_for_each(session)?;
    queues.iter().try_for_each(queue)?;
    agents.iter().try_for_each(|row| agent(row, sessions))?;
    if config.warm_up == Time::ZERO { answers(sessions, queues) } else { Ok(()) }
}

fn law<T: std::fmt::Debug>(holds: bool, what: &str, row: &T) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("{what}: {row:#?}")) }
}

fn session(row: &SessionRow) -> Result<(), String> {
    let info = &row.info;
    law(row.talk + row.hold + row.wrap_up == info.total_call_time, "talk + hold + wrap-up = call time", row)?;
    let parts = row.ready + row.not_ready + info.total_call_time;
    law(parts == info.session_duration, "ready + not ready + on call + wrap-up = duration", row)?;
    law(row.ringing <= row.ready, "ringing is part of ready", row)?;
    let reasons: Span = row.not_ready_reasons.iter().map(|(_, time)| *time).sum();
    law(reasons <= row.not_ready, "reasons are part of not ready", row)?;
    law(info.number_of_calls <= info.answers, "a call counts at most once for an answer", row)
}

fn queue(row: &QueueRow) -> Result<(), String> {
    let f = &row.figures;
    let ends = f.answered + f.abandoned + f.blocked + f.unstaffed + f.timed_out + f.flowed_out;
    law(f.offered == ends + f.waiting + f.ringing, "offered = all ends + waiting + ringing", row)?;
    law(f.abandoned_ringing <= f.abandoned, "abandoned while ringing is part of abandoned", row)?;
    law(f.abandoned_within <= f.abandoned && f.abandoned_short <= f.abandoned, "parts of abandoned", row)?;
    law(f.answered_within <= f.answered, "in time is part of answered", row)?;
    law(f.wait_answered <= times(f.longest_wait, f.answered), "no stay is longer than the longest", row)
}

fn times(span: Span, count: u64) -> Span {
    Span::from_micros(span.as_micros().saturating_mul(count))
}

fn agent(row: &AgentRow, sessions: &[SessionRow]) -> Result<(), String> {
    let own = || sessions.iter().filter(|session| session.agent == row.agent);
    let calls: u64 = own().map(|session| session.info.number_of_calls).sum();
    law(calls == row.number_of_acd_calls, "calls of the sessions = calls of the agent", row)?;
    let talk: Span = own().map(|session| session.talk).sum();
    law(talk == row.talk, "talk of the sessions = talk of the agent", row)?;
    law(row.period.number_of_acd_calls <= row.number_of_acd_calls, "the period is part of the run", row)
}

fn answers(sessions: &[SessionRow], queues: &[QueueRow]) -> Result<(), String> {
    let by_sessions: u64 = sessions.iter().map(|session| session.info.answers).sum();
    let by_queues: u64 = queues.iter().map(|queue| queue.figures.answered).sum();
    law(by_sessions == by_queues, "answers over sessions = answers over queues", &(by_sessions, by_queues))?;
    let talk_by_sessions: Span = sessions.iter().map(|session| session.talk).sum();
    let talk_by_queues: Span = queues.iter().map(|queue| queue.figures.talk).sum();
    law(
        talk_by_sessions == talk_by_queues,
        "talk over sessions = talk over queues",
        &(talk_by_sessions, talk_by_queues),
    )
}
