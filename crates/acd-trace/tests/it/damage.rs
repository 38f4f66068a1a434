//! What a crash, a full disk or an editor leaves is called by its name.

use acd_core::{Entry, TRACE_VERSION};
use acd_trace::{FORMAT_VERSION, Flaw, Kind, Line, Reader, check};
use proptest::prelude::*;
use tapi_types::Time;

use crate::drawn::every_line;
use crate::home::{book, read, read_on, recorded};

/// Bytes at the end of a big recording that are all looked at: its last lines.
const END_BYTES: usize = 600;

/// A recording of a few lines, and one of lines of every kind.
fn small_and_big() -> [(Vec<u8>, Vec<Line>); 2] {
    [every_line(4)[..3].to_vec(), every_line(5)].map(|lines| (recorded(&book(), &lines), lines))
}

fn kind(recording: &[u8]) -> Option<Kind> {
    check(recording).err().map(|flaw| flaw.kind())
}

/// What a reader says, who does not ask first.
fn read_kind(recording: &[u8]) -> Option<Kind> {
    read(recording, &book()).err().map(|flaw| flaw.kind())
}

#[test]
fn cut_anywhere_a_recording_is_incomplete_and_what_is_whole_can_be_read() {
    for ((recording, lines), step) in small_and_big().into_iter().zip([1, 7]) {
        let end = recording.len().saturating_sub(END_BYTES);
        for len in (0..end).step_by(step).chain(end..recording.len()) {
            let cut = &recording[..len];
            let whole = cut.split(|byte| *byte == b'\n').count().saturating_sub(2);
            let records = lines[..whole].iter().filter(|line| matches!(line.entry, Entry::Record(_))).count();
            let Err(Flaw::Incomplete { records: told, until }) = check(cut) else { panic!("{len}: {:?}", check(cut)) };
            assert_eq!((told, until), (records as u64, lines[..whole].last().map(Line::at)), "{len}");
            let (read, flaw) = read_on(cut, &book());
            assert_eq!(flaw.map(|flaw| flaw.kind()), Some(Kind::Incomplete), "{len}");
            assert_eq!(read, lines[..whole], "{len}");
        }
        assert_eq!(kind(&recording), None);
    }
}

