//! Lines that no writer makes.

use acd_trace::{Flaw, Writer};

use crate::home::{book, header, read};

/// What is wrong with the last of some lines after a header.
fn refused(lines: &[&str]) -> String {
    let writer = Writer::new(Vec::new(), &header(), book()).unwrap();
    let recording = writer.finish(crate::home::end(&[])).unwrap();
    let header = recording.split_inclusive(|byte| *byte == b'\n').next().unwrap();
    let text = format!("{}{}\n", String::from_utf8_lossy(header), lines.join("\n"));
    match read(text.as_bytes(), &book()) {
        Err(Flaw::Altered { line, what }) => {
            assert_eq!(line, Some(lines.len() as u64 + 1), "{what}");
            what
        }
        other => panic!("{other:?}"),
    }
}

const OPENED: &str = r#"{"t_us":5,"seq":1,"cause":null,"type":"proxy.opened"}"#;
const COMMAND: &str = r#"{"t_us":5,"command":1,"position":3,"do":"open_proxy"}"#;

#[test]
fn a_line_is_written_in_one_way_only() {
    let cases = [
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"proxy.opened","call":1}"#, "not written as a recording is"),
        (r#"{"t_us":5,"seq":1,"type":"proxy.opened"}"#, "not written as a recording is"),
        (r#"{"t_us":5,"seq":1, "cause":null,"type":"proxy.opened"}"#, "not written as a recording is"),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"proxy.open\u0065d"}"#, "not written as a recording is"),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"proxy.opened","why":1}"#, "unknown field `why`"),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"proxy.shut"}"#, "`proxy.shut` is unknown"),
        (r#"{"t_us":5,"seq":1,"cause":null,"command":1,"type":"proxy.opened"}"#, "caused by command 1, which is later"),
        (r#"{"t_us":5,"seq":1,"cause":1,"type":"proxy.opened"}"#, "caused by record 1, which is later"),
        (r#"{"t_us":5,"seq":1,"cause":1,"command":1,"type":"proxy.opened"}"#, "both a record and a command"),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"call.held"}"#, "`call`: missing"),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"call.held","call":-1}"#, "invalid value"),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"call.held","call":18446744073709551616}"#, "invalid"),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"request.dropped","request":0}"#, "ids begin with one"),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"request.dropped","request":4294967296}"#, "invalid value"),
        (
            r#"{"t_us":5,"seq":1,"cause":null,"type":"agent_period.set","agent":"otto","period_s":1}"#,
            "`otto` is not in",
        ),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"agent_period.set","agent":1,"period_s":1}"#, "not written as"),
        (
            r#"{"t_us":5,"seq":1,"cause":null,"type":"agent_period.set","agent":0,"period_s":1}"#,
            "no number of anything",
        ),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"agent_period.set","agent":4294967296,"period_s":1}"#, "too great"),
        (
            r#"{"t_us":5,"seq":1,"cause":null,"type":"command.refused","error":"LINEERR_BEER"}"#,
            "`LINEERR_BEER` is unknown",
        ),
        (r#"{"t_us":5,"seq":1,"cause":null,"type":"command.refused","error":7}"#, "7, and not a word"),
        (r#"{"t_us":5,"seq":2,"cause":null,"type":"proxy.opened"}"#, "record 2, and 1 is the next"),
        (r#"{"t_us":05,"seq":1,"cause":null,"type":"proxy.opened"}"#, "invalid number"),
        (r#"{"t_us":5}"#, "neither a record nor a command"),
        (r"{}", "neither a record nor a command"),
        ("", "neither a record nor a command"),
        (r#"{"t_us":5,"command":2,"position":3,"do":"open_proxy"}"#, "command 2, and 1 is the next"),
        (r#"{"t_us":5,"command":1,"position":3,"do":"brew"}"#, "`brew` is unknown"),
        (r#"{"t_us":5,"command":1,"position":3,"do":"request","session":1}"#, "`function`: missing"),
        (r#"{"t_us":5,"command":1,"position":3,"do":"request","function":"line_beer"}"#, "`line_beer` is unknown"),
        (r#"{"t_us":5,"command":1,"position":3,"do":"forget"}"#, "`request`: missing"),
        (
            r#"{"t_us":5,"command":1,"position":3,"do":"transfer","handle":1}"#,
            "`to_queue` or `to_session`: one of them",
        ),
        (r#"{"records":0,"commands":0}"#, "does not end with a checksum"),
    ];
    for (line, expected) in cases {
        let what = refused(&[line]);
        assert!(what.contains(expected), "{line}\n{what}");
    }
}

#[test]
fn lines_follow_each_other() {
    let cases = [
        ([OPENED, r#"{"t_us":4,"seq":2,"cause":1,"type":"proxy.closed"}"#], "at 4us, and the line before it at 5us"),
        ([OPENED, OPENED], "record 1, and 2 is the next"),
        ([OPENED, r#"{"t_us":5,"seq":2,"cause":0,"type":"proxy.closed"}"#], "caused by record 0"),
        ([COMMAND, r#"{"t_us":5,"seq":1,"cause":null,"command":2,"type":"proxy.closed"}"#], "caused by command 2"),
        (
            [COMMAND, r#"{"t_us":5,"command":2,"position":2,"do":"open_proxy"}"#],
            "at position 2, and the command before it at 3",
        ),
    ];
    for (lines, expected) in cases {
        let what = refused(&lines);
        assert!(what.contains(expected), "{lines:?}\n{what}");
    }
}
