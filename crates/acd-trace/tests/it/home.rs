//! What the tests share: a book, a header, and the ways to a recording and back.

use acd_core::{Config, Entry};
use acd_trace::{Book, End, Flaw, Header, Line, Reader, ScenarioText, Writer};
use tapi_types::Time;

/// Names that are hard to write: in all alphabets, with quotes and controls, empty, twice, and like words of the format.
pub(crate) fn book() -> Book {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Book {
        agents: names(&["anna", "jürgen \"the\" \\ first", "", "temp/1", "anna"]),
        groups: names(&["sales", "サポート"]),
        queues: names(&["sales_q", "line\nbreak\u{1}\u{2028}", "#2"]),
        activities: names(&["mail", "mail", "chat & \"more\""]),
        reasons: names(&["no_answer", "none", "lunch"]),
        streams: names(&["morning", "day/night"]),
        faults: names(&["silent", "silent", "😀"]),
        sessions: names(&["s1", "s \"2\""]),
        calls: names(&["c1", "c2", "\u{7f}"]),
    }
}

pub(crate) fn header() -> Header {
    let text = "{\n  \"version\": 1, // ünï\n}\n";
    let files = [("monday.csv".to_owned(), "at,talk\n5s,90s\n".to_owned())].into();
    let file = "three_callers.scenario.json".to_owned();
    let scenario = ScenarioText { file, files, ..ScenarioText::new("three_callers", text) };
    Header { scenario, seed: 42, policies: Config::empty().policies, epoch: "2026-01-05T09:00:00+01:00".to_owned() }
}

pub(crate) fn end(lines: &[Line]) -> End {
    let ended_at = lines.last().map_or(Time::ZERO, Line::at);
    End { ended_at, events: 31, halted: None }
}

/// A whole recording of some lines.
pub(crate) fn recorded(book: &Book, lines: &[Line]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &header(), book.clone()).expect("a vector takes everything");
    for line in lines {
        writer.write(&line.entry, line.step).expect("a vector takes everything");
    }
    writer.finish(end(lines)).expect("a vector takes everything")
}

/// Every line, or the first thing that is wrong.
pub(crate) fn read(recording: &[u8], book: &Book) -> Result<Vec<Line>, Flaw> {
    Reader::open(recording)?.lines(book).collect()
}

/// The lines that are whole, and what is wrong after them.
pub(crate) fn read_on(recording: &[u8], book: &Book) -> (Vec<Line>, Option<Flaw>) {
    let mut whole = Vec::new();
    let reader = match Reader::open(recording) {
        Ok(reader) => reader,
        Err(flaw) => return (whole, Some(flaw)),
    };
    for line in reader.lines(book) {
        match line {
            Ok(line) => whole.push(line),
            Err(flaw) => return (whole, Some(flaw)),
        }
    }
    (whole, None)
}

/// Lines without steps.
pub(crate) fn lines(entries: Vec<Entry>) -> Vec<Line> {
    entries.into_iter().map(|entry| Line { entry, step: None }).collect()
}
