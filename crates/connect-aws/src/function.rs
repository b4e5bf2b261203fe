//! Functions of AWS Lambda, and what their adapters share.

use std::{collections::HashMap, time::Duration};

use async_trait::async_trait;
use aws_sdk_lambda::types;
use aws_smithy_types::{Blob, base64, timeout::TimeoutConfig};
use connect_model::{Fault, FaultClass, Tags, spec::Payload};
use connect_resources::{
    Condition, Known, Named,
    function::{FunctionChange, FunctionDraft, FunctionRecord, LayerVersion, Port},
};

use crate::{
    aws::Aws,
    call::Operation,
    connect::{duplicate, int, tag_map, tags},
    fault,
};

/// The largest page of the lists.
pub(crate) const PAGE: i32 = 50;
/// An archive takes its time on a slow line.
pub(crate) const UPLOAD_TIMEOUT: Duration = Duration::from_mins(10);

const CREATE_FUNCTION: Operation = operation("CreateFunction");
const DELETE_FUNCTION: Operation = operation("DeleteFunction");
const GET_FUNCTION: Operation = operation("GetFunction");
const GET_FUNCTION_CONFIGURATION: Operation = operation("GetFunctionConfiguration");
const GET_LAYER_VERSION_BY_ARN: Operation = operation("GetLayerVersionByArn");
const LIST_FUNCTIONS: Operation = operation("ListFunctions");
const LIST_TAGS: Operation = operation("ListTags");
const TAG_RESOURCE: Operation = operation("TagResource");
const UNTAG_RESOURCE: Operation = operation("UntagResource");
const UPDATE_FUNCTION_CODE: Operation = operation("UpdateFunctionCode");
const UPDATE_FUNCTION_CONFIGURATION: Operation = operation("UpdateFunctionConfiguration");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "lambda",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    async fn list(&self) -> Result<Vec<Named>, Fault> {
        let request = self.lambda.list_functions().max_items(PAGE);
        let listed = self.caller.pages(
            LIST_FUNCTIONS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.functions, page.next_marker),
        );
        let named = |function: types::FunctionConfiguration| {
            let (name, arn) = (function.function_name?, function.function_arn?);
            Some(Named {
                known: Known::new(&name, arn),
                name,
                modified_ms: None,
            })
        };
        Ok(listed.await?.into_iter().filter_map(named).collect())
    }

    async fn tags(&self, arn: &str) -> Result<Tags, Fault> {
        let request = self.lambda.list_tags().resource(arn);
        let answer = self.caller.send(LIST_TAGS, request.send());
        Ok(tags(answer.await?.tags))
    }

    async fn describe(&self, name: &str, alias: Option<&str>) -> Result<FunctionRecord, Fault> {
        let request = self.lambda.get_function().function_name(name);
        let request = request.set_qualifier(alias.map(ToOwned::to_owned));
        let answer = self.caller.send(GET_FUNCTION, request.send()).await?;
        let without = || fault::unreadable(GET_FUNCTION, "it lacks members of the function");
        let tags = tags(answer.tags);
        let configuration = answer.configuration;
        let record = configuration.and_then(|it| record(it, tags));
        record.ok_or_else(without)
    }

    async fn condition(&self, name: &str) -> Result<Condition, Fault> {
        let request = self.lambda.get_function_configuration();
        let request = request.function_name(name);
        let answer = self
            .caller
            .send(GET_FUNCTION_CONFIGURATION, request.send())
            .await?;
        let state = (answer.state, answer.last_update_status);
        Ok(condition(state, answer.state_reason))
    }

    async fn create(&self, draft: &FunctionDraft, code: &Payload) -> Result<Known, Fault> {
        let settings = &draft.settings;
        let code = types::FunctionCode::builder().zip_file(Blob::new(code.bytes()));
        let request = self.lambda.create_function();
        let request = request
            .function_name(&draft.name)
            .architectures(draft.architecture.as_str().into())
            .code(code.build())
            .set_description(settings.description.clone())
            .set_runtime(settings.runtime.as_deref().map(Into::into))
            .set_handler(settings.handler.clone())
            .set_memory_size(settings.memory_mb.map(int))
            .set_timeout(settings.timeout_seconds.map(int))
            .set_environment(environment(settings))
            .set_layers(settings.layers.clone())
            .set_role(settings.role.clone())
            .set_tags(tag_map(&draft.tags));
        let request = request.customize().config_override(patient());
        let answer = self.caller.send(CREATE_FUNCTION, request.send()).await;
        let answer = answer.map_err(duplicate).map_err(busy)?;
        match (answer.function_name, answer.function_arn) {
            (Some(name), Some(arn)) => Ok(Known::new(name, arn)),
            _ => Err(fault::unreadable(
                CREATE_FUNCTION,
                "it lacks the name or the ARN",
            )),
        }
    }

    async fn update_code(
        &self,
        name: &str,
        architecture: &str,
        code: &Payload,
    ) -> Result<(), Fault> {
        let request = self.lambda.update_function_code();
        let request = request
            .function_name(name)
            .architectures(architecture.into())
            .zip_file(Blob::new(code.bytes()));
        let request = request.customize().config_override(patient());
        self.caller
            .send(UPDATE_FUNCTION_CODE, request.send())
            .await
            .map_err(busy)?;
        Ok(())
    }

    async fn update(&self, name: &str, change: &FunctionChange) -> Result<(), Fault> {
        let request = self.lambda.update_function_configuration();
        let request = request
            .function_name(name)
            .set_description(change.description.clone())
            .set_runtime(change.runtime.as_deref().map(Into::into))
            .set_handler(change.handler.clone())
            .set_memory_size(change.memory_mb.map(int))
            .set_timeout(change.timeout_seconds.map(int))
            .set_environment(environment(change))
            .set_layers(change.layers.clone())
            .set_role(change.role.clone());
        self.caller
            .send(UPDATE_FUNCTION_CONFIGURATION, request.send())
            .await
            .map_err(busy)?;
        Ok(())
    }

    async fn delete(&self, name: &str) -> Result<(), Fault> {
        let request = self.lambda.delete_function().function_name(name);
        let answer = self.caller.send(DELETE_FUNCTION, request.send());
        unless_gone(answer.await.map_err(busy))
    }

    async fn layer(&self, arn: &str) -> Result<LayerVersion, Fault> {
        let request = self.lambda.get_layer_version_by_arn().arn(arn);
        let answer = self
            .caller
            .send(GET_LAYER_VERSION_BY_ARN, request.send())
            .await?;
        let without = || fault::unreadable(GET_LAYER_VERSION_BY_ARN, "it lacks the digest");
        let digest = answer.content.and_then(|content| content.code_sha256);
        Ok(LayerVersion {
            arn: answer.layer_version_arn.unwrap_or_default(),
            archive: digest.and_then(|it| hexadecimal(&it)).ok_or_else(without)?,
            runtimes: words(answer.compatible_runtimes),
            description: answer.description.unwrap_or_default(),
        })
    }
}

