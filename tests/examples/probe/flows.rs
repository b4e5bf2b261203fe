//! What exports and deploys of many flows ask of AWS.

use aws_sim::{Quotas, Rate, SearchContent, Settings};
use flow_port::{Deploy, ExportOptions};
use serde_json::{Value, json};
use system_tests::{Desk, MANY_CENTER, MANY_KINDS, Quay, is_list, many_flows, spec};

/// The calls of an export and of a deploy without change, where searches show content and where not.
pub(crate) async fn calls(flows: usize) -> Value {
    let given = Asked::of(flows, SearchContent::Given).await;
    let withheld = Asked::of(flows, SearchContent::Withheld).await;
    json!({
        "export_given": given.export, "export_withheld": withheld.export,
        "deploy_given": given.deploy, "deploy_withheld": withheld.deploy,
        "kinds": MANY_KINDS,
        "pages_given": given.pages, "pages_withheld": withheld.pages,
        "writes": given.writes + withheld.writes,
    })
}

struct Asked {
    export: u64,
    deploy: u64,
    /// Beyond the first one of each list and search of the deploy, as far as so many flows need them.
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
        let export = calls_of(&desk);
        desk.reset_calls();
        let again = quay.deployed(3, &bundle, &Deploy::default()).await;
        assert_eq!(again.changes(), 0);
        Self {
            export,
            deploy: calls_of(&desk),
            pages: pages(&desk, flows),
            writes: desk.writes().into_values().sum(),
        }
    }
}

fn calls_of(desk: &Desk) -> u64 {
    desk.calls().into_values().map(|calls| calls.calls).sum()
}

/// A page has at least a hundred things, and an instance few flows of its own.
fn pages(desk: &Desk, flows: usize) -> u64 {
    let most = u64::try_from(flows.div_ceil(100)).unwrap();
    let lists = desk.calls().into_iter().filter(|(call, _)| is_list(call));
    lists.map(|(_, calls)| most.min(calls.calls - 1)).sum()
}
