//! What counts when: calls, averages, rates, periods, warm-up.

use acd_core::{CountCallAt, Disposition, EndDuringCall, Next, Policies, TimeToAnswerFrom, TransferTo};
use tapi_types::{Currency, SessionState, Span, Time};

use super::hall::{Hall, a, agent, at, endless, floor, patient, q, queue, s, slow, talk};

fn counting(count_call_at: CountCallAt) -> Hall {
    let mut config = floor(vec![queue()], vec![agent(1), agent(1)]);
    config.policies = Policies { count_call_at, end_during_call: EndDuringCall::Release, ..Policies::default() };
    Hall::new(config)
}

/// The count at 5 s (talking), 15 s (wrap-up), 25 s (done) of a call that talks and wraps up for 10 s each.
fn counts(policy: CountCallAt) -> [u64; 3] {
    let mut hall = counting(policy);
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 10));
    [5, 15, 25].map(|t| {
        hall.through(t);
        assert_eq!(hall.agent(1).number_of_acd_calls, hall.session(session).info.number_of_calls);
        assert_eq!((hall.queue(1).figures.answered, hall.session(session).info.answers), (1, 1));
        hall.session(session).info.number_of_calls
    })
}

#[test]
fn a_call_counts_when_the_policy_says() {
    assert_eq!(counts(CountCallAt::Answer), [1, 1, 1]);
    assert_eq!(counts(CountCallAt::Release), [0, 1, 1]);
    assert_eq!(counts(CountCallAt::WrapUpEnd), [0, 0, 1]);
}

#[test]
fn counting_at_the_end_of_wrap_up_in_whatever_way_it_ends() {
    let mut hall = counting(CountCallAt::WrapUpEnd);
    let session = hall.ready(1, 1);
    let count = |hall: &Hall| hall.session(session).info.number_of_calls;
    hall.arrive(1, talk(10, 0));
    hall.through(10);
    assert_eq!(count(&hall), 1, "without wrap-up at the release");
    hall.at(20).arrive(1, talk(10, 10));
    hall.at(32).set(session, SessionState::Ready);
    assert_eq!(count(&hall), 2, "left early");
    let call = hall.at(40).arrive(1, talk(10, 10));
    hall.at(45).transfer(call, TransferTo::Queue(q(1))).unwrap();
    assert_eq!(count(&hall), 2, "transferred, in wrap-up");
    hall.through(55);
    assert_eq!((count(&hall), hall.call(call).answers), (3, 2));
    hall.at(60).set(session, SessionState::Ended);
    assert_eq!(count(&hall), 4, "the session ended");
}

#[test]
fn counting_at_release_also_by_transfer_and_by_the_end_of_the_session() {
    let mut hall = counting(CountCallAt::Release);
    let first = hall.ready(1, 1);
    let second = hall.create(2, 1);
    let call = hall.arrive(1, endless());
    hall.next(first, Next::Set(SessionState::NotReady)).unwrap();
    hall.at(5).transfer(call, TransferTo::Queue(q(1))).unwrap();
    assert_eq!(hall.session(first).info.number_of_calls, 1);
    hall.at(10).set(second, SessionState::Ready);
    assert_eq!(hall.session(second).info.number_of_calls, 0);
    hall.at(15).set(second, SessionState::Ended);
    assert_eq!(hall.session(second).info.number_of_calls, 1);
}

#[test]
fn time_to_answer_from_entry_or_from_ringing() {
    let sums = [TimeToAnswerFrom::QueueEntry, TimeToAnswerFrom::Ringing].map(|time_to_answer_from| {
        let mut config = floor(vec![queue()], vec![slow(1, 4)]);
        config.policies.time_to_answer_from = time_to_answer_from;
        let mut hall = Hall::new(config);
        let session = hall.create(1, 1);
        let call = hall.arrive(1, talk(10, 0));
        hall.at(7).set(session, SessionState::Ready);
        hall.through(11);
        assert_eq!((hall.call(call).wait, hall.queue(1).figures.wait_answered), (s(11), s(11)));
        hall.session(session).info.sum_time_to_answer
    });
    assert_eq!(sums, [s(11), s(4)]);
}

