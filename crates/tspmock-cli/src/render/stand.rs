//! The floor at a moment: queues, sessions, agents, calls under way.

use acd_replay::{OpenCall, Stand};
use acd_run::report::{AgentRow, CallRow, QueueRow, SessionRow};
use serde::Serialize;
use tapi_types::Time;

use crate::console::{Ink, Style};
use crate::recording::Recording;

use super::failures::wrapped;
use super::table::{Align, COLUMNS, Table};
use super::text::{count, cut, plain, plural, short_count, short_time};

/// More rows of a table are counted, not listed.
const ROWS_MAX: usize = 40;

/// The whole floor, for people.
pub(crate) fn whole(recording: &Recording, floor: &Stand, style: Style) -> String {
    let picture = &floor.picture;
    let mut sections = vec![header(recording, floor, style)];
    let tables = [
        queues(&picture.queues),
        agents(&picture.agents, &picture.sessions),
        sessions(&picture.sessions),
        calls(&floor.calls, floor.at),
    ];
    sections.extend(tables.into_iter().filter(|lines| !lines.is_empty()));
    let text: Vec<String> = sections.iter().map(|lines| lines.join("\n")).collect();
    text.join("\n\n") + "\n"
}

fn header(recording: &Recording, floor: &Stand, style: Style) -> Vec<String> {
    let name = format!("{} at {}", plain(&recording.header.scenario.name), floor.at);
    let mut figures = vec![
        format!("seed {}", recording.header.seed),
        format!("{} so far", plural(floor.records, "record", "records")),
        plural(floor.calls.len() as u64, "call under way", "calls under way"),
    ];
    if floor.pending_requests > 0 {
        figures.push(plural(floor.pending_requests as u64, "request pending", "requests pending"));
    }
    let mut lines = vec![style.paint(Ink::Head, &cut(&name, COLUMNS))];
    lines.extend(wrapped(&figures.join(", "), "", ""));
    lines
}

/// A table of at most so many rows.
fn table<T>(mut table: Table, rows: &[T], cells: impl Fn(&T) -> Vec<String>) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    for row in rows.iter().take(ROWS_MAX) {
        table.row(cells(row));
    }
    let mut lines = table.lines();
    if let Some(more) = rows.len().checked_sub(ROWS_MAX).filter(|more| *more > 0) {
        lines.push(format!("… and {} more", count(more as u64)));
    }
    lines
}

fn queues(rows: &[QueueRow]) -> Vec<String> {
    let mut head = Table::new("Queues");
    for name in ["waiting", "ringing", "longest now", "offered", "answered", "aband.", "lost", "out"] {
        head = head.column(name, Align::Right);
    }
    table(head, rows, |queue| {
        let longest_us = u64::from(queue.period.current_longest_wait_time_s) * 1_000_000;
        let lost = queue.blocked + queue.unstaffed + queue.timed_out;
        let mut cells = vec![plain(&queue.queue)];
        cells.extend([queue.waiting, queue.ringing].map(short_count));
        cells.push(if queue.waiting + queue.ringing > 0 { short_time(longest_us) } else { "-".to_owned() });
        cells.extend([queue.offered, queue.answered, queue.abandoned, lost, queue.flowed_out].map(short_count));
        cells
    })
}

/// The agents with something to say of their own: a state that is not that of their sessions.
fn agents(rows: &[AgentRow], sessions: &[SessionRow]) -> Vec<String> {
    let has_session = |agent: &str| sessions.iter().any(|session| session.agent == agent && session.state != "ended");
    let speaking: Vec<&AgentRow> =
        rows.iter().filter(|row| row.next_state.is_some() || !has_session(&row.agent)).collect();
    let head = Table::new("Other agents").column("state", Align::Left).column("next", Align::Left);
    table(head, &speaking, |agent| {
        vec![plain(&agent.agent), agent.state.to_owned(), agent.next_state.unwrap_or("-").to_owned()]
    })
}

fn sessions(rows: &[SessionRow]) -> Vec<String> {
    // What shifts create is called by agent and group.
    let tells = |row: &SessionRow| row.session.starts_with(&format!("{}/{}/", row.agent, row.group));
    let whose = !rows.iter().all(tells);
    let head = Table::new("Sessions")
        .column_if(whose, "agent", Align::Left)
        .column_if(whose, "group", Align::Left)
        .column("state", Align::Left)
        .column("next", Align::Left)
        .column("free", Align::Left)
        .column("calls", Align::Right);
    table(head, rows, |session| {
        let mut cells = vec![plain(&session.session)];
        cells.extend(whose.then(|| cut(&plain(&session.agent), NAME_MAX)));
        cells.extend(whose.then(|| cut(&plain(&session.group), NAME_MAX)));
        cells.push(session.state.to_owned());
        cells.push(session.next_state.unwrap_or("-").to_owned());
        cells.push(if session.available { "yes" } else { "no" }.to_owned());
        cells.push(short_count(u64::from(session.number_of_calls)));
        cells
    })
}

/// Columns of a name that is not a row's own.
const NAME_MAX: usize = 14;

fn calls(rows: &[OpenCall], at: Time) -> Vec<String> {
    let head = Table::new("Calls")
        .column("queue", Align::Left)
        .column("is", Align::Left)
        .column("with", Align::Left)
        .column("since", Align::Right)
        .column("for", Align::Right);
    table(head, rows, |call| {
        vec![
            plain(&call.name),
            call.queue.as_deref().map_or("-".to_owned(), |queue| cut(&plain(queue), NAME_MAX)),
            call.doing.to_owned(),
            if call.whom.is_empty() { "-".to_owned() } else { cut(&plain(&call.whom.join(", ")), 2 * NAME_MAX) },
            short_time(call.entered.as_micros()),
            short_time((at - call.entered).as_micros()),
        ]
    })
}

/// The floor as one object: the rows of the report as they were, and what is under way.
#[derive(Serialize)]
struct Floor<'a> {
    scenario: &'a str,
    seed: u64,
    at_us: u64,
    records: u64,
    events: u64,
    pending_requests: usize,
    sessions: &'a [SessionRow],
    agents: &'a [AgentRow],
    queues: &'a [QueueRow],
    calls: &'a [CallRow],
    calls_under_way: Vec<CallUnderWay<'a>>,
}

#[derive(Serialize)]
struct CallUnderWay<'a> {
    call: &'a str,
    queue: Option<&'a str>,
    doing: &'static str,
    with: &'a [String],
    entered_us: u64,
}

/// The whole floor on one line.
pub(crate) fn json(recording: &Recording, floor: &Stand) -> String {
    let under_way = floor.calls.iter().map(|call| CallUnderWay {
        call: &call.name,
        queue: call.queue.as_deref(),
        doing: call.doing,
        with: &call.whom,
        entered_us: call.entered.as_micros(),
    });
    let line = Floor {
        scenario: &recording.header.scenario.name,
        seed: recording.header.seed,
        at_us: floor.at.as_micros(),
        records: floor.records,
        events: floor.events,
        pending_requests: floor.pending_requests,
        sessions: &floor.picture.sessions,
        agents: &floor.picture.agents,
        queues: &floor.picture.queues,
        calls: &floor.picture.calls,
        calls_under_way: under_way.collect(),
    };
    serde_json::to_string(&line).expect("a floor is plain data") + "\n"
}
