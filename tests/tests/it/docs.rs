//! What the documents show is true: examples run, commands exist, links lead somewhere.

use std::fs;
use std::path::Path;

use acd_run::run;
use acd_scenario::NoFiles;

use crate::command::{Ran, tspmock};
use crate::home::{files, root, text};
use crate::markdown::{Block, anchors, blocks, codes, links};
use crate::play::{failures, options, plan_from, whole};

const README: &str = "README.md";

/// Every document that a reader may open.
fn documents() -> Vec<String> {
    files("", ".md")
}

fn blocks_in(file: &str, languages: &[&str]) -> Vec<Block> {
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

/// The commands of a document, one a line in blocks of a shell.
fn commands_in(document: &str) -> Vec<String> {
    let lines = blocks_in(document, &["sh", "console"])
        .into_iter()
        .flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>());
    let commands =
        lines.map(|line| line.trim_start_matches("$ ").split(" #").next().unwrap_or_default().trim().to_owned());
    commands.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// What follows the name of the built command, however it is called.
fn arguments(command: &str) -> Option<Vec<&str>> {
    let rest =
        ["cargo run --release -- ", "cargo run -- ", "tspmock "].iter().find_map(|way| command.strip_prefix(way))?;
    Some(rest.split_whitespace().collect())
}

#[test]
fn every_command_in_the_documents_exists() {
    for document in documents() {
        for command in commands_in(&document) {
            if let Some(arguments) = arguments(&command) {
                let subcommand = arguments.iter().take(1).copied();
                let Ran { code, out, err } = tspmock(subcommand.chain(["--help"]));
                assert_eq!(code, Some(0), "{document}: {command}: {err}");
                for option in arguments.iter().filter(|argument| argument.starts_with("--")) {
                    assert!(out.contains(option), "{document}: {command}: there is no {option}");
                }
                continue;
            }
            let words = || command.split_whitespace().skip_while(|word| word.contains('='));
            match words().next() {
                Some("cargo" | "rustup" | "git") => {}
                Some(program) => {
                    assert!(root().join(program).is_file(), "{document}: {command}: there is no {program}");
                }
                None => panic!("{document}: {command}: only variables"),
            }
            for file in words().filter(|word| word.contains('/') && !word.contains("://")) {
                assert!(root().join(file).exists(), "{document}: {command}: there is no {file}");
            }
        }
    }
}

#[test]
fn the_screen_in_the_readme_is_what_the_first_command_prints() {
    let commands = commands_in(README);
    let first = arguments(&commands[0]).expect("the first command runs a scenario");
    let ran = tspmock(first);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let shown = &blocks_in(README, &["text"])[0].text;
    let printed: String = ran.out.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    let printed = printed.trim_matches('\n').to_owned() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        let readme = text(README).replacen(shown, &printed, 1);
        fs::write(root().join(README), readme).expect("the README can be written");
    } else {
        assert_eq!(*shown, printed, "run the test with UPDATE=1 and look at the difference");
    }
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
