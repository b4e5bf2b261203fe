//! What actions refer to has to be in the instance.
//!
//! Kinds of things that are not simulated, as cases and assistants, are not looked for. Values
//! that are known only when a contact is there begin with `$` and are passed over.

use serde_json::Value;

use super::qualified;
use crate::{
    context::Ctx,
    services::connect::{flow_module::contract, lex, phone_number, state::Instance},
};

/// A kind of things that actions refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    DataTable,
    Flow,
    Hours,
    Lambda,
    LexAlias,
    LexBot,
    Module,
    Number,
    Prompt,
    Queue,
    TaskTemplate,
    User,
    View,
}

/// Type of action, path to the value below its parameters, and what the value is. `*` stands for
/// every member or item.
const REFERENCES: &[(&str, &str, Target)] = &[
    ("CheckHoursOfOperation", "HoursOfOperationId", Target::Hours),
    ("CompleteOutboundCall", "CallerId.Number", Target::Number),
    ("ConnectParticipantWithLexBot", "LexBot", Target::LexBot),
    (
        "ConnectParticipantWithLexBot",
        "LexV2Bot.AliasArn",
        Target::LexAlias,
    ),
    ("ConnectParticipantWithLexBot", "PromptId", Target::Prompt),
    ("CheckMetricData", "AgentId", Target::User),
    ("CheckMetricData", "QueueId", Target::Queue),
    ("CreateCallbackContact", "AgentId", Target::User),
    ("CreateCallbackContact", "ContactFlowId", Target::Flow),
    ("CreateCallbackContact", "QueueId", Target::Queue),
    ("CreateTask", "ContactFlowId", Target::Flow),
    ("CreateTask", "TaskTemplateId", Target::TaskTemplate),
    ("DequeueContactAndTransferToQueue", "AgentId", Target::User),
    ("DequeueContactAndTransferToQueue", "QueueId", Target::Queue),
    ("EvaluateDataTableValues", "DataTableId", Target::DataTable),
    ("GetMetricData", "AgentId", Target::User),
    ("GetMetricData", "QueueId", Target::Queue),
    ("InvokeFlowModule", "FlowModuleId", Target::Module),
    ("InvokeLambdaFunction", "LambdaFunctionARN", Target::Lambda),
    ("GetParticipantInput", "PromptId", Target::Prompt),
    ("ListDataTableValues", "DataTableId", Target::DataTable),
    ("MessageParticipant", "PromptId", Target::Prompt),
    (
        "MessageParticipantIteratively",
        "Messages.*.PromptId",
        Target::Prompt,
    ),
    ("ShowView", "ViewResource.Id", Target::View),
    ("StartOutboundChatContact", "ContactFlowArn", Target::Flow),
    (
        "TransferParticipantToThirdParty",
        "CallerId.Number",
        Target::Number,
    ),
    ("TransferToFlow", "ContactFlowId", Target::Flow),
    ("UpdateContactEventHooks", "EventHooks.*", Target::Flow),
    (
        "UpdateContactMediaProcessing",
        "ChatProcessor.LambdaProcessorARN",
        Target::Lambda,
    ),
    ("UpdateContactTargetQueue", "AgentId", Target::User),
    ("UpdateContactTargetQueue", "QueueId", Target::Queue),
    ("UpsertDataTableValues", "DataTableId", Target::DataTable),
];

/// `arn:aws:lambda:Region:account:function:name`.
const FUNCTION_ARN_PARTS: usize = 7;

/// Stands for the Region of the contact, also inside an ARN.
const REGION: &str = "$.AwsRegion";

/// Finds references of the action at index `at` that lead nowhere.
pub(super) fn check(
    ctx: &Ctx<'_>,
    instance: &Instance,
    at: usize,
    action: &Value,
    found: &mut Vec<String>,
) {
    let of_type = |(action_type, ..): &&(&str, &str, Target)| action["Type"] == *action_type;
    for (_, path, target) in REFERENCES.iter().filter(of_type) {
        for (path, value) in values(path, &action["Parameters"]) {
            if !target.has(ctx, instance, value) {
                found.push(format!(
                    "Invalid Action property value. Path: Actions[{at}].Parameters.{path}"
                ));
            }
        }
    }
}

