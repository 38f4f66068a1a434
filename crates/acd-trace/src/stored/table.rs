//! Tables of kinds: a name, a variant, and where its fields stand in a line. Both ways are made from one table, so that they
//! cannot differ.

/// Makes `store` and `load` between an enum and the members of a line, from rows `"name" = Variant { field: member };`. What
/// takes more than one member has `field: one + two`.
macro_rules! table {
    (
        $store:ident, $load:ident: $enum:ident in $line:ident;
        $($name:literal = $variant:ident { $($field:tt: $first:ident $(+ $more:ident)*),* };)+
    ) => {
        /// Fills the members of a line; the name of the kind.
        fn $store<'a>(value: &$enum, line: &mut $line<'a>, names: &'a Catalog<'_>) -> &'static str {
            match value {
                $($enum::$variant { $($field: $first),* } => {
                    $((line.$first $(, line.$more)*) = Members::put(Clone::clone($first), names);)*
                    $name
                })+
            }
        }

        /// Takes the members of a line that belong to a kind.
        fn $load(kind: &str, line: &mut $line<'_>, names: &Catalog<'_>) -> Result<$enum, String> {
            Ok(match kind {
                $($name => $enum::$variant {
                    $($field: Members::get((line.$first.take() $(, line.$more.take())*), names)
                        .map_err(|what| format!("{}: {what}", concat!("`", stringify!($first), "`" $(, " or `", stringify!($more), "`")*)))?),*
                },)+
                _ => return Err(format!("`{kind}` is unknown")),
            })
        }
    };
}

pub(super) use table;
