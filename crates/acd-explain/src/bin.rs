//! One figure as the items come in.

use tapi_types::{Span, Time, dword};

use crate::explanation::{Figure, Part, Value};
use crate::fields::{Formula, How, Measure, Scope};
use crate::item::{Item, Kind};
use crate::judge::judge;
use crate::missed::Missed;
use crate::verdicts::{Reason, Verdict};
use crate::words::describe;
use crate::world::World;

/// A figure and what has come together for it.
#[derive(Debug)]
pub(crate) struct Bin {
    pub(crate) formula: Formula,
    /// Calls that came before the warm-up was over are left out.
    warms_up: bool,
    /// What counts is listed, and what does not.
    lists: bool,
    top: Tally,
    bottom: Tally,
    missed: Missed,
}

/// What counted for one side of a figure.
#[derive(Debug, Default)]
struct Tally {
    count: u64,
    sum: Span,
    longest: Option<Part>,
    parts: Vec<Part>,
}

/// What a side of a figure takes of its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Number,
    Time,
    Longest,
}

impl Bin {
    /// `listed`: how many of those that do not count are told for each reason; `None`: nothing is listed.
    pub(crate) fn new(formula: Formula, of_queue: bool, listed: Option<usize>) -> Bin {
        Bin {
            warms_up: of_queue && formula.scope == Scope::Run,
            formula,
            lists: listed.is_some(),
            top: Tally::default(),
            bottom: Tally::default(),
            missed: Missed::new(listed.unwrap_or(0)),
        }
    }

    /// Takes an item of the figure's subject. `window`: the start of the measurement period.
    pub(crate) fn take(&mut self, world: &World<'_>, item: &Item, window: Time) {
        let from = match self.formula.scope {
            Scope::Period if is_clock(item) => item.from.max(window).min(item.at),
            Scope::Run | Scope::Period => item.from,
        };
        let part = || {
            let stretch = is_stretch(item);
            Part { from: stretch.then_some(from), span: stretch.then_some(item.at.since(from)), ..part(world, item) }
        };
        let (above, below) = self.formula.how.sides();
        match self.verdict(world, &self.formula.top, item) {
            Verdict::Counts => self.top.add(above, self.lists, item.at.since(from), part),
            Verdict::Not(reason) => self.miss(reason, part),
            Verdict::Apart => {}
        }
        if self.verdict(world, &self.formula.bottom, item) == Verdict::Counts {
            self.bottom.add(below, self.lists, item.at.since(from), part);
        }
    }

    fn verdict(&self, world: &World<'_>, measures: &[Measure], item: &Item) -> Verdict {
        match judge(world.plan, measures, item) {
            Verdict::Counts if self.warms_up && item.warming_up => Verdict::Not(Reason::WarmUp),
            Verdict::Not(_) if self.warms_up && item.warming_up => Verdict::Apart,
            verdict @ (Verdict::Counts | Verdict::Not(_) | Verdict::Apart) => verdict,
        }
    }

    /// Something that one might have expected to count. Quotients and longest times are explained by what they are made of.
    pub(crate) fn miss(&mut self, reason: Reason, part: impl FnOnce() -> Part) {
        match self.formula.how {
            How::Count | How::Dword | How::Seconds | How::Micros => self.missed.add(reason, part),
            How::LongestSeconds | How::LongestMicros | How::Average | How::Rate(_) | How::Share | How::Status(_) => {}
        }
    }

    /// True for the figures that count a session's calls, for which calls count as expected that never rang at it.
    pub(crate) fn counts_calls(&self) -> bool {
        matches!(self.formula.top[..], [Measure::Calls | Measure::Answers])
    }

    /// A new measurement period: what counted belongs to an earlier one.
    pub(crate) fn begin_period(&mut self) {
        if self.formula.scope == Scope::Period {
            let top = std::mem::take(&mut self.top);
            self.bottom = Tally::default();
            match self.formula.how {
                How::Count | How::Dword | How::Seconds | How::Micros => {
                    self.missed.add_all(Reason::EarlierPeriod, top.count, top.parts);
                }
                How::LongestSeconds
                | How::LongestMicros
                | How::Average
                | How::Rate(_)
                | How::Share
                | How::Status(_) => {}
            }
        }
    }

    /// The figure as it stands, but for the rules. A status has its value elsewhere.
    pub(crate) fn into_figure(self) -> Figure {
        let Bin { formula, top, bottom, missed, .. } = self;
        let (value, working) = worked_out(formula.how, &top, &bottom);
        let made_of = match formula.how.sides().0 {
            Takes::Longest => top.longest.into_iter().collect(),
            Takes::Number | Takes::Time => top.parts,
        };
        let quotient = !formula.bottom.is_empty();
        Figure {
            field: formula.name,
            value,
            working,
            made_of,
            over: quotient.then_some(bottom.parts),
            not_counted: missed.into_list(),
            rules: Vec::new(),
        }
    }
}

