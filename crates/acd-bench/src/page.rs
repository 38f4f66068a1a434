//! docs/PERFORMANCE.md has what was measured between marks, and people's words around them.

use std::io;
use std::path::PathBuf;

use crate::summary::{self, Measured};

/// The block that says where and how much was measured.
const RUN: &str = "run";
/// The block of the goals.
const GOALS: &str = "goals";
/// The block of instructions.
pub(crate) const INSTRUCTIONS: &str = "instructions";

fn path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/PERFORMANCE.md"))
}

/// Line ends as on Unix.
fn text() -> io::Result<String> {
    Ok(std::fs::read_to_string(path())?.replace("\r\n", "\n"))
}

/// Writes a whole run into the page.
///
/// # Errors
/// What the system says, and where the page lacks the marks of a block.
pub(crate) fn keep(run: &str, all: &[Measured]) -> io::Result<()> {
    let cases = all.iter().map(|measured| (measured.case.name, summary::case_table(measured)));
    let blocks = [(RUN, run.to_owned()), (GOALS, summary::goals_table(all))].into_iter().chain(cases);
    keep_blocks(blocks)
}

/// Writes blocks of these names into the page.
///
/// # Errors
/// As [`keep`].
pub(crate) fn keep_blocks<'a>(blocks: impl IntoIterator<Item = (&'a str, String)>) -> io::Result<()> {
    let mut page = text()?;
    for (name, block) in blocks {
        page = with(&page, name, &block)
            .ok_or_else(|| io::Error::other(format!("docs/PERFORMANCE.md has no block {name}")))?;
    }
    std::fs::write(path(), page)
}

fn marks(name: &str) -> (String, String) {
    (format!("<!-- measured: {name} -->\n"), format!("<!-- end of {name} -->\n"))
}

/// The page with another block.
fn with(page: &str, name: &str, block: &str) -> Option<String> {
    let (begin, end) = marks(name);
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n{}\n\n{end}{after}", block.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cases, goal, instructions, row};

    /// A block as the page has it.
    fn block<'a>(page: &'a str, name: &str) -> Option<&'a str> {
        let (begin, end) = marks(name);
        page.split_once(&begin)?.1.split_once(&end).map(|(block, _)| block.trim())
    }

    #[test]
    fn a_block_is_put_in_the_place_of_another() {
        let page = "words\n\n<!-- measured: goals -->\nold\n<!-- end of goals -->\n\nmore words\n";
        let made = with(page, "goals", "| new |\n").expect("there is such a block");
        assert_eq!(made, "words\n\n<!-- measured: goals -->\n\n| new |\n\n<!-- end of goals -->\n\nmore words\n");
        assert_eq!(block(&made, "goals"), Some("| new |"));
        assert_eq!(with(page, "station", "| new |"), None);
    }

    /// What the heads of rows are must be what the code has, in its order, and there must be nothing else.
    #[test]
    fn page_has_every_goal() {
        let page = text().expect("the page can be read");
        let goals = block(&page, GOALS).expect("the page has goals");
        let rows: Vec<&str> = goals.strip_prefix(summary::GOALS_HEAD).unwrap_or_default().lines().collect();
        assert_eq!(rows.len(), goal::ALL.len(), "UPDATE=1 cargo run --release -p acd-bench writes them anew");
        for (row, goal) in rows.iter().zip(goal::ALL) {
            assert!(row.starts_with(&summary::head(&goal)), "{row}\nis not the row of {goal:?}");
        }
    }

    #[test]
    fn page_has_every_case() {
        let page = text().expect("the page can be read");
        for case in &cases::ALL {
            let block =
                block(&page, case.name).unwrap_or_else(|| panic!("docs/PERFORMANCE.md has no marks of {}", case.name));
            let head = format!("{}\n\n{}", summary::heading(case), row::HEAD);
            assert!(block.starts_with(&head), "UPDATE=1 cargo run --release -p acd-bench writes it anew: {head}");
        }
        let measured = page.matches("<!-- measured: ").count();
        assert_eq!(measured, cases::ALL.len() + 3, "a block of a case that is not there any more?");
    }

    #[test]
    fn page_has_instructions_as_they_are_known() {
        let page = text().expect("the page can be read");
        assert_eq!(block(&page, INSTRUCTIONS), Some(instructions::known_table().trim()));
    }
}
