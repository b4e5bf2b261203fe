//! The table of a service's handlers.

use std::{any::Any, collections::HashMap, fmt};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{context::Ctx, error::AwsError, log};

/// What carries an operation out, on values by member names.
pub(crate) type Handler = Box<dyn Fn(&mut Ctx<'_>, Value) -> Result<Value, AwsError> + Send + Sync>;

/// Handlers by operation.
#[derive(Default)]
pub(crate) struct Operations {
    handlers: HashMap<&'static str, Handler>,
}

// === impl Operations ===

impl Operations {
    /// Lets `handler` carry `operation` out.
    pub(crate) fn on<I, O>(
        mut self,
        operation: &'static str,
        handler: fn(&mut Ctx<'_>, I) -> Result<O, AwsError>,
    ) -> Self
    where
        I: DeserializeOwned + 'static,
        O: Serialize + 'static,
    {
        let erased: Handler = Box::new(move |ctx, input| answer(ctx, input, handler));
        let before = self.handlers.insert(operation, erased);
        assert!(before.is_none(), "{operation} is there twice");
        self
    }

    /// The same for an operation with a `ClientToken`: a repeated request gets the first answer
    /// again, and a token under which something else was asked is refused.
    pub(crate) fn once<I, O>(
        self,
        operation: &'static str,
        handler: fn(&mut Ctx<'_>, I) -> Result<O, AwsError>,
    ) -> Self
    where
        I: DeserializeOwned + 'static,
        O: Serialize + 'static,
    {
        let mut all = self.on(operation, handler);
        if let Some(plain) = all.handlers.remove(operation) {
            all.handlers.insert(
                operation,
                Box::new(move |ctx, input| once(ctx, input, &plain)),
            );
        }
        all
    }

    /// The handler of `operation`.
    pub(crate) fn get(&self, operation: &str) -> Option<&Handler> {
        self.handlers.get(operation)
    }

    /// The operations that have a handler.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.handlers.keys().copied()
    }
}

impl fmt::Debug for Operations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.handlers.keys()).finish()
    }
}

fn answer<I: DeserializeOwned, O: Serialize + 'static>(
    ctx: &mut Ctx<'_>,
    input: Value,
    handler: fn(&mut Ctx<'_>, I) -> Result<O, AwsError>,
) -> Result<Value, AwsError> {
    let input = serde_json::from_value(input).map_err(|error| unfit(ctx, &error))?;
    let mut output = handler(ctx, input)?;
    match (&mut output as &mut dyn Any).downcast_mut::<Value>() {
        // Most are: what may be a long page is not copied.
        Some(value) => Ok(value.take()),
        None => serde_json::to_value(output).map_err(|error| internal(&error)),
    }
}

/// Valid input that a handler's types cannot hold lacks what the service needs and the model does
/// not mark as required.
fn unfit(ctx: &Ctx<'_>, error: &serde_json::Error) -> AwsError {
    super::service(ctx.model).invalid(
        ctx.operation,
        format!("1 validation error detected: {error}"),
    )
}

fn internal(error: &serde_json::Error) -> AwsError {
    AwsError::new(
        "InternalFailure",
        format!("The simulator is at fault: {error}."),
    )
}

fn once(ctx: &mut Ctx<'_>, input: Value, handler: &Handler) -> Result<Value, AwsError> {
    let token = input
        .get("ClientToken")
        .or_else(|| input.get("clientToken"));
    let Some(token) = token.and_then(Value::as_str) else {
        return handler(ctx, input);
    };
    let (service, operation) = (ctx.model.service, ctx.operation.name);
    let key = (
        ctx.account.clone(),
        ctx.region.clone(),
        service,
        operation,
        token.to_owned(),
    );
    let asked = log::digest(&input);
    match ctx.world.tokens.answered(&key, asked, ctx.now) {
        Some(Ok(answer)) => Ok(answer),
        Some(Err(())) => Err(reused(ctx)),
        None => {
            let answer = handler(ctx, input)?;
            ctx.world
                .tokens
                .remember(key, asked, answer.clone(), ctx.now);
            Ok(answer)
        }
    }
}

/// Where the operation lists no error for it, AWS does not say what it answers.
fn reused(ctx: &Ctx<'_>) -> AwsError {
    let codes = [
        "IdempotencyException",
        "IdempotentParameterMismatchException",
    ];
    let mut modelled = codes
        .into_iter()
        .filter(|code| ctx.model.lists(ctx.operation, code));
    let code = modelled.next().unwrap_or("InvalidRequestException");
    AwsError::new(
        code,
        "The client token was used before, with other parameters.",
    )
}
