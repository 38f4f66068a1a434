//! What was meant: the known name nearest to an unknown one.

/// How many names an error lists.
pub(crate) const NAMES_LISTED: usize = 20;

/// The nearest of the known names, if one is near enough to be a slip; the first of equals.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    let tolerance = (name.chars().count() / 3).max(1);
    let folded = fold(name);
    let distances = known.into_iter().map(|known| (strsim::damerau_levenshtein(&folded, &fold(known)), known));
    let near = distances.filter(|(distance, _)| *distance <= tolerance).min_by_key(|(distance, _)| *distance);
    near.map(|(_, known)| known.to_owned())
}

fn fold(name: &str) -> String {
    name.to_lowercase().replace(['-', ' '], "_")
}

/// The first of many names, and a sign that there are more.
pub(crate) fn first(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names = names.into_iter();
    let mut listed: Vec<String> = names.by_ref().take(NAMES_LISTED).collect();
    if names.next().is_some() {
        listed.push("…".to_owned());
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_forgiven_and_strangers_are_not() {
        let known = ["sales_q", "backup_q", "support"];
        assert_eq!(nearest("Sales-Q", known).as_deref(), Some("sales_q"));
        assert_eq!(nearest("suppotr", known).as_deref(), Some("support"));
        assert_eq!(nearest("billing", known), None);
    }

    #[test]
    fn many_names_are_cut_short() {
        let names = |n: usize| (0..n).map(|n| n.to_string());
        assert_eq!(first(names(NAMES_LISTED)).len(), NAMES_LISTED);
        assert_eq!(first(names(100)).last().map(String::as_str), Some("…"));
    }
}
