//! Releases as jobs of the daemon.

use std::collections::BTreeMap;

use aws_sim::Settings;
use connect_model::{Alias, Target, TargetName};
use controld::{
    jobs::{
        BackWish, BundleFiles, Caller, Demand, Digest, FileRef, Job, JobResult, Order, ReleaseStop,
        State, StopFate, StopOutcome,
    },
    refusal::Refusal,
};
use flow_language::bundle::Bundle;
use flow_port::Overwrite;
use serde_json::json;
use system_tests::{
    Office,
    freight::{first_edition, harbour, lading, second_edition},
};

const PLACES: [(&str, &str, &str, &str); 3] = [
    ("dev", "111111111111", "eu-west-2", "Sales"),
    ("stage", "222222222222", "us-east-1", "Sales US"),
    ("main", "333333333333", "eu-central-1", "Vertrieb"),
];

fn name(text: &str) -> TargetName {
    TargetName::new(text).unwrap()
}

/// Aliases are unique in all of AWS.
fn alias(target: &str) -> String {
    format!("support-{target}")
}

/// Three targets with an instance each.
async fn office() -> Office {
    let target = |(name, account, region, _): (&str, &str, &str, &str)| -> Target {
        let target = json!({"name": name, "account": account, "region": region});
        serde_json::from_value(target).unwrap()
    };
    let targets = PLACES.map(target).to_vec();
    let office = Office::with(Settings::default(), targets).await;
    for (target, _, _, queue) in PLACES {
        let center = harbour(&alias(target), queue, "CONNECT_MANAGED");
        let id = office.apply_at(&name(target), &center).await;
        office.done(id).await;
    }
    office
}

fn stops() -> Vec<ReleaseStop> {
    let stop = |(target, _, _, queue): (&str, &str, &str, &str)| ReleaseStop {
        target: name(target),
        alias: Alias::new(alias(target)).unwrap(),
        deploy: lading(queue),
        replicated_to: None,
    };
    PLACES.map(stop).to_vec()
}

fn releasing(office: &Office, bundle: &Bundle, stops: Vec<ReleaseStop>) -> Demand {
    let files = bundle.to_files().into_iter();
    let (mut named, mut contents) = (Vec::new(), BTreeMap::new());
    for (path, bytes) in files {
        let content = Digest::of(&bytes);
        named.push(FileRef { path, content });
        contents.insert(content, bytes);
    }
    let order = Order::ReleaseFlows {
        bundle: BundleFiles {
            named: None,
            files: named,
            default_type: None,
        },
        stops,
        look: false,
    };
    office.demand(&name("dev"), order, contents)
}

async fn released(office: &Office, demand: Demand) -> Job {
    let id = office.jobs.submit(demand).await.unwrap().id;
    office.rest(id).await
}

fn outcomes(job: &Job) -> &[StopOutcome] {
    match &job.result {
        Some(JobResult::FlowsRelease(released)) => &released.stops,
        Some(JobResult::ReleaseRollBack(back)) => &back.stops,
        other => panic!("{other:?}"),
    }
}

fn fates(job: &Job) -> Vec<StopFate> {
    outcomes(job).iter().map(|stop| stop.fate).collect()
}

fn back_from(office: &Office, job: &Job) -> BackWish {
    BackWish {
        request_id: office.request_id(),
        validate_only: false,
        labels: BTreeMap::new(),
        reason: String::new(),
        caller: Caller::default(),
        release: job.id,
        overwrite: Overwrite::Nothing,
    }
}

#[tokio::test(start_paused = true)]
async fn a_release_is_one_job_that_is_taken_back_by_its_name() {
    let office = office().await;
    let first = released(&office, releasing(&office, &first_edition(), stops())).await;
    assert_eq!(first.state, State::Succeeded, "{:#?}", first.error);
    assert_eq!(fates(&first), [StopFate::Done; 3]);
    assert!(first.progress.total > 0);
    assert_eq!(first.progress.done, first.progress.total);
    let locks = &first.brief.locks;
    assert_eq!(locks.len(), 9, "{locks:?}");

    let second = released(&office, releasing(&office, &second_edition(), stops())).await;
    assert_eq!(second.state, State::Succeeded, "{:#?}", second.error);
    let demand = office.jobs.way_back(back_from(&office, &second)).await;
    let back = released(&office, demand.unwrap()).await;
    assert_eq!(back.state, State::Succeeded, "{:#?}", back.error);
    assert_eq!(fates(&back), [StopFate::Done; 3]);
    assert_eq!(
        outcomes(&back)[0].target,
        name("main"),
        "the last one first"
    );
    assert_eq!(outcomes(&back)[0].notes.len(), 1);
    assert_eq!(back.progress.done, back.progress.total);

    // What is there is the first edition again, but for what cannot be unpublished.
    let again = released(&office, releasing(&office, &first_edition(), stops())).await;
    let steps: Vec<_> = outcomes(&again)
        .iter()
        .flat_map(|stop| &stop.outcomes)
        .filter(|outcome| !outcome.step.as_str().contains("Late"))
        .filter(|outcome| outcome.step.kind() != "bundle")
        .collect();
    assert!(steps.is_empty(), "{steps:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_bundle_that_was_here_is_named_by_its_digest() {
    let office = office().await;
    let (bundle, mut all) = (first_edition(), stops());
    let rest = all.split_off(1);
    let dev = released(&office, releasing(&office, &bundle, all)).await;
    assert_eq!(dev.state, State::Succeeded, "{:#?}", dev.error);
    let named = |digest: Digest| {
        let order = Order::ReleaseFlows {
            bundle: BundleFiles {
                named: Some(digest),
                files: Vec::new(),
                default_type: None,
            },
            stops: rest.clone(),
            look: false,
        };
        office.demand(&name("stage"), order, BTreeMap::new())
    };
    let digest = Digest::parse(&bundle.digest().to_string()).unwrap();
    let demand = office.jobs.with_bundle(named(digest)).await.unwrap();
    let further = released(&office, demand).await;
    assert_eq!(further.state, State::Succeeded, "{:#?}", further.error);
    assert_eq!(fates(&further), [StopFate::Done; 2]);

    let unknown = office.jobs.with_bundle(named(Digest::of(b"other"))).await;
    assert!(matches!(
        unknown,
        Err(Refusal::NotFound { kind: "bundle", .. })
    ));
}

#[tokio::test(start_paused = true)]
async fn a_release_without_a_way_back_says_so() {
    let office = office().await;
    let mut wrong = stops();
    wrong[2].deploy = lading("Sales");
    let refused = released(&office, releasing(&office, &first_edition(), wrong)).await;
    assert_eq!(refused.state, State::Failed);
    let error = refused.error.as_ref().unwrap();
    assert_eq!(error.reason, "PRECONDITIONS_UNMET");
    assert!(error.findings[0].message.starts_with("main.support-main: "));
    let way = office.jobs.way_back(back_from(&office, &refused)).await;
    let Err(Refusal::Invalid(violations)) = way else {
        panic!("{way:?}")
    };
    assert!(violations[0].description.ends_with("nothing to put back"));
}

#[tokio::test(start_paused = true)]
async fn a_target_that_nobody_configured_is_refused_with_its_place() {
    let office = office().await;
    let mut wrong = stops();
    wrong[1].target = name("nowhere");
    let demand = releasing(&office, &first_edition(), wrong);
    let refused = office.jobs.submit(demand).await.unwrap_err();
    let Refusal::Invalid(violations) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(violations[0].field, "stops[1].target");
}
