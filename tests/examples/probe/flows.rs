//! What exports and deploys of many flows ask of AWS.

use aws_sim::{Quotas, Rate, SearchContent, Settings};
use flow_port::{Deploy, ExportOptions};
use serde_json::{Value, json};
use system_tests::{Desk, MANY_CENTER, MANY_KINDS, Quay, many_flows, spec};

/// The calls of an export and of a deploy without change, where searches show content and where not.
pub(crate) async fn calls(flows: usize) -> Value {
    let given = Asked::of(flows, SearchContent::Given).await;
    let withheld = Asked::of(flows, SearchContent::Withheld).await;
    json!({
        "export_given": given.export, "export_withheld": withheld.export,
        "deploy_given": given.deploy, "deploy_withheld": withheld.deploy,
        "kinds": MANY_KINDS, "pages": withheld.pages, "writes": given.writes + withheld.writes,
    })
}

struct Asked {
    export: u64,
    deploy: u64,
    /// Beyond the first one of each list and search of the deploy.
    pages: u64,
    writes: u64,
}

// === impl Asked ===

impl Asked {
    async fn of(flows: usize, search_content: SearchContent) -> Self {
        let desk = Desk::new(Settings {
            rate: Rate::None,
            quotas: Quotas::None,
            search_content,
            ..Settings::default()
        });
        desk.applied(1, &spec(MANY_CENTER)).await;
        let (bundle, quay) = (many_flows(flows), Quay::new(&desk, "many"));
        quay.deployed(2, &bundle, &Deploy::default()).await;
        desk.reset_calls();
        let exported = quay.export(&ExportOptions::default()).await;
        assert_eq!(exported.bundle.digest(), bundle.digest());
        let export = count(&desk, |_| true);
        desk.reset_calls();
        let again = quay.deployed(3, &bundle, &Deploy::default()).await;
        assert_eq!(again.changes(), 0);
        let is_read = |name: &str| {
            ["Describe", "List", "Search"]
                .iter()
                .any(|read| name.starts_with(read))
        };
        let further = desk.calls().into_values().map(|calls| calls.calls - 1);
        Self {
            export,
            deploy: count(&desk, |_| true),
            pages: further.sum(),
            writes: count(&desk, |name| !is_read(name)),
        }
    }
}

fn count(desk: &Desk, counts: impl Fn(&str) -> bool) -> u64 {
    let calls = desk.calls();
    let counted = calls.iter().filter(|(call, _)| {
        let (_, name) = call.split_once('.').unwrap();
        counts(name)
    });
    counted.map(|(_, calls)| calls.calls).sum()
}
