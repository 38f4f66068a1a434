//! What runs at the moment of a question: stretches that the moment cuts.

use tapi_types::{AgentId, Time};

use crate::item::{Item, Kind, OfferEnd, StayEnd};
use crate::moves::item;
use crate::world::{Point, Stage, World};

impl World<'_> {
    /// What runs at a moment at which nothing more happens.
    pub(crate) fn running(&self, at: Time) -> Vec<Item> {
        let here = Point { at, seq: 0 };
        let mut items = Vec::new();
        for agent in &self.agents {
            for id in &agent.sessions {
                let Some(session) = self.sessions.get(id) else { continue };
                items.extend(self.clock_item(*id, here, true));
                items.extend(session.ring.as_ref().and_then(|ring| self.offer_item(*id, ring, here, OfferEnd::Rings)));
                let life = item(session.created, here, Kind::Life);
                let (seq, agent) = (session.created.seq, Some(session.agent));
                items.push(Item { seq, session: Some(*id), agent, running: true, ..life });
            }
        }
        for (place, agent) in self.agents.iter().enumerate() {
            let Some(since) = agent.staffed else { continue };
            let staffed = item(since, here, Kind::Staffed);
            items.push(Item { seq: since.seq, agent: Some(AgentId::at(place)), running: true, ..staffed });
        }
        for (no, call) in &self.calls {
            match call.stage {
                Stage::Waiting => items.extend(self.stay_item(*no, here, StayEnd::Waits)),
                Stage::Ringing => items.extend(self.stay_item(*no, here, StayEnd::Rings)),
                Stage::Between | Stage::With(_) | Stage::Other => {}
            }
        }
        items
    }
}
