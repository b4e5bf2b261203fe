//! The map of names that a flow may carry: filled and emptied again.
#![no_main]

use flow_language::{Document, Target};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(document) = Document::parse(text) else {
        return;
    };
    let _ = document.object_names();
    let empty = document.without_object_map();
    assert_eq!(empty.without_object_map(), empty, "empty is a fixed point");
    let long = "x".repeat(300);
    let target = |name: &str| Target {
        kind: "queue".to_owned(),
        arn: format!("arn:aws:{long}:{name}"),
    };
    if let Ok(filled) = empty.with_object_map(&|name| vec![target(name)]) {
        assert_eq!(filled.without_object_map().canonical(), empty.canonical());
    }
});