#[test]
fn averages_are_rounded_down() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    assert_eq!(hall.session(session).info.average_talk_time_s(), 0);
    hall.arrive(1, talk(10, 1));
    hall.at(20).arrive(1, talk(15, 2));
    hall.through(60);
    let info = hall.session(session).info;
    assert_eq!((info.total_talk_time, info.average_talk_time_s()), (s(25), 12));
    assert_eq!((info.average_wrap_up_time_s(), info.average_call_time_s()), (1, 14));
}

#[test]
fn rates_are_calls_an_hour_in_ten_thousandths() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(2)]));
    let first = hall.ready(1, 1);
    assert_eq!(hall.session(first).info.acd_call_rate, Currency(0));
    hall.arrive(1, talk(1, 0));
    // The second session covers 20 to 50, the first one 0 to 30: 50 s together.
    let second = hall.at(20).create(1, 2);
    hall.at(30).set(first, SessionState::Ended);
    hall.at(50).set(second, SessionState::Ended);
    hall.through(70);
    // 1 x 3600 / 30 = 120 and 1 x 3600 / 50 = 72.
    assert_eq!(hall.session(first).info.acd_call_rate, Currency(1_200_000));
    assert_eq!(hall.agent(1).overall_call_rate, Currency(720_000));
}

#[test]
fn a_period_begins_anew_when_it_is_set_and_then_tumbles() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.ready(1, 1);
    hall.arrive(1, talk(15, 10));
    hall.at(10).give(&acd_core::Command::SetAgentPeriod { agent: a(1), period_s: 20 }).unwrap();
    let row = hall.agent(1);
    assert_eq!((row.number_of_acd_calls, row.period.number_of_acd_calls), (1, 0));
    hall.through(29);
    let period = hall.agent(1).period;
    assert_eq!((period.total_acd_talk_time, period.total_wrap_up_time), (s(5), s(10)));
    assert_eq!(period.total_acd_call_time, s(15));
    // At 30 the next one begins; a call at its first moment belongs to it.
    hall.at(30).arrive(1, talk(100, 0));
    let period = hall.agent(1).period;
    assert_eq!((period.number_of_acd_calls, period.total_wrap_up_time), (1, s(0)));
    hall.through(45);
    // 1 x 3600 / 15 = 240.
    assert_eq!(hall.agent(1).period.overall_call_rate, Currency(2_400_000));
    hall.through(52);
    assert_eq!((hall.agent(1).period.total_acd_talk_time, hall.agent(1).talk), (s(2), s(37)));
    assert_eq!(hall.agent(1).period.measurement_period_s, 20);
}

#[test]
fn a_wait_counts_whole_in_the_period_in_which_it_ends() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.give(&acd_core::Command::SetQueuePeriod { queue: q(1), period_s: 60 }).unwrap();
    hall.arrive(1, patient(1, 50));
    hall.at(20).arrive(1, patient(1, 70));
    hall.through(59);
    let period = hall.queue(1).period;
    assert_eq!((period.total_calls_queued, period.total_calls_abandoned), (2, 1));
    assert_eq!((period.longest_ever_wait_time, period.average_wait_time_s), (s(50), 50));
    assert_eq!(period.current_longest_wait_time, s(39));
    hall.through(60);
    let period = hall.queue(1).period;
    assert_eq!((period.total_calls_queued, period.total_calls_abandoned, period.current_calls_queued), (0, 0, 1));
    assert_eq!((period.longest_ever_wait_time, period.average_wait_time_s), (s(40), 0));
    hall.through(90);
    let row = hall.queue(1);
    assert_eq!((row.period.total_calls_abandoned, row.period.average_wait_time_s), (1, 70));
    assert_eq!((row.figures.abandoned, row.figures.longest_wait), (2, s(70)));
}

