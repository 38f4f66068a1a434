//! What the library `tspmock` brings into a user's test build, crate by crate.

use crate::cargo::{features, tree};
use crate::home::text;

/// How many crates a test build gets from `tspmock`, itself included, and how many of them are ours.
const CRATES: usize = 44;
const OURS: usize = 11;

/// The names of the crates, which come in order.
fn names() -> Vec<String> {
    tree("tspmock").iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
}

/// What `.cargo/deny.toml` lets in: names and reasons.
fn allowed() -> Vec<(String, String)> {
    let entry = |line: &str| {
        let line = line.trim().strip_prefix("{ crate = \"")?.strip_suffix("\" },")?;
        let (name, reason) = line.split_once("\", reason = \"")?;
        Some((name.to_owned(), reason.to_owned()))
    };
    let text = text(".cargo/deny.toml");
    let mut allowed: Vec<(String, String)> = text.lines().filter_map(entry).collect();
    assert_eq!(allowed.len(), text.matches("{ crate =").count(), "a line for each crate, with its reason");
    allowed.sort_unstable();
    allowed
}

#[test]
fn footprint_is_what_is_allowed_with_a_reason() {
    let allowed = allowed();
    for (name, reason) in &allowed {
        assert!(reason.len() > 5, "{name} is let in without a reason");
    }
    let allowed: Vec<String> = allowed.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names(), allowed, "the tree of tspmock on the left, .cargo/deny.toml on the right");
}

#[test]
fn footprint_is_a_figure() {
    let names = names();
    let ours = names.iter().filter(|name| crate::home::root().join("crates").join(name).is_dir()).count();
    assert_eq!((names.len(), ours), (CRATES, OURS), "{names:#?}");
    let told = format!("{CRATES} crates, {OURS} of them ours");
    assert!(text("docs/PERFORMANCE.md").contains(&told), "docs/PERFORMANCE.md has another figure than {told}");
}

/// One crate in two versions is built twice.
#[test]
fn footprint_has_each_crate_once() {
    let names = names();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// What tokio does for a user is the user's choice.
#[test]
fn footprint_of_tokio_is_clock_and_tasks() {
    let features: Vec<String> = features("tspmock", "tokio").into_iter().filter(|name| name != "default").collect();
    assert_eq!(features, ["rt", "sync", "time"]);
}
