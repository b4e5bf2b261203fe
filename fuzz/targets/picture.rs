//! The picture of a flow, and what changed from one to the other.
#![no_main]

use flow_language::{Document, draw};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (old, new) = text.split_once("\n===\n").unwrap_or((text, text));
    let (Ok(old), Ok(new)) = (Document::parse(old), Document::parse(new)) else {
        return;
    };
    let svg = draw::difference(&old, &new);
    let is_safe = |letter: char| !letter.is_control() || letter == '\n';
    assert!(svg.chars().all(is_safe) && !svg.contains("<script"));
});
