//! A part of a centre, planned and applied alone.

use std::collections::BTreeSet;

use aws_sim::Settings;
use connect_provision::{Blueprint, Error, PlanOptions};
use connect_resources::Layer;
use system_tests::{Desk, example, spec};

const BASE: &str = include_str!("specs/updates.yaml");

fn only(layer: Layer) -> PlanOptions {
    PlanOptions {
        layers: BTreeSet::from([layer]),
        ..PlanOptions::default()
    }
}

fn layers_of(blueprint: &Blueprint) -> BTreeSet<Layer> {
    let steps = blueprint.steps.steps().iter();
    steps
        .map(|step| step.action.key.kind.kind().facts().layer)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn one_apply_a_layer_in_their_order_brings_up_the_whole_sample() {
    let (desk, center) = (
        Desk::new(Settings::default()),
        example("full-contact-center"),
    );
    let mut held = Vec::new();
    for (job, layer) in (1..).zip(Layer::ALL) {
        let report = desk.applied_with(job, &center, only(*layer)).await;
        held.extend(report.blueprint.held);
        let again = desk.plan_with(&center, &only(*layer)).await.unwrap();
        assert!(again.is_empty(), "{again}");
    }
    let whole = desk.plan(&center).await.unwrap();
    assert!(whole.is_empty(), "{whole}");
    let held: BTreeSet<_> = held.iter().map(|held| held.key.to_string()).collect();
    assert!(held.contains("phone number main_line"), "{held:?}");
    assert!(held.contains("quick connect Customer Service"), "{held:?}");
}

#[tokio::test(start_paused = true)]
async fn a_layer_of_a_centre_that_stands_touches_nothing_of_another() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(BASE)).await;
    let changed = BASE
        .replace("contact_lens: true", "contact_lens: false")
        .replace("description: ", "description: now ");
    let center = spec(&changed);
    let whole = layers_of(&desk.plan(&center).await.unwrap());
    let wanted = [Layer::Instance, Layer::Admin, Layer::Flows];
    assert_eq!(whole, BTreeSet::from(wanted));
    for (job, layer) in (10..).zip(wanted) {
        let report = desk.applied_with(job, &center, only(layer)).await;
        assert_eq!(layers_of(&report.blueprint), BTreeSet::from([layer]));
    }
    assert!(desk.plan(&center).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_layer_that_builds_on_what_is_not_there_says_which_comes_first() {
    let desk = Desk::new(Settings::default());
    let Err(Error::Findings(findings)) = desk.plan_with(&spec(BASE), &only(Layer::Admin)).await
    else {
        panic!("planned without an instance");
    };
    let texts: Vec<_> = findings.iter().map(ToString::to_string).collect();
    assert!(
        texts.iter().any(|text| text.contains("instance updates")),
        "{texts:#?}"
    );
    assert!(
        findings
            .iter()
            .all(|finding| finding.rule == "layer-not-there")
    );
}
