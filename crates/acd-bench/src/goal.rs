//! The goals: what is to be how near to its limit.

use std::fmt;

use crate::estimate::Estimate;

/// A goal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Goal {
    pub(crate) what: &'static str,
    /// The case that measures it.
    pub(crate) case: &'static str,
    bound: Bound,
    /// Of what the bound is so many.
    of: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

use Bound::{AtLeast, AtMost};

/// What a bare call with a timeout takes, in nanoseconds, where the client and the provider in memory take as many as their
/// goals say.
const BARE_NS: f64 = 53.0;

pub(crate) const LIMIT: Goal =
    Goal { what: "limit loop against nexosim", case: "station", bound: AtLeast(5.0), of: "times as fast" };
pub(crate) const ENGINE: Goal =
    Goal { what: "full engine, 10 agents", case: "station", bound: AtMost(2.5), of: "times the limit loop" };
pub(crate) const ENGINE_AND_NEXOSIM: Goal =
    Goal { what: "the same against nexosim", case: "station", bound: AtLeast(3.0), of: "times as fast" };
pub(crate) const IMPATIENT: Goal =
    Goal { what: "the same with impatience", case: "impatient", bound: AtMost(2.5), of: "times the limit loop" };
pub(crate) const AGENTS: Goal = Goal {
    what: "10,000 agents, longest idle, ten times the calls",
    case: "agents",
    bound: AtMost(3.0),
    of: "times the cost of a call with 10",
};
pub(crate) const MEMORY: Goal = Goal { what: "the same: peak memory", case: "agents", bound: AtMost(64.0), of: "MB" };
pub(crate) const STRATEGIES: Goal = Goal {
    what: "every other strategy but ring_all, and three groups with levels",
    case: "strategies",
    bound: AtMost(2.0),
    of: "times longest idle with 10,000 agents",
};
/// Half a second where the limit loop takes a tenth.
pub(crate) const DAY: Goal =
    Goal { what: "a day of calls, file to report", case: "day", bound: AtMost(5.0), of: "times the limit loop" };
pub(crate) const RECORDING: Goal = Goal {
    what: "the same with a recording: what it adds",
    case: "recording",
    bound: AtMost(2.0),
    of: "times what serde_json takes to write the records",
};
pub(crate) const READY: Goal = Goal {
    what: "`number_of_calls()`, answered at once",
    case: "client",
    bound: AtMost(60.0 / BARE_NS),
    of: "(60/53) times the bare call",
};
pub(crate) const IN_MEMORY: Goal = Goal {
    what: "the same in memory, no latency",
    case: "client",
    bound: AtMost(300.0 / BARE_NS),
    of: "(300/53) times the bare call",
};
pub(crate) const PENDING: Goal = Goal {
    what: "the same, pending once",
    case: "client",
    bound: AtMost(1.5),
    of: "times the bare call, pending once",
};
pub(crate) const CROWD: Goal = Goal {
    what: "100,000 requests outstanding: cost of each is linear",
    case: "crowd",
    bound: AtMost(2.0),
    of: "times that of 1,000",
};
pub(crate) const CROWD_BYTES: Goal =
    Goal { what: "the same: memory of each", case: "crowd", bound: AtMost(1000.0), of: "bytes" };
/// A step takes a few nanoseconds: twice as many are still the cost of one.
pub(crate) const YEAR: Goal =
    Goal { what: "an idle year costs one step", case: "year", bound: AtMost(2.0), of: "times an idle microsecond" };
pub(crate) const LOAD: Goal = Goal {
    what: "a plain scenario of as many steps, loaded, checked and started",
    case: "load",
    bound: AtMost(1.5),
    of: "times what serde_json takes to parse it",
};
pub(crate) const SEEDS: Goal = Goal {
    what: "`explore --seeds`, a small scenario without requests",
    case: "seeds",
    bound: AtLeast(100_000.0),
    of: "seeds a second and core",
};
pub(crate) const ONE_TEST: Goal = Goal {
    what: "a floor for one Rust test, from its beginning to its end",
    case: "test",
    bound: AtMost(1.0),
    of: "ms",
};

/// All of them, in the order of the table.
pub(crate) const ALL: [Goal; 18] = [
    LIMIT,
    ENGINE,
    ENGINE_AND_NEXOSIM,
    IMPATIENT,
    AGENTS,
    MEMORY,
    STRATEGIES,
    DAY,
    RECORDING,
    READY,
    IN_MEMORY,
    PENDING,
    CROWD,
    CROWD_BYTES,
    YEAR,
    LOAD,
    SEEDS,
    ONE_TEST,
];

/// How a figure stands to its goal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Verdict {
    Reached,
    /// Beyond it, and by no more than the noise.
    WithinNoise,
    /// Beyond it by more than the noise; how many times as far as it should be.
    Missed(f64),
}

impl Goal {
    pub(crate) fn judge(&self, figure: Estimate) -> Verdict {
        let factor = self.share(figure);
        // How far what was missed may be noise.
        let at_best = match self.bound {
            AtMost(_) => figure.value - figure.noise,
            AtLeast(_) => figure.value + figure.noise,
        };
        match self.share(Estimate::exact(at_best)) {
            _ if factor <= 1.0 => Verdict::Reached,
            at_best if at_best <= 1.0 => Verdict::WithinNoise,
            _ => Verdict::Missed(factor),
        }
    }

    /// How many times as far away a figure is as the goal lets it be; the worst of several has the largest.
    pub(crate) fn share(&self, figure: Estimate) -> f64 {
        match self.bound {
            AtMost(most) => figure.value / most,
            AtLeast(least) => least / figure.value,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (words, bound) = match self.bound {
            AtMost(most) => ("at most", most),
            AtLeast(least) => ("at least", least),
        };
        // Whole numbers without decimals, others with as few as they need, and no more than two.
        write!(f, "{words} {} {}", (bound * 100.0).round() / 100.0, self.of)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Reached => f.write_str("reached"),
            Verdict::WithinNoise => f.write_str("beyond it within the noise"),
            Verdict::Missed(factor) => write!(f, "missed: factor {factor:.2}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_missed_only_by_more_than_the_noise() {
        let figure = |value| Estimate { value, noise: 0.2 };
        assert_eq!(ENGINE.judge(figure(2.5)), Verdict::Reached);
        assert_eq!(ENGINE.judge(figure(2.6)), Verdict::WithinNoise);
        assert_eq!(ENGINE.judge(figure(5.0)), Verdict::Missed(2.0));
        assert_eq!(ENGINE_AND_NEXOSIM.judge(figure(3.0)), Verdict::Reached);
        assert_eq!(ENGINE_AND_NEXOSIM.judge(figure(2.9)), Verdict::WithinNoise);
        assert_eq!(ENGINE_AND_NEXOSIM.judge(figure(1.5)), Verdict::Missed(2.0));
    }

    #[test]
    fn goals_say_what_they_are() {
        assert_eq!(ENGINE.to_string(), "at most 2.5 times the limit loop");
        assert_eq!(SEEDS.to_string(), "at least 100000 seeds a second and core");
        assert_eq!(READY.to_string(), "at most 1.13 (60/53) times the bare call");
        assert_eq!(Verdict::Missed(2.0).to_string(), "missed: factor 2.00");
    }

    #[test]
    fn every_goal_has_a_case_and_a_name_of_its_own() {
        for (place, goal) in ALL.iter().enumerate() {
            assert!(crate::cases::ALL.iter().any(|case| case.name == goal.case), "{goal:?}");
            assert!(ALL[..place].iter().all(|other| other.what != goal.what), "{goal:?}");
        }
    }
}
