//! Where the parts of a scenario stand in its file, for explanations that lead back to it.

use crate::file::Number;
use crate::load::text;
use crate::tree::{Kind, Node, parse};
use crate::{Source, limits};

/// Line numbers, from 1. Lists that the file does not have, or that cannot be read, are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// Of queues, by [`tapi_types::QueueId`].
    pub queues: Vec<u32>,
    /// Of agents, by [`tapi_types::AgentId`]: a `count` is spelt out.
    pub agents: Vec<u32>,
    /// Of steps, by their place in the file, which is [`crate::Step::index`].
    pub steps: Vec<u32>,
    /// Of streams of calls, by their place.
    pub arrivals: Vec<u32>,
    /// Of faults, by their place.
    pub faults: Vec<u32>,
    /// Of expectations, by their place.
    pub expect: Vec<u32>,
}

/// Where the parts of a scenario stand.
pub fn lines(source: &Source<'_>) -> Lines {
    let Ok((text, located)) = text(source) else { return Lines::default() };
    let (Some(root), _) = parse(text, located.base) else { return Lines::default() };
    let ends: Vec<usize> =
        (0..).zip(source.bytes).filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place).collect();
    let line =
        |node: &Node<'_>| u32::try_from(ends.partition_point(|end| *end < node.span.start) + 1).unwrap_or(u32::MAX);
    let list = |name: &str| -> Vec<u32> { elements(&root, name).iter().map(line).collect() };
    let mut agents = Vec::new();
    for agent in elements(&root, "agents") {
        let room = limits::AGENTS.saturating_sub(agents.len() as u64);
        agents.extend((0..count(agent).min(room)).map(|_| line(agent)));
    }
    Lines {
        queues: list("queues"),
        agents,
        steps: list("steps"),
        arrivals: list("arrivals"),
        faults: list("faults"),
        expect: list("expect"),
    }
}

/// The elements of a list of the file.
fn elements<'n, 's>(root: &'n Node<'s>, name: &str) -> &'n [Node<'s>] {
    match member(root, name).map(|list| &list.kind) {
        Some(Kind::List(elements)) => elements,
        Some(Kind::Null | Kind::Flag(_) | Kind::Number(_) | Kind::Text(_) | Kind::Object(_) | Kind::Lost) | None => &[],
    }
}

fn member<'n, 's>(node: &'n Node<'s>, name: &str) -> Option<&'n Node<'s>> {
    let Kind::Object(members) = &node.kind else { return None };
    members.iter().find(|member| member.key == name).map(|member| &member.value)
}

/// How many agents an element of `agents` stands for.
fn count(agent: &Node<'_>) -> u64 {
    let Some(Kind::Number(text)) = member(agent, "count").map(|count| &count.kind) else { return 1 };
    let number: Option<Number> = serde_json::from_str(text).ok();
    number.and_then(Number::whole).and_then(|whole| u64::try_from(whole).ok()).unwrap_or(1)
}
