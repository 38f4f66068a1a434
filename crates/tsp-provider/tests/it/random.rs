//! Faults by random rules, against what the contract says in a few lines.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use async_trait::async_trait;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tapi_types::{Effect, FaultBook, FaultRule, Function, LineError, ObjectFilter, QueueId, QueueInfo, Span, Time};
use tsp_provider::{Answer, Ask, Faulty, Provider, Sleep, Ticket, Timer};

use crate::stand::{queue_info, rule, secs};

/// Handles everything at once; a getter's record has the number of requests handled so far.
#[derive(Default)]
struct Counter(Mutex<u64>);

impl Counter {
    fn handle(&self) -> u64 {
        let mut handled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *handled += 1;
        *handled
    }
}

#[async_trait]
impl Provider for Counter {
    async fn line_get_queue_info(&self, _: &Ticket, _: QueueId) -> Result<QueueInfo, LineError> {
        Ok(queue_info(self.handle()))
    }

    async fn line_set_queue_measurement_period(&self, _: &Ticket, _: QueueId, _: u32) -> Result<(), LineError> {
        self.handle();
        Ok(())
    }
}

/// A clock that the test moves by hand. Whoever sleeps must be polled.
#[derive(Clone, Default)]
struct Hand(Arc<Mutex<Time>>);

impl Hand {
    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Timer for Hand {
    fn now(&self) -> Time {
        *self.time()
    }

    fn sleep_until(&self, at: Time) -> Sleep<'_> {
        Box::pin(std::future::poll_fn(move |_| if self.now() >= at { Poll::Ready(()) } else { Poll::Pending }))
    }
}

#[derive(Debug, Clone)]
enum Step {
    Ask(Ask, Vec<f64>),
    /// So many seconds.
    Pass(u8),
    Close,
    Open,
}

/// What each request got, and when; `None` for nothing.
type Got = Vec<Option<(Time, Result<Answer, LineError>)>>;

/// The sentences of the contract. Which rule acts is the book's affair.
#[derive(Default)]
struct Contract {
    now: Time,
    closed: bool,
    handled: u64,
    last: BTreeMap<ObjectFilter, Answer>,
    got: Got,
    /// By request: when its reply goes out, which may be never, and what it says.
    pending: BTreeMap<usize, (Option<Time>, Result<Answer, LineError>)>,
}

impl Contract {
    fn says(rules: &[FaultRule], steps: &[Step]) -> (Got, u64) {
        let (mut contract, mut book) = (Contract::default(), FaultBook::new(rules.len()));
        for step in steps {
            match step {
                Step::Ask(ask, chances) => contract.ask(ask, |function, at| {
                    book.act(rules, function, ask.object(), at, |place| chances[place]).map(|(_, effect)| effect)
                }),
                Step::Pass(seconds) => contract.now = contract.now + secs(u64::from(*seconds)),
                Step::Close => contract.close(),
                Step::Open => contract.closed = false,
            }
            contract.reply();
        }
        (contract.got, contract.handled)
    }

    fn ask(&mut self, ask: &Ask, act: impl FnOnce(Function, Time) -> Option<Effect>) {
        let request = self.got.len();
        self.got.push(None);
        let getter = ask.function() == Some(Function::GetQueueInfo);
        let (mut due, mut reply) = (Some(self.now), None);
        let effect = if self.closed { None } else { ask.function().and_then(|function| act(function, self.now)) };
        match effect {
            _ if self.closed => reply = Some(Err(LineError::OPERATIONUNAVAIL)),
            Some(Effect::Fail(error) | Effect::FailAtSubmit(error)) => reply = Some(Err(error)),
            Some(Effect::StructureTooSmall) if getter => reply = Some(Err(LineError::STRUCTURETOOSMALL)),
            Some(Effect::Stale) if getter => reply = self.last.get(&ask.object()).cloned().map(Ok),
            Some(Effect::DropReply) => due = None,
            Some(Effect::DelayReply(by)) => due = Some(self.now + by),
            Some(Effect::CloseProxy) => {
                reply = Some(Err(LineError::OPERATIONFAILED));
                self.close();
            }
            Some(Effect::Stale | Effect::StructureTooSmall | Effect::DuplicateReply(_)) | None => {}
        }
        let reply = reply.unwrap_or_else(|| {
            self.handled += 1;
            let answer = if getter { Answer::QueueInfo(queue_info(self.handled)) } else { Answer::Done };
            if getter && effect != Some(Effect::Stale) {
                self.last.insert(ask.object(), answer.clone());
            }
            Ok(answer)
        });
        self.pending.insert(request, (due, reply));
    }

    fn close(&mut self) {
        for (due, reply) in self.pending.values_mut().filter(|_| !self.closed) {
            (*due, *reply) = (Some(self.now), Err(LineError::OPERATIONFAILED));
        }
        self.closed = true;
    }

