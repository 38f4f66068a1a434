//! Exchanges with a provider: written, read back, kept; and whether the document has them.

mod damage;
mod every;
mod writing;

use std::collections::BTreeSet;
use std::io::Write;

use acd_trace::{ExchangeWriter, Kind, read_exchanges};
use serde_json::Value;
use tapi_types::Function;
use tsp_provider::Exchange;

use self::every::{a_few, every_exchange};
use crate::golden::hold;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/RECORDINGS.md");

fn write_all<W: Write>(writer: &ExchangeWriter<W>, exchanges: &[Exchange]) {
    for exchange in exchanges {
        writer.write(exchange);
    }
}

fn written(exchanges: &[Exchange]) -> Vec<u8> {
    let writer = ExchangeWriter::new(Vec::new()).expect("a vector takes everything");
    write_all(&writer, exchanges);
    writer.finish().expect("a vector takes everything")
}

fn kind(file: &[u8]) -> Option<Kind> {
    read_exchanges(file).err().map(|flaw| flaw.kind())
}

#[test]
fn what_is_written_is_read_back() {
    for greatest in [false, true] {
        let exchanges = every_exchange(greatest);
        let functions: BTreeSet<_> = exchanges.iter().filter_map(|exchange| exchange.ask.function()).collect();
        assert_eq!(functions.len(), Function::REQUESTS.len());
        let file = written(&exchanges);
        assert_eq!(read_exchanges(&file[..]).unwrap(), exchanges);
        let again = written(&read_exchanges(&file[..]).unwrap());
        assert_eq!(again, file, "and written again as it was");
    }
    assert_eq!(read_exchanges(&written(&[])[..]).unwrap(), []);
}

#[test]
fn what_ended_first_is_written_first_and_what_was_asked_first_is_read_first() {
    let exchanges = a_few();
    let mut by_end = exchanges.clone();
    by_end.reverse();
    assert_eq!(read_exchanges(&written(&by_end)[..]).unwrap(), exchanges);
}

#[test]
fn a_few_exchanges_are_kept_to_the_byte() {
    let file = written(&a_few());
    hold("small.exchanges.jsonl", std::str::from_utf8(&file).unwrap());
}

/// All names of members, and the names of questions.
fn names(value: &Value, found: &mut BTreeSet<String>) {
    let Value::Object(members) = value else { return };
    for (name, value) in members {
        found.insert(name.clone());
        if let ("name", Value::String(ask)) = (name.as_str(), value) {
            found.extend(members.contains_key("group").then(|| "name".to_owned()));
            found.extend((ask.starts_with("line") || ask.ends_with("_entry")).then(|| ask.clone()));
        }
        names(value, found);
    }
}

#[test]
fn the_document_has_every_name() {
    let document = std::fs::read_to_string(DOCUMENT).expect("the document is there");
    let (_, section) = document.split_once("\n## Exchanges").expect("the document has a section about exchanges");
    let mut found = BTreeSet::new();
    for line in written(&a_few()).split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        names(&serde_json::from_slice(line).expect("a line is an object"), &mut found);
    }
    let missing: Vec<&String> = found.iter().filter(|name| !section.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty() && found.len() > 60, "docs/RECORDINGS.md: {missing:?}");
}
