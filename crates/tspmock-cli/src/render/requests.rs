//! What became of the requests: a table of few, a count of many.

use std::collections::BTreeMap;

use acd_run::report::RequestRow;
use serde_json::Value;

use super::table::{Align, Table};
use super::text::{count, plain, plural, short_time};

/// Up to so many requests are listed each.
const REQUESTS_MAX: usize = 12;

/// The lines of the section, none where there were no requests.
pub(crate) fn lines(requests: &[RequestRow]) -> Vec<String> {
    if requests.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if requests.len() <= REQUESTS_MAX {
        lines.extend(table(requests).lines());
    }
    lines.push(summary(requests));
    lines
}

fn table(requests: &[RequestRow]) -> Table {
    let mut table = Table::new("Requests")
        .column("method", Align::Left)
        .column("sent at", Align::Right)
        .column("took", Align::Right)
        .column("outcome", Align::Left);
    for request in requests {
        let took = request.finished_us.map_or("-".to_owned(), |us| short_time(us - request.submitted_us));
        table.row(vec![
            plain(&request.request),
            request.method.clone(),
            short_time(request.submitted_us),
            took,
            outcome(request),
        ]);
    }
    table
}

/// `5 requests: 3 answered, 1 TAPI_E_TIMEOUT, 1 open`.
fn summary(requests: &[RequestRow]) -> String {
    let mut answered = 0;
    let mut open = 0;
    let mut errors: BTreeMap<&str, u64> = BTreeMap::new();
    for request in requests {
        match (&request.error, request.finished_us) {
            (Some(error), _) => *errors.entry(error).or_default() += 1,
            (None, Some(_)) => answered += 1,
            (None, None) => open += 1,
        }
    }
    let parts = [("answered", answered)].into_iter().chain(errors).chain([("open", open)]);
    let parts: Vec<String> = parts.filter(|(_, n)| *n > 0).map(|(name, n)| format!("{} {name}", count(n))).collect();
    format!("{}: {}", plural(requests.len() as u64, "request", "requests"), parts.join(", "))
}

fn outcome(request: &RequestRow) -> String {
    match (&request.error, &request.value, request.finished_us) {
        (Some(error), _, _) => error.clone(),
        (None, Some(Value::String(text)), _) => plain(text),
        (None, Some(value), _) => plain(&value.to_string()),
        (None, None, Some(_)) => "done".to_owned(),
        (None, None, None) => "open".to_owned(),
    }
}
