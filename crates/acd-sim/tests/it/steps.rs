//! Steps of a script at their own moments.

use std::time::Duration;

use acd_core::{Config, Fact, SessionOrigin};
use acd_sim::{Sim, Until};
use tapi_client::{AddressId, TapiError};
use tapi_types::{AgentId, SessionId, Span};
use tsp_provider::Provider;

use crate::floor::{GROUP, QUEUE, at, center, config, secs, slow, us};
use crate::playing::{Act, Call, Driver, play};

fn create(center: tapi_client::CallCenter) -> Call {
    Box::pin(async move {
        let created = center.agent(AgentId::at(0)).create_session(GROUP, AddressId(4)).await;
        created.map(|session| i64::from(session.id().get()))
    })
}

#[test]
fn a_created_session_has_the_reserved_id_and_the_address_asked_for() {
    let floor = Config { sessions: vec![SessionOrigin::Outside; 2], ..slow(1, us(0), secs(1)) };
    for driver in [Driver::Virtual, Driver::Paused(1), Driver::Real(100)] {
        let ask = |session| Act::Ask(Duration::from_secs(2), session, create);
        let steps = vec![(at(1), ask(Some(SessionId::at(1)))), (at(2), ask(None))];
        let played = play(driver, floor.clone(), steps, Until::Idle, false);
        assert_eq!(played.answers, [Some(Ok(2)), Some(Ok(3))], "{driver:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_address_is_known_with_the_session() {
    let mut floor = slow(2, us(0), secs(1));
    floor.agents[0].address = AddressId(7);
    floor.agents[1].address = AddressId(4);
    let (sim, _driver) = crate::floor::running(floor, Until::Time(at(100)), 1).await;
    let agent = center(&sim).agent(AgentId::at(0));
    let own = agent.create_session(GROUP, AddressId(4)).await.expect("created");
    let plain = agent.create_session(GROUP, AddressId::default()).await.expect("created");
    assert_eq!((own.address(), plain.address()), (Ok(AddressId(4)), Ok(AddressId(7))));
}

#[test]
fn a_reserved_session_keeps_its_address_though_the_client_gave_up() {
    let mut floor = Config { sessions: vec![SessionOrigin::Outside], ..slow(2, us(0), secs(5)) };
    floor.agents[1].address = AddressId(4);
    let sim = Sim::new(floor);
    let session = SessionId::at(0);
    let mut call = create(center(&sim));
    let context = &mut std::task::Context::from_waker(std::task::Waker::noop());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let runtime = runtime.expect("a runtime");
    let _entered = runtime.enter();
    let (first, submission) = sim.step(Some(session), || call.as_mut().poll(context));
    assert!(first.is_pending() && submission.request.is_some());
    drop(call);
    sim.with_engine(|engine| engine.advance_through(at(10))).expect("laws hold");
    let entry = sim.provider().session_entry(session).expect("it was created");
    assert_eq!(entry.address, AddressId(4));
}

#[test]
fn a_step_that_panics_is_over() {
    let sim = Sim::new(config(1));
    let step = || sim.step(None, || -> () { panic!("inside a step, on purpose") });
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(step)).is_err());
    let ((), submission) = sim.step(None, || ());
    assert_eq!(submission.request, None);
}

#[test]
fn times_are_kept_from_the_moment_on_that_somebody_wants_them() {
    let sim = Sim::new(config(1));
    let context = &mut std::task::Context::from_waker(std::task::Waker::noop());
    let mut ask = || {
        let provider = sim.provider();
        let ticket = tsp_provider::Ticket::unlimited();
        let mut call = provider.line_get_queue_info(&ticket, QUEUE);
        assert!(call.as_mut().poll(context).is_pending(), "time stands still");
        sim.with_engine(|engine| engine.advance_through(engine.now())).expect("laws hold");
        assert!(call.as_mut().poll(context).is_ready());
        drop(call);
        ticket.request().expect("it has a number")
    };
    let before = ask();
    sim.keep_requests();
    let after = ask();
    assert_eq!(sim.request_times(before), None);
    assert!(sim.request_times(after).is_some_and(|times| times.end.is_some()));
}

#[test]
fn a_setter_of_a_step_acts_in_its_place() {
    fn ready(center: tapi_client::CallCenter) -> Call {
        Box::pin(async move {
            center.session(SessionId::at(0)).put_state(tapi_types::SessionState::Ready).await.map(|()| 0)
        })
    }
    let floor = Config { sessions: vec![SessionOrigin::Outside], ..config(1) };
    for driver in [Driver::Virtual, Driver::Paused(1), Driver::Real(100)] {
        let limit = Duration::from_secs(1);
        let steps = vec![
            (at(1), Act::Ask(limit, None, ready)),
            (at(1), Act::Ask(limit, Some(SessionId::at(0)), create)),
            (at(2), Act::Ask(limit, None, ready)),
            (at(2), Act::Do(crate::floor::arrive(Some(secs(1)), Span::ZERO))),
        ];
        let played = play(driver, floor.clone(), steps, Until::Idle, false);
        let unknown = Err(TapiError::Line(tapi_types::LineError::INVALPARAM));
        assert_eq!(played.answers, [Some(unknown), Some(Ok(1)), Some(Ok(0))], "{driver:?}");
        // Class 7 comes after class 3: the call waits, then the session becomes READY at the same instant.
        let answered = played.records.iter().find(|record| matches!(record.fact, Fact::CallAnswered { .. }));
        assert_eq!(answered.map(|record| record.at), Some(at(2)), "{driver:?}");
    }
}
