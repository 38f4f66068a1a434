//! The engine against figures worked out by hand. Wider checks live in `acd-check`.

mod t1;
