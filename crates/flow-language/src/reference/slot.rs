//! The one table of where references may stand.

use crate::reference::kind::RefKind;

/// A parameter that holds a reference.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) action_type: &'static str,
    /// Path pattern below `Parameters`; see `place`.
    pub(crate) path: &'static str,
    pub(crate) kind: RefKind,
    pub(crate) accepts: Accepts,
}

/// What the service takes there, dynamic values aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepts {
    /// A UUID or an ARN. Other text is a note to the author or some tool's placeholder.
    IdOrArn,
    /// An ARN.
    Arn,
    /// A name, number or address: any text.
    Text,
    /// A UUID; other text is the name of a system field and no reference.
    CustomId,
}

/// The slots of an action type.
pub(crate) fn of(action_type: &str) -> &'static [Slot] {
    let start = SLOTS.partition_point(|slot| slot.action_type < action_type);
    let length = SLOTS[start..].partition_point(|slot| slot.action_type == action_type);
    &SLOTS[start..start + length]
}

const fn slot(
    action_type: &'static str,
    path: &'static str,
    kind: RefKind,
    accepts: Accepts,
) -> Slot {
    Slot {
        action_type,
        path,
        kind,
        accepts,
    }
}

use Accepts::{Arn, CustomId, IdOrArn, Text};
use RefKind::{
    AppClient, Assistant, CaseField, CaseTemplate, Certificate, DataTable, Flow, Hours, Lambda,
    Lex, LexV1, Module, PhoneNumber, PhoneNumberArn, PredefinedAttribute, Prompt, Queue, S3Object,
    SecurityKey, TaskTemplate, User, UserPool, View, Watchlist,
};

