//! Portable references: one spelling each, for any name.

use flow_language::{FlowType, Ref, RefError, RefKind};
use proptest::{prelude::*, sample::select};

fn references() -> impl Strategy<Value = Ref> {
    let name = prop_oneof!["\\PC{1,40}", "[%/:A2F5 $]{1,12}"];
    let qualifier = proptest::option::of("[%/:$A-Z0-9]{1,8}");
    (select(RefKind::ALL), select(FlowType::ALL), name, qualifier).prop_map(
        |(kind, flow_type, name, qualifier)| {
            let plain = match kind {
                RefKind::Flow => Ref::flow(flow_type, name),
                _ => Ref::new(kind, name),
            };
            let plain = plain.expect("the name is not empty");
            match qualifier {
                Some(qualifier) if kind.is_qualifiable() => {
                    plain.with_qualifier(qualifier).unwrap()
                }
                _ => plain,
            }
        },
    )
}

proptest! {
    #[test]
    fn any_reference_is_read_as_it_was_written(reference in references()) {
        let text = reference.to_string();
        let read: Ref = text.parse().unwrap();
        prop_assert_eq!(read.name(), reference.name());
        prop_assert_eq!(&read, &reference);
        let slashes = if reference.kind() == RefKind::Flow { 4 } else { 3 };
        let expected = slashes + usize::from(reference.qualifier().is_some());
        prop_assert_eq!(text.matches('/').count(), expected, "{}", text);
    }

    #[test]
    fn two_references_never_share_a_spelling(left in references(), right in references()) {
        prop_assert_eq!(left.to_string() == right.to_string(), left == right);
    }

    #[test]
    fn what_can_be_read_has_one_spelling(text in "ref://(queue|flow/CONTACT_FLOW|module|view)/[%/A2F5:]{0,9}") {
        if let Ok(reference) = text.parse::<Ref>() {
            prop_assert_eq!(reference.to_string(), text);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        _ = text.parse::<Ref>();
        _ = format!("ref://{text}").parse::<Ref>();
    }
}

#[test]
fn only_percent_and_slash_are_escaped() {
    let queue = Ref::new(RefKind::Queue, "50% off / Räumung: (a+b) \"x\"").unwrap();
    assert_eq!(
        queue.to_string(),
        "ref://queue/50%25 off %2F Räumung: (a+b) \"x\""
    );
    let flow = Ref::flow(FlowType::CustomerQueue, "Hold/queue").unwrap();
    assert_eq!(flow.to_string(), "ref://flow/CUSTOMER_QUEUE/Hold%2Fqueue");
    assert_eq!(flow.flow_type(), Some(FlowType::CustomerQueue));
    let latest = Ref::new(RefKind::Module, "Greeting")
        .unwrap()
        .with_qualifier("$LATEST")
        .unwrap();
    assert_eq!(latest.to_string(), "ref://module/Greeting/$LATEST");
    assert_eq!(
        latest.without_qualifier().to_string(),
        "ref://module/Greeting"
    );
}

#[test]
fn what_is_no_reference_says_why() {
    let cases = [
        ("queue/Sales", "a reference begins with `ref://`"),
        ("ref://quue/Sales", "`quue` is not a kind of reference"),
        ("ref://", "`` is not a kind of reference"),
        ("ref://queue", "the name is empty"),
        ("ref://queue/", "the name is empty"),
        ("ref://module/Greeting/", "the name is empty"),
        (
            "ref://flow/Main",
            "a flow is named by its type too: `ref://flow/<TYPE>/<name>`",
        ),
        (
            "ref://flow/contactFlow/Main",
            "`contactFlow` is not a type of flow",
        ),
        (
            "ref://queue/100%",
            "in a name, `%` is written `%25` and `/` is written `%2F`",
        ),
        (
            "ref://queue/a%2fb",
            "in a name, `%` is written `%25` and `/` is written `%2F`",
        ),
        (
            "ref://queue/é%é",
            "in a name, `%` is written `%25` and `/` is written `%2F`",
        ),
        (
            "ref://queue/a/b",
            "there is one `/` too many for a queue; in a name it is written `%2F`",
        ),
        (
            "ref://view/a/1/2",
            "there is one `/` too many for a view; in a name it is written `%2F`",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            text.parse::<Ref>().unwrap_err().to_string(),
            expected,
            "{text}"
        );
    }
    assert_eq!(Ref::new(RefKind::Flow, "Main"), Err(RefError::NoFlowType));
    assert_eq!(Ref::new(RefKind::Queue, ""), Err(RefError::NoName));
}
