#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fengong_fuzz::run("mhtml", bytes));
