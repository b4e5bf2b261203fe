//! Things that flows name and no centre declares.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, InstanceId};
use connect_resources::Named;
use flow_port::DirectoryPort;

use crate::{
    aws::Aws,
    connect::{ASSOCIATION_PAGE, LIST_PAGE, named},
};

/// The largest page of views and of task templates.
const PAGE: i32 = ASSOCIATION_PAGE * 4;

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
}
