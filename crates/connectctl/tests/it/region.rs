//! An instance in two Regions, as people read of it.

use std::collections::BTreeMap;

use control_api::v1::{
    self as pb,
    job::{Result as Outcome, State},
};
use expect_test::expect;
use serde_json::json;

use crate::{desk::Desk, samples::job};

const LONDON: &str = "eu-west-2";
const FRANKFURT: &str = "eu-central-1";

fn side(region: &str, alias: &str, status: &str) -> pb::RegionalInstance {
    pb::RegionalInstance {
        region: region.into(),
        id: "i-1".into(),
        arn: format!("arn:aws:connect:{region}:111111111111:instance/i-1"),
        alias: alias.into(),
        status: status.into(),
    }
}

fn shares(london: i32, frankfurt: i32) -> pb::Shares {
    let percent = [(LONDON, london), (FRANKFURT, frankfurt)];
    let percent = percent.map(|(region, share)| (region.to_owned(), share));
    pb::Shares {
        percent: BTreeMap::from(percent),
    }
}

fn sign_in(london: bool, frankfurt: bool) -> pb::SignIn {
    let enabled = [(LONDON, london), (FRANKFURT, frankfurt)];
    let enabled = enabled.map(|(region, on)| (region.to_owned(), on));
    pb::SignIn {
        enabled: BTreeMap::from(enabled),
    }
}

fn group(name: &str, is_default: bool) -> pb::GroupTraffic {
    pb::GroupTraffic {
        name: name.into(),
        id: "g-1".into(),
        arn: format!("arn:aws:connect:{LONDON}:111111111111:traffic-distribution-group/{name}"),
        is_default,
        distribution: Some(pb::Distribution {
            telephony: Some(shares(100, 0)),
            agents: Some(shares(100, 0)),
            sign_in: is_default.then(|| sign_in(true, true)),
        }),
    }
}

/// A daemon whose job ends at once, like this.
fn answering(kind: pb::JobKind, state: State, result: Outcome) -> Desk {
    let mut ended = job(kind, state);
    ended.result = Some(result);
    Desk::new().daemon(|script| {
        script.started = [Ok(ended.clone())].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(ended)].into();
    })
}

