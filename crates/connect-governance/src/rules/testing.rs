//! A world in which nothing is wrong, and what becomes of it after a change.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{AccountId, Region};
use expect_test::Expect;
use flow_language::{Document, FlowType};

use crate::{
    Finding, Mend, Rule, Settings,
    world::{
        Bucket, BucketEncryption, Destination, Flow, FlowKind, IdentityKind, Instance, Key,
        KeyGrant, Lifecycle, LogGroup, Queue, RoleRights, RoutingProfile, SecurityProfile,
        ServiceUse, SignIns, Storage, Stream, StreamKind, Trail, User, World,
    },
};

/// The ARN of the one key.
pub(in crate::rules) const KEY: &str = "arn:aws:kms:eu-west-2:111111111111:key/k-1";

const NOW_S: i64 = 1_800_000_000;
const SERVICE_ROLE: &str = "arn:aws:iam::111111111111:role/aws-service-role/connect.amazonaws.com/\
                            AWSServiceRoleForAmazonConnect_north";
const STREAM: &str = "arn:aws:kinesis:eu-west-2:111111111111:stream/contacts";
const INSTANCE: &str = "arn:aws:connect:eu-west-2:111111111111:instance/i-1";

/// The rule finds this after a change of the sound world, and nothing before. What is mended is not found again.
pub(in crate::rules) fn breaks(rule: &Rule, change: impl FnOnce(&mut World), expected: &Expect) {
    breaks_under(rule, &Settings::default(), change, expected);
}

/// The same under settings of its own.
pub(in crate::rules) fn breaks_under(
    rule: &Rule,
    settings: &Settings,
    change: impl FnOnce(&mut World),
    expected: &Expect,
) {
    assert_eq!(rule.judged(&sound(), &Settings::default()), []);
    let mut world = sound();
    change(&mut world);
    let found = rule.judged(&world, settings);
    assert!(!found.is_empty(), "nothing is found");
    expected.assert_eq(&told(&found));
    for mend in found.iter().filter_map(|it| it.mend.as_ref()) {
        mended(&mut world, mend);
    }
    let left = rule.judged(&world, settings);
    let beyond_mending = found.iter().filter(|it| it.mend.is_none());
    if found.iter().any(|it| it.mend.is_some()) {
        assert!(left.iter().all(|it| it.mend.is_none()), "{left:?}");
        assert!(left.len() <= beyond_mending.count(), "{left:?}");
    }
}

/// The rule finds nothing, even after a change of the sound world.
pub(in crate::rules) fn holds(rule: &Rule, change: impl FnOnce(&mut World)) {
    holds_under(rule, &Settings::default(), change);
}

/// The same under settings of its own.
pub(in crate::rules) fn holds_under(
    rule: &Rule,
    settings: &Settings,
    change: impl FnOnce(&mut World),
) {
    let mut world = sound();
    change(&mut world);
    assert_eq!(rule.judged(&world, settings), []);
}

/// A world that breaks no rule of access, encryption, data and audit.
pub(in crate::rules) fn sound() -> World {
    let mut world = World {
        now_s: NOW_S,
        account: Some(AccountId::new("111111111111").unwrap()),
        region: Some(Region::new("eu-west-2").unwrap()),
        instance: instance(),
        origins: vec!["https://crm.example.com".to_owned()],
        trails: vec![trail()],
        roles: vec![role()],
        ..World::default()
    };
    keep(&mut world);
    people(&mut world);
    world
}

/// A flow that has one action.
pub(in crate::rules) fn flow_of(name: &str, action: &str) -> Flow {
    let content = format!(
        r#"{{"Version": "2019-10-30", "StartAction": "a", "Actions": [
            {{"Identifier": "a", "Type": "{action}", "Parameters": {{}}, "Transitions": {{}}}}]}}"#
    );
    Flow {
        name: name.to_owned(),
        arn: format!("{INSTANCE}/contact-flow/{name}"),
        kind: FlowKind::Flow(FlowType::ContactFlow),
        is_builtin: false,
        document: Some(Document::parse(&content).unwrap()),
        modified_s: None,
    }
}

fn instance() -> Instance {
    let attributes = ["INBOUND_CALLS", "OUTBOUND_CALLS", "CONTACTFLOW_LOGS"];
    Instance {
        id: "i-1".to_owned(),
        arn: INSTANCE.to_owned(),
        alias: "north".to_owned(),
        identity: IdentityKind::Saml,
        created_s: Some(NOW_S - 400 * 86_400),
        service_role: Some(SERVICE_ROLE.to_owned()),
        attributes: attributes.map(|it| (it.to_owned(), true)).into(),
        ..Instance::default()
    }
}

