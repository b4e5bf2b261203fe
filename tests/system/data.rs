//! What holds data: buckets and log groups, which live on without their instance.

use aws_sim::Settings;
use connect_provision::{Blueprint, DestroyOptions, PlanOptions, Prune, Report};
use connect_resources::{KindId, Known, bucket::Setting};
use system_tests::{Desk, spec};

const CENTER: &str = "
instance: { alias: data, log_retention_days: 30 }
buckets:
  - { name: data-calls, versioning: true }
  - { name: data-empty }
storage:
  call_recordings: { bucket: data-calls, prefix: calls }
";
const GROUP: &str = "/aws/connect/data";

fn kept(report: &Report) -> Vec<String> {
    let kept = report.blueprint.kept.iter();
    kept.map(ToString::to_string).collect()
}

fn with_data() -> DestroyOptions {
    DestroyOptions {
        delete_data: true,
        ..DestroyOptions::default()
    }
}

/// Two versions of an object, and a line of a log.
async fn fill(desk: &Desk) {
    for _ in 0..2 {
        desk.put_object("data-calls", "calls/one.wav").await;
    }
    desk.log_line(GROUP).await;
}

#[tokio::test(start_paused = true)]
async fn what_holds_data_outlives_its_centre_unless_the_data_is_to_go_too() {
    let (desk, center) = (Desk::new(Settings::default()), spec(CENTER));
    desk.applied(1, &center).await;
    fill(&desk).await;
    let report = desk.destroyed(&center, DestroyOptions::default()).await;
    assert_eq!(
        kept(&report),
        ["bucket data-calls", "log group /aws/connect/data"]
    );
    let left = |report: &Report, kind| {
        let left = report.outputs.of_kind(kind);
        left.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(left(&report, KindId::Bucket), ["data-calls"]);
    assert!(left(&report, KindId::Instance).is_empty());

    let report = desk.destroyed(&center, with_data()).await;
    assert!(kept(&report).is_empty());
    assert!(left(&report, KindId::Bucket).is_empty());
    let state = desk.state().to_string();
    for gone in ["one.wav", "data-calls", GROUP] {
        assert!(!state.contains(gone), "{gone} is left");
    }
}

#[tokio::test(start_paused = true)]
async fn a_bucket_with_data_that_is_no_longer_declared_stays_unless_the_data_is_to_go_too() {
    let (desk, center) = (Desk::new(Settings::default()), spec(CENTER));
    desk.applied(1, &center).await;
    fill(&desk).await;
    let less = spec("instance: { alias: data, log_retention_days: 30 }");
    let pruning = |delete_data| PlanOptions {
        prune: Some(Prune {
            delete_data,
            ..Prune::default()
        }),
        ..PlanOptions::default()
    };
    let plan = desk.plan_with(&less, &pruning(false)).await.unwrap();
    let text = plan.to_string();
    assert!(text.contains("- bucket data-empty"), "{text}");
    assert!(text.contains("- storage call_recordings"), "{text}");
    assert!(!text.contains("- bucket data-calls"), "{text}");
    let careful = plan.digest();
    let plan = desk.plan_with(&less, &pruning(true)).await.unwrap();
    assert!(plan.to_string().contains("(with all data in it)"), "{plan}");
    assert_ne!(plan.digest(), careful);

    let report = desk.applied_with(2, &less, pruning(false)).await;
    assert_eq!(kept(&report), ["bucket data-calls"]);
    let report = desk.applied_with(3, &less, pruning(true)).await;
    assert!(kept(&report).is_empty());
    let again = desk.plan_with(&less, &pruning(true)).await.unwrap();
    assert!(again.is_empty(), "{again}");
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_filled_up_after_the_plan_stays() {
    let (desk, center) = (Desk::new(Settings::default()), spec(CENTER));
    desk.applied(1, &center).await;
    desk.put_object("data-empty", "late.wav").await;
    let ports = desk.ports().await;
    let fault = ports
        .bucket()
        .unwrap()
        .delete("data-empty")
        .await
        .unwrap_err();
    assert_eq!(fault.code, "BucketNotEmpty");
}

#[tokio::test(start_paused = true)]
async fn a_group_that_connect_made_first_gets_its_retention_and_is_not_ours() {
    let (desk, center) = (Desk::new(Settings::default()), spec(CENTER));
    let port = desk.ports().await.log_group.unwrap();
    port.create(GROUP, &connect_model::Tags::new())
        .await
        .unwrap();
    let report = desk.applied(1, &center).await;
    let foreign: Vec<_> = report.blueprint.foreign.iter().collect();
    assert_eq!(foreign.len(), 1, "{foreign:?}");
    let group = port.find(GROUP).await.unwrap().unwrap();
    assert_eq!(group.retention_days, Some(30));
    let arn = "arn:aws:logs:eu-west-2:111111111111:log-group:/aws/connect/data";
    assert_eq!(group.known, Known::new(GROUP, arn));
    desk.destroyed(&center, with_data()).await;
    assert!(port.find(GROUP).await.unwrap().is_some());
}

#[tokio::test(start_paused = true)]
async fn flows_without_logs_need_no_group() {
    let desk = Desk::new(Settings::default());
    let center = spec("instance: { alias: data, contact_flow_logs: false }");
    desk.applied(1, &center).await;
    let found = desk
        .ports()
        .await
        .log_group
        .unwrap()
        .find(GROUP)
        .await
        .unwrap();
    assert_eq!(found, None);
}

#[tokio::test(start_paused = true)]
async fn what_others_wrote_into_the_policy_of_a_bucket_stays() {
    let (desk, center) = (Desk::new(Settings::default()), spec(CENTER));
    desk.applied(1, &center).await;
    let port = desk.ports().await.bucket.unwrap();
    let theirs = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "Theirs", "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111111111111:root"}, "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::data-calls/*"}]}"#;
    port.set("data-calls", Setting::Policy(Some(theirs)))
        .await
        .unwrap();
    let plan = desk.plan(&center).await.unwrap();
    let steps: Vec<_> = plan.steps.steps().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(steps, ["bucket/data-calls/policy"], "{plan}");
    desk.applied(2, &center).await;
    let policy = port.policy("data-calls").await.unwrap().unwrap();
    assert!(
        policy.contains("Theirs") && policy.contains("aws:SecureTransport"),
        "{policy}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_is_there_already_is_brought_in_order_and_never_removed() {
    let (desk, center) = (Desk::new(Settings::default()), spec(CENTER));
    let port = desk.ports().await.bucket.unwrap();
    port.create("data-empty", &connect_model::Tags::new())
        .await
        .unwrap();
    port.set("data-empty", Setting::PublicAccessBlocked(false))
        .await
        .unwrap();
    let report = desk.applied(1, &center).await;
    assert_eq!(report.blueprint.foreign.len(), 1);
    assert!(port.is_public_access_blocked("data-empty").await.unwrap());
    assert!(desk.plan(&center).await.unwrap().is_empty());
    desk.destroyed(&center, with_data()).await;
    assert!(port.tags("data-empty").await.is_ok());
    assert!(port.tags("data-calls").await.is_err());
}

#[tokio::test(start_paused = true)]
async fn the_group_of_an_instance_of_others_is_left_alone_unless_it_is_declared() {
    let desk = Desk::new(Settings::default());
    desk.make_instance("data").await;
    let (bare, told) = (
        spec("instance: { alias: data }"),
        spec("instance: { alias: data, log_retention_days: 14 }"),
    );
    let makes_group = |plan: &Blueprint| {
        let mut steps = plan.steps.steps().iter();
        steps.any(|step| step.action.key.kind == KindId::LogGroup)
    };
    let plan = desk.plan(&bare).await.unwrap();
    assert!(!makes_group(&plan), "{plan}");
    let plan = desk.plan(&told).await.unwrap();
    assert!(makes_group(&plan), "{plan}");
    let taking = PlanOptions {
        take_ownership: true,
        ..PlanOptions::default()
    };
    let plan = desk.plan_with(&bare, &taking).await.unwrap();
    assert!(makes_group(&plan), "{plan}");
}
