//! Whatever bytes come in, an answer comes out, and both ways of reading agree.

use acd_scenario::{Diagnostic, Loaded, NoFiles, Source, load, write};
use proptest::prelude::*;
use serde_json::Value;

use super::WHOLE;

fn read(bytes: &[u8]) -> Result<Loaded, Vec<Diagnostic>> {
    let answer = load(&Source { name: "x", bytes, files: &NoFiles });
    let diagnostics = match &answer {
        Ok(loaded) => &loaded.warnings,
        Err(errors) => errors,
    };
    assert!(answer.is_ok() || !diagnostics.is_empty());
    for diagnostic in diagnostics {
        assert!(diagnostic.span.start <= diagnostic.span.end && diagnostic.span.end <= bytes.len(), "{diagnostic:?}");
        assert!(diagnostic.line >= 1 && diagnostic.column >= 1, "{diagnostic:?}");
    }
    answer
}

/// The example of the contract as a tree, comments taken off.
fn whole() -> Value {
    let lines = WHOLE.lines().map(|line| line.split_once("// ").map_or(line, |(before, _)| before));
    serde_json::from_str(&lines.collect::<String>()).unwrap()
}

/// The n-th value of a tree, in order of walking, the root being the 0-th.
fn nth<'v>(value: &'v mut Value, n: &mut usize) -> Option<&'v mut Value> {
    if *n == 0 {
        return Some(value);
    }
    *n -= 1;
    match value {
        Value::Array(elements) => elements.iter_mut().find_map(|element| nth(element, n)),
        Value::Object(members) => members.values_mut().find_map(|member| nth(member, n)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Values that are right somewhere.
fn replacement() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0.0..1e6).prop_map(Value::from),
        prop::sample::select(vec![
            "0s", "5m", "9h", "sales", "support", "sales_q", "anna", "temp/3", "s1", "c1", "r1", "ready"
        ])
        .prop_map(Value::from),
        prop::sample::select(vec!["", "-1s", "morning/3", "temp/1/sales/1", "x\u{0}y", "é", "random", "LINEERR_NOMEM"])
            .prop_map(Value::from),
        Just(serde_json::json!({})),
        Just(serde_json::json!([])),
        Just(serde_json::json!({ "exponential": { "mean": "5s" } })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_flipped_cut_and_doubled_never_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
        doubled in (any::<prop::sample::Index>(), 0_usize..40),
    ) {
        let mut bytes = WHOLE.as_bytes().to_vec();
        for (place, byte) in flips {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let from = doubled.0.index(bytes.len());
        let again = bytes[from..(from + doubled.1).min(bytes.len())].to_vec();
        bytes.splice(from..from, again);
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(&bytes);
    }

    #[test]
    fn marks_of_the_language_in_any_order_never_panic(
        tokens in prop::collection::vec(
            prop::sample::select(vec!["{", "}", "[", "]", ",", ":", "\"a\"", "'", "\"", "1", "-", "e", "//", "/*", "*/", "\n", "\\", "é", "null"]),
            0..40,
        ),
    ) {
        let _ = read(tokens.concat().as_bytes());
    }

    #[test]
    fn a_value_replaced_reads_the_same_either_way(
        replaced in prop::collection::vec((0_usize..160, replacement()), 1..3),
    ) {
        let mut tree = whole();
        for (mut place, value) in replaced {
            if let Some(target) = nth(&mut tree, &mut place) {
                *target = value;
            }
        }
        let text = tree.to_string();
        let fast = read(text.as_bytes());
        let slow = read(format!("{text} // slow").as_bytes());
        prop_assert_eq!(&fast, &slow);
        if let Ok(Loaded { plan, .. }) = fast {
            let written = read(write(&plan).as_bytes()).map(|loaded| loaded.plan);
            prop_assert_eq!(written, Ok(plan));
        }
    }
}
