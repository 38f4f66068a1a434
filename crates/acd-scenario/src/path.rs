//! Places in the structure of a file: cheap to carry along, spelt out only when something is wrong there.

use std::fmt;

/// A place while walking down: a link to the place around it. Costs nothing but stack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'p> {
    around: Option<&'p At<'p>>,
    step: Step<'p>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'p> {
    Root,
    Member(&'p str),
    Element(usize),
}

/// A place spelt out; empty for the whole file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Path(pub(crate) Vec<Segment>);

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Segment {
    /// Into a member of an object.
    Member(String),
    /// Into an element of a list, from 0.
    Element(usize),
}

impl At<'_> {
    /// The whole file.
    pub(crate) const ROOT: At<'static> = At { around: None, step: Step::Root };

    /// A member of the object here.
    pub(crate) fn member<'q>(&'q self, name: &'q str) -> At<'q> {
        At { around: Some(self), step: Step::Member(name) }
    }

    /// An element of the list here.
    pub(crate) fn element(&self, index: usize) -> At<'_> {
        At { around: Some(self), step: Step::Element(index) }
    }

    /// Spelt out.
    pub(crate) fn path(&self) -> Path {
        let mut segments = Vec::new();
        let mut place = Some(self);
        while let Some(at) = place {
            match at.step {
                Step::Root => {}
                Step::Member(name) => segments.push(Segment::Member(name.to_owned())),
                Step::Element(index) => segments.push(Segment::Element(index)),
            }
            place = at.around;
        }
        segments.reverse();
        Path(segments)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Member(name) if place == 0 => f.write_str(name)?,
                Segment::Member(name) => write!(f, ".{name}")?,
                Segment::Element(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_like_code() {
        let steps = At::ROOT.member("steps");
        let step = steps.element(3);
        let arrive = step.member("arrive");
        assert_eq!(arrive.member("queue").path().to_string(), "steps[3].arrive.queue");
        assert_eq!(At::ROOT.path().to_string(), "");
    }
}
