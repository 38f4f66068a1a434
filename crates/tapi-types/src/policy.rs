//! The points where the pages of the contract are silent or disagree, each with a name and the reading that holds here.

mod contract;
mod further;

/// A point where Microsoft's pages leave room, and how it is read.
///
/// In sources, the place that a reading decides is marked ``POLICY `name` ``. `docs/COVERAGE.md` names a test of each,
/// `docs/CONTRACT.md` tells which of them can be chosen.
///
/// ```
/// use tapi_types::Policy;
///
/// let point = Policy::named("count_call_at").expect("it has a name");
/// assert_eq!(point.item, Some(38));
/// assert_eq!(point.others, "when the talk ends; when the wrap-up ends");
/// assert_eq!(point.chosen, "`policies.count_call_at` of a scenario");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Policy {
    /// Its name, unique.
    pub name: &'static str,
    /// Its place, from 1, among the [45 points](Policy::ITEMS) of the call-centre pages that are silent or contradict
    /// another page; `None` for points that came up besides.
    pub item: Option<u8>,
    /// What is left open.
    pub subject: &'static str,
    /// The reading that holds, or holds by default.
    pub reading: &'static str,
    /// The other readings that can be chosen; empty where there are none.
    pub others: &'static str,
    /// Where a reading is chosen; empty where one holds always.
    pub chosen: &'static str,
}

impl Policy {
    /// How many points of the pages there are; each has one policy at least.
    pub const ITEMS: u8 = 45;

    /// All of them: those of the pages in the order of their items, then the others by name.
    pub fn all() -> impl Iterator<Item = &'static Policy> {
        contract::POLICIES.iter().chain(further::POLICIES)
    }

    /// The policy of a name.
    pub fn named(name: &str) -> Option<&'static Policy> {
        Self::all().find(|policy| policy.name == name)
    }
}

/// Writes a table of policies: `item "name", "subject": "reading";`, with `or "others", by "place"` where there is a choice.
macro_rules! policies {
    ($($item:literal $name:literal, $subject:literal: $reading:literal $(or $others:literal, by $chosen:literal)?;)+) => {
        pub(super) const POLICIES: &[$crate::Policy] = &[$($crate::Policy {
            name: $name,
            item: if $item == 0 { None } else { Some($item) },
            subject: $subject,
            reading: $reading,
            others: concat!($($others)?),
            chosen: concat!($($chosen)?),
        },)+];
    };
}
use policies;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_has_a_policy_and_they_stand_in_order() {
        let items: Vec<Option<u8>> = contract::POLICIES.iter().map(|policy| policy.item).collect();
        assert!(items.is_sorted() && further::POLICIES.iter().all(|policy| policy.item.is_none()));
        for item in 1..=Policy::ITEMS {
            assert!(items.contains(&Some(item)), "item {item}");
        }
    }

    #[test]
    fn names_are_unique_and_a_choice_says_where() {
        let mut names: Vec<&str> = Policy::all().map(|policy| policy.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        for policy in Policy::all() {
            assert_eq!(policy.others.is_empty(), policy.chosen.is_empty(), "{}", policy.name);
            assert_eq!(Policy::named(policy.name), Some(policy));
        }
        assert_eq!(Policy::named("none"), None);
    }
}
