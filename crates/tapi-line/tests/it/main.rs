//! The TAPI 2.2 face from outside, over providers that the tests write themselves.

mod arguments;
mod functions;
mod messages;
mod mistakes;
mod order;
mod proxies;
mod random;
mod samples;
mod sim;
mod stand;
mod toy;
mod translation;
