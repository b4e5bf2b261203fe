//! Tags of anything in Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, Tags};
use connect_resources::TagPort;

use crate::{aws::Aws, connect::tag_map};

#[async_trait]
impl TagPort for Aws {
    async fn tag(&self, arn: &str, tags: &Tags) -> Result<(), Fault> {
        let request = self.connect.tag_resource();
        let request = request.resource_arn(arn).set_tags(tag_map(tags));
        self.call("TagResource", request.send()).await?;
        Ok(())
    }

    async fn untag(&self, arn: &str, keys: &[String]) -> Result<(), Fault> {
        let request = self.connect.untag_resource();
        let request = request.resource_arn(arn).set_tag_keys(Some(keys.to_vec()));
        self.call("UntagResource", request.send()).await?;
        Ok(())
    }
}
