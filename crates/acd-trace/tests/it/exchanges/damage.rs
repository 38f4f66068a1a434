//! What a crash, an editor or another version leaves is called by its name.

use acd_trace::{FORMAT_VERSION, Flaw, Kind, check, read_exchanges};
use proptest::prelude::*;

use super::every::a_few;
use super::{kind, written};

/// A file with the checksum that belongs to it.
fn sealed(text: &str) -> Vec<u8> {
    let covered = &text[..text.rfind(",\"checksum\":").expect("it has one")];
    let checksum = format!("{:032x}", twox_hash::XxHash3_128::oneshot(covered.as_bytes()));
    format!("{covered},\"checksum\":\"{checksum}\"}}\n").into_bytes()
}

/// A file of a few exchanges with something changed in it, and the right checksum.
fn rewritten(from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(written(&a_few())).unwrap();
    assert!(text.contains(from), "{from}");
    sealed(&text.replacen(from, to, 1))
}

#[test]
fn cut_anywhere_it_is_incomplete() {
    let exchanges = a_few();
    let file = written(&exchanges);
    for len in 0..file.len() {
        let whole = file[..len].split(|byte| *byte == b'\n').count().saturating_sub(2);
        let Err(Flaw::Incomplete { records, until }) = read_exchanges(&file[..len]) else {
            panic!("{len}: {:?}", read_exchanges(&file[..len]))
        };
        let ended = exchanges[..whole].last().map(|exchange| exchange.ended_at);
        assert_eq!((records, until), (whole as u64, ended), "{len}");
    }
    assert_eq!(kind(&file), None);
}

