//! From an ACD's rows to the rows of the report.

use acd_core::{QueueFigures, ReasonId};
use acd_scenario::Plan;
use tapi_types::{Span, dword};

use crate::floor::{Floor, Names};
use crate::report::{AgentPeriod, AgentRow, CallRow, QueuePeriod, QueueRow, Reasons, ServiceLevel, SessionRow};

/// The floor at one moment, as the report shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Sessions in order of creation.
    pub sessions: Vec<SessionRow>,
    /// Agents in file order.
    pub agents: Vec<AgentRow>,
    /// Queues in file order.
    pub queues: Vec<QueueRow>,
    /// ACD calls that steps name, in order of arrival.
    pub calls: Vec<CallRow>,
}

impl Picture {
    /// Takes all rows of a floor.
    pub fn take(plan: &Plan, floor: &impl Floor) -> Picture {
        Picture {
            sessions: floor.sessions().iter().map(|row| session(plan, row)).collect(),
            agents: floor.agents().iter().map(|row| agent(plan, row)).collect(),
            queues: floor.queues().iter().map(|row| queue(plan, row)).collect(),
            calls: floor.calls().iter().map(|row| call(plan, floor, row)).collect(),
        }
    }
}

/// A session's row.
pub fn session(plan: &Plan, row: &acd_core::SessionRow) -> SessionRow {
    let names = Names::new(plan);
    let info = &row.info;
    SessionRow {
        session: names.session_of(row),
        agent: names.agent(row.agent).into_owned(),
        group: names.group(row.group).to_owned(),
        state: info.state.name(),
        next_state: info.next_state.map(tapi_types::SessionState::name),
        available: row.available,
        session_start_us: info.session_start.as_micros(),
        session_duration_s: seconds(info.session_duration),
        number_of_calls: dword(info.number_of_calls),
        total_talk_time_s: seconds(info.total_talk_time),
        average_talk_time_s: dword(info.average_talk_time_s()),
        total_call_time_s: seconds(info.total_call_time),
        average_call_time_s: dword(info.average_call_time_s()),
        total_wrap_up_time_s: seconds(info.total_wrap_up_time),
        average_wrap_up_time_s: dword(info.average_wrap_up_time_s()),
        acd_call_rate_e4: info.acd_call_rate.0,
        longest_time_to_answer_s: seconds(info.longest_time_to_answer),
        average_time_to_answer_s: dword(info.average_time_to_answer_s()),
        answers: info.answers,
        rang_out: row.rang_out,
        ready_us: row.ready.as_micros(),
        not_ready_us: row.not_ready.as_micros(),
        ringing_us: row.ringing.as_micros(),
        talk_us: row.talk.as_micros(),
        hold_us: row.hold.as_micros(),
        wrap_up_us: row.wrap_up.as_micros(),
        not_ready_reasons_us: reasons(plan, &row.not_ready_reasons),
    }
}

/// An agent's row.
pub fn agent(plan: &Plan, row: &acd_core::AgentRow) -> AgentRow {
    let info = &row.period;
    AgentRow {
        agent: Names::new(plan).agent(row.agent).into_owned(),
        state: info.state.name(),
        next_state: info.next_state.map(tapi_types::AgentState::name),
        overall_call_rate_e4: row.overall_call_rate.0,
        number_of_acd_calls: dword(row.number_of_acd_calls),
        number_of_incoming_calls: dword(row.number_of_incoming_calls),
        number_of_outgoing_calls: dword(row.number_of_outgoing_calls),
        total_acd_talk_time_s: seconds(row.talk),
        total_acd_call_time_s: seconds(row.talk + row.hold + row.wrap_up),
        total_wrap_up_time_s: seconds(row.wrap_up),
        period: AgentPeriod {
            measurement_period_s: info.measurement_period_s,
            number_of_acd_calls: dword(info.number_of_acd_calls),
            number_of_incoming_calls: dword(info.number_of_incoming_calls),
            number_of_outgoing_calls: dword(info.number_of_outgoing_calls),
            total_acd_talk_time_s: seconds(info.total_acd_talk_time),
            total_acd_call_time_s: seconds(info.total_acd_call_time),
            total_wrap_up_time_s: seconds(info.total_wrap_up_time),
            overall_call_rate_e4: info.overall_call_rate.0,
        },
    }
}

