//! acd-check.
