//! What was meant: the known name nearest to an unknown one.

/// The nearest of the known names, if one is near enough to be a slip of the keyboard: a third of its letters put in, taken
/// out, changed or swapped, or one letter of a short name. Of equals the first. Capitals, hyphens and spaces are no
/// difference. Where none is so near, the first that has the name and a slash before its own: a session of that agent, a call of
/// that stream.
///
/// ```
/// use tapi_types::nearest;
///
/// assert_eq!(nearest("suppotr", ["sales_q", "support"]), Some("support"));
/// assert_eq!(nearest("billing", ["sales_q", "support"]), None);
/// assert_eq!(nearest("anna", ["ben/sales/1", "anna/sales/1"]), Some("anna/sales/1"));
/// ```
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let chars = name.chars().count();
    let tolerance = (chars / 3).max(1);
    let folded = fold(name);
    let mut part_of = None;
    let inside = |known: &str| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    let known = known.into_iter().inspect(|known| {
        if part_of.is_none() && inside(known) {
            part_of = Some(*known);
        }
    });
    // Names of very different length need no look: this bounds the time for a long one.
    let alike = known.filter(|known| known.chars().count().abs_diff(chars) <= tolerance);
    let distances = alike.map(|known| (strsim::damerau_levenshtein(&folded, &fold(known)), known));
    let slips = distances.filter(|(distance, _)| *distance <= tolerance);
    let near = slips.min_by_key(|(distance, _)| *distance).map(|(_, known)| known);
    near.or(part_of)
}

/// Without what is no difference.
pub(crate) fn fold(name: &str) -> String {
    name.to_lowercase().replace(['-', ' '], "_")
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
        assert_eq!(nearest("billing", known), None);
        assert_eq!(nearest("x", known), None);
    }

    #[test]
    fn a_slip_is_a_third_of_the_letters_at_most() {
        let of_six = |name| nearest(name, ["abcdef"]);
        assert_eq!((of_six("abcdxy"), of_six("abcxyz")), (Some("abcdef"), None));
        assert_eq!((of_six("a"), nearest("x", ["a"])), (None, Some("a")));
    }

    #[test]
    fn what_belongs_to_a_name_comes_after_what_is_near_it() {
        let sessions = ["ben/sales/1", "anna/sales/1", "anna/support/1"];
        assert_eq!(nearest("anna", sessions), Some("anna/sales/1"));
        assert_eq!(nearest("ann", sessions), None);
        assert_eq!(nearest("anna", ["anna/sales/1", "hanna"]), Some("hanna"));
    }

    #[test]
    fn of_equals_the_first_is_meant() {
        assert_eq!(nearest("sales", ["sale1", "sale2"]), Some("sale1"));
        assert_eq!(nearest("sale2", ["sale1", "sale2"]), Some("sale2"));
    }
}
