//! A fault in the ACD and the same fault in front of it come to the same for a client.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use acd_core::{Distribution, Stream};
use acd_run::report::RequestRow;
use acd_run::{Around, Driver, Report, RunOptions, run_with};
use acd_scenario::{NoFiles, Plan, Verb};
use tapi_client::TokioTimer;
use tapi_types::{Span, Time};
use tsp_provider::{Delayed, Exchange, Faulty, Outcome, Provider, Recorded, Sleep, Timer};

use crate::play::{options, plan_from, plan_of, whole};

/// A scenario with faults.
struct Case {
    name: &'static str,
    /// It comes to the same as well where the ACD takes its time, and a delay around the faults does in place of that.
    also_slow: bool,
    steps: &'static str,
    faults: &'static str,
}

const CASES: [Case; 13] = [
    Case {
        name: "lost",
        also_slow: true,
        steps: r#"
            { "at": "5s", "arrive": { "call": "c1", "queue": "q", "talk": "1m" } },
            { "at": "10s", "request": { "request": "get", "get": "number_of_calls", "session": "anna/g/1" } },
            { "at": "200s", "request": { "request": "put", "put": "state", "value": "not_ready", "session": "anna/g/1" } },
            { "at": "400s", "request": { "request": "state", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "600s", "request": { "request": "later", "get": "total_talk_time", "session": "anna/g/1" } }"#,
        faults: r#"{ "id": "silent", "to": "500s", "effect": { "drop_reply": {} } }"#,
    },
    Case {
        name: "created_all_the_same",
        also_slow: false,
        steps: r#"
            { "at": "5s", "request": { "request": "new", "create_session": { "session": "s2", "agent": "ben", "group": "g" } } },
            { "at": "200s", "request": { "request": "get", "get": "session_duration", "session": "s2" } },
            { "at": "210s", "request": { "request": "ready", "put": "state", "value": "ready", "session": "s2" } },
            { "at": "211s", "request": { "request": "known", "get": "state", "session": "s2" } }"#,
        faults: r#"{ "id": "silent", "method": "line_create_agent_session", "effect": { "drop_reply": {} } }"#,
    },
    Case {
        name: "around_the_limit",
        also_slow: true,
        steps: r#"
            { "at": "0s", "request": { "request": "r1", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "200s", "request": { "request": "r2", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "400s", "request": { "request": "r3", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "600s", "request": { "request": "r4", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "800s", "request": { "request": "r5", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "1000s", "request": { "request": "r6", "get": "session_duration", "session": "anna/g/1" } }"#,
        // A slow ACD takes three seconds of its own.
        faults: r#"
            { "id": "slow_before", "nth": 1, "effect": { "delay_reply": { "by": "1m56s999ms999us" } } },
            { "id": "slow_at", "nth": 2, "effect": { "delay_reply": { "by": "1m57s" } } },
            { "id": "slow_after", "nth": 3, "effect": { "delay_reply": { "by": "1m57s1us" } } },
            { "id": "before", "nth": 4, "effect": { "delay_reply": { "by": "1m59s999ms999us" } } },
            { "id": "at", "nth": 5, "effect": { "delay_reply": { "by": "2m" } } },
            { "id": "after", "nth": 6, "effect": { "delay_reply": { "by": "2m1us" } } }"#,
    },
    Case {
        name: "limits_of_their_own",
        also_slow: true,
        steps: r#"
            { "at": "5s", "request": { "request": "short", "get": "number_of_calls", "session": "anna/g/1", "timeout": "19s" } },
            { "at": "50s", "request": { "request": "long", "get": "number_of_calls", "session": "anna/g/1", "timeout": "4m" } },
            { "at": "60s", "request": { "request": "enough", "get": "number_of_calls", "session": "anna/g/1", "timeout": "23s" } }"#,
        faults: r#"{ "id": "late", "effect": { "delay_reply": { "by": "20s" } } }"#,
    },
    Case {
        name: "late_for_the_next",
        also_slow: true,
        steps: r#"
            { "at": "5s", "arrive": { "call": "c1", "queue": "q", "talk": "1m" } },
            { "at": "10s", "request": { "request": "late", "get": "number_of_calls", "session": "anna/g/1" } },
            { "at": "120s", "arrive": { "call": "c2", "queue": "q", "talk": "1m" } },
            { "at": "131s", "request": { "request": "next", "get": "number_of_calls", "session": "anna/g/1" } },
            { "at": "140s", "request": { "request": "after", "get": "number_of_calls", "session": "anna/g/1" } }"#,
        faults: r#"{ "id": "late", "nth": 1, "effect": { "delay_reply": { "by": "125s" } } }"#,
    },
    Case {
        name: "overtaken",
        also_slow: true,
        steps: r#"
            { "at": "10s", "request": { "request": "slow", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "11s", "request": { "request": "quick", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "12s", "request": { "request": "setter", "put": "state", "value": "not_ready", "session": "anna/g/1" } }"#,
        faults: r#"{ "id": "late", "nth": 1, "effect": { "delay_reply": { "by": "30s" } } }"#,
    },
    Case {
        name: "doubled",
        also_slow: true,
        steps: r#"
            { "at": "10s", "request": { "request": "r1", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "13s", "request": { "request": "r2", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "15s", "request": { "request": "r3", "put": "measurement_period", "value": 60, "queue": "q" } }"#,
        faults: r#"{ "id": "twice", "effect": { "duplicate_reply": { "after": "3s" } } }"#,
    },
    Case {
        name: "failed",
        also_slow: true,
        steps: r#"
            { "at": "10s", "request": { "request": "set", "put": "state", "value": "not_ready", "session": "anna/g/1" } },
            { "at": "20s", "request": { "request": "get", "get": "number_of_acd_calls", "agent": "anna" } },
            { "at": "30s", "request": { "request": "again", "put": "state", "value": "not_ready", "session": "anna/g/1" } },
            { "at": "40s", "request": { "request": "known", "get": "state", "session": "anna/g/1" } }"#,
        faults: r#"{ "id": "full", "times": 2, "effect": { "fail": { "error": "LINEERR_RESOURCEUNAVAIL" } } }"#,
    },
    Case {
        name: "failed_at_submission",
        also_slow: false,
        steps: r#"
            { "at": "10s", "request": { "request": "new", "create_session": { "session": "s2", "agent": "ben", "group": "g" } } },
            { "at": "20s", "request": { "request": "none", "get": "number_of_calls", "session": "s2" } }"#,
        faults: r#"{ "id": "full", "times": 1, "effect": { "fail_at_submit": { "error": "LINEERR_NOMEM" } } }"#,
    },
    Case {
        name: "stale_and_too_small",
        also_slow: true,
        steps: r#"
            { "at": "5s", "request": { "request": "fresh", "get": "total_talk_time", "session": "anna/g/1" } },
            { "at": "10s", "arrive": { "call": "c1", "queue": "q", "talk": "5s" } },
            { "at": "20s", "request": { "request": "first", "get": "total_talk_time", "session": "anna/g/1" } },
            { "at": "30s", "arrive": { "call": "c2", "queue": "q", "talk": "5s" } },
            { "at": "40s", "request": { "request": "stale", "get": "total_talk_time", "session": "anna/g/1" } },
            { "at": "50s", "request": { "request": "small", "get": "total_talk_time", "session": "anna/g/1" } },
            { "at": "60s", "request": { "request": "other", "get": "total_calls_queued", "queue": "q" } },
            { "at": "70s", "request": { "request": "setter", "put": "state", "value": "not_ready", "session": "anna/g/1" } },
            { "at": "80s", "request": { "request": "still", "get": "average_talk_time", "session": "anna/g/1" } },
            { "at": "90s", "request": { "request": "now", "get": "number_of_calls", "session": "anna/g/1" } }"#,
        faults: r#"
            { "id": "old", "session": "anna/g/1", "nth": 1, "effect": { "stale": {} } },
            { "id": "older", "session": "anna/g/1", "nth": 3, "effect": { "stale": {} } },
            { "id": "small", "session": "anna/g/1", "nth": 4, "effect": { "structure_too_small": {} } },
            { "id": "setters_are_not_stale", "method": "line_set_agent_session_state", "effect": { "stale": {} } },
            { "id": "oldest", "session": "anna/g/1", "nth": 6, "effect": { "stale": {} } },
            { "id": "queues", "queue": "q", "effect": { "stale": {} } }"#,
    },
    Case {
        name: "the_proxy_goes",
        also_slow: false,
        steps: r#"
            { "at": "10s", "request": { "request": "pending", "get": "number_of_calls", "session": "anna/g/1" } },
            { "at": "11s", "request": { "request": "setter", "put": "state", "value": "not_ready", "session": "anna/g/1" } },
            { "at": "20s", "request": { "request": "closer", "get": "number_of_acd_calls", "agent": "anna" } },
            { "at": "30s", "request": { "request": "refused", "get": "number_of_calls", "session": "anna/g/1" } },
            { "at": "30s", "request": { "request": "known", "get": "state", "session": "anna/g/1" } }"#,
        faults: r#"
            { "id": "gone", "method": "line_get_agent_info", "effect": { "close_proxy": {} } },
            { "id": "late", "effect": { "delay_reply": { "by": "60s" } } }"#,
    },
    Case {
        name: "windows_and_counts",
        also_slow: false,
        steps: r#"
            { "at": "19s999ms", "request": { "request": "before", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "20s", "request": { "request": "begin", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "29s999ms", "request": { "request": "last", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "30s", "request": { "request": "end", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "40s", "request": { "request": "agents", "get": "number_of_acd_calls", "agent": "ben" } },
            { "at": "50s", "request": { "request": "fifth", "get": "session_duration", "session": "anna/g/1" } }"#,
        faults: r#"
            { "id": "window", "from": "20s", "to": "30s", "effect": { "fail": { "error": "LINEERR_OPERATIONFAILED" } } },
            { "id": "bens", "agent": "ben", "effect": { "fail": { "error": "LINEERR_NOMEM" } } },
            { "id": "fifth", "session": "anna/g/1", "nth": 5, "effect": { "delay_reply": { "by": "7s" } } }"#,
    },
    Case {
        name: "now_and_then",
        also_slow: true,
        steps: r#"
            { "at": "1s", "request": { "request": "r1", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "2s", "request": { "request": "r2", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "3s", "request": { "request": "r3", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "4s", "request": { "request": "r4", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "5s", "request": { "request": "r5", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "6s", "request": { "request": "r6", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "7s", "request": { "request": "r7", "get": "session_duration", "session": "anna/g/1" } },
            { "at": "8s", "request": { "request": "r8", "get": "session_duration", "session": "anna/g/1" } }"#,
        faults: r#"
            { "id": "seldom", "probability": { "percent": 30 }, "effect": { "fail": { "error": "LINEERR_NOMEM" } } },
            { "id": "often", "probability": { "percent": 60 }, "effect": { "delay_reply": { "by": "500ms" } } }"#,
    },
];

/// The time that an ACD takes for itself where it does.
const HANDLE_AFTER: Span = Span::from_secs(1);
const REPLY_AFTER: Span = Span::from_secs(2);

impl Case {
    fn plan(&self) -> Plan {
        let Case { name, steps, faults, .. } = self;
        let text = format!(
            r#"{{
  "version": 1, "name": "{name}", "seed": 5, "until": "30m",
  "groups": [ {{ "id": "g" }} ],
  "queues": [ {{ "id": "q", "group": "g" }} ],
  "agents": [
    {{ "id": "anna", "groups": [ {{ "group": "g" }} ], "shifts": [ {{ "from": "0s", "to": "1h" }} ] }},
    {{ "id": "ben", "groups": [ {{ "group": "g" }} ] }}
  ],
  "steps": [ {steps} ],
  "faults": [ {faults} ]
}}"#
        );
        plan_from(name, text.as_bytes(), &NoFiles)
    }
}

/// The time of a run by tokio's clock, told from outside: its first request is at a known moment, and starts the clock.
struct RunClock {
    first: Time,
    timer: OnceLock<TokioTimer>,
}

impl RunClock {
    fn of(plan: &Plan) -> RunClock {
        let mut steps = plan.steps.iter();
        let first = steps.find(|step| matches!(step.verb, Verb::Request(_))).expect("it makes requests");
        RunClock { first: first.at, timer: OnceLock::new() }
    }

    fn timer(&self) -> &TokioTimer {
        self.timer.get_or_init(TokioTimer::new)
    }
}

impl Timer for RunClock {
    fn now(&self) -> Time {
        self.first + self.timer().now().since(Time::ZERO)
    }

    fn sleep_until(&self, at: Time) -> Sleep<'_> {
        self.timer().sleep_until(Time::ZERO + at.since(self.first))
    }
}

/// What the client of a run asked and heard, and when.
#[derive(Debug, PartialEq)]
struct Heard {
    exchanges: Vec<Exchange>,
    /// Without the moments, which are the ACD's own.
    rows: Vec<RequestRow>,
}

/// Plays a plan with something around the ACD.
fn play(plan: &Plan, decorate: impl Fn(Arc<dyn Provider>, Arc<RunClock>) -> Arc<dyn Provider>) -> (Heard, Report) {
    let noted = Arc::<Mutex<Vec<Exchange>>>::default();
    let sink = Arc::clone(&noted);
    let wrap = |acd| {
        let clock = Arc::new(RunClock::of(plan));
        let sink = sink.clone();
        let note = move |exchange| sink.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
        Arc::new(Recorded::new(decorate(acd, Arc::clone(&clock)), clock, note)) as Arc<dyn Provider>
    };
    let around = Around { wrap: Some(Box::new(wrap)), ..Around::default() };
    let report = run_with(plan, &RunOptions { driver: Driver::Paused, ..options(&plan.name) }, around);
    let report = whole(&plan.name, report);
    let mut exchanges = std::mem::take(&mut *noted.lock().unwrap_or_else(PoisonError::into_inner));
    exchanges.sort_by_key(|exchange| exchange.seq);
    let left = exchanges.iter().filter(|exchange| exchange.outcome == Outcome::Dropped).count();
    assert_eq!(left, 0, "{}: everything is over before the run is", plan.name);
    let row = |row: &RequestRow| RequestRow { handled_us: None, finished_us: None, ..row.clone() };
    (Heard { exchanges, rows: report.requests.iter().map(row).collect() }, report)
}

/// The faults of a plan inside the ACD.
fn inside(plan: &Plan) -> (Heard, Report) {
    play(plan, |acd, _| acd)
}

/// The same faults in front of an ACD that has none, and what it takes for itself in front of them.
fn outside(plan: &Plan) -> Heard {
    let mut bare = plan.clone();
    // They would look at the ACD's own view of the requests.
    bare.expectations.clear();
    let faults = std::mem::take(&mut bare.config.faults);
    let take = |latency: &mut Distribution| {
        let taken = std::mem::replace(latency, Distribution::Constant(Span::ZERO));
        taken.constant().expect("a latency that is not drawn")
    };
    let latencies = [take(&mut bare.config.handle_after), take(&mut bare.config.reply_after)];
    let seed = plan.config.seed;
    let chances: Vec<Stream> = faults.iter().map(|fault| Stream::new(seed, &format!("fault/{}", fault.name))).collect();
    let rules: Vec<_> = faults.into_iter().map(|fault| fault.rule).collect();
    let faulty = |acd, clock: Arc<RunClock>| -> Arc<dyn Provider> {
        let mut chances = chances.clone();
        let faulty = Faulty::new(acd, rules.clone(), Arc::clone(&clock), move |rule| chances[rule].unit() * 100.0);
        if latencies == [Span::ZERO; 2] {
            return Arc::new(faulty);
        }
        let [handle_after, reply_after] = latencies;
        Arc::new(Delayed::new(faulty, clock, move || handle_after, move || reply_after))
    };
    play(&bare, faulty).0
}

fn assert_same(plan: &Plan, what: &str) {
    let (within, report) = inside(plan);
    assert!(report.warnings.iter().all(|warning| !warning.contains("never fired")), "{what}: {:?}", report.warnings);
    let without = outside(plan);
    for (inner, outer) in within.exchanges.iter().zip(&without.exchanges) {
        assert_eq!(inner, outer, "{what}: inside the ACD and in front of it");
    }
    assert_eq!(within, without, "{what}");
}

#[test]
fn faults_inside_the_acd_and_in_front_of_it_come_to_the_same() {
    for case in CASES {
        assert_same(&case.plan(), case.name);
    }
}

#[test]
fn a_slow_acd_and_a_delay_around_the_faults_come_to_the_same() {
    for case in CASES.into_iter().filter(|case| case.also_slow) {
        let mut plan = case.plan();
        plan.config.handle_after = Distribution::Constant(HANDLE_AFTER);
        plan.config.reply_after = Distribution::Constant(REPLY_AFTER);
        assert_same(&plan, &format!("{}, slow", case.name));
    }
}

/// Fixtures about faults whose ACD takes no time for itself, and is not told to close its proxy by a step.
const FIXTURES: [&str; 8] = [
    "two_minutes",
    "rules/701_drop_reply",
    "rules/706_first_in_file_acts",
    "rules/707_nth_and_times",
    "rules/710_own_object",
    "rules/711_stale",
    "rules/712_structure_too_small",
    "rules/714_methods",
];

#[test]
fn so_do_the_faults_of_the_fixtures() {
    for name in FIXTURES {
        assert_same(&plan_of(&format!("fixtures/scenarios/{name}.scenario.json")), name);
    }
}

/// Alone in front of the ACD, a failure does not know how long its reply would have taken.
#[test]
fn a_failure_in_front_of_a_slow_acd_comes_at_once() {
    let case = CASES.iter().find(|case| case.name == "failed").expect("it is listed");
    let mut plan = case.plan();
    plan.config.handle_after = Distribution::Constant(HANDLE_AFTER);
    plan.config.reply_after = Distribution::Constant(REPLY_AFTER);
    let took = |heard: &Heard| heard.exchanges[0].ended_at.since(heard.exchanges[0].at);
    assert_eq!(took(&inside(&plan).0), HANDLE_AFTER + REPLY_AFTER);
    let mut bare = plan.clone();
    let rules: Vec<_> = std::mem::take(&mut bare.config.faults).into_iter().map(|fault| fault.rule).collect();
    let (heard, _) = play(&bare, |acd, clock| Arc::new(Faulty::new(acd, rules.clone(), clock, |_| 0.0)));
    assert_eq!(took(&heard), Span::ZERO);
}
