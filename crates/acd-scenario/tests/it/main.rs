//! Scenario files in, plans and diagnostics out.

use acd_scenario::{Loaded, NoFiles, Source, load};

fn read(text: &str) -> Result<Loaded, Vec<acd_scenario::Diagnostic>> {
    load(&Source { name: "test.scenario.json", bytes: text.as_bytes(), files: &NoFiles })
}

#[test]
fn the_whole_file_of_the_contract_loads() {
    let loaded = read(include_str!("../files/whole.jsonc"))
        .unwrap_or_else(|errors| panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")));
    println!("{:#?}", loaded.plan);
    assert_eq!(loaded.warnings, []);
}
