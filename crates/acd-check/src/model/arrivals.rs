//! Generated calls: when they come and what they bring.

use acd_core::{CallOrigin, CallTimes, Rate, RateStep, Stream, StreamConfig};
use tapi_types::{CallHandle, Span, Time};

use super::Model;
use super::agenda::What;
use super::history::Call;

/// What a stream of calls has drawn so far.
#[derive(Debug, Clone)]
pub(super) struct Arrivals {
    distances: Stream,
    talk: Stream,
    wrap_up: Stream,
    patience: Stream,
    /// How many calls are scheduled or have come.
    n: u64,
    /// When the last of them comes; at first the stream's beginning.
    last: Time,
}

impl Arrivals {
    pub(super) fn new(seed: u64, config: &StreamConfig) -> Arrivals {
        let stream = |kind: &str| Stream::new(seed, &format!("{kind}/{}", config.name));
        Arrivals {
            distances: stream("arrivals"),
            talk: stream("talk"),
            wrap_up: stream("wrap_up"),
            patience: stream("patience"),
            n: 0,
            last: config.from,
        }
    }

    /// When the next call comes, if there is one.
    fn next(&mut self, config: &StreamConfig) -> Option<Time> {
        if config.count.is_some_and(|count| self.n >= count) {
            return None;
        }
        let at = match &config.rate {
            Rate::Every(step) => Some(if self.n == 0 { self.last } else { self.last + *step }),
            Rate::Poisson { per_hour } => Some(self.last + whole_us(self.exponential() * US_PER_HOUR / *per_hour)),
            Rate::Renewal(between) => Some(self.last + self.distances.sample(between)),
            Rate::Piecewise(steps) => self.next_by_steps(steps),
            Rate::Listed(calls) => usize::try_from(self.n).ok().and_then(|n| calls.get(n)).map(|call| call.at),
        }?;
        self.n += 1;
        self.last = at;
        Some(at).filter(|at| config.to.is_none_or(|to| *at < to))
    }

    /// Exponential with mean 1.
    fn exponential(&mut self) -> f64 {
        -libm::log(1.0 - self.distances.unit())
    }

    /// Walks through the steps until the expected number of calls since the last one reaches an exponential draw.
    fn next_by_steps(&mut self, steps: &[RateStep]) -> Option<Time> {
        let mut left = self.exponential();
        let mut from = as_f64(self.last.as_micros());
        for (place, step) in steps.iter().enumerate() {
            let begins = as_f64(step.from.as_micros());
            let ends = steps.get(place + 1).map_or(f64::INFINITY, |next| as_f64(next.from.as_micros()));
            from = from.max(begins);
            let per_us = step.per_hour / US_PER_HOUR;
            if from >= ends || per_us <= 0.0 {
                continue;
            }
            if from + left / per_us < ends {
                return Some(Time::from_micros(whole_us(from + left / per_us).as_micros()));
            }
            left -= (ends - from) * per_us;
            from = ends;
        }
        None
    }

    /// The times of the call that comes now; each call draws one value of each stream.
    fn times(&mut self, config: &StreamConfig) -> CallTimes {
        let drawn = CallTimes {
            talk: config.talk.as_ref().map(|talk| self.talk.sample(talk)),
            wrap_up: self.wrap_up.sample(&config.wrap_up),
            patience: config.patience.as_ref().map(|patience| self.patience.sample(patience)),
        };
        let listed = match &config.rate {
            Rate::Listed(calls) => usize::try_from(self.n - 1).ok().and_then(|n| calls.get(n)),
            Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => None,
        };
        CallTimes {
            talk: listed.and_then(|call| call.talk).or(drawn.talk),
            wrap_up: listed.and_then(|call| call.wrap_up).unwrap_or(drawn.wrap_up),
            patience: listed.and_then(|call| call.patience).or(drawn.patience),
        }
    }

    fn priority(&self, config: &StreamConfig) -> i64 {
        match &config.rate {
            Rate::Listed(calls) => usize::try_from(self.n - 1)
                .ok()
                .and_then(|n| calls.get(n))
                .and_then(|call| call.priority)
                .unwrap_or(config.priority),
            Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => config.priority,
        }
    }
}

const US_PER_HOUR: f64 = 3_600_000_000.0;

#[expect(clippy::cast_precision_loss, reason = "times stay far below 2^53 microseconds")]
fn as_f64(us: u64) -> f64 {
    us as f64
}

/// To the nearest microsecond, cut at the longest span.
fn whole_us(us: f64) -> Span {
    let cut = us.clamp(0.0, as_f64(Span::MAX.as_micros()));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to the range before")]
    Span::from_micros(libm::round(cut) as u64)
}

impl Model {
    pub(super) fn schedule_arrival(&mut self, stream: usize) {
        if let Some(at) = self.arrivals[stream].next(&self.config.streams[stream]) {
            self.agenda.add(at, What::Arrival { stream });
        }
    }

    pub(super) fn arrive_from(&mut self, stream: usize) {
        let config = self.config.streams[stream].clone();
        let one = &mut self.arrivals[stream];
        let (n, times, priority) = (one.n, one.times(&config), one.priority(&config));
        let named = self.config.calls.iter().position(|origin| *origin == CallOrigin::Stream { stream, n });
        self.schedule_arrival(stream);
        if !self.has_queue(config.queue) {
            return;
        }
        self.arrive(Call::new(named.map(CallHandle::at), priority, times, self.now), config.queue);
    }
}
