//! Many items at once, all or none.

use std::{collections::BTreeSet, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    active, errors,
    item::{self, shown},
    value::Item,
    write::{Act, Terms, Write},
};
use crate::{context::Ctx, error::AwsError, log, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Gets {
    transact_items: Vec<GetOne>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetOne {
    get: item::Get,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Writes {
    transact_items: Vec<WriteOne>,
    client_request_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct WriteOne {
    put: Option<One>,
    delete: Option<One>,
    update: Option<One>,
    condition_check: Option<One>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct One {
    table_name: String,
    item: Option<Item>,
    key: Option<Item>,
    update_expression: Option<String>,
    #[serde(flatten)]
    terms: Terms,
}

/// A transaction that was carried out.
#[derive(Debug)]
pub(super) struct Answered {
    asked: u64,
    at: Time,
}

/// A token is remembered for so long (API reference, `TransactWriteItems`).
const REMEMBERED: Duration = Duration::from_mins(10);

pub(super) fn get(ctx: &mut Ctx<'_>, input: Gets) -> Result<Value, AwsError> {
    let mut responses = Vec::new();
    for GetOne { get } in input.transact_items {
        let paths = get.paths()?;
        let table = active(ctx, &get.table_name)?;
        let item = table.items.get(&table.only_key(&get.key)?);
        let item = item.map(|item| shown(item, paths.as_deref()));
        responses.push(json!({ "Item": item }));
    }
    Ok(json!({ "Responses": responses }))
}

/// The raw input comes along, for the token stands for it.
pub(super) fn write(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let asked = log::digest(&raw);
    let input: Writes = serde_json::from_value(raw)
        .map_err(|error| errors::invalid(format!("1 validation error detected: {error}")))?;
    let now = ctx.now;
    let answered = &mut ctx.world.dynamodb.at(ctx.account, ctx.region).transactions;
    answered.retain(|_, answered| answered.at + REMEMBERED > now);
    let token = input.client_request_token;
    match token.as_ref().and_then(|token| answered.get(token)) {
        Some(before) if before.asked == asked => return Ok(json!({})),
        Some(_) => {
            return Err(AwsError::new(
                "IdempotentParameterMismatchException",
                "The request uses the same client token as a previous, but non-identical request.",
            ));
        }
        None => {}
    }
    carry_out(ctx, input.transact_items)?;
    if let Some(token) = token {
        let answered = &mut ctx.world.dynamodb.at(ctx.account, ctx.region).transactions;
        answered.insert(token, Answered { asked, at: now });
    }
    Ok(json!({}))
}

fn carry_out(ctx: &mut Ctx<'_>, writes: Vec<WriteOne>) -> Result<(), AwsError> {
    let (mut seen, mut effects, mut reasons) = (BTreeSet::new(), Vec::new(), Vec::new());
    for write in writes {
        let (one, act) = write.only()?;
        let name = one.table_name.clone();
        let table = active(ctx, &name)?;
        let write = one.read(table, act)?;
        if !seen.insert((name.clone(), write.key.clone())) {
            return Err(errors::invalid(
                "Transaction request cannot include multiple operations on one item",
            ));
        }
        match write.effect(table) {
            Ok(effect) => {
                effects.push((name, effect));
                reasons.push(json!({ "Code": "None" }));
            }
            Err(error) => reasons.push(reason(&error)),
        }
    }
    if reasons.iter().any(|reason| reason["Code"] != "None") {
        return Err(cancelled(&reasons));
    }
    for (name, effect) in effects {
        active(ctx, &name)?.carry_out(&effect);
    }
    Ok(())
}

fn reason(error: &AwsError) -> Value {
    let code = match &*error.code {
        "ConditionalCheckFailedException" => "ConditionalCheckFailed",
        _ => "ValidationError",
    };
    let item = error.members.iter().find(|(name, _)| *name == "Item");
    json!({
        "Code": code,
        "Message": error.message,
        "Item": item.map(|(_, item)| item),
    })
}

fn cancelled(reasons: &[Value]) -> AwsError {
    let codes: Vec<&str> = reasons
        .iter()
        .filter_map(|reason| reason["Code"].as_str())
        .collect();
    AwsError::new(
        "TransactionCanceledException",
        format!(
            "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
            codes.join(", ")
        ),
    )
    .with("CancellationReasons", reasons)
}

// === impl WriteOne ===

impl WriteOne {
    /// The one thing that is to be done.
    fn only(self) -> Result<(One, Act), AwsError> {
        let update = || Act::Update(super::expression::Update::default());
        let given = [
            self.put.map(|one| (one, Act::Put(Item::new()))),
            self.delete.map(|one| (one, Act::Delete)),
            self.update.map(|one| (one, update())),
            self.condition_check.map(|one| (one, Act::Check)),
        ];
        let mut given = given.into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(errors::invalid(
                "TransactItems can only contain one of Check, Put, Update or Delete",
            )),
        }
    }
}

// === impl One ===

impl One {
    fn read(self, table: &super::Table, act: Act) -> Result<Write, AwsError> {
        match act {
            Act::Put(_) => Write::put(table, self.item.unwrap_or_default(), self.terms),
            act => {
                let key = self.key.unwrap_or_default();
                Write::at(
                    table,
                    key,
                    self.update_expression.as_deref(),
                    act,
                    self.terms,
                )
            }
        }
    }
}
