//! What was meant: the known name nearest to an unknown one.

/// Fewer letters say nothing of the rest, in bytes.
const SHORT_MIN: usize = 3;

/// The nearest of the known names ([`tapi_types::nearest`]), else the first that the name is short for.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> Option<&'k str> {
    let folded = name.to_lowercase();
    let mut all = known.clone().into_iter();
    let short_for = || all.find(|known| folded.len() >= SHORT_MIN && known.starts_with(&folded));
    tapi_types::nearest(name, known).or_else(short_for)
}

/// The sentence for a suggestion.
pub(crate) fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// Names for a message: all of a few, the first of many.
pub(crate) fn list<'k>(names: impl IntoIterator<Item = &'k str>) -> String {
    const SHOWN: usize = 24;
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
    fn a_name_may_be_short_for_another_and_a_slip_goes_first() {
        let known = ["sales_q", "backup_q", "support"];
        assert_eq!(nearest("Back", known), Some("backup_q"));
        assert_eq!((nearest("ba", known), nearest("billing", known)), (None, None));
        assert_eq!(nearest("sales", ["sales_queue", "sals"]), Some("sals"));
    }
}
