//! Targets.

use control_api::v1 as pb;

use super::Page;

/// One line for each target.
pub(crate) fn target_list(targets: &[pb::Target]) -> Page {
    let mut page = Page::new();
    if targets.is_empty() {
        page.line("No targets. They are declared in the daemon's configuration.");
        return page;
    }
    let head = ["target", "account", "region", "labels", ""].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head)
        .chain(targets.iter().map(row))
        .collect();
    page.table(&rows);
    page
}

fn row(target: &pb::Target) -> [String; 5] {
    let labels: Vec<_> = target
        .labels
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let way = match target {
        pb::Target {
            simulated: true, ..
        } => "simulated".to_owned(),
        pb::Target { endpoint, .. } if !endpoint.is_empty() => format!("at {endpoint}"),
        pb::Target { role_arn, .. } if !role_arn.is_empty() => format!("as {role_arn}"),
        _ => String::new(),
    };
    let name = target.name.strip_prefix("targets/").unwrap_or(&target.name);
    [
        name.to_owned(),
        target.account.clone(),
        target.region.clone(),
        labels.join(" "),
        way,
    ]
}
