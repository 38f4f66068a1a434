//! T1: a day of six calls that can be followed on paper.

use acd_core::{CallTimes, Disposition, Engine};
use tapi_types::{SessionId, Span, Time};

use crate::floor::{arrive, floor, ready};

#[test]
fn t1_matches_to_the_microsecond() {
    let mut engine = Engine::new(floor(&["A", "B"]));
    engine.check_all_laws();
    ready(&mut engine, 0);
    ready(&mut engine, 1);
    let times = CallTimes {
        talk: Some(Span::from_secs(30)),
        wrap_up: Span::from_secs(10),
        patience: Some(Span::from_secs(25)),
    };
    for at in [0, 10, 20, 30, 40, 100] {
        engine.advance_before_commands(Time::from_secs(at)).expect("laws hold");
        arrive(&mut engine, times);
    }
    engine.advance_through(Time::from_secs(150)).expect("laws hold");

    let calls: Vec<(Option<u32>, Span, Disposition)> =
        engine.calls().iter().map(|call| (call.session.map(SessionId::get), call.wait, call.disposition)).collect();
    let (s, answered) = (Span::from_secs, Disposition::Answered);
    assert_eq!(
        calls,
        [
            (Some(1), s(0), answered),
            (Some(2), s(0), answered),
            (Some(1), s(20), answered),
            (Some(2), s(20), answered),
            (None, s(25), Disposition::Abandoned),
            (Some(1), s(0), answered),
        ]
    );
    let figures: Vec<_> =
        engine.sessions().iter().map(|row| (row.info.number_of_calls, row.talk, row.wrap_up)).collect();
    assert_eq!(figures, [(3, s(90), s(30)), (2, s(60), s(20))]);
    let queue = engine.queues()[0].figures;
    assert_eq!((queue.offered, queue.answered, queue.abandoned, queue.answered_within), (6, 5, 1, 5));
    assert_eq!((queue.wait_answered, queue.longest_wait), (s(40), s(25)));
}
