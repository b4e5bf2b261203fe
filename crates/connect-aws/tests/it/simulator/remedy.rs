//! Findings mended over the simulator.

use aws_config::Region;
use aws_sdk_cloudtrail as cloudtrail;
use aws_sdk_costexplorer as cost;
use aws_sdk_kms as kms;
use aws_sdk_s3::types;
use connect_governance::{
    Area, Finding, Mend, Severity, Subject,
    mend::{carry_out, plan},
    port::LifecycleDraft,
};
use connect_model::FaultClass;
use connect_resources::{bucket::Setting, instance::Attribute};
use reconcile::{Ended, MemoryJournal, RunReport, StepReport};
use serde_json::{Value, json};

use super::{
    World,
    arrival::{cx, sdk},
};
use crate::desk::tags;

const BUCKET: &str = "calls-of-111111111111";
const TAGS: usize = 25;

fn findings(mends: Vec<Mend>) -> Vec<Finding> {
    let finding = |mend| Finding {
        rule: "rule".to_owned(),
        severity: Severity::High,
        area: Area::Data,
        subject: Subject::new("thing", "one"),
        evidence: "seen".to_owned(),
        remedy: "Mend it.".to_owned(),
        mend: Some(mend),
    };
    mends.into_iter().map(finding).collect()
}

impl World {
    async fn mend(&self, mends: Vec<Mend>) -> RunReport {
        let (plan, journal) = (plan(&findings(mends)), MemoryJournal::default());
        let calls = self.session.mend_calls();
        let report = carry_out(&cx(), &calls, &self.instance, &plan, &journal).await;
        report.unwrap()
    }

