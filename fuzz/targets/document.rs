//! A flow in any form: what is read goes through everything that a bundle does to it.
#![no_main]

use flow_language::{Document, FlowType, Ref, Role, lint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(document) = Document::parse(text) else {
        return;
    };
    let role = document
        .role_hint()
        .unwrap_or(Role::Flow(FlowType::ContactFlow));
    let _ = (
        document.check(role),
        document.references(),
        document.soft_references(),
    );
    let _ = lint::flow(&document, role, &lint::Context::default());
    let canonical = document.canonical();
    let again = Document::parse(&document.to_pretty()).expect("what is printed is read");
    assert_eq!(again.canonical(), canonical);
    let named = document.parameterise(&|kind, thing| Ref::new(kind, thing).ok());
    let again = named.parameterise(&|kind, thing| Ref::new(kind, thing).ok());
    assert_eq!(again, named, "names are a fixed point");
    let _ = named.resolve(&|name| Some(name.name().to_owned()));
});
