//! One agent, other laws of service and arrival.

/// Mean wait before one agent, Poisson arrivals, any service: by its mean and its second moment.
pub fn pollaczek_khinchine_wait(arrivals: f64, service_mean: f64, service_second_moment: f64) -> f64 {
    arrivals * service_second_moment / (2.0 * (1.0 - arrivals * service_mean))
}

/// Callers answered within some seconds by one agent whose service is constant. The terms of the sum alternate,
/// so this is for waits of a few service times.
pub fn constant_service_within(arrivals: f64, service: f64, seconds: f64) -> f64 {
    let mut sum = 0.0;
    let mut n = 0.0;
    while n * service <= seconds {
        let x = arrivals * (seconds - n * service);
        sum += (-x).powf(n) / libm::tgamma(n + 1.0) * x.exp();
        n += 1.0;
    }
    (1.0 - arrivals * service) * sum
}

/// Mean wait before one agent of exponential service where calls come at constant distances.
pub fn deterministic_arrivals_wait(distance: f64, service: f64) -> f64 {
    let mut root = 0.5;
    for _ in 0..10_000 {
        root = f64::exp(-(1.0 - root) * distance / service);
    }
    service * root / (1.0 - root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constant_service_waits_half_as_long_as_exponential() {
        assert!((pollaczek_khinchine_wait(0.8, 1.0, 1.0) - 2.0).abs() < 1e-12);
        assert!((pollaczek_khinchine_wait(0.8, 1.0, 2.0) - 4.0).abs() < 1e-12);
    }

    #[test]
    fn constant_service_answers_at_once_if_nobody_is_there() {
        assert!((constant_service_within(0.8, 1.0, 0.0) - 0.2).abs() < 1e-12);
        // Within less than one service: nobody there, or nobody came in the first part of a service.
        assert!((constant_service_within(0.8, 1.0, 0.5) - 0.2 * f64::exp(0.4)).abs() < 1e-12);
        let mean: f64 = (0..4000).map(|n| 1.0 - constant_service_within(0.8, 1.0, f64::from(n) * 0.005 + 0.0025)).sum();
        assert!((mean * 0.005 - 2.0).abs() < 0.01, "the tail adds up to the mean: {}", mean * 0.005);
    }

    #[test]
    fn constant_distances_wait_less_than_poisson_arrivals() {
        let wait = deterministic_arrivals_wait(1.25, 1.0);
        // The root of x = exp(-1.25 (1 - x)).
        let root = wait / (1.0 + wait);
        assert!((root - f64::exp(-1.25 * (1.0 - root))).abs() < 1e-12);
        assert!(wait < 4.0 && wait > 1.0);
    }
}