impl Aws {
    pub(crate) async fn tag_function(&self, arn: &str, tags: &Tags) -> Result<(), Fault> {
        let request = self.lambda.tag_resource().resource(arn);
        let request = request.set_tags(tag_map(tags));
        let answer = self.caller.send(TAG_RESOURCE, request.send());
        answer.await.map_err(busy)?;
        Ok(())
    }

    pub(crate) async fn untag_function(&self, arn: &str, keys: &[String]) -> Result<(), Fault> {
        let request = self.lambda.untag_resource().resource(arn);
        let request = request.set_tag_keys(Some(keys.to_vec()));
        let answer = self.caller.send(UNTAG_RESOURCE, request.send());
        answer.await.map_err(busy)?;
        Ok(())
    }
}

/// Another change is under way, or IAM does not know the role everywhere yet.
pub(crate) fn busy(mut fault: Fault) -> Fault {
    let is_new_role = fault.code == "InvalidParameterValueException"
        && fault.message.contains("cannot be assumed by Lambda");
    if is_new_role
        || fault.code == "ResourceConflictException" && fault.class != FaultClass::Duplicate
    {
        fault.class = FaultClass::NotReady;
    }
    fault
}

/// What is gone already is as good as deleted.
pub(crate) fn unless_gone<T>(answer: Result<T, Fault>) -> Result<(), Fault> {
    match answer {
        Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
        _ => Ok(()),
    }
}

