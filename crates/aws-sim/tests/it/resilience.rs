//! Replicas and traffic distribution groups.

use std::time::Duration;

use aws_sdk_connect::{
    Client,
    types::{
        DirectoryType, Distribution, InstanceStatus, TelephonyConfig,
        TrafficDistributionGroupStatus,
    },
};
use aws_sim::{Action, Rule};

use crate::{
    center::{IN_USE, INVALID_REQUEST, NOT_FOUND, Refusal, refused, soft_phone},
    desk::{Desk, PRODUCER, unthrottled},
};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:111111111111:function:lookup";

/// An instance of us-east-1 with its replica in us-west-2.
struct Pair {
    east: Client,
    west: Client,
    instance: String,
}

/// A client of the producer for a Region.
fn client(desk: &Desk, region: &'static str) -> Client {
    let config = desk.connect(PRODUCER).config().to_builder();
    let region = aws_sdk_connect::config::Region::new(region);
    Client::from_conf(config.region(region).build())
}

async fn seconds(n: u64) {
    tokio::time::sleep(Duration::from_secs(n)).await;
}

// === impl Pair ===

impl Pair {
    /// An instance that is not replicated yet.
    async fn single(identity: DirectoryType) -> Self {
        Self::of(Desk::new(unthrottled()), identity).await
    }

    /// The same, of the simulator that is given.
    async fn of(desk: Desk, identity: DirectoryType) -> Self {
        let (east, west) = (client(&desk, "us-east-1"), client(&desk, "us-west-2"));
        let create = east.create_instance().identity_management_type(identity);
        let create = create
            .instance_alias("us-center")
            .inbound_calls_enabled(true);
        let created = create
            .outbound_calls_enabled(true)
            .send()
            .await
            .expect("an answer");
        seconds(60).await;
        Self {
            east,
            west,
            instance: created.id.expect("the answer has it"),
        }
    }

    async fn new() -> Self {
        let pair = Self::single(DirectoryType::Saml).await;
        pair.replicate("us-west-2").send().await.expect("an answer");
        seconds(120).await;
        pair
    }

    fn replicate(
        &self,
        region: &str,
    ) -> aws_sdk_connect::operation::replicate_instance::builders::ReplicateInstanceFluentBuilder
    {
        let replicate = self.east.replicate_instance().instance_id(&self.instance);
        replicate
            .replica_region(region)
            .replica_alias("us-center-west")
    }

    /// Names of queues as a Region lists them.
    async fn queues(&self, region: &Client) -> Vec<String> {
        let list = region.list_queues().instance_id(&self.instance);
        let listed = list.send().await.expect("an answer");
        let queues = listed.queue_summary_list().iter();
        queues.filter_map(|queue| queue.name.clone()).collect()
    }

    async fn create_queue(&self, region: &Client, name: &str) -> String {
        let hours = region.list_hours_of_operations();
        let hours = hours
            .instance_id(&self.instance)
            .send()
            .await
            .expect("an answer");
        let hours = hours.hours_of_operation_summary_list()[0]
            .id()
            .expect("the answer has it");
        let create = region.create_queue().instance_id(&self.instance);
        let create = create.hours_of_operation_id(hours).name(name);
        create
            .send()
            .await
            .expect("an answer")
            .queue_id
            .expect("the answer has it")
    }

    /// Id and ARN of a new group that is active.
    async fn group(&self, name: &str) -> (String, String) {
        let create = self.east.create_traffic_distribution_group();
        let create = create.instance_id(&self.instance).name(name);
        let group = create.send().await.expect("a group is made");
        seconds(10).await;
        (group.id.expect("an id"), group.arn.expect("an ARN"))
    }

    /// The id of a new user.
    async fn user(&self, name: &str) -> String {
        let profiles = self.east.list_security_profiles();
        let profiles = profiles
            .instance_id(&self.instance)
            .send()
            .await
            .expect("an answer");
        let routing = self.east.list_routing_profiles();
        let routing = routing
            .instance_id(&self.instance)
            .send()
            .await
            .expect("an answer");
        let user = self.east.create_user().instance_id(&self.instance);
        let user = user.username(name).phone_config(soft_phone());
        let user = user
            .security_profile_ids(
                profiles.security_profile_summary_list()[0]
                    .id()
                    .expect("an answer"),
            )
            .routing_profile_id(
                routing.routing_profile_summary_list()[0]
                    .id()
                    .expect("an answer"),
            );
        let user = user.identity_info(
            aws_sdk_connect::types::UserIdentityInfo::builder()
                .first_name("A")
                .last_name("Gent")
                .build(),
        );
        let user = user.send().await.expect("a user is made");
        user.user_id.expect("a user has an id")
    }

