//! Policies as IAM takes them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// The most characters that IAM takes in a managed policy. White space does not count.
pub const SIZE_MAX: usize = 6_144;

const VERSION: &str = "2012-10-17";

/// Condition operators, each with keys and the values that a key may have.
pub type Conditions = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Actions that are allowed or denied on the same resources under the same conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub sid: String,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// The actions.
    pub actions: BTreeSet<String>,
    /// The resources.
    pub resources: BTreeSet<String>,
    /// The conditions.
    pub conditions: Conditions,
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies, whatever else allows.
    Deny,
}

/// A policy document within the limit of size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// Packs statements into as few documents as their order allows, none over the limit of size.
///
/// A statement that is too long for one is taken apart at its actions, and where one action is too
/// long, at its resources.
pub(super) fn split(statements: Vec<Statement>) -> Vec<Document> {
    let mut documents = Vec::<Document>::new();
    for statement in statements.into_iter().flat_map(pieces) {
        let fits = documents
            .last()
            .is_some_and(|last| last.size() + 1 + statement.size() <= SIZE_MAX);
        match documents.last_mut() {
            Some(last) if fits => last.statements.push(statement),
            _ => documents.push(Document {
                statements: vec![statement],
            }),
        }
    }
    documents
}

fn pieces(statement: Statement) -> Vec<Statement> {
    let room = SIZE_MAX - Document::default().size();
    if statement.size() <= room {
        return vec![statement];
    }
    let halves = if statement.actions.len() > 1 {
        halves(&statement.actions).map(|actions| Statement {
            actions,
            ..statement.clone()
        })
    } else if statement.resources.len() > 1 {
        halves(&statement.resources).map(|resources| Statement {
            resources,
            ..statement.clone()
        })
    } else {
        return vec![statement];
    };
    let pieces = halves.into_iter().flat_map(pieces).zip(1..);
    let numbered = pieces.map(|(piece, n)| Statement {
        sid: format!("{}Part{n}", base(&piece.sid)),
        ..piece
    });
    numbered.collect()
}

/// A Sid without the number of a part.
fn base(sid: &str) -> &str {
    match sid.rsplit_once("Part") {
        Some((base, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => base,
        _ => sid,
    }
}

fn halves(all: &BTreeSet<String>) -> [BTreeSet<String>; 2] {
    let middle = all.len() / 2;
    let (one, other) = (all.iter().take(middle), all.iter().skip(middle));
    [one.cloned().collect(), other.cloned().collect()]
}

// === impl Document ===

impl Document {
    /// As IAM takes it.
    pub fn to_value(&self) -> Value {
        let statements = self.statements.iter().map(Statement::to_value);
        json!({ "Version": VERSION, "Statement": statements.collect::<Vec<_>>() })
    }

    /// The characters that count.
    pub fn size(&self) -> usize {
        self.to_string()
            .chars()
            .filter(|it| !it.is_whitespace())
            .count()
    }

    /// Every action that it allows.
    pub fn allowed(&self) -> impl Iterator<Item = &str> {
        let allow = |it: &&Statement| it.effect == Effect::Allow;
        let statements = self.statements.iter().filter(allow);
        statements.flat_map(|it| it.actions.iter().map(String::as_str))
    }

    /// The same without one action, wherever it stands.
    #[must_use]
    pub fn without(&self, action: &str) -> Self {
        let mut less = self.clone();
        for statement in &mut less.statements {
            statement.actions.remove(action);
        }
        less.statements.retain(|it| !it.actions.is_empty());
        less
    }
}

impl std::fmt::Display for Document {
    /// Without white space between its parts.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.to_value())
    }
}

// === impl Statement ===

impl Statement {
    fn to_value(&self) -> Value {
        let mut value = json!({
            "Sid": self.sid,
            "Effect": self.effect.as_str(),
            "Action": self.actions,
            "Resource": one_or_all(&self.resources),
        });
        if !self.conditions.is_empty() {
            let keys = |keys: &BTreeMap<String, BTreeSet<String>>| -> Value {
                let pairs = keys.iter();
                pairs
                    .map(|(key, it)| (key.clone(), one_or_all(it)))
                    .collect()
            };
            let operators = self.conditions.iter();
            value["Condition"] = operators
                .map(|(name, it)| (name.clone(), keys(it)))
                .collect();
        }
        value
    }

    fn size(&self) -> usize {
        let text = self.to_value().to_string();
        text.chars().filter(|it| !it.is_whitespace()).count()
    }
}

fn one_or_all(texts: &BTreeSet<String>) -> Value {
    match texts.first() {
        Some(one) if texts.len() == 1 => json!(one),
        _ => json!(texts),
    }
}

// === impl Effect ===

impl Effect {
    fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(sid: &str, actions: usize, resources: usize) -> Statement {
        let many = |word: &str, count: usize| (0..count).map(|n| format!("{word}{n:04}")).collect();
        Statement {
            sid: sid.to_owned(),
            effect: Effect::Allow,
            actions: many("connect:Action", actions),
            resources: many(
                "arn:aws:connect:eu-west-2:111111111111:instance/",
                resources,
            ),
            conditions: Conditions::new(),
        }
    }

    #[test]
    fn no_document_is_over_the_limit_and_nothing_is_lost() {
        let statements = vec![
            statement("Small", 3, 2),
            statement("Actions", 900, 3),
            statement("Resources", 1, 300),
            statement("Last", 1, 1),
        ];
        let pairs = |statements: &[Statement]| -> BTreeSet<(String, String)> {
            let of = |it: &Statement| {
                let resources = it.resources.clone();
                let actions = it.actions.clone().into_iter();
                actions
                    .flat_map(|action| resources.iter().map(move |on| (action.clone(), on.clone())))
                    .collect::<Vec<_>>()
            };
            statements.iter().flat_map(of).collect()
        };
        let before = pairs(&statements);
        let documents = split(statements);
        assert!(documents.len() > 5, "{}", documents.len());
        for document in &documents {
            assert!(document.size() <= SIZE_MAX, "{}", document.size());
        }
        let after: Vec<_> = documents
            .iter()
            .flat_map(|it| it.statements.clone())
            .collect();
        assert_eq!(pairs(&after), before);
        let sids: BTreeSet<_> = after.iter().map(|it| &it.sid).collect();
        assert_eq!(sids.len(), after.len(), "{sids:?}");
    }

    #[test]
    fn one_value_is_no_list_and_conditions_are_written_where_there_are_some() {
        let mut one = statement("One", 1, 1);
        let values = BTreeSet::from(["connect.amazonaws.com".to_owned()]);
        let keys = BTreeMap::from([("iam:AWSServiceName".to_owned(), values)]);
        one.conditions.insert("StringEquals".to_owned(), keys);
        let document = Document {
            statements: vec![one],
        };
        let expected = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Sid": "One",
                "Effect": "Allow",
                "Action": ["connect:Action0000"],
                "Resource": "arn:aws:connect:eu-west-2:111111111111:instance/0000",
                "Condition": {
                    "StringEquals": { "iam:AWSServiceName": "connect.amazonaws.com" },
                },
            }],
        });
        assert_eq!(document.to_value(), expected);
    }

    #[test]
    fn an_action_can_be_taken_out_wherever_it_stands() {
        let document = Document {
            statements: vec![statement("One", 2, 1), statement("Two", 1, 2)],
        };
        let less = document.without("connect:Action0000");
        assert_eq!(less.allowed().collect::<Vec<_>>(), ["connect:Action0001"]);
        assert_eq!(less.statements.len(), 1);
    }
}
