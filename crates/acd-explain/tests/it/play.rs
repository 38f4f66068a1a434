//! Plays a scenario on an engine, without clients, and keeps its trace and the rows of the report at some moments.

use std::path::{Path, PathBuf};

use acd_core::{Engine, NewAgent, NewSession, Request};
use acd_explain::{ExplainError, Explainer, Explanation, Options, Question};
use acd_run::{Picture, StepCommands};
use acd_scenario::{Files, Lines, Plan, RequestWhat, Source, Verb, lines, load};
use acd_trace::Line;
use tapi_types::Time;

pub(crate) struct Scenario {
    pub(crate) plan: Plan,
    pub(crate) lines: Lines,
}

pub(crate) struct Played {
    pub(crate) trace: Vec<Line>,
    pub(crate) ended_at: Time,
    /// The rows of the report at the moments asked for.
    pub(crate) pictures: Vec<(Time, Picture)>,
}

struct Beside(PathBuf);

impl Files for Beside {
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        std::fs::read(self.0.join(name))
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// All scenarios right below a folder of the fixtures, in order.
pub(crate) fn scenarios_in(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(fixtures().join(folder)).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("a folder can be read").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.to_string_lossy().ends_with(".scenario.json")).collect();
    paths.sort();
    paths
}

impl Scenario {
    pub(crate) fn open(path: &Path) -> Scenario {
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.display().to_string();
        let files = Beside(path.parent().expect("a file is in a folder").to_owned());
        let source = Source { name: &name, bytes: &bytes, files: &files };
        let plan = load(&source).unwrap_or_else(|errors| panic!("{name}: {errors:?}")).plan;
        Scenario { plan, lines: lines(&source) }
    }

    pub(crate) fn fixture(path: &str) -> Scenario {
        Scenario::open(&fixtures().join(path))
    }

    /// Plays it to its end, and looks at these moments, given in order.
    pub(crate) fn play(&self, looks: &[Time]) -> Played {
        let mut stage = Stage {
            scenario: self,
            engine: Engine::new(self.plan.config.clone()),
            trace: Vec::new(),
            commands: StepCommands::new(self.plan.config.seed),
        };
        stage.engine.keep_trace();
        let mut looks = looks.iter().peekable();
        let mut pictures = Vec::new();
        for step in &self.plan.steps {
            while let Some(at) = looks.next_if(|at| **at < step.at) {
                pictures.push((*at, stage.look(*at)));
            }
            stage.engine.advance_before_commands(step.at).expect("no law breaks");
            stage.act(step.index, &step.verb);
        }
        for at in looks {
            pictures.push((*at, stage.look(*at)));
        }
        let last = self.plan.expectations.iter().filter_map(|look| look.at).max();
        if let Some(until) = self.plan.until {
            stage.engine.advance_through(until).expect("no law breaks");
        } else {
            while let Some(wake) = stage.engine.next_wake() {
                stage.engine.advance_through(wake.at).expect("no law breaks");
            }
            stage.engine.advance_through(last.unwrap_or_default()).expect("no law breaks");
        }
        stage.keep(None);
        Played { trace: stage.trace, ended_at: stage.engine.now(), pictures }
    }

    pub(crate) fn ask(
        &self,
        played: &Played,
        options: Options,
        questions: Vec<Question>,
    ) -> Vec<Result<Explanation, ExplainError>> {
        let mut explainer = Explainer::new(&self.plan, &self.lines, options, questions).expect("answerable questions");
        for line in &played.trace {
            explainer.take(line);
        }
        explainer.finish(Some(played.ended_at))
    }

    /// The answer to one question as it is shown.
    pub(crate) fn told(&self, question: Question) -> String {
        let played = self.play(&[]);
        let answer = self.ask(&played, Options::default(), vec![question]).remove(0);
        answer.unwrap_or_else(|error| panic!("{error}")).to_string()
    }
}

struct Stage<'s> {
    scenario: &'s Scenario,
    engine: Engine,
    trace: Vec<Line>,
    commands: StepCommands,
}

impl Stage<'_> {
    /// Puts away what the engine has told; the command in it came from this step.
    fn keep(&mut self, step: Option<usize>) {
        for entry in self.engine.take_trace() {
            let step = step.filter(|_| matches!(entry, acd_core::Entry::Command(_)));
            self.trace.push(Line { entry, step });
        }
    }

    fn look(&mut self, at: Time) -> Picture {
        self.engine.advance_through(at).expect("no law breaks");
        Picture::take(&self.scenario.plan, &self.engine)
    }

    fn act(&mut self, step: usize, verb: &Verb) {
        self.keep(None);
        if let Verb::Request(request) = verb {
            let limit = request.timeout.unwrap_or(self.scenario.plan.client_timeout);
            if let Some(asked) = request_of(&request.what) {
                self.engine.submit(asked, Some(limit));
            }
        } else {
            let command = self.commands.of(&self.scenario.plan, verb).expect("a step that is no request is a command");
            // A step that expects its refusal is refused.
            let _ = self.engine.apply(&command);
        }
        self.keep(Some(step));
    }
}

/// The request that a client makes for a step; none for what it knows by itself, and for what these tests do not ask.
fn request_of(what: &RequestWhat) -> Option<Request> {
    if what.is_known() {
        return None;
    }
    Some(match what {
        RequestWhat::GetSession(id, _) => Request::GetAgentSessionInfo(*id),
        RequestWhat::GetAgent(id, _) => Request::GetAgentInfo(*id),
        RequestWhat::GetQueue(id, _) => Request::GetQueueInfo(*id),
        RequestWhat::PutSessionState(session, state) => {
            Request::SetAgentSessionState { session: *session, state: Some(*state), next: None }
        }
        RequestWhat::PutAgentState(agent, state) => {
            Request::SetAgentStateEx { agent: *agent, state: Some(*state), next: None }
        }
        RequestWhat::PutAgentPeriod(agent, period) => {
            Request::SetAgentMeasurementPeriod { agent: *agent, period_s: period.cast_unsigned() }
        }
        RequestWhat::PutQueuePeriod(queue, period) => {
            Request::SetQueueMeasurementPeriod { queue: *queue, period_s: period.cast_unsigned() }
        }
        RequestWhat::CreateSession { session, agent, group, address, pin } => {
            let new = NewSession::new(*agent, *group);
            NewSession { id: Some(*session), address: *address, pin: pin.clone(), ..new }.into()
        }
        RequestWhat::CreateAgent { id, pin, .. } => {
            NewAgent { id: id.clone(), pin: pin.clone(), user: "desk".to_owned() }.into()
        }
        RequestWhat::GetGroup(..)
        | RequestWhat::GetHandler(_)
        | RequestWhat::GetAddress(..)
        | RequestWhat::GetLine(_)
        | RequestWhat::PutAddressGroups { .. }
        | RequestWhat::PutAddressState { .. }
        | RequestWhat::PutAddressActivity { .. }
        | RequestWhat::AgentSpecific { .. } => return None,
    })
}
