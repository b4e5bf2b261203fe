//! Policy documents.

use serde_json::{Map, Value};

use super::{
    condition::Test,
    principal::{Principals, is_aws},
};

/// A document, taken apart.
#[derive(Debug)]
pub(crate) struct Document {
    /// Documents of 2008 have no variables.
    pub(super) variables: bool,
    pub(super) statements: Vec<Statement>,
}

#[derive(Debug)]
pub(super) struct Statement {
    pub(super) allows: bool,
    pub(super) principal: Option<Which<Principals>>,
    pub(super) action: Which<Vec<String>>,
    pub(super) resource: Option<Which<Vec<String>>>,
    pub(super) tests: Vec<Test>,
    sid: Option<String>,
}

/// What a statement is about, or all but that.
#[derive(Debug)]
pub(super) struct Which<T> {
    pub(super) not: bool,
    pub(super) of: T,
}

/// What a document is for, which decides what it has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Says what its holder may do.
    Identity,
    /// Says who may do something with what it belongs to.
    Resource,
    /// Says who may become a role.
    Trust,
}

const SYNTAX: &str = "Syntax errors in policy.";

// === impl Document ===

impl Document {
    /// The document that `text` is, if it can be one for `purpose`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, as `MalformedPolicyDocument` says it.
    pub(crate) fn checked(text: &str, purpose: Purpose) -> Result<Self, String> {
        let document = Self::read(text)?;
        document.unlike_sids()?;
        for statement in &document.statements {
            statement.check(purpose)?;
        }
        Ok(document)
    }

    /// The document that `text` is, whatever it is for.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text)
            .map_err(|_| "This policy contains invalid Json".to_owned())?;
        let document = value.as_object().ok_or(SYNTAX)?;
        known(document, &["Version", "Id", "Statement"])?;
        let variables = match document.get("Version").map(Value::as_str) {
            None | Some(Some("2008-10-17")) => false,
            Some(Some("2012-10-17")) => true,
            Some(_) => return Err(SYNTAX.to_owned()),
        };
        let statements = match document.get("Statement") {
            Some(Value::Array(statements)) => statements.as_slice(),
            Some(statement @ Value::Object(_)) => std::slice::from_ref(statement),
            _ => &[],
        };
        if statements.is_empty() {
            return Err(SYNTAX.to_owned());
        }
        let statements = statements.iter().map(Statement::read);
        Ok(Self {
            variables,
            statements: statements.collect::<Result<_, _>>()?,
        })
    }

    /// The condition keys that the document asks for.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        let tests = self
            .statements
            .iter()
            .flat_map(|statement| &statement.tests);
        tests.map(Test::key)
    }

    /// The ARNs of users and roles that are named as principals.
    pub(crate) fn principals(&self) -> impl Iterator<Item = &str> {
        let named = self
            .statements
            .iter()
            .filter_map(|statement| statement.principal.as_ref());
        named.flat_map(|which| which.of.aws()).map(String::as_str)
    }

    fn unlike_sids(&self) -> Result<(), String> {
        let sids = || {
            self.statements
                .iter()
                .filter_map(|statement| statement.sid.as_ref())
        };
        if sids().any(|sid| sids().filter(|other| *other == sid).count() > 1) {
            return Err("Statement IDs (SID) in a single policy must be unique.".to_owned());
        }
        Ok(())
    }
}

// === impl Statement ===

impl Statement {
    fn read(value: &Value) -> Result<Self, String> {
        let statement = value.as_object().ok_or(SYNTAX)?;
        known(statement, &MEMBERS)?;
        let allows = match statement.get("Effect").and_then(Value::as_str) {
            Some("Allow") => true,
            Some("Deny") => false,
            Some(other) => return Err(format!("Invalid effect: {other}")),
            None => return Err("Missing required field Effect".to_owned()),
        };
        let action = which(statement, "Action", texts)?;
        Ok(Self {
            allows,
            sid: statement
                .get("Sid")
                .and_then(Value::as_str)
                .map(str::to_owned),
            principal: which(statement, "Principal", Principals::read)?,
            action: action.ok_or("Policy statement must contain actions.")?,
            resource: which(statement, "Resource", texts)?,
            tests: tests(statement.get("Condition"))?,
        })
    }

