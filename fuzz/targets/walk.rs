//! A file of test cases, and behind a line `===` the flow that they are about.
#![no_main]

use flow_language::{
    Document, FlowType,
    bundle::ItemName,
    walk::{self, CaseFile, FlowSelector, FlowSet},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some((cases, flow)) = text.split_once("\n===\n") else {
        return;
    };
    let (Ok(mut file), Ok(document)) = (
        serde_json::from_str::<CaseFile>(cases),
        Document::parse(flow),
    ) else {
        return;
    };
    file.cases.truncate(4);
    file.flow = FlowSelector::Name("flow".to_owned());
    let mut set = FlowSet::new();
    set.insert(ItemName::flow(FlowType::ContactFlow, "flow"), document);
    assert_eq!(walk::run(&file, &set).len(), file.cases.len());
});
