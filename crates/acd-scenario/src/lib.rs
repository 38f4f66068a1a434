//! Scenario files: read, checked, compiled to a [`Plan`].

mod plan;

pub use plan::{
    AgentGetter, Arrive, Epoch, Expectation, Plan, QueueGetter, RequestStep, RequestWhat, SessionGetter, Step, Subject,
    Verb, Want,
};
