//! How a function of `tapi.h` that makes a request on a line becomes a method.

/// Writes the methods of a table of functions. A row has the name in `tapi.h` and the method with its arguments behind the line,
/// what the provider is asked, and where the answer goes. The output is checked before the rest of the arguments.
///
/// A function with strings has an export for each encoding: such a row goes on with their names, the method of the second, and
/// the name by which the rest of the row speaks of the encoding.
macro_rules! functions {
    ($(
        $(#[$doc:meta])*
        $original:literal $name:ident $arguments:tt
        $(and $wide:literal, $ansi:literal $ansi_name:ident by $encoding:ident)?
        => $function:ident $asked:tt, $output:expr;
    )+) => {
        impl $crate::LineApp {$(
            $crate::functions::function! {
                $(#[$doc])*
                #[doc(alias = $original)]
                $(#[doc(alias = $wide)])?
                $name $arguments $function {
                    $(let $encoding = tapi_abi::Encoding::Utf16;)?
                    let output = $output;
                    Ok((tsp_provider::Ask::$function $asked, output))
                }
            }

            $($crate::functions::function! {
                #[doc = concat!(
                    "[`", stringify!($name), "`](Self::", stringify!($name),
                    ") with strings in ANSI: what that does not have becomes a question mark."
                )]
                #[doc(alias = $ansi)]
                $ansi_name $arguments $function {
                    let $encoding = tapi_abi::Encoding::Ansi;
                    let output = $output;
                    Ok((tsp_provider::Ask::$function $asked, output))
                }
            })?
        )+}
    };
}
pub(crate) use functions;

macro_rules! function {
    ($(#[$attribute:meta])* $name:ident($($argument:ident: $kind:ty),*) $function:ident $request:block) => {
        $(#[$attribute])*
        pub fn $name(&self, line: u32, $($argument: $kind),*) -> i32 {
            self.request(tapi_types::Function::$function, line, || $request)
        }
    };
}
pub(crate) use function;