    fn check(&self, purpose: Purpose) -> Result<(), String> {
        self.check_actions(purpose)?;
        self.check_resources(purpose)?;
        match (&self.principal, purpose) {
            (Some(_), Purpose::Identity) => {
                Err("Policy document should not specify a principal.".to_owned())
            }
            (None, Purpose::Resource | Purpose::Trust) => {
                Err("Missing required field Principal".to_owned())
            }
            (Some(which), _) => match which.of.aws().iter().find(|name| !is_aws(name)) {
                Some(name) => Err(format!("Invalid principal in policy: \"AWS\":\"{name}\"")),
                None => Ok(()),
            },
            (None, Purpose::Identity) => Ok(()),
        }
    }

    fn check_actions(&self, purpose: Purpose) -> Result<(), String> {
        let bare = |action: &&String| *action != "*" && !action.contains(':');
        if self.action.of.iter().any(|action| bare(&action)) {
            return Err(
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
                    .to_owned(),
            );
        }
        let of_sts = |action: &String| action.to_ascii_lowercase().starts_with("sts:");
        if purpose == Purpose::Trust && !self.action.of.iter().all(of_sts) {
            return Err("AssumeRole policy may only specify STS AssumeRole actions.".to_owned());
        }
        Ok(())
    }

    fn check_resources(&self, purpose: Purpose) -> Result<(), String> {
        match (&self.resource, purpose) {
            (Some(_), Purpose::Trust) => Err("Has prohibited field Resource".to_owned()),
            (None, Purpose::Identity | Purpose::Resource) => {
                Err("Policy statement must contain resources.".to_owned())
            }
            (Some(which), Purpose::Identity) => {
                let odd = |name: &&String| *name != "*" && !name.starts_with("arn:");
                match which.of.iter().find(odd) {
                    Some(name) => Err(format!("Resource {name} must be in ARN format or \"*\".")),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

const MEMBERS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// One text or a list of them, of which there is at least one.
pub(super) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) if !values.is_empty() => values.iter().map(text).collect(),
        Value::Array(_) => None,
        value => Some(vec![text(value)?]),
    }
}

/// Numbers and truth values may stand without quotes.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

/// The member `name`, or the one that says all but that.
fn which<T>(
    statement: &Map<String, Value>,
    name: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Result<Option<Which<T>>, String> {
    let (plain, not) = (statement.get(name), statement.get(&format!("Not{name}")));
    let (not, value) = match (plain, not) {
        (Some(value), None) => (false, value),
        (None, Some(value)) => (true, value),
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => return Err(SYNTAX.to_owned()),
    };
    let of = read(value).ok_or(SYNTAX)?;
    Ok(Some(Which { not, of }))
}

/// `{"StringEquals": {"aws:RequestedRegion": "eu-west-2"}}`
fn tests(condition: Option<&Value>) -> Result<Vec<Test>, String> {
    let operators = match condition {
        None => return Ok(Vec::new()),
        Some(Value::Object(operators)) => operators,
        Some(_) => return Err(SYNTAX.to_owned()),
    };
    let mut tests = Vec::new();
    for (operator, keys) in operators {
        for (key, values) in keys.as_object().ok_or(SYNTAX)? {
            let values = match values {
                Value::Array(values) if values.is_empty() => Vec::new(),
                values => texts(values).ok_or(SYNTAX)?,
            };
            tests.push(Test::read(operator, key, values)?);
        }
    }
    Ok(tests)
}

fn known(object: &Map<String, Value>, members: &[&str]) -> Result<(), String> {
    if object
        .keys()
        .all(|member| members.contains(&member.as_str()))
    {
        Ok(())
    } else {
        Err(SYNTAX.to_owned())
    }
}