#[test]
fn a_flipped_bit_is_an_altered_recording() {
    for ((mut recording, _), step) in small_and_big().into_iter().zip([1, 61]) {
        for bit in (0..recording.len() * 8).step_by(step) {
            recording[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(kind(&recording), Some(Kind::Altered), "bit {bit}: {:?}", check(&recording[..]));
            assert!(read(&recording, &book()).is_err(), "bit {bit}");
            recording[bit / 8] ^= 1 << (bit % 8);
        }
        assert_eq!(kind(&recording), None);
    }
}

#[test]
fn an_altered_line_is_found_where_it_can_be_told() {
    let (recording, lines) = small_and_big()[1].clone();
    let after_last = Some(lines.len() as u64 + 3);
    let at = |text: &str| match check(text.as_bytes()) {
        Err(Flaw::Altered { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    let text = String::from_utf8(recording).unwrap();
    let broken = text.replacen("{\"t_us\":", "{\"x_us\":", 1);
    assert_eq!(at(&broken), Some(2));
    assert_eq!(at(&text.replacen("\"seq\":1,", "\"seq\":7,", 1)), None, "it looks like a line");
    let twice = format!("{text}{}\n", text.lines().last().unwrap());
    assert_eq!(at(&twice), after_last);
    assert_eq!(read_kind(twice.as_bytes()), Some(Kind::Altered));
    for more in ["\n", "x", "{}\n", " "] {
        let more = format!("{text}{more}");
        assert_eq!(at(&more), after_last, "{more:?}");
        assert_eq!(read_kind(more.as_bytes()), Some(Kind::Altered), "{more:?}");
    }
    assert_eq!(kind(text.replace('\n', "\r\n").as_bytes()), Some(Kind::Altered), "by line endings too");
    let open = text.replacen("\"seq\":2,", "\"seq\":2, ", 1);
    let open = &open[..open.len() - 20];
    assert_eq!(read_kind(open.as_bytes()), Some(Kind::Altered), "a line that a checksum does not cover yet");
}

/// A recording as another version of the format or of the engine would have written it: with the right checksum.
fn rewritten(change: impl Fn(String) -> String) -> Vec<u8> {
    let text = String::from_utf8(recorded(&book(), &every_line(6))).unwrap();
    sealed(&change(text))
}

/// A recording with the checksum that belongs to it.
fn sealed(text: &str) -> Vec<u8> {
    let covered = &text[..text.rfind(",\"checksum\":").expect("it has one")];
    let checksum = format!("{:032x}", twox_hash::XxHash3_128::oneshot(covered.as_bytes()));
    format!("{covered},\"checksum\":\"{checksum}\"}}\n").into_bytes()
}

#[test]
fn another_version_is_told_from_an_altered_one() {
    let start = format!("{{\"recording\":{FORMAT_VERSION},\"trace\":{TRACE_VERSION},");
    assert_eq!(kind(&rewritten(|text| text)), None);
    let newer = |text: String| text.replacen(&start, "{\"recording\":99,\"more\":[", 1);
    let recording = rewritten(newer);
    assert!(matches!(check(&recording[..]), Err(Flaw::NewerFormat { found: 99 })));
    assert_eq!(read_kind(&recording), Some(Kind::NewerFormat));
    let recording = rewritten(|text| text.replacen("{\"recording\":1,", "{\"recording\":0,", 1));
    assert!(matches!(check(&recording[..]), Err(Flaw::OlderFormat { found: 0 })));
    let recording = rewritten(|text| text.replacen(&start, "{\"recording\":1,\"trace\":9,\"new\":7,", 1));
    let Err(Flaw::OtherEngine { found: 9, tspmock }) = check(&recording[..]) else { panic!() };
    assert_eq!(tspmock, env!("CARGO_PKG_VERSION"));
    assert_eq!(read_kind(&recording), Some(Kind::OtherEngine));
    let recording = rewritten(|text| text.replacen("{\"recording\":1,", "{\"recording\":1,\"new\":7,", 1));
    assert_eq!(kind(&recording), Some(Kind::Altered), "the same version has no other members");
}

#[test]
fn a_last_line_that_tells_of_something_else_is_found() {
    let lines = every_line(6);
    let records = lines.iter().filter(|line| matches!(line.entry, Entry::Record(_))).count();
    let told = format!("{{\"records\":{records},");
    assert_eq!(kind(&rewritten(|text| text.replace(&told, "{\"records\":1,"))), Some(Kind::Altered));
    let ended = format!("\"ended_at_us\":{}", lines.last().unwrap().at().as_micros());
    let early = rewritten(|text| text.replace(&ended, "\"ended_at_us\":1"));
    assert_eq!(read_kind(&early), Some(Kind::Altered));
    let digest = rewritten(|text| {
        let at = text.rfind("\"digest\":\"").unwrap() + 10;
        format!("{}{}{}", &text[..at], "0".repeat(32), &text[at + 32..])
    });
    assert_eq!(read_kind(&digest), Some(Kind::Altered));
    let scenario = rewritten(|text| text.replacen("ünï", "uni", 1));
    assert_eq!(kind(&scenario), Some(Kind::Altered), "the scenario's own digest");
}

#[test]
fn what_is_no_recording_is_called_so() {
    let scenario = b"{\n  \"version\": 1,\n  \"name\": \"x\"\n}\n";
    let long = [b"hello\n".to_vec(), vec![b' '; 3 << 20]].concat();
    for other in [&scenario[..], &long, b"\n", b"hello", b"\0\xff\xfe", b"[]\n", &vec![b'x'; 3 << 20]] {
        let Err(flaw) = check(other) else { panic!() };
        assert_eq!(flaw.kind(), Kind::NotARecording, "{flaw}");
        assert_eq!(read_kind(other), Some(Kind::NotARecording));
        assert!(flaw.to_string().len() < 200, "{flaw}");
    }
}

#[test]
fn a_line_without_end_is_not_kept() {
    let mut recording = recorded(&book(), &[]);
    recording.truncate(recording.iter().position(|byte| *byte == b'\n').unwrap() + 1);
    recording.extend(std::iter::repeat_n(b' ', 2 << 20));
    assert_eq!(kind(&recording), Some(Kind::Altered));
    assert_eq!(read_kind(&recording), Some(Kind::Altered));
}

#[test]
fn each_flaw_has_a_help_of_its_own() {
    let other = Flaw::OtherEngine { found: 1, tspmock: "0.0.9".to_owned() };
    let flaws = [
        Flaw::Missing { path: "a.jsonl".to_owned() },
        Flaw::Unreadable(std::io::Error::other("the cable is out")),
        Flaw::NotARecording { found: "it begins with x".to_owned() },
        Flaw::Incomplete { records: 3, until: Some(Time::from_secs(5)) },
        Flaw::Altered { line: Some(4), what: "no sense".to_owned() },
        Flaw::OlderFormat { found: 0 },
        Flaw::NewerFormat { found: 2 },
        other,
        Flaw::Diverged(Box::new(acd_trace::Difference { before: Vec::new(), at: Time::ZERO, left: None, right: None })),
    ];
    let helps: std::collections::BTreeSet<String> = flaws.iter().map(Flaw::help).collect();
    let texts: std::collections::BTreeSet<String> = flaws.iter().map(ToString::to_string).collect();
    assert_eq!((helps.len(), texts.len()), (flaws.len(), flaws.len()));
    assert!(texts.contains("the recording is incomplete: 3 records are whole, up to 5s"), "{texts:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_are_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..20_000, rejoin: bool) {
        let whole = recorded(&book(), &every_line(7));
        let mut recording = whole.clone();
        let at = at % recording.len();
        let rest = if rejoin { recording[at..].to_vec() } else { Vec::new() };
        recording.truncate(at);
        recording.extend(&bytes);
        recording.extend(rest);
        let unchanged = recording == whole;
        prop_assert_eq!(check(&recording[..]).is_ok(), unchanged);
        prop_assert_eq!(read(&recording, &book()).is_ok(), unchanged);
        if let Ok(reader) = Reader::open(&bytes[..]) {
            prop_assert!(reader.lines(&book()).count() < bytes.len());
        }
    }

    /// What stands in one line stands in another: every check of the contents is met.
    #[test]
    fn no_mixture_of_lines_is_a_panic(seed: u64, from in 0_usize..5000, to in 0_usize..5000, len in 0_usize..60) {
        let mut recording = recorded(&book(), &every_line(seed));
        let limit = recording.len() - len;
        let part = recording[from % limit..from % limit + len].to_vec();
        let to = to % limit;
        let same = recording[to..to + len] == part[..];
        recording.splice(to..to + len, part);
        let text = String::from_utf8(recording).unwrap_or_default();
        if text.contains(",\"checksum\":") {
            let sealed = sealed(&text);
            let read = read(&sealed, &book());
            prop_assert!(!same || read.is_ok());
            if let Ok(lines) = read {
                prop_assert!(check(&sealed[..]).is_ok());
                prop_assert!(lines.len() < sealed.len());
            }
        }
    }
}
