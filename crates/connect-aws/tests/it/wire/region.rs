//! What leaves for AWS of replicas and traffic distribution groups.

use std::{collections::BTreeMap, fmt::Debug};

use connect_model::{Fault, Region, UserId};
use connect_resources::{
    Ports,
    replica::ReplicaDraft,
    traffic_distribution_group::{Distribution, GroupDraft},
};

use crate::desk::{instance, tags};

fn sent<T: Debug>(_: Result<T, Fault>) {}

pub(super) async fn send_replica(ports: &Ports) {
    let (port, instance) = (&ports.replica, &instance());
    sent(port.replication(instance).await);
    let draft = ReplicaDraft {
        instance: instance.clone(),
        region: "eu-central-1".to_owned(),
        alias: "uk-two".to_owned(),
        token: "token-1".to_owned(),
    };
    sent(port.replicate(&draft).await);
    sent(port.lag(instance, "QUEUE").await);
    let region = Region::new("eu-central-1").unwrap();
    sent(port.delete(instance, &region).await);
}

pub(super) async fn send_group(ports: &Ports) {
    let (port, instance) = (&ports.traffic_distribution_group, &instance());
    let (arn, user) = ("g-1", UserId::new("u-1"));
    sent(port.list(None).await);
    sent(port.list(Some(instance)).await);
    sent(ports.phone_number.groups(instance).await);
    sent(port.describe(arn).await);
    let draft = GroupDraft {
        instance: instance.clone(),
        name: "Sales".to_owned(),
        description: Some("Calls to sales".to_owned()),
        tags: tags(&[("a", "1")]),
        token: "token-1".to_owned(),
    };
    sent(port.create(&draft).await);
    sent(port.users(arn).await);
    sent(port.associate(instance, arn, &user).await);
    sent(port.disassociate(instance, arn, &user).await);
    sent(port.distribution(arn).await);
    let shares = BTreeMap::from([
        ("eu-central-1".to_owned(), 40),
        ("eu-west-2".to_owned(), 60),
    ]);
    let whole = Distribution {
        telephony: Some(shares.clone()),
        agents: Some(shares),
        sign_in: Some(BTreeMap::from([("eu-west-2".to_owned(), true)])),
    };
    sent(port.distribute(arn, &whole).await);
    sent(port.distribute(arn, &Distribution::default()).await);
    sent(port.delete(arn).await);
}