#[test]
fn before_it_is_set_the_period_is_an_hour_from_time_zero() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.ready(1, 1);
    hall.at(3599).arrive(1, talk(10, 0));
    assert_eq!(hall.agent(1).period.number_of_acd_calls, 1);
    hall.through(3600);
    let row = hall.agent(1);
    assert_eq!((row.period.number_of_acd_calls, row.number_of_acd_calls), (0, 1));
    assert_eq!((row.period.total_acd_talk_time, row.talk), (s(0), s(1)));
}

#[test]
fn what_happened_at_the_moment_before_the_period_was_set_is_left_out() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.ready(1, 1);
    hall.at(10).arrive(1, talk(10, 0));
    hall.give(&acd_core::Command::SetAgentPeriod { agent: a(1), period_s: 100 }).unwrap();
    hall.give(&acd_core::Command::SetQueuePeriod { queue: q(1), period_s: 100 }).unwrap();
    assert_eq!(hall.agent(1).period.number_of_acd_calls, 0);
    assert_eq!(hall.queue(1).period.total_calls_queued, 0);
    hall.arrive(1, talk(10, 0));
    assert_eq!(hall.queue(1).period.total_calls_queued, 1);
    hall.through(15);
    assert_eq!(hall.agent(1).period.total_acd_talk_time, s(5));
}

#[test]
fn calls_that_enter_before_the_warm_up_are_left_out_of_the_queues_row_alone() {
    let mut config = floor(vec![queue()], vec![agent(1)]);
    config.warm_up = at(10);
    let mut hall = Hall::new(config);
    let session = hall.ready(1, 1);
    hall.at(5).arrive(1, talk(20, 5));
    let early = hall.at(8).arrive(1, patient(20, 4));
    hall.through(11);
    assert_eq!((hall.queue(1).figures.waiting, hall.queue(1).period.current_calls_queued), (0, 1));
    let counted = hall.at(12).arrive(1, talk(10, 0));
    hall.through(50);
    let row = hall.queue(1);
    assert_eq!((row.figures.offered, row.figures.answered, row.figures.abandoned), (1, 1, 0));
    assert_eq!((row.figures.talk, row.figures.wrap_up, row.figures.wait_answered), (s(10), s(0), s(18)));
    assert_eq!((row.period.total_calls_queued, row.period.total_calls_abandoned), (3, 1));
    assert_eq!(hall.session(session).info.number_of_calls, 2);
    assert_eq!(hall.call(early).disposition, Disposition::Abandoned);
    assert_eq!(hall.call(counted).wait, s(18));
}

#[test]
fn a_threshold_includes_its_own_length_and_a_short_abandon_does_not() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.ready(1, 1);
    hall.arrive(1, talk(20, 0));
    hall.arrive(1, patient(1, 100));
    for patience in [4, 5, 20, 21] {
        hall.arrive(1, patient(1, patience));
    }
    hall.through(30);
    // Answered: at once, after 20 s and, since that call is short, after 21 s. Given up: after 4, 5 and 20 s.
    let figures = hall.queue(1).figures;
    assert_eq!((figures.answered, figures.answered_within), (3, 2));
    assert_eq!((figures.abandoned, figures.abandoned_within, figures.abandoned_short), (3, 3, 1));
}

#[test]
fn running_clocks_count_up_to_the_question() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    hall.at(10).arrive(1, endless());
    hall.through_time(Time::from_micros(12_345_678));
    let row = hall.session(session);
    assert_eq!((row.talk, row.ready), (Span::from_micros(2_345_678), s(10)));
    assert_eq!(row.info.session_duration, Span::from_micros(12_345_678));
    assert_eq!(hall.queue(1).figures.talk, Span::from_micros(2_345_678));
}
