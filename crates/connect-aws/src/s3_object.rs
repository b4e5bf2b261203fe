//! Objects of S3 in the Region of the target, and the bucket that they go to.

use aws_sdk_s3::{primitives::ByteStream, types};
use connect_model::Fault;

use crate::{aws::Aws, call::Operation};

const CREATE_BUCKET: Operation = operation("CreateBucket");
const PUT_OBJECT: Operation = operation("PutObject");

/// The one Region that S3 does not want to be told.
const UNTOLD: &str = "us-east-1";

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "s3",
        name,
    }
}

impl Aws {
    /// Puts an object, in the place of one that is there.
    pub(crate) async fn put_object(
        &self,
        bucket: &str,
        key: &str,
        content_type: &str,
        bytes: &[u8],
    ) -> Result<(), Fault> {
        let request = self.s3.put_object();
        let request = request
            .bucket(bucket)
            .key(key)
            .content_type(content_type)
            .body(ByteStream::from(bytes.to_vec()));
        self.caller.send(PUT_OBJECT, request.send()).await?;
        Ok(())
    }

    /// Makes a private bucket. One that the account has already is no fault.
    pub(crate) async fn create_bucket(&self, bucket: &str) -> Result<(), Fault> {
        let region = self.target.region.as_str();
        let place = types::CreateBucketConfiguration::builder()
            .location_constraint(region.into())
            .build();
        let request = self.s3.create_bucket().bucket(bucket);
        let request = request.set_create_bucket_configuration((region != UNTOLD).then_some(place));
        match self.caller.send(CREATE_BUCKET, request.send()).await {
            Err(fault) if fault.code != "BucketAlreadyOwnedByYou" => Err(fault),
            _ => Ok(()),
        }
    }
}
