//! Where an instance keeps its data.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{AssociationId, Fault, FaultClass, InstanceId};
use connect_resources::storage::{Destination, Port};

use crate::{
    aws::Aws,
    connect::{count, described, duplicate, int, whole},
    token,
};

/// The largest page of the list.
const PAGE: i32 = 10;

#[async_trait]
impl Port for Aws {
    async fn list(
        &self,
        instance: &InstanceId,
        sort: &str,
    ) -> Result<Vec<(AssociationId, Destination)>, Fault> {
        let request = self.connect.list_instance_storage_configs();
        let request = request
            .instance_id(instance.as_str())
            .resource_type(sort.into())
            .max_results(PAGE);
        let listed = self.pages(
            "ListInstanceStorageConfigs",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.storage_configs, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(destination).collect())
    }

    async fn associate(
        &self,
        instance: &InstanceId,
        sort: &str,
        destination: &Destination,
        token: &str,
    ) -> Result<AssociationId, Fault> {
        let request = self.connect.associate_instance_storage_config();
        let request = request
            .instance_id(instance.as_str())
            .resource_type(sort.into())
            .storage_config(config(destination))
            .client_token(token);
        let answer = self
            .call("AssociateInstanceStorageConfig", request.send())
            .await
            .map_err(duplicate)?;
        described(
            "AssociateInstanceStorageConfig",
            answer.association_id.map(AssociationId::new),
        )
    }

    async fn update(
        &self,
        instance: &InstanceId,
        sort: &str,
        id: &AssociationId,
        destination: &Destination,
    ) -> Result<(), Fault> {
        let request = self.connect.update_instance_storage_config();
        let request = request
            .instance_id(instance.as_str())
            .association_id(id.as_str())
            .resource_type(sort.into())
            .storage_config(config(destination))
            .client_token(self.tokens.next());
        self.call("UpdateInstanceStorageConfig", request.send())
            .await?;
        Ok(())
    }

    async fn disassociate(
        &self,
        instance: &InstanceId,
        sort: &str,
        id: &AssociationId,
    ) -> Result<(), Fault> {
        let once = token::of_removal("DisassociateInstanceStorageConfig", id.as_str());
        let request = self.connect.disassociate_instance_storage_config();
        let request = request
            .instance_id(instance.as_str())
            .association_id(id.as_str())
            .resource_type(sort.into())
            .client_token(once);
        match self
            .call("DisassociateInstanceStorageConfig", request.send())
            .await
        {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

/// One of a kind that this program does not know cannot be declared either.
fn destination(listed: types::InstanceStorageConfig) -> Option<(AssociationId, Destination)> {
    let id = AssociationId::new(listed.association_id?);
    let destination = match listed.storage_type {
        types::StorageType::S3 => {
            let s3 = listed.s3_config?;
            Destination::S3 {
                bucket: s3.bucket_name,
                prefix: s3.bucket_prefix,
                kms_key: s3.encryption_config.map(|encryption| encryption.key_id),
            }
        }
        types::StorageType::KinesisVideoStream => {
            let video = listed.kinesis_video_stream_config?;
            Destination::VideoStream {
                prefix: video.prefix,
                retention_hours: count(video.retention_period_hours),
                kms_key: video.encryption_config?.key_id,
            }
        }
        types::StorageType::KinesisStream => {
            Destination::Stream(listed.kinesis_stream_config?.stream_arn)
        }
        types::StorageType::KinesisFirehose => {
            Destination::DeliveryStream(listed.kinesis_firehose_config?.firehose_arn)
        }
        _ => return None,
    };
    Some((id, destination))
}

fn config(destination: &Destination) -> types::InstanceStorageConfig {
    let config = types::InstanceStorageConfig::builder();
    whole(
        match destination {
            Destination::S3 {
                bucket,
                prefix,
                kms_key,
            } => {
                let s3 = types::S3Config::builder()
                    .bucket_name(bucket)
                    .bucket_prefix(prefix)
                    .set_encryption_config(kms_key.as_deref().map(encryption));
                config
                    .storage_type(types::StorageType::S3)
                    .s3_config(whole(s3.build()))
            }
            Destination::VideoStream {
                prefix,
                retention_hours,
                kms_key,
            } => {
                let video = types::KinesisVideoStreamConfig::builder()
                    .prefix(prefix)
                    .retention_period_hours(int(*retention_hours))
                    .encryption_config(encryption(kms_key));
                config
                    .storage_type(types::StorageType::KinesisVideoStream)
                    .kinesis_video_stream_config(whole(video.build()))
            }
            Destination::Stream(arn) => {
                let stream = types::KinesisStreamConfig::builder().stream_arn(arn);
                config
                    .storage_type(types::StorageType::KinesisStream)
                    .kinesis_stream_config(whole(stream.build()))
            }
            Destination::DeliveryStream(arn) => {
                let stream = types::KinesisFirehoseConfig::builder().firehose_arn(arn);
                config
                    .storage_type(types::StorageType::KinesisFirehose)
                    .kinesis_firehose_config(whole(stream.build()))
            }
        }
        .build(),
    )
}

/// AWS knows no other way than KMS.
fn encryption(key: &str) -> types::EncryptionConfig {
    let encryption = types::EncryptionConfig::builder()
        .encryption_type(types::EncryptionType::Kms)
        .key_id(key);
    whole(encryption.build())
}
