//! The handler behind a drawn floor: who and what is absent, activities, extensions, PINs, what is not served.

use acd_core::{Config, ExtensionAnswer, ExtensionConfig};
use tapi_types::{AgentId, Function, GroupId, LineError, QueueId};

use super::dice::Dice;
use super::features::Feature;

/// The PIN of agents who have one.
pub(super) const PIN: &str = "4711";

/// What the handler is like, besides its floor.
pub(super) fn handler(config: &mut Config, dice: &mut Dice) {
    if dice.features.has(Feature::Absences) {
        config.absent.agents = (0..config.agents.len()).map(AgentId::at).filter(|_| dice.percent(30)).collect();
        config.absent.groups = (0..config.groups.len()).map(GroupId::at).filter(|_| dice.percent(20)).collect();
        config.absent.queues = (0..config.queues.len()).map(QueueId::at).filter(|_| dice.percent(30)).collect();
    }
    if dice.features.has(Feature::Activities) || dice.features.has(Feature::ByAddress) {
        config.activities = ["mail", "training"].map(str::to_owned).to_vec();
    }
    if dice.features.has(Feature::Extensions) {
        let answers = [
            ExtensionAnswer::Echo,
            ExtensionAnswer::Fixed(vec![1, 2, 3, 4]),
            ExtensionAnswer::Fail(LineError::RESOURCEUNAVAIL),
        ];
        let extension = |(n, answer)| ExtensionConfig { id: [0, 0, 0, n], answer };
        config.extensions = (1..).zip(answers).map(extension).collect();
    }
    if dice.features.has(Feature::Pins) {
        for agent in &mut config.agents {
            agent.pin = dice.percent(60).then(|| PIN.to_owned());
        }
    }
    config.max_groups = dice.feature(Feature::ByAddress, 30).then_some(1);
    if dice.features.has(Feature::NotServed) {
        config.not_served = Function::REQUESTS.iter().copied().filter(|_| dice.percent(20)).collect();
    }
}
