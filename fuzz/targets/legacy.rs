//! An old export of the console: the same export gives the same document, which is read again.
#![no_main]

use flow_language::{Document, legacy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(flow) = legacy::read(text) else {
        return;
    };
    let converted = legacy::convert(&flow);
    assert_eq!(legacy::convert(&flow), converted);
    let again = Document::parse(&converted.document.to_json()).expect("what is printed is read");
    assert_eq!(again.canonical(), converted.document.canonical());
    let _ = converted.document.check(converted.role());
});
