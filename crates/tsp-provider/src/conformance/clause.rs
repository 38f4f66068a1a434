//! One rule of the contract, and what came of holding a provider against it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::floor::Floor;
use super::stand::Stand;

/// One rule of the contract that every provider keeps.
pub struct Clause {
    /// Its name, which does not change from version to version.
    pub name: &'static str,
    /// The page, table or policy that it comes from.
    pub source: &'static str,
    pub(super) trial: Trial,
}

/// How a clause is tried.
pub(super) type Trial = for<'a> fn(&'a Stand<'a>) -> Pin<Box<dyn Future<Output = Result<(), Stop>> + Send + 'a>>;

/// Why a trial came to no good end.
pub(super) enum Stop {
    /// The provider broke the clause; this is what it did.
    Broken(String),
    /// The floor cannot do what the trial needs.
    Skipped(&'static str),
}

/// What came of one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The provider keeps it.
    Kept,
    /// The provider breaks it: what was expected and what came.
    Broken(String),
    /// It could not be tried: what the floor cannot do.
    Skipped(&'static str),
}

/// What came of all clauses.
#[derive(Debug)]
pub struct Report {
    pub(super) outcomes: Vec<(&'static Clause, Outcome)>,
}

impl Clause {
    pub(super) async fn hold_against(&self, floor: &dyn Floor) -> Outcome {
        match (self.trial)(&Stand { floor }).await {
            Ok(()) => Outcome::Kept,
            Err(Stop::Broken(how)) => Outcome::Broken(how),
            Err(Stop::Skipped(why)) => Outcome::Skipped(why),
        }
    }
}

impl fmt::Debug for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.source)
    }
}

impl Report {
    /// Every clause with its outcome, in order.
    pub fn outcomes(&self) -> impl Iterator<Item = (&'static Clause, &Outcome)> {
        self.outcomes.iter().map(|(clause, outcome)| (*clause, outcome))
    }

    /// The names of the clauses that the provider breaks, in order.
    pub fn broken(&self) -> Vec<&'static str> {
        self.names(|outcome| matches!(outcome, Outcome::Broken(_)))
    }

    /// The names of the clauses that could not be tried, in order.
    pub fn skipped(&self) -> Vec<&'static str> {
        self.names(|outcome| matches!(outcome, Outcome::Skipped(_)))
    }

    /// True where no clause is broken. Skipped ones do not count.
    pub fn conforms(&self) -> bool {
        self.broken().is_empty()
    }

    fn names(&self, wanted: impl Fn(&Outcome) -> bool) -> Vec<&'static str> {
        self.outcomes().filter(|(_, outcome)| wanted(outcome)).map(|(clause, _)| clause.name).collect()
    }
}

impl fmt::Display for Report {
    /// A line for each clause that was not kept, then the sum.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (clause, outcome) in self.outcomes() {
            match outcome {
                Outcome::Kept => {}
                Outcome::Broken(how) => writeln!(f, "broken   {}: {how} [{}]", clause.name, clause.source)?,
                Outcome::Skipped(why) => writeln!(f, "skipped  {}: {why}", clause.name)?,
            }
        }
        let (all, broken, skipped) = (self.outcomes.len(), self.broken().len(), self.skipped().len());
        write!(f, "{} of {all} clauses kept, {broken} broken, {skipped} skipped", all - broken - skipped)
    }
}

/// Writes a file's table of clauses: name, source, and the function that tries it.
macro_rules! clauses {
    ($($trial:ident from $source:literal;)+) => {
        pub(super) const CLAUSES: &[$crate::conformance::Clause] = &[$(
            $crate::conformance::Clause {
                name: stringify!($trial),
                source: $source,
                trial: |stand| Box::pin($trial(stand)),
            },
        )+];
    };
}
pub(super) use clauses;

/// Ends a trial unless the condition holds, saying what came instead.
macro_rules! ensure {
    ($condition:expr, $($said:tt)+) => {
        if !$condition {
            return Err($crate::conformance::clause::Stop::Broken(format!($($said)+)));
        }
    };
}
pub(super) use ensure;
