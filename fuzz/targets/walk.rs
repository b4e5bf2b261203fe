//! A file of test cases, and behind a line `===` the flow that they are about.
#![no_main]

use flow_language::{
    Document, FlowType, Role,
    walk::{self, CaseFile, FlowName, FlowSelector, FlowSet},
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
    let role = Role::Flow(FlowType::ContactFlow);
    let mut set = FlowSet::new();
    set.insert(
        FlowName {
            role,
            name: "flow".to_owned(),
        },
        document,
    );
    assert_eq!(walk::run(&file, &set).len(), file.cases.len());
});
