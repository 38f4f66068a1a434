//! Policies: the table in `tapi-types`, the marks in the sources, and a test of each.

use std::collections::{BTreeMap, BTreeSet};

use acd_scenario::Profile;
use tapi_types::Policy;

use super::{sources, table};
use crate::home::{files, text};

/// How a mark begins.
const MARK: &str = "POLICY";

/// The names of the marks in a text, in which a comment may break after the first word; `None` for a mark without a name.
fn marks(text: &str) -> Vec<Option<String>> {
    let words = text.split_whitespace().filter(|word| !matches!(*word, "///" | "//!" | "//"));
    let words: Vec<&str> = words.collect();
    let name = |next: &str| {
        let name: String =
            next.trim_start_matches('`').chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
        (!name.is_empty()).then_some(name)
    };
    let pairs = words.windows(2).filter(|pair| is_mark(pair[0]));
    pairs.map(|pair| name(pair[1])).collect()
}

fn is_mark(word: &str) -> bool {
    word.trim_start_matches(|c: char| c.is_ascii_punctuation()) == MARK
        || word.trim_end_matches(':').trim_start_matches('(') == MARK
}

/// All marks of the sources of the crates, by name, with a file that has one.
fn marked() -> BTreeMap<String, String> {
    let mut marked = BTreeMap::new();
    for file in files("crates", ".rs").into_iter().filter(|file| !file.starts_with("crates/tapi-types/src/policy")) {
        for mark in marks(&text(&file)) {
            let name = mark.unwrap_or_else(|| panic!("{file}: a mark without a name"));
            marked.entry(name).or_insert_with(|| file.clone());
        }
    }
    marked
}

#[test]
fn every_mark_in_the_sources_is_a_policy_and_every_policy_is_marked() {
    let mut wrong: Vec<String> = Vec::new();
    let marked = marked();
    for (name, file) in &marked {
        if Policy::named(name).is_none() {
            wrong.push(format!("{file}: there is no policy {name}"));
        }
    }
    for policy in Policy::all() {
        if !marked.contains_key(policy.name) {
            wrong.push(format!("{}: no source is marked with it", policy.name));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_policy_has_a_test() {
    let tests = table::policies();
    let named: BTreeSet<&str> = tests.keys().map(String::as_str).collect();
    let known: BTreeSet<&str> = Policy::all().map(|policy| policy.name).collect();
    assert_eq!(named, known);
    let wrong: Vec<String> = tests.iter().filter_map(|(name, shown)| sources::test(name, shown)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// What can be chosen stands in the document for the reader, with its default.
#[test]
fn every_choice_is_in_the_document() {
    let document = text("docs/CONTRACT.md");
    for policy in Policy::all().filter(|policy| !policy.chosen.is_empty()) {
        assert!(document.contains(&format!("| `{}` |", policy.name)), "{}", policy.name);
    }
}

/// What a scenario chooses is a member of the schema.
#[test]
fn what_a_scenario_chooses_it_can_choose() {
    let schema = files("docs/schema", ".json").iter().map(|file| text(file)).collect::<String>();
    for policy in Policy::all().filter(|policy| policy.chosen.contains("of a scenario")) {
        let member = policy.chosen.split('`').nth(1).and_then(|path| path.split('.').next_back());
        assert_eq!(member, Some(policy.name));
        assert!(schema.contains(&format!("\"{}\"", policy.name)), "{}", policy.name);
    }
}

#[test]
fn every_profile_is_in_the_document() {
    let document = text("docs/CONTRACT.md");
    for profile in Profile::ALL {
        assert!(document.contains(&format!("| `{}` |", profile.name)), "{}", profile.name);
    }
}

#[test]
fn marks_are_found_across_lines() {
    let text = "/// As there. POLICY\n    /// `one_way`: so. POLICY `other`: not so (POLICY `third`).\nfrom \"X; POLICY fourth\";";
    let found: Vec<String> = marks(text).into_iter().flatten().collect();
    assert_eq!(found, ["one_way", "other", "third", "fourth"]);
    assert_eq!(marks("// POLICY: something"), [Some("something".to_owned())]);
    assert_eq!(marks("// POLICY: The thing"), [None]);
}
