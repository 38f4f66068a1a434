//! Whatever happens on the floor, the report has its figures in the end.

use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestError, TestRunner};
use tokio::runtime::Builder;

use crate::acts::{Story, stories};

/// The same stories in every run. `PROPTEST_CASES` asks for more of them.
fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

/// Hours take no time: each story has a paused clock of its own.
fn play(story: &Story) -> Result<(), String> {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime can be made").block_on(story.play())
}

#[test]
fn the_report_has_the_floors_figures() {
    match runner().run(&stories(), |story| play(&story).map_err(TestCaseError::fail)) {
        Ok(()) => {}
        Err(TestError::Fail(why, story)) => panic!("a story that fails, made small:\n\n{story}\n{why}"),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}
