//! What leaves for AWS of what surrounds an instance: storage, origins, keys, buckets, logs, IAM.

use std::fmt::Debug;

use connect_model::{AssociationId, Fault};
use connect_resources::{
    Ports, bucket::Setting, email_address::Metadata, federation_role::RoleDraft,
    storage::Destination,
};

use crate::desk::{instance, tags};

/// Sends everything that these ports can send.
pub(crate) async fn send_outside(ports: &Ports) {
    send_storage(ports).await;
    send_origin(ports).await;
    send_security_key(ports).await;
    send_email_address(ports).await;
    send_bucket(ports).await;
    send_log_group(ports).await;
    send_saml_provider(ports).await;
    send_federation_role(ports).await;
}

fn sent<T: Debug>(_: Result<T, Fault>) {}

async fn send_storage(ports: &Ports) {
    let (port, instance, id) = (&ports.storage, &instance(), AssociationId::new("a-1"));
    let key = "arn:aws:kms:eu-west-2:111111111111:key/k";
    let destinations = [
        (
            "CALL_RECORDINGS",
            Destination::S3 {
                bucket: "calls".to_owned(),
                prefix: "connect".to_owned(),
                kms_key: Some(key.to_owned()),
            },
        ),
        (
            "MEDIA_STREAMS",
            Destination::VideoStream {
                prefix: "live".to_owned(),
                retention_hours: 24,
                kms_key: key.to_owned(),
            },
        ),
        ("AGENT_EVENTS", Destination::Stream("arn:stream".to_owned())),
        (
            "CONTACT_TRACE_RECORDS",
            Destination::DeliveryStream("arn:delivery".to_owned()),
        ),
    ];
    for (sort, destination) in destinations {
        sent(port.list(instance, sort).await);
        let made = port.associate(instance, sort, &destination, "token-1");
        sent(made.await);
        sent(port.update(instance, sort, &id, &destination).await);
        sent(port.disassociate(instance, sort, &id).await);
    }
}

async fn send_origin(ports: &Ports) {
    let (port, instance) = (&ports.approved_origin, &instance());
    let origin = "https://crm.example.com";
    sent(port.list(instance).await);
    sent(port.associate(instance, origin, "token-1").await);
    sent(port.disassociate(instance, origin).await);
}

async fn send_security_key(ports: &Ports) {
    let (port, instance) = (&ports.security_key, &instance());
    sent(port.list(instance).await);
    sent(port.associate(instance, "-----BEGIN", "token-1").await);
    let id = AssociationId::new("a-1");
    sent(port.disassociate(instance, &id).await);
}

async fn send_email_address(ports: &Ports) {
    let (port, instance) = (&ports.email_address, &instance());
    let metadata = Metadata {
        display_name: Some("Care".to_owned()),
        description: None,
    };
    let (address, owned) = ("care@example.com", tags(&[("a", "1")]));
    sent(port.list(instance).await);
    sent(port.describe(instance, "e-1").await);
    let made = port.create(instance, address, &metadata, &owned, "token-1");
    sent(made.await);
    sent(port.update(instance, "e-1", &metadata).await);
    sent(port.delete(instance, "e-1").await);
}

async fn send_bucket(ports: &Ports) {
    let (port, bucket) = (ports.bucket().unwrap(), "calls");
    sent(port.list().await);
    sent(port.tags(bucket).await);
    sent(port.kms_key(bucket).await);
    sent(port.is_public_access_blocked(bucket).await);
    sent(port.policy(bucket).await);
    sent(port.keeps_versions(bucket).await);
    sent(port.expiry(bucket).await);
    sent(port.holds_data(bucket).await);
    sent(port.create(bucket, &tags(&[("a", "1")])).await);
    for setting in [
        Setting::KmsKey("arn:aws:kms:eu-west-2:111111111111:key/k"),
        Setting::PublicAccessBlocked(true),
        Setting::Policy(Some("{}")),
        Setting::Policy(None),
        Setting::KeepsVersions(true),
        Setting::KeepsVersions(false),
        Setting::Expire {
            days: 30,
            prefix: "",
        },
    ] {
        sent(port.set(bucket, setting).await);
    }
    sent(port.empty(bucket).await);
    sent(port.delete(bucket).await);
    send_tags(ports, "arn:aws:s3:::calls").await;
}

async fn send_log_group(ports: &Ports) {
    let (port, group) = (ports.log_group().unwrap(), "/aws/connect/uk");
    sent(port.find(group).await);
    sent(port.create(group, &tags(&[("a", "1")])).await);
    sent(port.keep(group, 30).await);
    sent(port.delete(group).await);
    send_tags(ports, "arn:aws:logs:eu-west-2:111111111111:log-group:g").await;
}

async fn send_saml_provider(ports: &Ports) {
    let port = ports.saml_provider().unwrap();
    let arn = "arn:aws:iam::111111111111:saml-provider/idp";
    sent(port.list().await);
    sent(port.describe(arn).await);
    sent(port.create("idp", "<a/>", &tags(&[("a", "1")])).await);
    sent(port.update(arn, "<b/>").await);
    sent(port.delete(arn).await);
    send_tags(ports, arn).await;
}

async fn send_federation_role(ports: &Ports) {
    let (port, role, policy) = (ports.federation_role().unwrap(), "agents", "federation");
    let draft = RoleDraft {
        name: role.to_owned(),
        path: "/trunkline/uk/".to_owned(),
        description: "Users".to_owned(),
        trust: "{}".to_owned(),
        session_s: 3_600,
        tags: tags(&[("a", "1")]),
    };
    sent(port.list("/trunkline/uk/").await);
    sent(port.describe(role, policy).await);
    sent(port.create(&draft).await);
    sent(port.trust(role, "{}").await);
    sent(port.permit(role, policy, "{}").await);
    sent(port.limit_sessions(role, 7_200).await);
    sent(port.delete(role, policy).await);
    let arn = "arn:aws:iam::111111111111:role/trunkline/uk/agents";
    send_tags(ports, arn).await;
}

async fn send_tags(ports: &Ports, arn: &str) {
    sent(ports.tags.tag(arn, &tags(&[("b", "2")])).await);
    sent(ports.tags.untag(arn, &["a".to_owned()]).await);
}
