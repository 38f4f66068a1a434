//! As much of Markdown as the documents need: fenced blocks, headings and links.

use std::collections::BTreeSet;

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The word after the opening fence.
    pub(crate) language: String,
    /// What is between the fences.
    pub(crate) text: String,
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
}

/// All fenced blocks of a document.
pub(crate) fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (line, text) in (1..).zip(document.lines()) {
        match (&mut open, text.trim_start().strip_prefix("```")) {
            (None, Some(language)) => {
                open = Some(Block { language: language.trim().to_owned(), text: String::new(), line });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(text);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed: {open:?}");
    blocks
}

/// The document without what stands between fences.
fn prose(document: &str) -> String {
    let mut fenced = false;
    let outside = document.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    outside.map(|line| line.to_owned() + "\n").collect()
}

/// The targets of all links and pictures.
pub(crate) fn links(document: &str) -> Vec<String> {
    let prose = prose(document);
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target.to_owned()).collect()
}

/// What stands between backquotes outside of blocks.
pub(crate) fn codes(document: &str) -> Vec<String> {
    prose(document).split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The anchors that the headings make, as public hosts of repositories do.
pub(crate) fn anchors(document: &str) -> BTreeSet<String> {
    let prose = prose(document);
    let headings = prose.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#'));
    headings.map(|heading| anchor(heading.trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn blocks_headings_and_links_are_found() {
    let document = "# The way: `run`\n[a](b.md#c) and ![d](e.svg)\n```sh\n[x](y)\n# z\n```\n";
    assert_eq!(blocks(document), [Block { language: "sh".to_owned(), text: "[x](y)\n# z\n".to_owned(), line: 3 }]);
    assert_eq!(links(document), ["b.md#c", "e.svg"]);
    assert_eq!(codes(document), ["run"]);
    assert_eq!(anchors(document), BTreeSet::from(["the-way-run".to_owned()]));
}
