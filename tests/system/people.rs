//! How people are organised, over several applies: the hierarchy, statuses, proficiencies.

use aws_sim::Settings;
use connect_model::InstanceId;
use connect_provision::{Blueprint, DestroyOptions, PlanOptions, Prune};
use connect_resources::{
    KindId, Ports, predefined_attribute::AttributeDraft, user::ProficiencyRecord,
};
use reconcile::{Ended, Verdict};
use serde_json::Value;
use system_tests::{Desk, spec};

const PEOPLE: &str = "
instance: { alias: people }
hierarchy:
  levels: [Department, Team]
  groups:
    - { path: Care }
    - { path: Care/Late }
    - { path: Sales }
agent_statuses:
  - { name: Lunch, description: Out to eat }
predefined_attributes:
  - { name: Language, values: [English, Welsh] }
users:
  - username: ada
    email: ada@example.com
    first_name: Ada
    last_name: Lovelace
    routing_profile: Basic Routing Profile
    security_profiles: [Agent]
    hierarchy_group: Care/Late
    proficiencies: [{ attribute: Language, value: Welsh, level: 3 }]
  - username: bob
    email: bob@example.com
    first_name: Bob
    last_name: Noyce
    routing_profile: Basic Routing Profile
    security_profiles: [Agent]
";

fn pruning() -> PlanOptions {
    PlanOptions {
        prune: Some(Prune::default()),
        ..PlanOptions::default()
    }
}

fn keeping() -> DestroyOptions {
    DestroyOptions {
        keep_instance: true,
        ..DestroyOptions::default()
    }
}

fn steps(blueprint: &Blueprint) -> Vec<&str> {
    let steps = blueprint.steps.steps().iter();
    steps.map(|step| step.id.as_str()).collect()
}

/// The spec with some texts in the place of others.
fn edited(edits: &[(&str, &str)]) -> connect_model::spec::ContactCenter {
    let mut text = PEOPLE.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from:?} is not in the spec");
        text = text.replace(from, to);
    }
    spec(&text)
}

/// Applies and expects that nothing is to be done then.
async fn settled(desk: &Desk, job: u128, edits: &[(&str, &str)], options: PlanOptions) {
    let center = edited(edits);
    desk.applied_with(job, &center, options.clone()).await;
    let again = desk.plan_with(&center, &options).await.unwrap();
    assert!(again.is_empty(), "{again}");
}

async fn instance(ports: &Ports) -> InstanceId {
    let listed = ports.instance.list().await.unwrap();
    InstanceId::new(&listed[0].known.id)
}

