//! Messages as proto3 JSON and back, driven by the descriptors.

use std::sync::LazyLock;

use prost::{Message, Name};
use prost_reflect::{
    DescriptorPool, DeserializeOptions, DynamicMessage, MessageDescriptor, SerializeOptions,
};
use serde_json::Value;

use crate::DESCRIPTORS;

/// Why a JSON text is no message.
#[derive(Debug, thiserror::Error)]
#[error("not a {message} in proto3 JSON")]
pub struct JsonError {
    message: String,
    #[source]
    source: serde_json::Error,
}

/// The descriptors of all messages and services.
pub fn descriptors() -> &'static DescriptorPool {
    static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
        DescriptorPool::decode(DESCRIPTORS).expect("the generator wrote valid descriptors")
    });
    &POOL
}

/// The message in proto3 JSON: members in the order of the proto file, those with their default
/// left out.
pub fn to_value<M: Message + Name>(message: &M) -> Value {
    write(message, &SerializeOptions::new())
}

/// The same with every member, for programs that read without knowing the defaults.
pub fn to_full_value<M: Message + Name>(message: &M) -> Value {
    write(message, &SerializeOptions::new().skip_default_fields(false))
}

/// Reads a message from proto3 JSON. Unknown members are refused.
pub fn from_value<M: Message + Name + Default>(value: Value) -> Result<M, JsonError> {
    let options = DeserializeOptions::new();
    let message = DynamicMessage::deserialize_with_options(descriptor::<M>(), value, &options)
        .map_err(|source| JsonError {
            message: M::full_name(),
            source,
        })?;
    Ok(message
        .transcode_to()
        .expect("the descriptor is the one of the message"))
}

fn write<M: Message + Name>(message: &M, options: &SerializeOptions) -> Value {
    let mut dynamic = DynamicMessage::new(descriptor::<M>());
    dynamic
        .transcode_from(message)
        .expect("the descriptor is the one of the message");
    dynamic
        .serialize_with_options(serde_json::value::Serializer, options)
        .expect("a JSON value takes every member")
}

fn descriptor<M: Name>() -> MessageDescriptor {
    descriptors()
        .get_message_by_name(&M::full_name())
        .expect("every generated message has its descriptor")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::v1::{Job, JobKind, Plan, job};

    fn job() -> Job {
        Job {
            name: "jobs/7".into(),
            create_time: Some(prost_types::Timestamp {
                seconds: 1_700_000_000,
                nanos: 500_000_000,
            }),
            kind: JobKind::PlanContactCenter.into(),
            state: job::State::Succeeded.into(),
            labels: BTreeMap::from([("env".into(), "prod".into())]),
            last_event: 9_007_199_254_740_993,
            result: Some(job::Result::Plan(Plan {
                reads: 3,
                ..Plan::default()
            })),
            ..Job::default()
        }
    }

    #[test]
    fn a_job_reads_as_proto3_json_and_comes_back_whole() {
        let value = to_value(&job());
        assert_eq!(
            value,
            json!({
                "name": "jobs/7",
                "createTime": "2023-11-14T22:13:20.500Z",
                "kind": "JOB_KIND_PLAN_CONTACT_CENTER",
                "state": "STATE_SUCCEEDED",
                "labels": {"env": "prod"},
                "lastEvent": "9007199254740993",
                "plan": {"reads": 3},
            })
        );
        assert_eq!(from_value::<Job>(value).unwrap(), job());
        assert_eq!(from_value::<Job>(to_full_value(&job())).unwrap(), job());
    }

    #[test]
    fn what_is_no_message_is_refused_with_the_reason() {
        let error = from_value::<Job>(json!({"colour": "red"})).unwrap_err();
        assert_eq!(error.to_string(), "not a trunkline.v1.Job in proto3 JSON");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains("colour"), "{source}");
    }

    #[test]
    fn every_service_is_listed() {
        let mut described: Vec<_> = descriptors()
            .services()
            .map(|service| service.full_name().to_owned())
            .collect();
        described.sort();
        assert_eq!(described, crate::SERVICES);
    }
}
