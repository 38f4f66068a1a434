//! Calls listed in a table beside the scenario.

use acd_core::{ListedCall, Rate};
use acd_scenario::{Diagnostic, Loaded, Source, load};
use tapi_types::{Span, Time};

use super::{Beside, with};

fn read(stream: &str, table: &'static str) -> Result<Loaded, Vec<Diagnostic>> {
    let text = with(&format!(
        r#""arrivals": [ {{ "id": "m", "queue": "sales_q", {stream} "rate": {{ "csv": {{ "file": "monday.csv" }} }} }} ]"#
    ));
    load(&Source { name: "x", bytes: text.as_bytes(), files: &Beside([("monday.csv", table)].into()) })
}

#[test]
fn rows_become_calls_in_order_of_time() {
    let table = "caller,at,talk,priority\r\n\"Doe, J\",5s,1m,\r\n,1s,,-2\r\n,9s,,\r\n";
    let plan = read(r#""from": "1s", "to": "9s","#, table).unwrap().plan;
    let call = |at, talk, priority, caller: Option<&str>| ListedCall {
        at: Time::from_secs(at),
        talk,
        wrap_up: None,
        patience: None,
        priority,
        caller: caller.map(str::to_owned),
        called: None,
    };
    let calls = vec![call(1, None, Some(-2), None), call(5, Some(Span::from_secs(60)), None, Some("Doe, J"))];
    assert_eq!(plan.config.streams[0].rate, Rate::Listed(calls));
}

#[test]
fn mistakes_are_shown_in_the_table() {
    let shown =
        |table| -> Vec<String> { read("", table).expect_err("a mistake").iter().map(ToString::to_string).collect() };
    assert_eq!(
        shown("at,tlak\n5,1s\n1s\n"),
        [
            "monday.csv:1:4: error[unknown_column]: there is no column \"tlak\"; did you mean `talk`?",
            "monday.csv:2:1: error[invalid_duration]: the unit is missing after 5",
            "monday.csv:3:1: error[wrong_row]: the row has 1 cells, the header has 2"
        ]
    );
    assert_eq!(shown("talk\n1s\n"), ["monday.csv:1:1: error[missing_column]: the column `at` is missing"]);
    assert_eq!(shown(""), ["monday.csv:1:1: error[empty_file]: the table is empty"]);
    assert_eq!(shown("at\n\"1s\n"), ["monday.csv:2:1: error[syntax]: the quote that opens this cell is never closed"]);
    assert_eq!(
        shown("at,priority\n,1\n1s,x\n"),
        [
            "monday.csv:2:1: error[missing_member]: `at` is empty",
            "monday.csv:3:4: error[wrong_type]: \"x\" is not a whole number"
        ]
    );
}

#[test]
fn a_table_that_is_not_there_is_an_error_in_the_scenario() {
    let text = with(r#""arrivals": [ { "id": "m", "queue": "sales_q", "rate": { "csv": { "file": "a.csv" } } } ]"#);
    let errors = load(&Source { name: "x", bytes: text.as_bytes(), files: &Beside::default() }).expect_err("no table");
    assert_eq!((errors[0].code, errors[0].path.as_str()), ("unreadable_file", "arrivals[0].rate.csv.file"));
}
