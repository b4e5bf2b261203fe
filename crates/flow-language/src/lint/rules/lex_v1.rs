//! A Lex V1 bot.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, value},
};

pub(super) const RULE: Rule = Rule {
    code: "lex-v1",
    title: "A Lex V1 bot",
    severity: Severity::Warning,
    explanation: "AWS ended its support for Lex V1 in September 2025. A block that names such a \
                  bot takes its error branch.",
    remedy: "move the bot to Lex V2, and name its alias in `LexV2Bot.AliasArn`",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("ConnectParticipantWithLexBot") {
        if value(action, "/LexBot").is_some() {
            report.below(
                action,
                "/Parameters/LexBot",
                "this is a Lex V1 bot, and Lex V1 is retired",
            );
        }
    }
}
