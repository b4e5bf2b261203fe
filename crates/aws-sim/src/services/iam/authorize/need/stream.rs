//! Kinesis and Firehose: streams, and the keys that they are encrypted with.

use super::{Asking, Need, generic, texts};
use crate::services::kms;

/// A stream that is made with tags needs the right to tag too, and a key has to be open to whoever
/// makes a stream use it.
pub(super) fn needs(asking: &Asking<'_>) -> Vec<Need> {
    let mut needs = generic::needs(asking);
    let stream = needs.first().map(|need| need.resource.clone());
    let tags = asking.input.get("Tags").is_some();
    let tagging = match asking.operation {
        "CreateStream" if tags => Some("kinesis:AddTagsToStream"),
        "CreateDeliveryStream" if tags => Some("firehose:TagDeliveryStream"),
        _ => None,
    };
    needs.extend(
        tagging
            .zip(stream)
            .map(|(action, on)| Need::new(action, on)),
    );
    needs.extend(keys(asking));
    needs
}

fn keys(asking: &Asking<'_>) -> Vec<Need> {
    let caller = asking.caller;
    let arn = |id: &str| kms::resource(asking.world, &caller.account, &caller.region, id);
    match asking.operation {
        "StartStreamEncryption" | "StopStreamEncryption" => {
            let key = asking.text("KeyId").map(arn);
            let action = format!("kinesis:{}", asking.operation);
            key.map(|key| Need::new(action, key)).into_iter().collect()
        }
        "CreateDeliveryStream" | "StartDeliveryStreamEncryption" => {
            let mut ids = Vec::new();
            texts(asking.input, "KeyARN", &mut ids);
            let via = format!("firehose.{}.amazonaws.com", caller.region);
            let keys = ids
                .into_iter()
                .map(|id| Need::new("kms:CreateGrant", arn(id)));
            keys.map(|need| {
                need.with("kms:ViaService", &via)
                    .with("kms:GrantIsForAWSResource", "true")
            })
            .collect()
        }
        _ => Vec::new(),
    }
}
