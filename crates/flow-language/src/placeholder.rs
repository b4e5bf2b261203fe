//! Placeholders of other tools, read as references by name.
//!
//! Amazon's sample for GitLab writes `${Q:Sales:Q}` where the id of a queue stands inside an ARN. Its own
//! reader matches letters alone; here a name is whatever stands between the marks. Other placeholders
//! (`{{…}}`, `%…%`, `<…>`) name nothing that could be looked up and stay as they are.

use crate::{
    action::Action,
    document::Document,
    flow_type::FlowType,
    place::Part,
    reference::{arn, by_place, candidates, found, kind::RefKind, portable::Ref, value::RefValue},
    rewrite::{Rewrite, rewrite},
};

/// The letters of the sample, and the kinds that they stand for.
const LETTERS: &[(char, RefKind)] = &[
    ('A', RefKind::Assistant),
    ('F', RefKind::Flow),
    ('H', RefKind::Hours),
    ('M', RefKind::Module),
    ('P', RefKind::Prompt),
    ('Q', RefKind::Queue),
];

/// The document with names in the place of placeholders, and how many there were. `type_of` tells the
/// type of a flow by its name; where it does not know, the place tells what type belongs there.
pub(crate) fn named(
    document: &Document,
    type_of: &dyn Fn(&str) -> Option<FlowType>,
) -> (Document, usize) {
    let rewrites: Vec<_> = document
        .actions()
        .flat_map(|action| of_action(action, type_of))
        .collect();
    let count = rewrites.len();
    let mut document = document.clone();
    // A member is not renamed here, so none can be lost.
    let _taken = rewrite(&mut document.content, rewrites);
    (document, count)
}

fn of_action(action: Action<'_>, type_of: &dyn Fn(&str) -> Option<FlowType>) -> Vec<Rewrite> {
    let slots = found(action);
    let slots = by_place(&slots);
    let mut all = Vec::new();
    candidates(action, &mut |at, text| {
        if at.part != Part::Value || !text.contains("${") {
            return;
        }
        let slot = slots.get(&at).copied();
        let is_claimed = slot.is_some_and(|found| !matches!(found.value, RefValue::Foreign(_)));
        let expected = slot.map(|found| found.slot.kind);
        let hook = at.pointer.rsplit('/').next().unwrap_or_default();
        let type_of = |name: &str| type_of(name).or_else(|| type_of_hook(hook));
        if let Some(name) = name(text, expected, &type_of).filter(|_| !is_claimed) {
            all.push(Rewrite {
                action: action.index,
                place: at.place(),
                slot: slot.map(|found| found.slot),
                old: text.to_owned(),
                new: name.to_string(),
                names: None,
            });
        }
    });
    all
}

/// The reference of a text with a placeholder, if it is one of the kind that belongs there.
fn name(
    text: &str,
    expected: Option<RefKind>,
    type_of: &dyn Fn(&str) -> Option<FlowType>,
) -> Option<Ref> {
    let name = marked(text, type_of)
        .or_else(|| function(text))
        .or_else(|| bot(text))?;
    let fits = expected.is_none_or(|kind| kind == name.kind());
    fits.then_some(name)
}

/// `…/queue/${Q:Sales:Q}`, with a version or alias behind it where the kind has those.
fn marked(text: &str, type_of: &dyn Fn(&str) -> Option<FlowType>) -> Option<Ref> {
    LETTERS.iter().find_map(|(letter, kind)| {
        let (before, rest) = text.split_once(&format!("${{{letter}:"))?;
        let (name, rest) = rest.rsplit_once(&format!(":{letter}}}"))?;
        if !before.is_empty() && !before.ends_with('/') {
            return None;
        }
        let named = match kind {
            RefKind::Flow => Ref::flow(type_of(name).unwrap_or(FlowType::ContactFlow), name),
            other => Ref::new(*other, name),
        };
        match rest.strip_prefix(':') {
            Some(qualifier) => named.ok()?.with_qualifier(qualifier).ok(),
            None => named.ok().filter(|_| rest.is_empty()),
        }
    })
}

