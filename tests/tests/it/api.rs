//! `docs/API.md`: every public item of the library crate with its purpose, made of its sources. `UPDATE=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::home::{files, root, text};

const PAGE: &str = "docs/API.md";
const SOURCES: &str = "crates/tspmock/src";
const FACE: &str = "crates/tspmock/src/lib.rs";

const INTRODUCTION: &str = "\
# The public face of tspmock

Every public item of the library crate, with its purpose in a line. Made by `UPDATE=1 cargo test -p tspmock-tests api::` from the
sources; a test fails when this page says anything else, when an item has no line, and when one is public that the crate does not
hand out. How it is used: [GUIDE.md](GUIDE.md).
";

/// A public item of a module: a type, a trait or a function.
struct Item {
    kind: &'static str,
    name: String,
    purpose: String,
    /// Fields, variants and methods, with their purposes.
    members: Vec<(String, String)>,
}

/// What the crate hands out of its modules, in the order of the names; and of other crates, as it says so.
fn face() -> (Vec<String>, Vec<String>) {
    let text = text(FACE);
    let shown = text.lines().filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';'));
    let (own, others): (Vec<&str>, Vec<&str>) = shown.partition(|shown| {
        let (module, _) = shown.split_once("::").unwrap_or((shown, ""));
        root().join(SOURCES).join(format!("{module}.rs")).is_file()
    });
    let names = own.iter().flat_map(|shown| {
        let (_, names) = shown.split_once("::").expect("an item of a module");
        names.trim_matches(['{', '}']).split(", ").map(str::to_owned)
    });
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    (names, others.into_iter().map(str::to_owned).collect())
}

/// The first sentence of what documents a line, without its links.
fn purpose(docs: &[&str]) -> String {
    let paragraph = docs.iter().map(|line| line.trim_start_matches("///").trim()).take_while(|line| !line.is_empty());
    let words = paragraph.collect::<Vec<_>>().join(" ");
    let first = words.split_inclusive(". ").next().unwrap_or_default().trim();
    let mut plain = String::new();
    let mut rest = first;
    while let Some((before, (text, after))) = rest.split_once('[').and_then(|(before, link)| {
        let is_link = |(text, after): &(&str, &str)| text.starts_with('`') || after.starts_with('(');
        Some((before, link.split_once(']').filter(is_link)?))
    }) {
        plain.push_str(before);
        plain.push_str(text);
        rest = after.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(after, |(_, rest)| rest);
    }
    plain + rest
}

/// What a line of a type or trait shows: a public field, a variant, or a method of the trait.
fn member(line: &str) -> Option<&str> {
    let inner = line.strip_prefix("    ").filter(|inner| !inner.starts_with([' ', '/', '#', '}']))?;
    let field = inner.strip_prefix("pub ").and_then(|field| field.strip_suffix(','));
    let variant =
        || inner.starts_with(|c: char| c.is_ascii_uppercase()).then(|| inner.trim_end_matches([',', ' ', '{']));
    let method = || inner.strip_prefix("fn ").and_then(|method| method.strip_suffix(';'));
    field.or_else(variant).or_else(method)
}

/// The item that a line begins, if it is public.
fn begins(line: &str) -> Option<(&'static str, String)> {
    ["struct", "enum", "trait", "fn", "async fn"].into_iter().find_map(|kind| {
        let rest = line.strip_prefix("pub ")?.strip_prefix(kind)?.strip_prefix(' ')?;
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
        Some((if kind == "async fn" { "fn" } else { kind }, rest[..end].to_owned()))
    })
}

/// The types that the calls of a macro list, with their documentation and a method for each member in braces.
fn generated(lines: &[&str]) -> Vec<Item> {
    let mut found = Vec::new();
    let mut docs: Vec<&str> = Vec::new();
    let mut inside = false;
    for line in lines {
        inside = (inside || matches!(*line, "parts! {" | "expectations! {")) && *line != "}";
        let entry = line.trim();
        if !inside || entry.ends_with("! {") {
            continue;
        }
        if entry.starts_with("///") {
            docs.push(entry);
        } else {
            let end = entry.find([' ', ',']).unwrap_or(entry.len());
            let (name, members) = entry.split_at(end);
            let members = members.trim_matches([' ', ',', '{', '}']).split(", ").filter(|member| !member.is_empty());
            let method = |member| {
                let signature = format!("{member}(self, wanted: impl Into<Wanted>) -> {name}");
                (signature, format!("Its `{member}` in the report."))
            };
            let members = members.map(method).collect();
            found.push(Item { kind: "struct", name: name.to_owned(), purpose: purpose(&docs), members });
            docs.clear();
        }
    }
    found
}

/// A signature up to its body, with single spaces, and without what a reader of this page need not know.
fn signature(lines: &[&str]) -> String {
    let mut all = String::new();
    for line in lines {
        all.push_str(line.trim());
        all.push(' ');
        if line.trim_end().ends_with(['{', ';']) {
            break;
        }
    }
    let all = all.trim_end_matches([' ', '{', ';']).trim_start_matches("pub ").replace("( ", "(").replace(", )", ")");
    all.replace("async fn ", "async ").replace("fn ", "").replace("(mut self", "(self")
}

