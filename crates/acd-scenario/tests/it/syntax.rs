//! Files that are not JSON, with comments or without.

use acd_scenario::{NoFiles, Source, load};

use super::{plan, read};

/// The first diagnostic as `line:column code message`.
#[track_caller]
fn first(bytes: &[u8]) -> String {
    let errors = load(&Source { name: "x", bytes, files: &NoFiles }).expect_err("it should not load");
    let error = &errors[0];
    assert!(error.span.start <= error.span.end && error.span.end <= bytes.len(), "{error:?}");
    format!("{}:{} {} {}", error.line, error.column, error.code, error.message)
}

#[test]
fn slips_of_the_keyboard() {
    let cases = [
        ("{ \"version\": 1 \"name\": \"x\" }", "1:16 syntax a comma is missing before this"),
        ("{ \"version\" 1 }", "1:13 syntax a colon is missing"),
        ("{ \"version\" = 1 }", "1:13 syntax a colon stands between name and value"),
        ("{ version: 1 }", "1:3 syntax the name of a member stands in double quotes"),
        ("{ \"version\": 1,\n  'name': \"x\" }", "2:3 syntax text stands in double quotes"),
        ("{ \"version\": 1, \"name\": \"x }", "1:25 syntax the quote that opens this text is never closed"),
        ("{ \"version\": 1, \"name\": \"x\n\" }", "1:25 syntax the quote that opens this text is never closed"),
        ("{ \"version\": 1, \"name\": \"\\x\" }", "1:26 syntax this is not an escape of JSON"),
        ("{ \"version\": 1, \"name\": \"\\ud800\" }", "1:26 syntax this is half of a character"),
        ("{ \"version\": 1, \"name\": \"\\udc00\\ud800\" }", "1:26 syntax this is half of a character"),
        ("{ \"version\": 1, \"name\": \"a\tb\" }", "1:27 syntax the character U+0009 cannot stand in text"),
        ("{ \"version\": 01 }", "1:14 syntax `01` is not a number of JSON"),
        ("{ \"version\": 1, \"until\": 8h }", "1:26 syntax `8h` is not a number of JSON"),
        (
            "{ \"version\": 1, \"seed\": 1e999 }",
            "1:25 out_of_range the number is larger than any that a computer calculates with",
        ),
        ("{ \"version\": 1, \"seed\": }", "1:25 syntax a value is missing"),
        ("{ \"version\": 1,, }", "1:16 syntax a comma too many"),
        ("{ \"version\": True }", "1:14 syntax `True` is not a value of JSON"),
        ("{ \"version\": 1 ]", "1:16 syntax the wrong bracket closes the object"),
        ("{ \"version\": 1, \"steps\": [ } }", "1:28 syntax the wrong bracket closes the list"),
        ("{ \"version\": 1 } { }", "1:18 syntax text follows the end of the scenario"),
        ("{ \"version\": 1, \"version\": 1 }", "1:17 duplicate_member the member `version` stands twice"),
        ("{ \"version\": 1 /* no end", "1:16 syntax this comment is never closed"),
        ("# no\n{ \"version\": 1 }", "1:1 syntax a comment begins with // or stands between /* and */"),
        ("{ \"version\": 1,\n \"steps\": [ {\n", "3:1 syntax the file ends inside the object"),
        ("{ \"version\":", "1:13 syntax the file ends where a value should stand"),
        ("", "1:1 empty_file the file is empty"),
        (" \n // nothing\n", "1:1 empty_file the file is empty"),
        ("@", "1:1 syntax this is not a value"),
    ];
    for (text, expected) in cases {
        assert_eq!(first(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn bytes_that_are_not_text() {
    assert_eq!(first(b"{ \"version\": 1,\n \"name\": \"\xff\" }"), "2:11 invalid_utf8 the byte 0xFF is not UTF-8 text");
    assert_eq!(first(b"\xff\xfe{\0}\0"), "1:1 invalid_utf8 the file is in UTF-16");
    assert_eq!(first(b"\x7fELF\x02\x01\x01\0\0"), "1:8 binary_file this is not a text file");
    assert_eq!(first("\u{feff}{ 1 }".as_bytes()), "1:3 syntax the name of a member is missing");
}

#[test]
fn depth_has_a_limit_and_no_stack_overflows() {
    for bracket in ["[", "{\"a\":", "[{\"a\":"] {
        assert!(first(bracket.repeat(100_000).as_bytes()).contains("too_deep"));
    }
    let closed = format!("{}{}", "[".repeat(100), "]".repeat(100));
    assert_eq!(first(closed.as_bytes()), "1:65 too_deep lists and objects lie more than 64 deep in each other");
}

#[test]
fn every_beginning_of_a_file_is_an_error() {
    let text = r#"{ "version": 1, "name": "ä", "groups": [ { "id": "g" } ], "until": "1h" }"#;
    assert!(read(text).is_ok());
    for end in 0..text.len() {
        assert!(load(&Source { name: "x", bytes: &text.as_bytes()[..end], files: &NoFiles }).is_err(), "{end}");
    }
}

#[test]
fn comments_commas_marks_and_line_ends_do_not_matter() {
    let plain = plan("{ \"version\": 1, \"name\": \"a\\u00e4\\\\\\n\\ud83d\\ude00\", \"groups\": [] }");
    let dressed = plan(
        "\u{feff}// a\r\n{ /* b\r\n */ \"version\": 1, \"name\": \"a\\u00e4\\\\\\n\\ud83d\\ude00\", \"groups\": [ ], }\r\n//",
    );
    assert_eq!(plain, dressed);
    assert_eq!(plain.plan.name, "aä\\\n😀");
}

#[test]
fn a_place_is_right_after_a_mark_and_under_any_line_end() {
    let errors = read("\u{feff}{\r\n \"version\": 1,\r\n \"sed\": 1 }").expect_err("an unknown member");
    assert_eq!((errors[0].line, errors[0].column, errors[0].span.clone()), (3, 2, 23..28));
}

#[test]
fn several_slips_are_found_at_once_with_what_else_is_wrong() {
    let errors = read("{ \"version\": 1 \"name\": 'x', \"sed\": 1 }").expect_err("three errors");
    let codes: Vec<&str> = errors.iter().map(|error| error.code).collect();
    assert_eq!(codes, ["syntax", "syntax", "unknown_member"]);
}
