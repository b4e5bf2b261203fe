//! Athena: work groups, queries over the data lake, named queries and prepared statements.
//!
//! A statement runs when it is started, and its state then passes from QUEUED over RUNNING to its
//! end as time does. What it may read is for Glue and Lake Formation to say (`access.rs`); what it
//! reads is made by [`crate::lake`]; SQL is run by `engine`, which is a feature of the crate. The files
//! of an `UNLOAD` are written when its query succeeds.
//!
//! That a result is empty, rather than refused, while its query has none is a choice for clients
//! that do not wait; `strict` refuses, as AWS does.

#[cfg_attr(
    not(feature = "athena"),
    allow(dead_code, reason = "only SQL reads tables")
)]
mod access;
mod answer;
mod catalog;
mod data_catalog;
mod ddl;
mod deliver;
#[cfg(feature = "athena")]
mod engine;
#[cfg(not(feature = "athena"))]
#[path = "no_engine.rs"]
#[allow(dead_code, reason = "it has the form of the engine, and reads nothing")]
mod engine;
mod errors;
mod execution;
mod metadata;
mod named_query;
mod prepared;
mod query;
mod results;
mod start;
mod statement;
mod tag;
mod work_group;

use std::collections::BTreeMap;

use serde::Serialize;

pub(crate) use self::work_group::PRIMARY;
use self::{
    data_catalog::DataCatalog, execution::Execution, named_query::NamedQuery, work_group::WorkGroup,
};
use super::Operations;
use crate::{
    context::Ctx,
    time::Time,
    world::{Settles, World},
};

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    work_groups: BTreeMap<String, WorkGroup>,
    /// Oldest first.
    executions: Vec<Execution>,
    /// Oldest first.
    named_queries: Vec<NamedQuery>,
    catalogs: BTreeMap<String, DataCatalog>,
    /// What was asked under a client's token, and the id that was answered.
    #[serde(skip)]
    tokens: BTreeMap<String, (String, String)>,
}

/// The catalog that every account has: that of Glue.
const CATALOG: &str = "awsdatacatalog";

pub(super) fn operations() -> Operations {
    Operations::default()
        // work groups
        .on("CreateWorkGroup", work_group::create)
        .on("GetWorkGroup", work_group::get)
        .on("ListWorkGroups", work_group::list)
        .on("UpdateWorkGroup", work_group::update)
        .on("DeleteWorkGroup", work_group::delete)
        .on("ListEngineVersions", work_group::engine_versions)
        // queries
        .on("StartQueryExecution", start::start)
        .on("StopQueryExecution", query::stop)
        .on("GetQueryExecution", query::get)
        .on("BatchGetQueryExecution", query::get_many)
        .on("ListQueryExecutions", query::list)
        .on("GetQueryRuntimeStatistics", query::statistics)
        .on("GetQueryResults", results::get)
        // named queries and prepared statements
        .on("CreateNamedQuery", named_query::create)
        .on("GetNamedQuery", named_query::get)
        .on("BatchGetNamedQuery", named_query::get_many)
        .on("ListNamedQueries", named_query::list)
        .on("UpdateNamedQuery", named_query::update)
        .on("DeleteNamedQuery", named_query::delete)
        .on("CreatePreparedStatement", prepared::create)
        .on("GetPreparedStatement", prepared::get)
        .on("BatchGetPreparedStatement", prepared::get_many)
        .on("ListPreparedStatements", prepared::list)
        .on("UpdatePreparedStatement", prepared::update)
        .on("DeletePreparedStatement", prepared::delete)
        // catalogs and what is in them
        .on("CreateDataCatalog", data_catalog::create)
        .on("GetDataCatalog", data_catalog::get)
        .on("ListDataCatalogs", data_catalog::list)
        .on("UpdateDataCatalog", data_catalog::update)
        .on("DeleteDataCatalog", data_catalog::delete)
        .on("GetDatabase", metadata::database)
        .on("ListDatabases", metadata::databases)
        .on("GetTableMetadata", metadata::table)
        .on("ListTableMetadata", metadata::tables)
        // tags
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsForResource", tag::list)
}

/// Lets queries come to their end by `now`: writes their results and forgets the old ones.
pub(crate) fn settle(world: &mut World, now: Time) {
    let mut due = Vec::new();
    world.athena.each(|state| {
        state.settle(now);
        due.extend(
            state
                .executions
                .iter_mut()
                .filter_map(|execution| execution.due(now)),
        );
    });
    for result in due {
        deliver::result(world, &result, now);
    }
}

impl Settles for State {
    /// Forgets what is older than the 45 days for which Athena keeps a history.
    fn settle(&mut self, now: Time) {
        self.executions
            .retain(|execution| now.since(execution.submitted) < execution::KEPT);
    }
}

impl State {
    /// The work group of a query, one that was started or one that has a name.
    pub(crate) fn group_of(&self, id: &str) -> Option<&str> {
        let started = self.executions.iter().find(|query| query.id == id);
        let named = || self.named_queries.iter().find(|query| query.id == id);
        started
            .map(|query| &query.work_group)
            .or_else(|| named().map(|query| &query.work_group))
            .map(String::as_str)
    }
}

/// The state of the caller's account and Region, with the work group that is always there.
fn state<'w>(ctx: &'w mut Ctx<'_>) -> &'w mut State {
    let now = ctx.now;
    let state = ctx.world.athena.at(ctx.account, ctx.region);
    state
        .work_groups
        .entry(PRIMARY.to_owned())
        .or_insert_with(|| WorkGroup::primary(now));
    state
}
