//! Keys that AWS makes for its services: `alias/aws/connect`, `alias/aws/s3` and the like.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    key::{ENCRYPT_DECRYPT, SYMMETRIC},
    rotation::Rotation,
    state::{Alias, Key, Place, State},
};
use crate::{context::Ctx, world::Tags};

/// Services that have a key of AWS in every account.
const SERVICES: &[&str] = &[
    "connect",
    "dynamodb",
    "glue",
    "kinesis",
    "lambda",
    "lex",
    "logs",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "wisdom",
];

/// The aliases of keys that nobody has used yet.
pub(super) fn unused(state: Option<&State>) -> impl Iterator<Item = String> {
    let aliases = SERVICES
        .iter()
        .map(|service| format!("alias/aws/{service}"));
    aliases.filter(move |alias| state.is_none_or(|state| !state.aliases.contains_key(alias)))
}

/// Makes the key of `place`, if that is the alias of one that is not there yet.
pub(super) fn make(ctx: &mut Ctx<'_>, place: &Place) {
    let service = place.name.strip_prefix("alias/aws/");
    let Some(service) = service.filter(|service| SERVICES.contains(service)) else {
        return;
    };
    let state = ctx.world.kms.at(&place.account, &place.region);
    if state.aliases.contains_key(&place.name) {
        return;
    }
    let id = ctx.ids.uuid();
    let key = Key {
        arn: format!("arn:aws:kms:{}:{}:key/{id}", place.region, place.account),
        id: id.clone(),
        created: ctx.now,
        description: format!(
            "Default key that protects my {service} resources when no other key is defined"
        ),
        enabled: true,
        deletion: None,
        usage: ENCRYPT_DECRYPT.to_owned(),
        spec: SYMMETRIC.to_owned(),
        origin: "AWS_KMS".to_owned(),
        multi_region: false,
        managed: true,
        policy: policy(place, service),
        tags: Tags::new(),
        rotation: Rotation::every_year(ctx.now),
        grants: BTreeMap::new(),
    };
    let alias = Alias {
        key: id.clone(),
        created: ctx.now,
        updated: ctx.now,
    };
    state.keys.insert(id, key);
    state.aliases.insert(place.name.clone(), alias);
}

/// Everybody of the account may use the key through the service, and look at it.
fn policy(place: &Place, service: &str) -> String {
    let Place {
        account, region, ..
    } = place;
    let through = json!({ "StringEquals": {
        "kms:CallerAccount": account,
        "kms:ViaService": format!("{service}.{region}.amazonaws.com"),
    }});
    let uses = [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:CreateGrant",
        "kms:DescribeKey",
    ];
    let root = format!("arn:aws:iam::{account}:root");
    json!({
        "Version": "2012-10-17",
        "Id": format!("auto-{service}-1"),
        "Statement": [
            {
                "Sid": "UseThroughTheService",
                "Effect": "Allow",
                "Principal": { "AWS": "*" },
                "Action": uses,
                "Resource": "*",
                "Condition": through,
            },
            {
                "Sid": "LookAtTheKey",
                "Effect": "Allow",
                "Principal": { "AWS": root },
                "Action": ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
                "Resource": "*",
            },
        ],
    })
    .to_string()
}
