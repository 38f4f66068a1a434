use std::collections::BTreeMap;

use acd_core::{
    CallNo, Cause, Config, Disposition, Distribution, Fact, ListedCall, Rate, ReasonId, SessionOrigin, StreamConfig,
};
use acd_scenario::{Arrive, Step, Verb};
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId, SessionState as State, Span};

use super::*;
use crate::testing::{self, span};

/// Records by hand, one fact after the other.
struct Day<'p> {
    tables: Tables<'p, Vec<u8>>,
    seq: u64,
    at: Time,
}

/// A call without times of its own.
fn arrived(call: CallNo, handle: Option<CallHandle>, stream: Option<(usize, u64)>) -> Fact {
    Fact::CallArrived { call, handle, stream, priority: 0, talk: None, wrap_up: Span::ZERO, patience: None }
}

/// The three files, as text.
type Files = Outputs<String>;

impl<'p> Day<'p> {
    fn new(plan: &'p Plan, interval_s: u64) -> Day<'p> {
        let interval = Interval::try_from(span(interval_s)).unwrap();
        Day { tables: Tables::new(plan, interval, Outputs::default()).unwrap(), seq: 0, at: Time::ZERO }
    }

    fn at(&mut self, seconds: u64) -> &mut Self {
        self.at = Time::from_secs(seconds);
        self
    }

    fn fact(&mut self, fact: Fact) -> &mut Self {
        self.seq += 1;
        self.tables.push(&Record { at: self.at, seq: self.seq, cause: Cause::Plan, fact }).unwrap();
        self
    }

    fn state(&mut self, place: usize, from: State, to: State) -> &mut Self {
        self.fact(Fact::SessionState { session: session(place), from, to, reason: None })
    }

    /// A session of `anna` (agent 0) or `ben` (agent 1) in `sales`, READY.
    fn ready(&mut self, place: usize, agent: usize) -> &mut Self {
        self.ready_by(place, agent, None)
    }

    /// The same by a shift: its n-th session.
    fn ready_by(&mut self, place: usize, agent: usize, shift: Option<u32>) -> &mut Self {
        let (agent, group) = (AgentId::at(agent), GroupId::at(testing::SALES));
        self.fact(Fact::SessionCreated { session: session(place), agent, group, shift });
        self.state(place, State::NotReady, State::Ready)
    }

    fn arrive(&mut self, call: u64) -> &mut Self {
        self.fact(arrived(CallNo(call), None, None))
    }

    fn enter(&mut self, call: u64, place: usize, from: Option<usize>) -> &mut Self {
        let from = from.map(QueueId::at);
        self.fact(Fact::CallEntered { call: CallNo(call), queue: queue(place), from, queued: true })
    }

    fn offer(&mut self, call: u64, place: usize) -> &mut Self {
        self.fact(Fact::CallOffered { call: CallNo(call), session: session(place) })
    }

    /// Answers in `sales_q` or another queue, and counts.
    fn answer(&mut self, call: u64, place: usize, in_queue: usize, wait: u64) -> &mut Self {
        let (call, session, queue, wait) = (CallNo(call), session(place), queue(in_queue), span(wait));
        self.fact(Fact::CallAnswered { call, session, queue, wait });
        self.state(place, State::Ready, State::BusyOnCall);
        self.fact(Fact::CallCounted { call, session })
    }

    fn release(&mut self, call: u64, place: usize) -> &mut Self {
        self.fact(Fact::CallReleased { call: CallNo(call), session: session(place), by: None })
    }

    fn end(&mut self, call: u64, disposition: Disposition) -> &mut Self {
        self.fact(Fact::CallEnded { call: CallNo(call), disposition })
    }

    fn wrapped_up(&mut self, call: u64, place: usize, seconds: u64) -> &mut Self {
        let wrap_up = span(seconds);
        self.fact(Fact::WrapUpEnded { call: CallNo(call), session: session(place), wrap_up });
        self.state(place, State::BusyWrapUp, State::Ready)
    }

    fn finish(self, seconds: u64) -> Files {
        let written = self.tables.finish(Time::from_secs(seconds)).unwrap();
        written.try_map(String::from_utf8).unwrap()
    }
}

fn session(place: usize) -> SessionId {
    SessionId::at(place)
}

fn queue(place: usize) -> QueueId {
    QueueId::at(place)
}

/// The lines of a table by column.
fn lines(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
}

/// One column of the lines whose `key` column is `value`.
fn column(text: &str, key: &str, value: &str, name: &str) -> Vec<String> {
    lines(text).into_iter().filter(|line| line[key] == value).map(|line| line[name].clone()).collect()
}

fn of_queue(files: &Files, name: &str) -> Vec<String> {
    column(&files.queue_interval, "queue", "sales_q", name)
}

fn of_session(files: &Files, session: &str, name: &str) -> Vec<String> {
    column(&files.agent_interval, "session", session, name)
}

/// One call with a hold over the border of 9:30, and wrap-up.
fn held_over_the_border(plan: &Plan) -> Files {
    let mut day = Day::new(plan, 1800);
    let (call, handle) = (CallNo(1), Some(CallHandle::at(0)));
    day.at(0).ready(0, 0);
    day.at(1690).fact(arrived(call, handle, None));
    day.enter(1, 0, None).offer(1, 0);
    day.at(1700).answer(1, 0, 0, 10);
    day.at(1790).fact(Fact::CallHeld { call });
    day.at(1810).fact(Fact::CallRetrieved { call });
    day.at(1900).release(1, 0).state(0, State::BusyOnCall, State::BusyWrapUp).end(1, Disposition::Answered);
    day.at(1930).wrapped_up(1, 0, 30);
    day.finish(2000)
}

#[test]
fn counts_fall_in_their_interval_and_times_are_cut_at_its_border() {
    let files = held_over_the_border(&testing::plan());
    assert_eq!(
        files.queue_interval,
        "\
interval_start,interval_end,queue,group,offered,answered,answered_within,abandoned,abandoned_within,abandoned_short,\
blocked,unstaffed,timed_out,flowed_in,flowed_out,waiting_at_end,service_level_pct,threshold_s,asa_s,max_wait_s,\
talk_s,hold_s,wrap_up_s,aht_s,max_waiting,avg_waiting,staffed_avg,occupancy_pct
2026-01-05T09:00:00+01:00,2026-01-05T09:30:00+01:00,sales_q,sales,1,1,1,0,0,0,0,0,0,0,0,0,100,20,10,10,90,10,0,100,0,0,1,5.555556
2026-01-05T09:00:00+01:00,2026-01-05T09:30:00+01:00,backup_q,support,0,0,0,0,0,0,0,0,0,0,0,0,,20,,0,0,0,0,,0,0,0,
2026-01-05T09:30:00+01:00,2026-01-05T09:33:20+01:00,sales_q,sales,0,0,0,0,0,0,0,0,0,0,0,0,,20,,0,90,10,30,,0,0,1,65
2026-01-05T09:30:00+01:00,2026-01-05T09:33:20+01:00,backup_q,support,0,0,0,0,0,0,0,0,0,0,0,0,,20,,0,0,0,0,,0,0,0,
"
    );
    assert_eq!(
        files.agent_interval,
        "\
interval_start,interval_end,agent,session,group,calls,staffed_s,ready_s,ringing_s,not_ready_s,not_ready_reasons,\
talk_s,hold_s,wrap_up_s,aht_s,occupancy_pct,rang_out
2026-01-05T09:00:00+01:00,2026-01-05T09:30:00+01:00,anna,s1,sales,1,1800,1700,10,0,,90,10,0,100,5.555556,0
2026-01-05T09:30:00+01:00,2026-01-05T09:33:20+01:00,anna,s1,sales,0,200,70,0,0,,90,10,30,,65,0
"
    );
    assert_eq!(
        files.calls,
        "\
call,caller,called,queue,group,agent,session,arrived_us,answered_us,released_us,wrap_up_end_us,wait_us,ring_us,\
talk_us,hold_us,wrap_up_us,disposition,counted
c1,,,sales_q,sales,anna,s1,1690000000,1700000000,1900000000,1930000000,10000000,10000000,180000000,20000000,30000000,answered,true
"
    );
}

#[test]
fn a_wait_over_the_border_counts_whole_where_it_ends() {
    let plan = testing::plan();
    let mut day = Day::new(&plan, 1800);
    day.at(900).arrive(1).enter(1, 0, None);
    day.at(1350).arrive(2).enter(2, 0, None);
    day.at(1800).fact(Fact::CallAbandoned { call: CallNo(2), queue: queue(0), wait: span(450), ringing: false });
    day.end(2, Disposition::Abandoned);
    day.at(1804).arrive(3).enter(3, 0, None);
    day.at(1808).fact(Fact::CallAbandoned { call: CallNo(3), queue: queue(0), wait: span(4), ringing: false });
    day.end(3, Disposition::Abandoned);
    let files = day.finish(3600);
    assert_eq!(of_queue(&files, "offered"), ["2", "1"]);
    assert_eq!(of_queue(&files, "abandoned"), ["0", "2"]);
    assert_eq!(of_queue(&files, "abandoned_within"), ["0", "1"]);
    assert_eq!(of_queue(&files, "abandoned_short"), ["0", "1"]);
    assert_eq!(of_queue(&files, "service_level_pct"), ["", "0"]);
    assert_eq!(of_queue(&files, "max_wait_s"), ["0", "450"]);
    assert_eq!(of_queue(&files, "waiting_at_end"), ["2", "1"]);
    assert_eq!(of_queue(&files, "max_waiting"), ["2", "2"]);
    assert_eq!(of_queue(&files, "avg_waiting"), ["0.75", "1.002222"], "(900 + 450) / 1800 and (1800 + 4) / 1800");
    let dispositions: Vec<_> = lines(&files.calls).into_iter().map(|line| line["disposition"].clone()).collect();
    assert_eq!(dispositions, ["abandoned", "abandoned", "in_progress"]);
    assert_eq!(column(&files.calls, "call", "#1", "wait_us"), ["2700000000"]);
}

#[test]
fn what_happens_at_the_end_of_the_run_belongs_to_the_last_interval() {
    let plan = testing::plan();
    let mut day = Day::new(&plan, 1800);
    day.at(0).ready(0, 0);
    day.at(3600).arrive(1).enter(1, 0, None).offer(1, 0).answer(1, 0, 0, 0);
    day.arrive(2).enter(2, 0, None);
    let files = day.finish(3600);
    assert_eq!(of_queue(&files, "interval_end"), ["2026-01-05T09:30:00+01:00", "2026-01-05T10:00:00+01:00"]);
    assert_eq!(of_queue(&files, "answered"), ["0", "1"]);
    assert_eq!(of_queue(&files, "waiting_at_end"), ["0", "1"]);
    assert_eq!(of_queue(&files, "max_waiting"), ["0", "1"]);
    assert_eq!(of_session(&files, "s1", "calls"), ["0", "1"]);
    assert_eq!(of_session(&files, "s1", "staffed_s"), ["1800", "1800"]);
}

#[test]
fn a_border_without_an_event_and_a_run_without_time_make_no_line_too_many() {
    let plan = testing::plan();
    assert_eq!(of_queue(&Day::new(&plan, 1800).finish(3600), "offered").len(), 2);
    assert_eq!(of_queue(&Day::new(&plan, 1800).finish(0), "offered").len(), 1);
    assert_eq!(of_queue(&Day::new(&plan, 1800).finish(3601), "offered").len(), 3);
}

#[test]
fn the_grid_is_that_of_the_clock_and_cuts_the_first_interval() {
    let mut plan = testing::plan();
    plan.epoch.unix_us += 600_000_000;
    let files = Day::new(&plan, 1800).finish(1800);
    let starts = of_queue(&files, "interval_start");
    assert_eq!(starts, ["2026-01-05T09:10:00+01:00", "2026-01-05T09:30:00+01:00"]);
}

#[test]
fn sessions_of_shifts_have_their_names_and_breaks_their_reasons() {
    let mut plan = testing::plan();
    plan.session_names[1] = "anna/sales/1".to_owned();
    let (agent, group) = (AgentId::at(0), GroupId::at(0));
    plan.config.sessions[1] = SessionOrigin::Shift { agent, group, n: 1 };
    let mut day = Day::new(&plan, 1800);
    day.at(0).ready(0, 0).ready_by(1, 0, Some(1));
    let lunch = |reason| Fact::SessionState { session: session(1), from: State::Ready, to: State::NotReady, reason };
    day.at(1700).fact(lunch(Some(ReasonId(1))));
    day.at(1900).state(1, State::NotReady, State::Ready);
    day.at(2000).fact(lunch(None));
    day.at(2010).state(1, State::NotReady, State::Ended).state(0, State::Ready, State::Ended);
    day.at(5000).ready_by(2, 0, Some(2)).ready_by(3, 1, Some(1));
    let files = day.finish(5400);
    assert_eq!(of_session(&files, "anna/sales/1", "not_ready_s"), ["100", "110"]);
    assert_eq!(of_session(&files, "anna/sales/1", "not_ready_reasons"), ["lunch=100", "lunch=100"]);
    assert_eq!(of_session(&files, "anna/sales/1", "staffed_s"), ["1800", "210"]);
    assert_eq!(of_session(&files, "s1", "staffed_s"), ["1800", "210"], "no line for the third interval");
    assert_eq!(of_session(&files, "anna/sales/2", "ready_s"), ["400"]);
    assert_eq!(of_session(&files, "ben/sales/1", "ready_s"), ["400"]);
    assert_eq!(of_queue(&files, "staffed_avg"), ["2", "0.233333", "0.444444"]);
}

#[test]
fn state_columns_add_up_to_the_staffed_time() {
    let files = held_over_the_border(&testing::plan());
    for line in lines(&files.agent_interval) {
        let seconds = |name: &str| line[name].parse::<u64>().unwrap();
        let states = ["ready_s", "not_ready_s", "talk_s", "hold_s", "wrap_up_s"];
        assert_eq!(states.map(seconds).iter().sum::<u64>(), seconds("staffed_s"));
    }
}

#[test]
fn time_on_offer_is_the_sessions_own_and_the_calls_once() {
    let plan = testing::plan();
    let mut day = Day::new(&plan, 1800);
    day.at(0).ready(0, 0).ready(1, 1);
    day.at(10).arrive(1).enter(1, 0, None).offer(1, 0).offer(1, 1);
    let rang_out = |place, rejected| Fact::OfferRangOut { call: CallNo(1), session: session(place), rejected };
    day.at(14).fact(rang_out(1, true));
    day.at(30).fact(rang_out(0, false)).fact(Fact::CallReturned { call: CallNo(1), queue: queue(0) });
    day.at(40).offer(1, 1);
    day.at(45).answer(1, 1, 0, 35);
    let files = day.finish(100);
    assert_eq!(of_session(&files, "s1", "ringing_s"), ["20"]);
    assert_eq!(of_session(&files, "s1", "rang_out"), ["1"]);
    assert_eq!(of_session(&files, "s2", "ringing_s"), ["9"], "4 and 5: it stops with the answer");
    assert_eq!(of_session(&files, "s2", "ready_s"), ["45"]);
    assert_eq!(of_queue(&files, "avg_waiting"), ["0.1"], "it waits from 30 to 40");
    let call = &lines(&files.calls)[0];
    assert_eq!((&*call["ring_us"], &*call["wait_us"], &*call["talk_us"]), ("25000000", "35000000", "55000000"));
    assert_eq!((&*call["released_us"], &*call["wrap_up_end_us"], &*call["session"]), ("", "", "s2"));
}

#[test]
fn an_abandoned_offer_leaves_no_session_ringing() {
    let plan = testing::plan();
    let mut day = Day::new(&plan, 1800);
    day.at(0).ready(0, 0);
    day.at(10).arrive(1).enter(1, 0, None).offer(1, 0);
    day.at(12).fact(Fact::CallAbandoned { call: CallNo(1), queue: queue(0), wait: span(2), ringing: true });
    day.end(1, Disposition::Abandoned);
    assert_eq!(of_session(&day.finish(100), "s1", "ringing_s"), ["2"]);
}

#[test]
fn every_way_out_of_a_queue_has_its_column_and_none_is_lost() {
    let plan = testing::plan();
    let mut day = Day::new(&plan, 1800);
    let (zero, five) = (Span::ZERO, span(5));
    for call in 1..=5 {
        day.at(call).arrive(call);
        if call < 4 {
            day.enter(call, 0, None);
        }
    }
    let flow = |call| Fact::CallFlowedOut { call: CallNo(call), queue: queue(0), to: queue(1), wait: five };
    day.at(6).fact(flow(1)).enter(1, 1, Some(0));
    day.at(7).fact(flow(2)).fact(Fact::CallUnstaffed { call: CallNo(2), queue: queue(1), wait: zero });
    day.end(2, Disposition::Unstaffed);
    day.at(8).fact(Fact::CallUnstaffed { call: CallNo(3), queue: queue(0), wait: five });
    day.end(3, Disposition::Unstaffed);
    day.at(9).fact(Fact::CallBlocked { call: CallNo(4), queue: queue(0) }).end(4, Disposition::Blocked);
    day.enter(5, 0, None).fact(flow(5)).fact(Fact::CallBlocked { call: CallNo(5), queue: queue(1) });
    day.end(5, Disposition::Blocked);
    day.at(20).fact(Fact::CallTimedOut { call: CallNo(1), queue: queue(1), wait: span(14) });
    day.end(1, Disposition::TimedOut);
    let files = day.finish(100);
    let backup = |name| column(&files.queue_interval, "queue", "backup_q", name).remove(0);
    let sales = |name| of_queue(&files, name).remove(0);
    assert_eq!(["offered", "flowed_out", "unstaffed", "blocked"].map(sales), ["5", "3", "1", "1"]);
    assert_eq!(["offered", "flowed_in", "timed_out", "unstaffed", "blocked"].map(backup), ["3", "2", "1", "1", "1"]);
    assert_eq!((sales("max_wait_s"), backup("max_wait_s")), ("5".to_owned(), "14".to_owned()));
    assert_eq!((sales("waiting_at_end"), backup("waiting_at_end")), ("0".to_owned(), "0".to_owned()));
    assert_eq!(column(&files.calls, "disposition", "timed_out", "queue"), ["backup_q"]);
    assert_eq!(column(&files.calls, "disposition", "blocked", "queue"), ["sales_q", "backup_q"]);
}

/// s1 hands a call on and wraps up; it waits, s2 takes it and is through before s1 is. The facts of one moment
/// stand in another order than elsewhere.
#[test]
fn a_call_that_was_handed_on_has_one_line_when_all_are_through() {
    let plan = testing::plan();
    let mut day = Day::new(&plan, 1800);
    day.at(0).ready(0, 0).ready(1, 1);
    day.at(10).arrive(1).enter(1, 0, None).offer(1, 0).answer(1, 0, 0, 0);
    day.at(40).state(0, State::BusyOnCall, State::BusyWrapUp).release(1, 0);
    day.fact(Fact::CallTransferred {
        call: CallNo(1),
        queue: queue(1),
        session: None,
        talk: None,
        wrap_up: Span::ZERO,
        patience: None,
    })
    .enter(1, 1, Some(0));
    day.at(60).offer(1, 1).answer(1, 1, 1, 20);
    day.at(75).end(1, Disposition::Answered).release(1, 1).state(1, State::BusyOnCall, State::Ready);
    day.at(100).wrapped_up(1, 0, 60);
    day.at(101);
    assert_eq!(day.tables.world.calls.len(), 1);
    let files = day.finish(200);
    let calls = lines(&files.calls);
    assert_eq!(calls.len(), 1);
    let times = ["answered_us", "released_us", "wrap_up_end_us", "wait_us", "talk_us", "wrap_up_us"];
    assert_eq!(times.map(|name| &*calls[0][name]), ["10000000", "75000000", "100000000", "0", "45000000", "60000000"]);
    assert_eq!((&*calls[0]["queue"], &*calls[0]["session"]), ("backup_q", "s2"));
    let work = |name| column(&files.queue_interval, "queue", name, "talk_s").remove(0);
    assert_eq!((work("sales_q"), work("backup_q")), ("30".to_owned(), "15".to_owned()));
    assert_eq!(of_queue(&files, "wrap_up_s"), ["60"]);
    assert_eq!(column(&files.queue_interval, "queue", "backup_q", "flowed_in"), ["1"]);
}

#[test]
fn a_call_that_counts_after_its_wrap_up_is_counted() {
    let plan = testing::plan();
    let mut day = Day::new(&plan, 1800);
    let (call, of) = (CallNo(1), session(0));
    day.at(0).ready(0, 0);
    day.at(10).arrive(1).enter(1, 0, None).offer(1, 0);
    day.fact(Fact::CallAnswered { call, session: of, queue: queue(0), wait: Span::ZERO });
    day.state(0, State::Ready, State::BusyOnCall);
    day.at(20).release(1, 0).end(1, Disposition::Answered).state(0, State::BusyOnCall, State::BusyWrapUp);
    day.at(30).wrapped_up(1, 0, 10).fact(Fact::CallCounted { call, session: of });
    day.at(40).arrive(2);
    assert_eq!(day.tables.world.calls.len(), 1, "a call that is over leaves nothing behind");
    let files = day.finish(50);
    assert_eq!(column(&files.calls, "call", "#1", "counted"), ["true"]);
    assert_eq!(of_session(&files, "s1", "calls"), ["1"]);
}

#[test]
fn callers_come_from_the_scenario_and_are_guarded() {
    let mut plan = testing::plan();
    plan.steps =
        vec![Step { index: 0, id: None, at: Time::ZERO, refused: None, verb: Verb::Arrive(Box::new(arrive())) }];
    plan.config.streams = vec![stream(vec![listed(10, "=1+1"), listed(11, "@late")])];
    plan.call_names[0] = "@c1".to_owned();
    let mut day = Day::new(&plan, 1800);
    let (handle, stream) = (Some(CallHandle::at(0)), |n| Some((0, n)));
    day.fact(arrived(CallNo(1), handle, None)).enter(1, 0, None);
    for n in 1..=2 {
        let (call, handle, stream) = (CallNo(n + 1), None, stream(n));
        day.at(9 + n).fact(arrived(call, handle, stream)).enter(n + 1, 0, None);
    }
    let files = day.finish(20);
    let cells: Vec<_> = lines(&files.calls).into_iter().map(|l| [l["call"].clone(), l["caller"].clone()]).collect();
    assert_eq!(cells, [["'@c1", "'+4930123"], ["morning/1", "'=1+1"], ["morning/2", "'@late"]]);
}

fn arrive() -> Arrive {
    Arrive {
        call: CallHandle::at(0),
        queue: queue(0),
        priority: 0,
        talk: None,
        wrap_up: Distribution::Constant(Span::ZERO),
        patience: None,
        caller: Some("+4930123".to_owned()),
        called: None,
        data: Vec::new(),
    }
}

fn listed(at: u64, caller: &str) -> ListedCall {
    let caller = Some(caller.to_owned());
    ListedCall {
        at: Time::from_secs(at),
        talk: None,
        wrap_up: None,
        patience: None,
        priority: None,
        caller,
        called: None,
    }
}

fn stream(calls: Vec<ListedCall>) -> StreamConfig {
    StreamConfig {
        name: "morning".to_owned(),
        queue: queue(0),
        from: Time::from_secs(10),
        to: None,
        count: None,
        rate: Rate::Listed(calls),
        talk: None,
        wrap_up: Distribution::Constant(Span::ZERO),
        patience: None,
        priority: 0,
    }
}

#[test]
fn names_that_a_spreadsheet_would_run_are_guarded_everywhere() {
    let mut plan = testing::plan();
    plan.config = Config {
        groups: vec!["=g".to_owned(), "h".to_owned()],
        reasons: vec!["no_answer".to_owned(), "=r".to_owned()],
        ..plan.config
    };
    plan.config.queues[0].name = "-q".to_owned();
    plan.config.agents[0].name = "+a".to_owned();
    plan.session_names[0] = "=s".to_owned();
    let mut day = Day::new(&plan, 1800);
    day.ready(0, 0).arrive(1).enter(1, 0, None).offer(1, 0).answer(1, 0, 0, 0);
    let files = day.finish(10);
    assert!(files.queue_interval.contains(",'-q,'=g,"), "{}", files.queue_interval);
    assert!(files.agent_interval.contains(",'+a,'=s,'=g,"), "{}", files.agent_interval);
    assert!(files.calls.contains(",'-q,'=g,'+a,'=s,"), "{}", files.calls);
}
