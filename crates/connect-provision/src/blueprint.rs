//! A plan as data: printable, comparable, and with a digest.

use std::collections::BTreeSet;

use connect_resources::{Declared, Depth, KindId, Known, Layer, Scope, ThingKey};
use reconcile::Plan;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{layers::Held, quota::Excess, unsure::Unsure};

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Makes a thing.
    Make,
    /// Waits until a thing that was made is ready.
    Settle,
    /// Brings one aspect of a thing to what is declared.
    Mend,
    /// Sets and removes tags.
    Tag,
    /// Removes a thing.
    Remove,
}

/// What a step does to what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// What it does.
    pub verb: Verb,
    /// To what.
    pub key: ThingKey,
    /// Which aspect, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect: Option<String>,
    /// Members with their old and new values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Whether the thing was made by this plan, so that the step completes it.
    #[serde(default)]
    pub completes: bool,
    /// What is declared; what is not managed in it is as observed.
    #[serde(skip)]
    pub(crate) thing: Option<Declared>,
    /// For a removal: whether the data in it is deleted too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_data: bool,
    /// How AWS calls it, if it is there.
    #[serde(skip)]
    pub(crate) known: Option<Known>,
    /// Aspects that come after making.
    #[serde(skip)]
    pub(crate) deferred: BTreeSet<String>,
    /// Whether what is to be changed may not be as AWS has it now: it is read before it is written.
    #[serde(skip)]
    pub(crate) is_in_doubt: bool,
}

/// One member that changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The member.
    pub member: String,
    /// What it is, if it is anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What it will be, if it will be anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// What is to be done to bring a centre to its declared state.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Blueprint {
    /// The account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The alias.
    pub alias: String,
    /// How deep was looked.
    pub depth: Depth,
    /// The steps, each after what it needs.
    pub steps: Plan<Action>,
    /// How many declared things are as they should be.
    pub unchanged: usize,
    /// Declared things that are there and belong to somebody else.
    pub foreign: Vec<ThingKey>,
    /// The layers that it keeps to; none stands for all.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub layers: BTreeSet<Layer>,
    /// Things of those layers that come with a later one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Held>,
    /// Numbers, and things that hold data, that would go and stay all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<ThingKey>,
    /// Declared members that the depth left in doubt; none at full depth.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<Unsure>,
    /// Quotas that it goes over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excesses: Vec<Excess>,
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Things to be made.
    pub create: usize,
    /// Things to be changed.
    pub update: usize,
    /// Things to be removed.
    pub delete: usize,
}

// === impl Action ===

impl Action {
    /// Without members and knowledge.
    pub(crate) fn new(verb: Verb, key: ThingKey) -> Self {
        Self {
            verb,
            key,
            aspect: None,
            changes: Vec::new(),
            completes: false,
            with_data: false,
            thing: None,
            known: None,
            deferred: BTreeSet::new(),
            is_in_doubt: false,
        }
    }
}

// === impl Blueprint ===

impl Blueprint {
    pub(crate) fn new(scope: &Scope, steps: Plan<Action>) -> Self {
        Self {
            account: scope.account.to_string(),
            region: scope.region.to_string(),
            alias: scope.alias.to_string(),
            depth: Depth::Full,
            steps,
            unchanged: 0,
            foreign: Vec::new(),
            layers: BTreeSet::new(),
            held: Vec::new(),
            kept: Vec::new(),
            unsure: Vec::new(),
            excesses: Vec::new(),
        }
    }

    /// ARNs of things to be read before they are written.
    pub(crate) fn in_doubt(&self) -> impl Iterator<Item = &str> {
        let actions = self.steps.steps().iter().map(|step| &step.action);
        let known = actions
            .filter(|action| action.is_in_doubt)
            .filter_map(|action| action.known.as_ref());
        known.map(|known| known.arn.as_str())
    }

    /// What is made of a kind.
    pub(crate) fn made(&self, kind: KindId) -> impl Iterator<Item = &Declared> {
        let actions = self.steps.steps().iter().map(|step| &step.action);
        let made = actions.filter(move |it| it.key.kind == kind && it.verb == Verb::Make);
        made.filter_map(|action| action.thing.as_ref())
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// How many things are made, changed and removed.
    pub fn counts(&self) -> Counts {
        let of = |wanted: fn(&Action) -> bool| {
            let actions = self.steps.steps().iter().map(|step| &step.action);
            actions
                .filter(|action| wanted(action))
                .map(|action| &action.key)
                .collect::<BTreeSet<_>>()
        };
        let (made, removed) = (
            of(|action| action.verb == Verb::Make),
            of(|action| action.verb == Verb::Remove),
        );
        let changed =
            of(|action| matches!(action.verb, Verb::Mend | Verb::Tag) && !action.completes);
        Counts {
            create: made.len(),
            update: changed.len(),
            delete: removed.difference(&made).count(),
        }
    }

    /// SHA-256 over what would be done, without ids, times or secrets: equal digests do the same.
    pub fn digest(&self) -> String {
        let step = |action: &Action| {
            let after = |change: &Change| json!([change.member, change.after]);
            let changes: Vec<_> = action.changes.iter().map(after).collect();
            let verb = if action.with_data {
                json!("remove_with_data")
            } else {
                json!(action.verb)
            };
            json!([
                verb,
                action.key.kind,
                action.key.name,
                action.aspect,
                changes
            ])
        };
        let head = json!([1, self.account, self.region, self.alias, self.depth]).to_string();
        let steps = self.steps.steps().iter();
        let told = steps.map(|s| canonical(&json!([s.id, step(&s.action)])).to_string());
        nested(&head, told)
    }
}

/// The digest of the array `head` with one more member: the array of `items`. A plan may have many
/// steps, so their text is never there as a whole.
fn nested(head: &str, items: impl Iterator<Item = String>) -> String {
    let open = head.strip_suffix(']').unwrap_or(head);
    let mut hash = Sha256::new();
    hash.update(open);
    hash.update(",[");
    for (n, item) in items.enumerate() {
        hash.update(if n == 0 { "" } else { "," });
        hash.update(item);
    }
    hash.update("]]");
    let digest = hash.finalize();
    digest
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The same value with the members of every object sorted.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(canonical).collect(),
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            sorted
                .into_iter()
                .map(|(name, value)| (name.clone(), canonical(value)))
                .collect()
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_items_is_that_of_their_text_as_a_whole() {
        let digest = |text: &str| {
            let digest = Sha256::digest(text);
            let hex = digest.iter().map(|byte| format!("{byte:02x}"));
            hex.collect::<String>()
        };
        let items = |of: &[&str]| of.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        let of = |all: &[&str]| nested(r#"[1,"a"]"#, items(all).into_iter());
        assert_eq!(of(&[]), digest(r#"[1,"a",[]]"#));
        assert_eq!(of(&["[2]", "{}"]), digest(r#"[1,"a",[[2],{}]]"#));
    }
}
