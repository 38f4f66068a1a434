//! The table of agents, and the table of groups where there are too many agents to list.

use std::collections::{BTreeMap, BTreeSet};

use acd_run::Report;
use acd_run::report::{AgentRow, SessionRow};

use super::table::{Align, Table};
use super::text::{count, percent, plain, short_count, short_time};

/// Up to so many agents are listed each.
const AGENTS_MAX: usize = 20;
/// Of more agents so many are listed, under the totals of their groups.
const FIRST_AGENTS: usize = 8;
/// More groups than this are counted, not listed.
const GROUPS_MAX: usize = 20;

/// The lines of the tables, none where there are no agents.
pub(crate) fn lines(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let agents = &report.agents;
    if agents.is_empty() {
        return lines;
    }
    let shown = if agents.len() > AGENTS_MAX {
        lines.extend(groups(&report.sessions));
        FIRST_AGENTS
    } else {
        agents.len()
    };
    let times = times_of_agents(&report.sessions);
    let nobody = Times::default();
    let rows: Vec<_> =
        agents.iter().take(shown).map(|agent| (agent, times.get(agent.agent.as_str()).unwrap_or(&nobody))).collect();
    lines.extend(agent_table(&rows).lines());
    lines.extend(and_more(agents.len(), shown));
    lines
}

/// The times of sessions, added up.
#[derive(Debug, Clone, Default)]
struct Times {
    calls: u64,
    ready_us: u64,
    not_ready_us: u64,
    talk_us: u64,
    hold_us: u64,
    wrap_up_us: u64,
    rang_out: u64,
    /// When the last of the sessions so far ends, and whether one began before that.
    end_us: u64,
    overlap: bool,
}

impl Times {
    /// Adds a session; they come in order of creation, and so of their starts.
    fn add(&mut self, session: &SessionRow) {
        self.calls += u64::from(session.number_of_calls);
        self.ready_us += session.ready_us;
        self.not_ready_us += session.not_ready_us;
        self.talk_us += session.talk_us;
        self.hold_us += session.hold_us;
        self.wrap_up_us += session.wrap_up_us;
        self.rang_out += session.rang_out;
        self.overlap |= session.session_start_us < self.end_us;
        let busy_us = session.talk_us + session.hold_us + session.wrap_up_us;
        let duration_us = session.ready_us + session.not_ready_us + busy_us;
        self.end_us = self.end_us.max(session.session_start_us + duration_us);
    }

    /// Busy time of busy and ready time.
    fn occupancy(&self) -> String {
        let busy_us = self.talk_us + self.hold_us + self.wrap_up_us;
        percent(busy_us, busy_us + self.ready_us)
    }
}

fn times_of_agents(sessions: &[SessionRow]) -> BTreeMap<&str, Times> {
    let mut times: BTreeMap<&str, Times> = BTreeMap::new();
    for session in sessions {
        times.entry(&session.agent).or_default().add(session);
    }
    times
}

fn agent_table(rows: &[(&AgentRow, &Times)]) -> Table {
    let some_hold = rows.iter().any(|(_, times)| times.hold_us > 0);
    let some_missed = rows.iter().any(|(_, times)| times.rang_out > 0);
    let mut table = Table::new("Agents")
        .column("state", Align::Left)
        .column("calls", Align::Right)
        .column_if(some_missed, "missed", Align::Right)
        .column("talk", Align::Right)
        .column_if(some_hold, "hold", Align::Right)
        .column("wrap-up", Align::Right)
        .column("ready", Align::Right)
        .column("not ready", Align::Right)
        .column("occ. %", Align::Right);
    for (agent, times) in rows {
        let mut cells = vec![plain(&agent.agent), agent.state.to_owned()];
        cells.push(short_count(u64::from(agent.number_of_acd_calls)));
        cells.extend(some_missed.then(|| short_count(times.rang_out)));
        cells.push(short_time(times.talk_us));
        cells.extend(some_hold.then(|| short_time(times.hold_us)));
        cells.extend([times.wrap_up_us, times.ready_us, times.not_ready_us].map(short_time));
        // Sessions side by side are ready at the same time, so their sum says nothing about the agent.
        cells.push(if times.overlap { "-".to_owned() } else { times.occupancy() });
        table.row(cells);
    }
    table
}

/// The table of groups, in order of their first sessions, and a blank line.
fn groups(sessions: &[SessionRow]) -> Vec<String> {
    let mut order: Vec<&str> = Vec::new();
    let mut groups: BTreeMap<&str, (Times, BTreeSet<&str>)> = BTreeMap::new();
    for session in sessions {
        let (times, agents) = groups.entry(&session.group).or_insert_with(|| {
            order.push(&session.group);
            Default::default()
        });
        times.add(session);
        agents.insert(&session.agent);
    }
    let mut table = Table::new("Groups");
    for head in ["agents", "calls", "talk", "wrap-up", "ready", "not ready", "occ. %"] {
        table = table.column(head, Align::Right);
    }
    for group in order.iter().take(GROUPS_MAX) {
        let (times, agents) = &groups[group];
        let mut cells = vec![plain(group)];
        cells.extend([agents.len() as u64, times.calls].map(short_count));
        cells.extend([times.talk_us, times.wrap_up_us, times.ready_us, times.not_ready_us].map(short_time));
        cells.push(times.occupancy());
        table.row(cells);
    }
    let mut lines = table.lines();
    lines.extend(and_more(order.len(), GROUPS_MAX));
    lines.push(String::new());
    lines
}

fn and_more(all: usize, shown: usize) -> Option<String> {
    (all > shown).then(|| format!("… and {} more", count((all - shown) as u64)))
}
