//! Prompts.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, InstanceId, PromptId, Tags};
use connect_resources::{
    Known, Named,
    prompt::{Port, PromptChange, PromptDraft, PromptRecord},
};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, SEARCH_PAGE, described, made, millis, named, tag_map, tags},
};

const DESCRIBE: &str = "DescribePrompt";

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_prompts();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListPrompts",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.prompt_summary_list, page.next_token),
        );
        let entry = |entry: types::PromptSummary| {
            named(entry.name, entry.id, entry.arn, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<PromptRecord>, Fault> {
        let request = self.connect.search_prompts();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchPrompts",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.prompts, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(&self, instance: &InstanceId, id: &PromptId) -> Result<PromptRecord, Fault> {
        let request = self.connect.describe_prompt();
        let request = request
            .instance_id(instance.as_str())
            .prompt_id(id.as_str());
        let answer = self.call(DESCRIBE, request.send()).await?;
        described(DESCRIBE, answer.prompt.and_then(record))
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &PromptDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let request = self.connect.create_prompt();
        let request = request
            .instance_id(instance.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .s3_uri(&draft.uri)
            .set_tags(tag_map(tags));
        let answer = self.call("CreatePrompt", request.send()).await?;
        made("CreatePrompt", answer.prompt_id, answer.prompt_arn)
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &PromptId,
        change: &PromptChange,
    ) -> Result<(), Fault> {
        let request = self.connect.update_prompt();
        let request = request
            .instance_id(instance.as_str())
            .prompt_id(id.as_str());
        let request = match change {
            PromptChange::Settings { name, description } => {
                request.name(name).set_description(description.clone())
            }
            PromptChange::Audio(uri) => request.s3_uri(uri),
        };
        self.call("UpdatePrompt", request.send()).await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &PromptId) -> Result<(), Fault> {
        let request = self.connect.delete_prompt();
        let request = request
            .instance_id(instance.as_str())
            .prompt_id(id.as_str());
        self.call("DeletePrompt", request.send()).await?;
        Ok(())
    }
}

fn record(prompt: types::Prompt) -> Option<PromptRecord> {
    Some(PromptRecord {
        id: PromptId::new(prompt.prompt_id?),
        name: prompt.name?,
        description: prompt.description,
        tags: tags(prompt.tags),
        modified_ms: millis(prompt.last_modified_time),
    })
}
