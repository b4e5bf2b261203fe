//! What an instance stands on: names of buckets, roles and identity providers, and public keys.

use super::scene::{Report, Scene};
use crate::{
    BucketName, Name,
    spec::Kind,
    text::{BotName, FunctionName, IamName},
    words::quote,
};

pub(super) fn bad_bucket_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let is_bad = |name: &str| BucketName::new(name).is_err();
    let remedy = "use 3 to 63 small letters, digits, dots and inner hyphens";
    find(scene, report, &[Kind::Bucket], is_bad, remedy);
}

pub(super) fn bad_iam_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let is_bad = |name: &str| IamName::new(name).is_err();
    let kinds = [Kind::SamlProvider, Kind::FederationRole];
    find(
        scene,
        report,
        &kinds,
        is_bad,
        "use 1 to 64 letters, digits and _.-",
    );
}

pub(super) fn bad_function_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let is_bad = |name: &str| FunctionName::new(name).is_err();
    let kinds = [Kind::Function, Kind::FunctionLayer];
    let remedy = "use 1 to 64 letters, digits, - and _";
    find(scene, report, &kinds, is_bad, remedy);
}

pub(super) fn bad_bot_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let is_bad = |name: &str| BotName::new(name).is_err();
    let remedy = "use 1 to 64 letters and digits, with single - and _ between";
    find(scene, report, &[Kind::Bot], is_bad, remedy);
}

/// How many public keys an instance has at most (facts/connect-api.md, quotas).
const KEYS_MAX: usize = 2;

pub(super) fn too_many_keys(scene: &Scene<'_>, report: &mut Report<'_>) {
    for key in scene.document.security_keys.iter().skip(KEYS_MAX) {
        let message = "AWS takes two public keys for an instance";
        report.below(scene, &key.place, &[], message, "leave one out");
    }
}

/// What is no name at all was found already.
fn find(
    scene: &Scene<'_>,
    report: &mut Report<'_>,
    kinds: &[Kind],
    is_bad: impl Fn(&str) -> bool,
    remedy: &str,
) {
    for declared in &scene.declared {
        let name = declared.name;
        if kinds.contains(&declared.kind) && Name::new(name).is_ok() && is_bad(name) {
            let noun = declared.kind.noun();
            let message = format!("AWS takes no {noun} named {}", quote(name));
            report.at_name(declared, message, remedy);
        }
    }
}
