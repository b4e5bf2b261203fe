//! An instance without a tag.

use std::collections::BTreeMap;

use connect_resources::GOVERNED_TAG;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::thing::instance,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "instance-untagged",
    area: Area::Tags,
    severity: Severity::Info,
    title: "The instance has no tag",
    why: "In an account with several instances nothing else says whose one is, and what for.",
    remedy: "Declare tags under `tags` of governance, and run `connectctl govern tags \
            --apply`.",
    references: &[],
    needs: &[Part::Instance, Part::Tags],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    let tags = world.tags.get(&world.instance.arn);
    // Where tags are required, that they lack is told by the rule for it.
    if settings.required_tags.is_empty() && tags.is_some_and(is_untagged) {
        marks.find(instance(world), "has no tag");
    }
}

/// Tags of AWS say nothing of whose it is, and neither does the one that governance needs.
fn is_untagged(tags: &BTreeMap<String, String>) -> bool {
    let mut keys = tags.keys();
    keys.all(|key| key.starts_with("aws:") || key == GOVERNED_TAG)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing_b::{said, said_by, sound},
    };

    #[test]
    fn an_instance_without_a_tag_is_found() {
        let mut world = sound();
        let tags = [(
            "aws:cloudformation:stack-name".to_owned(),
            "acme".to_owned(),
        )];
        world.tags.insert(world.instance.arn.clone(), tags.into());
        expect![[r#"
            info instance/acme: has no tag
              do: Declare tags under `tags` of governance, and run `connectctl govern tags --apply`.
        "#]]
        .assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn where_tags_are_required_another_rule_tells_of_it() {
        let mut world = sound();
        world.tags.insert(world.instance.arn.clone(), [].into());
        let keys = ["unit"].map(|key| key.parse().unwrap());
        let settings = Settings {
            required_tags: keys.into(),
            ..Settings::default()
        };
        assert_eq!(said_by(&RULE, &world, &settings), "");
    }
}
