//! Who looks at a run as it goes by: tables, a recording, a listener.

use std::collections::BTreeMap;

use acd_core::{Action, Engine, Entry};
use acd_trace::Line;
use tapi_types::RequestId;

use crate::RunError;
use crate::record_file::Recording;
#[cfg(feature = "tables")]
use crate::table_files::TableFiles;

/// Takes every line of the trace.
pub type Listener<'a> = Box<dyn FnMut(&Line) + 'a>;

/// Everybody who looks at a run. The first who fails hears no more; the others go on.
pub(crate) struct Watchers<'a> {
    #[cfg(feature = "tables")]
    pub(crate) tables: Option<TableFiles<'a>>,
    pub(crate) recording: Option<Recording>,
    pub(crate) listener: Option<Listener<'a>>,
    pub(crate) steps: Steps,
    error: Option<RunError>,
}

impl<'a> Watchers<'a> {
    pub(crate) fn new(listener: Option<Listener<'a>>) -> Watchers<'a> {
        Watchers {
            #[cfg(feature = "tables")]
            tables: None,
            recording: None,
            listener,
            steps: Steps::default(),
            error: None,
        }
    }

    /// True where anybody looks.
    pub(crate) fn any(&self) -> bool {
        #[cfg(feature = "tables")]
        if self.tables.is_some() {
            return true;
        }
        self.recording.is_some() || self.listener.is_some()
    }

    /// Takes the trace away from the engine and shows it around.
    pub(crate) fn look(&mut self, engine: &mut Engine) {
        for entry in engine.take_trace() {
            let step = match &entry {
                Entry::Command(command) => self.steps.take(command.n, &command.action),
                Entry::Record(_) => None,
            };
            self.show(&Line { entry, step });
        }
    }

    fn show(&mut self, line: &Line) {
        if let Some(listener) = &mut self.listener {
            listener(line);
        }
        if let Some(recording) = &mut self.recording
            && let Err(error) = recording.write(line)
        {
            self.recording = None;
            self.error.get_or_insert(error);
        }
        #[cfg(feature = "tables")]
        if let (Some(tables), Entry::Record(record)) = (&mut self.tables, &line.entry)
            && let Err(error) = tables.push(record)
        {
            self.tables = None;
            self.error.get_or_insert(error);
        }
    }

    /// What kept somebody from going on.
    pub(crate) fn take_error(&mut self) -> Result<(), RunError> {
        self.error.take().map_or(Ok(()), Err)
    }
}

/// Which commands came from which steps, until the trace has told of them.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    commands: BTreeMap<u64, usize>,
    requests: BTreeMap<RequestId, usize>,
    submitted: usize,
}

impl Steps {
    /// A step gave the command of this number.
    pub(crate) fn gave(&mut self, command: u64, step: usize) {
        self.commands.insert(command, step);
    }

    /// A step made this request.
    pub(crate) fn asked(&mut self, request: RequestId, step: usize) {
        self.requests.insert(request, step);
    }

    /// The step of a command. Requests are numbered in the order of their submission.
    fn take(&mut self, n: u64, action: &Action) -> Option<usize> {
        match action {
            Action::Submit { .. } => {
                let request = RequestId::at(self.submitted);
                self.submitted += 1;
                self.requests.remove(&request)
            }
            Action::Apply(_) | Action::Forget(_) => self.commands.remove(&n),
        }
    }
}
