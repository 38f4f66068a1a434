//! What clients have seen of the ACD from outside: their requests, their messages, and the agents whom they made.

use std::borrow::Cow;
use std::collections::BTreeSet;

use acd_scenario::{ExpectedMessage, Plan, Subject, Verb};
use tapi_types::line::MessageNumber;
use tapi_types::{AgentId, Message, RequestId, Time};

use crate::report::RequestRow;

/// What clients have seen so far.
#[derive(Debug, Clone, Default)]
pub struct Outside {
    /// The requests, in the order of submission.
    pub requests: Vec<RequestRow>,
    /// The places among them of those that ended in their submission: refused, or answered by the client's side. No LINE_REPLY
    /// follows.
    pub ended_at_submission: BTreeSet<usize>,
    /// What each client of the plan has been told, and when; nothing where no expectation asks for it.
    pub messages: Vec<Vec<(Time, Message)>>,
    /// The handles of the agents whom requests have made, by their places in [`Plan::new_agents`].
    pub made: Made,
}

/// The agents whom requests of a plan have made.
#[derive(Debug, Clone, Default)]
pub struct Made(Vec<Option<AgentId>>);

/// A handle that no agent has: what a name stands for before the agent is made.
const NOBODY: AgentId = match AgentId::new(u32::MAX) {
    Some(nobody) => nobody,
    None => unreachable!(),
};

impl Made {
    /// Nobody yet.
    pub fn none_of(plan: &Plan) -> Made {
        Made(vec![None; plan.new_agents.len()])
    }

    pub(crate) fn set(&mut self, place: usize, agent: AgentId) {
        if let Some(made) = self.0.get_mut(place) {
            *made = Some(agent);
        }
    }

    /// The agent that stands for one of the plan.
    pub fn handle(&self, plan: &Plan, agent: AgentId) -> AgentId {
        match plan.new_agent(agent) {
            Some(place) => self.0.get(place).copied().flatten().unwrap_or(NOBODY),
            None => agent,
        }
    }

    /// What the file calls an agent. Where requests have got the same one under several names, it is the first of them.
    pub(crate) fn name(&self, plan: &Plan, agent: AgentId) -> String {
        let own = plan.config.agents.get(agent.index()).map(|agent| &agent.name);
        let made = || self.0.iter().position(|made| *made == Some(agent)).and_then(|place| plan.new_agents.get(place));
        own.or_else(made).cloned().unwrap_or_else(|| format!("agent/{}", agent.get()))
    }

    /// A step with the handles in the places of the names.
    pub fn in_step<'v>(&self, plan: &Plan, verb: &'v Verb) -> Cow<'v, Verb> {
        let mut verb = Cow::Borrowed(verb);
        // Only agents whom requests make have handles of their own.
        if !plan.new_agents.is_empty()
            && let Some(agent) = verb.to_mut().agent_mut()
        {
            *agent = self.handle(plan, *agent);
        }
        verb
    }

    /// What an expectation looks at, in the same way.
    pub(crate) fn in_subject(&self, plan: &Plan, subject: &Subject) -> Subject {
        let mut subject = subject.clone();
        if let Some(agent) = subject.agent_mut() {
            *agent = self.handle(plan, *agent);
        }
        subject
    }
}

impl Outside {
    /// What they had seen at a moment, after everything that happened then.
    #[must_use]
    pub fn up_to(&self, moment: Time) -> Outside {
        let is_over = |at: Option<u64>| at.is_some_and(|at| at <= moment.as_micros());
        let mut seen = self.clone();
        seen.requests.retain(|row| row.submitted_us <= moment.as_micros());
        for row in &mut seen.requests {
            row.handled_us = row.handled_us.filter(|at| is_over(Some(*at)));
            if !is_over(row.finished_us) {
                (row.finished_us, row.value, row.error, row.hresult) = (None, None, None, None);
            }
        }
        seen.messages.iter_mut().for_each(|told| told.retain(|(at, _)| *at <= moment));
        seen
    }

    /// When the messages that are looked for came. LINE_REPLY is the end of a request that was not refused when it was
    /// submitted.
    pub(crate) fn seen(&self, plan: &Plan, looked_for: &ExpectedMessage) -> Vec<Time> {
        let told = self.messages.get(looked_for.client).map_or(&[][..], |told| told);
        let told = told.iter().filter(|(_, message)| looked_for.fits(*message, |_, _| false)).map(|(at, _)| *at);
        let is_reply_to = |request: RequestId, name: &str| self.requests[request.index()].request == name;
        let replies = self.replies(plan, looked_for.client).into_iter();
        let replies = replies.filter(|(_, message)| looked_for.fits(*message, is_reply_to)).map(|(at, _)| at);
        if looked_for.number == MessageNumber::Reply { replies.collect() } else { told.collect() }
    }

    /// The replies to a client, in the order in which they came.
    fn replies(&self, plan: &Plan, client: usize) -> Vec<(Time, Message)> {
        let asked = |name: &str| {
            let mut steps = plan.steps.iter().filter_map(|step| step.verb.request());
            steps.any(|request| request.name == name && request.client == client)
        };
        let requests = self.requests.iter().enumerate().filter(|(_, row)| asked(&row.request));
        let replies = requests.filter_map(|(place, row)| {
            let finished = row.finished_us?;
            let at_submission = self.ended_at_submission.contains(&place);
            let timed_out = row.error.as_deref() == Some("TAPI_E_TIMEOUT");
            let reply = Message::Reply { request: RequestId::at(place), result: Ok(()) };
            (!at_submission && !timed_out).then_some((Time::from_micros(finished), reply))
        });
        let mut replies: Vec<(Time, Message)> = replies.collect();
        replies.sort_by_key(|(at, _)| *at);
        replies
    }
}
