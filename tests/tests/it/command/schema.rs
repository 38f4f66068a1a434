//! The JSON Schema stands in the documents, where editors find it, as the command prints it.

use std::fs;

use super::tspmock;
use crate::home::{files, root, text};

const SCHEMA: &str = "docs/schema/scenario-1.schema.json";

#[test]
fn the_schema_in_the_documents_is_what_the_command_prints() {
    let printed = tspmock(["schema"]);
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    let path = root().join(SCHEMA);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("folders can be made");
        fs::write(&path, &printed.out).expect("the schema can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == printed.out, "{SCHEMA} is old: run the test with UPDATE=1 and look at the difference");
}

#[test]
fn scenarios_that_name_the_schema_find_it() {
    for file in files("fixtures", ".scenario.json") {
        let scenario = text(&file);
        let named = scenario.split("\"$schema\": \"").nth(1).and_then(|rest| rest.split('"').next());
        if let Some(named) = named {
            let folder = root().join(&file);
            let schema = folder.parent().expect("it is in a folder").join(named);
            assert!(schema.is_file(), "{file}: {named} is not there");
        }
    }
}
