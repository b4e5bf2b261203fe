//! A centre in two Regions: its replica, its traffic distribution groups, and their numbers and agents.

use std::time::Duration;

use aws_sim::{Action, Rule, Settings};
use connect_provision::{DestroyOptions, PlanOptions, Prune};
use connect_resources::KindId;
use reconcile::Ended;
use system_tests::{Desk, example, spec};

const CENTER: &str = include_str!("specs/regions.yaml");

/// What a text is replaced by, the steps there, and those back.
struct Edit {
    replace: &'static [(&'static str, &'static str)],
    steps: &'static [&'static str],
    back: &'static [&'static str],
}

const EDITS: &[Edit] = &[
    Edit {
        replace: &[("Owner: sales", "Owner: somebody")],
        steps: &["traffic-distribution-group/Sales/tags"],
        back: &["traffic-distribution-group/Sales/tags"],
    },
    Edit {
        replace: &[("users: [ada]", "users: [ada, bob]")],
        steps: &["traffic-distribution-group/Sales/users"],
        back: &["traffic-distribution-group/Sales/users"],
    },
    // From one group into the other: who goes is let go before he is taken.
    Edit {
        replace: &[
            ("users: [ada]", "users: [bob]"),
            ("users: []", "users: [ada]"),
        ],
        steps: &[
            "traffic-distribution-group/Sales/users",
            "traffic-distribution-group/Help/users",
        ],
        back: &[
            "traffic-distribution-group/Sales/users",
            "traffic-distribution-group/Help/users",
        ],
    },
    Edit {
        replace: &[(
            "traffic_distribution_group: Sales",
            "traffic_distribution_group: Help",
        )],
        steps: &["phone-number/sales/target"],
        back: &["phone-number/sales/target"],
    },
    Edit {
        replace: &[(", traffic_distribution_group: Sales", "")],
        steps: &["phone-number/sales/target"],
        back: &["phone-number/sales/target"],
    },
];

fn steps(plan: &connect_provision::Blueprint) -> Vec<String> {
    let steps = plan.steps.steps().iter();
    steps.map(|step| step.id.to_string()).collect()
}

/// A number that moved is not ready for some seconds.
async fn settled(desk: &Desk) {
    desk.clock.sleep(Duration::from_secs(5)).await;
}

#[tokio::test(start_paused = true)]
async fn a_centre_comes_up_in_two_regions_and_goes_from_both() {
    let desk = Desk::new(Settings::default());
    let center = example("global-resiliency");
    let report = desk.applied(1, &center).await;
    let groups: Vec<_> = report
        .outputs
        .of_kind(KindId::TrafficDistributionGroup)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(groups, ["Orders", "Repairs"]);
    let plan = desk.plan(&center).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
    let far = desk
        .ports_in("eu-central-1", desk.simulator.http_client())
        .await;
    let replicas = far.instance.list().await.unwrap();
    assert_eq!(replicas[0].name, "global-resiliency-eu-central-1");
    let report = desk.destroyed(&center, DestroyOptions::default()).await;
    let staged: Vec<_> = report
        .run
        .steps
        .iter()
        .map(|(id, _)| id.to_string())
        .collect();
    let at = |id: &str| staged.iter().position(|step| step == id).unwrap();
    assert!(at("phone-number/orders/delete") < at("traffic-distribution-group/Orders/delete"));
    assert!(at("traffic-distribution-group/Orders/delete") < at("replica/eu-central-1/delete"));
    assert!(at("replica/eu-central-1/delete") < at("instance/global-resiliency/delete"));
    assert!(far.instance.list().await.unwrap().is_empty());
    let near = desk.ports().await;
    assert!(near.instance.list().await.unwrap().is_empty());
    assert!(near.phone_number.list().await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn each_edit_of_groups_is_exactly_its_steps_and_so_is_its_way_back() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(CENTER)).await;
    assert!(desk.plan(&spec(CENTER)).await.unwrap().is_empty());
    for (job, edit) in (10..).step_by(2).zip(EDITS) {
        let replace = |text: String, (from, to): &(&str, &str)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        };
        let there = spec(&edit.replace.iter().fold(CENTER.to_owned(), replace));
        assert_eq!(steps(&desk.plan(&there).await.unwrap()), edit.steps);
        desk.applied(job, &there).await;
        settled(&desk).await;
        let plan = desk.plan(&there).await.unwrap();
        assert!(plan.is_empty(), "{plan}");
        assert_eq!(steps(&desk.plan(&spec(CENTER)).await.unwrap()), edit.back);
        desk.applied(job + 1, &spec(CENTER)).await;
        settled(&desk).await;
        let plan = desk.plan(&spec(CENTER)).await.unwrap();
        assert!(plan.is_empty(), "{plan}");
    }
}

