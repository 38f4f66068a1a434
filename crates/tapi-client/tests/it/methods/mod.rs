//! Every method of the sixteen interfaces, once each, with an answer that no default gives; each test has the name of its
//! interface and method.

mod agent;
mod agent_handler;
mod call_center;
mod enumerators;
mod event_objects;
mod group;
mod queue;
mod session;
