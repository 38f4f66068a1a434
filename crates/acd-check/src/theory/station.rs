//! Stations of several agents with exponential service: a chain of births and deaths.

/// How long callers wait before they give up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Patience {
    /// For ever.
    Endless,
    /// Exponential with this mean.
    Exponential(f64),
    /// All the same: a maximum wait.
    Constant(f64),
}

/// A queue, its callers and its agents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Station {
    /// Poisson arrivals a second.
    pub arrivals: f64,
    /// Mean service time, exponential.
    pub service: f64,
    /// How many serve.
    pub agents: u32,
    /// When callers give up.
    pub patience: Patience,
    /// Waiting places; `None`: as many as come. Only with endless patience.
    pub places: Option<u32>,
}

/// What can be measured of a station. Fractions are of all arrivals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Arrivals that find every agent busy and a waiting place free.
    pub waits: f64,
    /// Mean wait of all arrivals, those who give up included.
    pub mean_wait: f64,
    /// Arrivals that find no place.
    pub blocked: f64,
    /// Arrivals that give up.
    pub abandons: f64,
    /// Busy agents of all agents.
    pub occupancy: f64,
}

/// The chance that all agents are busy where nobody waits, at an offered load in Erlangs.
pub fn erlang_b(load: f64, agents: u32) -> f64 {
    (1..=agents).fold(1.0, |b, n| load * b / (f64::from(n) + load * b))
}

/// The chance to wait where everybody does, at an offered load in Erlangs below the number of agents.
pub fn erlang_c(load: f64, agents: u32) -> f64 {
    let (b, c) = (erlang_b(load, agents), f64::from(agents));
    c * b / (c - load * (1.0 - b))
}

/// Mean waits of two classes, the first of which goes first without interrupting anybody; same mean service.
pub fn priority_waits(arrivals: [f64; 2], service: f64, agents: u32) -> [f64; 2] {
    let per_second = f64::from(agents) / service;
    let busy = erlang_c((arrivals[0] + arrivals[1]) * service, agents);
    let first = busy / per_second / (1.0 - arrivals[0] / per_second);
    [first, first / (1.0 - (arrivals[0] + arrivals[1]) / per_second)]
}

/// Further states weigh less than a double can tell.
const STATES_MAX: u32 = 20_000;

impl Station {
    fn capacity(&self) -> f64 {
        f64::from(self.agents) / self.service
    }

    /// How much more a state weighs than the one below it.
    fn step(&self, state: u32) -> f64 {
        let leaving = match self.patience {
            Patience::Exponential(mean) => f64::from(state.saturating_sub(self.agents)) / mean,
            Patience::Endless | Patience::Constant(_) => 0.0,
        };
        self.arrivals / (f64::from(state.min(self.agents)) / self.service + leaving)
    }

    /// Weights of the states in which somebody is free, the last one scaled to 1.
    fn weights_below(&self) -> Vec<f64> {
        let mut weights = vec![1.0];
        for state in (1..self.agents).rev() {
            weights.push(weights[weights.len() - 1] / self.step(state));
        }
        weights.reverse();
        weights
    }

    /// Weights of the states in which all are busy, nobody waiting first, on the scale of
    /// [`Station::weights_below`].
    fn weights_from(&self) -> Vec<f64> {
        let last = self.places.map_or(STATES_MAX, |places| self.agents + places);
        let mut weights = Vec::new();
        let mut weight = 1.0;
        for state in self.agents..=last {
            weight *= self.step(state);
            if weight < 1e-300 {
                break;
            }
            weights.push(weight);
        }
        weights
    }

    /// What this station comes to.
    pub fn figures(&self) -> Figures {
        match self.patience {
            Patience::Constant(limit) => self.figures_with_limit(limit),
            Patience::Endless | Patience::Exponential(_) => self.figures_of_chain(),
        }
    }