/// AWS moves the numbers of an instance to the group that it makes with the replica.
#[tokio::test(start_paused = true)]
async fn numbers_that_a_replication_moved_are_still_those_of_the_instance() {
    let desk = Desk::new(Settings::default());
    let alone = "
instance: { alias: regions, identity_management: SAML }
phone_numbers:
  office: { country: GB, type: DID }
";
    desk.applied(1, &spec(alone)).await;
    let with = spec(&format!(
        "{alone}replicas:\n  - {{ region: eu-central-1 }}\n"
    ));
    let plan = desk.plan(&with).await.unwrap();
    assert_eq!(
        steps(&plan),
        ["replica/eu-central-1/create", "replica/eu-central-1/ready"]
    );
    desk.applied(2, &with).await;
    for center in [&with, &spec(alone)] {
        let plan = desk.plan(center).await.unwrap();
        assert!(plan.is_empty(), "{plan}");
    }
    assert_eq!(
        desk.ports().await.phone_number.list().await.unwrap().len(),
        1
    );
}

#[tokio::test(start_paused = true)]
async fn a_replica_outlives_its_declaration_and_a_group_of_ours_does_not() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(CENTER)).await;
    let bare = spec("instance: { alias: regions, identity_management: SAML }");
    let prune = PlanOptions {
        prune: Some(Prune {
            release_numbers: true,
            ..Prune::default()
        }),
        ..PlanOptions::default()
    };
    let report = desk.applied_with(2, &bare, prune).await;
    let done: Vec<_> = report
        .run
        .steps
        .iter()
        .map(|(id, _)| id.to_string())
        .collect();
    assert!(
        done.contains(&"traffic-distribution-group/Sales/delete".to_owned()),
        "{done:?}"
    );
    assert!(
        !done.iter().any(|id| id.starts_with("replica/")),
        "{done:?}"
    );
    let near = desk.ports().await;
    let groups = near.traffic_distribution_group.list(None).await.unwrap();
    assert!(groups.iter().all(|group| group.is_default));
    assert_eq!(groups.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_group_without_a_replica_says_what_it_lacks() {
    let desk = Desk::new(Settings::default());
    let center = spec(
        "
instance: { alias: regions, identity_management: SAML }
traffic_distribution_groups:
  - { name: Sales }
phone_numbers:
  sales: { country: GB, type: DID, traffic_distribution_group: Sales }
",
    );
    let ports = desk.ports().await;
    let journal = reconcile::MemoryJournal::default();
    let report = desk
        .apply_through(1, &center, &ports, &journal)
        .await
        .unwrap();
    assert_eq!(report.run.ended, Ended::Failed);
    let (step, setback) = report.run.setbacks().next().unwrap();
    assert_eq!(step.as_str(), "traffic-distribution-group/Sales/create");
    assert!(setback.message.contains("declare a replica"), "{setback}");
    assert!(ports.phone_number.list().await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_lost_makes_neither_replica_nor_group_twice() {
    for operation in ["ReplicateInstance", "CreateTrafficDistributionGroup"] {
        let desk = Desk::new(Settings::default());
        desk.faults(vec![Rule {
            operation: Some(operation.to_owned()),
            nth: Some(1),
            when: aws_sim::When::After,
            action: Action::Drop,
            ..Rule::default()
        }]);
        let center = spec(CENTER);
        desk.applied(1, &center).await;
        let plan = desk.plan(&center).await.unwrap();
        assert!(plan.is_empty(), "{operation}: {plan}");
        let ports = desk.ports().await;
        let groups = ports.traffic_distribution_group.list(None).await.unwrap();
        assert_eq!(groups.len(), 3, "{operation}");
    }
}
