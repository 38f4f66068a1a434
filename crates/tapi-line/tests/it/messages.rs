//! The queue of an application: what comes, in which order, with which parameters.

use tapi_line::{Arrival, LineMessage, OpenLine, Settings};
use tapi_types::line::{self, AgentSessionStatus, AgentStatus, AgentStatusEx, GroupStatus, MessageNumber, QueueStatus};
use tapi_types::line::{ProxyRequestType, ProxyStatus};
use tapi_types::{AddressId, AgentId, AgentState, LineError, Message, QueueId, RequestId, SessionId, SessionState};

use crate::stand::{INSTANCE, Stand, id, message, reply, stand, stand_with};

#[test]
fn messages_come_with_their_line_their_instance_and_three_numbers() {
    let Stand { app, toy, line, .. } = stand();
    let state = Some(line::AgentState::Ready);
    let sent = [
        (Message::AgentSpecific { extension: 1, params: [7, 9] }, [1, 7, 9]),
        (Message::AgentStatus { address: AddressId(3), what: AgentStatus::State.into(), state }, [3, 2, 4]),
        (
            Message::AgentSessionStatus {
                session: SessionId::at(4),
                what: AgentSessionStatus::State.into(),
                state: Some(SessionState::BusyOnCall),
            },
            [5, 2, 4],
        ),
        (Message::QueueStatus { queue: QueueId::at(2), what: QueueStatus::NewQueue.into() }, [3, 2, 0]),
        (
            Message::AgentStatusEx {
                agent: AgentId::at(0),
                what: AgentStatusEx::State | AgentStatusEx::UpdateInfo,
                state: Some(AgentState::BusyAcd),
            },
            [1, 6, 4],
        ),
        (Message::GroupStatus { what: GroupStatus::GroupRemoved.into() }, [0, 2, 0]),
        (
            Message::ProxyStatus { status: ProxyStatus::Close, request: Some(ProxyRequestType::GetQueueInfo) },
            [2, 0x12, 0],
        ),
    ];
    for (sent, _) in sent {
        toy.send(sent);
    }
    for (sent, parameters) in sent {
        let came = message(&app);
        assert_eq!(came, LineMessage { line, number: sent.number().number(), instance: INSTANCE, parameters });
        assert_eq!(came.message(), Ok(sent));
    }
    assert_eq!(app.try_next(), None);
}

#[test]
fn an_old_line_hears_nothing_of_later_versions() {
    let Stand { app, toy, handle, line } = stand();
    let mut old = 0;
    let how = OpenLine { api_version: 0x0002_0000, ..OpenLine::default() };
    assert_eq!(app.line_open(handle, 0, Some(&mut old), how), 0);
    toy.send(Message::GroupStatus { what: GroupStatus::NewGroup.into() });
    toy.send(Message::AgentSpecific { extension: 0, params: [0; 2] });
    let heard: Vec<_> = std::iter::from_fn(|| app.try_next()).collect();
    let heard = heard.into_iter().map(|arrival| match arrival {
        Arrival::Message(message) => (message.line, message.number),
        Arrival::Missed { .. } => panic!("nothing was missed"),
    });
    let (groups, specific) = (MessageNumber::GroupStatus.number(), MessageNumber::AgentSpecific.number());
    assert_eq!(heard.collect::<Vec<_>>(), [(line, groups), (line, specific), (old, specific)]);
}

#[test]
fn what_a_slow_reader_misses_is_counted_and_replies_are_never_among_it() {
    let Stand { app, toy, line, .. } = stand_with(Settings { capacity: 2, ..Settings::default() });
    let calls: Vec<i32> = (0..4).map(|_| app.line_set_agent_state_ex(line, 1, 2, 0)).collect();
    for index in 0..5 {
        toy.send(Message::QueueStatus { queue: QueueId::at(index), what: QueueStatus::UpdateInfo.into() });
    }
    for call in calls {
        assert_eq!(reply(&app, call), Ok(()));
    }
    assert_eq!(app.try_next(), Some(Arrival::Missed { line, count: 3 }));
    assert_eq!([message(&app), message(&app)].map(|message| message.parameters[0]), [4, 5]);
    assert_eq!(app.try_next(), None);
}