    /// Mends, and mends again what is mended.
    async fn mend_twice(&self, mends: &[Mend]) {
        for _ in 0..2 {
            let report = self.mend(mends.to_vec()).await;
            assert_eq!(report.ended, Ended::Done, "{report:#?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_that_was_about_to_go_is_kept_switched_on_and_rotated() {
    let world = World::new().await;
    let kms = kms::Client::new(&sdk(&world.simulator));
    let made = kms.create_key().send().await.unwrap();
    let key = made.key_metadata.unwrap().arn.unwrap();
    let doom = kms.schedule_key_deletion().key_id(&key);
    doom.pending_window_in_days(7).send().await.unwrap();
    let lost = world.mend(vec![Mend::EnableKey { key: key.clone() }]).await;
    let StepReport::Failed(setback) = &lost.steps[0].1 else {
        panic!("{lost:#?}");
    };
    assert_eq!(setback.reason, "KMSInvalidStateException");
    let keep = Mend::KeepKey { key: key.clone() };
    let rotate = Mend::RotateKey { key: key.clone() };
    world.mend_twice(&[rotate, keep]).await;
    let seen = kms.describe_key().key_id(&key).send().await.unwrap();
    let state = seen.key_metadata.unwrap().key_state.unwrap();
    assert_eq!(state, kms::types::KeyState::Enabled);
    let rotation = kms.get_key_rotation_status().key_id(&key).send().await;
    assert!(rotation.unwrap().key_rotation_enabled);
    kms.disable_key().key_id(&key).send().await.unwrap();
    world
        .mend_twice(&[Mend::EnableKey { key: key.clone() }])
        .await;
    let seen = kms.describe_key().key_id(&key).send().await.unwrap();
    assert!(seen.key_metadata.unwrap().enabled);
}

/// What somebody else said of a bucket before.
async fn furnish(world: &World, s3: &aws_sdk_s3::Client) -> (Value, types::LifecycleRule) {
    let port = world.ports.bucket().unwrap();
    port.create(BUCKET, &tags(&[("Owner", "care")]))
        .await
        .unwrap();
    let statement = json!({ "Sid": "Read", "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
        "Action": "s3:GetObject", "Resource": format!("arn:aws:s3:::{BUCKET}/*") });
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    port.set(BUCKET, Setting::Policy(Some(&policy)))
        .await
        .unwrap();
    let theirs = types::LifecycleRule::builder()
        .id("theirs")
        .status(types::ExpirationStatus::Disabled)
        .filter(types::LifecycleRuleFilter::builder().prefix("tmp/").build())
        .expiration(types::LifecycleExpiration::builder().days(3).build())
        .build()
        .unwrap();
    let rules = types::BucketLifecycleConfiguration::builder().rules(theirs.clone());
    let request = s3.put_bucket_lifecycle_configuration().bucket(BUCKET);
    let request = request.lifecycle_configuration(rules.build().unwrap());
    request.send().await.unwrap();
    (statement, theirs)
}

fn lifecycle(prefix: &str, days: [Option<u32>; 3]) -> Mend {
    let [expires_days, old_versions_days, uploads_days] = days;
    Mend::AddLifecycle {
        bucket: BUCKET.to_owned(),
        prefix: prefix.to_owned(),
        expires_days,
        old_versions_days,
        uploads_days,
    }
}

/// Of each rule that is ours the prefix, and after how many days objects, old versions and uploads go.
fn ours(rules: &[types::LifecycleRule]) -> Vec<(&str, [Option<i32>; 3])> {
    let ours = rules.iter().filter(|it| it.id() != Some("theirs"));
    let told = |rule: &types::LifecycleRule| {
        let old_versions = rule.noncurrent_version_expiration.as_ref();
        let uploads = rule.abort_incomplete_multipart_upload.as_ref();
        [
            rule.expiration.as_ref().and_then(|it| it.days),
            old_versions.and_then(|it| it.noncurrent_days),
            uploads.and_then(|it| it.days_after_initiation),
        ]
    };
    let mut told: Vec<_> = ours
        .map(|it| (it.filter().unwrap().prefix().unwrap(), told(it)))
        .collect();
    told.sort_unstable();
    told
}

#[tokio::test(start_paused = true)]
async fn a_bucket_is_mended_and_what_others_said_of_it_stays() {
    let world = World::new().await;
    let s3 = aws_sdk_s3::Client::new(&sdk(&world.simulator));
    let (statement, theirs) = furnish(&world, &s3).await;
    let bucket = || BUCKET.to_owned();
    world
        .mend_twice(&[
            Mend::BlockPublicAccess { bucket: bucket() },
            Mend::DemandTls { bucket: bucket() },
            lifecycle("calls/", [Some(365), None, None]),
            lifecycle("", [None, None, Some(7)]),
        ])
        .await;
    // What was said of a prefix before stays where no more is said of it.
    world
        .mend_twice(&[lifecycle("calls/", [None, Some(30), None])])
        .await;
    let port = world.ports.bucket().unwrap();
    assert!(port.is_public_access_blocked(BUCKET).await.unwrap());
    let all = tags(&[("Owner", "care")]);
    assert_eq!(port.tags(BUCKET).await.unwrap(), all);
    let policy = port.policy(BUCKET).await.unwrap().unwrap();
    let arn = port.arn(BUCKET);
    assert!(connect_resources::bucket::is_tls_only(Some(&policy), &arn));
    let policy: Value = serde_json::from_str(&policy).unwrap();
    assert_eq!(policy["Statement"].as_array().unwrap().len(), 2);
    assert_eq!(policy["Statement"][0], statement);
    let seen = s3.get_bucket_lifecycle_configuration().bucket(BUCKET);
    let rules = seen.send().await.unwrap().rules.unwrap();
    assert_eq!(
        ours(&rules),
        [
            ("", [None, None, Some(7)]),
            ("calls/", [Some(365), Some(30), None])
        ]
    );
    assert!(rules.contains(&theirs));
}

#[tokio::test(start_paused = true)]
async fn a_trail_is_mended_in_the_region_that_it_was_made_in() {
    let world = World::new().await;
    let here = sdk(&world.simulator);
    let there = here.to_builder().region(Region::new("us-east-1")).build();
    for sdk in [here, there] {
        let client = cloudtrail::Client::new(&sdk);
        let made = client.create_trail().name("all").s3_bucket_name(BUCKET);
        let trail = made.send().await.unwrap().trail_arn.unwrap();
        assert!(trail.contains(sdk.region().unwrap().as_ref()));
        world
            .mend_twice(&[
                Mend::ValidateTrail {
                    trail: trail.clone(),
                },
                Mend::StartTrail {
                    trail: trail.clone(),
                },
            ])
            .await;
        let status = client.get_trail_status().name(&trail).send().await;
        assert_eq!(status.unwrap().is_logging, Some(true));
        let seen = client.get_trail().name(&trail).send().await.unwrap();
        let seen = seen.trail.unwrap();
        assert_eq!(seen.log_file_validation_enabled, Some(true));
        assert_eq!(seen.s3_bucket_name.as_deref(), Some(BUCKET));
    }
}

#[tokio::test(start_paused = true)]
async fn an_instance_is_mended_with_its_logs_and_origins() {
    let world = World::new().await;
    let (instance, group) = (&world.instance, "/aws/connect/uk");
    let logs = world.ports.log_group().unwrap();
    logs.create(group, &tags(&[])).await.unwrap();
    let origins = &world.ports.approved_origin;
    for origin in ["https://old.example.com", "https://new.example.com"] {
        origins.associate(instance, origin, origin).await.unwrap();
    }
    world
        .mend_twice(&[
            Mend::SetAttribute {
                attribute: "CONTACTFLOW_LOGS".to_owned(),
                value: true,
            },
            Mend::KeepLogs {
                group: group.to_owned(),
                days: 100,
            },
            Mend::RemoveOrigin {
                origin: "https://old.example.com".to_owned(),
            },
        ])
        .await;
    let attributes = world.ports.instance.attributes(instance).await.unwrap();
    assert!(attributes.contains(&(Attribute::ContactFlowLogs, true)));
    let group = logs.find(group).await.unwrap().unwrap();
    assert_eq!(group.retention_days, Some(90));
    let left = origins.list(instance).await.unwrap();
    assert_eq!(left, ["https://new.example.com"]);
}

#[tokio::test(start_paused = true)]
async fn tags_of_cost_are_activated_whatever_their_number_and_refusals_are_told() {
    let world = World::new().await;
    let port = world.session.mend_calls().remedies;
    let mut keys: Vec<String> = (0..TAGS).map(|n| format!("tag-{n}")).collect();
    // What no resource has, nothing is allocated by.
    let names = keys.iter().map(String::as_str).chain(["late"]);
    let used: Vec<_> = names.map(|name| (name, "x")).collect();
    world
        .ports
        .tags
        .tag(&world.arn, &tags(&used))
        .await
        .unwrap();
    port.activate_tags(&keys).await.unwrap();
    let calls = world.session.meter().tallies();
    let calls = calls.iter().map(|(name, tally)| (name, tally.calls));
    let of_cost: Vec<_> = calls.filter(|(name, _)| name.contains("ce.")).collect();
    assert_eq!(of_cost, [("ce.UpdateCostAllocationTagsStatus", 2)]);
    keys.insert(3, "aws:nobody".to_owned());
    keys.push("late".to_owned());
    let refused = port.activate_tags(&keys).await.unwrap_err();
    assert_eq!(refused.class, FaultClass::NotFound);
    assert!(refused.message.contains("aws:nobody"), "{refused}");
    let client = cost::Client::new(&sdk(&world.simulator));
    let active = client.list_cost_allocation_tags().status("Active".into());
    let active = active.max_results(100).send().await.unwrap();
    let active = active.cost_allocation_tags.unwrap();
    assert_eq!(active.len(), TAGS + 1);
    assert!(active.iter().any(|it| it.tag_key() == "late"));
}

#[tokio::test(start_paused = true)]
async fn what_is_not_there_is_not_found() {
    let world = World::new().await;
    let port = world.session.mend_calls().remedies;
    let key = "arn:aws:kms:eu-west-2:111111111111:key/0";
    let trail = "arn:aws:cloudtrail:eu-west-2:111111111111:trail/none";
    let faults = [
        port.rotate_key(key).await,
        port.enable_key(key).await,
        port.keep_key(key).await,
        port.start_trail(trail).await,
        port.validate_trail(trail).await,
        port.add_lifecycle("nobodys-bucket", &LifecycleDraft::default())
            .await,
    ];
    for fault in faults.map(Result::unwrap_err) {
        assert_eq!(fault.class, FaultClass::NotFound, "{fault}");
    }
}
