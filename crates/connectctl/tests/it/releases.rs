//! Releases of flows, as people say and read them.

use control_api::v1::{
    self as pb,
    flow_stop_result::Fate,
    job::{Result as Outcome, State},
};
use expect_test::expect;
use serde_json::json;

use crate::{desk::Desk, samples::job};

const FLOW: &str = r#"{"Version": "2019-10-30", "StartAction": "end", "Metadata": {}, "Actions": [
    {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}"#;

const WAY: &str = "
version: true
alias: live
stops:
  - { target: dev, instance: uk-dev, mapping: maps/dev.yaml, overwrite: [Main] }
  - { target: stage, instance: uk-stage, mapping: { variables: { STAGE: stage } } }
  - { target: prod, instance: uk, replicated_to: eu-central-1 }
";

fn stop(target: &str, alias: &str, fate: Fate, changes: i32) -> pb::FlowStopResult {
    pb::FlowStopResult {
        target: format!("targets/{target}"),
        alias: alias.into(),
        fate: fate.into(),
        changes,
        before: match fate {
            Fate::Done => "documents/sha256:2".into(),
            _ => String::new(),
        },
        ..Default::default()
    }
}

fn answering(kind: pb::JobKind, state: State, result: Outcome) -> Desk {
    let mut ended = job(kind, state);
    ended.result = Some(result);
    Desk::new().daemon(|script| {
        script.started = [Ok(ended.clone())].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(ended)].into();
    })
}

fn releasing(state: State, stops: Vec<pb::FlowStopResult>) -> Desk {
    let result = pb::ReleaseFlowsResult {
        bundle: "bundles/sha256:1".into(),
        stops,
    };
    answering(
        pb::JobKind::ReleaseFlows,
        state,
        Outcome::ReleaseFlows(result),
    )
    .file("flows/CONTACT_FLOW/Main.json", FLOW)
    .file("ci/release.yaml", WAY)
    .file(
        "ci/maps/dev.yaml",
        "names: { queue: { Sales: Sales dev } }\n",
    )
}

