//! The model against itself, against cases worked out by hand, and against the engine.

mod by_hand;
mod theory;

use std::panic::catch_unwind;

use acd_check::{Model, Subject, Watched, compare, worlds};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestError, TestRunner};

/// `ACD_CHECK_CASES` says how many worlds are generated, `ACD_CHECK_SEED` which ones; without
/// them every run looks at the same few hundred.
fn cases(default: u32) -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let cases = number("ACD_CHECK_CASES").and_then(|n| u32::try_from(n).ok()).unwrap_or(default);
    let rng_seed = RngSeed::Fixed(number("ACD_CHECK_SEED").unwrap_or(1));
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

fn agree<S: Subject>(default: u32) {
    let mut runner = TestRunner::new(cases(default));
    let agreed =
        runner.run(&worlds(), |world| compare::<S>(&world).map_err(|difference| TestCaseError::fail(difference.what)));
    match agreed {
        Ok(()) => {}
        Err(TestError::Fail(reason, world)) => match catch_unwind(|| compare::<S>(&world)) {
            Ok(Err(difference)) => panic!("{difference}"),
            Ok(Ok(())) | Err(_) => panic!("{world}\n\n{reason}"),
        },
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

#[test]
fn the_model_agrees_with_itself() {
    agree::<Model>(64);
}

#[test]
fn the_engine_agrees_with_the_model() {
    agree::<Watched>(256);
}
