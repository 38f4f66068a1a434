//! A file with planted errors: each is found, at its place, with a suggestion, and nothing else is.

use super::read;

const PLANTED: &str = include_str!("../files/planted.jsonc");

#[test]
fn every_planted_error_is_found_at_its_place() {
    // line, column, code, path, part of the help
    let planted = [
        (4, 3, "unknown_member", "sed", "did you mean `seed`?"),
        (5, 12, "invalid_duration", "until", "did you mean `8h`?"),
        (6, 50, "duplicate_id", "groups[1].id", ""),
        (8, 35, "unknown_id", "queues[0].group", "did you mean `sales`?"),
        (8, 55, "unknown_value", "queues[0].strategy", "did you mean `longest_idle`?"),
        (9, 61, "overflow_to_itself", "queues[1].overflow_to", ""),
        (12, 62, "wrong_type", "agents[0].groups[0].level", "write it without quotes: 2"),
        (13, 46, "out_of_range", "agents[0].shifts[0].to", ""),
        (16, 65, "unknown_id", "steps[0].create_session.agent", "did you mean `anna`?"),
        (18, 18, "unknown_member", "steps[1].arive", "did you mean `arrive`?"),
        (18, 71, "wrong_type", "steps[1].arrive.talk", "did you mean `\"90s\"`?"),
        (19, 5, "missing_verb", "steps[2]", ""),
        (20, 46, "two_verbs", "steps[3].retrieve", "make it a step of its own, with the same `at`"),
        (21, 13, "invalid_duration", "steps[4].at", ""),
        (21, 31, "missing_member", "steps[4].hang_up", ""),
        (25, 82, "out_of_range", "arrivals[0].rate.poisson.per_hour", ""),
        (28, 38, "unknown_member", "expect[0].session.stat", "did you mean `state`?"),
        (29, 44, "unknown_value", "expect[1].reply.error", "did you mean `TAPI_E_TIMEOUT`?"),
    ];
    let found = read(PLANTED).expect_err("it is full of errors");
    let found: Vec<_> = found
        .iter()
        .map(|d| (d.line, d.column, d.code, d.path.as_str(), d.help.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(found, planted);
}

#[test]
fn the_span_is_the_text_itself() {
    for error in read(PLANTED).expect_err("it is full of errors") {
        let text = &PLANTED[error.span.clone()];
        let line = PLANTED.lines().nth(error.line as usize - 1).unwrap();
        let column: String = line.chars().skip(error.column as usize - 1).collect();
        assert!(!text.is_empty() && column.starts_with(text), "{error}: {text:?}");
    }
}
