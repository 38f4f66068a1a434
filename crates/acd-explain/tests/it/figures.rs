//! Every figure of every row is what the engine says, and what it is said to be made of.

use acd_explain::{Explanation, Figure, Options, Question, Value};
use acd_run::Picture;
use serde_json::{Value as Json, json};
use tapi_types::{Span, Time};

use crate::play::{Played, Scenario, scenarios_in};

/// The moments at which a run is looked at: some inside, an odd one, its end.
fn looks(end: Time) -> Vec<Time> {
    let part = |n: u64| Time::from_micros(end.as_micros() / 8 * n);
    let mut looks = vec![part(1), part(3), Time::from_micros(end.as_micros() / 7 * 4), part(6), end];
    looks.dedup();
    looks
}

/// The rows of a picture: their kind, name and members.
fn rows(picture: &Picture) -> Vec<(&'static str, String, Json)> {
    let of = |kind: &'static str, rows: Json| {
        let rows = rows.as_array().cloned().unwrap_or_default();
        rows.into_iter().map(move |row| (kind, row[kind].as_str().unwrap_or_default().to_owned(), row))
    };
    let sessions = of("session", json!(picture.sessions));
    sessions.chain(of("agent", json!(picture.agents))).chain(of("queue", json!(picture.queues))).collect()
}

fn question(kind: &str, name: &str, field: Option<&str>, at: Time) -> Question {
    let (name, field, at) = (name.to_owned(), field.map(str::to_owned), Some(at));
    match kind {
        "session" => Question::Session { name, field, at },
        "agent" => Question::Agent { name, field, at },
        _ => Question::Queue { name, field, at },
    }
}

/// The members of a row with dotted names, the object's own left out.
fn members(kind: &str, row: &Json) -> Vec<(String, Json)> {
    let mut all = Vec::new();
    for (name, value) in row.as_object().expect("a row is an object") {
        if let Json::Object(block) = value {
            all.extend(block.iter().map(|(inner, value)| (format!("{name}.{inner}"), value.clone())));
        } else if name != kind {
            all.push((name.clone(), value.clone()));
        }
    }
    all
}

#[expect(clippy::cast_precision_loss, reason = "counts of calls stay below 2^53")]
fn as_json(value: &Value) -> Json {
    match value {
        Value::Count(value) | Value::Seconds(value) | Value::Micros(value) => json!(value),
        Value::RateE4(value) => json!(value),
        Value::Share { of: 0, .. } | Value::Null => Json::Null,
        Value::Share { part, of } => json!(*part as f64 / *of as f64),
        Value::Name(name) => json!(name),
        Value::Flag(flag) => json!(flag),
    }
}

fn compare_rows(scenario: &Scenario, played: &Played) {
    let mut wanted = Vec::new();
    for (at, picture) in &played.pictures {
        wanted.extend(rows(picture).into_iter().map(|(kind, name, row)| (*at, kind, name, row)));
    }
    let questions = wanted.iter().map(|(at, kind, name, _)| question(kind, name, None, *at)).collect();
    let answers = scenario.ask(played, Options::default(), questions);
    assert_eq!(answers.len(), wanted.len());
    for (answer, (at, kind, name, row)) in answers.into_iter().zip(wanted) {
        let place = format!("{}: {kind} {name} at {at}", scenario.plan.name);
        let answer = answer.unwrap_or_else(|error| panic!("{place}: {error}"));
        let mut explained: Vec<(String, Json)> =
            answer.figures.iter().map(|figure| (figure.field.clone(), as_json(&figure.value))).collect();
        explained.sort_by(|a, b| a.0.cmp(&b.0));
        let mut members = members(kind, &row);
        members.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(explained, members, "{place}");
    }
}

/// A scenario played twice: once to find its end.
fn played(scenario: &Scenario) -> Played {
    let end = scenario.play(&[]).ended_at;
    scenario.play(&looks(end))
}

#[test]
fn every_figure_of_every_rule_is_the_engines() {
    let paths = scenarios_in("scenarios/rules").into_iter().chain(scenarios_in("explain"));
    let paths = paths.chain(scenarios_in("regressions"));
    let mut count = 0;
    for path in paths {
        let scenario = Scenario::open(&path);
        compare_rows(&scenario, &played(&scenario));
        count += 1;
    }
    assert!(count > 100, "{count}");
}

#[test]
fn every_figure_of_a_working_day_is_the_engines() {
    let scenario = Scenario::fixture("scenarios/working_day.scenario.json");
    let afternoon = Time::from_micros(31_234_567_891);
    let end = scenario.play(&[]).ended_at;
    compare_rows(&scenario, &scenario.play(&[afternoon, end]));
}