/// The public items of one source.
fn items(file: &str) -> BTreeMap<String, Item> {
    let text = text(file);
    let lines: Vec<&str> = text.lines().collect();
    let mut found: BTreeMap<String, Item> = BTreeMap::new();
    let generated = generated(&lines);
    let generated_names: Vec<String> = generated.iter().map(|item| item.name.clone()).collect();
    found.extend(generated.into_iter().map(|item| (item.name.clone(), item)));
    let mut docs: Vec<&str> = Vec::new();
    let mut of: Vec<String> = Vec::new();
    // The type or trait whose body this is.
    let mut open: Option<String> = None;
    for (place, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("///") {
            docs.push(trimmed);
            continue;
        }
        if let Some(item) = open.as_ref().and_then(|name| found.get_mut(name))
            && let Some(member) = member(line)
        {
            item.members.push((member.to_owned(), purpose(&docs)));
        }
        if *line == "}" {
            open = None;
        }
        if trimmed.starts_with("#[") || trimmed.starts_with('#') && trimmed.ends_with(']') {
            continue;
        }
        if let Some(whom) = line.trim_start().strip_prefix("impl ").filter(|_| !line.contains(" for ")) {
            let whom = whom.trim_end_matches(" {").to_owned();
            of = if whom == "$name" { generated_names.clone() } else { vec![whom] };
        } else if *line == "}" {
            of.clear();
        } else if let Some((kind, name)) = begins(trimmed) {
            let purpose = purpose(&docs);
            if kind == "fn" && !of.is_empty() {
                for whom in of.iter().filter(|_| !name.starts_with('$')) {
                    let item = found.entry(whom.clone()).or_insert_with(|| missing(whom));
                    item.members.push((signature(&lines[place..]).replace("$name", whom), purpose.clone()));
                }
            } else if !name.starts_with('$') {
                open = (kind != "fn" && line.ends_with('{')).then(|| name.clone());
                let members = found.remove(&name).map(|item| item.members).unwrap_or_default();
                found.insert(name.clone(), Item { kind, name, purpose, members });
            }
        }
        docs.clear();
    }
    found
}

/// An item whose methods stand in another file than itself.
fn missing(name: &str) -> Item {
    Item { kind: "", name: name.to_owned(), purpose: String::new(), members: Vec::new() }
}

/// All public items of the crate.
fn all() -> BTreeMap<String, Item> {
    let mut all: BTreeMap<String, Item> = BTreeMap::new();
    for file in files(SOURCES, ".rs").iter().filter(|file| *file != FACE) {
        for (name, item) in items(file) {
            let known = all.entry(name.clone()).or_insert_with(|| missing(&name));
            if !item.kind.is_empty() {
                (known.kind, known.purpose) = (item.kind, item.purpose);
            }
            known.members.extend(item.members);
        }
    }
    all
}

fn page() -> String {
    let (names, others) = face();
    let all = all();
    let mut page = String::from(INTRODUCTION);
    let mut line = |text: &str| writeln!(page, "{text}").expect("a string takes everything");
    line("\n## Items\n\n| Item | Purpose |\n|---|---|");
    for name in &names {
        let item = all.get(name).unwrap_or_else(|| panic!("{name} is handed out and not found"));
        line(&format!("| {} `{name}` | {} |", item.kind, item.purpose));
    }
    line("\nShown of other crates, whose documentation has them: ");
    for other in &others {
        line(&format!("- `{other}`"));
    }
    for name in &names {
        let item = &all[name];
        if item.members.is_empty() {
            continue;
        }
        line(&format!("\n## {}\n\n| Member | Purpose |\n|---|---|", item.name));
        for (signature, purpose) in &item.members {
            line(&format!("| `{signature}` | {purpose} |"));
        }
    }
    page.replace(": \n-", ":\n\n-")
}

#[test]
fn api_page_is_that_of_the_sources() {
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(PAGE), &page).expect("the page can be written");
    }
    let kept = text(PAGE);
    let differs = kept.lines().zip(page.lines()).find(|(kept, page)| kept != page);
    assert!(kept == page, "UPDATE=1 writes {PAGE} anew; the first difference: {differs:?}");
}

#[test]
fn api_items_all_have_a_purpose() {
    for (name, item) in all() {
        assert!(item.purpose.len() > 5, "{name} has no line that says what it is for");
        for (signature, purpose) in item.members {
            assert!(purpose.len() > 3, "{name}::{signature} has no line that says what it is for");
        }
    }
}

/// What is public in a module and not handed out is public for nobody.
#[test]
fn api_has_nothing_that_nobody_can_reach() {
    let (names, _) = face();
    for (name, _) in all() {
        assert!(names.contains(&name), "{name} is public and the crate does not hand it out");
    }
}