    /// Id and ARN of the default group.
    async fn default_group(&self) -> (String, String) {
        let list = self.east.list_traffic_distribution_groups();
        let groups = list
            .instance_id(&self.instance)
            .send()
            .await
            .expect("an answer");
        let groups = groups.traffic_distribution_group_summary_list();
        let group = groups
            .iter()
            .find(|group| group.is_default())
            .expect("the answer has it");
        (
            group.id.clone().expect("the answer has it"),
            group.arn.clone().expect("the answer has it"),
        )
    }
}

#[tokio::test(start_paused = true)]
async fn a_replica_has_the_id_of_its_source_and_says_how_far_it_is() {
    let pair = Pair::single(DirectoryType::Saml).await;
    assert_eq!(refused!(pair.replicate("us-east-1")), INVALID_REQUEST);
    assert_eq!(refused!(pair.replicate("eu-west-2")), INVALID_REQUEST);
    let made = pair.replicate("us-west-2").send().await.unwrap();
    assert_eq!(made.id(), Some(&*pair.instance));
    assert!(made.arn().unwrap().contains(":us-west-2:"));
    assert_eq!(refused!(pair.replicate("us-west-2")), INVALID_REQUEST);
    let describe = async |region: &Client| {
        let describe = region.describe_instance().instance_id(&pair.instance);
        let described = describe.send().await.unwrap();
        let replication = described.replication_configuration.unwrap();
        let status = replication.replication_status_summary_list()[0].clone();
        assert_eq!(replication.source_region(), Some("us-east-1"));
        assert_eq!(status.region(), Some("us-west-2"));
        let instance = described.instance.unwrap();
        (
            instance.instance_status.unwrap(),
            status.replication_status.unwrap().as_str().to_owned(),
        )
    };
    let in_progress = "INSTANCE_REPLICATION_IN_PROGRESS".to_owned();
    assert_eq!(
        describe(&pair.west).await,
        (InstanceStatus::CreationInProgress, in_progress)
    );
    seconds(120).await;
    let complete = "INSTANCE_REPLICATION_COMPLETE".to_owned();
    for region in [&pair.east, &pair.west] {
        let expected = (InstanceStatus::Active, complete.clone());
        assert_eq!(describe(region).await, expected);
    }
    let managed = Pair::single(DirectoryType::ConnectManaged).await;
    assert_eq!(refused!(managed.replicate("us-west-2")), INVALID_REQUEST);
}

