//! Tables of kinds: a name, a variant, and where its fields stand in a line. Both ways are made from one table, so that they
//! cannot differ.

/// Makes the ways between an enum and the members of a line, from rows `"name" = Variant { field: member };`. What takes more
/// than one member has `field: one + two`.
///
/// `load` takes a value out of a line that was read. The other way is either `fill`, which fills such a line, or `write`, which
/// writes the members in the order of the row.
macro_rules! table {
    (fill $fill:ident, load $load:ident: $enum:ident in $line:ident; $($rows:tt)+) => {
        $crate::stored::table::fill! { $fill: $enum in $line; $($rows)+ }
        $crate::stored::table::load! { $load: $enum in $line; $($rows)+ }
    };
    (write $write:ident, load $load:ident: $enum:ident in $line:ident; $($rows:tt)+) => {
        $crate::stored::table::write! { $write: $enum; $($rows)+ }
        $crate::stored::table::load! { $load: $enum in $line; $($rows)+ }
    };
}

macro_rules! fill {
    (
        $fill:ident: $enum:ident in $line:ident;
        $($name:literal = $variant:ident { $($field:tt: $first:ident $(+ $more:ident)*),* };)+
    ) => {
        /// Fills the members of a line; the name of the kind.
        fn $fill<'a>(value: &$enum, line: &mut $line<'a>, names: &'a Catalog<'_>) -> &'static str {
            match value {
                $($enum::$variant { $($field: $first),* } => {
                    $((line.$first $(, line.$more)*) = Members::put(Clone::clone($first), names);)*
                    $name
                })+
            }
        }
    };
}

macro_rules! write {
    (
        $write:ident: $enum:ident;
        $($name:literal = $variant:ident { $($field:tt: $first:ident $(+ $more:ident)*),* };)+
    ) => {
        /// Adds the type and its members to a line.
        #[expect(unused_parens, reason = "a field takes one member or more")]
        fn $write(value: &$enum, line: &mut Open<'_>, names: &Catalog<'_>) -> serde_json::Result<()> {
            match value {
                $($enum::$variant { $($field: $first),* } => {
                    line.add(concat!(",\"type\":\"", $name, "\""));
                    $(
                        let ($first $(, $more)*) = Members::put(Clone::clone($first), names);
                        line.member(concat!(",\"", stringify!($first), "\":"), $first)?;
                        $(line.member(concat!(",\"", stringify!($more), "\":"), $more)?;)*
                    )*
                })+
            }
            Ok(())
        }
    };
}

macro_rules! load {
    (
        $load:ident: $enum:ident in $line:ident;
        $($name:literal = $variant:ident { $($field:tt: $first:ident $(+ $more:ident)*),* };)+
    ) => {
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

pub(super) use {fill, load, table, write};
