//! Objects of S3 in the Region of the target.

use aws_sdk_s3::primitives::ByteStream;
use connect_model::Fault;

use crate::{aws::Aws, call::Operation};

const PUT_OBJECT: Operation = Operation {
    service: "s3",
    name: "PutObject",
};

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
}
