//! Calls of services that no SDK is here for, as they are on the wire.

use bytes::Bytes;
use http::Request;
use serde_json::Value;

use crate::desk::Desk;

/// Somebody who calls, by access key id.
pub(crate) struct Wire<'d> {
    desk: &'d Desk,
    key: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The code of an error, where it is a header.
    code: String,
    pub(crate) body: String,
}

// === impl Wire ===

impl<'d> Wire<'d> {
    pub(crate) fn new(desk: &'d Desk, key: &str) -> Self {
        let key = key.to_owned();
        Self { desk, key }
    }

    /// A call of IAM or STS.
    pub(crate) async fn query(
        &self,
        service: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut form = format!("Action={action}");
        for (name, value) in fields {
            form.extend(["&", name, "=", &encoded(value)]);
        }
        self.send(service, "POST", "/", &[], form).await
    }

    /// A call of a service that speaks awsJson.
    pub(crate) async fn json(&self, service: &str, target: &str, body: Value) -> Answer {
        let headers = [("x-amz-target", target)];
        self.send(service, "POST", "/", &headers, body.to_string())
            .await
    }

    /// A call of a service that speaks restJson.
    pub(crate) async fn rest(&self, service: &str, method: &str, path: &str, body: &str) -> Answer {
        self.send(service, method, path, &[], body.to_owned()).await
    }

    /// The same, over a proxy that got it in plain.
    pub(crate) async fn plain(&self, service: &str, method: &str, path: &str) -> Answer {
        let headers = [("x-forwarded-proto", "http")];
        self.send(service, method, path, &headers, String::new())
            .await
    }

    async fn send(
        &self,
        service: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let scope = format!("{}/20260101/eu-west-2/{service}/aws4_request", self.key);
        let mut request = Request::builder().method(method).uri(path).header(
            "authorization",
            format!("AWS4-HMAC-SHA256 Credential={scope}, Signature=none"),
        );
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Bytes::from(body)).expect("a request is valid");
        let answer = self
            .desk
            .simulator
            .handle(request)
            .await
            .expect("an answer");
        let code = answer.headers().get("x-amzn-errortype");
        Answer {
            status: answer.status().as_u16(),
            code: code
                .map_or("", |code| code.to_str().expect("a code is text"))
                .to_owned(),
            body: String::from_utf8_lossy(answer.body()).into_owned(),
        }
    }
}

// === impl Answer ===

impl Answer {
    /// The same, which has to be a good one.
    #[track_caller]
    pub(crate) fn good(self) -> Self {
        assert_eq!(self.status, 200, "{}", self.body);
        self
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn value(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    /// The text of the first element `name` of the body.
    #[track_caller]
    pub(crate) fn element(&self, name: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("<{name}>")).expect(name);
        rest.split('<').next().unwrap_or_default().to_owned()
    }

    /// Refused with this code, or for this reason.
    #[track_caller]
    pub(crate) fn refused(&self, why: &str) {
        let Self { status, code, body } = self;
        let said = code.contains(why) || body.contains(why);
        assert!(*status >= 400 && said, "{why} in {status} {code} {body}");
    }
}

/// `text` as a value of a form.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
