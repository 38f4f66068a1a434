//! Requests of a scenario go through the TAPI 3 face and the provider seam, and nothing else does.

use std::sync::{Arc, Mutex, PoisonError};

use acd_run::report::RequestRow;
use acd_run::{Around, Driver, Report, RunOptions, run_with};
use acd_scenario::{Plan, Verb};
use tapi_types::Time;
use tsp_provider::{Exchange, Outcome, Provider, Recorded, Sleep, Timer};

use crate::home::files;
use crate::play::{options, plan_of, whole};

/// How many of a plan's steps up to the end of the run make a request.
fn requests_of(plan: &Plan) -> usize {
    let asks = |verb: &Verb| matches!(verb, Verb::Request(request) if !request.what.is_known());
    plan.steps.iter().filter(|step| asks(&step.verb)).count()
}

/// Plays a plan, and what came past between its clients and the ACD, what clients looked up without a request left out.
fn past_the_seam(file: &str, plan: &Plan, driver: Driver) -> (Vec<Exchange>, Report) {
    let noted = Arc::<Mutex<Vec<Exchange>>>::default();
    let wrap = |acd| {
        let sink = noted.clone();
        let note = move |exchange| sink.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
        Arc::new(Recorded::new(acd, Still, note)) as Arc<dyn Provider>
    };
    let around = Around { wrap: Some(Box::new(wrap)), ..Around::default() };
    let report = whole(file, run_with(plan, &RunOptions { driver, ..options(file) }, around));
    let mut noted = std::mem::take(&mut *noted.lock().unwrap_or_else(PoisonError::into_inner));
    noted.retain(|exchange| exchange.ask.function().is_some());
    (noted, report)
}

/// A clock that nobody looks at.
struct Still;

impl Timer for Still {
    fn now(&self) -> Time {
        Time::ZERO
    }

    fn sleep_until(&self, _at: Time) -> Sleep<'_> {
        Box::pin(std::future::ready(()))
    }
}

#[test]
fn each_request_of_a_scenario_passes_the_seam_once_with_its_limit() {
    let mut all = 0;
    for file in files("fixtures/scenarios", ".scenario.json") {
        let plan = plan_of(&file);
        let expected = requests_of(&plan);
        all += expected;
        for driver in [Driver::Virtual, Driver::Paused] {
            let (exchanges, report) = past_the_seam(&file, &plan, driver);
            // What the client ends by itself, with E_UNEXPECTED say, goes no further.
            let over_at_once =
                |row: &&RequestRow| row.handled_us.is_none() && row.finished_us == Some(row.submitted_us);
            let fewest = expected - report.requests.iter().filter(over_at_once).count().min(expected);
            assert!((fewest..=expected).contains(&exchanges.len()), "{file} under {driver:?}: {}", exchanges.len());
            assert!(exchanges.iter().all(|exchange| exchange.limit.is_some()), "{file}: every client has a limit");
            let errors = report.requests.iter().filter_map(|row| row.error.as_deref());
            let timed_out = errors.filter(|error| *error == "TAPI_E_TIMEOUT").count();
            let seen = exchanges.iter().filter(|exchange| exchange.outcome == Outcome::TimedOut).count();
            assert_eq!(seen, timed_out, "{file}: the provider has the last word");
        }
    }
    assert!(all > 50, "the fixtures make {all} requests: too few to show anything");
}
