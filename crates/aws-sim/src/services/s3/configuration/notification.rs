//! Who is told of what happens to objects.

use serde_json::{Value, json};

use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    services::{
        self, Letter, Stand,
        s3::{
            Bucket, address,
            address::Address,
            errors,
            notification::{self, SUBJECT, TARGETS},
        },
    },
};

/// What has no id gets one. Targets are there, in the same Region, and let S3 in; queues and topics
/// get a message that tests it.
pub(super) fn check(
    ctx: &mut Ctx<'_>,
    at: &Address,
    mut document: Value,
) -> Result<Value, AwsError> {
    let mut targets = Vec::new();
    for (list, member) in TARGETS {
        for target in document[list].as_array_mut().into_iter().flatten() {
            if target["Id"].is_null() {
                target["Id"] = json!(ctx.ids.uuid());
            }
            targets.push(target[member].as_str().unwrap_or_default().to_owned());
        }
    }
    let arn = Bucket::arn(&at.bucket);
    let account = address::open(ctx, at)?.account.clone();
    let sender = notification::sender(&arn, account.as_str());
    for target in &targets {
        let parsed = Arn::parse(target).filter(|arn| arn.region == ctx.region.as_str());
        let stand = match parsed {
            Some(_) => services::stand(ctx.world, target, sender),
            None => Stand::Missing,
        };
        if let Some(why) = trouble(target, stand) {
            let message = "Unable to validate the following destination configurations";
            return Err(errors::invalid_argument(target, &why, message));
        }
    }
    let tested = targets.iter().filter(|target| !is_function(target));
    for target in tested {
        let text = notification::test_of(&at.bucket, &mut ctx.ids, ctx.now);
        let letter = Letter {
            subject: Some(SUBJECT),
            text: &text,
        };
        services::send(ctx.world, target, letter, sender, &mut ctx.ids, ctx.now);
    }
    Ok(without_nulls(document))
}

/// Why a target cannot be told.
fn trouble(target: &str, stand: Stand) -> Option<String> {
    let kind = match Arn::parse(target).map(|arn| arn.service) {
        Some("sns") => "topic",
        _ => "queue",
    };
    match stand {
        Stand::Open if kind == "queue" && target.rsplit('.').next() == Some("fifo") => {
            Some("FIFO SQS queues are not supported as a destination".to_owned())
        }
        Stand::Open => None,
        Stand::Closed | Stand::Missing if is_function(target) => {
            Some(format!("Not authorized to invoke function [{target}]"))
        }
        Stand::Closed => Some(format!(
            "Permissions on the destination {kind} do not allow S3 to publish notifications from \
             this bucket"
        )),
        Stand::Missing => Some(format!("The destination {kind} does not exist")),
    }
}

fn is_function(target: &str) -> bool {
    Arn::parse(target).is_some_and(|arn| arn.service == "lambda")
}

/// Looking at a list that is not there makes it null.
fn without_nulls(mut document: Value) -> Value {
    if let Some(members) = document.as_object_mut() {
        members.retain(|_, member| !member.is_null());
    }
    document
}
