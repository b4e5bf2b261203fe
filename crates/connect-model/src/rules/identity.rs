//! Entries that differ in the spec and are one and the same thing in AWS.

use std::collections::HashMap;

use super::scene::{Report, Scene};
use crate::{
    Place,
    spec::{LambdaFunctionSpec, LexBotSpec, NumberSource},
    tree::Step,
    words::quote,
};

/// What AWS knows an entry by.
struct Identity<'a> {
    noun: &'static str,
    text: &'a str,
    entry: &'a Place,
    member: &'static str,
}

pub(super) fn duplicate_thing(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut seen: HashMap<(&str, &str), &Place> = HashMap::new();
    for one in identities(scene) {
        match seen.get(&(one.noun, one.text)) {
            Some(first) => {
                let (noun, text, first) = (one.noun, quote(one.text), &first.path);
                let message = format!("the {noun} {text} is declared before, as {first}");
                let remedy = "keep one of the two";
                report.below(
                    scene,
                    one.entry,
                    &[Step::Member(one.member)],
                    message,
                    remedy,
                );
            }
            None => _ = seen.insert((one.noun, one.text), one.entry),
        }
    }
}

fn identities<'a>(scene: &Scene<'a>) -> Vec<Identity<'a>> {
    let document = scene.document;
    let functions = document
        .lambda_functions
        .iter()
        .map(|function| match &function.spec {
            LambdaFunctionSpec::There { arn } => Identity {
                noun: "Lambda function",
                text: arn.as_str(),
                entry: &function.place,
                member: "arn",
            },
            LambdaFunctionSpec::Declared { function: name } => Identity {
                noun: "Lambda function",
                text: name.as_str(),
                entry: &function.place,
                member: "function",
            },
        });
    let numbers = document
        .phone_numbers
        .iter()
        .filter_map(|number| match &number.spec.source {
            NumberSource::Taken { number: taken } => Some(Identity {
                noun: "phone number",
                text: taken.as_str(),
                entry: &number.place,
                member: "number",
            }),
            NumberSource::Claimed { .. } => None,
        });
    let origins = document.approved_origins.iter().map(|origin| Identity {
        noun: "approved origin",
        text: origin.spec.origin.as_str(),
        entry: &origin.place,
        member: "origin",
    });
    let keys = document.security_keys.iter().map(|key| Identity {
        noun: "security key",
        text: key.spec.key.as_str(),
        entry: &key.place,
        member: "key",
    });
    functions
        .chain(numbers)
        .chain(origins)
        .chain(keys)
        .collect()
}

/// A flow refers to a bot without its Region, so two Regions do not tell bots apart.
pub(super) fn duplicate_bot(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut seen: HashMap<&str, &LexBotSpec> = HashMap::new();
    for bot in &scene.document.lex_bots {
        let name = bot.name.as_str();
        let Some(first) = seen.get(name).copied() else {
            seen.insert(name, &bot.spec);
            continue;
        };
        let message = format!("a Lex bot {} is declared before", quote(name));
        let remedy = match &bot.spec {
            _ if *first == bot.spec => "keep one of the two",
            LexBotSpec::V2 { .. } => {
                "flows tell bots apart by name and alias alone: give this one by the ARN of its alias"
            }
            LexBotSpec::V1 { .. } | LexBotSpec::V2Arn { .. } => {
                "flows tell bots apart by their name alone, whatever the Region: keep one of the two"
            }
        };
        report.below(scene, &bot.place, &[Step::Member("name")], message, remedy);
    }
}
