//! Topics of SNS that alerts go to, in any Region.

use async_trait::async_trait;
use aws_sdk_sns as sdk;
use aws_types::region::Region as SdkRegion;
use connect_governance::port::upkeep::{TopicPort, TopicRecord};
use connect_model::{Arn, Fault, FaultClass, Region};

use crate::{aws::Aws, call::Operation, fault};

const GET: Operation = Operation {
    service: "sns",
    name: "GetTopicAttributes",
};

#[async_trait]
impl TopicPort for Aws {
    async fn topic(&self, arn: &str) -> Result<Option<TopicRecord>, Fault> {
        let malformed = |cause: connect_model::ArnError| {
            fault::fault(GET, FaultClass::Invalid, "BadArn", cause.to_string())
        };
        let parsed = Arn::parse(arn).map_err(malformed)?;
        let region = Region::new(parsed.region()).map_err(malformed)?;
        let place = SdkRegion::new(region.to_string());
        let client = sdk::Client::new(&self.sdk.to_builder().region(place).build());
        let request = client.get_topic_attributes().topic_arn(arn);
        let caller = self.caller.in_region(region);
        let answer = match caller.send(GET, request.send()).await {
            Err(fault) if fault.code == "NotFound" => return Ok(None),
            answer => answer?,
        };
        let mut attributes = answer.attributes.unwrap_or_default();
        let mut told = |name: &str| attributes.remove(name).filter(|it| !it.is_empty());
        Ok(Some(TopicRecord {
            policy: told("Policy"),
            key: told("KmsMasterKeyId"),
        }))
    }
}
