//! What policies would say, by the same rules as under `--iam enforce`.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    State,
    access::{Asked, Context, Document, Principal, Verdict},
    authorize::{Grounds, Refused, Resource},
    errors,
    held::Source,
    page::Paging,
};
use crate::{arn::Arn, context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Simulate {
    policy_source_arn: Option<String>,
    #[serde(default)]
    policy_input_list: Vec<String>,
    #[serde(default)]
    permissions_boundary_policy_input_list: Vec<String>,
    action_names: Vec<String>,
    #[serde(default)]
    resource_arns: Vec<String>,
    resource_policy: Option<String>,
    resource_owner: Option<String>,
    caller_arn: Option<String>,
    #[serde(default)]
    context_entries: Vec<Entry>,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
struct Entry {
    #[serde(rename = "ContextKeyName")]
    name: String,
    #[serde(default, rename = "ContextKeyValues")]
    values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Keys {
    policy_source_arn: Option<String>,
    #[serde(default)]
    policy_input_list: Vec<String>,
}

/// What the policies say about each action on each resource.
struct Simulation<'a> {
    grounds: Grounds,
    resource: Option<Document>,
    foreign: bool,
    principal: Principal<'a>,
    context: Context,
}

pub(super) fn of_principal(ctx: &mut Ctx<'_>, input: Simulate) -> Result<Value, AwsError> {
    let source = input.policy_source_arn.clone().unwrap_or_default();
    let grounds = grounds(ctx.world.iam.at(ctx.account), &source)?;
    simulate(ctx, input, grounds, &source)
}

pub(super) fn of_texts(ctx: &mut Ctx<'_>, input: Simulate) -> Result<Value, AwsError> {
    let caller = input.caller_arn.clone();
    let caller = caller.unwrap_or_else(|| ctx.caller.arn.clone());
    simulate(ctx, input, Grounds::default(), &caller)
}

pub(super) fn keys_of_principal(ctx: &mut Ctx<'_>, input: Keys) -> Result<Value, AwsError> {
    let source = input.policy_source_arn.as_deref().unwrap_or_default();
    let grounds = grounds(ctx.world.iam.at(ctx.account), source)?;
    let held = grounds.identity.into_iter().map(|source| source.document);
    Ok(keys(held.chain(read(&input.policy_input_list)?)))
}

pub(super) fn keys_of_texts(_: &mut Ctx<'_>, input: Keys) -> Result<Value, AwsError> {
    Ok(keys(read(&input.policy_input_list)?.into_iter()))
}

fn keys(documents: impl Iterator<Item = Document>) -> Value {
    let documents: Vec<_> = documents.collect();
    let keys: BTreeSet<_> = documents.iter().flat_map(Document::keys).collect();
    json!({ "ContextKeyNames": keys })
}

fn simulate(
    ctx: &Ctx<'_>,
    input: Simulate,
    mut grounds: Grounds,
    principal: &str,
) -> Result<Value, AwsError> {
    let texts = read(&input.policy_input_list)?;
    let named = texts.into_iter().zip(1..).map(|(document, number)| {
        Source::new(&format!("PolicyInputList.{number}"), "none", document)
    });
    grounds.identity.extend(named);
    if let Some(boundary) = read(&input.permissions_boundary_policy_input_list)?.pop() {
        grounds.boundary = Some(vec![boundary]);
    }
    let principal = input.caller_arn.as_deref().unwrap_or(principal);
    let account = Arn::parse(principal).map_or("", |arn| arn.account);
    let owner = input.resource_owner.as_deref();
    let owner = owner.map(|owner| Arn::parse(owner).map_or(owner, |arn| arn.account));
    let resource = input.resource_policy.as_ref();
    let simulation = Simulation {
        resource: resource
            .map(|text| Document::read(text).map_err(errors::invalid_input))
            .transpose()?,
        foreign: owner.is_some_and(|owner| owner != account),
        principal: Principal::Aws {
            account,
            arn: principal,
            role: None,
        },
        context: context(principal, &input.context_entries),
        grounds,
    };
    let everything = ["*".to_owned()];
    let resources = match input.resource_arns.as_slice() {
        [] => &everything[..],
        arns => arns,
    };
    let mut rows = Vec::new();
    for action in &input.action_names {
        for resource in resources {
            rows.push((
                format!("{:06}", rows.len()),
                simulation.row(action, resource),
            ));
        }
    }
    input.page.page(ctx, "EvaluationResults", rows)
}

/// What is known about the caller, and what the request says.
fn context(principal: &str, entries: &[Entry]) -> Context {
    let mut context = Context::default().with("aws:PrincipalArn", principal);
    if let Some((_, user)) = principal.split_once(":user/") {
        let name = user.rsplit('/').next().unwrap_or(user);
        context = context.with("aws:username", name);
    }
    for entry in entries {
        context.put(&entry.name, entry.values.clone());
    }
    context
}

/// The policies of the user, group or role with this ARN.
fn grounds(state: &State, arn: &str) -> Result<Grounds, AwsError> {
    let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
    let (kind, path) = resource.split_once('/').unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    match kind {
        "role" => {
            state.role(name)?;
            Ok(Grounds::of_role(state, arn))
        }
        "user" => {
            state.user(name)?;
            Ok(Grounds::of_user(state, name))
        }
        "group" => {
            let held = &state.group(name)?.held;
            Ok(Grounds::held(held, state, "group"))
        }
        _ => Err(errors::invalid_input(format!("Invalid Entity Arn: {arn}"))),
    }
}

fn read(texts: &[String]) -> Result<Vec<Document>, AwsError> {
    let documents = texts.iter().map(|text| Document::read(text));
    documents
        .collect::<Result<_, _>>()
        .map_err(errors::invalid_input)
}

// === impl Simulation ===

impl Simulation<'_> {
    fn row(&self, action: &str, resource: &str) -> Value {
        let asked = Asked {
            principal: self.principal,
            action,
            resource,
            context: &self.context,
        };
        let says = self
            .resource
            .as_ref()
            .map(|document| document.verdict(asked));
        let of_resource = Resource {
            says,
            invites: self
                .resource
                .as_ref()
                .is_some_and(|document| document.invites(asked)),
            must: self.foreign,
            foreign: self.foreign,
        };
        let decision = match self.grounds.decide(asked, of_resource) {
            Ok(()) => "allowed",
            Err(Refused::Denied(_)) => "explicitDeny",
            Err(Refused::NotAllowed(_)) => "implicitDeny",
        };
        json!({
            "EvalActionName": action,
            "EvalResourceName": resource,
            "EvalDecision": decision,
            "MatchedStatements": self.matched(asked),
            "MissingContextValues": self.missing(),
            "PermissionsBoundaryDecisionDetail": self.boundary(asked),
        })
    }

    /// The policies of the identity that say something.
    fn matched(&self, asked: Asked<'_>) -> Vec<Value> {
        let policies = self.grounds.identity.iter();
        policies
            .filter(|source| source.document.verdict(asked) != Verdict::Silent)
            .map(|source| json!({ "SourcePolicyId": source.name, "SourcePolicyType": source.kind }))
            .collect()
    }

    fn boundary(&self, asked: Asked<'_>) -> Option<Value> {
        let boundary = self.grounds.boundary.as_ref()?.first();
        let verdict = boundary.map(|document| document.verdict(asked));
        Some(json!({ "AllowedByPermissionsBoundary": verdict == Some(Verdict::Allowed) }))
    }

    /// Keys that policies ask for and nobody has given.
    fn missing(&self) -> BTreeSet<&str> {
        let held = self.grounds.identity.iter().map(|source| &source.document);
        let documents = held.chain(&self.resource);
        documents
            .flat_map(Document::keys)
            .filter(|key| self.context.get(key).is_none())
            .collect()
    }
}
