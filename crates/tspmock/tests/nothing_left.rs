//! A thousand floors in one process leave nothing behind: no thread, no task, no memory. A process of its own, since it
//! counts what all of the process allocates; so there is one test here.

use std::alloc::System;
use std::fs;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::runtime::{Builder, Runtime};
use tspmock::{Agent, Floor, Queue};

#[global_allocator]
static ALLOCATED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Floors of one round, all of them there at once.
const FLOORS: u32 = 1000;

/// What the process holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    bytes: usize,
    blocks: usize,
    threads: Option<usize>,
    tasks: usize,
}

impl Held {
    fn now(runtime: &Runtime) -> Held {
        // Read before the count, since reading a file allocates.
        let (threads, tasks) = (threads(), runtime.metrics().num_alive_tasks());
        let stats = ALLOCATED.stats();
        Held {
            bytes: stats.bytes_allocated - stats.bytes_deallocated,
            blocks: stats.allocations - stats.deallocations,
            threads,
            tasks,
        }
    }
}

/// Threads of this process, where Linux tells.
fn threads() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("Threads:"))?.trim().parse().ok()
}

fn floor(seed: u64) -> Floor {
    let anna = Agent::new("anna").group("sales").answers_after("2s");
    let queue = Queue::new("sales_q").group("sales");
    Floor::build().seed(seed).group("sales").queue(queue).agent(anna).start().expect("a sound floor")
}

/// The beginning of a small call, and what is expected of it.
fn call(floor: &Floor) {
    floor.agent("anna").create_session("sales").named("s1").ready();
    floor.expect_session("s1").number_of_calls(1).by("2m");
    floor.call("sales_q").talk("90s").wrap_up("10s").arrive();
}

/// Floors whose time tokio moves, with a client each.
async fn by_clock() -> usize {
    let floors: Vec<Floor> = (0..FLOORS).map(|seed| floor(seed.into())).collect();
    floors.iter().for_each(call);
    for floor in &floors {
        floor.pass_until("2m").await;
        let session = floor.call_center().session(floor.session("s1").id());
        assert_eq!(session.number_of_calls().await, Ok(1));
        floor.verify();
    }
    let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    drop(floors);
    // What was told to stop does so in its turn, and the runtime takes some in each of its rounds.
    for _ in 0..FLOORS {
        tokio::task::yield_now().await;
    }
    tasks
}

/// Floors whose time the test moves.
fn by_hand() {
    let floors: Vec<Floor> = (0..FLOORS).map(|seed| floor(seed.into())).collect();
    for floor in floors {
        call(&floor);
        floor.advance("2m");
        floor.verify();
    }
}

#[test]
fn a_thousand_floors_leave_nothing_behind() {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
    let round = || {
        let tasks = runtime.block_on(by_clock());
        assert_eq!(tasks, FLOORS as usize, "each floor has one task while it is there");
        by_hand();
        Held::now(&runtime)
    };
    let before = Held::now(&runtime);
    // What is made once and kept, such as the room of the runtime's lists, is there after the first rounds.
    round();
    let second = round();
    let third = round();
    assert_eq!((third.threads, third.tasks), (before.threads, 0));
    assert_eq!(third, second);
}
