//! Lambda functions and Lex bots.

use super::scene::{Report, Scene};
use crate::{Arn, Place, spec::LexBotSpec, tree::Step, words::quote};

pub(super) fn unfit_arn(scene: &Scene<'_>, report: &mut Report<'_>) {
    for function in &scene.document.lambda_functions {
        let Some(arn) = function.spec.arn() else {
            continue;
        };
        let is_fit = arn.service() == "lambda" && arn.resource().starts_with("function:");
        check(
            is_fit,
            arn,
            "a Lambda function",
            &function.place,
            scene,
            report,
        );
    }
    for bot in &scene.document.lex_bots {
        if let LexBotSpec::V2Arn { arn } = &bot.spec {
            let parts: Vec<&str> = arn.resource().split('/').collect();
            let is_fit = arn.service() == "lex"
                && matches!(parts[..], ["bot-alias", bot, alias] if !bot.is_empty() && !alias.is_empty());
            check(
                is_fit,
                arn,
                "the alias of a Lex V2 bot",
                &bot.place,
                scene,
                report,
            );
        }
    }
}

fn check(
    is_fit: bool,
    arn: &Arn,
    wanted: &str,
    entry: &Place,
    scene: &Scene<'_>,
    report: &mut Report<'_>,
) {
    if !is_fit {
        let message = format!("{} is not the ARN of {wanted}", quote(arn.as_str()));
        let remedy = format!("write the ARN of {wanted}");
        report.below(scene, entry, &[Step::Member("arn")], message, remedy);
    }
}