#[tokio::test(start_paused = true)]
async fn a_replication_ends_with_both_sides() {
    let result = pb::ReplicateResult {
        source: Some(side(LONDON, "uk-prod", "ACTIVE")),
        replica: Some(side(
            FRANKFURT,
            "uk-prod-eu-central-1",
            "INSTANCE_REPLICATION_COMPLETE",
        )),
        changes: 1,
        unfollowed: vec!["WORKSPACE".into()],
        ..Default::default()
    };
    let result = Outcome::Replicate(result);
    let desk = answering(
        pb::JobKind::ReplicateContactCenter,
        State::Succeeded,
        result,
    );
    let line = "connectctl replicate --instance uk-prod --to eu-central-1 --reason growth";
    let said = desk.types(line).await;
    expect![[r#"
        --- stdout
        uk-prod was replicated and is in step.
          eu-west-2     uk-prod               ACTIVE                         arn:aws:connect:eu-west-2:111111111111:instance/i-1
          eu-central-1  uk-prod-eu-central-1  INSTANCE_REPLICATION_COMPLETE  arn:aws:connect:eu-central-1:111111111111:instance/i-1

        AWS says nothing here of WORKSPACE.
        --- exit 0
    "#]].assert_eq(&said.all());
    let asked = &desk.asked("Replicate")[0];
    assert_eq!(asked["alias"], "uk-prod");
    assert_eq!(asked["to"], FRANKFURT);
    assert_eq!(asked["reason"], "growth");
}

#[tokio::test(start_paused = true)]
async fn traffic_is_shown_group_by_group() {
    let result = pb::TrafficResult {
        via: LONDON.into(),
        groups: vec![group("default-i-1", true), group("Sales", false)],
        reads: 5,
    };
    let result = Outcome::Traffic(result);
    let desk = answering(pb::JobKind::GetTraffic, State::Succeeded, result);
    let said = desk
        .types("connectctl traffic get --instance uk-prod")
        .await;
    expect![[r#"
        --- stdout
        default-i-1, the instance's own
          arn:aws:connect:eu-west-2:111111111111:traffic-distribution-group/default-i-1
          calls    eu-central-1 0 %, eu-west-2 100 %
          agents   eu-central-1 0 %, eu-west-2 100 %
          sign in  eu-central-1 on, eu-west-2 on

        Sales
          arn:aws:connect:eu-west-2:111111111111:traffic-distribution-group/Sales
          calls   eu-central-1 0 %, eu-west-2 100 %
          agents  eu-central-1 0 %, eu-west-2 100 %
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let said = desk.types("connectctl traffic get").await;
    assert_eq!(said.exit, 2, "{}", said.all());
}

#[tokio::test(start_paused = true)]
async fn a_shift_shows_what_was_and_what_is() {
    let result = pb::ShiftResult {
        via: FRANKFURT.into(),
        groups: vec![pb::GroupShift {
            before: Some(group("default-i-1", true)),
            after: Some(pb::Distribution {
                telephony: Some(shares(0, 100)),
                agents: Some(shares(100, 0)),
                sign_in: Some(sign_in(false, true)),
            }),
        }],
        changes: 1,
        notes: vec!["calls of default-i-1 move, and its agents stay".into()],
        ..Default::default()
    };
    let result = Outcome::Shift(result);
    let desk = answering(pb::JobKind::ShiftTraffic, State::Succeeded, result);
    let line = "connectctl traffic shift --instance uk-prod --telephony eu-west-2=0,eu-central-1=100% \
                --sign-in eu-west-2=off,eu-central-1=on --via eu-central-1";
    let said = desk.types(line).await;
    expect![[r#"
        --- stdout
        Shifted 1 group, through eu-central-1.

        default-i-1, the instance's own
          arn:aws:connect:eu-west-2:111111111111:traffic-distribution-group/default-i-1
          calls    eu-central-1 0 %, eu-west-2 100 % → eu-central-1 100 %, eu-west-2 0 %
          agents   eu-central-1 0 %, eu-west-2 100 %, as before
          sign in  eu-central-1 on, eu-west-2 on → eu-central-1 on, eu-west-2 off

        calls of default-i-1 move, and its agents stay
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let asked = &desk.asked("ShiftTraffic")[0];
    let expected = json!({ "percent": { "eu-central-1": 100, "eu-west-2": 0 } });
    assert_eq!(asked["telephony"], expected);
    assert_eq!(asked["signIn"]["enabled"]["eu-west-2"], false);
    assert_eq!(asked["via"], FRANKFURT);
}

#[tokio::test(start_paused = true)]
async fn a_failover_names_one_region_and_nothing_else() {
    let result = Outcome::Shift(pb::ShiftResult {
        via: FRANKFURT.into(),
        ..Default::default()
    });
    let desk = answering(pb::JobKind::ShiftTraffic, State::Succeeded, result);
    let line = "connectctl traffic shift --instance uk-prod --from eu-west-2";
    let said = desk.types(line).await;
    assert_eq!(said.exit, 0, "{}", said.all());
    assert!(said.stdout.contains("0 changes"), "{}", said.stdout);
    assert_eq!(desk.asked("ShiftTraffic")[0]["from"], LONDON);
    for wrong in [
        "connectctl traffic shift --instance uk-prod",
        "connectctl traffic shift --from eu-west-2",
        "connectctl traffic shift --group Sales --from a --telephony a=0,b=100",
        "connectctl traffic shift --group Sales --telephony a:0",
        "connectctl traffic shift --group Sales --sign-in a=perhaps",
    ] {
        let said = desk.types(wrong).await;
        assert_eq!(said.exit, 2, "{wrong}: {}", said.all());
    }
}

#[tokio::test(start_paused = true)]
async fn what_stands_in_the_way_is_told_with_its_remedies() {
    let mut refused = job(pb::JobKind::ReplicateContactCenter, State::Failed);
    let finding = |rule: &str, message: &str, remedy: &str| pb::Finding {
        rule: rule.into(),
        message: message.into(),
        remedy: remedy.into(),
        ..Default::default()
    };
    refused.error = Some(pb::JobError {
        reason: "PRECONDITIONS_UNMET".into(),
        message: "what there is does not allow it; nothing was written".into(),
        findings: vec![
            finding(
                "identity-not-saml",
                "uk-prod is of CONNECT_MANAGED; AWS replicates instances of SAML alone",
                "AWS changes it for no instance: make one with identity_management SAML",
            ),
            finding(
                "instance-not-active",
                "uk-prod is not active yet",
                "wait until it is",
            ),
        ],
        ..Default::default()
    });
    let desk = Desk::new().daemon(|script| {
        script.started = [Ok(refused.clone())].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(refused)].into();
    });
    let line = "connectctl replicate --instance uk-prod --to eu-central-1";
    let said = desk.types(line).await;
    expect![[r#"
        --- stdout
        failed: what there is does not allow it; nothing was written [PRECONDITIONS_UNMET]

        uk-prod is of CONNECT_MANAGED; AWS replicates instances of SAML alone [identity-not-saml]
          remedy: AWS changes it for no instance: make one with identity_management SAML
        uk-prod is not active yet [instance-not-active]
          remedy: wait until it is

        Follow the remedies and run the command again.
        --- exit 2
    "#]]
    .assert_eq(&said.all());
}
