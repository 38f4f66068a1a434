//! Names as text: the error for an unknown one, and the known name that was probably meant.

use crate::nearest::{fold, nearest};

/// A text that names nothing of its kind. The message has the nearest name, where one is near.
///
/// ```
/// use tapi_types::LineError;
///
/// let unknown = "LINEERR_NOMEMORY".parse::<LineError>().unwrap_err();
/// assert_eq!(unknown.nearest, Some("LINEERR_NOMEM"));
/// assert_eq!(unknown.to_string(), "LINEERR has no `LINEERR_NOMEMORY`; did you mean `LINEERR_NOMEM`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{kind} has no `{name}`{}", suggestion(*.nearest))]
pub struct UnknownName {
    /// What was looked for: a family of constants such as `LINEAGENTSTATE`, or a kind of thing.
    pub kind: &'static str,
    /// The text as it came.
    pub name: String,
    /// The known name that it was probably meant to be.
    pub nearest: Option<&'static str>,
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// The one of `all` that has exactly this name.
pub(crate) fn find<T: Copy>(
    kind: &'static str,
    all: &[T],
    name_of: impl Fn(T) -> &'static str,
    name: &str,
) -> Result<T, UnknownName> {
    let found = all.iter().copied().find(|&one| name_of(one) == name);
    found.ok_or_else(|| {
        let nearest = meant(name, all.iter().map(|&one| name_of(one)));
        UnknownName { kind, name: name.to_owned(), nearest }
    })
}

/// Longer than every name, so that the time for a suggestion is bounded whatever comes in.
const CHARS_MAX: usize = 80;

/// A name that ends with the text, its prefix left out; else the nearest.
fn meant(name: &str, known: impl Iterator<Item = &'static str> + Clone) -> Option<&'static str> {
    if name.chars().count() > CHARS_MAX {
        return None;
    }
    let folded = fold(name);
    let with_prefix = known.clone().find(|known| fold(known).strip_suffix(&folded).is_some_and(|p| p.ends_with('_')));
    with_prefix.or_else(|| nearest(name, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["LINEERR_NOMEM", "LINEERR_NODEVICE", "LINEERR_NODRIVER", "LINEERR_REINIT"];

    #[test]
    fn slips_and_missing_prefixes_are_understood_and_strangers_are_not() {
        let nearest = |name| meant(name, KNOWN.into_iter());
        assert_eq!(nearest("LINEERR_NODRIVE"), Some("LINEERR_NODRIVER"));
        assert_eq!(nearest("lineerr-nomem"), Some("LINEERR_NOMEM"));
        assert_eq!(nearest("REINIT"), Some("LINEERR_REINIT"));
        assert_eq!(nearest("EINIT"), None);
        assert_eq!(nearest("billing"), None);
        assert_eq!(nearest(""), None);
    }

    #[test]
    fn no_name_is_suggested_for_what_is_longer_than_names_are() {
        let name: &'static str = Box::leak("x".repeat(CHARS_MAX + 1).into_boxed_str());
        let nearest = |text| meant(text, [name].into_iter());
        assert_eq!((nearest(&name[1..]), nearest(name)), (Some(name), None));
    }

    #[test]
    fn without_a_near_name_the_message_ends_with_the_text() {
        let unknown = find("LINEERR", &KNOWN, |name| name, "x").unwrap_err();
        assert_eq!(unknown.to_string(), "LINEERR has no `x`");
        let slip = find("LINEERR", &KNOWN, |name| name, "LINEERR_NOMEN").unwrap_err();
        assert_eq!(slip.to_string(), "LINEERR has no `LINEERR_NOMEN`; did you mean `LINEERR_NOMEM`?");
    }
}
