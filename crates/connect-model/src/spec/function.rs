//! Lambda functions that Trunkline brings up itself, and the layers that they share.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{
    entry::{Declared, Naming, Seen},
    payload::Archive,
};
use crate::{
    Arn, Name,
    decode::{Decode, Definitions, Limit, Pattern, Reader, wrong_type},
    spec::{Kind, storage::check_arn},
    text::FunctionName,
    tree::{Node, Path, Value},
    words::quote,
};

/// How large all variables may be together, with their names, in bytes (AWS Lambda developer guide,
/// quotas).
const ENVIRONMENT_BYTES_MAX: usize = 4096;
/// Variables that are Lambda's own (AWS Lambda developer guide, reserved environment variables).
const RESERVED: &[&str] = &[
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
/// What a name of Lambda must keep.
const NAMED: &[Limit] = &[Limit::Named(
    <FunctionName as Pattern>::PATTERN.expect("these names have a pattern"),
)];

/// A Lambda function out of an archive.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunctionSpec {
    /// What people read about it.
    pub description: Option<String>,
    /// Its code.
    pub archive: Archive,
    /// What runs it.
    pub runtime: String,
    /// Where it begins.
    pub handler: String,
    /// Its memory, in mebibytes.
    pub memory_mb: u32,
    /// How long a call may take, in seconds.
    pub timeout_seconds: u32,
    /// The processors that it was built for.
    pub architecture: Architecture,
    /// Its environment variables; absent, they are left as they are.
    pub environment: Option<Environment>,
    /// Its layers by name, the lowest first; absent, they are left as they are.
    pub layers: Option<Vec<Name>>,
    /// Its role; absent, one is made that may write its log and nothing else.
    pub role: Option<Arn>,
    /// The name under which its published version is called.
    pub alias: FunctionName,
}

record! {
    /// A Lambda function out of an archive: created, kept as declared, and published under an alias.
    pub(crate) struct FunctionMembers {
        /// What people read about it.
        description: Option<String> [Limit::Chars(0, 256)],
        /// The ZIP archive with its code, from the folder of this file; at most 50 MB.
        file: String,
        /// What runs it, as AWS names it, such as `python3.13`.
        runtime: String [Limit::Chars(1, 64)],
        /// Where it begins, such as `index.handler`.
        handler: String [Limit::Chars(1, 128)],
        /// Its memory, in mebibytes.
        memory_mb: u32 [Limit::Range(128, 10_240)] = 128,
        /// How long a call may take; flows wait 8 seconds at most.
        timeout_seconds: u32 [Limit::Range(1, 900)] = 3,
        /// The processors that it was built for.
        architecture: Architecture = Architecture::X86,
        /// Its environment variables. They are stored and shown: no place for a secret.
        environment: Option<Environment>,
        /// Its layers, by name, the lowest first.
        layers: Option<Vec<Name>> [Limit::Items(0, 5), Limit::Refers(Kind::FunctionLayer)],
        /// Its role; without it, one is made that may write its log and nothing else.
        role: Option<Arn>,
        /// The name under which its published version is called.
        alias: FunctionName = default_alias(),
    }
}

choice! {
    /// The processors that a function was built for.
    pub enum Architecture {
        /// 64-bit x86.
        X86 = "x86_64",
        /// 64-bit ARM.
        Arm = "arm64",
    }
}

/// Environment variables by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Environment(BTreeMap<String, String>);

/// Code that functions share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunctionLayerSpec {
    /// The code.
    pub archive: Archive,
    /// The runtimes that it is for; empty, it does not say.
    pub runtimes: Vec<String>,
}

record! {
    /// A Lambda layer out of an archive. AWS changes none: another archive is another version, which
    /// the functions move to.
    pub(crate) struct FunctionLayerMembers {
        /// The ZIP archive, from the folder of this file; at most 50 MB.
        file: String,
        /// The runtimes that it is for, as AWS names them.
        runtimes: Vec<String> [Limit::Items(0, 15), Limit::Chars(1, 64)] = Vec::new(),
    }
}

impl Declared for FunctionSpec {
    const KIND: Kind = Kind::Function;
    const NAMING: Naming = Naming::Member("name");
    const NAME_LIMITS: &'static [Limit] = NAMED;
    type Members = FunctionMembers;

    fn settle(members: FunctionMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        if let Some(role) = &members.role {
            check_arn(role, "iam", "role/", "role", seen);
        }
        if members.alias.as_str().bytes().all(|it| it.is_ascii_digit()) {
            let message = "a number is the name of a version, not of an alias";
            seen.find("bad-function-name", "alias", message, "add a letter");
        }
        let archive = Archive::read(&members.file, seen);
        Some(Self {
            description: members.description,
            archive: archive?,
            runtime: members.runtime,
            handler: members.handler,
            memory_mb: members.memory_mb,
            timeout_seconds: members.timeout_seconds,
            architecture: members.architecture,
            environment: members.environment,
            layers: members.layers,
            role: members.role,
            alias: members.alias,
        })
    }
}

impl Declared for FunctionLayerSpec {
    const KIND: Kind = Kind::FunctionLayer;
    const NAMING: Naming = Naming::Member("name");
    const NAME_LIMITS: &'static [Limit] = NAMED;
    const IS_TAGGED: bool = false;
    type Members = FunctionLayerMembers;

    fn settle(members: FunctionLayerMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let archive = Archive::read(&members.file, seen)?;
        let runtimes = members.runtimes;
        Some(Self { archive, runtimes })
    }
}

impl Decode for Environment {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return wrong_type("a map", node, at, reader);
        }
        let mut variables = BTreeMap::new();
        for (name, member) in node.members() {
            let at = at.member(name);
            if RESERVED.contains(&name) {
                let message = format!("Lambda sets {} itself", quote(name));
                reader.find("bad-environment", &member.node, &at, message, "rename it");
            } else if !is_variable(name) {
                let message = format!("{} is not the name of a variable", quote(name));
                let remedy = "begin with a letter, and use letters, digits and _";
                reader.find("bad-environment", &member.node, &at, message, remedy);
            }
            let value = String::decode(&member.node, &at, reader)?;
            variables.insert(name.to_owned(), value);
        }
        let lengths = variables
            .iter()
            .map(|(name, value)| name.len() + value.len());
        let bytes: usize = lengths.sum();
        if bytes > ENVIRONMENT_BYTES_MAX {
            let message = format!("it has {bytes} bytes, more than {ENVIRONMENT_BYTES_MAX}");
            let remedy = "put less into it, and let the function read the rest elsewhere";
            reader.find("bad-environment", node, at, message, remedy);
        }
        Some(Self(variables))
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({
            "type": "object",
            "propertyNames": { "pattern": "^[a-zA-Z][a-zA-Z0-9_]+$" },
            "additionalProperties": { "type": "string" }
        })
    }
}

impl Environment {
    /// Every variable with its value, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn is_variable(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.len() >= 2
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(is_inner)
}

fn default_alias() -> FunctionName {
    FunctionName::new("live").expect("it is letters")
}
