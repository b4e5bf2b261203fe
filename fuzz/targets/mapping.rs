//! A mapping file, and the names that it is asked for.
#![no_main]

use flow_language::{Ref, RefKind};
use flow_port::Mapping;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (mapping, names) = text
        .split_once("\n===\n")
        .unwrap_or((text, "ref://queue/${STAGE}-Sales"));
    let Ok(mapping) = serde_json::from_str::<Mapping>(mapping) else {
        return;
    };
    let reversed = mapping.reversed();
    for name in names
        .lines()
        .take(16)
        .filter_map(|name| name.parse::<Ref>().ok())
    {
        let _ = (mapping.target(&name), reversed.target(&name));
    }
    let _ = mapping.value(RefKind::Queue, names);
});
