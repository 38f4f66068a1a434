//! What each event means for the supervisor.

use tapi_client::{AgentSessionEvent, Event};
use tapi_types::tapi3::{self, AcdGroupEvent, AcdQueueEvent, AgentHandlerEvent};

use crate::Post;
use crate::desk::Desk;

impl Desk {
    /// Takes note of an event. True where it is worth a look at once.
    pub(crate) fn hear(&mut self, event: &Event) -> bool {
        match event {
            Event::Missed(_) => self.anew = true,
            Event::AgentHandler(told) => match told.event() {
                AgentHandlerEvent::NewAgentHandler => {
                    self.anew = true;
                    self.be_confident();
                }
                AgentHandlerEvent::AgentHandlerRemoved => return false,
            },
            Event::Queue(told) => {
                let (queue, closed) = (told.queue().id(), told.event() == AcdQueueEvent::QueueRemoved);
                for place in self.places(|post| post.queue == queue) {
                    self.close(place, closed);
                }
            }
            Event::AcdGroup(told) => {
                let group = told.group().id();
                if told.event() == AcdGroupEvent::GroupRemoved {
                    for place in self.places(|post| post.group == group) {
                        self.close(place, true);
                    }
                }
            }
            Event::Agent(told) => {
                let agent = told.agent().handle();
                self.strangers.retain(|stranger| *stranger != agent);
                let is_ready = told.event() == tapi3::AgentEvent::Ready;
                return is_ready && self.posts.iter().any(|of| of.short && of.post.helpers.contains(&agent));
            }
            Event::AgentSession(told) => return self.hear_of_session(told),
        }
        true
    }

    fn hear_of_session(&mut self, told: &AgentSessionEvent) -> bool {
        let session = told.session();
        let known = self.loans.iter().position(|loan| loan.session.id() == session.id());
        match (told.event(), known) {
            (tapi3::AgentSessionEvent::End, Some(at)) => {
                self.returned(at);
                self.posts.iter().any(|of| of.short)
            }
            (tapi3::AgentSessionEvent::NewSession, None) => {
                // Somebody else lends agents too, or a reply of ours was lost.
                let (Ok(agent), Ok(group)) = (session.agent(), session.acd_group()) else { return false };
                let is_ours = |post: &Post| post.group == group.id() && post.helpers.contains(&agent.handle());
                let is_news = !self.places(is_ours).is_empty();
                self.anew |= is_news;
                is_news
            }
            (
                tapi3::AgentSessionEvent::NewSession
                | tapi3::AgentSessionEvent::NotReady
                | tapi3::AgentSessionEvent::Ready
                | tapi3::AgentSessionEvent::Busy
                | tapi3::AgentSessionEvent::WrapUp
                | tapi3::AgentSessionEvent::End,
                _,
            ) => false,
        }
    }

    fn places(&self, wanted: impl Fn(&Post) -> bool) -> Vec<usize> {
        let posts = self.posts.iter().enumerate();
        posts.filter(|(_, watched)| wanted(&watched.post)).map(|(place, _)| place).collect()
    }
}
