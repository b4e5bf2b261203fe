//! One declared thing against the observed one.

use std::collections::BTreeMap;

use connect_model::{Finding, Tags};
use connect_resources::{
    Aspect, Declared, Index, KEY_TAG, Members, Observed, Ownership, Scope, TAGS, own_tags,
};
use serde_json::{Value, json};

use crate::{blueprint::Change, options::PlanOptions};

/// One aspect that differs.
pub(crate) struct Difference {
    pub(crate) aspect: &'static Aspect,
    pub(crate) changes: Vec<Change>,
}

/// The aspects that differ. A member that is not declared does not matter; inside a member that is
/// an object, neither does one. What was not seen is not compared.
pub(crate) fn differences(thing: &Declared, observed: &Observed, index: &Index) -> Vec<Difference> {
    let kind = thing.key.kind.kind();
    let mut compared = thing.members.clone();
    for member in observed.unseen() {
        compared.unset(member);
    }
    let mut declared = compared.clone();
    kind.settle_form(&mut declared, index);
    let changes = |aspect: &'static Aspect| {
        let differs = |member: &&&str| {
            !thing.ignore.contains(**member)
                && declared.get(member).is_some_and(|want| {
                    kind.differs(aspect, member, want, observed.members.get(member))
                })
        };
        let change = |member: &&str| Change {
            member: (*member).to_owned(),
            before: observed.members.get(member).cloned(),
            after: compared.get(member).cloned(),
        };
        let changes: Vec<_> = aspect.members.iter().filter(differs).map(change).collect();
        (!changes.is_empty()).then_some(Difference { aspect, changes })
    };
    kind.facts().aspects.iter().filter_map(changes).collect()
}

/// Whether an aspect has members that may not be as AWS has them now.
pub(crate) fn is_in_doubt(observed: &Observed, aspect: &Aspect) -> bool {
    let outer = |member: &str| member.split('.').next().unwrap_or_default().to_owned();
    let mut doubts = observed.doubts.keys().map(|member| outer(member));
    doubts.any(|member| aspect.members.contains(&member.as_str()))
}

/// Members that differ and that AWS cannot change.
pub(crate) fn refusals(thing: &Declared, observed: &Observed) -> Vec<Finding> {
    let facts = thing.key.kind.kind().facts();
    let differs = |member: &&&str| {
        let (want, have) = (thing.members.get(member), observed.members.get(member));
        want.is_some() && have.is_some() && want != have && !thing.ignore.contains(**member)
    };
    let finding = |member: &&str| Finding {
        rule: "cannot-change".into(),
        place: thing.place.clone(),
        message: format!(
            "the {member} of {} is {} and cannot become {}: AWS has no operation for it",
            thing.key,
            shown(observed.members.get(member)),
            shown(thing.members.get(member)),
        ),
        remedy: format!(
            "declare {} as it is, or declare a new {} under another name and remove this one",
            shown(observed.members.get(member)),
            facts.noun
        ),
    };
    facts.fixed.iter().filter(differs).map(finding).collect()
}

/// The change of tags, if any. On what is ours the declared tags are the whole set; on what is not,
/// they are added and nothing is taken away. What is to become ours gets the tags that say so, and so
/// does what is known by a key that has changed.
pub(crate) fn tag_change(
    thing: &Declared,
    observed: &Observed,
    scope: &Scope,
    options: &PlanOptions,
) -> Option<Change> {
    let facts = thing.key.kind.kind().facts();
    let have = observed
        .tags
        .as_ref()
        .filter(|_| facts.tagged && !thing.ignore.contains(TAGS))?;
    let ours = observed.ownership.is_of(scope.alias.as_str());
    let taken = options.take_ownership && observed.ownership == Ownership::Foreign;
    let own = own_tags(&thing.key, scope);
    let rekeyed = ours && observed.key != thing.key && own.get(KEY_TAG).is_some();
    let own = if taken || rekeyed { own } else { Tags::new() };
    let surplus =
        |(key, _): &(&str, &str)| ours && !key.starts_with("aws:") && thing.tags.get(key).is_none();
    let missing = thing
        .tags
        .iter()
        .any(|(key, value)| have.get(key) != Some(value));
    let after = if ours {
        thing.tags.overlaid(&own)
    } else {
        have.overlaid(&thing.tags).overlaid(&own)
    };
    (taken || rekeyed || missing || have.iter().any(|tag| surplus(&tag))).then(|| Change {
        member: TAGS.to_owned(),
        before: Some(json!(plain(have))),
        after: Some(json!(plain(&after))),
    })
}

/// What is declared, with what nobody manages as it was observed: calls that replace a member as a
/// whole must not lose the rest of it.
pub(crate) fn completed(thing: &Declared, observed: &Observed) -> Declared {
    let mut thing = thing.clone();
    let mut merged = Members::default();
    for (name, seen) in observed.members.iter() {
        if thing.members.get(name).is_some() {
            merged.set(name, seen.clone());
        }
    }
    merged.lay(&thing.members);
    thing.members = merged;
    thing
}

fn plain(tags: &Tags) -> BTreeMap<&str, &str> {
    tags.iter()
        .filter(|(key, _)| !key.starts_with("aws:"))
        .collect()
}

fn shown(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => format!("\"{text}\""),
        Some(value) => value.to_string(),
        None => "nothing".to_owned(),
    }
}
