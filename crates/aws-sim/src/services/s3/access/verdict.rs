//! What a policy of a bucket says.
//!
//! Statements with a condition that is not known here say nothing: `Bool`, and the `String…` and
//! `Arn…` operators, are known, of the keys that a call has.

use serde_json::Value;

use crate::{
    call::Caller,
    services::s3::policy::{many, texts},
};

/// What is known about a call.
pub(super) struct Facts<'a> {
    pub(super) caller: &'a Caller,
    /// Whether it came over TLS.
    pub(super) secure: bool,
    pub(super) action: &'a str,
    pub(super) resource: &'a str,
}

/// What a policy says. The later wins over the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Silent,
    Allowed,
    Denied,
}

/// What the policy `text` says about a call.
pub(super) fn verdict(text: &str, facts: &Facts<'_>) -> Verdict {
    let document = serde_json::from_str::<Value>(text).unwrap_or_default();
    let statements = many(&document["Statement"]).into_iter();
    let said = statements
        .filter(|statement| facts.fit(statement))
        .map(|statement| match statement["Effect"].as_str() {
            Some("Deny") => Verdict::Denied,
            _ => Verdict::Allowed,
        });
    said.max().unwrap_or(Verdict::Silent)
}

// === impl Facts ===

impl Facts<'_> {
    fn fit(&self, statement: &Value) -> bool {
        let one_of = |name: &str, fits: &dyn Fn(&str) -> bool| match &statement[name] {
            Value::Null => !texts(&statement[format!("Not{name}")])
                .into_iter()
                .any(fits),
            given => texts(given).into_iter().any(fits),
        };
        let principal = match &statement["Principal"] {
            Value::Null => !self.is_among(&statement["NotPrincipal"]),
            given => self.is_among(given),
        };
        let action = self.action.to_ascii_lowercase();
        principal
            && one_of("Action", &|own| matches(&own.to_ascii_lowercase(), &action))
            && one_of("Resource", &|own| matches(own, self.resource))
            && self.meet(&statement["Condition"])
    }

    /// Whether the caller is named: itself, its role, its account, or everybody.
    fn is_among(&self, principals: &Value) -> bool {
        let account = self.caller.account.as_str();
        let root = format!("arn:aws:iam::{account}:root");
        let own = [
            "*",
            account,
            &root,
            &self.caller.arn,
            self.caller.principal(),
        ];
        *principals == "*"
            || texts(&principals["AWS"])
                .iter()
                .any(|named| own.contains(named))
    }

    fn meet(&self, condition: &Value) -> bool {
        let tests = condition.as_object().into_iter().flatten();
        let mut tests = tests.flat_map(|(operator, keys)| {
            let keys = keys.as_object().into_iter().flatten();
            keys.map(move |(key, values)| (operator, key, texts_of(values)))
        });
        tests.all(|(operator, key, values)| self.holds(operator, key, &values))
    }

    fn holds(&self, operator: &str, key: &str, values: &[String]) -> bool {
        let (operator, if_exists) = match operator.strip_suffix("IfExists") {
            Some(operator) => (operator, true),
            None => (operator, false),
        };
        let Some(own) = self.value(key) else {
            return if_exists || operator.contains("Not");
        };
        let any = |fits: &dyn Fn(&str) -> bool| values.iter().any(|value| fits(value));
        match operator {
            "Bool" => any(&|value| value.eq_ignore_ascii_case(&own)),
            "StringEquals" => any(&|value| value == own),
            "StringNotEquals" => !any(&|value| value == own),
            "StringLike" | "ArnLike" | "ArnEquals" => any(&|value| matches(value, &own)),
            "StringNotLike" | "ArnNotLike" | "ArnNotEquals" => !any(&|value| matches(value, &own)),
            _ => false,
        }
    }

    fn value(&self, key: &str) -> Option<String> {
        Some(match key.to_ascii_lowercase().as_str() {
            "aws:securetransport" => self.secure.to_string(),
            "aws:principalarn" => self.caller.principal().to_owned(),
            "aws:principalaccount" => self.caller.account.to_string(),
            "aws:requestedregion" => self.caller.region.to_string(),
            "aws:principalisawsservice" | "aws:viaawsservice" => "false".to_owned(),
            "aws:sourceip" => "127.0.0.1".to_owned(),
            _ => return None,
        })
    }
}

/// Values of conditions: texts, or what JSON has besides.
fn texts_of(values: &Value) -> Vec<String> {
    let text = |value: &&Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    many(values).iter().map(text).collect()
}

/// Whether `text` is as `pattern` says, where a star is any text and a question mark any character.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return like(pattern, text);
    };
    let size = start.chars().count();
    let head = text.chars().take(size).collect::<String>();
    if !like(start, &head) {
        return false;
    }
    let tail = &text[head.len()..];
    let mut tails = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
    rest.is_empty() || tails.any(|at| matches(rest, &tail[at..]))
}

fn like(pattern: &str, text: &str) -> bool {
    let mut pairs = pattern.chars().zip(text.chars());
    pattern.chars().count() == text.chars().count()
        && pairs.all(|(wanted, given)| wanted == '?' || wanted == given)
}
