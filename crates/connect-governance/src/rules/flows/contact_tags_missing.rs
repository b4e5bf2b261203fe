//! No flow tags contacts, though cost is split by tags.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{Script, live},
        tally::{count, few},
        thing::instance,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "contact-tags-missing",
    area: Area::Flows,
    severity: Severity::Info,
    title: "Cost is allocated by tags that no flow gives to contacts",
    why: "Charges of usage are split by the tags of contacts, and not by those of queues or \
            flows. Without them the bill names no business unit.",
    remedy: "Put a Contact tags block with the same key into the flows that answer, with the \
            business unit as its value; `connectctl govern cost --by tag` shows the split.",
    references: &[],
    needs: &[Part::Flows, Part::Numbers, Part::AllocationTags],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let active = world.allocation_tags.iter();
    let keys: Vec<String> = active
        .filter(|(key, is_active)| **is_active && !key.starts_with("aws:"))
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    let scripts = live(world);
    let tags = |script: &Script<'_>| script.of_type("TagContact").next().is_some();
    if !keys.is_empty() && !scripts.is_empty() && !scripts.iter().any(tags) {
        let flows = count(scripts.len(), "published flow", "published flows");
        let keys = few(&keys, ", ");
        let evidence =
            format!("cost is allocated by {keys}, and no flow tags contacts, of {flows}");
        marks.find(instance(world), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{document, main_actions, said, sound};

    #[test]
    fn allocation_by_tags_that_no_flow_sets_is_found() {
        let mut world = sound();
        let mut actions = main_actions();
        actions.remove(3);
        world.flows[0].document = Some(document(&actions));
        expect![[r#"
            info instance/acme: cost is allocated by `unit`, and no flow tags contacts, of 1 published flow
              do: Put a Contact tags block with the same key into the flows that answer, with the business unit as its value; `connectctl govern cost --by tag` shows the split.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn without_allocation_by_tags_nothing_is_missing() {
        let mut world = sound();
        let mut actions = main_actions();
        actions.remove(3);
        world.flows[0].document = Some(document(&actions));
        world.allocation_tags = [
            ("unit".to_owned(), false),
            ("aws:createdBy".to_owned(), true),
        ]
        .into();
        assert_eq!(said(&RULE, &world), "");
    }
}
