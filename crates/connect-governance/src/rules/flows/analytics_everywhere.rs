//! Cost: every contact is analysed, on a plan that charges for it.

use std::collections::BTreeSet;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{analyses, live, records},
        tally::{count, few},
        thing::instance,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "analytics-everywhere",
    area: Area::Flows,
    severity: Severity::Info,
    title: "Every recorded contact is analysed where analysis is charged by the minute",
    why: "Outside of the bundled plan, Contact Lens is charged for each minute of voice and \
            each message of chat. On the bundled plan it is not, and switching it off saves \
            nothing.",
    remedy: "Analyse a share of the contacts: put a Distribute by percentage block before the \
            block that switches analysis on.",
    references: &[],
    needs: &[Part::Flows, Part::Numbers],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    if settings.bundled_plan {
        return;
    }
    let scripts = live(world);
    let mut flows = BTreeSet::new();
    let mut blocks = 0;
    for script in &scripts {
        for action in script.document.actions().filter(|action| records(*action)) {
            if !analyses(action) {
                return;
            }
            flows.insert(format!("`{}`", script.flow.name));
            blocks += 1;
        }
    }
    if blocks > 0 {
        let flows: Vec<String> = flows.into_iter().collect();
        let all = count(blocks, "block that records", "blocks that record");
        let evidence = format!("cost: {all}, in {}, all with analysis", few(&flows, ", "));
        marks.find(instance(world), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing_b::{document, main_actions, said, said_by, sound},
        world::World,
    };

    fn analysing() -> World {
        let mut world = sound();
        let mut actions = main_actions();
        actions[2]["Parameters"]["AnalyticsBehavior"] = json!({"Enabled": "True"});
        world.flows[0].document = Some(document(&actions));
        world
    }

    #[test]
    fn analysis_of_every_contact_is_found_where_it_is_charged() {
        let settings = Settings {
            bundled_plan: false,
            ..Settings::default()
        };
        expect![[r#"
            info instance/acme: cost: 1 block that records, in `Main`, all with analysis
              do: Analyse a share of the contacts: put a Distribute by percentage block before the block that switches analysis on.
        "#]].assert_eq(&said_by(&RULE, &analysing(), &settings));
        assert_eq!(
            said_by(&RULE, &sound(), &settings),
            "",
            "nothing is analysed"
        );
    }

    #[test]
    fn on_the_bundled_plan_it_saves_nothing() {
        assert_eq!(said(&RULE, &analysing()), "");
    }
}
