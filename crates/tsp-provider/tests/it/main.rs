//! The conformance suite, held against an honest provider and against many that are broken on purpose; and the
//! decorators, around the honest one and in front of real clients.

mod addresses;
mod asks;
mod broken;
mod conforming;
mod crooked;
mod defect;
mod delayed;
mod device;
mod errors;
mod faulty;
mod floor;
mod forwarding;
mod hall;
mod honest;
mod playback;
mod random;
mod records;
mod stand;
mod toy;
mod world;
