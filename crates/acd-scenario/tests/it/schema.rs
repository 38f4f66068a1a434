//! The JSON Schema: committed, never stale, and no stricter than the reader.

use std::path::Path;

use serde_json::Value;

use super::contract::CONTRACT;
use super::{WHOLE, plan};

/// Where the schema is kept. `UPDATE=1 cargo test -p acd-scenario --features schema` writes it anew.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema/scenario-1.schema.json");

#[test]
fn the_kept_schema_is_the_present_one() {
    let schema = format!("{:#}\n", acd_scenario::schema());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(Path::new(KEPT).parent().unwrap()).unwrap();
        std::fs::write(KEPT, &schema).unwrap();
    }
    let kept = std::fs::read_to_string(KEPT).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == schema, "docs/schema is stale: run UPDATE=1 cargo test -p acd-scenario --features schema");
}

#[test]
fn the_schema_accepts_the_whole_files_of_the_contract() {
    for text in [WHOLE, CONTRACT] {
        let lines = text.lines().map(|line| line.split_once("// ").map_or(line, |(before, _)| before));
        let file: Value = serde_json::from_str(&lines.collect::<String>()).unwrap();
        plan(&file.to_string());
        let schema = acd_scenario::schema();
        assert_eq!(wrong(&schema, &schema, &file, ""), None);
    }
}

#[test]
fn the_schema_refuses_unknown_members_and_two_verbs() {
    let schema = acd_scenario::schema();
    let refused = [
        serde_json::json!({ "version": 1, "sed": 1 }),
        serde_json::json!({ "version": 1, "steps": [ { "at": "1s" } ] }),
        serde_json::json!({ "version": 1, "steps": [ { "at": "1s", "close_proxy": {}, "open_proxy": {} } ] }),
        serde_json::json!({ "version": 1, "queues": [ { "id": "q" } ] }),
        serde_json::json!({ "version": 1, "queues": [ { "id": "q", "group": "g", "strategy": "best" } ] }),
        serde_json::json!({ "version": 1, "expect": [ { "call": { "call": "c", "wait": 1 } } ] }),
        serde_json::json!({ "version": 1, "expect": [ { "message": { "type": "line_queue_state" } } ] }),
        serde_json::json!({ "version": 1, "profile": { "base": "loose" } }),
        serde_json::json!({ "version": 1, "policies": { "call_rate_factor": 5 } }),
    ];
    for file in refused {
        assert!(wrong(&schema, &schema, &file, "").is_some(), "{file}");
    }
}

/// What is wrong with a value, by as much of JSON Schema as ours uses (patterns and lengths left out).
fn wrong(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let fails = |condition: bool, what: &str| condition.then(|| format!("{at}: {what}"));
    let all = |key: &str| schema[key].as_array().map(Vec::as_slice).unwrap_or_default();
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(&reference[1..]).expect("a definition");
        if let Some(error) = wrong(root, target, value, at) {
            return Some(error);
        }
    }
    let fits = |schema: &Value| wrong(root, schema, value, at).is_none();
    fails(schema.get("enum").is_some() && !all("enum").contains(value), "enum")
        .or_else(|| fails(schema.get("const").is_some_and(|one| one != value), "const"))
        .or_else(|| fails(!has_type(&schema["type"], value), "type"))
        .or_else(|| fails(schema.get("anyOf").is_some() && !all("anyOf").iter().any(fits), "anyOf"))
        .or_else(|| {
            fails(schema.get("oneOf").is_some() && all("oneOf").iter().filter(|s| fits(s)).count() != 1, "oneOf")
        })
        .or_else(|| match value {
            Value::Array(elements) if schema.get("items").is_some() => elements
                .iter()
                .enumerate()
                .find_map(|(index, element)| wrong(root, &schema["items"], element, &format!("{at}[{index}]"))),
            Value::Object(members) => object_wrong(root, schema, members, at),
            Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
}

fn object_wrong(root: &Value, schema: &Value, members: &serde_json::Map<String, Value>, at: &str) -> Option<String> {
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing = required.into_iter().find(|name| !members.contains_key(*name));
    let count = members.len() as u64;
    if missing.is_some()
        || schema["minProperties"].as_u64() > Some(count)
        || schema["maxProperties"].as_u64().is_some_and(|most| count > most)
    {
        return Some(format!("{at}: members {missing:?}"));
    }
    members.iter().find_map(|(name, member)| {
        let inner = format!("{at}.{name}");
        match (schema["properties"].get(name), schema.get("additionalProperties")) {
            (Some(property), _) => wrong(root, property, member, &inner),
            (None, Some(Value::Bool(false))) => Some(format!("{inner}: unknown")),
            (None, Some(other)) => wrong(root, other, member, &inner),
            (None, None) => None,
        }
    })
}

fn has_type(types: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => value.is_null(),
    };
    match types {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => true,
    }
}
