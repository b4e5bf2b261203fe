//! Objects of S3: what queries and exports wrote, and their lists.

use std::time::Duration;

use analytics_share::port::{ObjectPort, Piece, Slice};
use async_trait::async_trait;
use aws_sdk_s3::primitives::ByteStream;
use connect_model::Fault;

use crate::{aws::Aws, call::Operation, fault};

const GET: Operation = operation("GetObject");
const LIST: Operation = operation("ListObjectsV2");
const PUT: Operation = operation("PutObject");

/// The SDK waits for the head of an answer alone; a body that stands still is given up after this.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "s3",
        name,
    }
}

#[async_trait]
impl ObjectPort for Aws {
    async fn put_object(&self, bucket: &str, key: &str, content: Vec<u8>) -> Result<(), Fault> {
        let request = self.s3.put_object();
        let request = request
            .bucket(bucket)
            .key(key)
            .content_type("application/json")
            .body(content.into());
        self.caller.send(PUT, request.send()).await?;
        Ok(())
    }

    async fn piece(&self, of: &Slice<'_>) -> Result<Piece, Fault> {
        let last = of.from + of.length.max(1) - 1;
        let request = self.s3.get_object();
        let request = request
            .bucket(of.bucket)
            .key(of.key)
            .range(format!("bytes={}-{last}", of.from))
            .set_if_match(of.version.map(ToOwned::to_owned));
        let answer = self.caller.send(GET, request.send()).await?;
        let whole = whole(answer.content_range.as_deref(), answer.content_length);
        let whole =
            whole.ok_or_else(|| fault::unreadable(GET, "it lacks the size of the object"))?;
        Ok(Piece {
            version: answer.e_tag,
            bytes: self.body(answer.body).await?,
            whole,
        })
    }

    async fn objects(&self, bucket: &str, prefix: &str) -> Result<Vec<(String, u64)>, Fault> {
        let request = self.s3.list_objects_v2().bucket(bucket).prefix(prefix);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_continuation_token(token).send(),
            |page| (page.contents, page.next_continuation_token),
        );
        let object = |object: aws_sdk_s3::types::Object| {
            let bytes = object.size.and_then(|it| it.try_into().ok());
            Some((object.key?, bytes.unwrap_or_default()))
        };
        Ok(listed.await?.into_iter().filter_map(object).collect())
    }
}

// === impl Aws ===

impl Aws {
    /// The body of an answer, unless it breaks off.
    async fn body(&self, body: ByteStream) -> Result<Vec<u8>, Fault> {
        let late = self.caller.clock.sleep(BODY_TIMEOUT);
        let broken = |why: &str| fault::unreadable(GET, why);
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
fn whole(range: Option<&str>, length: Option<i64>) -> Option<u64> {
    match range {
        Some(range) => range.rsplit_once('/')?.1.parse().ok(),
        None => length?.try_into().ok(),
    }
}
