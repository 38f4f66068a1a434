//! Puts into a copy of the sources, at the start of each item, a way out with a blank answer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::super::table::{Kind, Row};

/// What stands in tables whose rows are items, or is one function for all: the file, the place behind which the way out goes,
/// and the item.
const TABLES: [(&str, &str, &str); 6] = [
    ("crates/tapi-abi/src/structure.rs", "fn put(&self, writer: &mut $crate::Writer<'_>, at: usize) {", "$c"),
    (
        "crates/tapi-types/src/message.rs",
        "pub fn parameters(self) -> [u32; 3] {",
        "crate::Constant::original_name(self.number())",
    ),
    (
        "crates/tapi-client/src/getters.rs",
        "pub async fn $name(&self) -> Result<$value, TapiError> {",
        "concat!($interface, \"::\", $original)",
    ),
    (
        "crates/tapi-client/src/event.rs",
        "pub const fn $whom(&self) -> &$object {",
        "concat!($interface, \"::\", $original)",
    ),
    (
        "crates/tapi-client/src/event.rs",
        "pub const fn event(&self) -> tapi3::$what {",
        "concat!($interface, \"::get_Event\")",
    ),
    (
        "crates/tapi-line/src/functions.rs",
        "pub fn $name(&self, line: u32, $($argument: $kind),*) -> i32 {",
        "tapi_types::Function::$function.original_name()",
    ),
];

/// What is derived: the copy of an enumerator.
const DERIVED: (&str, &str, &str) =
    ("crates/tapi-client/src/enumerator.rs", "#[derive(Debug, Clone)]", "#[derive(Debug)]");

/// The same, written out.
const WRITTEN: &str = "
impl<T> Clone for Enumerator<T> {
    fn clone(&self) -> Self {
        WAY_OUT
        Enumerator { list: Arc::clone(&self.list), place: self.place }
    }
}
";

/// What is behind the ways out, for each crate.
const BLANKS: [(&str, &str); 4] = [
    ("crates/tapi-types/src/lib.rs", include_str!("blank_plain.txt")),
    ("crates/tapi-abi/src/lib.rs", include_str!("blank_plain.txt")),
    ("crates/tapi-client/src/lib.rs", include_str!("blank_client.txt")),
    ("crates/tapi-line/src/lib.rs", include_str!("blank_line.txt")),
];

fn way_out(items: &str) -> String {
    format!(" if crate::blank::is_wanted(&[{items}]) {{ return crate::blank::Blank::blank(); }} ")
}

/// Plants all items of these rows in the sources below a folder.
pub(super) fn plant(folder: &Path, rows: &[Row]) {
    for (file, behind, items) in TABLES {
        change(folder, file, |source| once(source, behind, &(behind.replace("const ", "") + &way_out(items))));
    }
    for (source, items) in by_place(rows) {
        change(folder, source.0, |text| declared(text, source.1, &items));
    }
    let (file, derived, without) = DERIVED;
    let copies: Vec<String> =
        rows.iter().filter(|row| row.item.ends_with("::Clone")).map(|row| quoted(&row.item)).collect();
    let written = WRITTEN.replace("WAY_OUT", &way_out(&copies.join(", ")));
    change(folder, file, |source| once(source, derived, without) + &written);
    for (file, blank) in BLANKS {
        change(folder, file, |source| source.to_owned() + blank);
    }
}

/// The items that are functions in the source, by the source and the line of their declaration: enumerators share theirs.
fn by_place(rows: &[Row]) -> BTreeMap<(&str, &str), String> {
    let mut places: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for row in rows.iter().filter(|row| matches!(row.kind, Kind::Function | Kind::Method)) {
        let name = row.rust.rsplit("::").next().unwrap_or_default();
        places.entry((&row.source, name)).or_default().push(quoted(&row.item));
    }
    places.into_iter().map(|(place, items)| (place, items.join(", "))).collect()
}

fn quoted(item: &str) -> String {
    format!("\"{item}\"")
}

/// Plants at the start of a public function; what is not declared in this way stands in a table.
fn declared(source: &str, name: &str, items: &str) -> String {
    let heads = [format!("pub fn {name}("), format!("pub async fn {name}("), format!("pub const fn {name}(")];
    let Some(head) = heads.iter().find(|head| source.contains(head.as_str())) else { return source.to_owned() };
    let (before, rest) = source.split_once(head.as_str()).expect("it is there");
    let (signature, body) = rest.split_once('{').expect("functions have bodies");
    format!("{before}{}{signature}{{{}{body}", head.replace("const ", ""), way_out(items))
}

#[track_caller]
fn once(source: &str, found: &str, new: &str) -> String {
    assert_eq!(source.matches(found).count(), 1, "{found}");
    source.replacen(found, new, 1)
}

fn change(folder: &Path, file: &str, how: impl FnOnce(&str) -> String) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    fs::write(&path, how(&text)).unwrap_or_else(|error| panic!("{file}: {error}"));
}
