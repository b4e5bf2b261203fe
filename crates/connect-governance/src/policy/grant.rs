//! What is allowed, gathered into statements.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    document::{Conditions, Effect, Statement},
    scope::Scope,
    table::{Limit, Right, target::Target},
};

/// An action under conditions.
type Case = (String, Conditions);
/// The resources and conditions of a statement.
type Ground = (BTreeSet<String>, Conditions);

/// What is allowed in a scope.
#[derive(Debug)]
pub(super) struct Grants<'s> {
    scope: &'s Scope,
    cases: BTreeMap<Case, Place>,
}

/// What something is allowed on.
#[derive(Clone, Debug, Default)]
struct Place {
    resources: BTreeSet<String>,
    words: BTreeSet<&'static str>,
    suffix: BTreeSet<&'static str>,
}

/// A statement before it has a name.
#[derive(Debug, Default)]
struct Gathered {
    actions: BTreeSet<String>,
    words: BTreeSet<&'static str>,
    suffix: BTreeSet<&'static str>,
}

/// Words of a Sid that name things, before it counts them.
const WORDS_MAX: usize = 2;

// === impl Grants ===

impl<'s> Grants<'s> {
    pub(super) fn new(scope: &'s Scope) -> Self {
        Self {
            scope,
            cases: BTreeMap::new(),
        }
    }

    /// Allows an action on everything.
    pub(super) fn anything(&mut self, action: String) {
        let place = self.cases.entry((action, Conditions::new())).or_default();
        place.resources.insert("*".to_owned());
        place.words.insert("Unverified");
    }

    /// Gives a right. What a call needs by itself is given whatever the scope says of names; what it
    /// needs besides is left out where there is nothing that it would be about.
    pub(super) fn give(&mut self, actions: Vec<String>, right: &Right, is_own: bool) {
        let mut targets = expand(self.scope, right.targets);
        if targets.is_empty() && is_own {
            let mut wide = self.scope.clone();
            wide.names.clear();
            targets = expand(&wide, right.targets);
        }
        if targets.is_empty() {
            return;
        }
        let conditions = conditions(self.scope, right.limits);
        for action in actions {
            let place = self.cases.entry((action, conditions.clone())).or_default();
            for (target, resources) in &targets {
                place.words.insert(target.word);
                place.resources.extend(resources.iter().cloned());
            }
            if !conditions.is_empty() {
                place.suffix.extend(right.limits.iter().map(|it| it.word()));
            }
        }
    }

    /// One statement for the actions on the same resources under the same conditions.
    pub(super) fn into_statements(self) -> Vec<Statement> {
        let mut gathered = BTreeMap::<Ground, Gathered>::new();
        for ((action, conditions), place) in self.cases {
            let ground = (widest(&place.resources), conditions);
            let into = gathered.entry(ground).or_default();
            into.actions.insert(action);
            into.words.extend(place.words);
            into.suffix.extend(place.suffix);
        }
        let mut statements: Vec<Statement> = gathered
            .into_iter()
            .map(|((resources, conditions), gathered)| Statement {
                sid: gathered.sid(),
                effect: Effect::Allow,
                actions: gathered.actions,
                resources,
                conditions,
            })
            .collect();
        statements
            .sort_by(|one, other| (&one.sid, &one.actions).cmp(&(&other.sid, &other.actions)));
        tell_apart(&mut statements);
        statements
    }
}

fn expand(scope: &Scope, targets: &[Target]) -> Vec<(Target, BTreeSet<String>)> {
    let expanded = targets.iter().map(|it| (*it, scope.expand(it.arn)));
    expanded.filter(|(_, arns)| !arns.is_empty()).collect()
}

/// Without those that another one covers.
fn widest(resources: &BTreeSet<String>) -> BTreeSet<String> {
    let covers = |wide: &String, narrow: &String| {
        let prefix = wide.strip_suffix('*').filter(|it| !it.contains(['*', '?']));
        wide != narrow && prefix.is_some_and(|prefix| narrow.starts_with(prefix))
    };
    let is_covered = |one: &String| resources.iter().any(|other| covers(other, one));
    let widest = resources.iter().filter(|one| !is_covered(one));
    widest.cloned().collect()
}

fn conditions(scope: &Scope, limits: &[Limit]) -> Conditions {
    let mut conditions = Conditions::new();
    for limit in limits {
        let (operator, key, values) = limit.condition(scope);
        if !values.is_empty() {
            let keys = conditions.entry(operator.to_owned()).or_default();
            keys.insert(key.to_owned(), values.into_iter().collect());
        }
    }
    conditions
}

/// A number behind a Sid that another statement has.
fn tell_apart(statements: &mut [Statement]) {
    let mut seen = BTreeMap::<String, usize>::new();
    for statement in statements {
        let count = seen.entry(statement.sid.clone()).or_default();
        *count += 1;
        if *count > 1 {
            statement.sid = format!("{}{count}", statement.sid);
        }
    }
}

// === impl Gathered ===

impl Gathered {
    fn sid(&self) -> String {
        let mut sid: String = self.words.iter().take(WORDS_MAX).copied().collect();
        if let Some(more @ 1..) = self.words.len().checked_sub(WORDS_MAX) {
            sid.push_str("And");
            sid.push_str(&more.to_string());
            sid.push_str("More");
        }
        self.suffix.iter().for_each(|word| sid.push_str(word));
        sid
    }
}

// === impl Limit ===

impl Limit {
    /// The operator, the key and its values; no values where the scope knows none.
    fn condition(self, scope: &Scope) -> (&'static str, &'static str, Vec<String>) {
        let equals = "StringEquals";
        match self {
            // Not every call that the key is listed for has it.
            Self::Instance => {
                let id = scope.instance.iter().map(ToString::to_string);
                ("StringEqualsIfExists", "connect:InstanceId", id.collect())
            }
            Self::StorageType => {
                let types = scope.storage_types.iter().cloned();
                (equals, "connect:StorageResourceType", types.collect())
            }
            Self::LinkedTo(service) => (equals, "iam:AWSServiceName", vec![service.to_owned()]),
            Self::PassedTo(service) => (equals, "iam:PassedToService", vec![service.to_owned()]),
            Self::ViaConnect => {
                let regions = scope.regions.iter();
                let services = regions.map(|it| format!("connect.{it}.amazonaws.com"));
                (equals, "kms:ViaService", services.collect())
            }
            Self::ForService => {
                let yes = vec!["true".to_owned()];
                ("Bool", "kms:GrantIsForAWSResource", yes)
            }
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Instance => "OfInstance",
            Self::StorageType => "OfData",
            Self::LinkedTo(_) => "Linked",
            Self::PassedTo(_) => "Passed",
            Self::ViaConnect => "ViaConnect",
            Self::ForService => "ForService",
        }
    }
}
