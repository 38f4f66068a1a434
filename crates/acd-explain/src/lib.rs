//! Why a number is what it is: worked out from a recording alone, by following its facts. No engine runs here.
//!
//! Three questions can be asked of a recording: what made a figure of a session, an agent or a queue, and what one might have
//! expected to count but did not; how a call went from its arrival to its end; what became of a request. An [`Explainer`]
//! takes the lines of the recording once, in order, and answers any number of questions. Its memory follows what is under
//! way at a moment and what the answers hold.
//!
//! A figure is that of the report at the moment asked about, after everything that happened at that instant, and the sum of
//! what it is made of.
//!
//! ```
//! use acd_core::{AgentConfig, Answer, CallTimes, Command, Config, Distribution, Engine, Membership, Shift};
//! use acd_explain::{Explainer, Options, Question, Value};
//! use acd_scenario::{Lines, NoFiles, Source, load};
//! use acd_trace::Line;
//! use tapi_types::{QueueId, Span, Time};
//!
//! let text = br#"{ "version": 1, "groups": [ { "id": "sales" } ], "queues": [ { "id": "sales_q", "group": "sales" } ],
//!     "agents": [ { "id": "anna", "groups": [ { "group": "sales" } ], "shifts": [ { "from": "0s", "to": "1h" } ] } ] }"#;
//! let plan = load(&Source { name: "-", bytes: text, files: &NoFiles }).expect("a valid scenario").plan;
//!
//! let mut engine = Engine::new(plan.config.clone());
//! engine.keep_trace();
//! engine.advance_before_commands(Time::from_secs(5))?;
//! let times = CallTimes { talk: Some(Span::from_secs(90)), ..CallTimes::default() };
//! engine.apply(&Command::Arrive { handle: None, queue: QueueId::at(0), priority: 0, times }).expect("a call may always come");
//! engine.advance_through(Time::from_secs(180))?;
//!
//! let question = Question::Session { name: "anna/sales/1".to_owned(), field: Some("answers".to_owned()), at: None };
//! let lines = Lines::default();
//! let mut explainer = Explainer::new(&plan, &lines, Options::default(), vec![question])?;
//! for entry in engine.take_trace() {
//!     explainer.take(&Line { entry, step: None });
//! }
//! let explanation = explainer.finish(Some(Time::from_secs(180))).remove(0)?;
//! let figure = &explanation.figures[0];
//! assert_eq!(figure.value, Value::Count(1));
//! assert_eq!(figure.made_of[0].at, Time::from_secs(5));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bin;
mod call;
mod chain;
mod error;
mod explainer;
mod explanation;
mod fields;
mod follow;
mod instant;
mod item;
mod judge;
mod ledger;
mod missed;
mod moves;
mod newcomers;
mod passed;
mod question;
mod request;
mod rules;
mod running;
mod show;
mod standing;
mod status;
mod verdicts;
mod words;
mod world;

pub use error::ExplainError;
pub use explainer::{Explainer, explain};
pub use explanation::{Because, Event, Explanation, Figure, NotCounted, Part, Value};
pub use question::{LISTED_DEFAULT, Options, Question};
