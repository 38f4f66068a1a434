//! `tspmock diff`: the first difference of two recordings.

use acd_trace::{Flaw, Footer, Side, first_difference, unlike_headers};

use crate::args::DiffArgs;
use crate::closer;
use crate::console::Console;
use crate::exit::Exit;
use crate::recording::{Recording, tell};
use crate::render::difference;
use crate::render::text::{plain, plural};
use crate::select::DASH;

/// Compares two recordings. Only their records decide; what else differs is told.
pub(crate) fn diff(args: &DiffArgs, console: &mut Console) -> Exit {
    if args.left.as_os_str() == DASH && args.right.as_os_str() == DASH {
        console.complain("standard input (-) can be read only once");
        return Exit::Usage;
    }
    let opened = [&args.left, &args.right].map(|path| Recording::open(path, console));
    let [(left, left_end), (right, right_end)] = match opened {
        [Ok(left), Ok(right)] => [left, right],
        opened => return opened.into_iter().filter_map(Result::err).fold(Exit::Done, Exit::max),
    };
    let mut lines = unlike(&left, &left_end, &right, &right_end);
    let exit = match compare(&left, &right) {
        Ok(None) => {
            lines.push(format!("same: {}, digest {}", records(&left_end), left_end.digest));
            Exit::Done
        }
        Ok(Some(found)) => {
            lines.extend(difference::lines(&found, &left.name, &right.name, console.out_style));
            let mut closer = closer::at_difference(&left, &found, found.left.as_ref());
            closer.extend(closer::at_difference(&right, &found, found.right.as_ref()));
            lines.extend(closer::section(&closer));
            Exit::Different
        }
        Err((name, flaw)) => return tell(&name, &flaw, console),
    };
    console.data((lines.join("\n") + "\n").as_bytes());
    exit
}

/// The first difference, or whose line could not be had and why.
fn compare(left: &Recording, right: &Recording) -> Result<Option<acd_trace::Difference>, (String, Flaw)> {
    let of = |recording: &Recording| {
        let name = recording.name.clone();
        move |flaw| (name.clone(), flaw)
    };
    let left_lines = left.lines().map_err(of(left))?.map(|line| line.map_err(of(left)));
    let right_lines = right.lines().map_err(of(right))?.map(|line| line.map_err(of(right)));
    first_difference(Side { lines: left_lines, book: &left.book }, Side { lines: right_lines, book: &right.book })
}

/// `53,074 records, 12 commands`.
pub(crate) fn records(footer: &Footer) -> String {
    let commands = plural(footer.commands, "command", "commands");
    format!("{}, {commands}", plural(footer.records, "record", "records"))
}

/// In what the two differ before their records and behind them.
fn unlike(left: &Recording, left_end: &Footer, right: &Recording, right_end: &Footer) -> Vec<String> {
    let mut lines: Vec<String> =
        unlike_headers(&left.header, &right.header).iter().map(|unlike| plain(&unlike.to_string())).collect();
    if left_end.ended_at != right_end.ended_at {
        lines.push(format!("ended at: {} | {}", left_end.ended_at, right_end.ended_at));
    }
    lines
}
