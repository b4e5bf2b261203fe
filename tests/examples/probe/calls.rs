//! Calls of the SDK in a world of many users.

use aws_credential_types::Credentials;
use aws_sdk_connect::{
    Client, Config,
    config::{BehaviorVersion, Region, StalledStreamProtectionConfig, retry::RetryConfig},
    operation::create_user::builders::CreateUserFluentBuilder,
    types::{DirectoryType, UserIdentityInfo},
};
use aws_sim::Simulator;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::http::HttpClient;
use bytes::Bytes;
use serde_json::{Value, json};
use system_tests::Desk;

use crate::{bare::Bare, stopwatch::Stopwatch};

const ACCOUNT: &str = "111111111111";
const REGION: &str = "eu-west-2";

/// An instance with users, and who calls.
pub(crate) struct Calls {
    simulator: Simulator,
    client: Client,
    instance: String,
    routing_profile: String,
    security_profile: String,
    /// Ids, oldest first.
    users: Vec<String>,
}

// === impl Calls ===

impl Calls {
    /// An instance that is active and has no users.
    pub(crate) async fn of(desk: &Desk) -> Self {
        let client = client(desk.simulator.http_client());
        let create = client
            .create_instance()
            .identity_management_type(DirectoryType::ConnectManaged)
            .instance_alias("crowd")
            .inbound_calls_enabled(true)
            .outbound_calls_enabled(true);
        let instance = create.send().await.unwrap().id.unwrap();
        desk.clock.sleep(std::time::Duration::from_mins(1)).await;
        let profiles = client.list_routing_profiles().instance_id(&instance);
        let profiles = profiles.send().await.unwrap();
        let routing = &profiles.routing_profile_summary_list()[0];
        let profiles = client.list_security_profiles().instance_id(&instance);
        let profiles = profiles.send().await.unwrap();
        let security = &profiles.security_profile_summary_list()[0];
        Self {
            simulator: desk.simulator.clone(),
            routing_profile: routing.id().unwrap().to_owned(),
            security_profile: security.id().unwrap().to_owned(),
            client,
            instance,
            users: Vec::new(),
        }
    }

    pub(crate) async fn fill(&mut self, count: usize) -> Value {
        let watch = Stopwatch::start();
        while self.users.len() < count {
            let created = self.creation(&self.client, self.users.len());
            let created = created.send().await.unwrap();
            self.users.push(created.user_id.unwrap());
        }
        watch.taken()
    }

    pub(crate) async fn describe(&self, count: usize) -> Value {
        self.descriptions(&self.client, count).await
    }

    pub(crate) async fn create(&self, count: usize) -> Value {
        let (taken, users) = self.creations(&self.client, count).await;
        for id in &users {
            let delete = self.client.delete_user().instance_id(&self.instance);
            delete.user_id(id).send().await.unwrap();
        }
        taken
    }

    pub(crate) async fn bare_describe(&self, count: usize) -> Value {
        let path = format!("/users/{}/{}", self.instance, self.users[0]);
        let bare = client(Bare(self.raw(&path).await));
        self.descriptions(&bare, count).await
    }

    pub(crate) async fn bare_create(&self, count: usize) -> Value {
        let id = &self.users[0];
        let arn = format!(
            "arn:aws:connect:{REGION}:{ACCOUNT}:instance/{}/agent/{id}",
            self.instance
        );
        let bare = client(Bare(json!({ "UserId": id, "UserArn": arn }).to_string()));
        self.creations(&bare, count).await.0
    }

    pub(crate) async fn list(&self) -> Value {
        let watch = Stopwatch::start();
        let list = self.client.list_users().instance_id(&self.instance);
        let mut pages = list.max_results(1_000).into_paginator().send();
        let mut users = 0;
        while let Some(page) = pages.next().await {
            users += page.unwrap().user_summary_list().len();
        }
        assert_eq!(users, self.users.len());
        watch.taken()
    }

    pub(crate) async fn search(&self) -> Value {
        let watch = Stopwatch::start();
        let search = self.client.search_users().instance_id(&self.instance);
        let mut pages = search.max_results(500).into_paginator().send();
        let mut users = 0;
        while let Some(page) = pages.next().await {
            users += page.unwrap().users().len();
        }
        assert_eq!(users, self.users.len());
        watch.taken()
    }

    /// Of users from all over the instance.
    async fn descriptions(&self, client: &Client, count: usize) -> Value {
        // A prime, so that every user has its turn.
        let users = self.users.iter().cycle().step_by(7_919).take(count);
        let watch = Stopwatch::start();
        for id in users {
            let describe = client.describe_user().instance_id(&self.instance);
            let described = describe.user_id(id).send().await.unwrap();
            assert!(described.user.is_some());
        }
        watch.taken()
    }

    /// The time that they took, and the ids of the new users.
    async fn creations(&self, client: &Client, count: usize) -> (Value, Vec<String>) {
        let mut users = Vec::with_capacity(count);
        let watch = Stopwatch::start();
        for n in 0..count {
            let created = self.creation(client, self.users.len() + n);
            users.push(created.send().await.unwrap().user_id.unwrap());
        }
        (watch.taken(), users)
    }

    fn creation(&self, client: &Client, n: usize) -> CreateUserFluentBuilder {
        let identity = UserIdentityInfo::builder()
            .first_name("Ada")
            .last_name("Agent")
            .email(format!("agent-{n:06}@example.com"));
        client
            .create_user()
            .instance_id(&self.instance)
            .username(format!("agent-{n:06}"))
            .password("Passw0rd!")
            .identity_info(identity.build())
            .routing_profile_id(&self.routing_profile)
            .security_profile_ids(&self.security_profile)
    }

    /// The body that is on the wire when `path` is read.
    async fn raw(&self, path: &str) -> String {
        let credential = format!("Credential={ACCOUNT}/20260101/{REGION}/connect/aws4_request");
        let request = http::Request::get(path)
            .header("authorization", format!("AWS4-HMAC-SHA256 {credential}"))
            .body(Bytes::new())
            .unwrap();
        let answer = self.simulator.handle(request).await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        String::from_utf8(answer.into_body().to_vec()).unwrap()
    }
}

/// A client that asks through `way`, and asks once.
fn client(way: impl HttpClient + 'static) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(way)
        .credentials_provider(Credentials::new(ACCOUNT, "secret", None, None, "bench"))
        .region(Region::new(REGION))
        .retry_config(RetryConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .sleep_impl(TokioSleep::new())
        .build();
    Client::from_conf(config)
}
