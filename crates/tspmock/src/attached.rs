//! What a call brings along that the ACD makes nothing of: who calls whom, and attached data.

use acd_scenario::{Plan, Verb, limits};

use crate::NewCall;

/// What came with a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attached {
    caller: Option<String>,
    called: Option<String>,
    data: Vec<(String, String)>,
}

impl Attached {
    #[track_caller]
    fn add(&mut self, name: &str, value: &str) {
        let (name, value) = (text("data", name), text("data", value));
        if let Some(piece) = self.data.iter_mut().find(|(known, _)| *known == name) {
            piece.1 = value;
            return;
        }
        assert!(self.data.len() < limits::DATA, "data: a call has no more than {} pieces", limits::DATA);
        self.data.push((name, value));
    }

    /// Says it at the step that lets the call arrive.
    pub(crate) fn write_into(&self, plan: &mut Plan, call: &str) {
        let names = &plan.call_names;
        let mut arrivals = plan
            .steps
            .iter_mut()
            .filter_map(|step| if let Verb::Arrive(arrive) = &mut step.verb { Some(arrive) } else { None });
        let Some(arrive) = arrivals.find(|arrive| names[arrive.call.index()] == call) else { return };
        let Attached { caller, called, data } = self.clone();
        (arrive.caller, arrive.called, arrive.data) = (caller, called, data);
    }
}

/// A text, or a panic that names the argument.
#[track_caller]
fn text(argument: &str, text: &str) -> String {
    let most = limits::TEXT_CHARS;
    assert!(text.chars().count() <= most, "{argument}: a text is longer than {most} characters");
    text.to_owned()
}

impl NewCall {
    /// Who calls. The ACD makes nothing of it; a saved scenario has it, and so have the tables of its runs.
    ///
    /// # Panics
    /// When the text is longer than scenarios take.
    #[track_caller]
    pub fn caller(mut self, caller: &str) -> NewCall {
        self.attached.caller = Some(text("caller", caller));
        self
    }

    /// The number dialled, as [`NewCall::caller`].
    ///
    /// # Panics
    /// When the text is longer than scenarios take.
    #[track_caller]
    pub fn called(mut self, called: &str) -> NewCall {
        self.attached.called = Some(text("called", called));
        self
    }

    /// A piece of attached data, as [`NewCall::caller`]; a later one of the same name replaces it.
    ///
    /// # Panics
    /// When the text is longer than scenarios take, or there are more pieces.
    #[track_caller]
    pub fn data(mut self, name: &str, value: &str) -> NewCall {
        self.attached.add(name, value);
        self
    }
}
