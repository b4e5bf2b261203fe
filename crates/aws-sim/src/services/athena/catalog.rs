//! The data catalog as Athena asks for it: in the name of the caller, from Glue.

use serde_json::{Value, json};

use crate::{
    context::Ctx,
    error::AwsError,
    model::{self, Model, Operation},
    services,
};

/// Calls an operation of Glue for the caller. What Glue refuses the caller, it refuses here.
pub(super) fn ask(ctx: &mut Ctx<'_>, operation: &str, input: Value) -> Result<Value, AwsError> {
    let (glue, operation) = of_glue(operation);
    let handler = services::service(glue).handler(operation).ok_or_else(|| {
        AwsError::new(
            "NotImplemented",
            format!("glue.{} is not simulated.", operation.name),
        )
    })?;
    let mut asked = Ctx {
        account: ctx.account,
        region: ctx.region,
        caller: ctx.caller,
        now: ctx.now,
        model: glue,
        operation,
        ids: ctx.ids.clone(),
        world: &mut *ctx.world,
        settings: ctx.settings,
        secure: ctx.secure,
        served_at: ctx.served_at,
        log: ctx.log,
        stuck: None,
    };
    handler(&mut asked, input)
}

/// Everything that a listing operation of Glue lists.
pub(super) fn all(
    ctx: &mut Ctx<'_>,
    operation: &str,
    mut input: Value,
    list: &str,
) -> Result<Vec<Value>, AwsError> {
    let mut found = Vec::new();
    loop {
        let mut page = ask(ctx, operation, input.clone())?;
        if let Value::Array(items) = page[list].take() {
            found.extend(items);
        }
        match page["NextToken"].take() {
            Value::String(token) => input["NextToken"] = json!(token),
            _ => return Ok(found),
        }
    }
}

fn of_glue(operation: &str) -> (&'static Model, &'static Operation) {
    let glue = model::model("glue").expect("Glue has a model");
    let operation = glue
        .operation(operation)
        .expect("the operation is one of Glue");
    (glue, operation)
}
