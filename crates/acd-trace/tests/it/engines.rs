//! Recordings of engines that ran.

use acd_check::{Act, World, worlds};
use acd_core::{Engine, Entry};
use acd_trace::{Book, Difference, Flaw, Line, Names, Side, first_difference};
use proptest::prelude::*;

use crate::home::{lines, read, recorded};

/// What an engine makes of a world, and its digest.
fn played(world: &World) -> (Vec<Line>, String) {
    let mut engine = Engine::new(world.config.clone());
    engine.start_digest();
    engine.keep_trace();
    for step in &world.steps {
        let advanced =
            if step.late { engine.advance_through(step.at) } else { engine.advance_before_commands(step.at) };
        advanced.expect("the world holds");
        match &step.act {
            Act::Command(command) => drop(engine.apply(command)),
            Act::Request { request, limit } => drop(engine.submit(request.clone(), *limit)),
            Act::Look => {}
        }
    }
    engine.advance_through(world.until).expect("the world holds");
    (lines(engine.take_trace()), engine.digest().expect("it was asked for"))
}

fn book(world: &World) -> Book {
    let names = |kind: &str, n: usize| (1..=n).map(|n| format!("{kind}{n}")).collect::<Vec<_>>();
    Book::new(&world.config, &names("s", world.config.sessions.len()), &names("c", world.config.calls.len()))
}

fn differ(left: &[Line], right: &[Line], books: [&Book; 2]) -> Option<Difference> {
    first_difference(side(left, books[0]), side(right, books[1])).expect("lines that are there")
}

fn side<'a>(lines: &'a [Line], book: &'a Book) -> Side<'a, impl Iterator<Item = Result<Line, Flaw>>> {
    Side { lines: lines.iter().cloned().map(Ok), book }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_recorded_run_comes_back(world in worlds()) {
        let (played, digest) = played(&world);
        let book = book(&world);
        let recording = recorded(&book, &played);
        prop_assert_eq!(acd_trace::check(&recording[..]).expect("sound").footer.digest, digest);
        let back = read(&recording, &book).expect("sound");
        prop_assert!(back == played);
        prop_assert_eq!(differ(&back, &played, [&book, &book]), None);
        let mut turned = book.clone();
        turned.queues.push("one more".to_owned());
        prop_assert_eq!(differ(&back, &played, [&book, &turned]), None, "compared by what is stored");
    }

    #[test]
    fn everything_in_a_run_has_its_name(world in worlds()) {
        let (played, _) = played(&world);
        let book = book(&world);
        let mut names = Names::new(&book);
        for line in &played {
            names.learn(line);
            let text = names.say(line);
            let unnamed = text.split("call ").skip(1).any(|rest| {
                let (number, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
                !number.is_empty() && !rest.starts_with(" (")
            });
            let is_record = matches!(line.entry, Entry::Record(_));
            prop_assert!(!is_record || !unnamed, "{}", text);
        }
    }
}
