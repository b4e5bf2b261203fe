//! Flows, modules, prompts and views.

use super::super::{data_table, flow, flow_link, flow_module, prompt, view};
use crate::services::Operations;

pub(super) fn flows(all: Operations) -> Operations {
    all
        // contact flow
        .on("CreateContactFlow", flow::create)
        .on("DescribeContactFlow", flow::describe)
        .on("ListContactFlows", flow::list)
        .on("SearchContactFlows", flow::search::search)
        .on("UpdateContactFlowContent", flow::update::content)
        .on("UpdateContactFlowMetadata", flow::update::metadata)
        .on("UpdateContactFlowName", flow::update::name)
        .on("DeleteContactFlow", flow::delete)
        // contact flow module
        .once("CreateContactFlowModule", flow_module::create)
        .on("DescribeContactFlowModule", flow_module::describe)
        .on("ListContactFlowModules", flow_module::list)
        .on("SearchContactFlowModules", flow_module::search)
        .on(
            "UpdateContactFlowModuleContent",
            flow_module::update::content,
        )
        .on(
            "UpdateContactFlowModuleMetadata",
            flow_module::update::metadata,
        )
        .on("DeleteContactFlowModule", flow_module::delete)
        // contact flow module version
        .on(
            "CreateContactFlowModuleVersion",
            flow_module::version::create,
        )
        .on("ListContactFlowModuleVersions", flow_module::version::list)
        .on(
            "DeleteContactFlowModuleVersion",
            flow_module::version::delete,
        )
        // contact flow module alias
        .on("CreateContactFlowModuleAlias", flow_module::alias::create)
        .on(
            "DescribeContactFlowModuleAlias",
            flow_module::alias::describe,
        )
        .on("ListContactFlowModuleAliases", flow_module::alias::list)
        .on("UpdateContactFlowModuleAlias", flow_module::alias::update)
        .on("DeleteContactFlowModuleAlias", flow_module::alias::delete)
        // contact flow version
        .on("CreateContactFlowVersion", flow::version::create)
        .on("ListContactFlowVersions", flow::version::list)
        .on("DeleteContactFlowVersion", flow::version::delete)
        // contact flow alias
        .on("CreateContactFlowAlias", flow::alias::create)
        .on("DescribeContactFlowAlias", flow::alias::describe)
        .on("ListContactFlowAliases", flow::alias::list)
        .on("UpdateContactFlowAlias", flow::alias::update)
        .on("DeleteContactFlowAlias", flow::alias::delete)
}

pub(super) fn content(all: Operations) -> Operations {
    all
        // prompt
        .on("CreatePrompt", prompt::create)
        .on("DescribePrompt", prompt::describe)
        .on("GetPromptFile", prompt::file)
        .on("ListPrompts", prompt::list)
        .on("SearchPrompts", prompt::search)
        .on("UpdatePrompt", prompt::update)
        .on("DeletePrompt", prompt::delete)
        // view
        .once("CreateView", view::create)
        .on("DescribeView", view::describe)
        .on("ListViews", view::list)
        .on("SearchViews", view::search)
        .on("UpdateViewContent", view::update_content)
        .on("UpdateViewMetadata", view::update_metadata)
        .on("DeleteView", view::delete)
        .on("CreateViewVersion", view::version::create)
        .on("ListViewVersions", view::version::list)
        .on("DeleteViewVersion", view::version::delete)
        // data table
        .on("CreateDataTable", data_table::create)
        .on("DescribeDataTable", data_table::describe)
        .on("ListDataTables", data_table::list)
        .on("SearchDataTables", data_table::search)
        .on("UpdateDataTableMetadata", data_table::update_metadata)
        .on("DeleteDataTable", data_table::delete)
        // data table attribute
        .on("CreateDataTableAttribute", data_table::attribute::create)
        .on(
            "DescribeDataTableAttribute",
            data_table::attribute::describe,
        )
        .on("ListDataTableAttributes", data_table::attribute::list)
        .on("UpdateDataTableAttribute", data_table::attribute::update)
        .on("DeleteDataTableAttribute", data_table::attribute::delete)
        // flow association
        .on("AssociateFlow", flow_link::associate)
        .on("DisassociateFlow", flow_link::disassociate)
        .on("GetFlowAssociation", flow_link::get)
        .on("ListFlowAssociations", flow_link::list)
        .on("BatchGetFlowAssociation", flow_link::batch)
}
