//! The steps of the floor's own scenario, as they are played.

use std::sync::{Arc, Mutex};
use std::task::Context;

use acd_core::{Class, Command, Moment, Request};
use acd_run::{StepCommands, address_of};
use acd_scenario::{AgentGetter, Plan, QueueGetter, RequestStep, RequestWhat, SessionGetter, Step, Verb};
use acd_sim::{Script, Sim};
use tapi_types::{LineError, Time};

use crate::world::{Diary, lock};

/// Plays the steps of a plan. Its requests are made, and nobody waits for their replies.
#[derive(Debug)]
pub(crate) struct Steps {
    plan: Arc<Plan>,
    diary: Arc<Mutex<Diary>>,
    commands: StepCommands,
    done: usize,
}

/// A step that was refused and does not expect it, or the other way round.
#[derive(Debug, Clone)]
pub(crate) struct Misstep {
    pub(crate) step: usize,
    pub(crate) id: Option<String>,
    pub(crate) at: Time,
    pub(crate) error: Option<LineError>,
}

impl Steps {
    pub(crate) fn new(plan: Arc<Plan>, diary: Arc<Mutex<Diary>>) -> Steps {
        let commands = StepCommands::new(plan.config.seed);
        Steps { plan, diary, commands, done: 0 }
    }

    fn command(&self, command: &Command, step: &Step, sim: &Sim) {
        let (refusal, at, n) =
            sim.with_engine(|engine| (engine.apply(command).err(), engine.now(), engine.command_count()));
        let mut diary = lock(&self.diary);
        diary.steps.insert(n, step.index);
        if refusal != step.refused {
            diary.missteps.push(Misstep { step: step.index, id: step.id.clone(), at, error: refusal });
        }
    }

    fn request(&self, request: &RequestStep, step: &Step, sim: &Sim) {
        let Some(asked) = asked(&request.what) else { return };
        let limit = request.timeout.unwrap_or(self.plan.client_timeout);
        let n = sim.with_engine(|engine| {
            engine.submit(asked, Some(limit));
            engine.command_count()
        });
        lock(&self.diary).steps.insert(n, step.index);
    }
}

/// The request behind a method of the interface; none for what the client knows by itself.
fn asked(what: &RequestWhat) -> Option<Request> {
    match *what {
        RequestWhat::GetSession(session, getter) => {
            use SessionGetter::{AcdGroup, Address, Agent, State};
            (!matches!(getter, Agent | Address | AcdGroup | State)).then_some(Request::GetAgentSessionInfo(session))
        }
        RequestWhat::GetAgent(agent, getter) => {
            use AgentGetter::{Id, State, User};
            (!matches!(getter, Id | User | State)).then_some(Request::GetAgentInfo(agent))
        }
        RequestWhat::GetQueue(queue, getter) => (getter != QueueGetter::Name).then_some(Request::GetQueueInfo(queue)),
        RequestWhat::PutSessionState(session, state) => {
            state.tapi3().map(|_| Request::SetAgentSessionState { session, state: Some(state), next: None })
        }
        RequestWhat::PutAgentState(agent, state) => {
            state.tapi3().map(|_| Request::SetAgentStateEx { agent, state: Some(state), next: None })
        }
        RequestWhat::PutAgentPeriod(agent, seconds) => {
            Some(Request::SetAgentMeasurementPeriod { agent, period_s: seconds.cast_unsigned() })
        }
        RequestWhat::PutQueuePeriod(queue, seconds) => {
            Some(Request::SetQueueMeasurementPeriod { queue, period_s: seconds.cast_unsigned() })
        }
        RequestWhat::CreateSession { session, agent, group } => {
            Some(Request::CreateAgentSession { id: Some(session), agent, group })
        }
    }
}

impl Script for Steps {
    fn next(&self) -> Option<Moment> {
        self.plan.steps.get(self.done).map(|step| Moment { at: step.at, class: Class::Command })
    }

    fn act(&mut self, sim: &Sim) {
        let plan = Arc::clone(&self.plan);
        let Some(step) = plan.steps.get(self.done) else { return };
        self.done += 1;
        if let Verb::Request(request) = &step.verb {
            return self.request(request, step, sim);
        }
        if let Verb::CreateSession { session, address: Some(place), .. } = step.verb {
            sim.set_session_address(session, address_of(Some(place)));
        }
        if let Some(command) = self.commands.of(&plan, &step.verb) {
            self.command(&command, step, sim);
        }
    }

    fn poll_work(&mut self, _context: &mut Context<'_>) {}

    fn has_news(&self, _sim: &Sim) -> bool {
        false
    }
}
