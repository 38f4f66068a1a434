//! Where figures come from: the machine and the compiler.

use std::env::consts::{ARCH, OS};
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use crate::cases::Options;

/// The compiler that built this, with its target.
pub(crate) const COMPILER: &str = env!("ACD_BENCH_COMPILER");

/// One sentence about a run.
pub(crate) fn sentence(options: &Options) -> String {
    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    let processor = processor().unwrap_or_else(|| ARCH.to_owned());
    let Options { calls, rounds } = options;
    format!(
        "On {processor}, {cores} cores that this process may use, {OS}, {COMPILER}; `--calls {calls} --rounds {rounds}`, \
         of growth three at most.\n"
    )
}

/// The name of the processor, where the system tells as Linux does.
fn processor() -> Option<String> {
    let about = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = about.lines().find_map(|line| line.strip_prefix("model name"))?;
    Some(line.trim_start_matches([' ', '\t', ':']).to_owned())
}
