//! acd-run.
