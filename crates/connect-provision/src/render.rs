//! A plan as people read it.

use std::fmt::{self, Write as _};

use connect_resources::{Reference, TAGS, ThingKey};
use reconcile::Step;
use serde_json::Value;

use crate::blueprint::{Action, Blueprint, Change, Verb};

/// Longer texts are shown by their size: a flow is no line.
const SHOWN_CHARS_MAX: usize = 80;

impl fmt::Display for Blueprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            alias,
            account,
            region,
            depth,
            ..
        } = self;
        writeln!(
            f,
            "Plan for {alias} in {account} / {region} (depth: {depth})"
        )?;
        let mut last: Option<&ThingKey> = None;
        for step in self.steps.steps() {
            if last != Some(&step.action.key) {
                writeln!(f)?;
                headline(f, step)?;
            }
            body(f, step)?;
            last = Some(&step.action.key);
        }
        if !self.foreign.is_empty() {
            writeln!(
                f,
                "\nThere already and not ours, so read and updated but never removed:"
            )?;
            for key in &self.foreign {
                writeln!(f, "    {key}")?;
            }
        }
        let counts = self.counts();
        writeln!(
            f,
            "\n{} to create, {} to update, {} to delete, {} unchanged ({} steps)",
            counts.create,
            counts.update,
            counts.delete,
            self.unchanged,
            self.steps.steps().len()
        )
    }
}

fn headline(f: &mut fmt::Formatter<'_>, step: &Step<Action>) -> fmt::Result {
    let sign = match step.action.verb {
        Verb::Make => '+',
        Verb::Remove => '-',
        Verb::Settle => '.',
        Verb::Mend | Verb::Tag if step.action.completes => '+',
        Verb::Mend | Verb::Tag => '~',
    };
    writeln!(f, "  {sign} {}", step.action.key)
}

fn body(f: &mut fmt::Formatter<'_>, step: &Step<Action>) -> fmt::Result {
    let action = &step.action;
    match action.verb {
        Verb::Settle => writeln!(f, "      (waits until it is ready)"),
        Verb::Remove => Ok(()),
        Verb::Make => {
            let now = |change: &&Change| {
                let facts = action.key.kind.kind().facts();
                let aspect = facts.aspect_of(&change.member);
                !aspect.is_some_and(|aspect| action.deferred.contains(aspect.name))
            };
            action
                .changes
                .iter()
                .filter(now)
                .try_for_each(|change| line(f, change))
        }
        Verb::Mend | Verb::Tag => action.changes.iter().try_for_each(|change| line(f, change)),
    }
}

fn line(f: &mut fmt::Formatter<'_>, change: &Change) -> fmt::Result {
    let Change {
        member,
        before,
        after,
    } = change;
    if member == TAGS || before.as_ref().is_some_and(Value::is_object) {
        return nested(f, member, before.as_ref(), after.as_ref());
    }
    match (before, after) {
        (Some(before), Some(after)) => {
            writeln!(f, "      {member}: {} → {}", shown(before), shown(after))
        }
        (None, Some(after)) => writeln!(f, "      {member}: {}", shown(after)),
        (Some(before), None) => writeln!(f, "      {member}: {} → (none)", shown(before)),
        (None, None) => Ok(()),
    }
}

/// Only what differs inside a member.
fn nested(
    f: &mut fmt::Formatter<'_>,
    member: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> fmt::Result {
    let empty = serde_json::Map::new();
    let map = |value: Option<&'_ Value>| value.and_then(Value::as_object).cloned();
    let (before, after) = (
        map(before).unwrap_or_else(|| empty.clone()),
        map(after).unwrap_or_else(|| empty.clone()),
    );
    for (name, value) in &after {
        if before.get(name) != Some(value) {
            let inner = Change {
                member: format!("{member}.{name}"),
                before: before.get(name).cloned(),
                after: Some(value.clone()),
            };
            line(f, &inner)?;
        }
    }
    for (name, value) in before
        .iter()
        .filter(|(name, _)| member == TAGS && !after.contains_key(*name))
    {
        writeln!(f, "      {member}.{name}: {} → (none)", shown(value))?;
    }
    Ok(())
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text_shown(text),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(shown).collect();
            short(&format!("[{}]", items.join(", ")), items.len())
        }
        Value::Object(members) => {
            let mut text = String::from("{");
            for (n, (name, value)) in members.iter().enumerate() {
                let comma = if n > 0 { ", " } else { "" };
                write!(text, "{comma}{name}: {}", shown(value))
                    .expect("a String takes every write");
            }
            text + "}"
        }
        other => other.to_string(),
    }
}

fn text_shown(text: &str) -> String {
    if let Some(key) = Reference::read_named(text) {
        return key.name;
    }
    let chars = text.chars().count();
    if chars > SHOWN_CHARS_MAX {
        format!("({chars} characters)")
    } else {
        format!("\"{text}\"")
    }
}

fn short(text: &str, items: usize) -> String {
    if text.chars().count() > 2 * SHOWN_CHARS_MAX {
        format!("({items} entries)")
    } else {
        text.to_owned()
    }
}
