//! The bucket that a stream delivers to.

use serde_json::{Map, Value, json};

use super::errors;
use crate::{arn::Arn, context::Ctx, error::AwsError, services::iam::OnBehalf, settings::Iam};

/// What a stream shows without being told (API reference).
const SIZE_MB: u64 = 5;
const INTERVAL_S: u64 = 300;

const EXTENDED: &str = "ExtendedS3DestinationConfiguration";
const PLAIN: &str = "S3DestinationConfiguration";
const SERVICE: &str = "firehose.amazonaws.com";

/// The only destination of a request, as it is shown.
pub(super) fn of(ctx: &Ctx<'_>, request: &Value) -> Result<Value, AwsError> {
    let members = request.as_object().into_iter().flatten();
    let told = members.filter(|(member, _)| member.ends_with("DestinationConfiguration"));
    let told: Vec<(&String, &Value)> = told.collect();
    let [(member, configuration)] = told.as_slice() else {
        return Err(errors::invalid(
            "Exactly one destination configuration is supported for a Firehose.",
        ));
    };
    if ![EXTENDED, PLAIN].contains(&member.as_str()) {
        let message = format!("{member} is not simulated.");
        return Err(AwsError::new("NotImplemented", message).with_status(501));
    }
    let role = configuration["RoleARN"].as_str().unwrap_or_default();
    check_role(ctx, role)?;
    let plain = shown(configuration)?;
    let mut extended = plain.clone();
    if let Some(backup) = extended.remove("S3BackupConfiguration") {
        extended.insert("S3BackupDescription".to_owned(), json!(shown(&backup)?));
    }
    extended.entry("S3BackupMode").or_insert(json!("Disabled"));
    Ok(json!({
        "DestinationId": "destinationId-000000000001",
        "S3DestinationDescription": only_plain(plain),
        "ExtendedS3DestinationDescription": extended,
    }))
}

/// Refuses a role that does not trust the service.
pub(super) fn check_role(ctx: &Ctx<'_>, role: &str) -> Result<(), AwsError> {
    let unable = || {
        errors::invalid(format!(
            "Firehose is unable to assume role {role}. Please check the role provided."
        ))
    };
    let owner = Arn::parse(role).and_then(|arn| arn.owner());
    let owner = owner.ok_or_else(unable)?;
    let state = ctx.world.iam.get(&owner);
    let Some(trust) = state.and_then(|state| state.trust(role)) else {
        let known = ctx.settings.strict || ctx.settings.iam == Iam::Enforce;
        return if known { Err(unable()) } else { Ok(()) };
    };
    let arn = ctx.arn("firehose", "deliverystream/*");
    let service = OnBehalf {
        service: SERVICE,
        arn: &arn,
        account: ctx.account.as_str(),
    };
    if service.may(trust, "sts:AssumeRole", role) {
        Ok(())
    } else {
        Err(unable())
    }
}

/// A configuration with what is shown without being told.
fn shown(configuration: &Value) -> Result<Map<String, Value>, AwsError> {
    let mut shown = configuration.as_object().cloned().unwrap_or_default();
    let hints = shown.remove("BufferingHints");
    let (size, interval) = match &hints {
        None => (json!(SIZE_MB), json!(INTERVAL_S)),
        Some(hints) => match (hints.get("SizeInMBs"), hints.get("IntervalInSeconds")) {
            (Some(size), Some(interval)) => (size.clone(), interval.clone()),
            (None, None) => (json!(SIZE_MB), json!(INTERVAL_S)),
            _ => {
                return Err(errors::invalid(
                    "SizeInMBs and IntervalInSeconds have to be given together.",
                ));
            }
        },
    };
    shown.insert(
        "BufferingHints".to_owned(),
        json!({ "SizeInMBs": size, "IntervalInSeconds": interval }),
    );
    shown
        .entry("CompressionFormat")
        .or_insert(json!("UNCOMPRESSED"));
    shown
        .entry("EncryptionConfiguration")
        .or_insert(json!({ "NoEncryptionConfig": "NoEncryption" }));
    shown
        .entry("CloudWatchLoggingOptions")
        .or_insert(json!({ "Enabled": false }));
    Ok(shown)
}

/// The members that the older form of the description has.
fn only_plain(mut shown: Map<String, Value>) -> Map<String, Value> {
    const MEMBERS: &[&str] = &[
        "BucketARN",
        "BufferingHints",
        "CloudWatchLoggingOptions",
        "CompressionFormat",
        "EncryptionConfiguration",
        "ErrorOutputPrefix",
        "Prefix",
        "RoleARN",
    ];
    shown.retain(|member, _| MEMBERS.contains(&member.as_str()));
    shown
}
