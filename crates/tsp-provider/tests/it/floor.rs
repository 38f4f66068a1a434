//! The floor of a toy.

use std::task::Waker;

use async_trait::async_trait;
use tapi_types::{AgentId, GroupId, QueueId, Span, Time};
use tsp_provider::conformance::Floor;
use tsp_provider::{Provider, Sleep, Timer};

use crate::defect::Defect;
use crate::toy::Toy;

/// A toy's time is its world's.
impl Timer for Toy {
    fn now(&self) -> Time {
        self.world().now
    }

    fn sleep_until(&self, at: Time) -> Sleep<'_> {
        Box::pin(self.until(at))
    }
}

#[async_trait]
impl Floor for Toy {
    fn provider(&self) -> &dyn Provider {
        self
    }

    fn agents(&self) -> [AgentId; 2] {
        [AgentId::at(0), AgentId::at(1)]
    }

    fn group(&self) -> GroupId {
        GroupId::at(0)
    }

    fn queue(&self) -> QueueId {
        QueueId::at(0)
    }

    async fn pass(&self, time: Span) {
        self.world().pass(time);
        let wakers = std::mem::take(&mut *self.wakers());
        wakers.into_iter().for_each(Waker::wake);
    }

    async fn call(&self, wrap_up: Span) -> bool {
        if !self.has(Defect::NoCallIsAnswered) {
            self.world().enter(wrap_up);
        }
        true
    }

    async fn release(&self) {
        self.world().release();
    }
}
