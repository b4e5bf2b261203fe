//! A plan as people read it.

use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
};

use connect_model::Finding;
use connect_resources::{Bond, Doubt, Reference, TAGS};
use reconcile::Step;
use serde_json::Value;

use crate::{
    blueprint::{Action, Blueprint, Change, Verb},
    unsure::Unsure,
};

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
            "Plan for {alias} in {account} / {region} ({}depth: {depth})",
            self.part()
        )?;
        for steps in by_thing(self.steps.steps()) {
            writeln!(f)?;
            headline(f, &steps[0].action)?;
            for step in steps {
                body(f, &step.action)?;
            }
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
        self.aside(f)?;
        self.over(f)?;
        unsure(f, &self.unsure)?;
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

// === impl Blueprint ===

impl Blueprint {
    /// What is not done, and why.
    fn aside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.held.is_empty() {
            writeln!(f, "\nLeft for a later layer:")?;
            for held in &self.held {
                writeln!(f, "    {} (with {})", held.key, held.layer.as_str())?;
            }
        }
        if !self.kept.is_empty() {
            writeln!(
                f,
                "\nKept, unless numbers are released and data is deleted too:"
            )?;
            for key in &self.kept {
                writeln!(f, "    {key}")?;
            }
        }
        Ok(())
    }

    /// What quotas do not allow.
    fn over(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.excesses.is_empty() {
            writeln!(f, "\nMore than quotas allow:")?;
        }
        for excess in &self.excesses {
            let Finding {
                message, remedy, ..
            } = &excess.finding;
            writeln!(f, "    {message}; {remedy}")?;
        }
        Ok(())
    }

    /// `layers: admin, flows; ` where not all are meant.
    fn part(&self) -> String {
        let words: Vec<_> = self.layers.iter().map(|layer| layer.as_str()).collect();
        match words.as_slice() {
            [] => String::new(),
            words => format!("layers: {}; ", words.join(", ")),
        }
    }
}

/// What the depth left in doubt, one line a kind and member.
pub(crate) fn unsure(f: &mut fmt::Formatter<'_>, unsure: &[Unsure]) -> fmt::Result {
    let said = [
        (
            Doubt::Unseen,
            "Declared but not compared, because it takes a full plan to see it:",
            "not seen",
        ),
        (
            Doubt::Undated,
            "Compared as remembered, because AWS need not date a change of it:",
            "remembered",
        ),
    ];
    for (doubt, headline, how) in said {
        let mut lines = unsure.iter().filter(|line| line.doubt == doubt).peekable();
        if lines.peek().is_some() {
            writeln!(f, "\n{headline}")?;
        }
        for line in lines {
            let noun = line.kind.kind().facts().noun;
            writeln!(f, "    {noun}: {} ({} {how})", line.member, line.things)?;
        }
    }
    Ok(())
}

/// The steps of each thing together, kinds in the order of their list, names as they come up.
fn by_thing(steps: &[Step<Action>]) -> Vec<Vec<&Step<Action>>> {
    let mut groups: Vec<Vec<&Step<Action>>> = Vec::new();
    let mut places = BTreeMap::new();
    for step in steps {
        let place = *places.entry(&step.action.key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(step);
    }
    groups.sort_by_key(|steps| steps[0].action.key.kind);
    groups
}

fn headline(f: &mut fmt::Formatter<'_>, action: &Action) -> fmt::Result {
    let sign = match action.verb {
        Verb::Make => '+',
        Verb::Remove => '-',
        Verb::Settle => '.',
        Verb::Mend | Verb::Tag if action.completes => '+',
        Verb::Mend | Verb::Tag => '~',
    };
    let is_kept = action.key.kind.kind().facts().bond == Bond::Kept;
    let aside = match action.verb {
        Verb::Remove if is_kept => " (disabled, since AWS deletes none)",
        _ => "",
    };
    writeln!(f, "  {sign} {}{aside}", action.key)
}

fn body(f: &mut fmt::Formatter<'_>, action: &Action) -> fmt::Result {
    let facts = action.key.kind.kind().facts();
    let is_later = |change: &Change| {
        let aspect = facts.aspect_of(&change.member);
        aspect.is_some_and(|aspect| action.deferred.contains(aspect.name))
    };
    let is_headline = |change: &Change| {
        change.member == "name"
            && change
                .after
                .as_ref()
                .is_some_and(|name| *name == *action.key.name)
    };
    match action.verb {
        Verb::Settle => writeln!(f, "      (waits until it is ready)"),
        Verb::Remove if action.with_data => writeln!(f, "      (with all data in it)"),
        Verb::Remove => Ok(()),
        Verb::Make => {
            let shown = action
                .changes
                .iter()
                .filter(|c| !is_later(c) && !is_headline(c));
            shown.into_iter().try_for_each(|change| line(f, change))
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

pub(crate) fn shown(value: &Value) -> String {
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
