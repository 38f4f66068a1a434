//! Whether what a table names is there, in the sources as they are written.

use super::table::{Row, Shown};
use crate::home::{root, text};

/// Why a row is wrong about its source: the item has to stand there under its original name, as the alias of the Rust item
/// beside its name in a table, or as a derived trait.
pub(crate) fn item(row: &Row) -> Option<String> {
    if !root().join(&row.source).is_file() {
        return Some(format!("{}: there is no {}", row.item, row.source));
    }
    let original = row.item.rsplit("::").next().unwrap_or_default();
    let name = row.rust.rsplit("::").next().unwrap_or_default();
    let source = code(&text(&row.source));
    let is_declared = places(&source, original).any(|place| has_word(declaration(&source, place), name));
    let is_there = is_declared || original.to_lowercase() == name && is_derived(&source, original);
    (!is_there).then(|| format!("{}: no {name} beside \"{original}\" in {}", row.item, row.source))
}

/// True for a method that waits, which is one that makes a request.
pub(crate) fn waits(row: &Row) -> bool {
    let (_, original) = row.item.rsplit_once("::").unwrap_or_default();
    let source = code(&text(&row.source));
    let mut declarations = places(&source, original).map(|place| declaration(&source, place));
    declarations.any(|declaration| declaration.contains("async fn ") || declaration.contains("|info|"))
}

/// Why a test is not one, if it is not: a function under a `test` attribute, or a scenario.
pub(crate) fn test(item: &str, shown: &Shown) -> Option<String> {
    let Shown { name, file } = shown;
    if !root().join(file).is_file() {
        return Some(format!("{item}: there is no {file}"));
    }
    let is_there = if file.ends_with(".scenario.json") {
        name == "scenario"
    } else {
        let source = text(file);
        let function = format!("fn {name}(");
        let mut before = source.split(&function);
        let head = before.next().unwrap_or_default();
        before.next().is_some() && is_marked(head)
    };
    (!is_there).then(|| format!("{item}: no test {name} in {file}"))
}

/// True if the attributes at the end of a text are those of a test.
fn is_marked(head: &str) -> bool {
    let attributes = head.lines().rev().map(str::trim).skip_while(|line| matches!(*line, "async" | ""));
    attributes
        .take_while(|line| line.starts_with("#["))
        .any(|line| line == "#[test]" || line.starts_with("#[tokio::test"))
}

/// A source without its comments.
fn code(source: &str) -> String {
    source.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| line.to_owned() + "\n").collect()
}

/// Where the original name stands, in quotation marks.
fn places(source: &str, original: &str) -> impl Iterator<Item = usize> {
    let quoted = format!("\"{original}\"");
    let places: Vec<usize> = source.match_indices(&quoted).map(|(at, _)| at).collect();
    places.into_iter()
}

/// True where a trait of this name is derived.
fn is_derived(source: &str, original: &str) -> bool {
    source.lines().any(|line| line.starts_with("#[derive(") && has_word(line, original))
}

/// The declaration around a place: from the beginning of its line to where a body or the next declaration begins.
fn declaration(source: &str, place: usize) -> &str {
    let start = source[..place].rfind('\n').map_or(0, |end| end + 1);
    let rest = &source[start..];
    let end = rest[place - start..].find(['{', ';']).map_or(rest.len(), |end| end + place - start + 1);
    let line = rest.find('\n').unwrap_or(rest.len());
    &rest[..end.max(line)]
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|other| other == word)
}

#[test]
fn what_is_not_there_is_seen() {
    let source =
        "#[doc(alias = \"get_State\")]\npub fn state(&self) {}\nname, \"get_Name\" => Text;\npub fn other() {}\n";
    let found =
        |original: &str, name: &str| places(source, original).any(|place| has_word(declaration(source, place), name));
    assert!(found("get_State", "state") && found("get_Name", "name"));
    assert!(!found("get_State", "other") && !found("get_Name", "other") && !found("State", "state"));
    assert!(is_derived("#[derive(Debug, Clone)]\n", "Clone") && !is_derived("fn clone() -> Clone", "Clone"));
    assert!(is_marked("#[test]\n") && is_marked("}\n\n#[tokio::test(start_paused = true)]\nasync "));
    assert!(!is_marked("}\n\n") && !is_marked("#[test]\nfn a() {}\n"));
}
