//! A folder of files, with or without a manifest. A line `=== path` begins a file.
#![no_main]

use flow_language::bundle::{Bundle, Files, Loose};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut files = Files::new();
    let mut path = String::from("bundle.json");
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"=== ") {
            Some(name) => path = String::from_utf8_lossy(name).trim().to_owned(),
            None => files
                .entry(path.clone())
                .or_default()
                .extend_from_slice(line),
        }
    }
    let read = Bundle::read(&files, Loose::default());
    let again = Bundle::read(&read.bundle.to_files(), Loose::default());
    assert!(again.troubles.is_empty(), "{:?}", again.troubles);
    assert_eq!(again.bundle.digest(), read.bundle.digest());
    let _ = read.bundle.names();
});
