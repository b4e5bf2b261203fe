//! An ARN of another instance, account or Region.

use crate::{
    lint::{
        finding::Severity,
        noun::noun,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
    reference::value::RefValue,
};

pub(super) const RULE: Rule = Rule {
    code: "foreign-arn",
    title: "An ARN of another instance, account or Region",
    severity: Severity::Error,
    explanation: "The flow names something that is not of the instance it is for. Connect refuses \
                  things of other instances; functions of other accounts need a permission that \
                  is easily forgotten, and functions of other Regions cannot be called.",
    remedy: "name the thing (`ref://…`), so that each instance gets its own",
    check: Check::Flow(check),
};

/// `$.AwsRegion` inside an ARN is of every Region.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for reference in &scope.references {
        let (RefValue::Static(text), Some(action)) =
            (&reference.value, scope.action_at(&reference.path))
        else {
            continue;
        };
        let Some(arn) = Arn::read(text) else { continue };
        let own = scope.context;
        let differs = |is: &str, own: Option<&String>| {
            let is_fixed = !is.is_empty() && !is.starts_with('$') && is != "aws";
            own.filter(|own| is_fixed && is != own.as_str())
                .map(|own| format!("`{is}`, not `{own}`"))
        };
        let found = [
            (
                "instance",
                arn.instance
                    .and_then(|id| differs(id, own.instance.as_ref())),
            ),
            ("account", differs(arn.account, own.account.as_ref())),
            ("Region", differs(arn.region, own.region.as_ref())),
        ];
        if let Some((what, Some(how))) = found.iter().find(|(_, how)| how.is_some()) {
            let below = reference.path.replacen(&action.path(), "", 1);
            let finding = report.below(
                action,
                &below,
                format!("this {} is of {what} {how}", noun(reference.kind)),
            );
            if *what == "account" && arn.instance.is_none() {
                finding.severity = Severity::Warning;
            }
        }
    }
}

/// The parts of an ARN that say whose a thing is.
pub(super) struct Arn<'a> {
    pub(super) region: &'a str,
    pub(super) account: &'a str,
    pub(super) instance: Option<&'a str>,
}

impl<'a> Arn<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.strip_prefix("arn:")?.splitn(5, ':').skip(2);
        let (region, account) = (parts.next()?, parts.next()?);
        let instance = parts
            .next()?
            .strip_prefix("instance/")
            .and_then(|rest| rest.split('/').next());
        Some(Self {
            region,
            account,
            instance,
        })
    }
}
