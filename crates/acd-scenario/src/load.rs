//! Reading a scenario: the fast way for plain JSON without mistakes, the slow way for everything else.

use std::collections::BTreeSet;
use std::io;

use crate::compile::compile;
use crate::file::Scenario;
use crate::finding::{Finding, Place};
use crate::locate::Located;
use crate::path::Path;
use crate::tree::{parse, recover};
use crate::{Diagnostic, Plan, Severity, limits};

/// A scenario file as bytes.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Shown in diagnostics: a path, or `-` for standard input.
    pub name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
    /// The files beside it.
    pub files: &'a dyn Files,
}

/// Files beside a scenario, by the names that it gives them.
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Whatever keeps the file from being read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
}

/// No files beside the scenario.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _name: &str) -> io::Result<Vec<u8>> {
        Err(io::Error::new(io::ErrorKind::NotFound, "there are no files beside this scenario"))
    }
}

/// A scenario that can run.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The scenario.
    pub plan: Plan,
    /// What is perhaps not as it was meant.
    pub warnings: Vec<Diagnostic>,
}

/// Reads, checks and compiles a scenario.
///
/// # Errors
/// Everything that is wrong with the file, in order of place. Warnings come only with a plan.
pub fn load(source: &Source<'_>) -> Result<Loaded, Vec<Diagnostic>> {
    let (text, located) = utf8(source)?;
    if let Ok(file) = serde_json::from_str::<Scenario<'_>>(text) {
        let (plan, findings) = compile(file, &default_name(source.name), source.files, &BTreeSet::new());
        if let Some(plan) = plan {
            return Ok(Loaded { plan, warnings: placed(findings, text, &located) });
        }
    }
    no_zero(text, &located)?; // of which plain JSON has none
    load_slowly(source, text, &located)
}

/// Warnings with their lines. Only now somebody asks for them.
fn placed(findings: Vec<Finding>, text: &str, located: &Located<'_>) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return Vec::new();
    }
    let (tree, _) = parse(text, located.base);
    located.diagnostics(findings, tree.as_ref())
}

/// By way of a tree: comments, trailing commas, mistakes.
fn load_slowly(source: &Source<'_>, text: &str, located: &Located<'_>) -> Result<Loaded, Vec<Diagnostic>> {
    let (tree, mut findings) = parse(text, located.base);
    let Some(mut tree) = tree else {
        return Err(located.diagnostics(findings, None));
    };
    let mut recovered = recover(&mut tree, text.len());
    findings.append(&mut recovered.findings);
    if recovered.unreadable.contains(&Path::default()) {
        return Err(located.diagnostics(findings, Some(&tree)));
    }
    let (plan, mut found) = compile(recovered.file, &default_name(source.name), source.files, &recovered.unreadable);
    if found.iter().any(|finding| finding.code == "unsupported_version") {
        findings.clear(); // another version has other members
    }
    findings.append(&mut found);
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    if let Some(plan) = plan.filter(|_| !failed) {
        return Ok(Loaded { plan, warnings: located.diagnostics(findings, Some(&tree)) });
    }
    findings.retain(|finding| finding.severity == Severity::Error);
    Err(located.diagnostics(findings, Some(&tree)))
}

/// The file as text, without a byte-order mark.
pub(crate) fn text<'a>(source: &Source<'a>) -> Result<(&'a str, Located<'a>), Vec<Diagnostic>> {
    let (text, located) = utf8(source)?;
    no_zero(text, &located)?;
    Ok((text, located))
}

/// An error where the file holds a zero byte, as no text does.
fn no_zero(text: &str, located: &Located<'_>) -> Result<(), Vec<Diagnostic>> {
    let place = text.find('\0').map(|zero| located.base + zero);
    place.map_or(Ok(()), |place| Err(located.unfit("binary_file", place, "this is not a text file".to_owned(), None)))
}

/// The same, where a zero byte is as good as any.
fn utf8<'a>(source: &Source<'a>) -> Result<(&'a str, Located<'a>), Vec<Diagnostic>> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let bytes = source.bytes;
    let base = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
    let located = Located { name: source.name, bytes, base };
    if bytes.len() > limits::FILE_BYTES {
        let message = format!("the file has {} bytes, and {} is the limit", bytes.len(), limits::FILE_BYTES);
        return Err(located.unfit("too_many", 0, message, None));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(located.unfit("invalid_utf8", 0, "the file is in UTF-16".to_owned(), Some("save it as UTF-8")));
    }
    match std::str::from_utf8(&bytes[base..]) {
        Ok(text) => Ok((text, located)),
        Err(error) => {
            let place = base + error.valid_up_to();
            let message = format!("the byte 0x{:02X} is not UTF-8 text", bytes[place]);
            Err(located.unfit("invalid_utf8", place, message, Some("save the file as UTF-8")))
        }
    }
}

impl Located<'_> {
    /// The one error of a file that is no text of ours.
    fn unfit(&self, code: &'static str, place: usize, message: String, help: Option<&str>) -> Vec<Diagnostic> {
        let end = (place + 1).min(self.bytes.len());
        let mut finding = Finding::error(code, Place::Bytes(place.min(end)..end, Path::default()), message);
        finding.maybe_help(help.map(str::to_owned));
        self.diagnostics(vec![finding], None)
    }
}

/// What a scenario is called that does not say: its file without folders and endings.
fn default_name(source: &str) -> String {
    let file = source.rsplit(['/', '\\']).next().unwrap_or(source);
    let name = file.strip_suffix(".json").unwrap_or(file);
    let name = name.strip_suffix(".scenario").unwrap_or(name);
    if matches!(name, "" | "-") { "scenario".to_owned() } else { name.to_owned() }
}