    /// What is due by now goes out.
    fn reply(&mut self) {
        self.pending.retain(|request, (due, reply)| {
            let Some(at) = due.filter(|due| *due <= self.now) else { return true };
            self.got[*request] = Some((at, reply.clone()));
            false
        });
    }
}

type Call<'a> = Pin<Box<dyn Future<Output = Result<Answer, LineError>> + 'a>>;

/// What a faulty provider does.
fn does(rules: &[FaultRule], steps: &[Step]) -> (Got, u64) {
    let (counter, hand) = (Arc::new(Counter::default()), Hand::default());
    let chances: Arc<Mutex<Vec<f64>>> = Arc::default();
    let drawn = Arc::clone(&chances);
    let chance = move |place: usize| drawn.lock().unwrap_or_else(PoisonError::into_inner)[place];
    let faulty = Faulty::new(Arc::clone(&counter), rules.to_vec(), hand.clone(), chance);
    let tickets: Vec<Ticket> = steps.iter().map(|_| Ticket::unlimited()).collect();
    let mut calls: Vec<Call<'_>> = Vec::new();
    let mut got = Got::new();
    for (step, ticket) in steps.iter().zip(&tickets) {
        let mut seconds = 0;
        match step {
            Step::Ask(ask, draws) => {
                chances.lock().unwrap_or_else(PoisonError::into_inner).clone_from(draws);
                calls.push(Box::pin(ask.clone().perform(&faulty, ticket)));
                got.push(None);
            }
            Step::Pass(passed) => seconds = *passed,
            Step::Close => faulty.close_proxy(),
            Step::Open => faulty.open_proxy(),
        }
        for second in 0..=seconds {
            if second > 0 {
                let next = hand.now() + Span::from_secs(1);
                *hand.time() = next;
            }
            for (call, got) in calls.iter_mut().zip(&mut got).rev().filter(|(_, got)| got.is_none()) {
                if let Poll::Ready(reply) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                    *got = Some((hand.now(), reply));
                }
            }
        }
    }
    let handled = *counter.0.lock().unwrap_or_else(PoisonError::into_inner);
    (got, handled)
}

fn any_effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        Just(Effect::DropReply),
        (0..4_u64).prop_map(|s| Effect::DelayReply(secs(s))),
        (0..4_u64).prop_map(|s| Effect::DuplicateReply(secs(s))),
        Just(Effect::Fail(LineError::NOMEM)),
        Just(Effect::FailAtSubmit(LineError::RESOURCEUNAVAIL)),
        Just(Effect::Stale),
        Just(Effect::Stale),
        Just(Effect::StructureTooSmall),
        Just(Effect::CloseProxy),
    ]
}

fn any_rule() -> impl Strategy<Value = FaultRule> {
    let function = prop_oneof![Just(Function::GetQueueInfo), Just(Function::SetQueueMeasurementPeriod)];
    let object = prop_oneof![
        2 => Just(ObjectFilter::Any),
        1 => (0..2_usize).prop_map(|number| ObjectFilter::Queue(QueueId::at(number))),
    ];
    let window = (0..4_u64, option::weighted(0.3, 1..12_u64));
    let counts = (option::weighted(0.3, 1..4_u64), option::weighted(0.5, 0..3_u64));
    (option::weighted(0.3, function), object, window, counts, option::of(0..=100_u8), any_effect()).prop_map(
        |(function, object, (from, to), (nth, times), percent, effect)| FaultRule {
            function,
            object,
            from: Time::from_secs(from),
            to: to.map(Time::from_secs),
            nth,
            times,
            percent: percent.map(f64::from),
            ..rule(effect)
        },
    )
}

fn any_step() -> impl Strategy<Value = Step> {
    let ask = (any::<bool>(), 0..2_usize).prop_map(|(getter, number)| {
        let queue = QueueId::at(number);
        if getter { Ask::GetQueueInfo(queue) } else { Ask::SetQueueMeasurementPeriod { queue, seconds: 60 } }
    });
    let chances = vec((0..100_u8).prop_map(f64::from), RULES_MAX);
    prop_oneof![
        8 => (ask, chances).prop_map(|(ask, chances)| Step::Ask(ask, chances)),
        3 => (0..4_u8).prop_map(Step::Pass),
        1 => Just(Step::Close),
        2 => Just(Step::Open),
    ]
}

const RULES_MAX: usize = 4;

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_request_gets_what_the_contract_says(
        rules in vec(any_rule(), 0..=RULES_MAX),
        steps in vec(any_step(), 0..30),
    ) {
        prop_assert_eq!(does(&rules, &steps), Contract::says(&rules, &steps));
    }
}