fn keep(world: &mut World) {
    let sorts = [
        ("CALL_RECORDINGS", "recordings"),
        ("CHAT_TRANSCRIPTS", "transcripts"),
        ("SCHEDULED_REPORTS", "reports"),
        ("ATTACHMENTS", "attachments"),
        ("CONTACT_EVALUATIONS", "evaluations"),
    ];
    let kept = |(sort, prefix): (&str, &str)| {
        let destination = Destination::Bucket {
            bucket: "north-data".to_owned(),
            prefix: prefix.to_owned(),
            key: Some(KEY.to_owned()),
        };
        Storage {
            sort: sort.to_owned(),
            destination,
        }
    };
    world.storage = sorts.map(kept).into();
    world.storage.push(Storage {
        sort: "CONTACT_TRACE_RECORDS".to_owned(),
        destination: Destination::Stream(STREAM.to_owned()),
    });
    world.storage.push(Storage {
        sort: "MEDIA_STREAMS".to_owned(),
        destination: Destination::Video {
            prefix: "north".to_owned(),
            retention_hours: 24,
            key: KEY.to_owned(),
        },
    });
    world.buckets = vec![bucket()];
    world.keys = vec![key()];
    world.streams = vec![Stream {
        arn: STREAM.to_owned(),
        kind: StreamKind::Data,
        exists: true,
        is_encrypted: true,
        key: Some(KEY.to_owned()),
        retention_hours: Some(24),
    }];
    world.log_group = Some(LogGroup {
        name: "/aws/connect/north".to_owned(),
        retention_days: Some(365),
        key: Some(KEY.to_owned()),
    });
}

fn bucket() -> Bucket {
    Bucket {
        name: "north-data".to_owned(),
        exists: true,
        region: "eu-west-2".to_owned(),
        encryption: BucketEncryption::Kms(Some(KEY.to_owned())),
        blocks_public_access: true,
        demands_tls: true,
        keeps_versions: true,
        logs_access: true,
        lifecycle: vec![Lifecycle {
            prefix: String::new(),
            expires_days: Some(365),
            moves_days: Some(30),
            old_versions_days: Some(30),
            uploads_days: Some(7),
        }],
        ..Bucket::default()
    }
}

fn key() -> Key {
    let operations = ["Decrypt", "DescribeKey", "GenerateDataKey"];
    Key {
        arn: KEY.to_owned(),
        exists: true,
        aliases: vec!["alias/north".to_owned()],
        state: "Enabled".to_owned(),
        encrypts: true,
        rotates: true,
        has_administrator: true,
        data_key_principals: vec![SERVICE_ROLE.to_owned()],
        grants: Some(vec![KeyGrant {
            grantee: SERVICE_ROLE.to_owned(),
            operations: operations.map(str::to_owned).into(),
        }]),
        ..Key::default()
    }
}

fn people(world: &mut World) {
    let admin = [
        "BasicAgentAccess",
        "CallRecordings.Unredacted.Access",
        "CallRecordings.Unredacted.DownloadButton",
        "ContactFlows.Edit",
        "OutboundCallAccess",
        "Queues.Edit",
        "SecurityProfiles.Edit",
        "SecurityProfiles.View",
        "Users.Edit",
        "Users.View",
    ];
    let profile = |name: &str, permissions: &[&str], is_builtin| SecurityProfile {
        name: name.to_owned(),
        arn: format!("{INSTANCE}/security-profile/{name}"),
        permissions: texts(permissions),
        is_builtin,
        access_tags: BTreeMap::new(),
    };
    world.security_profiles = vec![
        profile("Admin", &admin, true),
        profile("Agent", &["BasicAgentAccess", "OutboundCallAccess"], true),
        profile("Lead", &["BasicAgentAccess", "Users.View"], false),
    ];
    world.users = vec![
        user("ada", "Admin"),
        user("bob", "Agent"),
        user("cy", "Lead"),
    ];
    world.routing_profiles = vec![RoutingProfile {
        name: "Sales".to_owned(),
        arn: format!("{INSTANCE}/routing-profile/sales"),
        default_outbound_queue: "Sales".to_owned(),
        queues: texts(&["Sales"]),
        is_builtin: false,
    }];
    world.queues = vec![Queue {
        name: "Sales".to_owned(),
        arn: format!("{INSTANCE}/queue/sales"),
        hours: "Always".to_owned(),
        caller_number: Some("+441632960000".to_owned()),
        is_enabled: true,
        ..Queue::default()
    }];
}

