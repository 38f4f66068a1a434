//! The wallboard against a call centre in a box.

mod day;
mod figures;
mod floor;
mod restarts;
mod time_outs;
