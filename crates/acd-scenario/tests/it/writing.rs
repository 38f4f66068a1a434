//! A plan that is written and read is the same plan.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use acd_core::{CallOrigin, Config, SessionOrigin};
use acd_scenario::{Files, Plan, Source, Subject, load, write};
use proptest::prelude::*;
use tapi_types::{AgentId, GroupId};

use super::made::{self, Tape, about_a_reply};
use super::{WHOLE, plan, shown, with};

/// Tables in a folder.
struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }
}

/// Every scenario below a folder of the fixtures.
fn scenarios(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".scenario.json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The plan of a text that was written, and the text again.
#[track_caller]
fn again(plan: &Plan) -> String {
    let text = write(plan);
    assert!(text.is_ascii(), "{text}");
    let read = super::read(&text).unwrap_or_else(|errors| panic!("{}\nin\n{text}", shown(&errors).join("\n")));
    assert_eq!(&read.plan, plan, "{text}");
    assert_eq!(write(&read.plan), text);
    text
}

#[test]
fn every_fixture_is_the_same_after_writing_and_reading() {
    for folder in ["scenarios", "failing", "regressions"] {
        let files = scenarios(folder);
        assert!(!files.is_empty());
        for file in files {
            let bytes = fs::read(&file).unwrap();
            let name = file.to_string_lossy();
            let beside = Folder(file.parent().unwrap().to_owned());
            let loaded = load(&Source { name: &name, bytes: &bytes, files: &beside });
            again(&loaded.unwrap_or_else(|errors| panic!("{}", shown(&errors).join("\n"))).plan);
        }
    }
}

#[test]
fn the_example_of_the_contract_as_it_is_written() {
    let expected = r#"{
  "version": 1,
  "name": "three_callers",
  "epoch": "2026-01-05T09:00:00+01:00",
  "seed": 42,
  "until": "8h",
  "warm_up": "30m",
  "groups": [ { "id": "sales" }, { "id": "support" } ],
  "queues": [
    { "id": "sales_q", "group": "sales", "service_level": { "short_abandon": "5s" }, "max_waiting": 50,
      "max_wait": "10m", "overflow_to": "backup_q", "ring_timeout": "20s" },
    { "id": "backup_q", "group": "support" }
  ],
  "agents": [
    { "id": "anna", "groups": [ { "group": "sales" }, { "group": "support", "level": 2 } ], "address": "2001" },
    { "id": "temp", "count": 20, "groups": [ { "group": "sales" } ],
      "shifts": [ { "from": "1h", "to": "8h", "breaks": [ { "from": "4h", "to": "4h30m", "reason": "lunch" } ] } ] }
  ],
  "steps": [
    { "at": "0s", "create_session": { "session": "s1", "agent": "anna", "group": "sales" } },
    { "at": "0s", "set_session_state": { "session": "s1", "state": "ready" } },
    { "at": "5s", "arrive": { "call": "c1", "queue": "sales_q", "talk": "1m30s", "wrap_up": "10s", "patience": "1m",
      "caller": "+4930123", "called": "0800-1", "data": { "order": "77" } } },
    { "at": "1m", "request": { "request": "r1", "get": "number_of_calls", "session": "s1" } },
    { "at": "1m1s", "id": "too_early", "refused": "LINEERR_INVALAGENTSTATE",
      "set_session_state": { "session": "s1", "state": "busy_on_call" } }
  ],
  "arrivals": [
    { "id": "morning", "queue": "sales_q", "from": "1h", "to": "8h", "count": 1000,
      "rate": { "poisson": { "per_hour": 240 } }, "talk": { "exponential": { "mean": "2m" } }, "wrap_up": "15s",
      "patience": { "exponential": { "mean": "3m" } } }
  ],
  "faults": [
    { "id": "silent", "method": "line_get_agent_session_info", "session": "s1", "from": "1h", "to": "2h", "nth": 2,
      "effect": { "drop_reply": {} } }
  ],
  "expect": [
    { "at": "3m", "session": { "session": "s1", "state": "ready", "number_of_calls": 1, "total_talk_time_s": 90 } },
    { "reply": { "request": "r1", "value": 1, "finished_at": "1m" } },
    { "call": { "call": "c1", "disposition": "answered", "session": "s1", "wait_us": 0 } },
    { "queue": { "queue": "sales_q", "answered": { "min": 900, "max": 1001 } } }
  ]
}
"#;
    assert_eq!(again(&plan(WHOLE).plan), expected);
}

