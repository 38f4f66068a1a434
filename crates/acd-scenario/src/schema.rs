//! The JSON Schema (draft 2020-12) of scenario files, made from the types that read them.
//!
//! It knows members, JSON types and closed sets of names. What a schema cannot say, or says badly (names that
//! have to be declared, times in order, rings of queues), only reading the file tells.

use serde_json::{Map, Value, json};
use tapi_types::LineError;

use crate::choices::Choices;
use crate::compile::{ROWS, Row, RowMember};
use crate::file::{Any, Choice, Count, DateTime, Duration, Flag, Id, List, Real, Scenario, Text, Verb, Wants, Whole};
use crate::limits;
use crate::plan::{AddressGetter, AgentGetter, GroupGetter, HandlerGetter, LineGetter, QueueGetter, SessionGetter};

/// The schema of scenario files, version 1.
pub fn schema() -> Value {
    let mut definitions = Definitions::default();
    let root = Scenario::shape(&mut definitions);
    let mut all = definitions.known;
    for one in ["Drawn", "Rate", "Effect", "ExtensionAnswer"] {
        extend(&mut all, one, &[("minProperties", json!(1)), ("maxProperties", json!(1))]);
    }
    request(&mut all);
    expectation(&mut all);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://tspmock.github.io/schema/scenario-1.schema.json",
        "title": "tspmock scenario, version 1",
        "$ref": root["$ref"],
        "$defs": all,
    })
}

/// A type of the file that knows its schema.
pub(crate) trait Shape {
    fn shape(definitions: &mut Definitions) -> Value;
}

/// A member of an object.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Value,
}

/// Objects by the names of their types, each described once.
#[derive(Default)]
pub(crate) struct Definitions {
    known: Map<String, Value>,
}

impl Definitions {
    /// A reference to an object, described if it was not before.
    pub(crate) fn object(
        &mut self,
        name: &str,
        about: &str,
        members: impl FnOnce(&mut Definitions) -> Vec<Member>,
    ) -> Value {
        self.define(name, |definitions| object(about, members(definitions)))
    }

    /// A reference to a step: one of its verbs is required.
    pub(crate) fn step(&mut self) -> Value {
        self.define("Step", |definitions| {
            let verbs = Verb::shapes(definitions);
            let one_verb: Vec<Value> = verbs.iter().map(|verb| json!({ "required": [verb.name] })).collect();
            let member = |name, about, required, shape| Member { name, about, required, shape };
            let mut members = vec![
                member("at", "When.", true, Duration::shape(definitions)),
                member("id", "Its name in the report.", false, Id::shape(definitions)),
                member("refused", "The refusal that it expects.", false, Choice::<LineError>::shape(definitions)),
            ];
            members.extend(verbs);
            let mut step = object("A step: when, and exactly one verb.", members);
            step["oneOf"] = Value::Array(one_verb);
            step
        })
    }

