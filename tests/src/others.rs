//! What others than the product do on a desk: its owner, people in the console, Connect itself.

use connect_model::{Secret, Tags};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    desk::{Desk, EPOCH},
    scribe::{log_lines, signed},
};

// === impl Desk ===

impl Desk {
    /// Makes a Lex V2 bot with an alias, as its owner would before a centre uses it.
    pub async fn make_lex_alias(&self, bot: &str, alias: &str) {
        let role = "arn:aws:iam::111111111111:role/lex";
        let body = json!({
            "botName": bot,
            "roleArn": role,
            "dataPrivacy": { "childDirected": false },
            "idleSessionTTLInSeconds": 300,
        });
        let made = self.put("lex", "/bots/", &body).await;
        let path = format!("/bots/{}/botaliases/", made["botId"].as_str().unwrap());
        let alias = json!({ "botAliasName": alias });
        self.put("lex", &path, &alias).await;
    }

    /// Makes a data stream, as somebody else would.
    pub async fn make_stream(&self, name: &str) {
        let request = http::Request::post("/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", "Kinesis_20131202.CreateStream");
        let body = json!({ "StreamName": name, "ShardCount": 1 });
        self.send(request, "kinesis", body.to_string()).await;
    }

    /// Makes an instance, as somebody else would.
    pub async fn make_instance(&self, alias: &str) {
        let body = json!({
            "InstanceAlias": alias,
            "IdentityManagementType": "CONNECT_MANAGED",
            "InboundCallsEnabled": true,
            "OutboundCallsEnabled": true,
        });
        self.make("/instance", &body).await;
    }

    /// Makes something of Amazon Connect that no centre declares, as people would in the console.
    pub async fn make(&self, path: &str, body: &Value) -> Value {
        self.put("connect", path, body).await
    }

    /// Makes a secret, as its owner would before a centre uses it.
    pub async fn make_secret(&self, name: &str, value: &str) {
        let (ports, tags) = (self.ports().await, Tags::new());
        let value = Secret::new(value.to_owned());
        let token = Uuid::from_u128(1).to_string();
        let made = ports
            .secret()
            .unwrap()
            .create(name, &value, &tags, None, &token)
            .await;
        made.unwrap();
    }

    /// Puts an object into a bucket, as Connect would.
    pub async fn put_object(&self, bucket: &str, key: &str) {
        let request = http::Request::put(format!("/{bucket}/{key}"));
        self.send(request, "s3", "data".to_owned()).await;
    }

    /// Writes a line into a log group, as Connect would.
    pub async fn log_line(&self, group: &str) {
        let place = self.place();
        let line = (EPOCH.as_micros() / 1_000, "a line".to_owned());
        log_lines(&self.simulator, place, (group, "s"), &[line]).await;
    }

    async fn put(&self, service: &str, path: &str, body: &Value) -> Value {
        let request = http::Request::put(path);
        let answer = self.send(request, service, body.to_string()).await;
        serde_json::from_slice(&answer).unwrap()
    }

    /// Sends a form to a service that speaks the query protocol, as the root user of an account.
    pub async fn ask(&self, account: &str, service: &str, form: &str) -> String {
        let request = http::Request::post("/");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = signed(request, (account, "us-east-1"), service);
        let answer = self.answered(request, form.to_owned()).await;
        String::from_utf8(answer).unwrap()
    }

    /// Sends a request to a service, as the root user of the account.
    pub async fn send(
        &self,
        request: http::request::Builder,
        service: &str,
        body: String,
    ) -> Vec<u8> {
        let region = self.target.region.as_str();
        self.send_in(region, request, service, body).await
    }

    /// The same in another Region.
    pub async fn send_in(
        &self,
        region: &str,
        request: http::request::Builder,
        service: &str,
        body: String,
    ) -> Vec<u8> {
        let place = (self.target.account.as_str(), region);
        self.answered(signed(request, place, service), body).await
    }

    /// The answer to somebody else than the product.
    async fn answered(&self, request: http::request::Builder, body: String) -> Vec<u8> {
        let before = self.calls();
        let request = request.body(body.into()).unwrap();
        let answer = self.simulator.handle(request).await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        let mut strange = self.strange.lock().unwrap();
        for (operation, of) in self.calls() {
            let earlier = before.get(&operation).map_or(0, |of| of.calls);
            *strange.entry(operation).or_default() += of.calls - earlier;
        }
        answer.into_body().to_vec()
    }

    fn place(&self) -> (&str, &str) {
        (self.target.account.as_str(), self.target.region.as_str())
    }
}
