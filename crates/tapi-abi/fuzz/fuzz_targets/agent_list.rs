//! Any bytes, read as LINEAGENTLIST.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tapi_abi_fuzz::structure::<tapi_abi::LineAgentList>(bytes));
