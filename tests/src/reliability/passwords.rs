//! First passwords: what users were made with is what their entries hold.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use aws_smithy_runtime_api::client::{
    http::{HttpClient, HttpConnector as _, SharedHttpConnector},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use connect_resources::Ports;
use serde_json::Value;

use super::way::{Toll, TollWay};

/// Every password that was ever sent for a user, by whichever process. The simulator forgets them,
/// as no operation of AWS tells them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passwords {
    sent: Arc<Mutex<BTreeMap<String, BTreeSet<String>>>>,
}

// === impl Passwords ===

impl Passwords {
    /// A way that writes down what goes by.
    pub(crate) fn around(&self, way: impl HttpClient + 'static) -> impl HttpClient + 'static {
        TollWay::new(way, self.clone())
    }

    /// The users of a centre that were made with another password than their entries hold.
    pub(crate) async fn amiss(&self, alias: &str, ports: &Ports) -> Vec<String> {
        let mut amiss = Vec::new();
        for (user, sent) in self.sent() {
            let held = ports
                .secret()
                .unwrap()
                .value(&format!("trunkline/{alias}/{user}"))
                .await;
            let held = held.map(|held| BTreeSet::from([held.expose().to_owned()]));
            if held.as_ref().ok() != Some(&sent) {
                amiss.push(user);
            }
        }
        amiss
    }

    fn sent(&self) -> BTreeMap<String, BTreeSet<String>> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.clone()
    }

    fn note(&self, request: &HttpRequest) -> Option<()> {
        if request.method() != "PUT" || !request.uri().contains("/users/") {
            return None;
        }
        let body: Value = serde_json::from_slice(request.body().bytes()?).ok()?;
        let text = |member: &str| body[member].as_str().map(str::to_owned);
        let (user, password) = (text("Username")?, text("Password")?);
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.entry(user).or_default().insert(password);
        Some(())
    }
}

impl Toll for Passwords {
    async fn pass(
        self,
        request: HttpRequest,
        onward: SharedHttpConnector,
    ) -> Result<HttpResponse, ConnectorError> {
        self.note(&request);
        onward.call(request).await
    }
}