#[test]
fn a_flipped_bit_is_an_altered_file() {
    let mut file = written(&a_few());
    for bit in 0..file.len() * 8 {
        file[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(kind(&file), Some(Kind::Altered), "bit {bit}: {:?}", read_exchanges(&file[..]));
        file[bit / 8] ^= 1 << (bit % 8);
    }
    assert_eq!(kind(&file), None);
}

#[test]
fn more_after_the_last_line_is_an_altered_file() {
    let file = String::from_utf8(written(&a_few())).unwrap();
    let last = file.lines().last().unwrap();
    for more in ["\n", "x", "{}\n", " ", &format!("{last}\n"), file.lines().nth(1).unwrap()] {
        let more = format!("{file}{more}");
        assert_eq!(kind(more.as_bytes()), Some(Kind::Altered), "{more:?}");
    }
    assert_eq!(kind(file.replace('\n', "\r\n").as_bytes()), Some(Kind::Altered), "by line endings too");
}

#[test]
fn another_version_is_told_from_an_altered_one() {
    let start = format!("{{\"exchanges\":{FORMAT_VERSION},\"tspmock\"");
    let newer = rewritten(&start, "{\"exchanges\":99,\"more\":[],\"tspmock\"");
    assert!(matches!(read_exchanges(&newer[..]), Err(Flaw::NewerFormat { found: 99 })));
    let cut = &newer[..newer.len() - 40];
    assert_eq!(kind(cut), Some(Kind::NewerFormat), "its lines are nobody's business");
    let older = rewritten(&start, "{\"exchanges\":0,\"tspmock\"");
    assert!(matches!(read_exchanges(&older[..]), Err(Flaw::OlderFormat { found: 0 })));
    let more = rewritten(&start, &format!("{{\"exchanges\":{FORMAT_VERSION},\"more\":7,\"tspmock\""));
    assert_eq!(kind(&more), Some(Kind::Altered), "the same version has no other members");
    let other = rewritten(env!("CARGO_PKG_VERSION"), "0.0.7");
    assert_eq!(kind(&other), None, "whichever tspmock wrote it");
}

#[test]
fn what_holds_no_exchanges_is_called_so() {
    for other in [&b"{\n  \"version\": 1\n}\n"[..], b"\n", b"hello", b"\0\xff\xfe", b"[]\n", &vec![b'x'; 3 << 20]] {
        let Err(flaw) = read_exchanges(other) else { panic!() };
        assert_eq!(flaw.kind(), Kind::NotARecording, "{flaw}");
        assert!(flaw.to_string().len() < 200, "{flaw}");
    }
    let recording = crate::home::recorded(&crate::home::book(), &[]);
    assert_eq!(kind(&recording), Some(Kind::NotARecording), "a run is none");
    let exchanges = check(&written(&a_few())[..]).unwrap_err();
    assert_eq!(exchanges.kind(), Kind::NotARecording, "nor are these a run");
    let mut endless = b"{\"exchanges\":1,\"tspmock\":\"".to_vec();
    endless.extend(std::iter::repeat_n(b' ', 2 << 20));
    assert_eq!(kind(&endless), Some(Kind::Altered));
}

/// What is wrong with an exchange of these members, in a file whose checksum is right.
fn refused(members: &str) -> String {
    let text = format!(
        "{}{{{members}}}\n",
        String::from_utf8(written(&[])).unwrap().lines().next().unwrap().to_owned() + "\n"
    );
    let file = sealed(&format!("{text}{{\"count\":1,\"checksum\":\"\"}}\n"));
    match read_exchanges(&file[..]) {
        Err(Flaw::Altered { line: Some(2), what }) => what,
        other => panic!("{members}: {other:?}"),
    }
}

#[test]
fn a_line_is_written_in_one_way_only() {
    let ask = r#""ask":{"name":"lineGetQueueInfo","queue":1}"#;
    let line = |ask: &str, outcome: &str| format!(r#""seq":1,"at_us":2,{ask},"ended_at_us":3,"outcome":{outcome}"#);
    let asked = |ask: &str| line(&format!(r#""ask":{ask}"#), r#"{"done":true}"#);
    let ended = |outcome: &str| line(ask, outcome);
    let cases = [
        (ended(r#"{"done":true}"#).replace(":2,", ": 2,"), "not written as an exchange is"),
        (ended(r#"{"done":true}"#).replace(":2,", ":02,"), "invalid number"),
        (ended(r#"{"done":true}"#).replace(":2,", ":-2,"), "invalid value"),
        (ended(r#"{"done":true}"#).replace(":2,", r#":2,"limit_us":null,"#), "not written as an exchange is"),
        (ended(r#"{"done":true}"#).replace(":2,", r#":2,"why":1,"#), "unknown field `why`"),
        (ended(r#"{"done":true}"#).replace(r#""at_us":2,"#, ""), "missing field `at_us`"),
        (ended(r#"{"done":false}"#), "not written as an exchange is"),
        (ended(r#"{"done":true,"dropped":true}"#), "not written as an exchange is"),
        (ended("{}"), "`outcome`: there is none"),
        (ended(r#"{"session":0}"#), "ids begin with one"),
        (ended(r#"{"refused":"LINEERR_BEER"}"#), "`LINEERR_BEER` is unknown"),
        (ended(r#"{"queue_info":{}}"#), "missing field `measurement_period_s`"),
        (ended(r#"{"agent_entry":{"id":null,"user":"u","state":"ready"}}"#), "not written as an exchange is"),
        (ended(r#"{"agent_entry":{"user":"u","state":"tired"}}"#), "`state`: `tired` is unknown"),
        (asked(r#"{"name":"lineGetQueueInfo"}"#), "`queue`: missing"),
        (asked(r#"{"name":"lineGetQueueInfo","queue":0}"#), "`queue`: zero, and ids begin with one"),
        (asked(r#"{"name":"lineGetQueueInfo","queue":1,"agent":1}"#), "not written as an exchange is"),
        (asked(r#"{"name":"lineGetBeer","queue":1}"#), "`lineGetBeer` is unknown"),
        (asked(r#"{"name":"line_get_queue_info","queue":1}"#), "`line_get_queue_info` is unknown"),
        (asked(r#"{"name":"session_entry","queue":1}"#), "`session`: missing"),
        (asked(r#"{"name":"lineSetAgentStateEx","agent":1,"state":"tired"}"#), "`tired` is unknown"),
    ];
    for (members, expected) in cases {
        let what = refused(&members);
        assert!(what.contains(expected), "{members}\n{what}");
    }
}

#[test]
fn a_last_line_that_tells_of_something_else_is_found() {
    let count = a_few().len();
    for other in [count + 1, 0] {
        let file = rewritten(&format!("{{\"count\":{count},"), &format!("{{\"count\":{other},"));
        let Err(Flaw::Altered { line, .. }) = read_exchanges(&file[..]) else { panic!() };
        assert_eq!(line, Some(count as u64 + 2));
    }
    let more = rewritten(&format!("{{\"count\":{count},"), &format!("{{\"count\":{count},\"more\":1,"));
    assert_eq!(kind(&more), Some(Kind::Altered));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_are_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..20_000, rejoin: bool) {
        let mut file = written(&a_few());
        let at = at % file.len();
        let rest = if rejoin { file[at..].to_vec() } else { Vec::new() };
        file.truncate(at);
        file.extend(&bytes);
        file.extend(rest);
        prop_assert_eq!(read_exchanges(&file[..]).is_ok(), rejoin && bytes.is_empty());
        prop_assert!(read_exchanges(&bytes[..]).is_err());
    }

    /// What stands in one line stands in another, under the right checksum: every check of the contents is met.
    #[test]
    fn no_mixture_of_lines_is_a_panic(from in 0_usize..20_000, to in 0_usize..20_000, len in 0_usize..60) {
        let whole = written(&a_few());
        let mut file = whole.clone();
        let limit = file.len() - len;
        let part = file[from % limit..from % limit + len].to_vec();
        file.splice(to % limit..to % limit + len, part);
        let text = String::from_utf8(file).unwrap_or_default();
        if text.contains(",\"checksum\":") {
            let sealed = sealed(&text);
            if let Ok(exchanges) = read_exchanges(&sealed[..]) {
                prop_assert_eq!(exchanges.len(), a_few().len());
            }
        }
    }
}
