//! How exchanges stand in a file: types of their own, and the way from and to those of a run.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use tapi_types::{Span, Time};
use tsp_provider::Exchange;

use super::ask::AskObject;
use super::outcome::OutcomeObject;
use crate::FORMAT_VERSION;
use crate::stored::parse;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeaderLine<'a> {
    exchanges: u32,
    tspmock: Cow<'a, str>,
}

impl HeaderLine<'_> {
    /// That of this version.
    pub(super) fn new() -> Self {
        HeaderLine { exchanges: FORMAT_VERSION, tspmock: Cow::Borrowed(env!("CARGO_PKG_VERSION")) }
    }

    /// Whether a line is one, or what is wrong with it.
    pub(super) fn check(line: &[u8]) -> Result<(), String> {
        let header: HeaderLine<'_> = parse(line)?;
        as_written(line, &header)
    }
}

/// A line can be written in one way only; any other is wrong, so that nothing in it is overlooked.
fn as_written(line: &[u8], stored: &impl Serialize) -> Result<(), String> {
    let written = serde_json::to_vec(stored).map_err(|error| error.to_string())?;
    if written == line { Ok(()) } else { Err("not written as an exchange is".to_owned()) }
}

/// One exchange.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExchangeLine {
    seq: u64,
    at_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit_us: Option<u64>,
    ask: AskObject,
    ended_at_us: u64,
    outcome: OutcomeObject,
}

impl ExchangeLine {
    pub(super) fn new(exchange: &Exchange) -> ExchangeLine {
        ExchangeLine {
            seq: exchange.seq,
            at_us: exchange.at.as_micros(),
            limit_us: exchange.limit.map(Span::as_micros),
            ask: AskObject::new(exchange.ask.clone()),
            ended_at_us: exchange.ended_at.as_micros(),
            outcome: OutcomeObject::new(exchange.outcome.clone()),
        }
    }

    /// The exchange in a line, or what is wrong with it.
    pub(super) fn read(line: &[u8]) -> Result<Exchange, String> {
        let exchange = parse::<ExchangeLine>(line)?.exchange()?;
        as_written(line, &ExchangeLine::new(&exchange))?;
        Ok(exchange)
    }

    fn exchange(self) -> Result<Exchange, String> {
        Ok(Exchange {
            seq: self.seq,
            at: Time::from_micros(self.at_us),
            limit: self.limit_us.map(Span::from_micros),
            ask: self.ask.ask()?,
            ended_at: Time::from_micros(self.ended_at_us),
            outcome: self.outcome.outcome()?,
        })
    }
}