#[test]
fn the_end_is_worked_out_where_no_footer_tells_it() {
    for path in scenarios_in("scenarios/rules") {
        let scenario = Scenario::open(&path);
        let played = scenario.play(&[]);
        let Some(agent) = scenario.plan.config.agents.first() else { continue };
        let question = Question::Agent { name: agent.name.clone(), field: None, at: None };
        let trace = played.trace.iter().cloned();
        let answer = acd_explain::explain(&scenario.plan, &scenario.lines, Options::default(), question, trace, None);
        assert_eq!(answer.map(|answer| answer.at), Ok(played.ended_at), "{}", scenario.plan.name);
    }
}

/// What counts adds up to the figure, that of an agent's rate under a factor.
fn adds_up(figure: &Figure, factor: u64) -> bool {
    let count = figure.made_of.len() as u64;
    let sum: Span = figure.made_of.iter().filter_map(|part| part.span).sum();
    let below = figure.over.iter().flatten();
    let time: Span = below.clone().filter_map(|part| part.span).sum();
    let number = below.count() as u64;
    match (&figure.value, &figure.over) {
        (Value::Count(value), None) => *value == count,
        (Value::Seconds(value), None) => *value == sum.whole_secs(),
        (Value::Seconds(value), Some(_)) => *value == sum.as_micros().checked_div(number).unwrap_or(0) / 1_000_000,
        (Value::Micros(value), None) => *value == sum.as_micros(),
        (Value::RateE4(value), Some(_)) => {
            let times = if figure.field.ends_with("overall_call_rate_e4") { factor } else { 1 };
            let rate = (u128::from(count * times) * 36_000_000_000_000).checked_div(u128::from(time.as_micros()));
            i128::from(*value) == i128::try_from(rate.unwrap_or(0)).unwrap_or(i128::MAX)
        }
        (Value::Share { part, of }, Some(_)) => *part == count && *of == number,
        (Value::Name(_) | Value::Flag(_) | Value::Null, None) => true,
        (_, _) => false,
    }
}

fn is_status(figure: &str) -> bool {
    figure == "session_start_us" || figure.ends_with("measurement_period_s")
}

#[test]
fn what_is_listed_adds_up_to_the_figure() {
    for path in scenarios_in("scenarios/rules") {
        let scenario = Scenario::open(&path);
        let end = scenario.play(&[]).ended_at;
        let half = Time::from_micros(end.as_micros() / 2);
        let played = scenario.play(&[half, end]);
        let mut questions = Vec::new();
        for (at, picture) in &played.pictures {
            for (kind, name, row) in rows(picture) {
                let fields = members(kind, &row).into_iter().filter(|(field, _)| !is_status(field));
                questions.extend(fields.map(|(field, _)| question(kind, &name, Some(&field), *at)));
            }
        }
        for (question, answer) in
            questions.clone().into_iter().zip(scenario.ask(&played, Options::default(), questions))
        {
            let answer: Explanation = answer.unwrap_or_else(|error| panic!("{error}"));
            let figure = &answer.figures[0];
            let factor = scenario.plan.config.policies.call_rate_factor.factor();
            assert!(adds_up(figure, factor), "{}: {question:?}\n{answer}", scenario.plan.name);
        }
    }
}

#[test]
fn the_calls_listed_for_every_session_of_a_working_day_are_exactly_its_number_of_calls() {
    let scenario = Scenario::fixture("scenarios/working_day.scenario.json");
    let end = scenario.play(&[]).ended_at;
    let played = scenario.play(&[Time::from_secs(5 * 3600), end]);
    let mut wanted = Vec::new();
    for (at, picture) in &played.pictures {
        wanted.extend(picture.sessions.iter().map(|row| (*at, row.session.clone(), row.number_of_calls)));
    }
    assert!(wanted.len() > 100);
    let ask = |(at, name, _): &(Time, String, u32)| question("session", name, Some("number_of_calls"), *at);
    let answers = scenario.ask(&played, Options::default(), wanted.iter().map(ask).collect());
    for (answer, (at, name, number)) in answers.into_iter().zip(&wanted) {
        let answer = answer.unwrap_or_else(|error| panic!("{error}"));
        let calls: Vec<&str> = answer.figures[0].made_of.iter().filter_map(|part| part.call.as_deref()).collect();
        assert_eq!(calls.len(), *number as usize, "{name} at {at}");
        let mut apart = calls.clone();
        apart.sort_unstable();
        apart.dedup();
        assert_eq!(apart.len(), calls.len(), "nothing is transferred on this day, so no call counts twice");
    }
}
