//! Whatever happens on the floor, the report has its figures in the end.

use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestError, TestRunner};
use tokio::runtime::Builder;

use crate::play::play;
use crate::stories::{Story, stories};

/// The same stories in every run. `PROPTEST_CASES` asks for more of them.
fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

/// Hours take no time: each story has a paused clock of its own.
fn played(story: &Story) -> Result<(), String> {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime can be made").block_on(play(story))
}

/// Leaves out what is not needed for the failure.
fn shortest(mut story: Story) -> Story {
    while let Some(shorter) = story.shorter().into_iter().find(|shorter| played(shorter).is_err()) {
        story = shorter;
    }
    story
}

#[test]
fn the_report_has_the_floors_figures() {
    match runner().run(&stories(), |story| played(&story).map_err(TestCaseError::fail)) {
        Ok(()) => {}
        Err(TestError::Fail(_, story)) => {
            let story = shortest(story);
            let why = played(&story).expect_err("it failed before, and the same story goes the same way");
            panic!("a story that fails, made small:\n\n{story}\n{why}")
        }
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}
