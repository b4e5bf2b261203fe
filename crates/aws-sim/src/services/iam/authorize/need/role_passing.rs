//! Whoever gives a role to a service needs `iam:PassRole` on it.

use super::{Asking, Need, texts};

/// A service, the members in which it takes roles, and the principal that the role is passed to.
const PASSED: &[(&str, &[&str], &str)] = &[
    (
        "cloudtrail",
        &["CloudWatchLogsRoleArn"],
        "cloudtrail.amazonaws.com",
    ),
    ("events", &["RoleArn"], "events.amazonaws.com"),
    ("firehose", &["RoleARN"], "firehose.amazonaws.com"),
    ("glue", &["Role"], "glue.amazonaws.com"),
    ("lakeformation", &["RoleArn"], "lakeformation.amazonaws.com"),
    ("lambda", &["Role"], "lambda.amazonaws.com"),
    ("lexv2-models", &["roleArn"], "lexv2.amazonaws.com"),
    ("logs", &["roleArn"], "logs.amazonaws.com"),
    ("s3", &["Role"], "s3.amazonaws.com"),
    ("scheduler", &["RoleArn"], "scheduler.amazonaws.com"),
];

const VERBS: &[&str] = &["Build", "Create", "Put", "Register", "Start", "Update"];

pub(super) fn needs(asking: &Asking<'_>) -> Vec<Need> {
    if (asking.service, asking.operation) == ("iam", "AddRoleToInstanceProfile") {
        let role = super::identity::role(asking);
        let need = role.map(|role| passing(&role, "ec2.amazonaws.com"));
        return need.into_iter().collect();
    }
    let writes = VERBS.iter().any(|verb| asking.operation.starts_with(verb));
    let row = PASSED
        .iter()
        .find(|(service, ..)| *service == asking.service && writes);
    let Some((_, members, to)) = row else {
        return Vec::new();
    };
    let mut roles = Vec::new();
    for member in *members {
        texts(asking.input, member, &mut roles);
    }
    roles.retain(|role| role.contains(":role/"));
    roles.into_iter().map(|role| passing(role, to)).collect()
}

fn passing(role: &str, to: &str) -> Need {
    Need::new("iam:PassRole", role).with("iam:PassedToService", to)
}
