//! Who else may send events to a bus: a policy, given whole or statement by statement.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{bus, errors};
use crate::{
    context::Ctx,
    error::AwsError,
    place::Account,
    services::iam::{Document, Purpose},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    event_bus_name: Option<String>,
    action: Option<String>,
    principal: Option<String>,
    statement_id: Option<String>,
    condition: Option<Condition>,
    policy: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Condition {
    r#type: String,
    key: String,
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    event_bus_name: Option<String>,
    statement_id: Option<String>,
    #[serde(default)]
    remove_all_permissions: bool,
}

/// A whole policy takes the place of what was there. A statement takes that of its id.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let name = bus::named(ctx, input.event_bus_name.as_deref())?;
    let arn = ctx.arn("events", &format!("event-bus/{name}"));
    let permissions = &mut ctx.world.events.at(ctx.account, ctx.region).permissions;
    let text = if let Some(text) = input.policy {
        text
    } else {
        let id = input.statement_id.clone().unwrap_or_default();
        let mut statements = without(permissions.get(&name), &id);
        statements.push(input.statement(&arn)?);
        document(&statements)
    };
    Document::checked(&text, Purpose::Resource).map_err(errors::invalid)?;
    permissions.insert(name, text);
    Ok(())
}

pub(super) fn remove(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let name = bus::named(ctx, input.event_bus_name.as_deref())?;
    let permissions = &mut ctx.world.events.at(ctx.account, ctx.region).permissions;
    if input.remove_all_permissions {
        permissions.remove(&name);
        return Ok(());
    }
    let id = input.statement_id.unwrap_or_default();
    let before = without(permissions.get(&name), "").len();
    let left = without(permissions.get(&name), &id);
    if left.len() == before {
        return Err(errors::not_found(&format!(
            "Statement {id} does not exist in the policy of event bus {name}."
        )));
    }
    if left.is_empty() {
        permissions.remove(&name);
    } else {
        permissions.insert(name, document(&left));
    }
    Ok(())
}

/// The statements of a policy but for one.
fn without(policy: Option<&String>, id: &str) -> Vec<Value> {
    let policy = policy.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let statements = policy.map(|policy| policy["Statement"].clone());
    let statements = match statements {
        Some(Value::Array(statements)) => statements,
        Some(Value::Object(one)) => vec![Value::Object(one)],
        _ => Vec::new(),
    };
    let others = statements.into_iter();
    others.filter(|statement| statement["Sid"] != id).collect()
}

fn document(statements: &[Value]) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

// === impl Put ===

impl Put {
    fn statement(&self, bus: &str) -> Result<Value, AwsError> {
        let (Some(id), Some(action), Some(principal)) =
            (&self.statement_id, &self.action, &self.principal)
        else {
            return Err(errors::invalid(
                "Parameters StatementId, Action and Principal must be specified.",
            ));
        };
        let principal = match principal.as_str() {
            "*" => json!("*"),
            account if Account::new(account).is_some() => {
                json!({ "AWS": format!("arn:aws:iam::{account}:root") })
            }
            _ => return Err(errors::invalid("Parameter Principal is not valid.")),
        };
        let mut statement = json!({
            "Sid": id,
            "Effect": "Allow",
            "Principal": principal,
            "Action": action,
            "Resource": bus,
        });
        if let Some(Condition { r#type, key, value }) = &self.condition {
            statement["Condition"] = json!({ r#type: { key: value } });
        }
        Ok(statement)
    }
}
