//! The TAPI 3 face in front of providers that answer, dawdle, refuse, remove, forget and tell.

mod crowd;
mod desk;
mod errors;
mod events;
mod limits;
mod methods;
mod refusals;
mod removed;
mod slow;
mod spans;
