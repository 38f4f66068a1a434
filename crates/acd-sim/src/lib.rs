//! acd-sim.
