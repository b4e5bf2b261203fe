//! The configuration of a function, by members, as it was told.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value, json};

use super::errors;
use crate::error::AwsError;

/// Members of a configuration. Values of environment variables are shown as stars where state is
/// shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings(Map<String, Value>);

/// The members that a request may set.
const MEMBERS: &[&str] = &[
    "Architectures",
    "DeadLetterConfig",
    "Description",
    "Environment",
    "EphemeralStorage",
    "FileSystemConfigs",
    "Handler",
    "ImageConfig",
    "KMSKeyArn",
    "Layers",
    "LoggingConfig",
    "MemorySize",
    "PackageType",
    "Role",
    "Runtime",
    "SnapStart",
    "Timeout",
    "TracingConfig",
    "VpcConfig",
];

/// Variables that are Lambda's own (developer guide, reserved environment variables).
const RESERVED: &[&str] = &[
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

/// All variables together, in bytes (developer guide, quotas). A choice: names count too.
const ENVIRONMENT_BYTES_MAX: usize = 4096;

fn check_environment(variables: &Value) -> Result<(), AwsError> {
    let variables = variables.as_object().into_iter().flatten();
    let mut bytes = 0;
    for (name, value) in variables {
        if RESERVED.contains(&name.as_str()) {
            return Err(errors::invalid(format!(
                "Lambda was unable to configure your environment variables because the environment \
                 variables you have provided contains reserved keys that are currently not supported \
                 for modification. Reserved keys used in this request: {name}"
            )));
        }
        bytes += name.len() + value.as_str().unwrap_or_default().len();
    }
    if bytes > ENVIRONMENT_BYTES_MAX {
        return Err(errors::invalid(
            "Lambda was unable to configure your environment variables because the environment \
             variables you have provided exceeded the 4KB limit.",
        ));
    }
    Ok(())
}

// === impl Settings ===

impl Settings {
    /// The settings of a new function: what is told, and else the defaults.
    pub(super) fn new(name: &str, told: &Value) -> Result<Self, AwsError> {
        let defaults = json!({
            "Architectures": ["x86_64"],
            "Description": "",
            "EphemeralStorage": { "Size": 512 },
            "LoggingConfig": { "LogFormat": "Text", "LogGroup": format!("/aws/lambda/{name}") },
            "MemorySize": 128,
            "PackageType": "Zip",
            "SnapStart": { "ApplyOn": "None" },
            "Timeout": 3,
            "TracingConfig": { "Mode": "PassThrough" },
        });
        let mut settings = Self(defaults.as_object().cloned().unwrap_or_default());
        settings.take(name, told)?;
        let has = |member: &str| settings.0.contains_key(member);
        if settings.0["PackageType"] == "Zip" && !(has("Runtime") && has("Handler")) {
            return Err(errors::invalid(
                "Runtime and Handler are mandatory parameters for functions created with \
                 deployment packages.",
            ));
        }
        Ok(settings)
    }

    /// Takes over what a request tells.
    pub(super) fn take(&mut self, name: &str, told: &Value) -> Result<(), AwsError> {
        check_environment(&told["Environment"]["Variables"])?;
        for member in MEMBERS {
            if let Some(value) = told.get(*member) {
                self.0.insert((*member).to_owned(), value.clone());
            }
        }
        let logging = self
            .0
            .get_mut("LoggingConfig")
            .and_then(Value::as_object_mut);
        if let Some(logging) = logging {
            let group = Value::String(format!("/aws/lambda/{name}"));
            logging.entry("LogGroup").or_insert(group);
        }
        Ok(())
    }

    pub(super) fn set(&mut self, member: &str, value: Value) {
        self.0.insert(member.to_owned(), value);
    }

    /// The members as an answer has them.
    pub(super) fn shown(&self, published: bool) -> Value {
        let mut shown = self.0.clone();
        if let Some(image) = shown.shift_remove("ImageConfig") {
            shown.insert(
                "ImageConfigResponse".to_owned(),
                json!({ "ImageConfig": image }),
            );
        }
        if let Some(Value::Array(layers)) = shown.get_mut("Layers") {
            for layer in layers {
                *layer = json!({ "Arn": layer, "CodeSize": 0 });
            }
        }
        if let Some(Value::Object(snap)) = shown.get_mut("SnapStart") {
            let on = published && snap.get("ApplyOn") == Some(&json!("PublishedVersions"));
            let status = if on { "On" } else { "Off" };
            snap.insert("OptimizationStatus".to_owned(), json!(status));
        }
        for (member, list) in [("VpcConfig", "SubnetIds"), ("Environment", "Variables")] {
            let empty = |value: &Value| {
                let inner = value.get(list);
                let list = inner.and_then(Value::as_array).is_none_or(Vec::is_empty);
                let map = inner.and_then(Value::as_object).is_none_or(Map::is_empty);
                list && map
            };
            if shown.get(member).is_some_and(empty) {
                shown.shift_remove(member);
            }
        }
        Value::Object(shown)
    }
}

impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (member, value) in &self.0 {
            if member == "Environment" {
                let names = value["Variables"].as_object().into_iter().flatten();
                let stars: Map<String, Value> = names
                    .map(|(name, _)| (name.clone(), json!("***")))
                    .collect();
                map.serialize_entry(member, &stars)?;
            } else {
                map.serialize_entry(member, value)?;
            }
        }
        map.end()
    }
}
