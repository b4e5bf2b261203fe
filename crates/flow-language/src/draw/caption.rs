//! The lines below the name of a block: the parameter that tells most.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    action::Action,
    diff::label::{or_empty, reference_name, scalar},
    document::Document,
    draw::text::TEXT,
    reference,
    reference::value::{RefValue, Reference},
};

/// What an action does it to or with. Several values stand for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Caption(Vec<String>);

/// Lines of a value that stands alone, of one among others, and of all together.
const ALONE_MAX: usize = 3;
const AMONG_MAX: usize = 2;
const LINES_MAX: usize = 4;

/// What to write below the name of an action; nothing if nothing tells more than the name.
pub(crate) fn caption(document: &Document, action: Action<'_>) -> Caption {
    let Some(parameters) = action.parameters() else {
        return Caption::default();
    };
    if let Some(pairs) = pairs(action.action_type(), parameters) {
        return Caption(pairs);
    }
    let text = special(action.action_type(), parameters)
        .or_else(|| TELLING.iter().find_map(|path| text(parameters, path)))
        .or_else(|| named(document, action))
        .or_else(|| first(parameters));
    Caption(text.into_iter().collect())
}

/// The captions of blocks that are called so, in lines no wider than this. Where the beginnings of two
/// would look the same, they begin where they differ.
pub(crate) fn lines(captions: &[(&str, Caption)], most: i32) -> Vec<Vec<String>> {
    let plain = captions.iter().map(|(_, caption)| caption.lines(most));
    let mut lines: Vec<Vec<String>> = plain.collect();
    let mut alike = BTreeMap::<_, Vec<usize>>::new();
    for (at, (label, _)) in captions.iter().enumerate() {
        alike
            .entry((*label, lines[at].clone()))
            .or_default()
            .push(at);
    }
    for mut blocks in alike.into_values() {
        blocks.sort_by_key(|at| &captions[*at].1);
        let others: Vec<&Caption> = blocks.iter().map(|at| &captions[*at].1).collect();
        for (turn, at) in blocks.iter().enumerate() {
            // The nearest others in this order share most.
            let before = others[..turn]
                .iter()
                .rev()
                .find(|other| *other != &others[turn]);
            let after = others[turn..].iter().find(|other| *other != &others[turn]);
            let shared = before.into_iter().chain(after);
            if let Some(shared) = shared.map(|other| others[turn].shared(other)).max() {
                lines[*at] = others[turn].behind(shared).lines(most);
            }
        }
    }
    lines
}

impl Caption {
    /// All of it, for a tooltip.
    pub(crate) fn text(&self) -> String {
        self.0.join(", ")
    }

    fn lines(&self, most: i32) -> Vec<String> {
        if let [alone] = &self.0[..] {
            return TEXT.wrapped(alone, most, ALONE_MAX);
        }
        let mut lines = Vec::new();
        for (at, text) in self.0.iter().enumerate() {
            let next = TEXT.wrapped(text, most, AMONG_MAX);
            let is_last = at + 1 == self.0.len();
            if lines.len() + next.len() + usize::from(!is_last) > LINES_MAX {
                lines.push(format!("+{} more", self.0.len() - at));
                break;
            }
            lines.extend(next);
        }
        lines
    }

    /// Up to where another caption says the same: so many values, and so many bytes of the next.
    fn shared(&self, other: &Self) -> (usize, usize) {
        let alike = self.0.iter().zip(&other.0).take_while(|(a, b)| a == b);
        let values = alike.count();
        let (Some(mine), Some(others)) = (self.0.get(values), other.0.get(values)) else {
            return (values, 0);
        };
        let letters = mine.char_indices().zip(others.chars());
        let mut same = letters.skip_while(|((_, a), b)| a == b);
        let bytes = same.next().map_or(mine.len(), |((at, _), _)| at);
        (values, bytes)
    }

    /// What is left of it from there on, and the word or part that this is in.
    fn behind(&self, (values, bytes): (usize, usize)) -> Self {
        let Some((first, rest)) = self.0[values..].split_first() else {
            return self.clone();
        };
        let begin = first[..bytes].rfind([' ', '.', '_', '/', ',']);
        let begin = begin.map_or(0, |at| at + 1);
        let first = format!("…{}", &first[begin..]);
        Self(std::iter::once(first).chain(rest.iter().cloned()).collect())
    }
}

/// Texts that say more than any reference, by JSON pointer.
const TELLING: &[&str] = &["/Text", "/SSML", "/Messages/0/Text", "/Messages/0/SSML"];

fn special(action_type: &str, parameters: &Value) -> Option<String> {
    match action_type {
        "Compare" => text(parameters, "/ComparisonValue"),
        "UpdateContactTextToSpeechVoice" => text(parameters, "/TextToSpeechVoice"),
        "UpdateFlowLoggingBehavior" => text(parameters, "/FlowLoggingBehavior"),
        "CheckMetricData" => text(parameters, "/MetricType"),
        "Wait" => text(parameters, "/TimeLimitSeconds").map(|seconds| format!("{seconds} s")),
        "Loop" => text(parameters, "/LoopCount").map(|count| format!("{count} times")),
        "TransferParticipantToThirdParty" => text(parameters, "/ThirdPartyPhoneNumber"),
        _ => None,
    }
}

/// `a = 1` for each attribute that is set.
fn pairs(action_type: &str, parameters: &Value) -> Option<Vec<String>> {
    let name = match action_type {
        "UpdateContactAttributes" => "Attributes",
        "UpdateFlowAttributes" => "FlowAttributes",
        _ => return None,
    };
    let members = parameters.get(name)?.as_object();
    let members = members.filter(|members| !members.is_empty())?;
    let pair = |(name, value): (&String, &Value)| {
        let value = value.get("Value").unwrap_or(value);
        format!("{name} = {}", or_empty(scalar(value)))
    };
    Some(members.iter().map(pair).collect())
}

fn text(parameters: &Value, pointer: &str) -> Option<String> {
    let text = parameters.pointer(pointer)?.as_str()?;
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn named(document: &Document, action: Action<'_>) -> Option<String> {
    let found = reference::found(action).into_iter().next()?;
    let reference = Reference {
        action: action.identifier().to_owned(),
        path: found.place.pointer,
        part: found.place.part,
        kind: found.slot.kind,
        value: found.value,
    };
    let name = reference_name(document, action, &reference);
    name.or_else(|| match &reference.value {
        RefValue::Dynamic(text) | RefValue::Foreign(text) | RefValue::Malformed { text, .. } => {
            Some(text.clone())
        }
        RefValue::Static(text) => Some(reference::arn::bare_id(text).to_owned()),
        RefValue::Empty => Some("not set".to_owned()),
        RefValue::Named(_) => None,
    })
}

/// The first plain text among the parameters, with its name.
fn first(parameters: &Value) -> Option<String> {
    let members = parameters.as_object()?.iter();
    let mut plain = members.filter_map(|(name, value)| Some((name, value.as_str()?)));
    plain
        .find(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}: {value}"))
}
