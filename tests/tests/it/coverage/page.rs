//! `docs/COVERAGE.md`, made of the facts and the tables. `UPDATE=1` writes it anew.

use std::fmt::Write;
use std::fs;

use serde_json::Value;
use tapi_types::Policy;

use super::table::{Kind, Row, Shown, coverage, facts, facts_of, mistakes, name_of, policies};
use crate::home::{root, text};

const PAGE: &str = "docs/COVERAGE.md";

#[test]
fn the_page_is_that_of_the_tables() {
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(PAGE), &page).expect("the page can be written");
    }
    let kept = text(PAGE);
    let differs = kept.lines().zip(page.lines()).find(|(kept, page)| kept != page);
    assert!(kept == page, "UPDATE=1 writes {PAGE} anew; the first difference: {differs:?}");
}

fn page() -> String {
    let (facts, rows) = (facts(), coverage());
    let mut page = String::from(INTRODUCTION);
    for kind in Kind::ALL {
        let (_, plural) = kind.names();
        let count = rows.iter().filter(|row| row.kind == kind).count();
        line(&mut page, &format!("| [{plural}](#{plural}) | {count} | {} |", of_crate(kind)));
    }
    let mistakes = mistakes().into_iter().map(|(number, _, _)| number).max().unwrap_or_default();
    line(&mut page, &format!("| [mistakes](#mistakes-of-a-simple-mock) | {mistakes} | |"));
    line(&mut page, &format!("| points left open, of which each has a [policy](#policies) | {} | |", Policy::ITEMS));
    functions(&mut page, &facts, &rows);
    plain(&mut page, &rows, Kind::Structure, "Structures", "Structure");
    plain(&mut page, &rows, Kind::Message, "Messages", "Message");
    plain(&mut page, &rows, Kind::Interface, "Interfaces", "Interface");
    methods(&mut page, &facts, &rows);
    rest(&mut page);
    page
}

const INTRODUCTION: &str = "\
# What there is of the contract

Made by `UPDATE=1 cargo test -p tspmock-tests coverage` from `fixtures/contract`; nothing here is written by hand. A test fails
when an item of the reference is missing, when what stands for it in Rust or its test is not there, and when this page says
anything else. [CONTRACT.md](CONTRACT.md) tells how it all hangs together; [TESTING.md](TESTING.md#mutations-of-the-contract)
how to see that each test notices when its item is gone.

| Of the reference | Count | In |
|---|---|---|
";

const fn of_crate(kind: Kind) -> &'static str {
    match kind {
        Kind::Function => "`tapi-line`",
        Kind::Structure => "`tapi-abi`",
        Kind::Message => "`tapi-types`",
        Kind::Interface | Kind::Method => "`tapi-client`",
    }
}

fn functions(page: &mut String, facts: &Value, rows: &[Row]) {
    line(page, "\n## Functions\n\n| Function | Since | Answered | Rust | Test |\n|---|---|---|---|---|");
    for fact in facts_of(facts, Kind::Function) {
        let row = row_of(rows, Kind::Function, fact);
        let since = fact["since_tapi"].as_str().unwrap_or_default();
        let answered = if fact["async"] == true { "by LINE_REPLY" } else { "at once" };
        let Row { item, rust, .. } = row;
        line(page, &format!("| {item} | {since} | {answered} | `{rust}` | {} |", shown(&row.test)));
    }
}

fn plain(page: &mut String, rows: &[Row], kind: Kind, title: &str, column: &str) {
    line(page, &format!("\n## {title}\n\n| {column} | Rust | In | Test |\n|---|---|---|---|"));
    for Row { item, rust, source, test, .. } in rows.iter().filter(|row| row.kind == kind) {
        line(page, &format!("| {item} | `{rust}` | `{source}` | {} |", shown(test)));
    }
}

/// By interface, with the limit and what its page lists.
fn methods(page: &mut String, facts: &Value, rows: &[Row]) {
    line(page, "\n## Methods\n\nThe two minutes are those of the methods whose pages list TAPI_E_TIMEOUT.");
    for interface in facts_of(facts, Kind::Interface) {
        let interface = name_of(interface);
        line(
            page,
            &format!("\n### {interface}\n\n| Method | Two minutes | Returns | Rust | Test |\n|---|---|---|---|---|"),
        );
        for fact in facts_of(facts, Kind::Method).iter().filter(|fact| fact["interface"] == *interface) {
            let row = row_of(rows, Kind::Method, fact);
            let limit = if fact["two_minutes"] == true { "yes" } else { "" };
            let returns = fact["returns"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let returns = returns.collect::<Vec<_>>().join(", ").replace("LINEERR_*", "LINEERR_");
            let name = fact["name"].as_str().unwrap_or_default();
            line(page, &format!("| {name} | {limit} | {returns} | `{}` | {} |", row.rust, shown(&row.test)));
        }
    }
}

/// Mistakes and policies.
fn rest(page: &mut String) {
    line(page, "\n## Mistakes of a simple mock\n\n| | Mistake | Test that it fails |\n|---|---|---|");
    for (number, mistake, test) in mistakes() {
        line(page, &format!("| {number} | {mistake} | {} |", shown(&test)));
    }
    line(
        page,
        "\n## Policies\n\nThe pages of the contract leave 45 points open or contradict each other there; the others came up besides.\n",
    );
    line(page, "| Point | Policy | What is open | Reading | Can be chosen | Test |\n|---|---|---|---|---|---|");
    let tests = policies();
    for Policy { name, item, subject, reading, others, chosen } in Policy::all() {
        let item = item.map_or_else(String::new, |item| item.to_string());
        let choice = if chosen.is_empty() { String::new() } else { format!("{others}: {chosen}") };
        let test = tests.get(*name).map_or_else(String::new, shown);
        line(page, &format!("| {item} | `{name}` | {subject} | {reading} | {choice} | {test} |"));
    }
}

fn row_of<'a>(rows: &'a [Row], kind: Kind, fact: &Value) -> &'a Row {
    let name = name_of(fact);
    let found = rows.iter().find(|row| row.kind == kind && row.item == name);
    found.unwrap_or_else(|| panic!("{name} is not in the table"))
}

/// A test as the page has it: a link to its file.
fn shown(Shown { name, file }: &Shown) -> String {
    let name = if name == "scenario" { file.rsplit('/').next().unwrap_or_default() } else { name };
    format!("[`{name}`](../{file})")
}

fn line(page: &mut String, text: &str) {
    writeln!(page, "{text}").expect("a string takes everything");
}
