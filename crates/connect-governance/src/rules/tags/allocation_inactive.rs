//! A required tag by which cost is not allocated.

use crate::{
    Area, Marks, Mend, Rule, Settings, Severity, Subject,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "allocation-inactive",
    area: Area::Tags,
    severity: Severity::Low,
    title: "Cost is not allocated by a tag that is required",
    why: "A tag splits the bill only once it is active, and not for the days before that. \
            Until then cost stands under no name.",
    remedy: "Activate the key: list it under `allocation` of governance and run `connectctl \
            govern tags --apply`, with the account that pays.",
    references: &[],
    needs: &[Part::AllocationTags],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    for key in &settings.required_tags {
        let (evidence, is_known) = match world.allocation_tags.get(key.as_str()) {
            Some(true) => continue,
            Some(false) => ("required, and cost is not allocated by it", true),
            None => ("required, and Billing does not know it yet", false),
        };
        let mark = marks.find(Subject::new("tag", key.as_str()), evidence);
        if is_known {
            mark.mend(Mend::ActivateTags {
                keys: vec![key.to_string()],
            });
        } else {
            // Billing lists a key up to a day after something has it.
            mark.remedy(TAG_FIRST);
        }
    }
}

const TAG_FIRST: &str = "Tag something with it, and activate it a day later: list it under `allocation` \
                         of governance and run `connectctl govern tags --apply`, with the account that \
                         pays.";

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing_b::{said, said_by, sound},
    };

    #[test]
    fn a_required_tag_that_is_not_active_is_found_and_can_be_mended() {
        let mut world = sound();
        world.allocation_tags = [("unit".to_owned(), false)].into();
        let keys = ["unit", "owner"].map(|key| key.parse().unwrap());
        let settings = Settings {
            required_tags: keys.into(),
            ..Settings::default()
        };
        expect![[r#"
            low tag/unit: required, and cost is not allocated by it
              do: Activate the key: list it under `allocation` of governance and run `connectctl govern tags --apply`, with the account that pays.
              mend: {"do":"activate-tags","keys":["unit"]}
            low tag/owner: required, and Billing does not know it yet
              do: Tag something with it, and activate it a day later: list it under `allocation` of governance and run `connectctl govern tags --apply`, with the account that pays.
        "#]].assert_eq(&said_by(&RULE, &world, &settings));
    }

    #[test]
    fn a_tag_that_is_active_or_not_required_is_let_be() {
        let mut world = sound();
        let keys = ["unit"].map(|key| key.parse().unwrap());
        let settings = Settings {
            required_tags: keys.into(),
            ..Settings::default()
        };
        assert_eq!(said_by(&RULE, &world, &settings), "");
        world.allocation_tags = [("unit".to_owned(), false)].into();
        assert_eq!(said(&RULE, &world), "");
    }
}