#[test]
fn a_reply_comes_before_what_may_only_follow_it() {
    let Stand { app, toy, line, .. } = stand();
    toy.hold();
    let call = app.line_set_agent_state_ex(line, 1, 2, 0);
    assert_eq!(app.try_next(), None);
    toy.release();
    toy.send(Message::GroupStatus { what: GroupStatus::NewGroup.into() });
    assert_eq!(reply(&app, call), Ok(()));
    assert_eq!(message(&app).number, MessageNumber::GroupStatus.number());
}

#[test]
fn closing_a_line_fails_what_is_pending_and_says_goodbye() {
    let Stand { app, toy, handle, line } = stand();
    let answered = app.line_set_agent_state_ex(line, 1, 2, 0);
    toy.hold();
    let pending = [1, 2].map(|agent| app.line_set_agent_measurement_period(line, agent, 60));
    let elsewhere = app.line_get_agent_caps(handle, 0, 0, 0x0002_0002, Some(&tapi_line::Memory::of_size(72)));
    toy.send(Message::GroupStatus { what: GroupStatus::NewGroup.into() });

    assert_eq!(app.line_close(line), 0);
    assert_eq!(message(&app).number, MessageNumber::GroupStatus.number());
    // The provider had answered the first one before.
    assert_eq!(reply(&app, answered), Ok(()));
    for call in pending {
        assert_eq!(reply(&app, call), Err(LineError::OPERATIONFAILED));
    }
    let close = LineMessage { line, number: MessageNumber::Close.number(), instance: INSTANCE, parameters: [0; 3] };
    assert_eq!(message(&app), close);
    assert_eq!(app.try_next(), None);
    assert_eq!([&toy.forgotten, &toy.closed].map(|it| it.load(std::sync::atomic::Ordering::SeqCst)), [2, 1]);

    // What needs no line goes on, until the end of all.
    assert_eq!(app.line_shutdown(handle), 0);
    assert_eq!(reply(&app, elsewhere), Err(LineError::OPERATIONFAILED));
}

#[test]
fn a_line_that_is_closed_from_elsewhere_ends_the_same_way() {
    let Stand { app, toy, line, .. } = stand();
    toy.hold();
    let pending = app.line_set_agent_state_ex(line, 1, 2, 0);
    toy.send(Message::Close);
    assert_eq!(reply(&app, pending), Err(LineError::OPERATIONFAILED));
    assert_eq!(message(&app).number, MessageNumber::Close.number());
    assert_eq!(app.line_close(line), LineError::INVALLINEHANDLE.long());
    assert_eq!(app.try_next(), None);
}

#[test]
fn replies_that_a_provider_sends_as_messages_are_nobodys() {
    let Stand { app, toy, .. } = stand_with(Settings { capacity: 2, ..Settings::default() });
    let reply = Message::Reply { request: RequestId::at(0), result: Ok(()) };
    toy.send(reply);
    assert_eq!(app.try_next(), None);
    // They do not hide what comes behind them.
    toy.send(reply);
    toy.send(Message::GroupStatus { what: GroupStatus::NewGroup.into() });
    assert_eq!(message(&app).number, MessageNumber::GroupStatus.number());
}

#[test]
fn an_application_that_goes_closes_its_lines() {
    let Stand { app, toy, .. } = stand();
    drop(app);
    assert_eq!(toy.closed.load(std::sync::atomic::Ordering::SeqCst), 1);
}

#[test]
fn ids_of_requests_count_up() {
    let Stand { app, line, .. } = stand();
    let ids = [1, 2, 3].map(|agent| id(app.line_set_agent_state_ex(line, agent, 2, 0)));
    assert_eq!(ids, [1, 2, 3]);
}
