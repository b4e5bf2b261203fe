//! Objects of S3 in the Region of the target.

use std::time::Duration;

use aws_sdk_s3::primitives::ByteStream;
use connect_model::Fault;

use crate::{aws::Aws, call::Operation, fault};

const PUT_OBJECT: Operation = Operation {
    service: "s3",
    name: "PutObject",
};

/// The SDK waits for the head of an answer alone; a body that stands still is given up after this.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

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

    /// The body of an answer, unless it breaks off.
    pub(crate) async fn body(
        &self,
        operation: Operation,
        body: ByteStream,
    ) -> Result<Vec<u8>, Fault> {
        let late = self.caller.clock.sleep(BODY_TIMEOUT);
        let broken = |why: &str| fault::unreadable(operation, why);
        tokio::select! {
            body = body.collect() => match body {
                Ok(bytes) => Ok(bytes.to_vec()),
                Err(error) => Err(broken(&error.to_string())),
            },
            () = late => Err(broken("its body stood still")),
        }
    }
}

/// How many bytes the object has: behind the slash of `Content-Range`, or all that came where there is none.
pub(crate) fn whole(range: Option<&str>, length: Option<i64>) -> Option<u64> {
    match range {
        Some(range) => range.rsplit_once('/')?.1.parse().ok(),
        None => length?.try_into().ok(),
    }
}
