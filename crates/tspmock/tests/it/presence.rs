//! Who and what comes and goes, further lines, profiles.

use std::panic::{AssertUnwindSafe, catch_unwind};

use acd_run::{RunOptions, run};
use acd_scenario::{NoFiles, Source, load};
use serde_json::json;
use tspmock::tapi_client::Event;
use tspmock::tapi_types::tapi3::TapiEvent;
use tspmock::tapi_types::{AddressId, Bits};
use tspmock::{Agent, Client, Floor, FloorBuilder, LineError, Queue, SessionState, TapiError};

use crate::clocks::text;

/// Sales is there from the start; support, its queue and carla are not.
fn floor() -> FloorBuilder {
    let agent = |name: &str| Agent::new(name).group("sales").group("support");
    Floor::build()
        .group("sales")
        .group_that_comes_later("support")
        .queue(Queue::new("sales_q").group("sales"))
        .queue(Queue::new("support_q").group("support").comes_later())
        .agent(agent("anna"))
        .agent(agent("carla").comes_later())
        .activity("mail")
        .set("extensions", json!([{ "id": "00000000000000000000000000000001", "answer": { "echo": {} } }]))
}

#[test]
fn groups_queues_and_agents_come_and_go() {
    let floor = floor().start().expect("a sound floor");
    let refused = floor.agent("anna").try_create_session("support").expect_err("the group is not there");
    assert_eq!(refused.error, LineError::INVALPARAM);
    assert_eq!(floor.try_add_queue("support_q").expect_err("its group is not there").error, LineError::INVALPARAM);
    floor.add_group("support");
    floor.add_queue("support_q");
    let session = floor.agent("anna").create_session("support").named("s1").ready();
    floor.call("support_q").talk("1m").named("c1").arrive();
    floor.remove_group("support");
    assert_eq!((session.row().state, session.row().next_state), ("busy_on_call", Some("ended")));
    let said = catch_unwind(AssertUnwindSafe(|| floor.remove_queue("support_q"))).expect_err("it went with its group");
    assert_eq!(text(&*said), "remove_queue of support_q was refused with LINEERR_INVALPARAM: it is not there");
    let said = catch_unwind(AssertUnwindSafe(|| floor.add_group("sales"))).expect_err("it is there");
    assert_eq!(text(&*said), "add_group of sales was refused with LINEERR_INVALPARAM: it is there");
    floor.advance("2m");
    floor.expect_session("s1").state("ended").number_of_calls(1);

    let carla = floor.create_agent("carla");
    let session = carla.create_session("sales").named("s2").ready();
    carla.set_activity("mail").release();
    assert_eq!(session.row().state, "ended");
    assert_eq!(carla.try_release().expect_err("she is not there").error, LineError::INVALPARAM);
    assert_eq!(carla.try_set_activity("mail").map_err(|refused| refused.error), Err(LineError::INVALPARAM));
    floor.agent_specific(0, [1, 2]);
    let said = catch_unwind(AssertUnwindSafe(|| floor.agent_specific(1, [0, 0]))).expect_err("there is one");
    assert_eq!(text(&*said), "there is no extension 1: the floor has 1");

    // Each verb is a step of the scenario that it is saved as.
    let saved = floor.save_scenario().expect("it can be written");
    for verb in [
        "create_agent",
        "release_agent",
        "set_agent_activity",
        "add_group",
        "remove_group",
        "add_queue",
        "agent_specific",
    ] {
        assert!(saved.contains(&format!("\"{verb}\"")), "{verb} is not in {saved}");
    }
    let plan =
        load(&Source { name: "floor", bytes: saved.as_bytes(), files: &NoFiles }).expect("a sound scenario").plan;
    let report = run(&plan, &RunOptions::default()).expect("it comes to its end");
    assert_eq!(report.sessions, [floor.session("s1").row(), floor.session("s2").row()]);
}

#[tokio::test(start_paused = true)]
async fn clients_have_lines_of_their_own_and_hear_what_others_do() {
    let floor = floor().start().expect("a sound floor");
    let client = |user: &str| Client { user: user.to_owned(), ..Client::default() };
    let (wallboard, supervisor) =
        (floor.call_center_of(client("wallboard")), floor.call_center_of(client("supervisor")));
    let mut events = wallboard.events(100);
    let wanted: Bits<TapiEvent> =
        [TapiEvent::AcdGroup, TapiEvent::Queue, TapiEvent::AgentSession].into_iter().collect();
    events.put_event_filter(wanted).await.expect("groups are listed");
    floor.add_group("support");
    let Some(Event::AcdGroup(told)) = events.next().await else { panic!("the new group is not told") };
    assert_eq!(told.group().name(), Ok("support".to_owned()));
    let anna = supervisor.agent(floor.agent("anna").id());
    let session = anna.create_session(told.group().id(), AddressId::default()).await.expect("she may");
    let Some(Event::AgentSession(told)) = events.next().await else { panic!("another's session is not told") };
    assert_eq!(told.session().id(), session.id());
    // A line is closed alone.
    supervisor.shutdown();
    assert_eq!(anna.info().await.map(drop), Err(TapiError::Line(LineError::INVALLINEHANDLE)));
    assert_eq!(wallboard.session(session.id()).number_of_calls().await, Ok(0));
    // Who has no id is the client's user.
    let handler = wallboard.agent_handlers().expect("it is up")[0].clone();
    let made = handler.create_agent().await.expect("it is served");
    assert_eq!(made.user(), Ok("wallboard".to_owned()));
    // What they did is part of the run.
    assert_eq!(floor.digest().map(|digest| digest.len()).map_err(|error| error.to_string()), Ok(32));
    let saved = floor.save_scenario().expect("it can be written");
    let again = FloorBuilder::default().scenario(&saved).by_hand().start().expect("a sound scenario");
    again.run_until_idle();
    let (again, first) = (again.session("live/1").row(), floor.session("#1").row());
    assert_eq!((again.agent, again.group, again.state), (first.agent, first.group, first.state));
}

#[tokio::test(start_paused = true)]
async fn a_profile_says_what_is_served_and_how() {
    let minimal = floor().profile("minimal").start().expect("a sound floor");
    let unserved = minimal.call_center().queue(minimal.queue("sales_q").id()).info().await.map(drop);
    assert_eq!(unserved, Err(TapiError::Line(LineError::OPERATIONUNAVAIL)));
    let strict = floor().profile("strict").start().expect("a sound floor");
    let session = strict.agent("anna").create_session("sales").ready();
    let again = strict.call_center().session(session.id()).put_state(SessionState::Ready).await;
    assert_eq!(again, Err(TapiError::Twin(LineError::INVALAGENTSESSIONSTATE)));
    assert!(floor().profile("loose").start().is_err());
}
