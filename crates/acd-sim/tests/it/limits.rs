//! Who wins at the limit, to the microsecond, under every driver.

use std::time::Duration;

use acd_core::Fact;
use acd_sim::Until;
use tapi_client::TapiError;
use tapi_types::{Effect, Span, Time};

use crate::floor::{QUEUE, at, fault, secs, slow, us};
use crate::playing::{Act, Call, Driver, Played, play};

const LIMIT: Span = secs(2);
const DRIVERS: [Driver; 5] =
    [Driver::Virtual, Driver::Paused(1), Driver::Paused(7), Driver::Real(10), Driver::Real(1_000)];

fn queued(center: tapi_client::CallCenter) -> Call {
    Box::pin(async move { center.queue(QUEUE).total_calls_queued().await.map(i64::from) })
}

/// One request, not on the millisecond; its handling and its reply take so long.
fn ask(driver: Driver, handle_after: Span, reply_after: Span) -> Played {
    let steps = vec![(Time::from_micros(1_234_567), Act::Ask(Duration::from(LIMIT), None, queued))];
    play(driver, slow(0, handle_after, reply_after), steps, Until::Idle, false)
}

fn facts(played: &Played) -> Vec<Fact> {
    played.records.iter().map(|record| record.fact).collect()
}

#[test]
fn a_reply_just_before_and_at_the_limit_arrives() {
    for driver in DRIVERS {
        for early in [us(1), us(0)] {
            let played = ask(driver, secs(1), secs(1) - early);
            assert_eq!(played.answers, [Some(Ok(0))], "{driver:?}");
            let times = played.times[0].expect("kept");
            assert_eq!(times.finished, Some(times.submitted + (LIMIT - early)), "{driver:?}");
            assert!(matches!(facts(&played).last(), Some(Fact::RequestReplied { .. })), "{played:?}");
        }
    }
}

#[test]
fn a_reply_just_after_the_limit_reaches_nobody_and_is_recorded() {
    for driver in DRIVERS {
        let played = ask(driver, secs(1), secs(1) + us(1));
        assert_eq!(played.answers, [Some(Err(TapiError::Timeout))], "{driver:?}");
        let times = played.times[0].expect("kept");
        assert_eq!(times.finished, Some(times.submitted + LIMIT), "{driver:?}");
        assert_eq!(times.handled, Some(times.submitted + secs(1)), "{driver:?}");
        let last = played.records[played.records.len() - 1];
        assert!(matches!(last.fact, Fact::ReplyLate { .. }), "{played:?}");
        assert_eq!(last.at, times.submitted + (LIMIT + us(1)));
    }
}

#[test]
fn who_looks_at_the_instant_of_a_limit_sees_that_the_client_has_heard() {
    // Between two ticks of tokio's timers.
    let asked = Time::from_micros(1_234_567);
    for driver in DRIVERS {
        let steps = vec![(asked, Act::Ask(Duration::from(LIMIT), None, queued)), (asked + LIMIT, Act::Look)];
        let played = play(driver, slow(0, us(0), secs(10)), steps, Until::Idle, false);
        assert_eq!(played.looks, [(asked + LIMIT, 1)], "{driver:?}");
    }
}

#[test]
fn what_is_handled_after_the_limit_is_handled_all_the_same() {
    for driver in DRIVERS {
        let played = ask(driver, LIMIT + us(1), Span::ZERO);
        assert_eq!(played.answers, [Some(Err(TapiError::Timeout))], "{driver:?}");
        let times = played.times[0].expect("kept");
        assert!(times.handled > times.finished, "{driver:?}");
    }
}

#[test]
fn of_two_replies_one_arrives() {
    for driver in DRIVERS {
        let mut config = slow(0, us(0), us(100));
        config.faults = vec![fault("twice", None, Effect::DuplicateReply(us(1)))];
        let steps = vec![(at(1), Act::Ask(Duration::from(LIMIT), None, queued))];
        let played = play(driver, config, steps, Until::Idle, false);
        assert_eq!(played.answers, [Some(Ok(0))], "{driver:?}");
        let replies = facts(&played);
        let replied = replies.iter().filter(|fact| matches!(fact, Fact::RequestReplied { .. })).count();
        let late = replies.iter().filter(|fact| matches!(fact, Fact::ReplyLate { .. })).count();
        assert_eq!((replied, late), (1, 1), "{driver:?}");
    }
}

#[test]
fn a_lost_reply_is_a_timeout_and_the_run_ends() {
    for driver in DRIVERS {
        let mut config = slow(0, us(0), us(0));
        config.faults = vec![fault("lost", None, Effect::DropReply)];
        let steps = vec![(at(0), Act::Ask(Duration::from(LIMIT), None, queued))];
        let played = play(driver, config, steps, Until::Idle, false);
        assert_eq!(played.answers, [Some(Err(TapiError::Timeout))], "{driver:?}");
        assert_eq!(played.ended_at, Time::ZERO + LIMIT, "{driver:?}");
    }
}

#[test]
fn a_limit_beyond_all_runs_does_not_keep_one_going() {
    for (driver, limit) in [
        (Driver::Virtual, Duration::MAX),
        (Driver::Virtual, Duration::from(Span::MAX)),
        (Driver::Paused(1), Duration::MAX),
        (Driver::Paused(1), Duration::from(Span::MAX)),
    ] {
        let mut config = slow(0, us(0), us(0));
        config.faults = vec![fault("lost", None, Effect::DropReply)];
        let steps = vec![(at(3), Act::Ask(limit, None, queued))];
        let played = play(driver, config, steps, Until::Idle, false);
        assert_eq!((played.ended_at, played.answers), (at(3), vec![None]), "{driver:?}, {limit:?}");
    }
}

#[test]
fn a_limit_of_zero_lets_through_what_comes_in_no_time() {
    for driver in DRIVERS {
        let answers = |config| {
            let steps = vec![(at(1), Act::Ask(Duration::ZERO, None, queued))];
            play(driver, config, steps, Until::Idle, false).answers
        };
        assert_eq!(answers(slow(0, us(0), us(0))), [Some(Ok(0))], "{driver:?}");
        assert_eq!(answers(slow(0, us(0), us(1))), [Some(Err(TapiError::Timeout))], "{driver:?}");
    }
}
