//! `tspmock replay`: runs a recording again, or shows the floor at a moment of it.

use acd_replay::Replayed;
use acd_trace::{Difference, Flaw, Footer};
use tapi_types::Time;

use crate::args::{Format, ReplayArgs};
use crate::closer;
use crate::console::{Console, Style};
use crate::exit::Exit;
use crate::recording::{End, Recording, tell, warn};
use crate::render::text::plain;
use crate::render::{difference, replay, stand};

/// Replays what the arguments name.
pub(crate) fn replay(args: &ReplayArgs, console: &mut Console) -> Exit {
    match args.to {
        Some(to) => show(args, to, console),
        None => again(args, console),
    }
}

/// Runs it again and compares.
fn again(args: &ReplayArgs, console: &mut Console) -> Exit {
    let (recording, footer) = match Recording::open(&args.recording.path, console) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    match run(&recording, &footer) {
        Ok(replayed) => {
            let text = match args.format {
                Format::Human => replay::same(&replayed, console.out_style),
                Format::Json => replay::same_json(&replayed),
            };
            console.data(text.as_bytes());
            Exit::Done
        }
        Err(flaw) => {
            if let Flaw::Diverged(found) = &flaw {
                let text = match args.format {
                    Format::Human => diverged(&recording, found, console.out_style),
                    Format::Json => replay::diverged_json(found),
                };
                console.data(text.as_bytes());
            }
            tell(&recording.name, &flaw, console)
        }
    }
}

fn run(recording: &Recording, footer: &Footer) -> Result<Replayed, Flaw> {
    acd_replay::replay(&recording.plan, recording.lines()?, footer)
}

fn diverged(recording: &Recording, found: &Difference, style: Style) -> String {
    let mut lines = difference::lines(found, "the recording", "the replay", style);
    lines.push("- is the recording, + is the replay".to_owned());
    lines.extend(closer::section(&closer::at_difference(recording, found, found.left.as_ref())));
    lines.join("\n") + "\n"
}

/// Shows the floor at a moment. A recording that breaks off is shown as far as it goes.
fn show(args: &ReplayArgs, to: Time, console: &mut Console) -> Exit {
    let recording = match Recording::open_what_is_there(&args.recording.path, console) {
        Ok(recording) => recording,
        Err(exit) => return exit,
    };
    let (end, exit) = match &recording.end {
        End::Whole(footer) => (footer.ended_at, Exit::Done),
        End::Cut(flaw) => (until(flaw), warn(&recording.name, flaw, console)),
    };
    if to > end {
        console.complain(&format!("{}: there is nothing at {to}: it ends at {end}", plain(&recording.name)));
        return exit.max(Exit::Usage);
    }
    match recording.lines_there().and_then(|lines| acd_replay::stand(&recording.plan, lines, to)) {
        Ok(floor) => {
            let text = match args.format {
                Format::Human => stand::whole(&recording, &floor, console.out_style),
                Format::Json => stand::json(&recording, &floor),
            };
            console.data(text.as_bytes());
            exit
        }
        Err(flaw) => tell(&recording.name, &flaw, console),
    }
}

/// How far a recording goes that breaks off.
fn until(flaw: &Flaw) -> Time {
    match flaw {
        Flaw::Incomplete { until, .. } => until.unwrap_or(Time::ZERO),
        Flaw::Missing { .. }
        | Flaw::Unreadable(_)
        | Flaw::NotARecording { .. }
        | Flaw::Altered { .. }
        | Flaw::OlderFormat { .. }
        | Flaw::NewerFormat { .. }
        | Flaw::OtherEngine { .. }
        | Flaw::Diverged(_) => Time::ZERO,
    }
}
