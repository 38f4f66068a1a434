//! Tables of a run, made from its records as they come: queues and sessions by interval, and calls.
//!
//! The tables are comma-separated (RFC 4180, lines end with a line feed), with one header line. They cover the
//! whole run: a warm-up is not left out of them. What is kept in memory does not grow with the calls that are
//! over.
//!
//! # Intervals
//!
//! Intervals are half open and begin at whole multiples of their length since the midnight before the epoch,
//! on the clock of the epoch's zone. The first is cut at the start of the run, the last at its end. A count
//! falls in the interval of its own event, so what happens on a border belongs to the interval that begins
//! there; what happens at the end of the run belongs to the last interval, even where the end is a border. A
//! running time is cut at each border.
//!
//! # Numbers
//!
//! Seconds, percentages and means have at most six decimals, without zeros at their end. Sums of time are
//! exact; means and ratios are rounded half up. A mean or ratio of nothing is an empty cell. Columns that end
//! in `_us` are whole microseconds since the epoch, or lengths in microseconds; one for what did not happen is
//! empty. Text that a spreadsheet would run starts with an apostrophe: it began with `=`, `+`, `-`, `@`, `|`, a
//! tab or a line break.
//!
//! # `queue_interval.csv`: a line for each queue in each interval
//!
//! | Columns | |
//! |---|---|
//! | `interval_start`, `interval_end` | the clock of the epoch's zone, RFC 3339 |
//! | `queue`, `group` | names |
//! | `offered` | entries, blocked and unstaffed ones included |
//! | `answered`, `abandoned`, `unstaffed`, `timed_out`, `flowed_out` | stays that ended so |
//! | `answered_within`, `abandoned_within` | those up to and including the threshold |
//! | `abandoned_short` | those shorter than `short_abandon` |
//! | `blocked` | entries that found the queue full |
//! | `flowed_in` | entries from another queue, blocked ones left out |
//! | `waiting_at_end` | calls that wait and do not ring when the interval ends |
//! | `service_level_pct` | `answered_within` of `answered` and `abandoned` |
//! | `threshold_s` | of the service level |
//! | `asa_s` | mean stay of the calls answered in the interval |
//! | `max_wait_s` | longest stay that ended in the interval, in whatever way; 0 for none |
//! | `talk_s`, `hold_s`, `wrap_up_s` | session time spent in the interval on calls answered in the queue |
//! | `aht_s` | the sum of these three over `answered` |
//! | `max_waiting`, `avg_waiting` | highest number (of those that lasted) and mean over time of calls that wait and do not ring |
//! | `staffed_avg` | mean over time of the group's sessions that are not ENDED |
//! | `occupancy_pct` | talk, hold and wrap-up of the group's sessions, of that and their time in READY |
//!
//! # `agent_interval.csv`: a line for each session in each interval in which it had time or counts, in order of creation
//!
//! | Columns | |
//! |---|---|
//! | `interval_start`, `interval_end`, `agent`, `session`, `group` | as above |
//! | `calls` | calls counted under the counting policy |
//! | `staffed_s` | time in all states but ENDED: exactly the sum of `ready_s`, `not_ready_s`, `talk_s`, `hold_s` and `wrap_up_s` |
//! | `ringing_s` | time with a call on offer, part of `ready_s`, since an offered session stays READY |
//! | `not_ready_reasons` | `reason=seconds`, joined by `;`, for times with a reason |
//! | `aht_s` | talk, hold and wrap-up over `calls` |
//! | `occupancy_pct` | talk, hold and wrap-up, of that and `ready_s` |
//! | `rang_out` | offers that rang out at it or that it rejected |
//!
//! # `calls.csv`: a line for each ACD call when it and its wrap-ups are over, in this order; at the end those that are not over, in order of arrival
//!
//! | Columns | |
//! |---|---|
//! | `call`, `caller`, `called` | its name; who called which number, where the scenario says so |
//! | `queue`, `group` | the last one that it was offered to, and its group |
//! | `agent`, `session` | of the last answer |
//! | `arrived_us`, `answered_us` | the first entry; the first answer |
//! | `released_us` | the last release; empty while it talks |
//! | `wrap_up_end_us` | when no session had to do with it any more: the end of the last wrap-up, the release where there is none |
//! | `wait_us` | from the first entry to the first answer or the end |
//! | `ring_us` | time on offer, however many sessions rang |
//! | `talk_us`, `hold_us`, `wrap_up_us` | over all sessions |
//! | `disposition` | as in the report |
//! | `counted` | whether the counting policy counted it for some session |

mod calls;
mod cell;
mod follow;
mod gauge;
mod grid;
mod parties;
mod queues;
mod sessions;
mod sheets;
#[cfg(test)]
mod sums;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use acd_core::Record;
use acd_scenario::Plan;
use tapi_types::Time;

use follow::World;
use grid::Grid;
pub use grid::{Interval, IntervalError};
use parties::Parties;
use queues::QueueSums;
use sessions::{GroupSums, SessionSums};
pub use sheets::Outputs;
use sheets::Sheets;

use crate::floor::Names;

/// Writes the tables of a run as its records come.
#[derive(Debug)]
pub struct Tables<'p, W: Write> {
    plan: &'p Plan,
    parties: Parties<'p>,
    grid: Grid,
    world: World<'p>,
    sheets: Sheets<W>,
    /// Where the present interval begins.
    from: Time,
    /// Where it ends, if the run goes on so long.
    border: Time,
    /// The interval before, held back: if the run ends where it ended, it takes in what happened there.
    before: Option<Closed>,
}

