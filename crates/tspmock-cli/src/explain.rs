//! `tspmock explain`: why a number of a recorded run is what it is.

use acd_explain::{ExplainError, Explainer, Explanation, Options, Question};
use acd_scenario::{Lines, NoFiles, Source};
use acd_trace::Flaw;
use tapi_types::Time;

use crate::args::{ExplainArgs, Format, SubjectArgs};
use crate::console::Console;
use crate::exit::Exit;
use crate::recording::{End, Recording, tell, warn};
use crate::render::explanation;
use crate::render::text::plain;

/// Answers what the arguments ask. Of a recording that breaks off, what is there is explained.
pub(crate) fn explain(args: &ExplainArgs, console: &mut Console) -> Exit {
    let recording = match Recording::open_what_is_there(&args.recording.path, console) {
        Ok(recording) => recording,
        Err(exit) => return exit,
    };
    let exit = match &recording.end {
        End::Whole(_) => Exit::Done,
        End::Cut(flaw) => warn(&recording.name, flaw, console),
    };
    match answer(args, &recording) {
        Ok(Ok(answer)) => {
            let text = match args.format {
                Format::Human => explanation::human(&answer),
                Format::Json => explanation::json(&answer),
            };
            console.data(text.as_bytes());
            exit
        }
        Ok(Err(error)) => {
            console.complain(&format!("{}: {}", plain(&recording.name), plain(&error.to_string())));
            exit.max(unanswered(&error))
        }
        Err(flaw) => tell(&recording.name, &flaw, console),
    }
}

fn answer(args: &ExplainArgs, recording: &Recording) -> Result<Result<Explanation, ExplainError>, Flaw> {
    let options = if args.all { Options { listed: usize::MAX } } else { Options::default() };
    let places = lines_of(recording);
    let mut explainer = match Explainer::new(&recording.plan, &places, options, vec![question(args)]) {
        Ok(explainer) => explainer,
        Err(error) => return Ok(Err(error)),
    };
    let mut last = Time::ZERO;
    for line in recording.lines_there()? {
        let line = line?;
        last = line.at();
        explainer.take(&line);
    }
    let end = match &recording.end {
        End::Whole(footer) => footer.ended_at,
        End::Cut(_) => last,
    };
    Ok(explainer.finish(Some(end)).remove(0))
}

/// Where the parts of the scenario stand in its file.
fn lines_of(recording: &Recording) -> Lines {
    let scenario = &recording.header.scenario;
    acd_scenario::lines(&Source { name: &scenario.file, bytes: scenario.text.as_bytes(), files: &NoFiles })
}

fn question(args: &ExplainArgs) -> Question {
    let (field, at) = (args.field.clone(), args.at);
    let SubjectArgs { session, agent, queue, call, request } = &args.subject;
    let of_row = |name: &Option<String>, make: fn(String, Option<String>, Option<Time>) -> Question| {
        name.clone().map(|name| make(name, field.clone(), at))
    };
    of_row(session, |name, field, at| Question::Session { name, field, at })
        .or_else(|| of_row(agent, |name, field, at| Question::Agent { name, field, at }))
        .or_else(|| of_row(queue, |name, field, at| Question::Queue { name, field, at }))
        .or_else(|| call.clone().map(|name| Question::Call { name }))
        .or_else(|| request.clone().map(|name| Question::Request { name }))
        .expect("the command line asks for one of them")
}

/// The end of a question that has no answer.
fn unanswered(error: &ExplainError) -> Exit {
    match error {
        ExplainError::Unknown { .. } | ExplainError::NotYet { .. } => Exit::Nothing,
        ExplainError::UnknownField { .. } | ExplainError::AfterTheEnd { .. } => Exit::Usage,
    }
}
