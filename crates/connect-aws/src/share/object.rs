//! Objects of S3: what queries and exports wrote, and their lists.

use analytics_share::port::{ObjectPort, Piece, Slice};
use async_trait::async_trait;
use connect_model::Fault;

use crate::{aws::Aws, call::Operation, fault, s3_object::whole};

const GET: Operation = operation("GetObject");
const LIST: Operation = operation("ListObjectsV2");
const PUT: Operation = operation("PutObject");

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
            bytes: self.body(GET, answer.body).await?,
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
