//! What keys are for.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors,
    grant::dry_run,
    key::{ENCRYPT_DECRYPT, SYMMETRIC},
    seal::{self, Pairs},
    state::{Key, key},
};
use crate::{context::Ctx, error::AwsError, ids::Ids};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Encrypt {
    key_id: String,
    plaintext: String,
    #[serde(default)]
    encryption_context: Pairs,
    #[serde(default)]
    dry_run: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Decrypt {
    ciphertext_blob: String,
    key_id: Option<String>,
    #[serde(default)]
    encryption_context: Pairs,
    #[serde(default)]
    dry_run: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ReEncrypt {
    ciphertext_blob: String,
    source_key_id: Option<String>,
    destination_key_id: String,
    #[serde(default)]
    source_encryption_context: Pairs,
    #[serde(default)]
    destination_encryption_context: Pairs,
    #[serde(default)]
    dry_run: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Generate {
    key_id: String,
    number_of_bytes: Option<usize>,
    key_spec: Option<String>,
    #[serde(default)]
    encryption_context: Pairs,
    #[serde(default)]
    dry_run: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Random {
    number_of_bytes: Option<usize>,
}

/// Bytes that `Encrypt` takes.
const PLAINTEXT_MAX: usize = 4_096;

pub(super) fn encrypt(ctx: &mut Ctx<'_>, input: Encrypt) -> Result<Value, AwsError> {
    let plain = STANDARD
        .decode(&input.plaintext)
        .ok()
        .filter(|plain| (1..=PLAINTEXT_MAX).contains(&plain.len()))
        .ok_or_else(|| {
            errors::validation(format!("Plaintext must have 1 to {PLAINTEXT_MAX} bytes."))
        })?;
    let arn = encrypting(ctx, &input.key_id, input.dry_run)?;
    Ok(json!({
        "CiphertextBlob": sealed(ctx, &arn, &input.encryption_context, &plain),
        "KeyId": arn,
        "EncryptionAlgorithm": SYMMETRIC,
    }))
}

pub(super) fn decrypt(ctx: &mut Ctx<'_>, input: Decrypt) -> Result<Value, AwsError> {
    let (arn, plain) = opened(
        ctx,
        &input.ciphertext_blob,
        input.key_id.as_deref(),
        &input.encryption_context,
        input.dry_run,
    )?;
    Ok(json!({
        "KeyId": arn,
        "Plaintext": STANDARD.encode(plain),
        "EncryptionAlgorithm": SYMMETRIC,
    }))
}

pub(super) fn re_encrypt(ctx: &mut Ctx<'_>, input: ReEncrypt) -> Result<Value, AwsError> {
    let (source, plain) = opened(
        ctx,
        &input.ciphertext_blob,
        input.source_key_id.as_deref(),
        &input.source_encryption_context,
        false,
    )?;
    let arn = encrypting(ctx, &input.destination_key_id, input.dry_run)?;
    Ok(json!({
        "CiphertextBlob": sealed(ctx, &arn, &input.destination_encryption_context, &plain),
        "SourceKeyId": source,
        "KeyId": arn,
        "SourceEncryptionAlgorithm": SYMMETRIC,
        "DestinationEncryptionAlgorithm": SYMMETRIC,
    }))
}

pub(super) fn generate(ctx: &mut Ctx<'_>, input: Generate) -> Result<Value, AwsError> {
    let length = input.length()?;
    let arn = encrypting(ctx, &input.key_id, input.dry_run)?;
    let plain = bytes(&mut ctx.ids, length);
    Ok(json!({
        "CiphertextBlob": sealed(ctx, &arn, &input.encryption_context, &plain),
        "Plaintext": STANDARD.encode(plain),
        "KeyId": arn,
    }))
}

pub(super) fn generate_hidden(ctx: &mut Ctx<'_>, input: Generate) -> Result<Value, AwsError> {
    let mut answer = generate(ctx, input)?;
    if let Some(answer) = answer.as_object_mut() {
        answer.remove("Plaintext");
    }
    Ok(answer)
}

/// As random as the seed.
pub(super) fn random(ctx: &mut Ctx<'_>, input: Random) -> Result<Value, AwsError> {
    let length = input
        .number_of_bytes
        .ok_or_else(|| errors::validation("NumberOfBytes is required."))?;
    Ok(json!({ "Plaintext": STANDARD.encode(bytes(&mut ctx.ids, length)) }))
}

/// The ARN of a key that can encrypt now. Asymmetric keys are kept and shown, and not simulated.
fn encrypting(ctx: &mut Ctx<'_>, id: &str, dry: bool) -> Result<String, AwsError> {
    let key = key(ctx, id)?;
    key.check_encrypts()?;
    if dry {
        return Err(dry_run());
    }
    Ok(key.arn.clone())
}

fn sealed(ctx: &mut Ctx<'_>, arn: &str, pairs: &Pairs, plain: &[u8]) -> String {
    let nonce = bytes(&mut ctx.ids, 16).try_into().unwrap_or_default();
    seal::seal(arn, pairs, nonce, plain)
}

/// The ARN of the key, and the plaintext.
fn opened(
    ctx: &mut Ctx<'_>,
    blob: &str,
    wanted: Option<&str>,
    pairs: &Pairs,
    dry: bool,
) -> Result<(String, Vec<u8>), AwsError> {
    let broken = || AwsError::new("InvalidCiphertextException", "The ciphertext is invalid.");
    let arn = seal::key(blob).ok_or_else(broken)?;
    if let Some(wanted) = wanted
        && key(ctx, wanted)?.arn != arn
    {
        return Err(AwsError::new(
            "IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation.",
        ));
    }
    key(ctx, &arn)?.check_encrypts()?;
    let opened = seal::open(blob, pairs).ok_or_else(broken)?;
    if dry {
        return Err(dry_run());
    }
    Ok((arn, opened.plain))
}

fn bytes(ids: &mut Ids, length: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        bytes.extend(ids.number().to_be_bytes());
    }
    bytes.truncate(length);
    bytes
}

// === impl Generate ===

impl Generate {
    fn length(&self) -> Result<usize, AwsError> {
        match (self.key_spec.as_deref(), self.number_of_bytes) {
            (Some("AES_128"), None) => Ok(16),
            (Some(_), None) => Ok(32),
            (None, Some(length)) => Ok(length),
            _ => Err(errors::validation(
                "Please specify either number of bytes or key spec.",
            )),
        }
    }
}

// === impl Key ===

impl Key {
    fn check_encrypts(&self) -> Result<(), AwsError> {
        self.usable()?;
        if self.usage != ENCRYPT_DECRYPT {
            return Err(AwsError::new(
                "InvalidKeyUsageException",
                format!(
                    "{} key usage is {} which is not valid here.",
                    self.arn, self.usage
                ),
            ));
        }
        if self.spec != SYMMETRIC {
            return Err(errors::unsupported(format!(
                "Encryption with keys of {} is not simulated.",
                self.spec
            )));
        }
        Ok(())
    }
}
