//! SSML that is not well formed.

use serde_json::Value;

use crate::{
    action::Action,
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::{Scope, is_dynamic, value},
        ssml,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "broken-ssml",
    title: "SSML that is not well formed",
    severity: Severity::Error,
    explanation: "Speech synthesis refuses it, and the block takes its error branch or is silent. \
                  A text without <speak> around it is a warning, since published samples have \
                  such texts.",
    remedy: "close every tag, put values in quotes, and write `&amp;` for & and `&lt;` for <",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let ssml = spoken(action).filter(|(pointer, _)| pointer.ends_with("/SSML"));
        for (pointer, text) in ssml.filter(|(_, text)| !is_dynamic(text.trim())) {
            let Some(fault) = ssml::fault(text) else {
                continue;
            };
            let finding = report.below(
                action,
                &pointer,
                format!("this SSML is not well formed: {fault}"),
            );
            if !text.trim_start().starts_with("<speak") {
                // Published samples have such texts, so the service may put up with them.
                finding.severity = Severity::Warning;
            }
        }
    }
}

/// All that an action says as text or SSML, with JSON pointers below the action.
pub(super) fn spoken(action: Action<'_>) -> impl Iterator<Item = (String, &str)> {
    let messages = value(action, "/Messages").and_then(Value::as_array);
    let each = messages.into_iter().flatten().enumerate();
    let each = each.map(|(at, message)| (format!("/Parameters/Messages/{at}"), message));
    let own = action
        .parameters()
        .map(|message| ("/Parameters".to_owned(), message));
    own.into_iter().chain(each).flat_map(|(base, message)| {
        ["Text", "SSML"].into_iter().filter_map(move |name| {
            let text = message.get(name)?.as_str()?;
            Some((format!("{base}/{name}"), text))
        })
    })
}
