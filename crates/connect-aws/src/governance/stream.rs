//! Streams, looked at.

use async_trait::async_trait;
use aws_sdk_firehose::types as firehose;
use aws_sdk_kinesis::types as kinesis;
use connect_governance::port::{StreamRecord, StreamSight};
use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation};

const DATA: Operation = Operation {
    service: "kinesis",
    name: "DescribeStreamSummary",
};
const DELIVERY: Operation = Operation {
    service: "firehose",
    name: "DescribeDeliveryStream",
};

#[async_trait]
impl StreamSight for Aws {
    async fn data(&self, arn: &str) -> Result<Option<StreamRecord>, Fault> {
        let request = self.kinesis.describe_stream_summary().stream_arn(arn);
        let answer = match self.caller.send(DATA, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => return Ok(None),
            answer => answer?,
        };
        Ok(answer.stream_description_summary.map(|told| StreamRecord {
            is_encrypted: told.encryption_type == Some(kinesis::EncryptionType::Kms),
            key: told.key_id,
            retention_hours: u32::try_from(told.retention_period_hours).ok(),
        }))
    }

    async fn delivery(&self, arn: &str) -> Result<Option<StreamRecord>, Fault> {
        // It is asked for by its name.
        let name = arn.rsplit('/').next().unwrap_or(arn);
        let request = self.firehose.describe_delivery_stream();
        let request = request.delivery_stream_name(name);
        let answer = match self.caller.send(DELIVERY, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => return Ok(None),
            answer => answer?,
        };
        let told = answer.delivery_stream_description;
        let set = told.and_then(|it| it.delivery_stream_encryption_configuration);
        let enabled = firehose::DeliveryStreamEncryptionStatus::Enabled;
        Ok(Some(StreamRecord {
            is_encrypted: set.as_ref().and_then(|it| it.status.as_ref()) == Some(&enabled),
            key: set.and_then(|it| it.key_arn),
            retention_hours: None,
        }))
    }
}
