//! What the tests of decorators stand on: a toy with a session in it, real clients, and a witness.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tapi_client::{AgentSession, CallCenter, TokioTimer};
use tapi_types::{
    Effect, FaultRule, GroupId, LineError, ObjectFilter, QueueId, QueueInfo, RequestId, SessionId, Span, Time,
};
use tsp_provider::{Faulty, Notice, Provider, Ticket, Timer, Verdict};

use crate::toy::Toy;

pub(crate) const GROUP: GroupId = match GroupId::new(1) {
    Some(group) => group,
    None => unreachable!(),
};

/// A rule about everything.
pub(crate) fn rule(effect: Effect) -> FaultRule {
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

pub(crate) fn secs(s: u64) -> Span {
    Span::from_secs(s)
}

/// What was told, with the moments.
pub(crate) type Told = Arc<Mutex<Vec<(Time, Notice)>>>;

/// A toy with one session on one call, behind faults, and a client of it.
pub(crate) struct Stand {
    pub(crate) toy: Arc<Toy>,
    pub(crate) faulty: Arc<Faulty<Arc<Toy>>>,
    pub(crate) center: CallCenter,
    pub(crate) session: AgentSession,
    told: Told,
}

impl Stand {
    pub(crate) fn new(rules: Vec<FaultRule>) -> Stand {
        let toy = Arc::new(toy_with_a_call());
        let told = Told::default();
        let ears = Arc::clone(&told);
        let faulty = Faulty::new(Arc::clone(&toy), rules, TokioTimer::new(), |_| 0.0)
            .observed(move |at, notice| ears.lock().unwrap_or_else(PoisonError::into_inner).push((at, notice)));
        let faulty = Arc::new(faulty);
        let center = CallCenter::new(faulty.clone());
        let session = center.session(SessionId::at(0));
        Stand { toy, faulty, center, session, told }
    }

    /// Another call for the session.
    pub(crate) fn one_more_call(&self) {
        self.toy.world().release();
        self.toy.world().enter(Span::ZERO);
    }

    pub(crate) fn told(&self) -> Vec<(Time, Notice)> {
        std::mem::take(&mut *self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A toy that answers at once, with one session, which is on its first call.
pub(crate) fn toy_with_a_call() -> Toy {
    let toy = Toy::new(Span::ZERO, None);
    {
        let mut world = toy.world();
        world.create(0, tsp_provider::AddressId(0));
        world.set_session(0, Some(tapi_types::SessionState::Ready), None).expect("a new session may become ready");
        world.enter(Span::ZERO);
    }
    toy
}

/// Replies to lineGetQueueInfo a while after it was asked, by tokio's clock, with the number of the request; and
/// remembers what it was told about each. The reply takes a little more to come through, which is no fault of its own.
pub(crate) struct Witness {
    after: Span,
    delivery: Span,
    timer: TokioTimer,
    heard: Mutex<Heard>,
}

/// What a provider hears.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Heard {
    /// When each request came, and its limit.
    pub(crate) asked: Vec<(Time, Option<Duration>)>,
    pub(crate) given_up: Vec<u32>,
    pub(crate) forgotten: Vec<u32>,
    due: BTreeMap<u32, (Time, Option<Time>)>,
}

impl Witness {
    pub(crate) fn new(after: Span) -> Witness {
        Witness::with_delivery(after, Span::ZERO)
    }

    pub(crate) fn with_delivery(after: Span, delivery: Span) -> Witness {
        Witness { after, delivery, timer: TokioTimer::new(), heard: Mutex::default() }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Heard) -> T) -> T {
        act(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn heard(&self) -> Heard {
        self.with(|heard| heard.clone())
    }
}

#[async_trait]
impl Provider for Witness {
    async fn line_get_queue_info(&self, ticket: &Ticket, _: QueueId) -> Result<QueueInfo, LineError> {
        let now = self.timer.now();
        let number = self.with(|heard| {
            heard.asked.push((now, ticket.limit()));
            let number = u32::try_from(heard.asked.len()).expect("tests are short");
            let end = ticket.limit().map(|limit| now + Span::from(limit));
            heard.due.insert(number, (now + self.after, end));
            number
        });
        ticket.set_request(RequestId::new(number).expect("counted from 1"));
        self.timer.sleep_until(now + self.after + self.delivery).await;
        Ok(queue_info(u64::from(number)))
    }

    async fn give_up(&self, ticket: &Ticket) -> Verdict {
        let number = ticket.request().map_or(0, RequestId::get);
        let (due, end) = self.with(|heard| {
            heard.given_up.push(number);
            heard.due[&number]
        });
        if end.is_none_or(|end| due <= end) { Verdict::InTime } else { Verdict::TooLate }
    }

    fn forget(&self, ticket: &Ticket) {
        self.with(|heard| heard.forgotten.push(ticket.request().map_or(0, RequestId::get)));
    }
}

/// A queue with one number in it.
pub(crate) fn queue_info(total_calls_queued: u64) -> QueueInfo {
    QueueInfo {
        measurement_period_s: 3600,
        total_calls_queued,
        current_calls_queued: 0,
        total_calls_abandoned: 0,
        total_calls_flowed_in: 0,
        total_calls_flowed_out: 0,
        longest_ever_wait_time: Span::ZERO,
        current_longest_wait_time: Span::ZERO,
        average_wait_time_s: 0,
        final_disposition: 0,
    }
}
