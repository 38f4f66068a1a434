//! `docs/GUIDE.md` shows tests as they stand in two files of the library crate. `UPDATE=1` writes them into it anew.

use std::collections::BTreeSet;
use std::fs;

use tspmock::{Agent, Floor, Queue};

use crate::home::{root, text};

const GUIDE: &str = "docs/GUIDE.md";
const COOKBOOK: &str = "crates/tspmock/tests/it/cookbook.rs";
const SOURCES: [&str; 2] = ["crates/tspmock/tests/it/guide.rs", COOKBOOK];

/// Stands before a block and says which item of which file the block shows, or which items.
const MARK: &str = "<!-- shows ";

/// As many situations as the guide promises, and more.
const SITUATIONS: usize = 20;

/// A test of the cookbook fits on a card: its lines with attribute and braces.
const LINES_MAX: usize = 22;

/// The items of a source, each from its documentation to its last brace, and all `use` items as one that is called `use`.
fn items(source: &str) -> Vec<(String, String)> {
    let mut found = vec![("use".to_owned(), String::new())];
    let mut lines: Vec<&str> = Vec::new();
    for line in source.lines().filter(|line| !line.starts_with("//!")) {
        if lines.is_empty() && line.is_empty() {
            continue;
        }
        lines.push(line);
        let ends = !line.starts_with(' ') && (line == "}" || line.ends_with(';') || line.ends_with(" {}"));
        if ends {
            let item = lines.join("\n") + "\n";
            lines.clear();
            if item.starts_with("use ") {
                found[0].1.push_str(&item);
            } else {
                found.push((name(&item), item));
            }
        }
    }
    found
}

/// What an item is called: a function by its name, a type or an implementation by its line without the brace.
fn name(item: &str) -> String {
    let heads = item.lines().find(|line| !line.starts_with("///") && !line.starts_with('#'));
    let head = heads.unwrap_or_default().trim_end_matches(['{', '}', ';', ' ']);
    match head.split_once("fn ") {
        Some((_, rest)) => rest.split('(').next().unwrap_or_default().to_owned(),
        None => head.split('(').next().unwrap_or_default().to_owned(),
    }
}

/// The guide with the code of its sources, and which items it shows.
fn made(guide: &str) -> (String, BTreeSet<String>) {
    let sources = SOURCES.map(|file| (file, items(&text(file))));
    let (mut made, mut shown) = (String::new(), BTreeSet::new());
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        made.push_str(line);
        made.push('\n');
        let Some(mark) = line.strip_prefix(MARK) else { continue };
        let (file, names) = mark.trim_end_matches(" -->").split_once(": ").expect("a file and what it shows of it");
        let (path, items) = sources.iter().find(|(path, _)| path.ends_with(&format!("/{file}"))).expect("a source");
        let code = names.split("; ").map(|wanted| {
            let item = items.iter().find(|(name, _)| name == wanted);
            let (name, code) = item.unwrap_or_else(|| panic!("{path} has no {wanted}"));
            assert!(shown.insert(format!("{path}: {name}")) || name == "use", "{wanted} is shown twice");
            code.as_str()
        });
        let code = code.collect::<Vec<_>>().join("\n");
        made.push_str(&["```rust\n", code.as_str(), "```\n"].concat());
        assert!(lines.next().is_some_and(|line| line.starts_with("```rust")), "{line}: a block follows");
        assert!(lines.by_ref().any(|line| line == "```"), "{line}: the block is closed");
    }
    (made, shown)
}

#[test]
fn guide_shows_the_tests_as_they_are() {
    let kept = text(GUIDE);
    let (made, shown) = made(&kept);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(GUIDE), &made).expect("the guide can be written");
    } else {
        let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
        assert!(kept == made, "UPDATE=1 writes the code in {GUIDE} anew; the first difference: {differs:?}");
    }
    for file in SOURCES {
        for (name, _) in items(&text(file)).iter().filter(|(name, _)| name != "use") {
            assert!(shown.contains(&format!("{file}: {name}")), "{GUIDE} does not show {name} of {file}");
        }
    }
}

/// Whatever else is Rust in the guide would be neither compiled nor run.
#[test]
fn guide_shows_no_other_rust() {
    let guide = text(GUIDE);
    let lines: Vec<&str> = guide.lines().collect();
    let unmarked = lines.windows(2).filter(|pair| pair[1].starts_with("```rust") && !pair[0].starts_with(MARK));
    assert_eq!(unmarked.count(), 0);
}

#[test]
fn guide_has_a_cookbook_of_small_tests() {
    let items = items(&text(COOKBOOK));
    let tests: Vec<_> =
        items.iter().filter(|(_, item)| item.contains("#[test]") || item.contains("#[tokio::test")).collect();
    assert!(tests.len() >= SITUATIONS, "{} situations", tests.len());
    for (name, item) in tests {
        assert!(item.lines().count() <= LINES_MAX, "{name} has {} lines", item.lines().count());
    }
}

/// The floor of the guide's `a_failure_says_why`, and what the guide has it say.
#[test]
fn guide_shows_what_a_failure_says() {
    let ben = Agent::new("ben").group("sales").answers_when_told();
    let queue = Queue::new("slow_q").group("sales").ring_timeout("20s");
    let floor = Floor::build().seed(7).group("sales").queue(queue).agent(ben);
    let floor = floor.recordings_in(env!("CARGO_TARGET_TMPDIR")).start().expect("a sound floor");
    floor.agent("ben").create_session("sales").named("ben").ready();
    floor.call("slow_q").talk("1m").named("c1").arrive();
    floor.expect_session("ben").number_of_calls(1).by("1m");
    floor.advance("1m");
    let failures = floor.try_verify().expect_err("nobody answered");
    let path = failures.recording.as_ref().expect("it was written").display().to_string();
    let said = failures.to_string().replace(&path, "target/recordings/slow-8d36f357.recording");
    let said = said.lines().map(|line| match line.split_once(" by 1m (") {
        Some((head, _)) => format!("{head} by 1m (tests/slow.rs:12)\n"),
        None => format!("{line}\n"),
    });
    let said: String = said.collect();
    assert!(text(GUIDE).contains(&format!("```text\n{said}```\n")), "{GUIDE} does not show\n{said}");
}
