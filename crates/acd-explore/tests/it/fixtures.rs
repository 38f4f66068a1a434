//! Every scenario of the repository under the audit.

use std::fs;
use std::path::{Path, PathBuf};

use acd_explore::judge;
use acd_scenario::{Files, Plan, Source, load};

/// Files beside a scenario.
struct Beside(PathBuf);

impl Files for Beside {
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }
}

/// All scenarios below a folder of fixtures, in order of their names.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder of fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder can be read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            below(&path, found);
        } else if path.to_string_lossy().ends_with(".scenario.json") {
            found.push(path);
        }
    }
}

fn plan(path: &Path) -> Plan {
    let bytes = fs::read(path).expect("a fixture can be read");
    let files = Beside(path.parent().expect("a file has a folder").to_path_buf());
    let name = path.to_string_lossy();
    load(&Source { name: &name, bytes: &bytes, files: &files }).expect("a fixture is valid").plan
}

#[test]
fn every_fixture_stands_the_audit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut found = Vec::new();
    below(&root.join("scenarios"), &mut found);
    below(&root.join("regressions"), &mut found);
    // Every law after every event is too much for ten thousand agents.
    found.retain(|path| {
        !path.ends_with("ten_thousand_agents.scenario.json") && !path.ends_with("working_day.scenario.json")
    });
    assert!(found.len() > 20, "there are fixtures: {found:?}");
    for path in found {
        let plan = plan(&path);
        let verdict = judge(&plan, plan.config.seed);
        assert!(verdict.failures.is_empty(), "{}: {:#?}", path.display(), verdict.failures);
    }
}
