//! The table of queues.

use acd_run::report::QueueRow;

use super::table::{Align, Table};
use super::text::{count, percent, plain, short_count, short_time};

/// More queues than this are counted, not listed.
const QUEUES_MAX: usize = 30;

/// The lines of the table, none where there are no queues.
///
/// SL is answered within the threshold of answered and abandoned; ASA is the mean stay of what was answered.
pub(crate) fn lines(queues: &[QueueRow]) -> Vec<String> {
    if queues.is_empty() {
        return Vec::new();
    }
    let any = |figure: fn(&QueueRow) -> u64| queues.iter().any(|queue| figure(queue) > 0);
    let (some_lost, some_out, some_open) = (any(lost), any(|queue| queue.flowed_out), any(open));
    let mut table = Table::new("Queues")
        .column("offered", Align::Right)
        .column("answered", Align::Right)
        .column("aband.", Align::Right)
        .column_if(some_lost, "lost", Align::Right)
        .column_if(some_out, "out", Align::Right)
        .column_if(some_open, "open", Align::Right)
        .column("SL %", Align::Right)
        .column("ASA", Align::Right)
        .column("longest", Align::Right);
    for queue in queues.iter().take(QUEUES_MAX) {
        let mut cells = vec![plain(&queue.queue)];
        cells.extend([queue.offered, queue.answered, queue.abandoned].map(short_count));
        cells.extend(some_lost.then(|| short_count(lost(queue))));
        cells.extend(some_out.then(|| short_count(queue.flowed_out)));
        cells.extend(some_open.then(|| short_count(open(queue))));
        cells.push(percent(queue.answered_within, queue.answered + queue.abandoned));
        cells.push(queue.wait_answered_us.checked_div(queue.answered).map_or("-".to_owned(), short_time));
        cells.push(short_time(queue.longest_wait_us));
        table.row(cells);
    }
    let mut lines = table.lines();
    if let Some(more) = queues.len().checked_sub(QUEUES_MAX).filter(|more| *more > 0) {
        lines.push(format!("… and {} more", count(more as u64)));
    }
    lines
}

/// Turned away: blocked, unstaffed, timed out.
fn lost(queue: &QueueRow) -> u64 {
    queue.blocked + queue.unstaffed + queue.timed_out
}

/// Still waiting or ringing.
fn open(queue: &QueueRow) -> u64 {
    queue.waiting + queue.ringing
}
