//! Streams of generated calls. The n-th call of a stream draws the n-th value of each of its random streams,
//! so what happens to the calls changes nothing about those that follow.

use tapi_types::{CallHandle, LineError, Span, Time};

use crate::engine::draws::RefusedCall;
use crate::random::{micros, rounded};
use crate::state::heap::Node;
use crate::{CallOrigin, CallTimes, Config, Distribution, Engine, Fact, ListedCall, Rate, Stream, StreamConfig};

/// Microseconds in an hour.
const HOUR_US: f64 = 3.6e9;

/// So many calls are drawn at once, so that the processor can work on several draws side by side. A stream begins with one and
/// doubles, since a short run wants but a few.
const BATCH_MAX: usize = 16;

/// A stream under way.
#[derive(Debug, Clone)]
pub(crate) struct Arrivals {
    /// Calls so far.
    n: u64,
    /// Calls that are drawn and have not come yet, the last of them first.
    drawn: Vec<Coming>,
    /// How many calls the last batch was to have.
    batch: usize,
    /// Calls drawn so far.
    drawn_n: u64,
    /// No call comes after those that are drawn.
    over: bool,
    /// When the last call comes that is drawn; the start of the stream before the first.
    last: Time,
    gaps: Stream,
    talk: Stream,
    wrap_up: Stream,
    patience: Stream,
    /// Calls that somebody outside names, in order; taken from the end.
    named: Vec<(u64, CallHandle)>,
    /// Calls that came to a queue that was not there, where they are remembered.
    pub(crate) refused: Option<Vec<RefusedCall>>,
}

/// A call that has not come yet.
#[derive(Debug, Clone, Copy)]
struct Coming {
    at: Time,
    times: CallTimes,
    priority: i64,
}

/// When the next call of a stream comes. Streams that meet go in file order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NextArrival {
    pub(crate) at: Time,
    pub(crate) stream: u32,
}

impl Node for NextArrival {
    const NOBODY: NextArrival = NextArrival { at: Time::from_micros(u64::MAX), stream: u32::MAX };

    #[inline]
    fn key(&self) -> u128 {
        u128::from(self.at.as_micros()) << 64 | u128::from(self.stream)
    }
}

impl Coming {
    /// What a list says of the call stands in place of what is drawn.
    fn take_over(&mut self, listed: &ListedCall) {
        self.times.talk = listed.talk.or(self.times.talk);
        self.times.wrap_up = listed.wrap_up.unwrap_or(self.times.wrap_up);
        self.times.patience = listed.patience.or(self.times.patience);
        self.priority = listed.priority.unwrap_or(self.priority);
    }
}

impl Arrivals {
    /// The streams of a floor.
    pub(crate) fn all(config: &Config) -> Vec<Arrivals> {
        let mut all: Vec<Arrivals> = config.streams.iter().map(Arrivals::new).collect();
        for (place, origin) in config.calls.iter().enumerate() {
            if let CallOrigin::Stream { stream, n } = *origin {
                all[stream].named.push((n, CallHandle::at(place)));
            }
        }
        for arrivals in &mut all {
            arrivals.named.sort_unstable_by(|a, b| b.cmp(a));
        }
        all
    }

    fn new(config: &StreamConfig) -> Arrivals {
        Arrivals {
            n: 0,
            drawn: Vec::new(),
            batch: 0,
            drawn_n: 0,
            over: false,
            last: config.from,
            gaps: Stream::unsown(),
            talk: Stream::unsown(),
            wrap_up: Stream::unsown(),
            patience: Stream::unsown(),
            named: Vec::new(),
            refused: None,
        }
    }

    /// Begins all streams under a seed.
    pub(super) fn sow(&mut self, config: &StreamConfig, seed: u64) {
        let stream = |what: &str| Stream::of(seed, [what, &config.name]);
        self.gaps = stream("arrivals");
        self.talk = stream("talk");
        self.wrap_up = stream("wrap_up");
        self.patience = stream("patience");
    }

    /// When the next call comes, if one does.
    fn next(&mut self, config: &StreamConfig) -> Option<Time> {
        if self.drawn.is_empty() && !self.over {
            self.draw(config);
        }
        self.drawn.last().map(|coming| coming.at)
    }

