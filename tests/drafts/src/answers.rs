//! What AWS says of an instance: the four answers that a draft needs before it reads users.

use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
    },
    orchestrator::{HttpRequest, HttpResponse},
    runtime_components::RuntimeComponents,
};
use http::Response;
use serde_json::{Value, json};

/// The alias of the instance.
pub(crate) const ALIAS: &str = "agents";
/// The id of the routing profile that every row names.
pub(crate) const ROUTING_PROFILE: &str = "00000001-0000-4000-8000-000000000001";
/// The id of the security profile that every row names.
pub(crate) const SECURITY_PROFILE: &str = "00000002-0000-4000-8000-000000000002";
const INSTANCE: &str = "00000000-0000-4000-8000-000000000000";
const ARN: &str =
    "arn:aws:connect:eu-west-2:111111111111:instance/00000000-0000-4000-8000-000000000000";

/// Answers by the path of a request.
#[derive(Clone, Debug)]
pub(crate) struct Answers;

/// `ListInstances`, `DescribeInstance`, `ListRoutingProfiles`, `ListSecurityProfiles`.
fn answer(path: &str) -> Value {
    let instance = json!({
        "Id": INSTANCE, "Arn": ARN, "InstanceAlias": ALIAS,
        "IdentityManagementType": "CONNECT_MANAGED", "InstanceStatus": "ACTIVE",
        "InboundCallsEnabled": true, "OutboundCallsEnabled": true, "CreatedTime": 1_700_000_000,
    });
    match path.split('/').nth(1) {
        Some("instance") if path.ends_with(INSTANCE) => json!({ "Instance": instance }),
        Some("instance") => json!({ "InstanceSummaryList": [instance] }),
        Some("routing-profiles-summary") => {
            let arn = format!("{ARN}/routing-profile/{ROUTING_PROFILE}");
            let name = "Basic Routing Profile";
            json!({ "RoutingProfileSummaryList": [{ "Id": ROUTING_PROFILE, "Arn": arn, "Name": name }] })
        }
        Some("security-profiles-summary") => {
            let arn = format!("{ARN}/security-profile/{SECURITY_PROFILE}");
            json!({ "SecurityProfileSummaryList": [{ "Id": SECURITY_PROFILE, "Arn": arn, "Name": "Agent" }] })
        }
        _ => panic!("nobody knows what AWS says to {path}"),
    }
}

// === impl Answers ===

impl HttpClient for Answers {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Answers {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let uri: http::Uri = request.uri().parse().unwrap();
        let response = Response::builder()
            .header("content-type", "application/json")
            .body(answer(uri.path()).to_string().into())
            .unwrap();
        HttpConnectorFuture::ready(Ok(HttpResponse::try_from(response).unwrap()))
    }
}
