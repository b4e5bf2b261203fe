//! Things that flows name and no centre declares.

use async_trait::async_trait;
use aws_sdk_connect::types;
use aws_sdk_lexmodelsv2 as lex;
use connect_model::{Fault, InstanceId};
use connect_resources::{Known, Named};
use flow_port::DirectoryPort;

use crate::{
    aws::Aws,
    call::Operation,
    connect::{ASSOCIATION_PAGE, LIST_PAGE, named},
    lex_alias,
};

/// The largest page of views and of task templates.
const PAGE: i32 = ASSOCIATION_PAGE * 4;

const LIST_BOTS: Operation = Operation {
    service: "lex",
    name: "ListBots",
};
const LIST_ALIASES: Operation = Operation {
    service: "lex",
    name: "ListBotAliases",
};

#[async_trait]
impl DirectoryPort for Aws {
    async fn views(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_views();
        let request = request.instance_id(instance.as_str()).max_results(PAGE);
        let listed = self.pages(
            "ListViews",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.views_summary_list, page.next_token),
        );
        let entry = |view: types::ViewSummary| named(view.name, view.id, view.arn, None);
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn task_templates(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_task_templates();
        let request = request.instance_id(instance.as_str()).max_results(PAGE);
        let listed = self.pages(
            "ListTaskTemplates",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.task_templates, page.next_token),
        );
        let entry = |template: types::TaskTemplateMetadata| {
            named(template.name, template.id, template.arn, None)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn data_tables(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_data_tables();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListDataTables",
            |token| request.clone().set_next_token(token).send(),
            |page| (Some(page.data_table_summary_list), page.next_token),
        );
        let entry = |table: types::DataTableSummary| named(table.name, table.id, table.arn, None);
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn bots(&self) -> Result<Vec<Named>, Fault> {
        let request = self.lex.list_bots().max_results(lex_alias::PAGE);
        let listed = self.caller.pages(
            LIST_BOTS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.bot_summaries, page.next_token),
        );
        let entry = |bot: lex::types::BotSummary| Some(bare(bot.bot_name?, &bot.bot_id?));
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn bot_aliases(&self, bot: &str) -> Result<Vec<Named>, Fault> {
        let request = self.lex.list_bot_aliases().bot_id(bot);
        let request = request.max_results(lex_alias::PAGE);
        let listed = self.caller.pages(
            LIST_ALIASES,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.bot_alias_summaries, page.next_token),
        );
        let entry = |alias: lex::types::BotAliasSummary| {
            Some(bare(alias.bot_alias_name?, &alias.bot_alias_id?))
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }
}

/// What a list tells without an ARN.
fn bare(name: String, id: &str) -> Named {
    Named {
        name,
        known: Known::new(id, id),
        modified_ms: None,
    }
}
