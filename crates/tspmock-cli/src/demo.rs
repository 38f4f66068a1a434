//! `tspmock demo`: a small day, at once.

use crate::console::Console;
use crate::exit::Exit;
use crate::input::{self, Outcome};
use crate::play::{self, Order};
use crate::render::report;

/// A day with two queues, seven agents and three questions.
const DAY: &str = include_str!("built_in/demo.scenario.json");

/// Plays the day and prints its report.
pub(crate) fn demo(console: &mut Console) -> Exit {
    let reading = input::built_in("built in", DAY);
    let plan = match reading.outcome {
        Outcome::Valid(plan) => plan,
        Outcome::Invalid(_) | Outcome::Broken(_) => {
            console.complain("internal error: the built-in day is not valid");
            return Exit::Internal;
        }
    };
    let order = Order { file: reading.name, seed: None, digest: false, tables: None, recording: None };
    match play::play(&plan, order) {
        Ok(report) => {
            console.data(report::whole(&report, console.out_style, &|_| Vec::new()).as_bytes());
            console.say("Next: tspmock init my.scenario.json && tspmock run my.scenario.json");
            if report.passed { Exit::Done } else { Exit::Failed }
        }
        Err(stop) => {
            console.complain(stop.text().unwrap_or("the built-in day did not run"));
            stop.exit()
        }
    }
}