impl How {
    /// What stands above and below the line.
    fn sides(self) -> (Takes, Takes) {
        match self {
            How::Count | How::Dword | How::Share | How::Status(_) => (Takes::Number, Takes::Number),
            How::Seconds | How::Micros => (Takes::Time, Takes::Time),
            How::LongestSeconds | How::LongestMicros => (Takes::Longest, Takes::Longest),
            How::Average => (Takes::Time, Takes::Number),
            How::Rate(_) => (Takes::Number, Takes::Time),
        }
    }
}

impl Tally {
    fn add(&mut self, takes: Takes, lists: bool, span: Span, part: impl FnOnce() -> Part) {
        // No time adds nothing to a sum.
        if takes == Takes::Time && span.is_zero() {
            return;
        }
        self.count += 1;
        self.sum += span;
        if takes == Takes::Longest {
            if self.longest.as_ref().is_none_or(|longest| longest.span < Some(span)) {
                self.longest = Some(part());
            }
        } else if lists {
            self.parts.push(part());
        }
    }
}

/// A figure's value, and how it comes about in a few words.
fn worked_out(how: How, top: &Tally, bottom: &Tally) -> (Value, String) {
    let narrow = |value: u64| u64::from(dword(value));
    let longest = top.longest.as_ref().and_then(|part| part.span).unwrap_or_default();
    let sum = top.sum;
    let average = Span::from_micros(sum.as_micros().checked_div(bottom.count).unwrap_or(0)).whole_secs();
    match how {
        How::Count => (Value::Count(top.count), String::new()),
        How::Dword => (Value::Count(narrow(top.count)), String::new()),
        How::Seconds => (Value::Seconds(narrow(sum.whole_secs())), format!("{sum} in whole seconds")),
        How::Micros => (Value::Micros(sum.as_micros()), sum.to_string()),
        How::LongestSeconds => {
            (Value::Seconds(narrow(longest.whole_secs())), format!("{longest}, the longest of {}", top.count))
        }
        How::LongestMicros => (Value::Micros(longest.as_micros()), format!("{longest}, the longest of {}", top.count)),
        How::Average if bottom.count == 0 => (Value::Seconds(0), format!("{sum} over 0, which is taken for zero")),
        How::Average => {
            (Value::Seconds(narrow(average)), format!("{sum} over {}, in whole seconds, rounded down", bottom.count))
        }
        How::Rate(times) => {
            let rate = rate_e4(top.count * times, bottom.sum);
            let times = if times == 1 { String::new() } else { format!("{times} x ") };
            let working =
                format!("{times}{} x 3600 s over {}, in ten-thousandths, rounded down", top.count, bottom.sum);
            (Value::RateE4(rate), working)
        }
        How::Share => {
            let (part, of) = (top.count, bottom.count);
            (Value::Share { part, of }, format!("{part} of {of}"))
        }
        How::Status(_) => (Value::Null, String::new()),
    }
}

/// Calls an hour in ten-thousandths, rounded down; zero for no time.
fn rate_e4(calls: u64, time: Span) -> i64 {
    const PER_HOUR_E4_US: u128 = 3600 * 10_000 * 1_000_000;
    let rate = (u128::from(calls) * PER_HOUR_E4_US).checked_div(u128::from(time.as_micros())).unwrap_or(0);
    i64::try_from(rate).unwrap_or(i64::MAX)
}

/// A stretch whose time is cut at the border of a measurement period. A wait is not: it counts whole where it ends.
fn is_clock(item: &Item) -> bool {
    match item.kind {
        Kind::Clock(_) | Kind::Life | Kind::Staffed => true,
        Kind::Counted | Kind::ToAnswer | Kind::Offer(_) | Kind::OtherCall(_) | Kind::Entry(_) | Kind::Stay(_) => false,
    }
}

fn is_stretch(item: &Item) -> bool {
    match item.kind {
        Kind::Clock(_) | Kind::Life | Kind::Staffed | Kind::ToAnswer | Kind::Offer(_) | Kind::Stay(_) => true,
        Kind::Counted | Kind::OtherCall(_) | Kind::Entry(_) => false,
    }
}

/// An item as an answer tells it.
pub(crate) fn part(world: &World<'_>, item: &Item) -> Part {
    Part {
        call: item.call.as_ref().map(|(_, name)| name.to_string()),
        from: Some(item.from).filter(|_| is_stretch(item)),
        at: item.at,
        span: Some(item.span()).filter(|_| is_stretch(item)),
        seq: item.seq,
        running: item.running,
        what: describe(world, item),
    }
}
