//! Any bytes, read as LINEPROXYREQUEST.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tapi_abi_fuzz::request(bytes));