/// `arn:aws:lambda:${REGION}:${ACCT_ID}:function:NAME`.
fn function(text: &str) -> Option<Ref> {
    let (function, qualifier) = arn::split_qualifier(RefKind::Lambda, text);
    if arn::kind(text) != Some(RefKind::Lambda) {
        return None;
    }
    let named = Ref::new(RefKind::Lambda, arn::function_name(function)?).ok()?;
    match qualifier {
        Some(qualifier) => named.with_qualifier(qualifier).ok(),
        None => Some(named),
    }
}

/// `arn:aws:lex:${REGION}:${ACCT_ID}:bot-alias/BOT/ALIAS` with names in the place of ids.
fn bot(text: &str) -> Option<Ref> {
    if arn::kind(text) != Some(RefKind::Lex) {
        return None;
    }
    let (_, names) = text.split_once(":bot-alias/")?;
    Ref::new(RefKind::Lex, names).ok()
}

/// The type of flow that a hook runs; for all else inbound flows are what is meant most.
fn type_of_hook(hook: &str) -> Option<FlowType> {
    match hook {
        "AgentHold" => Some(FlowType::AgentHold),
        "AgentWhisper" => Some(FlowType::AgentWhisper),
        "CustomerHold" => Some(FlowType::CustomerHold),
        "CustomerQueue" => Some(FlowType::CustomerQueue),
        "CustomerWhisper" => Some(FlowType::CustomerWhisper),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::name;
    use crate::{flow_type::FlowType, reference::kind::RefKind};

    fn read(text: &str, expected: Option<RefKind>) -> String {
        let name = name(text, expected, &|_| Some(FlowType::CustomerQueue));
        name.map_or_else(|| "-".to_owned(), |name| name.to_string())
    }

    #[test]
    fn what_stands_between_the_marks_is_the_name_whatever_it_is() {
        let arn = "arn:aws:connect:${REGION}:${ACCT_ID}:instance/${INSTANCE_ID}";
        let cases = [
            ("queue/${Q:sales:Q}", "ref://queue/sales"),
            (
                "queue/${Q:2nd_line-R&D: a/b:Q}",
                "ref://queue/2nd_line-R&D: a%2Fb",
            ),
            ("operating-hours/${H:24x7:H}", "ref://hours/24x7"),
            (
                "flow-module/${M:Greeting:M}:live",
                "ref://module/Greeting/live",
            ),
            ("contact-flow/${F:Main:F}", "ref://flow/CUSTOMER_QUEUE/Main"),
            ("prompt/${P:Wait.wav:P}", "ref://prompt/Wait.wav"),
            ("queue/${Q:sales:P}", "-"),
            ("queue/${STAGE}", "-"),
        ];
        for (tail, expected) in cases {
            assert_eq!(read(&format!("{arn}/{tail}"), None), expected, "{tail}");
        }
        assert_eq!(
            read("${Q:sales:Q}", Some(RefKind::Queue)),
            "ref://queue/sales"
        );
        assert_eq!(read("${Q:sales:Q}", Some(RefKind::Prompt)), "-");
    }

    #[test]
    fn functions_and_bots_are_named_inside_their_arns() {
        let lambda = "arn:aws:lambda:${REGION}:${ACCT_ID}:function:lookup-${STAGE}";
        assert_eq!(read(lambda, None), "ref://lambda/lookup-${STAGE}");
        assert_eq!(
            read(&format!("{lambda}:live"), None),
            "ref://lambda/lookup-${STAGE}/live"
        );
        let bot = "arn:aws:lex:${REGION}:${ACCT_ID}:bot-alias/OrderBot/live";
        assert_eq!(read(bot, None), "ref://lex/OrderBot%2Flive");
    }
}
