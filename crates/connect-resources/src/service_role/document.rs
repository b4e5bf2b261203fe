//! The two documents of a service role: the one service that may take it, and the least that it needs.

use serde_json::{Value, json};

use crate::Scope;

/// Whom a role serves, by the word that the names of such roles begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    /// A function of Lambda.
    Lambda,
    /// A bot of Lex V2.
    Lex,
}

// === impl Service ===

impl Service {
    /// The service and the name of what the role is for: `lambda/lookup`.
    pub(super) fn of(name: &str) -> Option<(Self, &str)> {
        let (word, name) = name.split_once('/')?;
        match word {
            "lambda" => Some((Self::Lambda, name)),
            "lex" => Some((Self::Lex, name)),
            _ => None,
        }
    }

    /// The principal.
    pub(super) fn principal(self) -> &'static str {
        match self {
            Self::Lambda => "lambda.amazonaws.com",
            Self::Lex => "lexv2.amazonaws.com",
        }
    }

    /// What the role may do, in a word.
    pub(super) fn ability(self) -> &'static str {
        match self {
            Self::Lambda => "write its log",
            Self::Lex => "speak",
        }
    }
}

/// The service may take the role.
pub(super) fn trust(service: Service) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": service.principal() },
            "Action": "sts:AssumeRole",
        }],
    })
}

/// What the role may do: a function writes to the log group that Lambda has for it, a bot speaks.
pub(super) fn permissions(service: Service, name: &str, scope: &Scope) -> Value {
    let (actions, resource) = match service {
        Service::Lambda => (
            json!([
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:PutLogEvents"
            ]),
            format!(
                "arn:{}:logs:{}:{}:log-group:/aws/lambda/{name}:*",
                scope.region.partition(),
                scope.region,
                scope.account
            ),
        ),
        Service::Lex => (json!(["polly:SynthesizeSpeech"]), "*".to_owned()),
    };
    json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": actions, "Resource": resource }],
    })
}
