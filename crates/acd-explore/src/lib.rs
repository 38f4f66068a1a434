//! Many seeds, drawn scenarios, and the smallest one that still fails.
