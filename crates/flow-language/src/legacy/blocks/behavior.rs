//! How contacts are treated: recorded, spoken to, routed, streamed, put on hold.

use serde_json::{Value, json};

use crate::legacy::{block::Block, value::scalar};

/// *Set logging behavior*.
pub(super) fn logging(block: &mut Block<'_, '_>) {
    block.action_type("UpdateFlowLoggingBehavior");
    block.carry_word("LoggingBehavior", &["FlowLoggingBehavior"], SWITCH);
    let next = block.lead("Success");
    block.next(next.as_ref());
}

const SWITCH: &[(&str, &str)] = &[
    ("Enable", "Enabled"),
    ("Disable", "Disabled"),
    ("Enabled", "Enabled"),
    ("Disabled", "Disabled"),
];

/// *Set recording and analytics behavior*.
pub(super) fn recording(block: &mut Block<'_, '_>) {
    block.action_type("UpdateContactRecordingBehavior");
    let option = word(block, "RecordingBehaviorOption");
    let whom = word(block, "RecordingParticipantOption");
    let participants: &[&str] = match (option.as_deref(), whom.as_deref()) {
        (Some("Disable"), _) => &[],
        (_, Some("Both") | None) => &["Agent", "Customer"],
        (_, Some("Agent")) => &["Agent"],
        (_, Some("Customer")) => &["Customer"],
        (_, Some(other)) => {
            block.odd("RecordingParticipantOption", other.into());
            &[]
        }
    };
    if let Some(other) = option.filter(|option| !matches!(option.as_str(), "Enable" | "Disable")) {
        block.odd("RecordingBehaviorOption", other.into());
    }
    block.set(
        &["RecordingBehavior", "RecordedParticipants"],
        json!(participants),
    );
    analytics(block);
    let next = block.lead("Success");
    block.next(next.as_ref());
}

fn analytics(block: &mut Block<'_, '_>) {
    let base = "AnalyticsBehavior";
    let switch = [("Enable", "True"), ("Disable", "False")];
    block.carry_word("AnalyticsBehaviorOption", &[base, "Enabled"], &switch);
    block.carry("AnalyticsMode", &[base, "AnalyticsMode"]);
    block.carry("AnalyticsLanguageLocaleCode", &[base, "AnalyticsLanguage"]);
    let redaction = [base, "AnalyticsRedactionBehavior"];
    block.carry_word("AnalyticsRedactionOption", &redaction, SWITCH);
    block.carry(
        "AnalyticsRedactionPolicy",
        &[base, "AnalyticsRedactionResults"],
    );
    // The vocabulary is one of the instance today, and `None` says that there is none.
    if let Some(vocabulary) = block.take("AnalyticsCustomVocabulary") {
        let value = vocabulary.value().cloned().unwrap_or_default();
        if value != "None" && !value.is_null() {
            block.odd("AnalyticsCustomVocabulary", value);
            block.keep(vocabulary);
        }
    }
}

fn word(block: &mut Block<'_, '_>, name: &str) -> Option<String> {
    scalar(block.take(name)?.value()?)
}

/// *Set voice*.
pub(super) fn voice(block: &mut Block<'_, '_>) {
    block.action_type("UpdateContactTextToSpeechVoice");
    block.carry("GlobalVoice", &["TextToSpeechVoice"]);
    block.carry("GlobalEngine", &["TextToSpeechEngine"]);
    block.carry("SpeakingStyle", &["TextToSpeechStyle"]);
    block.plain_ways();
}

/// *Change routing priority / age*.
pub(super) fn routing(block: &mut Block<'_, '_>) {
    block.action_type("UpdateContactRoutingBehavior");
    block.carry("AbsolutePosition", &["QueuePriority"]);
    block.carry("TimeOffset", &["QueueTimeAdjustmentSeconds"]);
    let next = block.lead("Success");
    block.next(next.as_ref());
}

/// *Start media streaming*.
pub(super) fn start_streaming(block: &mut Block<'_, '_>) {
    streaming(block, "Enabled");
}

/// *Stop media streaming*.
pub(super) fn stop_streaming(block: &mut Block<'_, '_>) {
    streaming(block, "Disabled");
}

fn streaming(block: &mut Block<'_, '_>, state: &str) {
    block.action_type("UpdateContactMediaStreamingBehavior");
    block.set(&["MediaStreamingState"], state);
    block.carry("MediaStreamTypes", &["MediaStreamType"]);
    if !block.has(&["MediaStreamType"]) {
        block.set(&["MediaStreamType"], "Audio");
    }
    let who = word(block, "ParticipantTypes").unwrap_or_else(|| "Customer".to_owned());
    let mut directions: Vec<Value> = Vec::new();
    for track in block.take_all(&["Track"]) {
        match track.value().and_then(Value::as_str) {
            Some("FromCustomer") => directions.push("From".into()),
            Some("ToCustomer") => directions.push("To".into()),
            _ => block.odd("Track", track.value().cloned().unwrap_or_default()),
        }
    }
    if directions.is_empty() {
        // Before there were tracks, both were streamed.
        directions = vec!["From".into(), "To".into()];
    }
    let participant = json!({"ParticipantType": who, "MediaDirections": directions});
    block.set(&["Participants"], json!([participant]));
    block.plain_ways();
}

/// *Hold customer or agent*. No public export has this block, so its state is known by its words
/// alone, whatever the parameter is called.
pub(super) fn hold(block: &mut Block<'_, '_>) {
    block.action_type("UpdatePreviousContactParticipantState");
    for parameter in block.module.parameters() {
        let state = parameter.value().and_then(scalar);
        let state = state.and_then(|state| {
            let letters: String = state.chars().filter(char::is_ascii_alphabetic).collect();
            let same = |(word, _): &&(&str, &str)| letters.eq_ignore_ascii_case(word);
            STATES.iter().find(same).map(|(_, state)| *state)
        });
        if let Some(state) = state {
            _ = block.take(parameter.name());
            block.set(&["PreviousContactParticipantState"], state);
        }
    }
    block.plain_ways();
}

const STATES: &[(&str, &str)] = &[
    ("AgentOnHold", "AgentOnHold"),
    ("CustomerOnHold", "CustomerOnHold"),
    ("OffHold", "OffHold"),
    ("ConferenceAll", "OffHold"),
];