/// The state of a status in the simulator.
fn state_of(state: &Value, name: &str) -> Option<String> {
    match state {
        Value::Object(members) => {
            if members.get("name").is_some_and(|it| it == name) && members.contains_key("state") {
                return members["state"].as_str().map(ToOwned::to_owned);
            }
            members.values().find_map(|member| state_of(member, name))
        }
        Value::Array(items) => items.iter().find_map(|item| state_of(item, name)),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_value_is_swapped_for_another_in_one_apply() {
    let desk = Desk::new(Settings::default());
    settled(&desk, 1, &[], PlanOptions::default()).await;
    let edits = [
        ("[English, Welsh]", "[English, Polish]"),
        ("value: Welsh", "value: Polish"),
    ];
    let plan = desk.plan(&edited(&edits)).await.unwrap();
    let expected = [
        "predefined-attribute/Language/values",
        "user/ada/proficiencies",
        "predefined-attribute/Language/fewer-values",
    ];
    assert_eq!(steps(&plan), expected, "{plan}");
    settled(&desk, 2, &edits, PlanOptions::default()).await;
}

#[tokio::test(start_paused = true)]
async fn a_value_goes_after_the_user_who_was_good_at_it() {
    let desk = Desk::new(Settings::default());
    settled(&desk, 1, &[], PlanOptions::default()).await;
    let (before, bob) = PEOPLE.split_once("  - username: bob").unwrap();
    let (before, _) = before.split_once("  - username: ada").unwrap();
    let text = format!("{before}  - username: bob{bob}").replace("[English, Welsh]", "[English]");
    let center = spec(&text);
    let plan = desk.plan_with(&center, &pruning()).await.unwrap();
    let expected = [
        "user/ada/delete",
        "secret/trunkline%2Fpeople%2Fada/delete",
        "predefined-attribute/Language/fewer-values",
    ];
    assert_eq!(steps(&plan), expected, "{plan}");
    desk.applied_with(2, &center, pruning()).await;
    assert!(desk.plan(&center).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn levels_come_before_their_groups_and_go_after_them() {
    let desk = Desk::new(Settings::default());
    settled(&desk, 1, &[], PlanOptions::default()).await;
    let deeper = [
        ("[Department, Team]", "[Department, Team, Shift]"),
        (
            "    - { path: Sales }",
            "    - { path: Care/Late/Night }\n    - { path: Sales }",
        ),
        (
            "hierarchy_group: Care/Late",
            "hierarchy_group: Care/Late/Night",
        ),
    ];
    let plan = desk.plan(&edited(&deeper)).await.unwrap();
    let expected = [
        "hierarchy-structure/levels/names",
        "hierarchy-group/Care%2FLate%2FNight/create",
        "user/ada/hierarchy-group",
    ];
    assert_eq!(steps(&plan), expected, "{plan}");
    settled(&desk, 2, &deeper, PlanOptions::default()).await;
    let flatter = [
        ("[Department, Team]", "[Department]"),
        ("    - { path: Care/Late }\n", ""),
        ("hierarchy_group: Care/Late", "hierarchy_group: Care"),
    ];
    let plan = desk.plan_with(&edited(&flatter), &pruning()).await.unwrap();
    let expected = [
        "user/ada/hierarchy-group",
        "hierarchy-group/Care%2FLate%2FNight/delete",
        "hierarchy-group/Care%2FLate/delete",
        "hierarchy-structure/levels/fewer",
    ];
    assert_eq!(steps(&plan), expected, "{plan}");
    settled(&desk, 3, &flatter, pruning()).await;
}

#[tokio::test(start_paused = true)]
async fn a_renamed_group_takes_those_below_it_along() {
    let desk = Desk::new(Settings::default());
    settled(&desk, 1, &[], PlanOptions::default()).await;
    let edits = [
        ("path: Care }", "path: Service, was: Care }"),
        ("Care/Late", "Service/Late"),
    ];
    let plan = desk.plan_with(&edited(&edits), &pruning()).await.unwrap();
    assert_eq!(steps(&plan), ["hierarchy-group/Service/name"], "{plan}");
    settled(&desk, 2, &edits, pruning()).await;
    let both = [
        ("path: Care }", "path: Help, was: Service }"),
        ("path: Care/Late }", "path: Help/Night, was: Service/Late }"),
        ("hierarchy_group: Care/Late", "hierarchy_group: Help/Night"),
    ];
    let plan = desk.plan(&edited(&both)).await.unwrap();
    let expected = [
        "hierarchy-group/Help/name",
        "hierarchy-group/Help%2FNight/name",
    ];
    assert_eq!(steps(&plan), expected, "{plan}");
    settled(&desk, 3, &both, pruning()).await;
}

/// Whether AWS takes a name again below another group is not known; the simulator does not.
#[tokio::test(start_paused = true)]
async fn a_group_whose_name_stands_elsewhere_says_where() {
    let desk = Desk::new(Settings::default());
    settled(&desk, 1, &[], PlanOptions::default()).await;
    let twice = edited(&[("path: Sales }", "path: Sales }\n    - { path: Sales/Late }")]);
    let report = desk.apply(2, &twice).await.unwrap();
    assert_eq!(report.run.ended, Ended::Failed);
    let (step, setback) = report.run.setbacks().next().unwrap();
    assert_eq!(step.as_str(), "hierarchy-group/Sales%2FLate/create");
    let told = (setback.verdict, setback.reason.as_str());
    assert_eq!(told, (Verdict::Final, "HIERARCHY_GROUP_NAME_TAKEN"));
    assert!(setback.message.contains("Care/Late"), "{setback}");
}

#[tokio::test(start_paused = true)]
async fn a_status_that_goes_is_disabled_and_comes_back_as_ours() {
    let desk = Desk::new(Settings::default());
    settled(&desk, 1, &[], PlanOptions::default()).await;
    let without = [("  - { name: Lunch, description: Out to eat }", "  []")];
    let plan = desk.plan_with(&edited(&without), &pruning()).await.unwrap();
    assert_eq!(steps(&plan), ["agent-status/Lunch/delete"], "{plan}");
    let told = plan.to_string();
    assert!(told.contains("- agent status Lunch (disabled,"), "{told}");
    settled(&desk, 2, &without, pruning()).await;
    assert_eq!(
        state_of(&desk.state(), "Lunch").as_deref(),
        Some("DISABLED")
    );

    let plan = desk.plan(&edited(&[])).await.unwrap();
    assert_eq!(steps(&plan), ["agent-status/Lunch/settings"], "{plan}");
    assert!(plan.foreign.is_empty(), "{plan}");
    settled(&desk, 3, &[], PlanOptions::default()).await;
    assert_eq!(state_of(&desk.state(), "Lunch").as_deref(), Some("ENABLED"));

    let report = desk.destroyed(&edited(&[]), keeping()).await;
    assert!(steps(&report.blueprint).contains(&"agent-status/Lunch/delete"));
    let report = desk.destroyed(&edited(&[]), keeping()).await;
    assert!(report.blueprint.is_empty(), "{}", report.blueprint);
}

#[tokio::test(start_paused = true)]
async fn proficiencies_are_read_of_users_that_declare_some() {
    let desk = Desk::new(Settings::default());
    settled(&desk, 1, &[], PlanOptions::default()).await;
    desk.simulator.reset_calls();
    desk.plan(&edited(&[])).await.unwrap();
    assert_eq!(desk.calls()["connect.ListUserProficiencies"].calls, 1);
    let none = [("[{ attribute: Language, value: Welsh, level: 3 }]", "[]")];
    let plan = desk.plan(&edited(&none)).await.unwrap();
    assert_eq!(steps(&plan), ["user/ada/proficiencies"], "{plan}");
    settled(&desk, 2, &none, PlanOptions::default()).await;
}

/// The list that a mend reads may be behind what an earlier try has done.
#[tokio::test(start_paused = true)]
async fn a_level_that_is_there_already_is_as_good_as_one_given_now() {
    let desk = Desk::new(Settings {
        lag: std::time::Duration::from_secs(5),
        ..Settings::default()
    });
    desk.applied(
        1,
        &edited(&[(
            "    proficiencies: [{ attribute: Language, value: Welsh, level: 3 }]\n",
            "",
        )]),
    )
    .await;
    desk.clock.sleep(std::time::Duration::from_secs(10)).await;
    let ports = desk.ports().await;
    let instance = instance(&ports).await;
    let users = ports.user.list(&instance).await.unwrap();
    let ada = users.iter().find(|user| user.name == "ada").unwrap();
    let id = connect_model::UserId::new(&ada.known.id);
    let welsh = [ProficiencyRecord {
        attribute: "Language".to_owned(),
        value: "Welsh".to_owned(),
        level: 1,
    }];
    let given = ports.user.add_proficiencies(&instance, &id, &welsh).await;
    given.unwrap();
    desk.applied(2, &edited(&[])).await;
    desk.clock.sleep(std::time::Duration::from_secs(10)).await;
    let plan = desk.plan(&edited(&[])).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
}

#[tokio::test(start_paused = true)]
async fn an_attribute_that_others_keep_stays() {
    let desk = Desk::new(Settings::default());
    settled(&desk, 1, &[], PlanOptions::default()).await;
    let ports = desk.ports().await;
    let instance = instance(&ports).await;
    let port = &ports.predefined_attribute;
    for name in ["Shift", "connect:Subtype", "Stray"] {
        let draft = AttributeDraft::default();
        port.create(&instance, name, &draft).await.unwrap();
    }
    let using = spec(&format!(
        "{PEOPLE}uses: {{ predefined_attributes: [Shift] }}\n"
    ));
    let plan = desk.plan_with(&using, &pruning()).await.unwrap();
    assert_eq!(
        steps(&plan),
        ["predefined-attribute/Stray/delete"],
        "{plan}"
    );
    let report = desk.destroyed(&using, keeping()).await;
    let left = report.outputs.of_kind(KindId::PredefinedAttribute);
    let left: Vec<_> = left.map(|(name, _)| name).collect();
    assert_eq!(left, ["Shift", "connect:Subtype"]);
}