#[tokio::test(start_paused = true)]
async fn what_aws_mirrors_is_in_both_regions_and_the_rest_is_not() {
    let pair = Pair::new().await;
    let queue = pair.create_queue(&pair.east, "From the east").await;
    pair.create_queue(&pair.west, "From the west").await;
    let expected = ["BasicQueue", "From the east", "From the west"];
    assert_eq!(pair.queues(&pair.east).await, expected);
    assert_eq!(pair.queues(&pair.west).await, expected);
    let describe = pair.west.describe_queue().instance_id(&pair.instance);
    let described = describe.queue_id(&queue).send().await.unwrap();
    let arn = described.queue.unwrap().queue_arn.unwrap();
    assert!(arn.starts_with("arn:aws:connect:us-west-2:"));
    let tag = pair.west.tag_resource().resource_arn(&arn);
    tag.tags("team", "a").send().await.unwrap();
    let tags = pair.east.list_tags_for_resource();
    let tags = tags.resource_arn(arn.replace("us-west-2", "us-east-1"));
    assert_eq!(tags.send().await.unwrap().tags().unwrap()["team"], "a");

    let associate = pair.east.associate_lambda_function();
    let associate = associate.instance_id(&pair.instance);
    associate.function_arn(FUNCTION).send().await.unwrap();
    let list = pair.west.list_lambda_functions();
    let listed = list.instance_id(&pair.instance).send().await.unwrap();
    assert!(listed.lambda_functions().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_default_group_takes_the_numbers_and_distributes_from_all_to_none() {
    let pair = Pair::new().await;
    let (id, arn) = pair.default_group().await;
    let get = |region: &Client, id: &str| region.get_traffic_distribution().id(id);
    assert_eq!(refused!(get(&pair.west, &id)), NOT_FOUND);
    let share = |region: &str, percentage| {
        let share = Distribution::builder().region(region);
        share.percentage(percentage).build().unwrap()
    };
    let both = |east, west| {
        let config = TelephonyConfig::builder().distributions(share("us-east-1", east));
        let config = config.distributions(share("us-west-2", west));
        let update = pair.west.update_traffic_distribution().id(&arn);
        update.telephony_config(config.build().unwrap())
    };
    assert_eq!(refused!(both(95, 5)), INVALID_REQUEST);
    assert_eq!(refused!(both(50, 60)), INVALID_REQUEST);
    both(30, 70).send().await.unwrap();
    let described = pair.east.describe_traffic_distribution_group();
    let described = described.traffic_distribution_group_id(&id);
    let status = async || {
        let group = described.clone().send().await.unwrap();
        group.traffic_distribution_group.unwrap().status.unwrap()
    };
    assert_eq!(
        status().await,
        TrafficDistributionGroupStatus::UpdateInProgress
    );
    assert_eq!(refused!(both(100, 0)), INVALID_REQUEST);
    seconds(5).await;
    assert_eq!(status().await, TrafficDistributionGroupStatus::Active);
    let got = get(&pair.east, &id).send().await.unwrap();
    let shares = got.telephony_config().unwrap().distributions();
    assert_eq!(shares, [share("us-east-1", 30), share("us-west-2", 70)]);
    assert!(got.sign_in_config().is_some());
    let delete = pair.east.delete_traffic_distribution_group();
    let delete = delete.traffic_distribution_group_id(&id);
    assert_eq!(refused!(delete), INVALID_REQUEST);
}

#[tokio::test(start_paused = true)]
async fn a_group_stays_while_it_has_numbers() {
    let pair = Pair::new().await;
    let (id, arn) = pair.group("Sales").await;
    let search = pair.east.search_available_phone_numbers().target_arn(&arn);
    let search = search.phone_number_country_code("US".into());
    let offered = search.phone_number_type("DID".into()).send().await.unwrap();
    let number = offered.available_numbers_list()[0].phone_number().unwrap();
    let claim = pair.east.claim_phone_number().target_arn(&arn);
    let number = claim.phone_number(number).send().await.unwrap();
    let list = pair.east.list_phone_numbers_v2();
    let of_instance = list
        .clone()
        .instance_id(&pair.instance)
        .send()
        .await
        .unwrap();
    assert!(of_instance.list_phone_numbers_summary_list().is_empty());
    let of_group = list.target_arn(&arn).send().await.unwrap();
    let of_group = &of_group.list_phone_numbers_summary_list()[0];
    assert_eq!(
        (of_group.target_arn(), of_group.instance_id()),
        (Some(&*arn), None)
    );
    let delete = pair.east.delete_traffic_distribution_group();
    let delete = delete.traffic_distribution_group_id(&id);
    assert_eq!(refused!(delete.clone()), IN_USE);
    seconds(5).await;
    let release = pair.east.release_phone_number();
    let release = release.phone_number_id(number.phone_number_id().unwrap());
    release.send().await.unwrap();
    seconds(5).await;
    delete.send().await.unwrap();
    seconds(10).await;
    let describe = pair.east.describe_traffic_distribution_group();
    let describe = describe.traffic_distribution_group_id(&id);
    assert_eq!(refused!(describe), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn a_user_is_in_one_group_which_is_changed_at_home() {
    let pair = Pair::new().await;
    let (id, arn) = pair.group("Sales").await;
    let user = pair.user("agent").await;
    let associate = |region: &Client, group: &str| {
        let associate = region.associate_traffic_distribution_group_user();
        let associate = associate.instance_id(&pair.instance).user_id(&user);
        associate.traffic_distribution_group_id(group)
    };
    assert_eq!(refused!(associate(&pair.west, &arn)), INVALID_REQUEST);
    associate(&pair.east, &id).send().await.unwrap();
    let conflict = Refusal("ResourceConflictException".into(), 409);
    let other = pair.default_group().await.0;
    assert_eq!(refused!(associate(&pair.east, &other)), conflict);
    let list = pair.west.list_traffic_distribution_group_users();
    let listed = list
        .traffic_distribution_group_id(&arn)
        .send()
        .await
        .unwrap();
    let listed = listed.traffic_distribution_group_user_summary_list();
    assert_eq!(listed[0].user_id(), Some(&*user));
}

#[tokio::test(start_paused = true)]
async fn a_replication_can_fail_and_then_the_replica_is_deleted() {
    let desk = Desk::new(unthrottled());
    desk.simulator.faults(vec![Rule {
        operation: Some("ReplicateInstance".to_owned()),
        action: Action::Stuck("INSTANCE_REPLICATION_FAILED: no capacity".to_owned()),
        ..Rule::default()
    }]);
    let pair = Pair::of(desk, DirectoryType::Saml).await;
    pair.replicate("us-west-2").send().await.unwrap();
    seconds(120).await;
    let describe = |region: &Client| region.describe_instance().instance_id(&pair.instance);
    let source = describe(&pair.east).send().await.unwrap();
    let replication = source.replication_configuration.unwrap();
    let status = &replication.replication_status_summary_list()[0];
    let failed = status.replication_status().unwrap().as_str();
    assert_eq!(failed, "INSTANCE_REPLICATION_FAILED");
    assert_eq!(status.replication_status_reason(), Some("no capacity"));
    let replica = describe(&pair.west).send().await.unwrap().instance.unwrap();
    assert_eq!(
        replica.instance_status,
        Some(InstanceStatus::CreationFailed)
    );
    let delete = pair.west.delete_instance().instance_id(&pair.instance);
    delete.send().await.unwrap();
    seconds(30).await;
    assert_eq!(refused!(describe(&pair.west)), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn an_instance_outlives_its_replica_and_not_the_other_way_round() {
    let pair = Pair::new().await;
    let delete = |region: &Client| region.delete_instance().instance_id(&pair.instance);
    assert_eq!(refused!(delete(&pair.east)), INVALID_REQUEST);
    delete(&pair.west).send().await.unwrap();
    let describe = pair.east.describe_instance().instance_id(&pair.instance);
    let described = describe.clone().send().await.unwrap();
    let replication = described.replication_configuration.unwrap();
    let status = replication.replication_status_summary_list()[0].replication_status();
    assert_eq!(status.unwrap().as_str(), "INSTANCE_REPLICA_DELETING");
    seconds(30).await;
    let described = describe.send().await.unwrap();
    assert!(described.replication_configuration.is_none());
    let groups = pair
        .east
        .list_traffic_distribution_groups()
        .send()
        .await
        .unwrap();
    assert!(groups.traffic_distribution_group_summary_list().is_empty());
    delete(&pair.east).send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_replica_is_behind_until_a_while_after_the_first_copy() {
    let pair = Pair::single(DirectoryType::Saml).await;
    let findings = |kind: &str| {
        let list = pair.east.list_replication_findings();
        list.instance_id(&pair.instance).resource_type(kind)
    };
    assert_eq!(refused!(findings("QUEUE")), INVALID_REQUEST);
    pair.replicate("us-west-2").send().await.unwrap();
    assert_eq!(refused!(findings("SHOP")), INVALID_REQUEST);
    let drifted = async |kind: &str| {
        let answer = findings(kind).send().await.unwrap();
        assert!(answer.replication_findings_list().is_empty());
        assert_eq!(answer.resource_replication_statuses().len(), 2);
        answer.approximate_drifted_resource_counts()[0].count()
    };
    seconds(120).await;
    assert!(drifted("CONTACT_FLOW").await > 10);
    assert_eq!(drifted("REPORT").await, 0);
    seconds(30).await;
    assert_eq!(drifted("CONTACT_FLOW").await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_finding_can_be_scripted() {
    let desk = Desk::new(unthrottled());
    desk.simulator.faults(vec![Rule {
        operation: Some("ListReplicationFindings".to_owned()),
        action: Action::Stuck("REPLICATION_ERROR: the name is taken".to_owned()),
        ..Rule::default()
    }]);
    let pair = Pair::of(desk, DirectoryType::Saml).await;
    pair.replicate("us-west-2").send().await.unwrap();
    seconds(150).await;
    let list = pair.east.list_replication_findings();
    let list = list.instance_id(&pair.instance).resource_type("QUEUE");
    let answer = list.send().await.unwrap();
    let finding = &answer.replication_findings_list()[0];
    assert_eq!(finding.name(), Some("BasicQueue"));
    assert_eq!(finding.region(), Some("us-west-2"));
    assert_eq!(finding.message(), Some("the name is taken"));
}
