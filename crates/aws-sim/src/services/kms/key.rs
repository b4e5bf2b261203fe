//! Keys themselves.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors,
    page::Paging,
    policy,
    rotation::Rotation,
    state::{Key, key, open_key},
    tag::{self, Tag},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    policy: Option<String>,
    description: Option<String>,
    key_usage: Option<String>,
    key_spec: Option<String>,
    customer_master_key_spec: Option<String>,
    origin: Option<String>,
    #[serde(default)]
    bypass_policy_lockout_safety_check: bool,
    #[serde(default)]
    multi_region: bool,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ById {
    pub(super) key_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    key_id: String,
    description: String,
}

pub(super) const SYMMETRIC: &str = "SYMMETRIC_DEFAULT";
pub(super) const ENCRYPT_DECRYPT: &str = "ENCRYPT_DECRYPT";
const HEX: &str = "0123456789abcdef";
/// Digits behind `mrk-`.
const MULTI_REGION: usize = 32;

/// A specification, and what a key of it may be for. The first is what is meant where nothing is
/// said; asymmetric keys need a word.
const SPECS: &[(&str, &[&str])] = &[
    (SYMMETRIC, &[ENCRYPT_DECRYPT]),
    ("HMAC_", &["GENERATE_VERIFY_MAC"]),
    ("RSA_", &[ENCRYPT_DECRYPT, "SIGN_VERIFY"]),
    ("ECC_SECG", &["SIGN_VERIFY"]),
    ("ECC_", &["SIGN_VERIFY", "KEY_AGREEMENT"]),
    ("ML_DSA", &["SIGN_VERIFY"]),
    ("SM2", &[ENCRYPT_DECRYPT, "SIGN_VERIFY", "KEY_AGREEMENT"]),
];

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("kms-keys");
    let id = if input.multi_region {
        format!("mrk-{}", ctx.ids.letters(HEX, MULTI_REGION))
    } else {
        ctx.ids.uuid()
    };
    let arn = ctx.arn("kms", &format!("key/{id}"));
    let text = input
        .policy
        .clone()
        .unwrap_or_else(|| policy::usual(ctx.account));
    policy::check(ctx, &text, &arn, input.bypass_policy_lockout_safety_check)?;
    let key = input.key(ctx, id, arn, text)?;
    let state = ctx.world.kms.at(ctx.account, ctx.region);
    if state.keys.values().filter(|key| !key.managed).count() as u64 >= most {
        return Err(errors::limit("keys in an account and Region", most));
    }
    let answer = json!({ "KeyMetadata": key.metadata() });
    state.keys.insert(key.id.clone(), key);
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: ById) -> Result<Value, AwsError> {
    let key = key(ctx, &input.key_id)?;
    let (created, arn) = (key.created, key.arn.clone());
    let answer = json!({ "KeyMetadata": key.metadata() });
    if ctx.visible(created) {
        Ok(answer)
    } else {
        Err(errors::no_key(&arn))
    }
}

pub(super) fn list(ctx: &mut Ctx<'_>, page: Paging) -> Result<Value, AwsError> {
    let state = ctx.world.kms.get(ctx.account, ctx.region);
    let keys = state.into_iter().flat_map(|state| state.keys.values());
    let keys = keys.filter(|key| ctx.visible(key.created));
    let rows = keys.map(|key| {
        let row = json!({ "KeyId": key.id, "KeyArn": key.arn });
        (key.id.clone(), row)
    });
    page.page(ctx, "Keys", rows.collect())
}

pub(super) fn enable(ctx: &mut Ctx<'_>, input: ById) -> Result<(), AwsError> {
    open_key(ctx, &input.key_id)?.enabled = true;
    Ok(())
}

pub(super) fn disable(ctx: &mut Ctx<'_>, input: ById) -> Result<(), AwsError> {
    open_key(ctx, &input.key_id)?.enabled = false;
    Ok(())
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    open_key(ctx, &input.key_id)?.description = input.description;
    Ok(())
}

// === impl Create ===