    /// Draws the next batch of calls: nothing that happens to calls changes what is drawn for those after them.
    #[inline(never)]
    fn draw(&mut self, config: &StreamConfig) {
        self.batch = (self.batch * 2).clamp(1, BATCH_MAX);
        while self.drawn.len() < self.batch && !self.over {
            let at = self.draw_time(config).filter(|at| config.to.is_none_or(|to| *at < to) && *at <= Time::MAX);
            self.over = at.is_none();
            self.drawn_n += u64::from(at.is_some());
            self.last = at.unwrap_or(self.last);
            self.drawn.extend(at.map(|at| Coming { at, times: CallTimes::default(), priority: config.priority }));
        }
        let drawn = &mut self.drawn[..];
        if let Some(talk) = &config.talk {
            draw_times(drawn, &mut self.talk, talk, |times, talk| times.talk = Some(talk));
        }
        draw_times(drawn, &mut self.wrap_up, &config.wrap_up, |times, wrap_up| times.wrap_up = wrap_up);
        if let Some(patience) = &config.patience {
            draw_times(drawn, &mut self.patience, patience, |times, patience| times.patience = Some(patience));
        }
        if let Rate::Listed(calls) = &config.rate {
            let from = usize::try_from(self.drawn_n).unwrap_or(usize::MAX) - self.drawn.len();
            self.drawn.iter_mut().zip(&calls[from..]).for_each(|(coming, listed)| coming.take_over(listed));
        }
        self.drawn.reverse();
    }

    /// When the call after the last that is drawn comes, if one does.
    fn draw_time(&mut self, config: &StreamConfig) -> Option<Time> {
        if config.count.is_some_and(|count| self.drawn_n >= count) {
            return None;
        }
        Some(match &config.rate {
            Rate::Poisson { per_hour } => self.last + rounded(self.gaps.exponential() * HOUR_US / per_hour),
            Rate::Every(_) if self.drawn_n == 0 => self.last,
            Rate::Every(gap) => self.last + *gap,
            Rate::Renewal(gap) => self.last + self.gaps.sample(gap),
            Rate::Piecewise(steps) => {
                let work = self.gaps.exponential();
                after_work(steps, self.last, work)?
            }
            Rate::Listed(calls) => calls.get(usize::try_from(self.drawn_n).ok()?)?.at,
        })
    }

    /// The handle of the n-th call, if it has one.
    fn named(&mut self, n: u64) -> Option<CallHandle> {
        self.named.pop_if(|(named, _)| *named == n).map(|(_, handle)| handle)
    }
}

/// One time of each call of a batch. What is always the same is not asked for again.
fn draw_times(calls: &mut [Coming], from: &mut Stream, of: &Distribution, set: impl Fn(&mut CallTimes, Span)) {
    match of.constant() {
        Some(same) => calls.iter_mut().for_each(|call| set(&mut call.times, same)),
        None => calls.iter_mut().for_each(|call| set(&mut call.times, from.sample(of))),
    }
}

/// When a Poisson stream whose rate changes by steps has done so much work, one being a mean gap.
fn after_work(steps: &[crate::RateStep], from: Time, mut work: f64) -> Option<Time> {
    let mut at = from;
    let mut next = steps.partition_point(|step| step.from <= at);
    loop {
        let per_us = next.checked_sub(1).map_or(0.0, |step| steps[step].per_hour / HOUR_US);
        let end = steps.get(next).map(|step| step.from);
        let left = end.map(|end| micros(end - at) * per_us);
        if left.is_none_or(|left| work <= left) && per_us > 0.0 {
            return Some(at + rounded(work / per_us));
        }
        work -= left?;
        at = end?;
        next += 1;
    }
}

impl Engine {
    #[inline(always)]
    pub(crate) fn schedule_arrival(&mut self, stream: usize) {
        if let Some(at) = self.arrivals[stream].next(&self.config.streams[stream]) {
            let stream = u32::try_from(stream).expect("streams are limited by the file that lists them");
            self.next_arrivals.push(NextArrival { at, stream });
        }
    }

    /// The next call of a stream comes.
    pub(crate) fn stream_arrives(&mut self, stream: usize) {
        let config = &self.config.streams[stream];
        let arrivals = &mut self.arrivals[stream];
        let Some(Coming { times, priority, .. }) = arrivals.drawn.pop() else { return };
        arrivals.n += 1;
        let n = arrivals.n;
        let handle = arrivals.named(n);
        let queue = config.queue;
        self.schedule_arrival(stream);
        if !self.has_queue(queue) {
            if let Some(refused) = &mut self.arrivals[stream].refused {
                refused.push(RefusedCall { n, at: self.now, times, priority });
            }
            self.note(Fact::CommandRefused { error: LineError::INVALPARAM });
            return;
        }
        self.arrive(handle, Some((stream, n)), queue, priority, times);
    }
}