#[tokio::test(start_paused = true)]
async fn a_file_of_stops_says_where_and_its_mappings_are_found_beside_it() {
    let stops = vec![
        stop("dev", "uk-dev", Fate::Done, 3),
        stop("stage", "uk-stage", Fate::Done, 0),
        stop("prod", "uk", Fate::Done, 1),
    ];
    let desk = releasing(State::Succeeded, stops);
    let said = desk
        .types("connectctl flow release flows --stops ci/release.yaml --without Old")
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    let asked = &desk.asked("ReleaseFlows")[0];
    assert_eq!(asked["version"], true);
    assert_eq!(asked["versionAlias"], "live");
    assert_eq!(asked["without"], json!(["Old"]));
    assert_eq!(
        asked["bundle"]["files"][0]["path"],
        "CONTACT_FLOW/Main.json"
    );
    let stops = asked["stops"].as_array().unwrap();
    assert_eq!(stops[0]["target"], "targets/dev");
    assert_eq!(stops[0]["overwrite"]["names"], json!(["Main"]));
    let queue = &stops[0]["mapping"]["names"]["queue"]["entries"];
    assert_eq!(queue["Sales"], "Sales dev");
    assert_eq!(stops[1]["mapping"]["variables"]["STAGE"], "stage");
    assert_eq!(stops[2]["replicatedTo"], "eu-central-1");
    expect![[r#"
        Released to 3 stops; 4 changes.
          bundles/sha256:1

          dev/uk-dev      done, 3 changes
          stage/uk-stage  done, 0 changes
          prod/uk         done, 1 change

        What was there before can be put back, the last stop first:
          connectctl flow rollback --release 00000000-0000-4000-8000-000000000001
    "#]]
    .assert_eq(&said.stdout);
}

#[tokio::test(start_paused = true)]
async fn stops_are_told_apart_by_what_became_of_them() {
    let stops = vec![
        stop("dev", "uk-dev", Fate::Done, 3),
        stop("stage", "uk-stage", Fate::Failed, 1),
        stop("prod", "uk", Fate::NotBegun, 0),
    ];
    let desk = releasing(State::Failed, stops);
    let said = desk
        .types("connectctl flow release flows --stops ci/release.yaml")
        .await;
    assert_eq!(said.exit, 1, "{said:?}");
    let told: Vec<_> = said.stdout.lines().take(6).collect();
    expect![[r#"
        Released to 1 of 3 stops; 4 changes.
          bundles/sha256:1

          dev/uk-dev      done, 3 changes
          stage/uk-stage  failed, 1 change
          prod/uk         not begun"#]]
    .assert_eq(&told.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn a_stop_of_which_a_part_is_there_says_so_and_can_be_put_back() {
    let half = pb::FlowStopResult {
        before: "documents/sha256:2".into(),
        ..stop("prod", "uk", Fate::HalfDone, 4)
    };
    let desk = releasing(State::Failed, vec![half]);
    let said = desk
        .types("connectctl flow release flows --stops ci/release.yaml")
        .await;
    assert_eq!(said.exit, 1, "{said:?}");
    let told: Vec<_> = said.stdout.lines().take(7).collect();
    expect![[r#"
        Released to 0 of 1 stops; 4 changes.
          bundles/sha256:1

          prod/uk  half done, 4 changes

        What was there before can be put back, the last stop first:
          connectctl flow rollback --release 00000000-0000-4000-8000-000000000001"#]]
    .assert_eq(&told.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn a_bundle_goes_on_by_its_name_from_one_stop_to_another() {
    let desk = releasing(State::Succeeded, vec![stop("prod", "uk", Fate::Done, 1)]);
    let said = desk
        .types(
            "connectctl flow release bundles/sha256:1f2e --stops ci/release.yaml --from stage \
             --until targets/prod/uk",
        )
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    let asked = &desk.asked("ReleaseFlows")[0];
    assert_eq!(asked["bundle"]["name"], "bundles/sha256:1f2e");
    let stops = asked["stops"].as_array().unwrap();
    let targets: Vec<_> = stops.iter().map(|stop| &stop["target"]).collect();
    assert_eq!(targets, ["targets/stage", "targets/prod"]);
    let said = desk
        .types("connectctl flow release bundles/sha256:1f2e --stops ci/release.yaml --type CONTACT_FLOW")
        .await;
    assert_eq!(said.exit, 2);
    assert!(said.stderr.contains("Leave --type out"), "{}", said.stderr);
    assert_eq!(desk.asked("ReleaseFlows").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn stops_of_the_command_line_need_no_file_and_a_wrong_one_is_told() {
    let desk = releasing(State::Succeeded, vec![stop("dev", "uk", Fate::Done, 1)]);
    let said = desk
        .types("connectctl flow release flows --stop targets/dev/uk=ci/maps/dev.yaml")
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    let asked = &desk.asked("ReleaseFlows")[0];
    assert_eq!(asked["stops"][0]["target"], "targets/dev");
    assert_eq!(asked["stops"][0]["alias"], "uk");
    let queue = &asked["stops"][0]["mapping"]["names"]["queue"]["entries"];
    assert_eq!(queue["Sales"], "Sales dev");

    let said = desk
        .types("connectctl flow release flows --stops ci/release.yaml --until main")
        .await;
    assert_eq!(said.exit, 2);
    let known = "The stops are dev/uk-dev, stage/uk-stage, prod/uk.";
    assert!(said.stderr.contains(known), "{}", said.stderr);
    let said = desk
        .types("connectctl flow release flows --stops ci/release.yaml --from prod --until dev")
        .await;
    assert_eq!(said.exit, 2);
}

#[tokio::test(start_paused = true)]
async fn a_look_shows_the_steps_of_each_stop() {
    let look = |target: &str, steps: &[&str]| pb::FlowStopResult {
        steps: steps.iter().map(ToString::to_string).collect(),
        ..stop(target, "uk", Fate::Looked, 0)
    };
    let stops = vec![
        look("dev", &["flow/CONTACT_FLOW:Main@dev.uk/content"]),
        look("prod", &[]),
    ];
    let desk = releasing(State::Succeeded, stops);
    let said = desk
        .types("connectctl flow release flows --stops ci/release.yaml --look")
        .await;
    assert_eq!(desk.asked("ReleaseFlows")[0]["look"], true);
    expect![[r#"
        A release would take 1 step:

        dev/uk: 1 step
          flow/CONTACT_FLOW:Main@dev.uk/content

        prod/uk: 0 steps
    "#]]
    .assert_eq(&said.stdout);
}

#[tokio::test(start_paused = true)]
async fn a_release_that_was_refused_half_way_failed_and_was_no_bad_input() {
    let stops = vec![
        stop("dev", "uk-dev", Fate::Done, 3),
        stop("prod", "uk", Fate::Refused, 0),
    ];
    for (reason, exit) in [("RELEASE_REFUSED", 1), ("PRECONDITIONS_UNMET", 2)] {
        let desk = releasing(State::Failed, stops.clone()).daemon(|script| {
            let ended = script.jobs[0].as_mut().unwrap();
            ended.error = Some(pb::JobError {
                reason: reason.into(),
                message: "prod.uk: what there is by now does not allow it".into(),
                ..Default::default()
            });
        });
        let said = desk
            .types("connectctl flow release flows --stops ci/release.yaml")
            .await;
        assert_eq!(said.exit, exit, "{said:?}");
        let refused = "prod/uk     refused, nothing written";
        assert!(said.stdout.contains(refused), "{}", said.stdout);
    }
}

#[tokio::test(start_paused = true)]
async fn what_no_stop_says_is_not_taken_for_a_look() {
    let mut newer = stop("prod", "uk", Fate::Unspecified, 1);
    newer.fate = 99;
    let stops = vec![stop("dev", "uk-dev", Fate::Unspecified, 0), newer];
    let desk = releasing(State::Succeeded, stops);
    let line = "connectctl flow release flows --stops ci/release.yaml";
    let said = desk.types(line).await;
    expect![[r#"
        Released to 0 of 2 stops; 1 change.
          bundles/sha256:1

          dev/uk-dev  unknown
          prod/uk     fate 99
    "#]]
    .assert_eq(&said.stdout);
    let desk = releasing(State::Failed, Vec::new());
    let said = desk.types(line).await;
    let first = said.stdout.lines().next();
    assert_eq!(first, Some("Released to 0 stops; 0 changes."));
}

#[tokio::test(start_paused = true)]
async fn the_way_back_from_a_release_is_named_by_its_job_and_tells_what_stays() {
    let note = "the flow CONTACT_FLOW/Late had never been published";
    let result = pb::RollBackReleaseResult {
        stops: vec![pb::FlowStopResult {
            notes: vec![note.into()],
            ..stop("dev", "uk-dev", Fate::Done, 2)
        }],
    };
    let outcome = Outcome::RollBackRelease(result);
    let desk = answering(pb::JobKind::RollBackRelease, State::Succeeded, outcome);
    let id = "7d1f2f0e-0000-4000-8000-000000000001";
    let said = desk
        .types(&format!("connectctl flow rollback --release {id}"))
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    let asked = &desk.asked("RollBackRelease")[0];
    assert_eq!(asked["release"], format!("jobs/{id}"));
    expect![[r#"
        What was there before is back; 2 changes.

          dev/uk-dev  done, 2 changes

        dev/uk-dev: the flow CONTACT_FLOW/Late had never been published
    "#]]
    .assert_eq(&said.stdout);
    let said = desk.types("connectctl flow rollback --instance uk").await;
    assert_eq!(said.exit, 2, "{said:?}");
}
