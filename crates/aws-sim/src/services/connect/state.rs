//! What Connect keeps in one account and Region: instances, and everything inside them.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

use super::{
    agent_status::AgentStatus,
    analytics::share::DataShare,
    authentication_profile::AuthenticationProfile,
    data_table::DataTable,
    email_address::EmailAddress,
    errors,
    evaluation_form::EvaluationForm,
    flow::Flow,
    flow_link::FlowLink,
    flow_module::FlowModule,
    hierarchy::{group::Group, structure::Level},
    hours::Hours,
    integration::Integration,
    phone_number::{self, PhoneNumber},
    predefined_attribute::PredefinedAttribute,
    prompt::Prompt,
    queue::Queue,
    quick_connect::QuickConnect,
    replica::Replication,
    routing_profile::RoutingProfile,
    rule::Rule,
    security_key::SecurityKey,
    security_profile::SecurityProfile,
    storage_config::Storages,
    task_template::TaskTemplate,
    test_case::TestCase,
    traffic,
    use_case::UseCase,
    user::User,
    view::View,
    vocabulary::{self, Vocabulary},
};
use crate::{
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Settles, Settling, Tags, Thing, Things},
};

/// Connect in one account and Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// By id.
    pub(super) instances: BTreeMap<String, Instance>,
    pub(super) phone_numbers: Things<PhoneNumber>,
    /// Numbers that nobody can claim, and until when.
    pub(super) cooling: BTreeMap<String, Time>,
    /// When phone numbers were claimed and released, as long as that counts.
    pub(super) phone_churn: Vec<Time>,
    /// When instances were created and deleted.
    pub(super) churn: Vec<Time>,
    /// Traffic distribution groups that are at home here.
    pub(super) groups: Things<traffic::Group>,
    /// Oldest first. They outlive their instances.
    pub(crate) data_shares: Vec<DataShare>,
}

/// One instance and what is in it: a table for each kind of thing.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Instance {
    pub(super) id: String,
    pub(super) arn: String,
    pub(super) alias: Option<String>,
    pub(super) directory_id: Option<String>,
    /// `SAML`, `CONNECT_MANAGED` or `EXISTING_DIRECTORY`.
    pub(super) identity: String,
    pub(super) service_role: String,
    pub(super) tags: Tags,
    pub(super) created: Time,
    pub(super) creation: Settling,
    /// When a deletion that was asked for takes effect. Until then nothing shows it.
    pub(super) gone_at: Option<Time>,
    /// Whether its numbers stay when it goes.
    #[serde(skip)]
    pub(super) leaves_numbers: bool,
    /// What it knows of its twin in another Region.
    pub(super) replication: Option<Replication>,
    /// Whether its twin does not have the last change yet.
    #[serde(skip)]
    pub(super) touched: bool,
    /// By attribute type: `true` or `false`.
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) hours: Things<Hours>,
    pub(super) queues: Things<Queue>,
    pub(super) quick_connects: Things<QuickConnect>,
    pub(super) routing_profiles: Things<RoutingProfile>,
    pub(super) security_profiles: Things<SecurityProfile>,
    pub(super) users: Things<User>,
    /// From the top.
    pub(super) hierarchy: Vec<Level>,
    pub(super) hierarchy_groups: Things<Group>,
    pub(super) agent_statuses: Things<AgentStatus>,
    pub(super) predefined_attributes: Things<PredefinedAttribute>,
    /// ARNs, with the moment of the association.
    pub(super) lambda_functions: BTreeMap<String, Time>,
    /// ARNs of aliases or names and Regions, with the moment of the association.
    pub(super) bots: BTreeMap<String, Time>,
    pub(super) flows: Things<Flow>,
    pub(super) flow_modules: Things<FlowModule>,
    pub(super) flow_links: Vec<FlowLink>,
    pub(super) prompts: Things<Prompt>,
    pub(super) views: Things<View>,
    pub(super) storages: Storages,
    pub(super) integrations: Things<Integration>,
    /// Origins, with the moment of the association.
    pub(super) approved_origins: BTreeMap<String, Time>,
    pub(super) security_keys: Vec<SecurityKey>,
    pub(super) data_tables: Things<DataTable>,
    pub(super) email_addresses: Things<EmailAddress>,
    pub(super) task_templates: Things<TaskTemplate>,
    pub(super) rules: Things<Rule>,
    pub(super) test_cases: Things<TestCase>,
    pub(super) use_cases: Things<UseCase>,
    pub(super) vocabularies: Things<Vocabulary>,
    /// Ids, by language.
    pub(super) default_vocabularies: BTreeMap<String, String>,
    pub(super) evaluation_forms: Things<EvaluationForm>,
    pub(super) authentication_profiles: Things<AuthenticationProfile>,
    /// Ids of security profiles, by the ARN of the AI agent that has them.
    pub(super) agent_profiles: BTreeMap<String, Vec<String>>,
}

/// How long creations and deletions of instances are counted.
pub(super) const CHURN_WINDOW: Duration = Duration::from_hours(30 * 24);

/// The instance with this id or ARN, in any state.
pub(super) fn any<'w>(ctx: &'w Ctx<'_>, id: &str) -> Result<&'w Instance, AwsError> {
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    state
        .and_then(|state| state.instances.get(plain(id)))
        .ok_or_else(|| errors::not_found("Instance", id))
}

/// The instance with this id or ARN, once it is active. What is in it is for its handler to see.
pub(super) fn open<'w>(ctx: &'w Ctx<'_>, id: &str) -> Result<&'w Instance, AwsError> {
    let instance = any(ctx, id)?;
    if instance.creation.is_done(ctx.now) {
        Ok(instance)
    } else {
        Err(errors::invalid_request(&format!(
            "Instance {} is not active.",
            instance.id
        )))
    }
}

/// The same, to be changed.
pub(super) fn open_mut<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Instance, AwsError> {
    open(ctx, id)?;
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    let instance = state.instances.get_mut(plain(id));
    let instance = instance.ok_or_else(|| errors::not_found("Instance", id))?;
    instance.touched = true;
    Ok(instance)
}

/// A new thing in an instance. `path` is what its ARN has after the instance, as `queue`.
pub(super) fn new_thing<T>(
    ctx: &mut Ctx<'_>,
    instance_id: &str,
    path: &str,
    name: String,
    tags: Tags,
    body: T,
) -> Result<Thing<T>, AwsError> {
    let instance_arn = &open(ctx, instance_id)?.arn;
    let arn = format!("{instance_arn}/{path}");
    let id = ctx.ids.uuid();
    let (created, modified) = (ctx.now, ctx.now);
    Ok(Thing {
        arn: format!("{arn}/{id}"),
        id,
        name,
        tags,
        created,
        modified,
        built_in: false,
        body,
    })
}

fn plain(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

// === impl State ===

impl Settles for State {
    /// Takes away the instances whose deletion has taken effect, with all that is in them.
    fn settle(&mut self, now: Time) {
        phone_number::settle(self, now);
        traffic::settle(self, now);
        for instance in self.instances.values_mut() {
            vocabulary::settle(instance, now);
        }
        self.instances
            .retain(|_, instance| instance.gone_at.is_none_or(|at| at > now));
    }
}
