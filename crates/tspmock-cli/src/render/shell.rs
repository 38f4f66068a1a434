//! Command lines to paste into a shell.

use super::text::plain;

/// `tspmock` with these arguments, each quoted where a shell would take it apart.
pub(crate) fn tspmock<A: AsRef<str>>(args: impl IntoIterator<Item = A>) -> String {
    let mut line = "tspmock".to_owned();
    for arg in args {
        line.push(' ');
        line.push_str(&quoted(arg.as_ref()));
    }
    line
}

/// A path as an argument: one that begins like an option is said to be a file.
pub(crate) fn path(name: &str) -> String {
    if name.starts_with('-') && name != "-" { format!("./{name}") } else { name.to_owned() }
}

fn quoted(arg: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./:,+=@%".contains(c);
    let arg = plain(arg);
    if !arg.is_empty() && arg.chars().all(safe) {
        arg
    } else if cfg!(windows) {
        // A name on Windows has no double quote in it.
        format!("\"{arg}\"")
    } else {
        format!("'{}'", arg.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(tspmock(["replay", "a/b.jsonl", "--to", "3m"]), "tspmock replay a/b.jsonl --to 3m");
        let quote = if cfg!(windows) { '"' } else { '\'' };
        for arg in ["my file", "$HOME", "#3", "", "a;b", "日本"] {
            assert_eq!(quoted(arg), format!("{quote}{arg}{quote}"));
        }
    }

    #[cfg(not(windows))]
    #[test]
    fn a_quote_in_a_name_ends_nothing() {
        assert_eq!(quoted("anna's"), r"'anna'\''s'");
    }

    #[test]
    fn a_file_named_like_an_option_is_a_file() {
        assert_eq!(path("--to"), "./--to");
        assert_eq!(path("-"), "-");
        assert_eq!(path("a-b"), "a-b");
    }
}
