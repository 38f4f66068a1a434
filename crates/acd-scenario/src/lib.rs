//! Scenario files: read, checked and compiled to a [`Plan`], with errors that point at line and column.
//!
//! [`load`] does it all. Plain JSON without mistakes goes straight into the types of the file; comments,
//! trailing commas and mistakes go through a tree that knows the place of everything. Nothing here touches
//! the file system: tables beside a scenario come through [`Files`].
//!
//! [`write()`] is the way back, from a plan to a file that a person reads, and [`lines`](lines()) says where in a file its
//! parts stand.

mod choices;
mod compile;
mod diagnostic;
mod duration;
mod file;
mod finding;
pub mod limits;
mod lines;
mod load;
mod locate;
mod path;
mod plan;
mod profile;
#[cfg(feature = "schema")]
mod schema;
mod suggest;
mod table;
mod tree;
mod write;

pub use choices::{VERSIONS, strategy_name};
pub use diagnostic::{Diagnostic, Severity};
pub use duration::{DurationError, parse_duration};
pub use lines::{Lines, lines};
pub use load::{Files, Loaded, NoFiles, Source, load};
pub use plan::{
    AddressGetter, AgentGetter, Arrive, Client, Epoch, Expectation, ExpectedMessage, GroupGetter, HandlerGetter,
    LineGetter, MessageAbout, Plan, QueueGetter, RequestStep, RequestWhat, SessionGetter, Step, Subject, Transfer,
    Verb, Want,
};
pub use profile::Profile;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use suggest::nearest;
pub use write::write;