/// A queue's row.
pub fn queue(plan: &Plan, row: &acd_core::QueueRow) -> QueueRow {
    let names = Names::new(plan);
    let figures: &QueueFigures = &row.figures;
    QueueRow {
        queue: names.queue(row.queue).to_owned(),
        group: names.group(plan.config.queues[row.queue.index()].group).to_owned(),
        offered: figures.offered,
        answered: figures.answered,
        abandoned: figures.abandoned,
        abandoned_ringing: figures.abandoned_ringing,
        blocked: figures.blocked,
        unstaffed: figures.unstaffed,
        timed_out: figures.timed_out,
        flowed_in: figures.flowed_in,
        flowed_out: figures.flowed_out,
        waiting: figures.waiting,
        ringing: figures.ringing,
        queued: figures.queued,
        answered_within: figures.answered_within,
        abandoned_within: figures.abandoned_within,
        abandoned_short: figures.abandoned_short,
        wait_answered_us: figures.wait_answered.as_micros(),
        wait_abandoned_us: figures.wait_abandoned.as_micros(),
        wait_other_us: figures.wait_other.as_micros(),
        longest_wait_us: figures.longest_wait.as_micros(),
        talk_us: figures.talk.as_micros(),
        hold_us: figures.hold.as_micros(),
        wrap_up_us: figures.wrap_up.as_micros(),
        busy_us: (figures.talk + figures.hold + figures.wrap_up).as_micros(),
        service_level: ServiceLevel::of(figures),
        period: queue_period(&row.period),
    }
}

fn queue_period(info: &tapi_types::QueueInfo) -> QueuePeriod {
    QueuePeriod {
        measurement_period_s: info.measurement_period_s,
        total_calls_queued: dword(info.total_calls_queued),
        current_calls_queued: dword(info.current_calls_queued),
        total_calls_abandoned: dword(info.total_calls_abandoned),
        total_calls_flowed_in: dword(info.total_calls_flowed_in),
        total_calls_flowed_out: dword(info.total_calls_flowed_out),
        longest_ever_wait_time_s: seconds(info.longest_ever_wait_time),
        current_longest_wait_time_s: seconds(info.current_longest_wait_time),
        average_wait_time_s: dword(info.average_wait_time_s),
        final_disposition: dword(info.final_disposition),
    }
}

/// A call's row.
pub fn call(plan: &Plan, floor: &impl Floor, row: &acd_core::CallRow) -> CallRow {
    let names = Names::new(plan);
    CallRow {
        call: names.call(row.call),
        queue: names.queue(row.queue).to_owned(),
        disposition: row.disposition.name(),
        session: row.session.and_then(|id| floor.session(id)).map(|row| names.session_of(&row)),
        wait_us: row.wait.as_micros(),
        talk_us: row.talk.as_micros(),
        hold_us: row.hold.as_micros(),
        wrap_up_us: row.wrap_up.as_micros(),
        answers: row.answers,
        rang_out: row.rang_out,
    }
}

/// A time as a TAPI record carries it.
fn seconds(span: Span) -> u32 {
    dword(span.whole_secs())
}

