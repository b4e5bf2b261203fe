//! Reports of what a principal, a group or a policy gives access to, and when that was last used.
//!
//! A service is in the report if permissions policies open it; boundaries and policies of resources
//! do not count. Of what a wildcard opens, the services that are known here are told.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State,
    access::Document,
    accessed::{Access, Accessed},
    authorize::Grounds,
    errors,
    held::Source,
    page::Paging,
};
use crate::{arn::Arn, context::Ctx, error::AwsError, model, services::cloudtrail, time::Time};

/// A report that was asked for.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// Who asked, and alone may fetch it.
    by: String,
    granularity: String,
    created: Time,
    done: Time,
    /// By namespace, as it is shown.
    services: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Generate {
    arn: String,
    granularity: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    job_id: String,
    #[serde(flatten)]
    page: Paging,
}

/// What a report is about: the policies, and who could use them.
#[derive(Default)]
struct Subject<'s> {
    policies: Vec<Source>,
    entities: Vec<(&'s str, &'s Accessed)>,
}

/// A namespace, the service as the simulator calls it, and its name.
type Service = (&'static str, &'static str, &'static str);

#[rustfmt::skip] // One line a service.
const SERVICES: &[Service] = &[
    ("athena", "athena", "Amazon Athena"),
    ("budgets", "budgets", "AWS Budget Service"),
    ("ce", "ce", "AWS Cost Explorer Service"),
    ("cloudtrail", "cloudtrail", "AWS CloudTrail"),
    ("connect", "connect", "Amazon Connect"),
    ("dynamodb", "dynamodb", "Amazon DynamoDB"),
    ("events", "events", "Amazon EventBridge"),
    ("firehose", "firehose", "Amazon Kinesis Firehose"),
    ("glue", "glue", "AWS Glue"),
    ("iam", "iam", "AWS Identity and Access Management (IAM)"),
    ("kinesis", "kinesis", "Amazon Kinesis Data Streams"),
    ("kms", "kms", "AWS Key Management Service"),
    ("lakeformation", "lakeformation", "AWS Lake Formation"),
    ("lambda", "lambda", "AWS Lambda"),
    ("lex", "lexv2-models", "Amazon Lex"),
    ("logs", "logs", "Amazon CloudWatch Logs"),
    ("ram", "ram", "AWS Resource Access Manager (RAM)"),
    ("s3", "s3", "Amazon S3"),
    ("scheduler", "scheduler", "Amazon EventBridge Scheduler"),
    ("secretsmanager", "secretsmanager", "AWS Secrets Manager"),
    ("servicequotas", "service-quotas", "Service Quotas"),
    ("sns", "sns", "Amazon SNS"),
    ("sqs", "sqs", "Amazon SQS"),
    ("sts", "sts", "AWS Security Token Service"),
    ("tag", "resourcegroupstaggingapi", "Amazon Resource Group Tagging API"),
];

/// Services whose actions are called otherwise than their operations: of those the actions that
/// were called are told.
const OTHERWISE: &[&str] = &["budgets", "s3"];

const SERVICE_LEVEL: &str = "SERVICE_LEVEL";
const ACTION_LEVEL: &str = "ACTION_LEVEL";
/// How long a report takes; AWS does not say.
const WORK: Duration = Duration::from_secs(5);

pub(super) fn generate(ctx: &mut Ctx<'_>, input: Generate) -> Result<Value, AwsError> {
    let id = ctx.ids.uuid();
    let nobody = State::default();
    let state = ctx.world.iam.get(ctx.account).unwrap_or(&nobody);
    let granularity = input.granularity.as_deref().unwrap_or(SERVICE_LEVEL);
    let subject = Subject::of(state, &input.arn)?;
    let report = Report {
        by: ctx.caller.principal().to_owned(),
        granularity: granularity.to_owned(),
        created: ctx.now,
        done: ctx.done_after(WORK),
        services: subject.services(ctx, granularity == ACTION_LEVEL),
    };
    let reports = &mut ctx.world.iam.at(ctx.account).reports;
    reports.insert(id.clone(), report);
    Ok(json!({ "JobId": id }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let reports = ctx.world.iam.get(ctx.account).map(|state| &state.reports);
    let report = reports.and_then(|reports| reports.get(&input.job_id));
    let report = report
        .filter(|report| report.by == ctx.caller.principal())
        .ok_or_else(|| errors::no_such("job", &input.job_id))?;
    let is_done = report.done <= ctx.now;
    let services = report.services.iter().filter(|_| is_done);
    let rows = services.map(|(key, row)| (key.clone(), row.clone()));
    let mut answer = input
        .page
        .page(ctx, "ServicesLastAccessed", rows.collect())?;
    answer["JobStatus"] = json!(if is_done { "COMPLETED" } else { "IN_PROGRESS" });
    answer["JobType"] = json!(report.granularity);
    answer["JobCreationDate"] = json!(report.created);
    answer["JobCompletionDate"] = json!(is_done.then_some(report.done));
    Ok(answer)
}

// === impl Subject ===

impl<'s> Subject<'s> {
    /// What the role, user, group or managed policy with this ARN gives, and to whom.
    fn of(state: &'s State, arn: &str) -> Result<Self, AwsError> {
        let parsed = Arn::parse(arn).filter(|arn| arn.service == "iam");
        let resource = parsed.map_or("", |arn| arn.resource);
        let found = match resource.split_once('/').map_or("", |(kind, _)| kind) {
            "role" => Self::of_role(state, arn),
            "user" => Self::of_user(state, arn),
            "group" => Self::of_group(state, arn),
            "policy" => Self::of_policy(state, arn),
            _ => return Err(errors::invalid_input(format!("Invalid ARN: {arn}"))),
        };
        found.ok_or_else(|| errors::no_entity(format!("ARN {arn} cannot be found.")))
    }

    fn of_role(state: &'s State, arn: &str) -> Option<Self> {
        let role = state.roles.values().find(|role| role.naming.arn == arn)?;
        Some(Self {
            policies: Grounds::of_role(state, arn).identity,
            entities: vec![(&role.naming.arn, &role.accessed)],
        })
    }

    fn of_user(state: &'s State, arn: &str) -> Option<Self> {
        let user = state.users.values().find(|user| user.naming.arn == arn)?;
        Some(Self {
            policies: Grounds::of_user(state, &user.naming.name).identity,
            entities: vec![(&user.naming.arn, &user.accessed)],
        })
    }

    fn of_group(state: &'s State, arn: &str) -> Option<Self> {
        let mut groups = state.groups.values();
        let group = groups.find(|group| group.naming.arn == arn)?;
        let members = group.members.iter();
        let members = members.filter_map(|name| state.users.get(name));
        Some(Self {
            policies: Grounds::held(&group.held, state, "group").identity,
            entities: members
                .map(|user| (user.naming.arn.as_str(), &user.accessed))
                .collect(),
        })
    }

    fn of_policy(state: &'s State, arn: &str) -> Option<Self> {
        let policy = state.policy(arn).ok()?;
        let document = Document::read(policy.text()).ok()?;
        let roles = state.roles.values();
        let roles = roles.filter(|role| role.held.attached.contains(arn));
        let roles = roles.map(|role| (role.naming.arn.as_str(), &role.accessed));
        let users = state.users.values().filter(|user| {
            let mut groups = state.groups_of(&user.naming.name);
            user.held.attached.contains(arn)
                || groups.any(|group| group.held.attached.contains(arn))
        });
        let users = users.map(|user| (user.naming.arn.as_str(), &user.accessed));
        Some(Self {
            policies: vec![Source::new(arn, "policy", document)],
            entities: roles.chain(users).collect(),
        })
    }

    /// The rows of the report.
    fn services(&self, ctx: &Ctx<'_>, granular: bool) -> BTreeMap<String, Value> {
        let documents = || self.policies.iter().map(|source| &source.document);
        let known = SERVICES.iter().map(|(namespace, ..)| *namespace);
        let named = documents().flat_map(Document::services);
        let all: BTreeSet<String> = known.chain(named).map(str::to_lowercase).collect();
        let open = all.into_iter().filter(|namespace| {
            documents().any(|document| document.opens_service(namespace))
                && !documents().any(|document| document.closes_service(namespace))
        });
        open.map(|namespace| {
            let row = self.row(ctx, &namespace, granular);
            (namespace, row)
        })
        .collect()
    }

    fn row(&self, ctx: &Ctx<'_>, namespace: &str, granular: bool) -> Value {
        let known = SERVICES.iter().find(|(known, ..)| *known == namespace);
        let attempts = self.entities.iter();
        let attempts = attempts.filter_map(|(arn, accessed)| {
            let access = accessed.service(ctx, namespace)?;
            Some((*arn, access))
        });
        let attempts: Vec<(&str, &Access)> = attempts.collect();
        let last = attempts.iter().max_by_key(|(_, access)| access.at);
        let actions = last
            .filter(|_| granular)
            .map(|_| self.actions(ctx, namespace, known))
            .filter(|actions| !actions.is_empty());
        json!({
            "ServiceName": known.map_or(namespace, |(.., name)| name),
            "ServiceNamespace": namespace,
            "LastAuthenticated": last.map(|(_, access)| access.at),
            "LastAuthenticatedEntity": last.map(|(arn, _)| arn),
            "LastAuthenticatedRegion": last.map(|(_, access)| &access.region),
            "TotalAuthenticatedEntities": attempts.len(),
            "TrackedActionsLastAccessed": actions,
        })
    }

    /// The tracked actions that the policies open, used or not.
    fn actions(&self, ctx: &Ctx<'_>, namespace: &str, known: Option<&Service>) -> Vec<Value> {
        let called = self.entities.iter();
        let called = called.flat_map(|(_, accessed)| accessed.actions(namespace));
        let published = known.filter(|(namespace, ..)| !OTHERWISE.contains(namespace));
        let published = published.into_iter().flat_map(|(_, service, _)| {
            let model = model::model(service).into_iter();
            let operations = model.flat_map(|model| &model.operations);
            let names = operations.map(|operation| operation.name);
            names.filter(|name| !cloudtrail::is_data(service, name))
        });
        let all: BTreeSet<&str> = called.chain(published).collect();
        let open = all.into_iter().filter(|action| {
            let action = format!("{namespace}:{action}");
            let mut documents = self.policies.iter().map(|source| &source.document);
            documents.clone().any(|document| document.opens(&action))
                && !documents.any(|document| document.closes(&action))
        });
        open.map(|action| self.action(ctx, namespace, action))
            .collect()
    }

    fn action(&self, ctx: &Ctx<'_>, namespace: &str, action: &str) -> Value {
        let attempts = self.entities.iter().filter_map(|(arn, accessed)| {
            let access = accessed.action(ctx, namespace, action)?;
            Some((arn, access))
        });
        let last = attempts.max_by_key(|(_, access)| access.at);
        json!({
            "ActionName": action,
            "LastAccessedEntity": last.map(|(arn, _)| arn),
            "LastAccessedTime": last.map(|(_, access)| access.at),
            "LastAccessedRegion": last.map(|(_, access)| &access.region),
        })
    }
}
