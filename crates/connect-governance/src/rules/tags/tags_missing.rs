//! A resource without a tag that everything has to have.

use std::collections::BTreeMap;

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::{
        tags::things::Things,
        tally::{SINGLE_MAX, few},
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "tags-missing",
    area: Area::Tags,
    severity: Severity::Low,
    title: "A resource lacks tags that are required",
    why: "Tags say whose a thing is, limit who may reach it, and are what reports and \
            policies go by. What lacks them falls through all of that.",
    remedy: "Declare the tags under `tags` of governance, and run `connectctl govern tags \
            --apply`.",
    references: &[],
    needs: &[Part::Tags],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    let wanted: Vec<&str> = settings.required_tags.iter().map(AsRef::as_ref).collect();
    let mut lacking: BTreeMap<&str, Vec<(Subject, Vec<&str>)>> = BTreeMap::new();
    let things = Things::of(world);
    for (arn, tags) in &world.tags {
        let lacks: Vec<&str> = wanted
            .iter()
            .copied()
            .filter(|key| !tags.contains_key(*key))
            .collect();
        if !lacks.is_empty()
            && let Some((kind, subject)) = things.own(arn)
        {
            lacking.entry(kind).or_default().push((subject, lacks));
        }
    }
    for (kind, things) in lacking {
        if things.len() > SINGLE_MAX {
            together(kind, &things, marks);
            continue;
        }
        for (subject, lacks) in things {
            marks.find(subject, format!("lacks {}", quoted(&lacks)));
        }
    }
}

/// Many of one kind are told in one finding.
fn together(kind: &str, things: &[(Subject, Vec<&str>)], marks: &mut Marks) {
    let names: Vec<String> = things
        .iter()
        .map(|(it, _)| format!("`{}`", it.name))
        .collect();
    let mut keys: Vec<&str> = things.iter().flat_map(|(_, lacks)| lacks.clone()).collect();
    keys.sort_unstable();
    keys.dedup();
    let some = if keys.len() > 1 { "some of " } else { "" };
    let evidence = format!(
        "{} lack {some}{}: {}",
        things.len(),
        quoted(&keys),
        few(&names, ", ")
    );
    marks.find(Subject::new(kind, "several"), evidence);
}

fn quoted(keys: &[&str]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing_b::{arn, queue, said, said_by, sound},
    };

    fn required() -> Settings {
        let keys = ["unit", "owner"].map(|key| key.parse().unwrap());
        Settings {
            required_tags: keys.into(),
            ..Settings::default()
        }
    }

    #[test]
    fn what_lacks_a_required_tag_is_found_and_many_are_told_together() {
        let mut world = sound();
        expect![[r#"
            low instance/acme: lacks `owner`
              do: Declare the tags under `tags` of governance, and run `connectctl govern tags --apply`.
            low queue/Sales: lacks `owner`
              do: Declare the tags under `tags` of governance, and run `connectctl govern tags --apply`.
        "#]].assert_eq(&said_by(&RULE, &world, &required()));
        for number in 110..131 {
            let name = format!("Queue {number}");
            world.tags.insert(
                arn("queue", number),
                [("unit".to_owned(), String::new())].into(),
            );
            world.queues.push(queue(&name, number));
        }
        expect![[r#"
            low instance/acme: lacks `owner`
              do: Declare the tags under `tags` of governance, and run `connectctl govern tags --apply`.
            low queue/several: 22 lack `owner`: `Sales`, `Queue 110`, `Queue 111` and 19 more
              do: Declare the tags under `tags` of governance, and run `connectctl govern tags --apply`.
        "#]].assert_eq(&said_by(&RULE, &world, &required()));
    }

    #[test]
    fn what_every_instance_has_is_let_be_and_nothing_is_required_by_default() {
        let mut world = sound();
        world.tags = [(arn("contact-flow", 12), [].into())].into();
        assert_eq!(said_by(&RULE, &world, &required()), "");
        assert_eq!(said(&RULE, &sound()), "");
    }
}