fn reasons(plan: &Plan, times: &[(ReasonId, Span)]) -> Reasons {
    let name = |ReasonId(place): ReasonId| plan.config.reasons[place as usize].clone();
    Reasons(times.iter().map(|(reason, span)| (name(*reason), span.as_micros())).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::report::{ExpectationRow, RefusedRow, Report, RequestRow};
    use crate::testing;

    /// The report of the contract, with what it abbreviates written out and what is more at the end of its object.
    const CONTRACT: &str = r#"
{ "report_version": 1, "scenario": "three_callers", "file": "three_callers.scenario.json", "seed": 42, "passed": true, "ended_at_us": 180000000,
  "expectations": [ { "index": 0, "id": null, "at_us": 180000000, "passed": true, "what": "session s1 at 3m", "expected": { "state": "ready" }, "actual": { "state": "ready" },
                      "nearest": null } ],
  "refused": [ { "step": 4, "id": "too_early", "at_us": 61000000, "error": "LINEERR_INVALAGENTSTATE", "expected": true } ],
  "requests": [ { "request": "r1", "method": "get_number_of_calls", "submitted_us": 60000000, "handled_us": 60000000, "finished_us": 60000000, "value": 1, "error": null, "hresult": 0 } ],
  "sessions": [ { "session": "s1", "agent": "anna", "group": "sales", "state": "ready", "next_state": null, "available": true,
                  "session_start_us": 0, "session_duration_s": 180, "number_of_calls": 1, "total_talk_time_s": 90, "average_talk_time_s": 90,
                  "total_call_time_s": 100, "average_call_time_s": 100, "total_wrap_up_time_s": 10, "average_wrap_up_time_s": 10,
                  "acd_call_rate_e4": 200000, "longest_time_to_answer_s": 0, "average_time_to_answer_s": 0,
                  "answers": 1, "rang_out": 0, "ready_us": 80000000, "not_ready_us": 0, "ringing_us": 0, "talk_us": 90000000, "hold_us": 0, "wrap_up_us": 10000000,
                  "not_ready_reasons_us": {} } ],
  "agents": [ { "agent": "anna", "state": "ready", "next_state": null, "overall_call_rate_e4": 200000, "number_of_acd_calls": 1,
                "number_of_incoming_calls": 0, "number_of_outgoing_calls": 0, "total_acd_talk_time_s": 90, "total_acd_call_time_s": 100, "total_wrap_up_time_s": 10,
                "period": { "measurement_period_s": 3600, "number_of_acd_calls": 1, "number_of_incoming_calls": 0, "number_of_outgoing_calls": 0,
                            "total_acd_talk_time_s": 90, "total_acd_call_time_s": 100, "total_wrap_up_time_s": 10, "overall_call_rate_e4": 200000 } } ],
  "queues": [ { "queue": "sales_q", "group": "sales", "offered": 1, "answered": 1, "abandoned": 0, "abandoned_ringing": 0, "blocked": 0, "unstaffed": 0, "timed_out": 0,
                "flowed_in": 0, "flowed_out": 0, "waiting": 0, "ringing": 0, "queued": 0, "answered_within": 1, "abandoned_within": 0, "abandoned_short": 0,
                "wait_answered_us": 0, "wait_abandoned_us": 0, "wait_other_us": 0, "longest_wait_us": 0, "talk_us": 90000000, "hold_us": 0, "wrap_up_us": 10000000, "busy_us": 100000000,
                "service_level": { "of_answered": 1.0, "of_answered_and_abandoned": 1.0, "abandons_in_time_count": 1.0, "abandons_in_time_ignored": 1.0,
                                   "short_abandons_count": 1.0, "short_abandons_ignored": 1.0 },
                "period": { "measurement_period_s": 3600, "total_calls_queued": 1, "current_calls_queued": 0, "total_calls_abandoned": 0, "total_calls_flowed_in": 0, "total_calls_flowed_out": 0,
                            "longest_ever_wait_time_s": 0, "current_longest_wait_time_s": 0, "average_wait_time_s": 0, "final_disposition": 0 } } ],
  "calls": [ { "call": "c1", "queue": "sales_q", "disposition": "answered", "session": "s1", "wait_us": 0, "talk_us": 90000000, "hold_us": 0, "wrap_up_us": 10000000, "answers": 1, "rang_out": 0 } ],
  "digest": null, "records": 17, "warnings": [] }"#;

    #[test]
    fn the_report_is_that_of_the_contract_member_by_member() {
        let report = Report {
            expectations: vec![ExpectationRow {
                index: 0,
                id: None,
                at_us: 180_000_000,
                passed: true,
                what: "session s1 at 3m".to_owned(),
                expected: json!({ "state": "ready" }),
                actual: json!({ "state": "ready" }),
                nearest: None,
            }],
            refused: vec![RefusedRow {
                step: 4,
                id: Some("too_early".to_owned()),
                at_us: 61_000_000,
                error: Some("LINEERR_INVALAGENTSTATE".to_owned()),
                expected: true,
            }],
            requests: vec![RequestRow {
                request: "r1".to_owned(),
                method: "get_number_of_calls".to_owned(),
                submitted_us: 60_000_000,
                handled_us: Some(60_000_000),
                finished_us: Some(60_000_000),
                value: Some(json!(1)),
                error: None,
                hresult: Some(0),
            }],
            ..testing::report()
        };
        let contract: Value = serde_json::from_str(CONTRACT).unwrap();
        assert_eq!(report.to_line(), contract.to_string());
        assert!(Report::verdict(&report.expectations, &report.refused));
    }

    #[test]
    fn service_levels_are_the_six_of_the_field() {
        let figures = QueueFigures {
            answered: 1000,
            answered_within: 860,
            abandoned: 60,
            abandoned_within: 20,
            abandoned_short: 10,
            ..QueueFigures::default()
        };
        let rounded = |level: Option<f64>| format!("{:.6}", level.unwrap());
        let levels = ServiceLevel::of(&figures);
        assert_eq!(rounded(levels.of_answered), "0.860000");
        assert_eq!(rounded(levels.of_answered_and_abandoned), "0.811321");
        assert_eq!(rounded(levels.abandons_in_time_count), "0.830189");
        assert_eq!(rounded(levels.abandons_in_time_ignored), "0.826923");
        assert_eq!(rounded(levels.short_abandons_count), "0.820755");
        assert_eq!(rounded(levels.short_abandons_ignored), "0.819048");
        let none = serde_json::to_value(ServiceLevel::of(&QueueFigures::default())).unwrap();
        assert!(none.as_object().unwrap().values().all(Value::is_null), "{none}");
    }

    #[test]
    fn times_are_rounded_down_and_counters_wrap_as_dwords() {
        let mut row = testing::session_row(0);
        row.info.session_duration = Span::from_micros(1_999_999);
        row.info.number_of_calls = (1 << 32) + 7;
        row.not_ready_reasons = vec![(ReasonId(0), Span::from_micros(5)), (ReasonId(1), Span::from_micros(6))];
        let row = json!(session(&testing::plan(), &row));
        assert_eq!(row["session_duration_s"], 1);
        assert_eq!(row["number_of_calls"], 7);
        assert_eq!(row["not_ready_reasons_us"].to_string(), r#"{"no_answer":5,"lunch":6}"#);
    }

    #[test]
    fn the_parts_of_an_agents_call_time_are_added_before_they_are_rounded() {
        let mut row = testing::floor().agents.remove(0);
        row.talk = Span::from_micros(600_000);
        row.hold = Span::from_micros(600_000);
        row.wrap_up = Span::from_micros(900_000);
        assert_eq!(agent(&testing::plan(), &row).total_acd_call_time_s, 2);
    }

    #[test]
    fn sessions_of_shifts_that_no_file_names_have_their_place_for_a_name() {
        let mut row = testing::session_row(7);
        row.shift_n = Some(2);
        assert_eq!(session(&testing::plan(), &row).session, "anna/sales/2");
        row.shift_n = None;
        assert_eq!(session(&testing::plan(), &row).session, "#8");
    }
}
