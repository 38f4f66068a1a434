//! Names of the file: declared once, then resolved. One hash map for each kind of thing.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use hashbrown::HashTable;

use super::check::{Check, quoted};
use crate::path::At;
use crate::suggest::did_you_mean;

/// A kind of thing that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Group,
    Queue,
    Agent,
    Session,
    Call,
    Request,
    Stream,
    Activity,
    Client,
    Step,
    Fault,
    Expectation,
}

impl Kind {
    /// What it is called in messages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Kind::Group => "group",
            Kind::Queue => "queue",
            Kind::Agent => "agent",
            Kind::Session => "session",
            Kind::Call => "call",
            Kind::Request => "request",
            Kind::Stream => "stream",
            Kind::Activity => "activity",
            Kind::Client => "client",
            Kind::Step => "step",
            Kind::Fault => "fault",
            Kind::Expectation => "expectation",
        }
    }
}

impl Kind {
    /// More of them.
    fn several(self) -> String {
        let name = self.name();
        name.strip_suffix('y').map_or_else(|| format!("{name}s"), |stem| format!("{stem}ies"))
    }

    /// One of them.
    fn one(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['a', 'e']) { "an" } else { "a" };
        format!("{article} {name}")
    }
}

/// The names of one kind, in order of declaration.
///
/// A file may declare a million calls, so the table of places holds no text: it is small enough to stay near.
pub(crate) struct Table {
    kind: Kind,
    names: Vec<String>,
    used: Vec<bool>,
    places: HashTable<Entry>,
    /// Some declaration could not be read, so that a name unknown here may well be declared.
    incomplete: bool,
}

/// The hash of a name, shortened, and its place.
#[derive(Clone, Copy)]
struct Entry {
    hash: u32,
    place: u32,
}

/// The same in every run and on every machine; nothing depends on it but speed.
#[expect(clippy::cast_possible_truncation, reason = "a hash")]
fn hash(name: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish() as u32
}

/// The table looks at the uppermost and the lowest bits.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

impl Table {
    pub(crate) fn new(kind: Kind, incomplete: bool) -> Table {
        Table { kind, names: Vec::new(), used: Vec::new(), places: HashTable::new(), incomplete }
    }

    fn entry(&self, hash: u32, name: &str) -> Option<Entry> {
        let same = |entry: &Entry| entry.hash == hash && self.names[entry.place as usize] == name;
        self.places.find(spread(hash), same).copied()
    }

    /// Adds a name and gives its place; a second declaration is an error and gives nothing.
    pub(crate) fn declare(&mut self, check: &mut Check, name: &str, at: &At<'_>) -> Option<u32> {
        let place = u32::try_from(self.names.len()).expect("limits keep tables within 32 bits");
        let hash = hash(name);
        if self.entry(hash, name).is_some() {
            let kind = self.kind.name();
            check
                .error("duplicate_id", at, format!("the {kind} `{name}` is declared twice"))
                .found(quoted(name))
                .expected(format!("a name that no other {kind} has"));
            return None;
        }
        self.places.insert_unique(spread(hash), Entry { hash, place }, |entry| spread(entry.hash));
        self.names.push(name.to_owned());
        self.used.push(false);
        Some(place)
    }

    /// The place of a name, which then counts as used.
    pub(crate) fn find(&mut self, name: &str) -> Option<u32> {
        let place = self.entry(hash(name), name)?.place;
        self.used[place as usize] = true;
        Some(place)
    }

    /// The place of a name, which does not count as used by this.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.entry(hash(name), name).map(|entry| entry.place as usize)
    }

    /// The name that was likely meant.
    pub(crate) fn meant(&self, check: &mut Check, name: &str) -> Option<&str> {
        check.meant(name, self.names.iter().map(String::as_str))
    }

    /// True where the name is declared.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// The place of a name, as [`Table::find`], or an error that says which names there are.
    pub(crate) fn resolve(&mut self, check: &mut Check, name: &str, at: &At<'_>, others: &[&Table]) -> Option<u32> {
        let place = self.find(name);
        if place.is_none() {
            self.unknown(check, name, at, others);
        }
        place
    }

    /// The error for a name that nothing declares.
    pub(crate) fn unknown(&self, check: &mut Check, name: &str, at: &At<'_>, others: &[&Table]) {
        if self.incomplete {
            return;
        }
        let kind = self.kind.name();
        let help = self.help(check, name, others);
        check
            .error("unknown_id", at, format!("there is no {kind} {}", quoted(name)))
            .found(quoted(name))
            .expected(self.expected())
            .maybe_help(help);
    }

    fn help(&self, check: &mut Check, name: &str, others: &[&Table]) -> Option<String> {
        let first = format!("{name}/1");
        if self.kind == Kind::Agent && self.has(&first) {
            return Some(format!("`count` makes several of them: name one, such as `{first}`"));
        }
        if let Some(meant) = check.meant(name, self.names.iter().map(String::as_str)) {
            return Some(did_you_mean(meant));
        }
        let other = others.iter().find(|table| table.has(name))?;
        let theirs = if (other.kind, self.kind) == (Kind::Agent, Kind::Session) {
            format!("; sessions of its shifts are called `{name}/<group>/1` and so on")
        } else if (other.kind, self.kind) == (Kind::Stream, Kind::Call) {
            format!("; its calls are called `{name}/1` and so on")
        } else {
            String::new()
        };
        Some(format!("`{name}` is {}, not {}{theirs}", other.kind.one(), self.kind.one()))
    }

    fn expected(&self) -> String {
        const SHOWN: usize = 10;
        match self.names.len() {
            0 => format!("{}; the file declares none", self.kind.one()),
            few if few <= SHOWN => {
                format!("one of {}", crate::suggest::list(self.names.iter().map(String::as_str)))
            }
            many => format!("one of the {many} {} of the file", self.kind.several()),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn name(&self, place: usize) -> &str {
        &self.names[place]
    }

    pub(crate) fn used(&self, place: usize) -> bool {
        self.used[place]
    }

    pub(crate) fn incomplete(&self) -> bool {
        self.incomplete
    }

    pub(crate) fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// Texts given numbers in order of their first use: reasons and addresses.
#[derive(Default)]
pub(crate) struct Interned {
    texts: Vec<String>,
    places: HashMap<String, u32>,
}

impl Interned {
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = u32::try_from(self.texts.len()).expect("limits keep tables within 32 bits");
        self.texts.push(text.to_owned());
        self.places.insert(text.to_owned(), place);
        place
    }

    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    pub(crate) fn into_texts(self) -> Vec<String> {
        self.texts
    }
}
