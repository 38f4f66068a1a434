//! The table has every item of the reference and nothing else, and what it names is there.

use std::collections::BTreeSet;

use super::sources;
use super::table::{Kind, coverage, facts, facts_of, mistakes, name_of};

#[track_caller]
fn none(gaps: &[String]) {
    assert!(gaps.is_empty(), "\n{}\n", gaps.join("\n"));
}

#[test]
fn every_item_of_the_reference_is_in_the_table_in_its_order_and_nothing_else_is() {
    let (facts, rows) = (facts(), coverage());
    for kind in Kind::ALL {
        let wanted: Vec<String> = facts_of(&facts, kind).iter().map(name_of).collect();
        let listed: Vec<String> = rows.iter().filter(|row| row.kind == kind).map(|row| row.item.clone()).collect();
        let missing: Vec<String> = wanted.iter().filter(|item| !listed.contains(item)).cloned().collect();
        none(&missing);
        assert_eq!(listed, wanted);
        assert_eq!(wanted.len(), kind.count(), "{kind:?}");
    }
}

#[test]
fn every_rust_item_is_in_its_source_under_its_original_name() {
    none(&coverage().iter().filter_map(sources::item).collect::<Vec<_>>());
}

#[test]
fn every_method_is_one_of_the_type_of_its_interface() {
    let rows = coverage();
    for row in rows.iter().filter(|row| row.kind == Kind::Method) {
        let (interface, _) = row.item.split_once("::").expect("methods have an interface");
        let interface = rows.iter().find(|other| other.kind == Kind::Interface && other.item == interface);
        let interface = interface.expect("every interface has a row");
        let rust = row.rust.split_once("::").map(|(rust, _)| rust);
        assert_eq!((rust, &row.source), (Some(interface.rust.as_str()), &interface.source), "{}", row.item);
    }
}

#[test]
fn every_test_is_there() {
    none(&coverage().iter().filter_map(|row| sources::test(&row.item, &row.test)).collect::<Vec<_>>());
}

#[test]
fn every_method_and_every_message_has_a_test_of_its_own() {
    let mut tests = BTreeSet::new();
    for row in coverage().into_iter().filter(|row| matches!(row.kind, Kind::Method | Kind::Message)) {
        assert!(tests.insert(row.test.clone()), "{}: {:?} shows something else", row.item, row.test);
    }
}

#[test]
fn every_mistake_has_a_test_that_is_named_for_it() {
    let mistakes = mistakes();
    let numbers: BTreeSet<usize> = mistakes.iter().map(|(number, _, _)| *number).collect();
    assert_eq!(numbers, (1..=20).collect());
    for (number, _, shown) in &mistakes {
        assert!(shown.name.starts_with(&format!("mistake_{number:02}_")), "{}", shown.name);
    }
    none(&mistakes.iter().filter_map(|(_, mistake, shown)| sources::test(mistake, shown)).collect::<Vec<_>>());
}

/// The methods that wait are those with the two minutes, and three whose pages forget them (POLICY `timeouts_and_errors`).
#[test]
fn the_methods_with_a_limit_are_those_that_make_a_request() {
    let forgotten = ["ITAgent::put_MeasurementPeriod", "ITQueue::get_CurrentCallsQueued", "ITAgentHandler::get_Name"];
    let (facts, rows) = (facts(), coverage());
    for fact in facts_of(&facts, Kind::Method) {
        let name = name_of(fact);
        let row = rows.iter().find(|row| row.item == name).expect("every method has a row");
        let limited = fact["two_minutes"] == true || forgotten.contains(&name.as_str());
        assert_eq!(sources::waits(row), limited, "{name}");
        assert!(!limited || fact["wraps"].is_string(), "{name} waits for nothing");
    }
}