/// Sorted by action type.
#[rustfmt::skip]
const SLOTS: &[Slot] = &[
    slot("AuthenticateParticipant", "CognitoConfiguration/UserPoolArn", UserPool, Arn),
    slot("AuthenticateParticipant", "CognitoConfiguration/AppClientId", AppClient, Text),
    slot("CheckHoursOfOperation", "HoursOfOperationId", Hours, IdOrArn),
    slot("CheckMetricData", "QueueId", Queue, IdOrArn),
    slot("CheckMetricData", "AgentId", User, IdOrArn),
    slot("CompleteOutboundCall", "CallerId/Number", PhoneNumber, Text),
    slot("ConnectParticipantWithLexBot", "PromptId", Prompt, IdOrArn),
    slot("ConnectParticipantWithLexBot", "Media/Uri", S3Object, Text),
    slot("ConnectParticipantWithLexBot", "LexV2Bot/AliasArn", Lex, Arn),
    slot("ConnectParticipantWithLexBot", "LexBot/Name", LexV1, Text),
    slot("CreateCallbackContact", "QueueId", Queue, IdOrArn),
    slot("CreateCallbackContact", "AgentId", User, IdOrArn),
    slot("CreateCallbackContact", "ContactFlowId", Flow, IdOrArn),
    slot("CreateCallbackContact", "CallerId", PhoneNumberArn, IdOrArn),
    slot("CreateCase", "CaseTemplateId", CaseTemplate, IdOrArn),
    slot("CreateCase", "CaseRequestFields/{}", CaseField, CustomId),
    slot("CreateTask", "ContactFlowId", Flow, IdOrArn),
    slot("CreateTask", "TaskTemplateId", TaskTemplate, IdOrArn),
    slot("CreateWisdomSession", "WisdomAssistantArn", Assistant, Arn),
    slot("DequeueContactAndTransferToQueue", "QueueId", Queue, IdOrArn),
    slot("DequeueContactAndTransferToQueue", "AgentId", User, IdOrArn),
    slot("EvaluateDataTableValues", "DataTableId", DataTable, IdOrArn),
    slot("GetCase", "CaseRequestFields/{}", CaseField, CustomId),
    slot("GetCase", "CaseResponseFields/[]", CaseField, CustomId),
    slot("GetMetricData", "QueueId", Queue, IdOrArn),
    slot("GetMetricData", "AgentId", User, IdOrArn),
    slot("GetParticipantInput", "PromptId", Prompt, IdOrArn),
    slot("GetParticipantInput", "Media/Uri", S3Object, Text),
    slot("GetParticipantInput", "InputEncryption/EncryptionKeyId", SecurityKey, Text),
    slot("GetParticipantInput", "InputEncryption/Key", Certificate, Text),
    slot("InvokeFlowModule", "FlowModuleId", Module, IdOrArn),
    slot("InvokeLambdaFunction", "LambdaFunctionARN", Lambda, Arn),
    slot("ListDataTableValues", "DataTableId", DataTable, IdOrArn),
    slot("MessageParticipant", "PromptId", Prompt, IdOrArn),
    slot("MessageParticipant", "Media/Uri", S3Object, Text),
    slot("MessageParticipantIteratively", "Messages/[]/PromptId", Prompt, IdOrArn),
    slot("ShowView", "ViewResource/Id", View, Text),
    slot("StartOutboundChatContact", "ContactFlowArn", Flow, Arn),
    slot("StartOutboundChatContact", "SourceEndpoint/Address", PhoneNumberArn, Arn),
    slot("TransferParticipantToThirdParty", "ThirdPartyPhoneNumber", PhoneNumber, Text),
    slot("TransferParticipantToThirdParty", "CallerId/Number", PhoneNumber, Text),
    slot("TransferToFlow", "ContactFlowId", Flow, IdOrArn),
    slot("UpdateCase", "CaseRequestFields/{}", CaseField, CustomId),
    slot("UpdateCase", "CaseResponseFields/[]", CaseField, CustomId),
    slot("UpdateContactData", "WatchlistId", Watchlist, Text),
    slot("UpdateContactEventHooks", "EventHooks/*", Flow, IdOrArn),
    slot("UpdateContactMediaProcessing", "ChatProcessor/LambdaProcessorARN", Lambda, Arn),
    slot("UpdateContactRoutingCriteria", "RoutingCriteria/Steps/[]/Expression/**/AttributeCondition/Name", PredefinedAttribute, Text),
    slot("UpdateContactRoutingCriteria", "RoutingCriteria/Steps/[]/Expression/**/AttributeCondition/Value", PredefinedAttribute, Text),
    slot("UpdateContactTargetQueue", "QueueId", Queue, IdOrArn),
    slot("UpdateContactTargetQueue", "AgentId", User, IdOrArn),
    slot("UpsertDataTableValues", "DataTableId", DataTable, IdOrArn),
];

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{SLOTS, of};
    use crate::place::places;

    #[test]
    fn the_table_is_sorted_and_every_slot_is_found_by_its_action_type() {
        assert!(SLOTS.is_sorted_by_key(|slot| slot.action_type));
        let found: usize = {
            let mut types: Vec<_> = SLOTS.iter().map(|slot| slot.action_type).collect();
            types.dedup();
            types.iter().map(|action_type| of(action_type).len()).sum()
        };
        assert_eq!(found, SLOTS.len());
        assert!(of("").is_empty() && of("Zzz").is_empty() && of("TransferToQueue").is_empty());
    }

    /// The integration tests port a flow for each template, so no slot is without a test.
    #[test]
    fn every_slot_has_a_template() {
        let text = include_str!("../../tests/it/templates.json");
        let templates: Vec<(String, Value, Value)> = serde_json::from_str(text).unwrap();
        for slot in SLOTS {
            let mut found = 0;
            for (_, parameters, _) in templates.iter().filter(|row| row.0 == slot.action_type) {
                places(parameters, "", slot.path, &mut |_, text| {
                    found += usize::from(text == format!("@{}", slot.kind));
                });
            }
            assert!(found > 0, "{} {}", slot.action_type, slot.path);
        }
    }
}
