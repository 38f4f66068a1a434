//! Flat objects of which each line has only a part of the members.

/// Writes the type of such an object: the members behind `..` stand in a line only where there is something to say.
macro_rules! sparse {
    (
        $(#[$doc:meta])*
        $visible:vis struct $name:ident $(<$life:lifetime>)? {
            $($(#[$attribute:meta])* $always:ident: $type:ty,)*
            .. { $($member:ident: $kind:ty,)* }
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        $visible struct $name $(<$life>)? {
            $($(#[$attribute])* $always: $type,)*
            $(#[serde(skip_serializing_if = "Option::is_none")] $member: Option<$kind>,)*
        }
    };
}
pub(crate) use sparse;