/// Why there are no tables.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    /// The clock cannot show the times of the run.
    #[error("the calendar ends too early for a run from this epoch: {0}")]
    Calendar(#[from] jiff::Error),
    /// A table could not be written.
    #[error("a table could not be written: {0}")]
    Write(#[from] io::Error),
}

/// An interval that is over.
#[derive(Debug)]
struct Closed {
    from: Time,
    to: Time,
    queues: Vec<QueueSums>,
    groups: Vec<GroupSums>,
    sessions: Vec<(usize, SessionSums)>,
}

impl<'p, W: Write> Tables<'p, W> {
    /// Tables of a run of this plan; the header lines are written.
    ///
    /// # Errors
    /// [`TablesError::Calendar`] for an epoch in the last years of the calendar (9999), [`TablesError::Write`]
    /// for an output that takes nothing.
    pub fn new(plan: &'p Plan, interval: Interval, outputs: Outputs<W>) -> Result<Tables<'p, W>, TablesError> {
        let grid = Grid::new(plan.epoch, interval)?;
        Ok(Tables {
            plan,
            parties: Parties::new(plan),
            grid,
            world: World::new(plan),
            sheets: Sheets::new(outputs)?,
            from: Time::ZERO,
            border: grid.border_after(Time::ZERO),
            before: None,
        })
    }

    /// Takes the next record. All records of the run are to be pushed, in their order.
    ///
    /// # Errors
    /// Those of writing.
    pub fn push(&mut self, record: &Record) -> io::Result<()> {
        self.advance(record.at)?;
        while self.border <= record.at {
            self.turn_over()?;
        }
        self.world.follow(record.fact);
        Ok(())
    }

    /// Ends the tables with the run, and hands the outputs back.
    ///
    /// # Errors
    /// Those of writing.
    pub fn finish(mut self, ended_at: Time) -> io::Result<Outputs<W>> {
        self.advance(ended_at)?;
        while self.border < ended_at {
            self.turn_over()?;
        }
        let last = self.close(ended_at);
        match self.before.take() {
            Some(mut before) if last.from == last.to => {
                before.add(last);
                self.write_interval(&before)?;
            }
            before => {
                before.map_or(Ok(()), |before| self.write_interval(&before))?;
                self.write_interval(&last)?;
            }
        }
        self.write_over()?;
        for mut call in std::mem::take(&mut self.world.calls).into_values() {
            call.stop(ended_at);
            let cells = call.cells(self.plan, &self.parties, &self.world.sessions, ended_at);
            self.sheets.0.calls.write_record(cells)?;
        }
        self.sheets.finish()
    }

    /// Moves on; calls that were over before are written.
    fn advance(&mut self, to: Time) -> io::Result<()> {
        if self.world.now < to {
            self.write_over()?;
            self.world.now = to;
        }
        Ok(())
    }

    /// The present interval is over, and the next begins.
    fn turn_over(&mut self) -> io::Result<()> {
        let closed = self.close(self.border);
        if let Some(before) = self.before.replace(closed) {
            self.write_interval(&before)?;
        }
        self.from = self.border;
        self.border = self.grid.border_after(self.from);
        Ok(())
    }

    fn close(&mut self, to: Time) -> Closed {
        let (sessions, groups) = self.world.sessions.cut(to);
        let queues = self.world.queues.iter_mut().map(|queue| queue.cut(to)).collect();
        Closed { from: self.from, to, queues, groups, sessions }
    }

    fn write_interval(&mut self, closed: &Closed) -> io::Result<()> {
        let names = Names::new(self.plan);
        let (from, to) = (self.grid.stamp(closed.from), self.grid.stamp(closed.to));
        let length = closed.to.since(closed.from);
        for (config, sums) in self.plan.config.queues.iter().zip(&closed.queues) {
            let cells = sums.cells(config, &closed.groups[config.group.index()], length);
            let (queue, group) = (cell::text(&config.name), cell::text(names.group(config.group)));
            let heads = [&*from, &*to, &*queue, &*group];
            self.sheets.0.queue_interval.write_record(heads.into_iter().chain(cells.iter().map(String::as_str)))?;
        }
        for (place, sums) in &closed.sessions {
            let session = self.world.sessions.at(*place);
            let agent = names.agent(session.agent);
            let (agent, name) = (cell::text(&agent), cell::text(&session.name));
            let heads = [&*from, &*to, &*agent, &*name, &*cell::text(names.group(session.group))];
            let cells = sums.cells(self.plan);
            self.sheets.0.agent_interval.write_record(heads.into_iter().chain(cells.iter().map(String::as_str)))?;
        }
        Ok(())
    }

    fn write_over(&mut self) -> io::Result<()> {
        for no in std::mem::take(&mut self.world.over) {
            if let Some(call) = self.world.calls.remove(&no) {
                let cells = call.cells(self.plan, &self.parties, &self.world.sessions, self.world.now);
                self.sheets.0.calls.write_record(cells)?;
            }
        }
        Ok(())
    }
}

impl Closed {
    /// Takes in what happened exactly where this interval ended.
    fn add(&mut self, end: Closed) {
        for (queue, later) in self.queues.iter_mut().zip(&end.queues) {
            queue.add(later);
        }
        for (place, later) in end.sessions {
            match self.sessions.binary_search_by_key(&place, |(place, _)| *place) {
                Ok(found) => self.sessions[found].1.add(&later),
                Err(gap) => self.sessions.insert(gap, (place, later)),
            }
        }
    }
}
