//! Files that arrive in S3, with versions and without, and the queue that tells of them.

mod object;
mod queue;

use std::sync::Arc;

use aws_config::BehaviorVersion;
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_sdk_s3::types;
use aws_sdk_sqs::types::QueueAttributeName;
use aws_sim::Simulator;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_types::retry::RetryConfig;
use aws_types::{SdkConfig, region::Region};
use connect_agents::arrival::{ArrivalPort, ObjectVersion};
use connect_aws::Session;
use reconcile::{Cancel, Haste, RetryPolicy, RunContext, Urgency};
use serde_json::json;

use crate::desk::{ACCOUNT, clock, session, simulator};

const BUCKET: &str = "agents-of-111111111111";
const QUEUE: &str = "arn:aws:sqs:eu-west-2:111111111111:agents";

/// A bucket in which other people put files, and the port that watches it.
struct Letterbox {
    simulator: Simulator,
    session: Session,
    port: Arc<dyn ArrivalPort>,
    s3: aws_sdk_s3::Client,
    sqs: aws_sdk_sqs::Client,
}

// === impl Letterbox ===

impl Letterbox {
    async fn new(keeps_versions: bool) -> Self {
        let simulator = simulator();
        let sdk = sdk(&simulator);
        let session = session(simulator.http_client()).await;
        let letterbox = Self {
            port: session.arrival_calls(),
            s3: aws_sdk_s3::Client::new(&sdk),
            sqs: aws_sdk_sqs::Client::new(&sdk),
            session,
            simulator,
        };
        letterbox.open(keeps_versions).await;
        letterbox
    }

    async fn open(&self, keeps_versions: bool) {
        let place = types::CreateBucketConfiguration::builder()
            .location_constraint(types::BucketLocationConstraint::EuWest2)
            .build();
        let request = self.s3.create_bucket().bucket(BUCKET);
        let request = request.create_bucket_configuration(place);
        request.send().await.unwrap();
        if keeps_versions {
            let kept = types::VersioningConfiguration::builder()
                .status(types::BucketVersioningStatus::Enabled)
                .build();
            let request = self.s3.put_bucket_versioning().bucket(BUCKET);
            let request = request.versioning_configuration(kept);
            request.send().await.unwrap();
        }
    }

    /// Somebody puts a file.
    async fn drop_in(&self, key: &str, text: &str) {
        let request = self.s3.put_object().bucket(BUCKET).key(key);
        let request = request.body(text.as_bytes().to_vec().into());
        request.send().await.unwrap();
    }

    /// What a reader would get of a key.
    async fn latest(&self, key: &str) -> ObjectVersion {
        self.port.head(BUCKET, key, None).await.unwrap().object
    }

    async fn text(&self, object: &ObjectVersion) -> String {
        let bytes = self.port.piece(object, 0..object.size_bytes).await;
        String::from_utf8(bytes.unwrap()).unwrap()
    }

    /// The keys under a prefix.
    async fn keys(&self, prefix: &str) -> Vec<String> {
        let page = self.port.list(BUCKET, prefix, None).await.unwrap();
        assert_eq!(page.next, None);
        page.items.into_iter().map(|object| object.key).collect()
    }

    /// A queue that is told of what is put under a prefix; its URL.
    async fn with_queue(&self, prefix: &str) -> String {
        let made = self.sqs.create_queue().queue_name("agents").send().await;
        let url = made.unwrap().queue_url.unwrap();
        let policy = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" },
            "Action": "sqs:SendMessage", "Resource": QUEUE,
            "Condition": { "ArnLike": { "aws:SourceArn": format!("arn:aws:s3:::{BUCKET}") } },
        }]});
        let request = self.sqs.set_queue_attributes().queue_url(&url);
        let request = request.attributes(QueueAttributeName::Policy, policy.to_string());
        request.send().await.unwrap();
        let rule = types::FilterRule::builder()
            .name(types::FilterRuleName::Prefix)
            .value(prefix);
        let key = types::S3KeyFilter::builder().filter_rules(rule.build());
        let filter = types::NotificationConfigurationFilter::builder().key(key.build());
        let told = types::QueueConfiguration::builder()
            .queue_arn(QUEUE)
            .events(types::Event::S3ObjectCreated)
            .events(types::Event::S3ObjectRemovedDelete)
            .filter(filter.build());
        let configuration =
            types::NotificationConfiguration::builder().queue_configurations(told.build().unwrap());
        let request = self.s3.put_bucket_notification_configuration();
        let request = request
            .bucket(BUCKET)
            .notification_configuration(configuration.build());
        request.send().await.unwrap();
        url
    }
}

/// Somebody else in the account.
pub(super) fn sdk(simulator: &Simulator) -> SdkConfig {
    let key = Credentials::new(ACCOUNT, "simulated", None, None, "test");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::from_static("eu-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(key))
        .http_client(simulator.http_client())
        .sleep_impl(TokioSleep::new())
        .retry_config(RetryConfig::disabled())
        .build()
}

/// Work in virtual time.
pub(super) fn cx() -> RunContext {
    RunContext {
        key: uuid::Uuid::nil(),
        clock: clock(),
        cancel: Cancel::new(),
        width: 1,
        retry: RetryPolicy::default(),
        haste: Haste::new(Urgency::Bulk),
    }
}
