use control_api::v1 as pb;
use expect_test::expect;
use serde_json::json;

use crate::{
    desk::Desk,
    samples::{self, job},
};

fn target(name: &str) -> pb::Target {
    pb::Target {
        name: format!("targets/{name}"),
        ..Default::default()
    }
}

fn page(targets: impl Into<Vec<pb::Target>>, next: &str) -> pb::ListTargetsResponse {
    pb::ListTargetsResponse {
        targets: targets.into(),
        next_page_token: next.into(),
    }
}

#[tokio::test(start_paused = true)]
async fn targets_say_how_they_are_reached() {
    let labels = [("env".to_owned(), "prod".to_owned())];
    let london = pb::Target {
        account: "333333333333".into(),
        region: "eu-west-2".into(),
        labels: labels.into(),
        role_arn: "arn:aws:iam::333333333333:role/trunkline".into(),
        ..target("prod-london")
    };
    let desk = Desk::new().daemon(|script| {
        let mut first = samples::targets();
        first.next_page_token = "more".into();
        script.targets = [first, page([london], "")].into();
    });
    expect![[r#"
        --- stdout
          target       account       region     labels
          consumer     222222222222  eu-west-2            simulated
          local        111111111111  eu-west-2            simulated
          local-us     111111111111  us-east-1            simulated
          prod-london  333333333333  eu-west-2  env=prod  as arn:aws:iam::333333333333:role/trunkline
        --- exit 0
    "#]].assert_eq(&desk.types("connectctl targets list").await.all());
    assert_eq!(
        desk.asked("Targets"),
        [json!({}), json!({ "pageToken": "more" })]
    );
}

#[tokio::test(start_paused = true)]
async fn no_targets_are_said_so_and_labels_pick() {
    let desk = Desk::new().daemon(|script| script.targets.clear());
    let said = desk.types("connectctl targets list --label env=prod").await;
    assert_eq!(
        said.stdout,
        "No targets. They are declared in the daemon's configuration.\n"
    );
    assert_eq!(
        desk.asked("Targets"),
        [json!({ "labels": { "env": "prod" } })]
    );
}

#[tokio::test(start_paused = true)]
async fn the_target_is_the_given_one_else_the_only_one_else_local() {
    let only = || page([target("prod-london")], "");
    for (targets, flags, chosen) in [
        (samples::targets(), "", "targets/local"),
        (only(), "", "targets/prod-london"),
        (only(), "--target local-us", "targets/local-us"),
        (only(), "--target targets/local-us", "targets/local-us"),
        (page([target("a")], "more"), "", "targets/local"),
    ] {
        let desk = Desk::new().daemon(|script| {
            script.targets = [targets].into();
            let described = job(pb::JobKind::DescribeContactCenter, pb::job::State::Running);
            script.started = [Ok(described)].into();
        });
        let said = desk
            .types(&format!("connectctl describe uk-prod --detach {flags}"))
            .await;
        assert_eq!(said.exit, 0, "{}", said.stderr);
        assert_eq!(desk.asked("Describe")[0]["target"], chosen);
        assert_eq!(desk.asked("Targets").is_empty(), !flags.is_empty());
    }
}
