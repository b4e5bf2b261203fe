//! Who may call a function: its policy, statement by statement.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{LATEST, Named, errors, function};
use crate::{context::Ctx, error::AwsError, place::Account};

#[derive(Debug, Default, Serialize)]
pub(super) struct Policy {
    statements: BTreeMap<String, Value>,
    revision: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    function_name: String,
    qualifier: Option<String>,
    statement_id: String,
    action: String,
    principal: String,
    source_arn: Option<String>,
    source_account: Option<String>,
    event_source_token: Option<String>,
    #[serde(rename = "PrincipalOrgID")]
    organisation: Option<String>,
    function_url_auth_type: Option<String>,
    revision_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    function_name: String,
    qualifier: Option<String>,
    statement_id: Option<String>,
    revision_id: Option<String>,
}

pub(super) fn add(ctx: &mut Ctx<'_>, input: Add) -> Result<Value, AwsError> {
    let revision = ctx.ids.uuid();
    let named = Named::read(&input.function_name, input.qualifier.as_deref());
    let function = function(ctx, &named)?;
    if named.qualifier.as_deref() == Some(LATEST) {
        return Err(errors::invalid(
            "We currently do not support adding policies for $LATEST.",
        ));
    }
    function.version(named.qualifier.as_deref())?;
    let resource = function.qualified(named.qualifier.as_deref());
    let policy = function
        .policies
        .entry(named.qualifier.unwrap_or_default())
        .or_default();
    let statement = input.statement(&resource);
    let given = input.revision_id.as_deref();
    let text = policy.add(input.statement_id, statement, given, revision)?;
    Ok(json!({ "Statement": text }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let named = Named::read(&input.function_name, input.qualifier.as_deref());
    let policies = &function(ctx, &named)?.policies;
    let policy = policies.get(named.qualifier.as_deref().unwrap_or_default());
    policy.ok_or_else(none)?.shown()
}

pub(super) fn remove(ctx: &mut Ctx<'_>, input: Of) -> Result<(), AwsError> {
    let revision = ctx.ids.uuid();
    let named = Named::read(&input.function_name, input.qualifier.as_deref());
    let policies = &mut function(ctx, &named)?.policies;
    let policy = policies.get_mut(named.qualifier.as_deref().unwrap_or_default());
    let id = input.statement_id.unwrap_or_default();
    let given = input.revision_id.as_deref();
    policy.ok_or_else(none)?.remove(&id, given, revision)
}

fn none() -> AwsError {
    errors::not_found("The resource you requested does not exist.")
}

// === impl Policy ===

impl Policy {
    /// Adds a statement and gives its text. It makes a new `revision` of the policy, if the caller
    /// knows the one that there is or names none.
    pub(super) fn add(
        &mut self,
        id: String,
        statement: Value,
        known: Option<&str>,
        revision: String,
    ) -> Result<String, AwsError> {
        self.accepts(known)?;
        if self.statements.contains_key(&id) {
            return Err(errors::conflict(format!(
                "The statement id ({id}) provided already exists. Please provide a new statement \
                 id, or remove the existing statement."
            )));
        }
        let text = statement.to_string();
        self.statements.insert(id, statement);
        self.revision = revision;
        Ok(text)
    }

    /// The whole policy; a policy without statements is none.
    pub(super) fn shown(&self) -> Result<Value, AwsError> {
        let document = self.document().ok_or_else(none)?;
        Ok(json!({ "Policy": document, "RevisionId": self.revision }))
    }

    /// The statements as one document, if there are any.
    pub(super) fn document(&self) -> Option<String> {
        let statements: Vec<&Value> = self.statements.values().collect();
        let document = json!({ "Version": "2012-10-17", "Id": "default", "Statement": statements });
        (!statements.is_empty()).then(|| document.to_string())
    }

    pub(super) fn remove(
        &mut self,
        id: &str,
        known: Option<&str>,
        revision: String,
    ) -> Result<(), AwsError> {
        self.accepts(known)?;
        let gone = self.statements.remove(id);
        gone.ok_or_else(|| {
            errors::not_found(&format!("Statement {id} is not found in resource policy."))
        })?;
        self.revision = revision;
        Ok(())
    }

    pub(super) fn revision(&self) -> &str {
        &self.revision
    }

    fn accepts(&self, revision: Option<&str>) -> Result<(), AwsError> {
        match revision {
            Some(revision) if revision != self.revision => Err(errors::other_revision()),
            _ => Ok(()),
        }
    }
}

// === impl Add ===

impl Add {
    fn statement(&self, resource: &str) -> Value {
        let mut equals = Map::new();
        let mut equal = |key: &str, value: &Option<String>| {
            if let Some(value) = value {
                equals.insert(key.to_owned(), json!(value));
            }
        };
        equal("AWS:SourceAccount", &self.source_account);
        equal("lambda:EventSourceToken", &self.event_source_token);
        equal("aws:PrincipalOrgID", &self.organisation);
        equal("lambda:FunctionUrlAuthType", &self.function_url_auth_type);
        let mut condition = Map::new();
        if !equals.is_empty() {
            condition.insert("StringEquals".to_owned(), Value::Object(equals));
        }
        if let Some(arn) = &self.source_arn {
            condition.insert("ArnLike".to_owned(), json!({ "AWS:SourceArn": arn }));
        }
        let mut statement = json!({
            "Sid": self.statement_id,
            "Effect": "Allow",
            "Principal": principal(&self.principal),
            "Action": self.action,
            "Resource": resource,
        });
        if !condition.is_empty() {
            statement["Condition"] = Value::Object(condition);
        }
        statement
    }
}

pub(super) fn principal(given: &str) -> Value {
    if given == "*" {
        json!("*")
    } else if Account::new(given).is_some() {
        json!({ "AWS": format!("arn:aws:iam::{given}:root") })
    } else if given.starts_with("arn:") {
        json!({ "AWS": given })
    } else {
        json!({ "Service": given })
    }
}
