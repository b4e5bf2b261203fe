//! What a centre declares, by name, so that its policy is about nothing else.

use connect_model::{
    AccountId, Arn, Region,
    spec::{Audio, ContactCenter, LexBotSpec, Password, StorageSpec},
};

use crate::policy::{Scope, Slot};

/// The scope of what a centre has and uses in an account and Region.
pub fn center_scope(center: &ContactCenter, account: AccountId, region: Region) -> Scope {
    let own = format!("trunkline-{account}-{region}");
    let alias = center.instance.alias.as_str();
    let mut scope = Scope::new(account, region)
        .only(Slot::Bucket, buckets(center, &own))
        .only(Slot::Key, keys(center))
        .only(Slot::LogGroup, [format!("/aws/connect/{alias}*")])
        .only(Slot::Secret, secrets(center))
        .only(Slot::Function, functions(center))
        .only(
            Slot::Layer,
            center.function_layers.iter().map(|it| it.name.to_string()),
        )
        .only(Slot::BotV1, bots_v1(center))
        .only(Slot::Role, roles(center))
        .only(
            Slot::Provider,
            center.saml_providers.iter().map(|it| it.name.to_string()),
        );
    scope = scope.only(Slot::Stream, streams(center));
    scope = scope.only(Slot::Delivery, deliveries(center));
    if let Some(aliases) = bot_aliases(center) {
        scope = scope.only(Slot::BotAlias, aliases);
    }
    let types = center
        .storage
        .iter()
        .map(|it| it.name.as_str().to_uppercase());
    scope.storage_types = types.collect();
    scope
}

fn buckets(center: &ContactCenter, own: &str) -> Vec<String> {
    let declared = center.buckets.iter().map(|it| it.name.to_string());
    let stored = center.storage.iter().filter_map(|it| match &it.spec {
        StorageSpec::S3 { bucket, .. } => Some(bucket.to_string()),
        _ => None,
    });
    let fallback = center.instance.prompt_bucket.as_ref();
    let recordings = center.prompts.iter().map(|it| match &it.spec.audio {
        Audio::File { bucket, .. } => {
            let bucket = bucket.as_ref().or(fallback);
            bucket.map_or_else(|| own.to_owned(), ToString::to_string)
        }
        Audio::S3 { uri } => bucket_of(uri.as_str()).to_owned(),
    });
    declared.chain(stored).chain(recordings).collect()
}

/// `s3://BUCKET/KEY`.
fn bucket_of(address: &str) -> &str {
    let rest = address.strip_prefix("s3://").unwrap_or(address);
    rest.split('/').next().unwrap_or(rest)
}

fn keys(center: &ContactCenter) -> Vec<String> {
    let of_buckets = center
        .buckets
        .iter()
        .filter_map(|it| it.spec.kms_key.as_ref());
    let of_storage = center.storage.iter().filter_map(|it| match &it.spec {
        StorageSpec::S3 { kms_key, .. } => kms_key.as_ref(),
        StorageSpec::VideoStream { kms_key, .. } => Some(kms_key),
        _ => None,
    });
    of_buckets
        .chain(of_storage)
        .map(ToString::to_string)
        .collect()
}

fn streams(center: &ContactCenter) -> Vec<String> {
    let streams = center.storage.iter().filter_map(|it| match &it.spec {
        StorageSpec::Stream { stream } => Some(stream.to_string()),
        _ => None,
    });
    streams.collect()
}

fn deliveries(center: &ContactCenter) -> Vec<String> {
    let streams = center.storage.iter().filter_map(|it| match &it.spec {
        StorageSpec::DeliveryStream { delivery_stream } => Some(delivery_stream.to_string()),
        _ => None,
    });
    streams.collect()
}

/// Those of the centre, and those that others keep.
fn secrets(center: &ContactCenter) -> Vec<String> {
    let own = format!("trunkline/{}/*", center.instance.alias);
    let named = center
        .users
        .iter()
        .filter_map(|it| match &it.spec.password {
            // Six characters that nobody knows before stand behind the name.
            Some(Password::Secret(name)) => Some(format!("{name}-??????")),
            _ => None,
        });
    named.chain([own]).collect()
}

/// Those that are declared by name, the others by their ARN.
fn functions(center: &ContactCenter) -> Vec<String> {
    let declared = center.functions.iter().map(|it| it.name.to_string());
    let others = center.lambda_functions.iter();
    let others = others.filter_map(|it| it.spec.arn().map(ToString::to_string));
    declared.chain(others).collect()
}

fn bots_v1(center: &ContactCenter) -> Vec<String> {
    let bots = center.lex_bots.iter().filter_map(|it| match &it.spec {
        LexBotSpec::V1 { name, .. } => Some(name.clone()),
        _ => None,
    });
    bots.collect()
}

/// Nothing where some are known by name alone: their ids are not known before.
fn bot_aliases(center: &ContactCenter) -> Option<Vec<String>> {
    let mut aliases = Vec::new();
    for entry in &center.lex_bots {
        match &entry.spec {
            LexBotSpec::V2Arn { arn } => aliases.push(arn.to_string()),
            LexBotSpec::V2 { .. } => return None,
            LexBotSpec::V1 { .. } => {}
        }
    }
    center.bots.is_empty().then_some(aliases)
}

/// A role that is not there yet has no path.
fn roles(center: &ContactCenter) -> Vec<String> {
    let alias = &center.instance.alias;
    let federation = center.federation_roles.iter().flat_map(|it| {
        let name = it.name.as_str();
        [name.to_owned(), format!("trunkline/{alias}/{name}")]
    });
    let makes_roles = !center.functions.is_empty() || !center.bots.is_empty();
    let service = makes_roles.then(|| {
        let below = format!("trunkline-services/{alias}/*");
        ["trunkline-*".to_owned(), below]
    });
    let functions = center
        .functions
        .iter()
        .filter_map(|it| it.spec.role.as_ref());
    let bots = center.bots.iter().filter_map(|it| it.spec.role.as_ref());
    let given = functions.chain(bots).map(Arn::to_string);
    federation
        .chain(service.into_iter().flatten())
        .chain(given)
        .collect()
}
