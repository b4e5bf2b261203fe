//! Whoever makes a thing with tags needs the right to tag it too.
//!
//! Connect and IAM, where many calls make things, see to it themselves.

use serde_json::Value;

use super::{Asking, Need};

/// A service, a call that makes something, where its tags are, and the action.
const TAGGED: &[(&str, &str, &str, &str)] = &[
    ("athena", "CreateWorkGroup", "/Tags", "athena:TagResource"),
    (
        "budgets",
        "CreateBudget",
        "/ResourceTags",
        "budgets:TagResource",
    ),
    ("kms", "CreateKey", "/Tags", "kms:TagResource"),
    ("lambda", "CreateFunction", "/Tags", "lambda:TagResource"),
    ("lexv2-models", "CreateBot", "/botTags", "lex:TagResource"),
    ("lexv2-models", "CreateBotAlias", "/tags", "lex:TagResource"),
    ("logs", "CreateLogGroup", "/tags", "logs:TagResource"),
    (
        "s3",
        "CreateBucket",
        "/CreateBucketConfiguration/Tags",
        "s3:TagResource",
    ),
    (
        "secretsmanager",
        "CreateSecret",
        "/Tags",
        "secretsmanager:TagResource",
    ),
];

/// The right to tag what `made` makes.
pub(super) fn need(asking: &Asking<'_>, made: Option<&Need>) -> Option<Need> {
    let mut rows = TAGGED.iter();
    let (.., tags, action) = rows.find(|(service, operation, ..)| {
        *service == asking.service && *operation == asking.operation
    })?;
    let tags = asking.input.pointer(tags)?;
    let is_empty = match tags {
        Value::Object(tags) => tags.is_empty(),
        Value::Array(tags) => tags.is_empty(),
        _ => true,
    };
    let made = made.filter(|_| !is_empty)?;
    Some(Need::new(*action, made.resource.as_str()))
}
