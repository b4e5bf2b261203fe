//! What flows know about a contact, and whom they ask for more.

use serde_json::{Value, json};

use crate::{
    legacy::{
        block::Block,
        flow::Parameter,
        gap::{GapPart, GapReason},
        value::{self, scalar},
    },
    reference::kind::RefKind,
};

/// *Set contact attributes*.
pub(super) fn set_attributes(block: &mut Block<'_, '_>) {
    let attributes = block.take_all(&["Attribute"]);
    let attributes = attributes
        .into_iter()
        .map(|attribute| (attribute.key(), attribute));
    set(block, attributes.collect());
}

/// *Set contact attributes* of old, with one attribute.
pub(super) fn set_screen_pop(block: &mut Block<'_, '_>) {
    let key = block.take("key").and_then(|key| key.value()?.as_str());
    let attribute = block.take("value").map(|attribute| (key, attribute));
    set(block, attribute.into_iter().collect());
}

fn set<'a>(block: &mut Block<'a, '_>, attributes: Vec<(Option<&'a str>, Parameter<'a>)>) {
    block.action_type("UpdateContactAttributes");
    block.set(&["Attributes"], json!({}));
    let mut dynamic: Vec<Value> = Vec::new();
    for (key, attribute) in attributes {
        let Some(key) = key else {
            block.odd(attribute.name(), attribute.raw.clone());
            continue;
        };
        if block.has(&["Attributes", key]) {
            // The last one counts, in the service as here.
            block.odd(key, attribute.raw.clone());
        }
        block.carry_this(attribute, &["Attributes", key]);
        if attribute.namespace().is_some() {
            dynamic.push(key.into());
        }
    }
    block.set(&["TargetContact"], "Current");
    block.note(&["dynamicParams"], dynamic);
    block.plain_ways();
}

/// *Check contact attributes*.
pub(super) fn check_attribute(block: &mut Block<'_, '_>) {
    block.action_type("Compare");
    let attribute = block.take("Attribute");
    let namespace = block.take("Namespace").and_then(|of| of.value()?.as_str());
    let key = attribute.and_then(|attribute| scalar(attribute.value()?));
    if let Some(key) = key.filter(|key| !key.is_empty()) {
        let path = value::path(namespace.unwrap_or_default(), &key);
        if !path.is_known {
            let (name, what) = ((GapPart::Parameter, "Namespace"), json!([namespace, key]));
            block.gap(name, what, GapReason::UnknownNamespace);
        }
        block.set(&["ComparisonValue"], path.text);
    }
    block.comparisons();
    let other = block.lead("NoMatch");
    block.error("NoMatchingCondition", other.as_ref());
    block.next(other.as_ref());
}

/// *AWS Lambda function*.
pub(super) fn invoke(block: &mut Block<'_, '_>) {
    if !matches!(block.module.target(), Some("Lambda") | None) {
        return super::unknown(block);
    }
    block.action_type("InvokeLambdaFunction");
    block.refer("FunctionArn", &["LambdaFunctionARN"], RefKind::Lambda, None);
    block.carry("TimeLimit", &["InvocationTimeLimitSeconds"]);
    for entry in block.take_all(&["Parameter"]) {
        match entry.key() {
            Some(key) => block.carry_this(entry, &["LambdaInvocationAttributes", key]),
            None => block.odd("Parameter", entry.raw.clone()),
        }
    }
    block.plain_ways();
}

/// *Set contact attributes* of the contact itself, and the language behind *Set voice*.
pub(super) fn set_contact_data(block: &mut Block<'_, '_>) {
    block.action_type("UpdateContactData");
    for data in block.take_all(&["ContactData"]) {
        for (name, value) in data.special() {
            let text = scalar(value).filter(|text| !text.is_empty());
            let known = CONTACT_DATA.iter().find(|(old, _)| old == name);
            let (Some((_, new)), Some(text)) = (known, text) else {
                block.gap(
                    (GapPart::Parameter, name),
                    value.clone(),
                    GapReason::UnknownParameter,
                );
                block.keep(data);
                continue;
            };
            let text = match data.namespace() {
                Some(namespace) => value::path(namespace, &text).text,
                None => text,
            };
            block.set(&[new], text);
        }
    }
    block.plain_ways();
}

const CONTACT_DATA: &[(&str, &str)] = &[
    ("customerId", "CustomerId"),
    ("languageCode", "LanguageCode"),
    ("description", "Description"),
    ("name", "Name"),
];
