//! Both ways of reading come to the same.

use super::{WHOLE, plan, read};

/// The same file as plain JSON.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for line in text.lines() {
        plain.push_str(line.split_once("// ").map_or(line, |(before, _)| before));
        plain.push('\n');
    }
    plain
}

#[test]
fn a_comment_changes_nothing() {
    let plain = plain(WHOLE);
    assert!(serde_json::from_str::<serde_json::Value>(&plain).is_ok(), "{plain}");
    assert_eq!(plan(&plain), plan(WHOLE));
}

#[test]
fn numbers_mean_the_same_whichever_way_they_are_read() {
    for number in ["0.1", "123456789.123456789", "1e-7", "2.2250738585072011e-2", "5", "1E2", "0.30000000000000004"] {
        let text = format!(
            r#"{{ "version": 1, "groups": [{{ "id": "g" }}], "queues": [{{ "id": "q", "group": "g" }}],
                "arrivals": [{{ "id": "m", "queue": "q", "count": 1, "rate": {{ "poisson": {{ "per_hour": {number} }} }} }}] }}"#
        );
        assert_eq!(read(&text), read(&format!("{text} // slow")), "{number}");
    }
}
