//! A value of a module that it does not return.

use super::module_input::calls;
use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "module-result-data",
    title: "A value of a module that it does not return",
    severity: Severity::Warning,
    explanation: "The flow reads a value that none of the modules it calls declares, so it is \
                  empty.",
    remedy: "check the spelling against the result of the module",
    check: Check::Flow(check),
};

/// Only where every module that the flow calls is known and says what it returns.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let known = calls(scope);
    let all = scope.of_type("InvokeFlowModule").count();
    let declared: Option<Vec<Vec<&String>>> = known
        .iter()
        .map(|(_, settings)| {
            let properties = settings
                .pointer("/resultData/schema/properties")?
                .as_object()?;
            Some(properties.keys().collect())
        })
        .collect();
    let Some(declared) = declared.filter(|_| all > 0 && known.len() == all) else {
        return;
    };
    for read in scope
        .reads
        .iter()
        .filter(|read| read.namespace == "Modules")
    {
        let Some(path) = read.name.strip_prefix("ResultData.") else {
            continue;
        };
        let name = path.split(['.', '[']).next().unwrap_or(path);
        if !declared.iter().flatten().any(|declared| *declared == name) {
            let message = format!("no module that this flow calls returns `{name}`");
            report.below(read.action, &read.pointer, message);
        }
    }
}
