//! The engine against queueing theory: exact values inside 99.9 % confidence intervals.

mod cases;
mod long_run;
mod wrong;
