//! What an instance is associated with: storage, other services, origins and keys.

use aws_sdk_connect::types::{
    InstanceStorageConfig, InstanceStorageResourceType as Resource, IntegrationType,
    KinesisStreamConfig, S3Config, SourceType, StorageType,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{Center, DUPLICATE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, Refusal, refused},
    desk::unthrottled,
};

fn conflict() -> Refusal {
    Refusal("ResourceConflictException".into(), 409)
}

fn full() -> Refusal {
    Refusal("ServiceQuotaExceededException".into(), 402)
}

fn bucket(prefix: &str) -> S3Config {
    let bucket = S3Config::builder().bucket_name("recordings");
    bucket.bucket_prefix(prefix).build().expect("a bucket")
}

fn in_bucket(prefix: &str) -> InstanceStorageConfig {
    let config = InstanceStorageConfig::builder().storage_type(StorageType::S3);
    let config = config.s3_config(bucket(prefix)).build();
    config.expect("a configuration")
}

fn in_stream() -> InstanceStorageConfig {
    let stream = KinesisStreamConfig::builder().stream_arn("arn:aws:kinesis:x:y:stream/z");
    let config = InstanceStorageConfig::builder().storage_type(StorageType::KinesisStream);
    let config = config.kinesis_stream_config(stream.build().expect("a stream"));
    config.build().expect("a configuration")
}

#[tokio::test(start_paused = true)]
async fn each_resource_type_has_one_storage_that_fits_it() {
    let center = Center::new(unthrottled()).await;
    let associate = |of_type: Resource, config: InstanceStorageConfig| {
        let call = center.connect.associate_instance_storage_config();
        let call = call.instance_id(&center.instance).resource_type(of_type);
        call.storage_config(config)
    };
    let recordings = associate(Resource::CallRecordings, in_bucket("calls"));
    let id = recordings.send().await.unwrap().association_id.unwrap();
    associate(Resource::AgentEvents, in_stream())
        .send()
        .await
        .unwrap();
    let second = associate(Resource::CallRecordings, in_bucket("more"));
    assert_eq!(refused!(second), conflict());
    let unfit = associate(Resource::ScheduledReports, in_stream());
    assert_eq!(refused!(unfit), INVALID_PARAMETER);
    let mut both = in_bucket("reports");
    both.kinesis_stream_config = in_stream().kinesis_stream_config;
    assert_eq!(
        refused!(associate(Resource::ScheduledReports, both)),
        INVALID_PARAMETER
    );

    let update = |of_type: Resource| {
        let call = center.connect.update_instance_storage_config();
        let call = call.instance_id(&center.instance).association_id(&id);
        call.resource_type(of_type)
            .storage_config(in_bucket("voices"))
    };
    assert_eq!(refused!(update(Resource::AgentEvents)), NOT_FOUND);
    update(Resource::CallRecordings).send().await.unwrap();
    let describe = || {
        let call = center.connect.describe_instance_storage_config();
        let call = call.instance_id(&center.instance).association_id(&id);
        call.resource_type(Resource::CallRecordings)
    };
    let described = describe().send().await.unwrap().storage_config.unwrap();
    assert_eq!(described.association_id(), Some(&*id));
    assert_eq!(described.s3_config(), Some(&bucket("voices")));
    let list = center.connect.list_instance_storage_configs();
    let list = list
        .instance_id(&center.instance)
        .resource_type(Resource::CallRecordings);
    assert_eq!(list.send().await.unwrap().storage_configs(), [described]);

    let disassociate = center.connect.disassociate_instance_storage_config();
    let disassociate = disassociate
        .instance_id(&center.instance)
        .association_id(&id);
    disassociate
        .resource_type(Resource::CallRecordings)
        .send()
        .await
        .unwrap();
    assert_eq!(refused!(describe()), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn an_integration_is_there_once_and_is_tagged() {
    let center = Center::new(unthrottled()).await;
    let create = |of_type: IntegrationType| {
        let call = center.connect.create_integration_association();
        let call = call.instance_id(&center.instance).integration_type(of_type);
        call.integration_arn("arn:aws:cases:eu-west-2:111111111111:domain/one")
    };
    let cases = create(IntegrationType::CasesDomain).tags("team", "a");
    let made = cases.send().await.unwrap();
    assert_eq!(refused!(create(IntegrationType::CasesDomain)), DUPLICATE);
    assert_eq!(refused!(create(IntegrationType::Event)), INVALID_REQUEST);
    let event = create(IntegrationType::Event).source_type(SourceType::Zendesk);
    let event = event
        .source_application_url("https://desk")
        .source_application_name("Desk");
    event.send().await.unwrap();
    let odd = create(IntegrationType::Application).integration_arn("desk");
    assert_eq!(refused!(odd), INVALID_REQUEST);

    let list = center.connect.list_integration_associations();
    let list = list
        .instance_id(&center.instance)
        .integration_type(IntegrationType::Event);
    let listed = list.send().await.unwrap();
    let [event] = listed.integration_association_summary_list() else {
        panic!("{listed:?}");
    };
    assert_eq!(event.source_application_name(), Some("Desk"));
    let tags = center.connect.list_tags_for_resource();
    let tags = tags.resource_arn(made.integration_association_arn.unwrap());
    assert_eq!(tags.send().await.unwrap().tags.unwrap()["team"], "a");

    let delete = || {
        let call = center.connect.delete_integration_association();
        let call = call.instance_id(&center.instance);
        call.set_integration_association_id(made.integration_association_id.clone())
    };
    delete().send().await.unwrap();
    assert_eq!(refused!(delete()), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn origins_and_keys_are_associated_once_and_are_few() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("approved-origins".to_owned(), 1)].into()),
        ..unthrottled()
    })
    .await;
    let approve = |origin: &str| {
        let call = center.connect.associate_approved_origin();
        call.instance_id(&center.instance).origin(origin)
    };
    approve("https://shop.example").send().await.unwrap();
    assert_eq!(refused!(approve("https://shop.example")), conflict());
    assert_eq!(refused!(approve("https://desk.example")), full());
    assert_eq!(refused!(approve("shop.example/path")), INVALID_PARAMETER);
    let withdraw = || {
        let call = center.connect.disassociate_approved_origin();
        call.instance_id(&center.instance)
            .origin("https://shop.example")
    };
    withdraw().send().await.unwrap();
    assert_eq!(refused!(withdraw()), NOT_FOUND);
    let listed = center
        .connect
        .list_approved_origins()
        .instance_id(&center.instance);
    assert!(listed.send().await.unwrap().origins().is_empty());

    let add = |key: &str| {
        let call = center.connect.associate_security_key();
        call.instance_id(&center.instance).key(key)
    };
    let first = add("one").send().await.unwrap().association_id.unwrap();
    assert_eq!(refused!(add("one")), conflict());
    add("two").send().await.unwrap();
    assert_eq!(refused!(add("three")), full());
    let remove = || {
        let call = center.connect.disassociate_security_key();
        call.instance_id(&center.instance).association_id(&first)
    };
    remove().send().await.unwrap();
    assert_eq!(refused!(remove()), NOT_FOUND);
    let listed = center
        .connect
        .list_security_keys()
        .instance_id(&center.instance);
    let listed = listed.send().await.unwrap().security_keys.unwrap();
    assert_eq!((listed.len(), listed[0].key()), (1, Some("two")));
}
