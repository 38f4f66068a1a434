//! The story in docs/REPLAY.md, lived through: its commands run one after another in a folder of their own and print what stands
//! there, its edits are made. `UPDATE=1` writes anew what the commands print.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Ran, program};
use crate::home::{root, text};
use crate::markdown::{Block, blocks};

const STORY: &str = "docs/REPLAY.md";
const START: &str = "fixtures/stories/monday.scenario.json";

/// The folder where the story plays, empty but for the scenario that it starts with.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("story");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("folders can be made");
    fs::copy(root().join(START), folder.join("monday.scenario.json")).expect("files can be copied");
    folder
}

/// A line `$ tspmock … > file  # ends with 1`.
struct Typed<'a> {
    arguments: Vec<&'a str>,
    into: Option<&'a str>,
    code: i32,
}

impl<'a> Typed<'a> {
    fn read(line: &'a str) -> Typed<'a> {
        let (command, comment) = line.split_once("  # ").unwrap_or((line, ""));
        let code = comment.strip_prefix("ends with ").map_or(0, |code| code.trim().parse().expect("an exit code"));
        let (command, into) = match command.split_once(" > ") {
            Some((command, file)) => (command, Some(file.trim())),
            None => (command, None),
        };
        let mut words = command.split_whitespace();
        assert_eq!(words.next(), Some("tspmock"), "{line}");
        Typed { arguments: words.collect(), into, code }
    }

    /// What it leaves on the screen: data, then talk.
    fn run(&self, folder: &Path) -> String {
        let mut command = Command::new(program());
        command.args(&self.arguments).current_dir(folder).stdin(Stdio::null());
        for variable in ["NO_COLOR", "TSPMOCK_LOG", "RUST_BACKTRACE"] {
            command.env_remove(variable);
        }
        let ran = Ran::of(&command.output().expect("the command starts"));
        assert_eq!(ran.code, Some(self.code), "{:?}\n{}{}", self.arguments, ran.out, ran.err);
        match self.into {
            Some(file) => {
                fs::write(folder.join(file), &ran.out).expect("files can be written");
                ran.err
            }
            None => ran.out + &ran.err,
        }
    }
}

/// Runs the commands of a block; the block as it should stand.
fn console(block: &Block, folder: &Path) -> String {
    let mut shown = String::new();
    for line in block.text.lines().filter(|line| line.starts_with("$ ")) {
        let printed = Typed::read(&line[2..]).run(folder);
        shown.push_str(line);
        shown.push('\n');
        for line in printed.trim_matches('\n').lines() {
            shown.push_str(line.trim_end());
            shown.push('\n');
        }
    }
    shown
}

/// Makes the changes of a block to the file that it names: each line taken out stands in it once.
fn edit(block: &Block, folder: &Path) {
    let name = block.text.lines().find_map(|line| line.strip_prefix("+++ ")).expect("a difference names its file");
    let path = folder.join(name.trim());
    let mut content = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let lines: Vec<&str> =
        block.text.lines().filter(|line| !line.starts_with("+++") && !line.starts_with("---")).collect();
    for pair in lines.chunks(2) {
        let [out, into] = pair else { panic!("a line out and a line in: {pair:?}") };
        let (out, into) = (out.strip_prefix('-').expect("a line out"), into.strip_prefix('+').expect("a line in"));
        assert_eq!(content.matches(out.trim()).count(), 1, "{name}: {out}");
        content = content.replace(out.trim(), into.trim());
    }
    fs::write(path, content).expect("files can be written");
}

#[test]
fn the_story_of_an_incident_is_true() {
    let folder = folder();
    let mut story = text(STORY);
    for block in blocks(&text(STORY)) {
        match &*block.language {
            "console" => {
                let shown = console(&block, &folder);
                if std::env::var_os("UPDATE").is_some() {
                    story = story.replacen(
                        &format!("```console\n{}```", block.text),
                        &format!("```console\n{shown}```"),
                        1,
                    );
                } else {
                    assert_eq!(block.text, shown, "{STORY}:{}: UPDATE=1 writes it anew", block.line);
                }
            }
            "diff" => edit(&block, &folder),
            _ => {}
        }
    }
    if story != text(STORY) {
        fs::write(root().join(STORY), story).expect("the story can be written");
    }
}
