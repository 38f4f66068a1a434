//! Which rule acts, by hand and against the sentence of the contract said again.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

fn rule(effect: Effect) -> FaultRule {
    FaultRule {
        function: None,
        object: ObjectFilter::Any,
        from: Time::ZERO,
        to: None,
        nth: None,
        times: None,
        percent: None,
        effect,
    }
}

const LOST: Effect = Effect::DropReply;
const STALE: Effect = Effect::Stale;

/// What acts on one request after another, about anything.
fn acted(rules: &[FaultRule], requests: usize, chance: f64) -> Vec<Option<usize>> {
    let mut book = FaultBook::new(rules.len());
    let mut act = || book.act(rules, Function::GetQueueInfo, ObjectFilter::Any, Time::ZERO, |_| chance);
    (0..requests).map(|_| act().map(|(place, _)| place)).collect()
}

#[test]
fn the_first_that_fires_acts_and_only_it_uses_up_its_times() {
    let rules = [
        FaultRule { times: Some(1), ..rule(LOST) },
        FaultRule { nth: Some(2), ..rule(STALE) },
        FaultRule { times: Some(2), ..rule(LOST) },
    ];
    assert_eq!(acted(&rules, 5, 0.0), [Some(0), Some(1), Some(2), Some(2), None]);
}

#[test]
fn a_rule_counts_its_matches_also_where_another_acts() {
    let rules = [FaultRule { times: Some(2), ..rule(LOST) }, FaultRule { nth: Some(2), ..rule(STALE) }];
    assert_eq!(acted(&rules, 4, 0.0), [Some(0), Some(0), None, None]);
}

#[test]
fn a_window_is_open_from_its_start_to_before_its_end() {
    let rules = [FaultRule { from: Time::from_secs(1), to: Some(Time::from_secs(2)), ..rule(LOST) }];
    let mut book = FaultBook::new(1);
    let mut at =
        |us| book.act(&rules, Function::GetAgentInfo, ObjectFilter::Any, Time::from_micros(us), |_| 0.0).is_some();
    assert_eq!([at(999_999), at(1_000_000), at(1_999_999), at(2_000_000)], [false, true, true, false]);
    assert_eq!(book.fired(0), 2);
}

#[test]
fn a_probability_is_asked_for_only_where_nothing_else_decides() {
    let unlikely = FaultRule { percent: Some(50.0), ..rule(LOST) };
    let rules = [rule(STALE), unlikely.clone(), FaultRule { nth: Some(2), ..unlikely }];
    let mut book = FaultBook::new(rules.len());
    let mut asked = Vec::new();
    for _ in 0..2 {
        let chance = |place| {
            asked.push(place);
            99.9
        };
        book.act(&rules, Function::GetAgentInfo, ObjectFilter::Any, Time::ZERO, chance);
    }
    assert_eq!(asked, [1, 1, 2]);
    assert_eq!(acted(&rules[1..2], 1, 50.0), [None], "50 is not below 50");
    assert_eq!(acted(&rules[1..2], 1, 49.9), [Some(0)]);
}

#[test]
fn a_rule_that_does_not_exist_has_never_fired() {
    assert_eq!(FaultBook::new(2).fired(2), 0);
    assert_eq!(FaultBook::default().act(&[], Function::GetAgentInfo, ObjectFilter::Any, Time::ZERO, |_| 0.0), None);
}

/// A request: function, object, moment, and what chance would say of each rule.
type Asked = (Function, ObjectFilter, Time, Vec<f64>);

/// The sentence of the contract again, from the whole history instead of from counts: who acts on the last request.
fn naive(rules: &[FaultRule], history: &[Asked]) -> Option<usize> {
    let (&(function, object, at, ref chances), before) = history.split_last()?;
    (0..rules.len()).find(|&place| {
        let rule = &rules[place];
        let matches = |asked: &Asked| rule.matches(asked.0, asked.1, asked.2);
        let acted = || (0..before.len()).filter(|&end| naive(rules, &history[..=end]) == Some(place)).count();
        rule.matches(function, object, at)
            && rule.nth.is_none_or(|nth| history.iter().filter(|asked| matches(asked)).count() as u64 == nth)
            && rule.percent.is_none_or(|percent| chances[place] < percent)
            && rule.times.is_none_or(|times| (acted() as u64) < times)
    })
}

fn any_object() -> impl Strategy<Value = ObjectFilter> {
    prop_oneof![
        Just(ObjectFilter::Any),
        (0..2_usize).prop_map(|no| ObjectFilter::Session(SessionId::at(no))),
        (0..2_usize).prop_map(|no| ObjectFilter::Queue(QueueId::at(no))),
    ]
}

fn any_function() -> impl Strategy<Value = Function> {
    prop_oneof![Just(Function::GetQueueInfo), Just(Function::GetAgentSessionInfo)]
}

fn any_rule() -> impl Strategy<Value = FaultRule> {
    let window = (0..4_u64, option::of(1..6_u64));
    (
        option::of(any_function()),
        any_object(),
        window,
        option::of(1..3_u64),
        option::of(0..3_u64),
        option::of(0..=100_u8),
    )
        .prop_map(|(function, object, (from, to), nth, times, percent)| FaultRule {
            function,
            object,
            from: Time::from_secs(from),
            to: to.map(Time::from_secs),
            nth,
            times,
            percent: percent.map(f64::from),
            effect: LOST,
        })
}

fn any_requests() -> impl Strategy<Value = Vec<Asked>> {
    let chances = vec((0..100_u8).prop_map(f64::from), 3);
    let request = (any_function(), any_object(), (0..6_u64).prop_map(Time::from_secs), chances);
    vec(request, 0..7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_book_says_what_the_sentence_says(rules in vec(any_rule(), 0..=3), requests in any_requests()) {
        let mut book = FaultBook::new(rules.len());
        let mut fired = vec![0; rules.len()];
        for (end, (function, object, at, chances)) in requests.iter().enumerate() {
            let acts = book.act(&rules, *function, *object, *at, |place| chances[place]).map(|(place, _)| place);
            prop_assert_eq!(acts, naive(&rules, &requests[..=end]), "request {}", end);
            if let Some(place) = acts {
                fired[place] += 1;
            }
        }
        prop_assert_eq!((0..rules.len()).map(|place| book.fired(place)).collect::<Vec<_>>(), fired);
    }
}