/// Finds what breaks the contract of the module that the action calls.
pub(super) fn check_call(instance: &Instance, path: &str, action: &Value, found: &mut Vec<String>) {
    if action["Type"] != "InvokeFlowModule" {
        return;
    }
    let called = action["Parameters"]["FlowModuleId"].as_str();
    let (id, qualifier) = qualified(called.unwrap_or_default());
    let module = instance.flow_modules.get(id);
    if let Some(settings) = module.and_then(|module| module.body.called(qualifier)) {
        contract::check_call(settings, path, action, found);
    }
}

/// The values at `path` below `value`, each with its own path.
fn values<'v>(path: &str, value: &'v Value) -> Vec<(String, &'v Value)> {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let inner: Vec<(String, &Value)> = match (step, value) {
        ("*", Value::Array(items)) => {
            let numbered = items.iter().enumerate();
            numbered
                .map(|(at, item)| (format!("[{at}]"), item))
                .collect()
        }
        ("*", Value::Object(members)) => members
            .iter()
            .map(|(name, member)| (name.clone(), member))
            .collect(),
        _ => value
            .get(step)
            .map(|member| (step.to_owned(), member))
            .into_iter()
            .collect(),
    };
    if rest.is_empty() {
        return inner;
    }
    let deeper = inner.into_iter().flat_map(|(step, value)| {
        values(rest, value)
            .into_iter()
            .map(move |(rest, value)| (joined(&step, &rest), value))
    });
    deeper.collect()
}

/// An index follows without a dot.
fn joined(path: &str, rest: &str) -> String {
    let dot = if rest.starts_with('[') { "" } else { "." };
    format!("{path}{dot}{rest}")
}

/// Whether the function with this ARN is associated. A version or alias of it may stand behind.
fn has_function(instance: &Instance, arn: &str) -> bool {
    let plain: Vec<&str> = arn.split(':').take(FUNCTION_ARN_PARTS).collect();
    let functions = &instance.lambda_functions;
    functions.contains_key(arn) || functions.contains_key(&plain.join(":"))
}

/// Whether a V1 bot is associated. One whose name is known only later counts as such.
fn has_bot(instance: &Instance, bot: &Value) -> bool {
    match (bot["Name"].as_str(), bot["Region"].as_str()) {
        (Some(name), Some(region)) => name.starts_with('$') || lex::has_v1(instance, name, region),
        _ => false,
    }
}

fn has_number(ctx: &Ctx<'_>, instance: &Instance, number: &str) -> bool {
    phone_number::rows(ctx).any(|(_, own)| {
        own.name == number
            && phone_number::is_of(ctx, &own.body, instance)
            && own.body.is_claimed(ctx.now)
    })
}

// === impl Target ===

impl Target {
    /// Whether what `value` names is in the instance, or will be known only later.
    fn has(self, ctx: &Ctx<'_>, instance: &Instance, value: &Value) -> bool {
        match value.as_str() {
            Some(text) if text.starts_with('$') => true,
            Some(text) => self.has_named(ctx, instance, &text.replace(REGION, ctx.region.as_str())),
            None => self == Self::LexBot && has_bot(instance, value),
        }
    }

    /// An ARN of another instance is that of nothing.
    fn has_named(self, ctx: &Ctx<'_>, instance: &Instance, value: &str) -> bool {
        let at_home = |path: &str| {
            let home = format!("{}/{path}/", instance.arn);
            !value.starts_with("arn:") || value.starts_with(&home)
        };
        let (id, qualifier) = qualified(value);
        match self {
            Self::DataTable => at_home("data-table") && instance.data_tables.get(id).is_some(),
            Self::Flow => at_home("contact-flow") && instance.flows.get(id).is_some(),
            Self::Hours => at_home("operating-hours") && instance.hours.get(id).is_some(),
            Self::Lambda => has_function(instance, value),
            Self::LexAlias => instance.bots.contains_key(value),
            Self::LexBot => false,
            Self::Module => {
                let module = instance.flow_modules.get(id);
                at_home("flow-module")
                    && module.is_some_and(|module| module.body.called(qualifier).is_some())
            }
            Self::Number => has_number(ctx, instance, value),
            Self::Prompt => at_home("prompt") && instance.prompts.get(id).is_some(),
            Self::Queue => at_home("queue") && instance.queues.get(id).is_some(),
            Self::TaskTemplate => {
                at_home("task-template") && instance.task_templates.get(id).is_some()
            }
            Self::View => {
                let at_home = at_home("view") || value.contains(":aws:view/");
                let view = instance.views.get(id);
                at_home && view.is_some_and(|view| view.body.can_be_shown(qualifier))
            }
            Self::User => at_home("agent") && instance.users.get(id).is_some(),
        }
    }
}
