//! Where things stand in a file.

use acd_scenario::{Lines, NoFiles, Source, lines};

fn lines_of(text: &str) -> Lines {
    lines(&Source { name: "x", bytes: text.as_bytes(), files: &NoFiles })
}

#[test]
fn each_element_has_the_line_where_it_begins() {
    let text = "\u{feff}// a comment
{ \"version\": 1,
  \"steps\": [ { \"at\": \"1s\" },
    // between
    {
      \"at\": \"2s\" } ],
  \"agents\": [ { \"id\": \"a\" },
    { \"id\": \"b\",
      \"count\": 3 }, { \"id\": \"c\", \"count\": \"x\" } ],
  \"queues\": [
    {}, null ], \"faults\": {},
  \"expect\": [ { } ] }";
    let expected = Lines {
        queues: vec![11, 11],
        agents: vec![7, 8, 8, 8, 9],
        steps: vec![3, 5],
        arrivals: Vec::new(),
        faults: Vec::new(),
        expect: vec![12],
    };
    assert_eq!(lines_of(text), expected);
}

#[test]
fn what_cannot_be_read_has_no_lines() {
    for text in ["", "{ \"steps\": [ { } ", "[]", "\u{0}"] {
        assert_eq!(lines_of(text), Lines::default(), "{text:?}");
    }
    let many = r#"{ "agents": [ { "count": 1e300 }, { "count": 90000 }, { "count": 90000 } ] }"#;
    assert_eq!(lines_of(many).agents.len(), 100_000);
}
