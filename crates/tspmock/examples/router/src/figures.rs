//! The statistics records.

use tapi_types::{AgentInfo, AgentSessionInfo, Currency, QueueInfo, Span};

use crate::acd::Acd;

impl Acd {
    pub(crate) fn session_info(&self, place: usize) -> AgentSessionInfo {
        let session = &self.sessions[place];
        let work = session.work;
        AgentSessionInfo {
            state: session.state,
            next_state: session.next,
            session_start: session.created,
            session_duration: session.duration,
            number_of_calls: work.calls,
            total_talk_time: work.talk,
            total_call_time: work.talk + work.wrap_up,
            total_wrap_up_time: work.wrap_up,
            acd_call_rate: calls_an_hour(work.calls, session.duration),
            longest_time_to_answer: session.longest_wait,
            sum_time_to_answer: session.sum_wait,
            answers: work.calls,
        }
    }

    pub(crate) fn agent_info(&self, place: usize) -> AgentInfo {
        let agent = &self.agents[place];
        let work = agent.work;
        let logged_in = self.sessions.iter().filter(|session| session.agent == place);
        let (calls, duration) = logged_in.fold((0, Span::ZERO), |(calls, duration), session| {
            (calls + session.work.calls, duration + session.duration)
        });
        AgentInfo {
            state: self.agent_state(place),
            next_state: agent.next,
            measurement_period_s: agent.period_s,
            overall_call_rate: calls_an_hour(calls, duration),
            number_of_acd_calls: work.calls,
            // Calls that are not the ACD's do not come by here.
            number_of_incoming_calls: 0,
            number_of_outgoing_calls: 0,
            total_acd_talk_time: work.talk,
            total_acd_call_time: work.talk + work.wrap_up,
            total_wrap_up_time: work.wrap_up,
        }
    }

    pub(crate) fn queue_info(&self) -> QueueInfo {
        let (queue, counts) = (&self.queue, &self.queue.counts);
        let oldest = queue.oldest(self.now);
        QueueInfo {
            measurement_period_s: queue.period_s,
            total_calls_queued: counts.entered,
            current_calls_queued: queue.waiting.len() as u64,
            total_calls_abandoned: counts.abandoned,
            total_calls_flowed_in: 0,
            total_calls_flowed_out: 0,
            longest_ever_wait_time: counts.longest_wait.max(oldest),
            current_longest_wait_time: oldest,
            average_wait_time_s: average_s(counts.sum_wait, counts.waits),
            final_disposition: 0,
        }
    }
}

/// In whole seconds, rounded down; zero for none.
fn average_s(sum: Span, count: u64) -> u64 {
    Span::from_micros(sum.as_micros().checked_div(count).unwrap_or(0)).whole_secs()
}

/// In ten-thousandths, rounded down; zero in no time.
fn calls_an_hour(calls: u64, duration: Span) -> Currency {
    const E4_HOUR_US: u128 = 10_000 * 3600 * 1_000_000;
    let rate = (u128::from(calls) * E4_HOUR_US).checked_div(u128::from(duration.as_micros())).unwrap_or(0);
    Currency(i64::try_from(rate).unwrap_or(i64::MAX))
}