/// A digest as we write it, out of one as Lambda does.
pub(crate) fn hexadecimal(digest: &str) -> Option<String> {
    use std::fmt::Write as _;
    let mut text = "sha256:".to_owned();
    for byte in base64::decode(digest).ok()? {
        write!(text, "{byte:02x}").ok()?;
    }
    Some(text)
}

/// A digest as Lambda writes it, out of one as we do.
pub(crate) fn in_base64(digest: &str) -> Option<String> {
    let digits = digest.strip_prefix("sha256:")?;
    let at = (0..digits.len()).step_by(2);
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = at.map(byte).collect();
    Some(base64::encode(bytes?))
}

pub(crate) fn words(runtimes: Option<Vec<types::Runtime>>) -> Vec<String> {
    let runtimes = runtimes.into_iter().flatten();
    runtimes
        .map(|runtime| runtime.as_str().to_owned())
        .collect()
}

/// The configuration of a call that carries an archive.
pub(crate) fn patient() -> aws_sdk_lambda::config::Builder {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(UPLOAD_TIMEOUT);
    aws_sdk_lambda::config::Builder::new().timeout_config(timeouts.build())
}

fn environment(change: &FunctionChange) -> Option<types::Environment> {
    let variables = change.environment.as_ref()?;
    let variables: HashMap<_, _> = variables.clone().into_iter().collect();
    let environment = types::Environment::builder().set_variables(Some(variables));
    Some(environment.build())
}

fn record(function: types::FunctionConfiguration, tags: Tags) -> Option<FunctionRecord> {
    let arn = function.function_arn?;
    let architectures = function.architectures.unwrap_or_default();
    let layers = function.layers.unwrap_or_default().into_iter();
    let variables = function.environment.and_then(|it| it.variables);
    // It can be looked at, and changed once more after a wait, while a change is under way.
    let state = (function.state, None);
    Some(FunctionRecord {
        // Of a version or alias the ARN has its name at the end.
        arn: arn.split(':').take(7).collect::<Vec<_>>().join(":"),
        archive: hexadecimal(&function.code_sha256?)?,
        architecture: architectures.first()?.as_str().to_owned(),
        runtime: function.runtime?.as_str().to_owned(),
        handler: function.handler?,
        description: function.description.unwrap_or_default(),
        memory_mb: function.memory_size?.try_into().ok()?,
        timeout_seconds: function.timeout?.try_into().ok()?,
        environment: variables.unwrap_or_default().into_iter().collect(),
        layers: layers.filter_map(|layer| layer.arn).collect(),
        role: function.role?,
        tags,
        condition: condition(state, function.state_reason),
    })
}

/// A change that failed left the function as it was: it is there, and can be changed again.
fn condition(
    (state, update): (Option<types::State>, Option<types::LastUpdateStatus>),
    reason: Option<String>,
) -> Condition {
    match (state, update) {
        (Some(types::State::Failed), _) => {
            Condition::Broken(reason.unwrap_or_else(|| "Lambda does not say why".to_owned()))
        }
        (Some(types::State::Pending), _) | (_, Some(types::LastUpdateStatus::InProgress)) => {
            Condition::Settling
        }
        _ => Condition::Ready,
    }
}