impl Create {
    fn key(self, ctx: &Ctx<'_>, id: String, arn: String, policy: String) -> Result<Key, AwsError> {
        let spec = self.key_spec.or(self.customer_master_key_spec);
        let spec = spec.unwrap_or_else(|| SYMMETRIC.to_owned());
        let row = SPECS.iter().find(|(prefix, _)| spec.starts_with(prefix));
        let usages = row.map_or(&[][..], |(_, usages)| usages);
        let usage = match self.key_usage {
            Some(usage) => usage,
            None if spec == SYMMETRIC => ENCRYPT_DECRYPT.to_owned(),
            None => {
                return Err(errors::validation(
                    "You must specify a KeyUsage value for all KMS keys except for symmetric \
                     encryption keys.",
                ));
            }
        };
        if !usages.contains(&usage.as_str()) {
            return Err(errors::validation(format!(
                "KeyUsage {usage} is not compatible with KeySpec {spec}"
            )));
        }
        let origin = self.origin.unwrap_or_else(|| "AWS_KMS".to_owned());
        if origin != "AWS_KMS" {
            return Err(errors::unsupported(format!(
                "Origin {origin} is not simulated."
            )));
        }
        Ok(Key {
            id,
            arn,
            created: ctx.now,
            description: self.description.unwrap_or_default(),
            enabled: true,
            deletion: None,
            usage,
            spec,
            origin,
            multi_region: self.multi_region,
            managed: false,
            policy,
            tags: tag::checked(self.tags)?,
            rotation: Rotation::default(),
            grants: BTreeMap::new(),
        })
    }
}

// === impl Key ===

impl Key {
    pub(super) fn metadata(&self) -> Value {
        let parts: Vec<_> = self.arn.split(':').collect();
        let (region, account) = (parts[3], parts[4]);
        let (member, algorithms) = self.algorithms();
        // Of a key of many Regions, the days stand there only once the replicas are gone.
        let window = self
            .deletion
            .filter(|_| self.multi_region)
            .map(|(_, days)| days);
        json!({
            "AWSAccountId": account,
            "KeyId": self.id,
            "Arn": self.arn,
            "CreationDate": self.created,
            "Enabled": self.state() == "Enabled",
            "Description": self.description,
            "KeyUsage": self.usage,
            "KeyState": self.state(),
            "DeletionDate": self.deletion.map(|(due, _)| due),
            "Origin": self.origin,
            "KeyManager": if self.managed { "AWS" } else { "CUSTOMER" },
            "CustomerMasterKeySpec": self.spec,
            "KeySpec": self.spec,
            member: algorithms,
            "MultiRegion": self.multi_region,
            "MultiRegionConfiguration": self.multi_region.then(|| json!({
                "MultiRegionKeyType": "PRIMARY",
                "PrimaryKey": { "Arn": self.arn, "Region": region },
                "ReplicaKeys": [],
            })),
            "PendingDeletionWindowInDays": window,
        })
    }

    /// The member that lists what the key can do, and the list.
    fn algorithms(&self) -> (&'static str, Vec<String>) {
        let (member, algorithms) = match (self.usage.as_str(), self.spec.as_str()) {
            (ENCRYPT_DECRYPT, SYMMETRIC) => ("EncryptionAlgorithms", &[SYMMETRIC][..]),
            (ENCRYPT_DECRYPT, "SM2") => ("EncryptionAlgorithms", &["SM2PKE"][..]),
            (ENCRYPT_DECRYPT, _) => ("EncryptionAlgorithms", RSA_ENCRYPTION),
            ("SIGN_VERIFY", spec) => ("SigningAlgorithms", signing(spec)),
            ("KEY_AGREEMENT", _) => ("KeyAgreementAlgorithms", &["ECDH"][..]),
            (_, spec) => {
                // HMAC_256 authenticates by HMAC_SHA_256.
                let bits = spec.rsplit('_').next().unwrap_or_default();
                return ("MacAlgorithms", vec![format!("HMAC_SHA_{bits}")]);
            }
        };
        let algorithms = algorithms.iter();
        (member, algorithms.map(|name| (*name).to_owned()).collect())
    }
}

const RSA_ENCRYPTION: &[&str] = &["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"];

fn signing(spec: &str) -> &'static [&'static str] {
    match spec {
        "ECC_NIST_P384" => &["ECDSA_SHA_384"],
        "ECC_NIST_P521" => &["ECDSA_SHA_512"],
        "ECC_NIST_EDWARDS25519" => &["ED25519_SHA_512", "ED25519_PH_SHA_512"],
        "SM2" => &["SM2DSA"],
        spec if spec.starts_with("ECC") => &["ECDSA_SHA_256"],
        spec if spec.starts_with("ML_DSA") => &["ML_DSA_SHAKE_256"],
        _ => &[
            "RSASSA_PKCS1_V1_5_SHA_256",
            "RSASSA_PKCS1_V1_5_SHA_384",
            "RSASSA_PKCS1_V1_5_SHA_512",
            "RSASSA_PSS_SHA_256",
            "RSASSA_PSS_SHA_384",
            "RSASSA_PSS_SHA_512",
        ],
    }
}