#[test]
fn listed_calls_take_a_line_each() {
    let stream = r#""arrivals": [ { "id": "m", "queue": "sales_q", "rate": { "listed": { "calls": [
        { "at": "2s" }, { "at": "1s", "talk": "90s", "priority": -1, "called": "0800" } ] } }, "talk": "7s" } ]"#;
    let text = again(&plan(&with(stream)).plan);
    let expected = r#"
  "arrivals": [
    { "id": "m", "queue": "sales_q", "rate": { "listed": { "calls": [
      { "at": "1s", "talk": "1m30s", "priority": -1, "called": "0800" },
      { "at": "2s" }
    ] } }, "talk": "7s" }
  ]
}
"#;
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn everything_about_a_reply() {
    again(&about_a_reply());
}

#[test]
fn a_floor_made_by_a_program_keeps_its_numbers() {
    let made =
        plan(&with(r#""arrivals": [ { "id": "m", "queue": "sales_q", "count": 3, "rate": { "every": "1s" } } ]"#));
    let mut config = made.plan.config;
    let shift = SessionOrigin::Shift { agent: AgentId::at(0), group: GroupId::at(0), n: 1 };
    config.sessions = vec![SessionOrigin::Outside, shift];
    config.calls = vec![CallOrigin::Stream { stream: 0, n: 3 }, CallOrigin::Outside];
    config.reasons.extend(["lunch", "tea"].map(str::to_owned));
    let plan = Plan::of_config(config);
    assert_eq!(plan.session_names, ["s1", "anna/sales/1"]);
    assert_eq!(plan.call_names, ["m/3", "c2"]);
    let text = again(&plan);
    let reserved = r#"
  "reserved": { "reasons": [ "lunch", "tea" ], "sessions": [ "s1", "anna/sales/1" ], "calls": [ "m/3", "c2" ] },
"#;
    assert!(text.contains(reserved), "{text}");
    assert_eq!(again(&Plan::of_config(Config::empty())), "{\n  \"version\": 1,\n  \"name\": \"scenario\"\n}\n");
}

/// What steps would have made of shifts and streams can be spelt out under the same names.
#[test]
fn sessions_and_calls_keep_names_with_slashes() {
    again(
        &plan(
            r#"{ "version": 1, "groups": [ { "id": "g" } ], "queues": [ { "id": "q", "group": "g" } ],
            "agents": [ { "id": "temp", "count": 2, "groups": [ { "group": "g" } ] } ],
            "steps": [
                { "at": "1s", "create_session": { "session": "temp/2/g/1", "agent": "temp/2", "group": "g" } },
                { "at": "1s", "arrive": { "call": "morning/1", "queue": "q" } },
                { "at": "2s", "answer": { "session": "temp/2/g/1" } },
                { "at": "3s", "hang_up": { "call": "morning/1" } } ] }"#,
        )
        .plan,
    );
}

/// Dropping steps is how a scenario is made smaller: numbers stay, places move up.
#[test]
fn a_plan_with_steps_taken_out_is_numbered_anew() {
    let mut plan = plan(WHOLE).plan;
    plan.steps.retain(|step| step.index != 0 && step.index != 3);
    plan.expectations.retain(|expectation| expectation.of != Subject::Reply("r1".to_owned()));
    let text = write(&plan);
    let read = super::read(&text).unwrap_or_else(|errors| panic!("{}\nin\n{text}", shown(&errors).join("\n")));
    for (index, step) in plan.steps.iter_mut().enumerate() {
        step.index = index;
    }
    assert_eq!(read.plan, plan);
    assert!(text.contains("\"reserved\": { \"sessions\": [ \"s1\" ] },"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_file_can_say_is_written_and_read(tape in prop::collection::vec(any::<u32>(), 0..600)) {
        again(&made::plan(&mut Tape::new(&tape)));
    }
}
