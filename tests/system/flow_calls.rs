//! What deploys and exports ask AWS for, where searches show content and where they withhold it.

use aws_sim::{Quotas, SearchContent, Settings};
use flow_port::{Deploy, Error, ExportOptions};
use system_tests::{Desk, MANY_CENTER, MANY_KINDS, Quay, is_list, many, many_flows, spec};

const FLOWS: usize = 30;

async fn desk(search_content: SearchContent) -> Desk {
    let desk = Desk::new(Settings {
        quotas: Quotas::None,
        search_content,
        ..Settings::default()
    });
    desk.applied(1, &spec(MANY_CENTER)).await;
    desk
}

/// How many calls there were since the last reset, and how many of them changed or described something.
fn calls(desk: &Desk) -> (usize, Vec<String>) {
    let calls = desk.calls();
    let all = calls.values().map(|calls| calls.calls).sum::<u64>();
    let other = calls.into_keys().filter(|call| !is_list(call));
    (usize::try_from(all).unwrap(), other.collect())
}

#[tokio::test(start_paused = true)]
async fn a_deploy_without_change_describes_nothing_even_where_searches_withhold_content() {
    for content in [SearchContent::Given, SearchContent::Withheld] {
        let desk = desk(content).await;
        let (bundle, quay) = (many_flows(FLOWS), Quay::new(&desk, "many"));
        quay.deployed(2, &bundle, &Deploy::default()).await;
        desk.reset_calls();
        let again = quay.deployed(3, &bundle, &Deploy::default()).await;
        assert_eq!(again.changes(), 0);
        let (all, other) = calls(&desk);
        assert_eq!(other, Vec::<String>::new(), "{content:?}");
        assert!(all <= 4 + MANY_KINDS, "{all} calls: {:#?}", desk.calls());
    }
}

#[tokio::test(start_paused = true)]
async fn an_edit_is_found_where_searches_withhold_content() {
    let desk = desk(SearchContent::Withheld).await;
    let (bundle, quay) = (many_flows(3), Quay::new(&desk, "many"));
    quay.deployed(2, &bundle, &Deploy::default()).await;
    let edited = r#"{"Version": "2019-10-30", "StartAction": "end", "Metadata": {}, "Actions": [
        {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}"#;
    quay.edit(&many::name(1), edited, false).await;
    let refused = quay
        .deploy(3, &bundle, &Deploy::default())
        .await
        .unwrap_err();
    let Error::Findings(findings) = refused else {
        panic!("{refused}")
    };
    let rules: Vec<_> = findings.iter().map(|finding| &*finding.rule).collect();
    assert_eq!(rules, ["flow-edited"]);
}

/// The service's digest of a content is known from the deploy that wrote it, also after another one.
#[tokio::test(start_paused = true)]
async fn what_was_rolled_back_is_known_again() {
    let desk = desk(SearchContent::Withheld).await;
    let (old, quay) = (many_flows(3), Quay::new(&desk, "many"));
    quay.deployed(2, &old, &Deploy::default()).await;
    let mut new = old.clone();
    let name =
        flow_language::bundle::ItemName::flow(flow_language::FlowType::ContactFlow, many::name(1));
    new.items.get_mut(&name).unwrap().content = many::flow(100, Some(2));
    let report = quay.deployed(3, &new, &Deploy::default()).await;
    let written = ["keep", "content", "marks"].len();
    assert_eq!(report.changes(), written, "{:?}", report.run);
    let before = quay.cellar.get(&report.before.unwrap()).unwrap();
    quay.rolled_back(4, &before).await;
    let again = quay.steps(&old, &Deploy::default()).await.unwrap();
    let writes = again.iter().filter(|step| step.ends_with("/content"));
    assert_eq!(writes.count(), 0, "{again:?}");
    let back = quay.deployed(5, &new, &Deploy::default()).await;
    assert_eq!(back.changes(), written);
}

#[tokio::test(start_paused = true)]
async fn an_export_describes_a_flow_once_and_only_where_searches_withhold_content() {
    for content in [SearchContent::Given, SearchContent::Withheld] {
        let desk = desk(content).await;
        let (bundle, quay) = (many_flows(FLOWS), Quay::new(&desk, "many"));
        quay.deployed(2, &bundle, &Deploy::default()).await;
        desk.reset_calls();
        let exported = quay.export(&ExportOptions::default()).await;
        assert_eq!(exported.bundle.digest(), bundle.digest());
        let (all, _) = calls(&desk);
        let most = match content {
            SearchContent::Given => 10,
            SearchContent::Withheld => FLOWS + 1 + MANY_KINDS + 4,
        };
        assert!(all <= most, "{content:?}: {all} calls: {:#?}", desk.calls());
    }
}