    fn figures_of_chain(&self) -> Figures {
        let (below, from) = (self.weights_below(), self.weights_from());
        let total: f64 = below.iter().chain(&from).sum();
        let all_busy = from.iter().sum::<f64>() / total;
        let waiting = (0_u32..).zip(&from).map(|(n, weight)| f64::from(n) * weight).sum::<f64>() / total;
        let blocked = self.places.and_then(|_| from.last()).map_or(0.0, |last| last / total);
        let busy = (0_u32..).zip(&below).map(|(n, weight)| f64::from(n) * weight).sum::<f64>() / total
            + f64::from(self.agents) * all_busy;
        let abandons = match self.patience {
            Patience::Exponential(mean) => waiting / mean / self.arrivals,
            Patience::Endless | Patience::Constant(_) => 0.0,
        };
        Figures {
            waits: all_busy - blocked,
            mean_wait: waiting / self.arrivals,
            blocked,
            abandons,
            occupancy: busy / f64::from(self.agents),
        }
    }

    /// All callers give up after the same time: the density of the offered wait is exponential up to there, and
    /// dies out behind it.
    fn figures_with_limit(&self, limit: f64) -> Figures {
        let drift = self.arrivals - self.capacity();
        let at_limit = self.arrivals * (drift * limit).exp();
        let up_to_limit = self.arrivals * (drift * limit).exp_m1() / drift;
        let beyond = at_limit / self.capacity();
        let below = self.weights_below();
        let total = below.iter().sum::<f64>() + up_to_limit + beyond;
        let abandons = beyond / total;
        let waited = self.arrivals * ((drift * limit).exp() * (limit / drift - drift.powi(-2)) + drift.powi(-2));
        Figures {
            waits: (up_to_limit + beyond) / total,
            mean_wait: waited / total + limit * abandons,
            blocked: 0.0,
            abandons,
            occupancy: (1.0 - abandons) * self.arrivals / self.capacity(),
        }
    }

    /// Arrivals that are answered within some seconds, of all.
    ///
    /// # Panics
    /// For a limited patience together with waiting places, which no formula here covers.
    pub fn answered_within(&self, seconds: f64) -> f64 {
        let (below, from) = (self.weights_below(), self.weights_from());
        let total: f64 = below.iter().chain(&from).sum();
        let at_once = below.iter().sum::<f64>() / total;
        match (self.patience, self.places) {
            (Patience::Endless, None) => {
                let rest = self.capacity() - self.arrivals;
                1.0 - erlang_c(self.arrivals * self.service, self.agents) * (-rest * seconds).exp()
            }
            (Patience::Endless, Some(_)) => {
                let waiting = &from[..from.len() - 1];
                let answered = (1..).zip(waiting).map(|(n, weight)| weight * erlang_cdf(n, self.capacity() * seconds));
                at_once + answered.sum::<f64>() / total
            }
            (Patience::Exponential(mean), None) => {
                let density = |x: f64| {
                    let growth = self.arrivals * mean * -(-x / mean).exp_m1();
                    self.arrivals / total * (growth - self.capacity() * x - x / mean).exp()
                };
                at_once + simpson(density, seconds)
            }
            (Patience::Constant(_), None) | (Patience::Exponential(_) | Patience::Constant(_), Some(_)) => {
                panic!("no formula for {self:?}")
            }
        }
    }
}

/// The chance that n exponential times of mean 1 together stay within `x`.
fn erlang_cdf(n: u32, x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 1..n {
        term *= x / f64::from(k);
        sum += term;
    }
    1.0 - sum * (-x).exp()
}