    fn define(&mut self, name: &str, describe: impl FnOnce(&mut Definitions) -> Value) -> Value {
        if !self.known.contains_key(name) {
            self.known.insert(name.to_owned(), Value::Null);
            let described = describe(self);
            self.known.insert(name.to_owned(), described);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }
}

fn object(about: &str, members: Vec<Member>) -> Value {
    let required: Vec<&str> = members.iter().filter(|member| member.required).map(|member| member.name).collect();
    let mut properties = Map::new();
    for Member { name, about, mut shape, .. } in members {
        shape["description"] = about.trim().into();
        properties.insert(name.to_owned(), shape);
    }
    let mut object = json!({
        "description": about.trim(),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn extend(all: &mut Map<String, Value>, name: &str, members: &[(&str, Value)]) {
    if let Some(Value::Object(definition)) = all.get_mut(name) {
        definition.extend(members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    }
}

/// What can be told, whatever the object.
const SETTERS: [&str; 5] = ["state", "measurement_period", "agent_group", "agent_state", "agent_activity"];

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(name).collect()
}

/// Names of getters and setters, which depend on the object in the file.
fn request(all: &mut Map<String, Value>) {
    let objects = [
        names(SessionGetter::ALL, SessionGetter::name),
        names(AgentGetter::ALL, AgentGetter::name),
        names(QueueGetter::ALL, QueueGetter::name),
        names(GroupGetter::ALL, GroupGetter::name),
        names(HandlerGetter::ALL, HandlerGetter::name),
        names(AddressGetter::ALL, AddressGetter::name),
        names(LineGetter::ALL, LineGetter::name),
    ];
    let mut getters = objects.concat();
    getters.sort_unstable();
    getters.dedup();
    let verbs = ["get", "put", "create_session", "create_agent", "agent_specific"];
    let verbs: Vec<Value> = verbs.iter().map(|verb| json!({ "required": [verb] })).collect();
    if let Some(request) = all.get_mut("Request") {
        request["properties"]["get"]["enum"] = json!(getters);
        request["properties"]["put"]["enum"] = json!(SETTERS);
        request["oneOf"] = Value::Array(verbs);
    }
}

/// What an expectation may say about each kind of row.
fn expectation(all: &mut Map<String, Value>) {
    let Some(expectation) = all.get_mut("Expectation") else { return };
    let subjects = ["session", "agent", "queue", "call", "reply", "message"];
    expectation["oneOf"] = subjects.iter().map(|subject| json!({ "required": [subject] })).collect();
    let properties = &mut expectation["properties"];
    for (subject, members) in ROWS {
        let about = properties[subject]["description"].clone();
        properties[subject] = row(members, Some(subject));
        properties[subject]["description"] = about;
    }
    let about = properties["reply"]["description"].clone();
    let moment = json!({ "anyOf": [{ "type": ["string", "null"] }, band(&json!({ "type": "string" }))] });
    properties["reply"] = json!({
        "description": about,
        "type": "object",
        "required": ["request"],
        "properties": {
            "request": { "type": "string" },
            "value": { "type": ["number", "string", "boolean", "array", "object", "null"] },
            "error": { "type": ["string", "null"] },
            "finished_at": moment,
        },
        "additionalProperties": false,
    });
}

fn row(members: Row, own: Option<&str>) -> Value {
    let mut properties: Map<String, Value> =
        members.iter().map(|(name, member)| ((*name).to_owned(), row_member(*member))).collect();
    let mut row = json!({ "type": ["object"], "additionalProperties": false });
    match own {
        Some(own) => {
            properties.insert(own.to_owned(), json!({ "type": "string" }));
            row["required"] = json!([own]);
        }
        None => row["type"] = json!(["object", "null"]),
    }
    row["properties"] = Value::Object(properties);
    row
}

fn row_member(member: RowMember) -> Value {
    match member {
        RowMember::Count => json!({ "anyOf": [{ "type": ["integer", "null"] }, band(&json!({ "type": "number" }))] }),
        RowMember::Ratio => json!({ "anyOf": [{ "type": ["number", "null"] }, band(&json!({ "type": "number" }))] }),
        RowMember::Micros => {
            json!({ "anyOf": [{ "type": ["integer", "string", "null"] }, band(&number_or_text())] })
        }
        RowMember::Flag => json!({ "type": ["boolean", "null"] }),
        RowMember::SessionState => or_null(<tapi_types::SessionState as Choices>::names()),
        RowMember::AgentState => or_null(<tapi_types::AgentState as Choices>::names()),
        RowMember::Disposition => {
            or_null(acd_core::Disposition::ALL.iter().map(|disposition| disposition.name()).collect())
        }
        RowMember::Agent
        | RowMember::Group
        | RowMember::Queue
        | RowMember::Session
        | RowMember::Address
        | RowMember::Activity
        | RowMember::Function
        | RowMember::LegacyState
        | RowMember::Feature
        | RowMember::AddressChange
        | RowMember::Version
        | RowMember::Bytes
        | RowMember::Text => json!({ "type": ["string", "null"] }),
        RowMember::List(element) => json!({ "type": ["array", "null"], "items": row_member(*element) }),
        RowMember::Nothing => json!({ "type": "null" }),
        RowMember::Block(members) => row(members, None),
        RowMember::Reasons => {
            json!({ "type": ["object", "null"], "additionalProperties": row_member(RowMember::Micros) })
        }
    }
}

fn number_or_text() -> Value {
    json!({ "type": ["number", "string"] })
}

fn or_null(names: Vec<&str>) -> Value {
    let mut names: Vec<Value> = names.into_iter().map(Value::from).collect();
    names.push(Value::Null);
    json!({ "enum": names })
}

fn band(end: &Value) -> Value {
    json!({
        "type": "object",
        "properties": { "min": end, "max": end },
        "additionalProperties": false,
        "minProperties": 1,
    })
}

impl Shape for Text<'_> {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "type": "string" })
    }
}

impl Shape for Id<'_> {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "type": "string", "minLength": 1, "maxLength": limits::NAME_CHARS })
    }
}

impl Shape for DateTime<'_> {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "type": "string", "format": "date-time" })
    }
}

impl Shape for Duration<'_> {
    fn shape(definitions: &mut Definitions) -> Value {
        definitions.define("Duration", |_| {
            json!({
                "description": "Whole numbers with h, m, s, ms and us, larger units first, each at most once.",
                "type": "string",
                "minLength": 1,
                "pattern": "^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?([0-9]+us)?$",
                "examples": ["250ms", "90s", "1m30s", "2h"],
            })
        })
    }
}

impl Shape for Whole {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "type": "integer" })
    }
}

impl Shape for Real {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "type": "number" })
    }
}

impl Shape for Flag {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "type": "boolean" })
    }
}

impl Shape for Count<'_> {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "anyOf": [{ "type": "integer" }, band(&json!({ "type": "integer" }))] })
    }
}

impl Shape for Any<'_> {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "type": ["string", "integer", "array", "object"] })
    }
}

impl Shape for Wants<'_> {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "type": "object" })
    }
}

impl<T: Choices> Shape for Choice<'_, T> {
    fn shape(_definitions: &mut Definitions) -> Value {
        json!({ "enum": T::names() })
    }
}

impl<T: Shape> Shape for List<T> {
    fn shape(definitions: &mut Definitions) -> Value {
        json!({ "type": "array", "items": T::shape(definitions) })
    }
}

impl<T: Shape> Shape for Box<T> {
    fn shape(definitions: &mut Definitions) -> Value {
        T::shape(definitions)
    }
}
