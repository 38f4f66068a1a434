//! What the documents show of the command: it can be typed, and the screen in the README is what it prints.

use std::fs;

use super::{Ran, tspmock};
use crate::docs::{blocks_in, documents};
use crate::home::{root, text};

const README: &str = "README.md";

/// The commands of a document: the lines of a shell's blocks; on a console, those behind a prompt.
fn commands_in(document: &str) -> Vec<String> {
    let lines = blocks_in(document, &["sh", "console"]).into_iter().flat_map(|block| {
        let typed = |line: &&str| block.language == "sh" || line.starts_with("$ ");
        block.text.lines().filter(typed).map(str::to_owned).collect::<Vec<_>>()
    });
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