/// The integral of a smooth function from zero, by Simpson's rule.
pub(super) fn simpson(function: impl Fn(f64) -> f64, to: f64) -> f64 {
    const PIECES: u32 = 2_000;
    let width = to / f64::from(PIECES);
    let inner = (1..PIECES).map(|n| function(f64::from(n) * width) * if n % 2 == 1 { 4.0 } else { 2.0 });
    (function(0.0) + inner.sum::<f64>() + function(to)) * width / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 4.2 calls a minute of two minutes on average, twelve agents.
    const C3: Station =
        Station { arrivals: 0.07, service: 120.0, agents: 12, patience: Patience::Endless, places: None };

    #[track_caller]
    fn close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1.5e-6, "{value} is not {expected}");
    }

    #[test]
    fn erlang_c_case() {
        let figures = C3.figures();
        close(figures.waits, 0.183_889);
        close(erlang_c(8.4, 12), 0.183_889);
        close(figures.mean_wait, 6.129_621);
        close(figures.occupancy, 0.7);
        close(C3.answered_within(20.0), 0.899_080);
    }

    #[test]
    fn erlang_a_case() {
        let station = Station { patience: Patience::Exponential(60.0), ..C3 };
        let figures = station.figures();
        close(figures.waits, 0.127_372);
        close(figures.mean_wait, 1.780_734);
        close(figures.occupancy, 0.679_225);
        close(figures.abandons, 0.029_679);
        close(station.answered_within(20.0), 0.945_270);
    }

    #[test]
    fn finite_places_case() {
        let station = Station { places: Some(5), ..C3 };
        let figures = station.figures();
        close(figures.blocked, 0.009_477);
        close(figures.occupancy, 0.693_366);
        close(station.answered_within(20.0), 0.918_768);
    }

    #[test]
    fn no_places_is_the_loss_formula() {
        let figures = Station { places: Some(0), ..C3 }.figures();
        close(figures.blocked, erlang_b(8.4, 12));
        close(figures.waits, 0.0);
        // Three agents at three Erlangs lose 9/26 of their calls.
        close(erlang_b(3.0, 3), 9.0 / 26.0);
    }

    #[test]
    fn one_agent_waits_as_long_as_the_textbook_says() {
        let station = Station { arrivals: 0.8, service: 1.0, agents: 1, ..C3 };
        close(station.figures().mean_wait, 4.0);
        close(station.figures().waits, 0.8);
    }

    #[test]
    fn priorities_keep_the_mean_over_both_classes() {
        let [first, second] = priority_waits([0.03, 0.04], 120.0, 12);
        assert!(first < second);
        close((0.03 * first + 0.04 * second) / 0.07, 6.129_621);
        // One agent, half the load each way: 0.8 / 0.6 and that / 0.2.
        let [first, second] = priority_waits([0.4, 0.4], 1.0, 1);
        close(first, 0.8 / 0.6);
        close(second, 0.8 / 0.6 / 0.2);
    }

    #[test]
    fn a_very_long_limit_is_endless_patience_and_a_very_short_one_is_loss() {
        let long = Station { patience: Patience::Constant(100_000.0), ..C3 }.figures();
        close(long.mean_wait, 6.129_621);
        close(long.waits, 0.183_889);
        let short = Station { patience: Patience::Constant(1e-9), ..C3 }.figures();
        close(short.abandons, erlang_b(8.4, 12));
    }

    #[test]
    fn who_gives_up_or_is_answered_adds_up_under_a_limit() {
        // One agent, load 1.25, limit of one service time; worked out from the density by other means:
        // weight of an idle agent 1, of waits up to the limit 1.25 (e^0.25 - 1) / 0.25, beyond 1.25 e^0.25.
        let station =
            Station { arrivals: 1.25, service: 1.0, agents: 1, patience: Patience::Constant(1.0), places: None };
        let growth = 0.25_f64.exp();
        let total = 1.0 + 5.0 * (growth - 1.0) + 1.25 * growth;
        let figures = station.figures();
        close(figures.abandons, 1.25 * growth / total);
        close(figures.waits, 1.0 - 1.0 / total);
        close(figures.occupancy, 1.25 * (1.0 - figures.abandons));
        let waited = simpson(|x| x * 1.25 * (0.25 * x).exp(), 1.0);
        close(figures.mean_wait, waited / total + figures.abandons);
    }
}
