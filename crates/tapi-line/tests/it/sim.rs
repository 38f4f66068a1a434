//! The simulated call centre behind the functions of TAPI 2.2: a day's work in numbers and bytes.

use std::sync::Arc;

use acd_core::{
    AgentConfig, Answer, CallTimes, Command, Config, Distribution, Membership, OnNoAnswer, QueueConfig, Strategy,
    WhenUnstaffed,
};
use acd_sim::Sim;
use tapi_abi::{LineAgentGroupList, LineAgentSessionInfo, LineQueueList, Structure};
use tapi_line::{Arrival, LineApp, Memory, OpenLine, Opener, Settings};
use tapi_types::line::ProxyRequestType;
use tapi_types::{Currency, GroupId, LineError, QueueId, Span, Time};
use tsp_provider::{Client, Provider};

use crate::stand::{open, reply};

const GROUP: GroupId = GroupId::new(1).expect("above zero");
const QUEUE: QueueId = QueueId::new(1).expect("above zero");

/// One agent, who answers at once, and one queue.
fn config() -> Config {
    let queue = QueueConfig {
        name: "sales_q".to_owned(),
        group: GROUP,
        strategy: Strategy::LongestIdle,
        threshold: Span::from_secs(20),
        short_abandon: Span::ZERO,
        max_waiting: None,
        max_wait: None,
        overflow_to: None,
        ring_timeout: None,
        on_no_answer: OnNoAnswer::NotReady,
        when_unstaffed: WhenUnstaffed::Wait,
        picks: Vec::new(),
    };
    let anna = AgentConfig {
        groups: vec![Membership { group: GROUP, level: 1 }],
        answer: Answer::After(Distribution::Constant(Span::ZERO)),
        ..AgentConfig::new("anna")
    };
    Config { groups: vec!["sales".to_owned()], queues: vec![queue], agents: vec![anna], ..Config::empty() }
}

/// A call centre with an application in front of it.
struct Desk {
    sim: Sim,
    app: LineApp,
}

impl Desk {
    fn new() -> Desk {
        let sim = Sim::new(config());
        let opener = {
            let sim = sim.clone();
            move |client: &Client, _: &[ProxyRequestType]| -> Result<Arc<dyn Provider>, LineError> {
                Ok(Arc::new(sim.open(client.clone())))
            }
        };
        Desk { app: LineApp::new([Arc::new(opener) as Arc<dyn Opener>], Settings::default()), sim }
    }

    fn play(&self, until: Time) {
        self.sim.with_engine(|engine| engine.advance_through(until)).expect("laws hold");
    }

    /// Lets the call centre do what is due, after which the reply is there.
    fn went_well(&self, returned: i32) {
        self.play(self.sim.now());
        assert_eq!(reply(&self.app, returned), Ok(()));
    }

    /// A structure that a request fills.
    fn get<S: Structure>(&self, call: impl FnOnce(&LineApp, &Memory) -> i32) -> S {
        let memory = Memory::of_size(500);
        self.went_well(call(&self.app, &memory));
        memory.read().expect("a structure")
    }

    /// The messages that wait about sessions.
    fn session_messages(&self) -> Vec<[u32; 3]> {
        let arrivals = std::iter::from_fn(|| self.app.try_next());
        let messages = arrivals.filter_map(|arrival| match arrival {
            Arrival::Message(message) => (message.number == 27).then_some(message.parameters),
            Arrival::Missed { .. } => panic!("nothing was missed"),
        });
        messages.collect()
    }
}

#[test]
fn a_session_takes_a_call() {
    let desk = Desk::new();
    let (_, line) = open(&desk.app, OpenLine::default());
    let groups: LineAgentGroupList = desk.get(|app, memory| app.line_get_group_list(line, Some(memory)));
    let group = groups.entries[0].group_id;
    let queues: LineQueueList = desk.get(|app, memory| app.line_get_queue_list(line, Some(group), Some(memory)));
    assert_eq!((queues.entries[0].queue_id, queues.entries[0].name.clone()), (1, Some("sales_q".into())));

    let handle = Memory::of_handle();
    desk.went_well(desk.app.line_create_agent_session(line, 1, None, 0, Some(group), Some(&handle)));
    let session = handle.dword();
    assert_eq!(desk.session_messages(), [[session, 1, 0]], "NEWSESSION, after the reply");
    desk.went_well(desk.app.line_set_agent_session_state(line, session, 2, 0));
    assert_eq!(desk.session_messages(), [[session, 2, 2]]);

    let times = CallTimes { talk: Some(Span::from_secs(30)), wrap_up: Span::ZERO, patience: None };
    let arrive = Command::Arrive { handle: None, queue: QUEUE, priority: 0, times };
    desk.sim.apply(&arrive).expect("the queue is there");
    desk.play(Time::from_secs(100));
    let states: Vec<u32> = desk.session_messages().iter().filter(|it| it[1] == 2).map(|it| it[2]).collect();
    assert_eq!(states, [4, 2], "BUSYONCALL, READY");

    let info: LineAgentSessionInfo =
        desk.get(|app, memory| app.line_get_agent_session_info(line, session, Some(memory)));
    assert_eq!((info.number_of_calls, info.total_talk_time_s, info.session_duration_s), (1, 30, 100));
    assert_eq!(info.acd_call_rate, Currency(360_000));
    assert_eq!(info.session_start_time.days().to_bits(), 36_526_f64.to_bits());
}
