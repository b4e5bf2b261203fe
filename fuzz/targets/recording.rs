//! Lines of a flow log.
#![no_main]

use flow_language::walk::recording;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let recording = recording::read_log(text.lines());
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    let kept: usize = recording
        .contacts
        .iter()
        .map(|contact| contact.blocks.len() + contact.dropped)
        .sum();
    assert_eq!(
        kept + recording.skipped,
        lines,
        "every line is kept or counted"
    );
});
