//! What was meant: the known name nearest to an unknown one.

/// The nearest of the known names, if one is near enough to be a slip of the keyboard, else one that the name is
/// short for; the first of equals.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let tolerance = (name.chars().count() / 3).max(1);
    let folded = name.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    let mut shortened = None;
    for candidate in known {
        if folded.len() >= 3 && candidate.starts_with(&folded) {
            shortened = shortened.or(Some(candidate));
        }
        if candidate.len().abs_diff(name.len()) > 4 * tolerance {
            continue;
        }
        let distance = distance(&folded, candidate);
        if distance <= tolerance && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate).or(shortened)
}

/// Slips between the two, capitals and hyphens not counted.
fn distance(folded: &str, candidate: &str) -> usize {
    let candidate = candidate.to_lowercase();
    if folded.replace(['-', ' '], "_") == candidate {
        return 0;
    }
    strsim::damerau_levenshtein(folded, &candidate)
}

/// The sentence for a suggestion.
pub(crate) fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// Names for a message: all of a few, the first of many.
pub(crate) fn list<'k>(names: impl IntoIterator<Item = &'k str>) -> String {
    const SHOWN: usize = 20;
    let mut names = names.into_iter();
    let mut shown: Vec<String> = names.by_ref().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.next().is_some() {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_forgiven_and_strangers_are_not() {
        let known = ["sales_q", "backup_q", "support"];
        assert_eq!(nearest("sale_q", known), Some("sales_q"));
        assert_eq!(nearest("Sales-Q", known), Some("sales_q"));
        assert_eq!(nearest("suppotr", known), Some("support"));
        assert_eq!(nearest("back", known), Some("backup_q"));
        assert_eq!(nearest("billing", known), None);
        assert_eq!(nearest("x", known), None);
    }
}