fn user(name: &str, profile: &str) -> User {
    User {
        name: name.to_owned(),
        arn: format!("{INSTANCE}/agent/{name}"),
        routing_profile: "Sales".to_owned(),
        security_profiles: texts(&[profile]),
        has_group: true,
        sign_ins: Some(SignIns {
            window_days: 30,
            online_s: 36_000,
            contacts: 40,
        }),
        modified_s: Some(NOW_S - 200 * 86_400),
    }
}

fn trail() -> Trail {
    Trail {
        name: "all".to_owned(),
        arn: "arn:aws:cloudtrail:eu-west-2:111111111111:trail/all".to_owned(),
        is_logging: true,
        is_multi_region: true,
        records_writes: true,
        records_reads: true,
        leaves_out_kms: false,
        validates_files: true,
        key: Some(KEY.to_owned()),
    }
}

fn role() -> RoleRights {
    RoleRights {
        name: "keeper".to_owned(),
        arn: "arn:aws:iam::111111111111:role/keeper".to_owned(),
        created_s: Some(NOW_S - 400 * 86_400),
        allows: texts(&["connect:Describe*", "kms:DescribeKey"]),
        allows_everywhere: true,
        is_open: false,
        used: Some(vec![
            ServiceUse {
                service: "connect".to_owned(),
                last_s: Some(NOW_S - 86_400),
            },
            ServiceUse {
                service: "kms".to_owned(),
                last_s: Some(NOW_S - 2 * 86_400),
            },
        ]),
    }
}

fn texts(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}

fn told(found: &[Finding]) -> String {
    let one = |it: &Finding| {
        let mend = it.mend.as_ref().map_or(String::new(), |mend| {
            format!("mend: {}\n", serde_json::to_string(mend).unwrap())
        });
        let Finding {
            severity,
            subject,
            evidence,
            remedy,
            ..
        } = it;
        format!("{severity} {subject}\nseen: {evidence}\nremedy: {remedy}\n{mend}")
    };
    found.iter().map(one).collect()
}

/// What AWS does when it is told to mend.
fn mended(world: &mut World, mend: &Mend) {
    match mend {
        Mend::SetAttribute { attribute, value } => {
            world.instance.attributes.insert(attribute.clone(), *value);
        }
        Mend::KeepLogs { group, days } => {
            let logs = world
                .log_group
                .as_mut()
                .filter(|it| it.name == *group)
                .unwrap();
            logs.retention_days = Some(*days);
        }
        Mend::RotateKey { key } => key_of(world, key).rotates = true,
        Mend::EnableKey { key } | Mend::KeepKey { key } => {
            "Enabled".clone_into(&mut key_of(world, key).state);
        }
        Mend::StartTrail { trail } => trail_of(world, trail).is_logging = true,
        Mend::ValidateTrail { trail } => trail_of(world, trail).validates_files = true,
        Mend::RemoveOrigin { origin } => world.origins.retain(|it| it != origin),
        Mend::ActivateTags { .. } => panic!("no rule here is about tags"),
        of_bucket => mended_bucket(world, of_bucket),
    }
}

fn mended_bucket(world: &mut World, mend: &Mend) {
    match mend {
        Mend::BlockPublicAccess { bucket } => bucket_of(world, bucket).blocks_public_access = true,
        Mend::DemandTls { bucket } => bucket_of(world, bucket).demands_tls = true,
        Mend::AddLifecycle {
            bucket,
            prefix,
            expires_days,
            old_versions_days,
            uploads_days,
        } => {
            bucket_of(world, bucket).lifecycle.push(Lifecycle {
                prefix: prefix.clone(),
                expires_days: *expires_days,
                moves_days: None,
                old_versions_days: *old_versions_days,
                uploads_days: *uploads_days,
            });
        }
        other => panic!("{other:?} is about no bucket"),
    }
}

fn key_of<'w>(world: &'w mut World, arn: &str) -> &'w mut Key {
    world.keys.iter_mut().find(|it| it.arn == arn).unwrap()
}

fn trail_of<'w>(world: &'w mut World, arn: &str) -> &'w mut Trail {
    world.trails.iter_mut().find(|it| it.arn == arn).unwrap()
}

fn bucket_of<'w>(world: &'w mut World, name: &str) -> &'w mut Bucket {
    world.buckets.iter_mut().find(|it| it.name == name).unwrap()
}
