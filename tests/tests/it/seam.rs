//! Requests of a scenario go through the TAPI 3 face and the provider seam, and nothing else does.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use acd_run::{Around, Driver, Report, RunOptions, run_with};
use acd_scenario::{Plan, Verb};
use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, QueueId, QueueInfo, SessionId, SessionState,
};
use tsp_provider::{AddressId, AgentEntry, Provider, QueueEntry, SessionEntry, Ticket, Verdict, async_trait};

use crate::home::files;
use crate::play::{options, plan_of, whole};

/// What came past, and with which limits.
#[derive(Debug, Default)]
struct Counts {
    requests: AtomicUsize,
    unlimited: AtomicUsize,
    given_up: AtomicUsize,
}

/// A provider that counts and hands on. It never looks inside the one that it wraps.
struct Counting {
    inner: Arc<dyn Provider>,
    counts: Arc<Counts>,
}

impl Counting {
    fn inner(&self, ticket: &Ticket) -> &dyn Provider {
        self.counts.requests.fetch_add(1, Ordering::Relaxed);
        if ticket.limit().is_none() {
            self.counts.unlimited.fetch_add(1, Ordering::Relaxed);
        }
        &*self.inner
    }
}

#[async_trait]
impl Provider for Counting {
    async fn line_get_agent_session_info(
        &self,
        ticket: &Ticket,
        session: SessionId,
    ) -> Result<AgentSessionInfo, LineError> {
        self.inner(ticket).line_get_agent_session_info(ticket, session).await
    }

    async fn line_get_agent_info(&self, ticket: &Ticket, agent: AgentId) -> Result<AgentInfo, LineError> {
        self.inner(ticket).line_get_agent_info(ticket, agent).await
    }

    async fn line_get_queue_info(&self, ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        self.inner(ticket).line_get_queue_info(ticket, queue).await
    }

    async fn line_set_agent_session_state(
        &self,
        ticket: &Ticket,
        session: SessionId,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> Result<(), LineError> {
        self.inner(ticket).line_set_agent_session_state(ticket, session, state, next).await
    }

    async fn line_set_agent_state_ex(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        state: Option<AgentState>,
        next: Option<AgentState>,
    ) -> Result<(), LineError> {
        self.inner(ticket).line_set_agent_state_ex(ticket, agent, state, next).await
    }

    async fn line_set_agent_measurement_period(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.inner(ticket).line_set_agent_measurement_period(ticket, agent, seconds).await
    }

    async fn line_set_queue_measurement_period(
        &self,
        ticket: &Ticket,
        queue: QueueId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.inner(ticket).line_set_queue_measurement_period(ticket, queue, seconds).await
    }

    async fn line_create_agent_session(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        group: GroupId,
        address: AddressId,
        pin: Option<String>,
    ) -> Result<SessionId, LineError> {
        self.inner(ticket).line_create_agent_session(ticket, agent, group, address, pin).await
    }

    fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
        self.inner.session_entry(session)
    }

    fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
        self.inner.agent_entry(agent)
    }

    fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
        self.inner.queue_entry(queue)
    }

    async fn give_up(&self, ticket: &Ticket) -> Verdict {
        self.counts.given_up.fetch_add(1, Ordering::Relaxed);
        self.inner.give_up(ticket).await
    }

    fn forget(&self, ticket: &Ticket) {
        self.inner.forget(ticket);
    }

    fn wait_for(&self, limit: Duration) -> Duration {
        self.inner.wait_for(limit)
    }
}

/// How many of a plan's steps up to the end of the run make a request.
fn requests_of(plan: &Plan) -> usize {
    let asks = |verb: &Verb| matches!(verb, Verb::Request(request) if !request.what.is_known());
    plan.steps.iter().filter(|step| asks(&step.verb)).count()
}

fn counted(file: &str, plan: &Plan, driver: Driver) -> (Arc<Counts>, Report) {
    let counts = Arc::new(Counts::default());
    let counting = Arc::clone(&counts);
    let wrap = |inner| Arc::new(Counting { inner, counts: counting.clone() }) as Arc<dyn Provider>;
    let around = Around { wrap: Some(Box::new(wrap)), ..Around::default() };
    let report = run_with(plan, &RunOptions { driver, ..options(file) }, around);
    (counts, whole(file, report))
}

#[test]
fn each_request_of_a_scenario_passes_the_seam_once_with_its_limit() {
    let mut all = 0;
    for file in files("fixtures/scenarios", ".scenario.json") {
        let plan = plan_of(&file);
        let expected = requests_of(&plan);
        all += expected;
        for driver in [Driver::Virtual, Driver::Paused] {
            let (counts, report) = counted(&file, &plan, driver);
            assert_eq!(counts.requests.load(Ordering::Relaxed), expected, "{file} under {driver:?}");
            assert_eq!(counts.unlimited.load(Ordering::Relaxed), 0, "{file}: every client has a limit");
            let errors = report.requests.iter().filter_map(|row| row.error.as_deref());
            let timed_out = errors.filter(|error| *error == "TAPI_E_TIMEOUT").count();
            assert!(counts.given_up.load(Ordering::Relaxed) >= timed_out, "{file}: the provider has the last word");
        }
    }
    assert!(all > 50, "the fixtures make {all} requests: too few to show anything");
}
