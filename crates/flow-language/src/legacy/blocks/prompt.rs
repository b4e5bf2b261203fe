//! What participants hear.

use serde_json::{Value, json};

use crate::{
    legacy::{block::Block, flow::Parameter},
    reference::kind::RefKind,
};

/// *Play prompt*.
pub(super) fn play(block: &mut Block<'_, '_>) {
    block.action_type("MessageParticipant");
    message(block);
    block.plain_ways();
}

/// The one message of a block: a recording, text, or text with markup.
pub(super) fn message(block: &mut Block<'_, '_>) {
    let audio = block.take("AudioPrompt");
    let text = block.take("Text");
    let how = block.take("TextToSpeechType");
    if let Some(audio) = audio.filter(|audio| says_something(*audio) || text.is_none()) {
        return block.refer_this(audio, &["PromptId"], RefKind::Prompt, None);
    }
    let how = how.and_then(|how| how.value()?.as_str()).unwrap_or("text");
    if let Some(text) = text {
        let path = spoken(block, how);
        block.carry_this(text, &[path]);
    }
}

/// *Loop prompts*.
pub(super) fn repeat(block: &mut Block<'_, '_>) {
    block.action_type("MessageParticipantIteratively");
    block.carry("InterruptSeconds", &["InterruptFrequencySeconds"]);
    let mut messages = Vec::new();
    let mut noted = Vec::new();
    for parameter in block.take_all(&["AudioPrompt", "Text"]) {
        let Some((message, note)) = one_of_many(block, parameter, messages.len()) else {
            continue;
        };
        messages.push(message);
        noted.push(note);
    }
    if !messages.is_empty() {
        block.set(&["Messages"], messages);
    }
    if noted.iter().any(|note| !note.is_null()) {
        block.note(&["parameters", "Messages"], noted);
    }
    let (interrupted, error) = (block.lead("Timeout"), block.lead("Error"));
    block.condition("Equals", "MessagesInterrupted", interrupted.as_ref());
    block.error("NoMatchingError", error.as_ref());
    block.next(error.as_ref());
}

/// A message, and the note that mirrors it.
fn one_of_many<'a>(
    block: &mut Block<'a, '_>,
    parameter: Parameter<'a>,
    index: usize,
) -> Option<(Value, Value)> {
    if parameter.name() == "Text" {
        let Some(written) = block.text(parameter) else {
            block.empty(parameter);
            return None;
        };
        let path = spoken(block, parameter.key().unwrap_or("text"));
        return Some((json!({path: written.text}), Value::Null));
    }
    let written = block.reference(parameter, RefKind::Prompt, None, None)?;
    block.note_audio(index, &written.text);
    let note = written.name.map_or(
        Value::Null,
        |name| json!({"PromptId": {"displayName": name}}),
    );
    Some((json!({"PromptId": written.text}), note))
}

fn spoken(block: &mut Block<'_, '_>, how: &str) -> &'static str {
    match how {
        "ssml" => "SSML",
        "text" => "Text",
        other => {
            block.odd("TextToSpeechType", other.into());
            "Text"
        }
    }
}

fn says_something(parameter: Parameter<'_>) -> bool {
    let is_empty = parameter.value().is_none_or(|value| value == "");
    !is_empty || parameter.resource_name().is_some()
}
