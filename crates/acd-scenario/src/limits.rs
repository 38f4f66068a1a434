//! What a scenario may hold at most. Exceeding a limit is an error in the file, never a crash or a crawl.

/// Bytes of a scenario or of a table beside it: a million steps take about 200 MB, and a file is held in memory
/// while it is read.
pub const FILE_BYTES: usize = 1 << 29;

/// Values, objects and lists of a file that is read by way of a tree, which takes about 100 bytes for each of them:
/// one with comments, or with something wrong.
pub const VALUES: usize = 20_000_000;

/// How deep lists and objects may lie in each other: the format needs nine levels, and reading takes stack.
pub const DEPTH: usize = 64;

/// Agents, `count` spelt out: with the longest run, sums over agents then stay inside 64 bits.
pub const AGENTS: u64 = 100_000;

/// Sessions that shifts make and that steps name: ids are 32-bit numbers, and each session stays readable to the end.
pub const SESSIONS: u64 = 10_000_000;

/// Groups: more than any call centre has.
pub const GROUPS: usize = 10_000;

/// Queues: more than any call centre has.
pub const QUEUES: usize = 10_000;

/// Applications that have the line open: each hears of everything.
pub const CLIENTS: usize = 1_000;

/// What agents can be doing besides calls: people choose from the list.
pub const ACTIVITIES: usize = 10_000;

/// Extensions of the agent handler: LINEAGENTCAPS lists them.
pub const EXTENSIONS: usize = 1_000;

/// Bytes of a block for an extension, or of its answer.
pub const BLOCK_BYTES: usize = 65_536;

/// Steps: about what a file of [`FILE_BYTES`] can hold.
pub const STEPS: usize = 5_000_000;

/// Streams of arrivals: each has four random streams and a place in the queue of events.
pub const STREAMS: usize = 100_000;

/// Calls that a run may expect, over all streams and steps: an hour of computing, and beyond it most likely a slip.
pub const CALLS: u64 = 1_000_000_000;

/// Calls an hour of one stream: one each microsecond, which is the clock's step.
pub const CALLS_PER_HOUR: f64 = 3.6e9;

/// Fault rules: every request is held against every rule.
pub const FAULTS: usize = 1_000;

/// Expectations: each is looked at once.
pub const EXPECTATIONS: usize = 1_000_000;

/// Values of an empirical distribution, steps of a rate, rows of a table.
pub const ROWS: usize = 5_000_000;

/// Attached data of one call: they are labels, not documents.
pub const DATA: usize = 1_000;

/// Shifts of one agent and breaks of one shift: more than one a day for five years.
pub const SHIFTS: usize = 10_000;

/// Characters of a name: names stand in tables and messages.
pub const NAME_CHARS: usize = 256;

/// Characters of other text, such as a reason or a piece of attached data.
pub const TEXT_CHARS: usize = 10_000;

/// Shape of a gamma or Weibull distribution at least and at most: beyond, a draw leaves what a double can tell.
pub const SHAPE: (f64, f64) = (0.01, 1e6);

/// Diagnostics for one file: whoever meets more than that fixes the first ones and looks again.
pub const DIAGNOSTICS: usize = 1_000;

/// How much decoding may be repeated in search of further errors, in multiples of the bytes of the file.
pub(crate) const DECODE_EFFORT: usize = 50;

/// Names compared in search of what was meant, over one file.
pub(crate) const SUGGESTION_EFFORT: usize = 1_000_000;
