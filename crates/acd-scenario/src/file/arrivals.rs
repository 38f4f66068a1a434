//! Streams of generated calls.

use super::object::object;
use super::scalar::{Duration, Id, List, Real, Text, Whole};
use super::times::Times;

object! {
    /// A stream of generated calls, which are called `<id>/1`, `<id>/2` and so on. It ends at whichever of `to`,
    /// `count`, `until` and the end of its file comes first.
    Arrivals<'a> {
        /// Its name.
        required id: Id<'a>,
        /// The queue that its calls enter.
        required queue: Id<'a>,
        /// No call arrives before. Default 0s.
        optional from: Duration<'a>,
        /// No call arrives at or after.
        optional to: Duration<'a>,
        /// At most so many calls.
        optional count: Whole,
        /// When they arrive.
        required rate: Rate<'a>,
        /// Connected time. Default: until hang-up.
        optional talk: Times<'a>,
        /// After-call work. Default 0s.
        optional wrap_up: Times<'a>,
        /// From the first entry to giving up. Default: never.
        optional patience: Times<'a>,
        /// Higher goes first. Default 0.
        optional priority: Whole,
    }
}

object! {
    /// When calls arrive: exactly one of these.
    Rate<'a> {
        /// A Poisson stream.
        optional poisson: Poisson,
        /// The first at `from`, then one each time this much has passed; above zero.
        optional every: Duration<'a>,
        /// The time between calls.
        optional renewal: Times<'a>,
        /// A Poisson stream whose rate changes by steps.
        optional piecewise: List<PiecewiseStep<'a>>,
        /// Calls listed in a table.
        optional csv: CsvRate<'a>,
        /// Calls listed here.
        optional listed: ListedRate<'a>,
    }
}

object! {
    /// The parameter of a Poisson stream.
    Poisson {
        /// Mean number of calls an hour, above zero.
        required per_hour: Real,
    }
}

object! {
    /// From this moment on, this rate.
    PiecewiseStep<'a> {
        /// From when, counted from zero of the run.
        required from: Duration<'a>,
        /// Mean number of calls an hour.
        required per_hour: Real,
    }
}

object! {
    /// A table of calls: a header line, and a line for each call, with the columns `at` and, where wanted, `talk`,
    /// `wrap_up`, `patience`, `priority`, `caller` and `called`.
    CsvRate<'a> {
        /// The file, beside the scenario.
        required file: Text<'a>,
    }
}

object! {
    /// Calls written out, as a table would list them.
    ListedRate<'a> {
        /// The calls, in any order.
        required calls: List<ListedCall<'a>>,
    }
}

object! {
    /// A call of a list. What it leaves open comes from the stream.
    ListedCall<'a> {
        /// When it arrives, counted from zero of the run.
        required at: Duration<'a>,
        /// Connected time.
        optional talk: Duration<'a>,
        /// After-call work.
        optional wrap_up: Duration<'a>,
        /// From the first entry to giving up.
        optional patience: Duration<'a>,
        /// Higher goes first.
        optional priority: Whole,
        /// Who calls.
        optional caller: Text<'a>,
        /// The number dialled.
        optional called: Text<'a>,
    }
}
