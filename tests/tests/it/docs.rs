//! What the documents show is true: examples run, links and names of files lead somewhere.

use std::fs;
use std::path::Path;

use acd_run::run;
use acd_scenario::NoFiles;

use crate::home::{files, root, text};
use crate::markdown::{Block, anchors, blocks, codes, links};
use crate::play::{failures, options, plan_from, whole};

/// Every document that a reader may open.
pub(crate) fn documents() -> Vec<String> {
    files("", ".md")
}

/// The fenced blocks of a document in one of these languages.
pub(crate) fn blocks_in(file: &str, languages: &[&str]) -> Vec<Block> {
    blocks(&text(file)).into_iter().filter(|block| languages.contains(&block.language.as_str())).collect()
}

/// Blocks that are whole scenarios: `json` blocks always, `jsonc` blocks where they have a version.
fn scenarios_in(file: &str) -> Vec<Block> {
    let is_scenario = |block: &Block| block.language == "json" || block.text.contains("\"version\":");
    blocks_in(file, &["json", "jsonc"]).into_iter().filter(is_scenario).collect()
}

#[test]
fn every_scenario_in_the_documents_passes() {
    let mut shown = 0;
    for document in documents() {
        for block in scenarios_in(&document) {
            let name = format!("{document}:{}", block.line);
            let report = whole(&name, run(&plan_from(&name, block.text.as_bytes(), &NoFiles), &options(&name)));
            let failures = failures(&report);
            assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
            shown += 1;
        }
    }
    assert!(shown >= 2, "README and docs/SCENARIO.md show a scenario each");
}

#[test]
fn every_link_leads_somewhere() {
    for document in documents() {
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links(&text(&document)) {
            if link.contains("://") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() { root().join(&document) } else { root().join(folder).join(path) };
            assert!(target.exists(), "{document}: {link} leads nowhere");
            if !anchor.is_empty() {
                let anchors = anchors(&fs::read_to_string(&target).expect("a document is text"));
                assert!(anchors.contains(anchor), "{document}: {link}: no such heading among {anchors:?}");
            }
        }
    }
}

/// Documents name sources by the end of their path.
#[test]
fn every_source_that_a_document_names_is_there() {
    let sources = files("", ".rs");
    for document in documents() {
        for code in codes(&text(&document)) {
            let is_path = code.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            let is_source = is_path && Path::new(&code).extension().is_some_and(|extension| extension == "rs");
            let is_there = || sources.iter().any(|source| *source == code || source.ends_with(&format!("/{code}")));
            assert!(!is_source || is_there(), "{document}: {code} is not there");
        }
    }
}
