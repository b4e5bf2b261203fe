//! Releases as jobs of the daemon.

use std::collections::BTreeMap;

use aws_sim::{Action, Rule, Settings};
use connect_model::{Alias, Region, Target, TargetName};
use connect_resiliency::Replicate;
use controld::{
    jobs::{
        Ask, BackWish, BundleFiles, Caller, Demand, DestroySubject, Digest, FileRef, FlowsDeployed,
        Job, JobResult, LockKey, Order, ReleaseStop, State, StopFate, StopOutcome, Wish,
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

/// A target, where it is, and what the queue is called there.
type Place = (&'static str, &'static str, &'static str, &'static str);

const FRANKFURT: &str = "eu-central-1";
const PLACES: [Place; 3] = [
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
    office_at(&PLACES, "CONNECT_MANAGED").await
}

async fn office_at(places: &[Place], identity: &str) -> Office {
    let target = |(name, account, region, _): &Place| -> Target {
        let target = json!({"name": name, "account": account, "region": region});
        serde_json::from_value(target).unwrap()
    };
    let targets = places.iter().map(target).collect();
    let office = Office::with(Settings::default(), targets).await;
    for (target, _, _, queue) in places {
        let center = harbour(&alias(target), queue, identity);
        let id = office.apply_at(&name(target), &center).await;
        office.done(id).await;
    }
    office
}

fn stops() -> Vec<ReleaseStop> {
    PLACES.iter().map(stop).collect()
}

fn stop((target, _, _, queue): &Place) -> ReleaseStop {
    ReleaseStop {
        target: name(target),
        alias: Alias::new(alias(target)).unwrap(),
        deploy: lading(queue),
        replicated_to: None,
    }
}

/// The first place, whose instance has a replica in Frankfurt.
async fn pair() -> Office {
    let office = office_at(&PLACES[..1], "SAML").await;
    let replicate = Replicate {
        instance: Alias::new(alias("dev")).unwrap(),
        to: Region::new(FRANKFURT).unwrap(),
        replica_alias: None,
    };
    let order = Order::ReplicateCenter(replicate);
    let demand = office.demand(&name("dev"), order, BTreeMap::new());
    office
        .done(office.jobs.submit(demand).await.unwrap().id)
        .await;
    office
}

/// The first stop, whose instance is said to have a replica in a Region.
fn replicated_to(region: &str) -> Vec<ReleaseStop> {
    vec![ReleaseStop {
        replicated_to: Some(Region::new(region).unwrap()),
        ..stop(&PLACES[0])
    }]
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

    // What is there is the first edition again, but for what cannot be unpublished and for the recording,
    // which no way back puts back.
    let again = released(&office, releasing(&office, &first_edition(), stops())).await;
    assert_eq!(again.state, State::Succeeded, "{:#?}", again.error);
    let steps: Vec<_> = outcomes(&again)
        .iter()
        .flat_map(|stop| &stop.outcomes)
        .filter(|outcome| !outcome.step.as_str().contains("Late"))
        .filter(|outcome| !["bundle", "prompt"].contains(&outcome.step.kind()))
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

fn deployed(job: &Job) -> &FlowsDeployed {
    match &job.result {
        Some(JobResult::FlowsDeploy(deployed)) => deployed,
        other => panic!("{other:?}"),
    }
}

/// Nobody may call this, in a Region or anywhere.
fn no_leave(operation: &str, region: Option<&str>) -> Rule {
    Rule {
        operation: Some(operation.to_owned()),
        region: region.map(str::to_owned),
        action: Action::Error {
            code: "AccessDeniedException".to_owned(),
            status: Some(403),
            message: "no leave for this".to_owned(),
        },
        ..Rule::default()
    }
}

/// A deploy to the first target.
fn deploying(office: &Office, bundle: &Bundle) -> Demand {
    let demand = releasing(office, bundle, stops());
    let Order::ReleaseFlows { bundle, .. } = demand.order else {
        panic!("it releases")
    };
    let order = Order::DeployFlows {
        alias: Alias::new(alias("dev")).unwrap(),
        bundle,
        deploy: lading("Sales"),
        look: false,
    };
    office.demand(&name("dev"), order, demand.contents)
}

/// A job that failed, tried once more.
async fn retried(office: &Office, failed: &Job) -> Job {
    let wish = Wish {
        method: "RetryJob",
        request_id: office.request_id(),
        validate_only: false,
        job: failed.id,
        ask: Ask::Retry,
        reason: String::new(),
        caller: Caller::default(),
    };
    office.jobs.ask(wish).await.unwrap();
    office.rest(failed.id).await
}

/// A deploy to the first target that fails half way, and whose queue is gone by then.
async fn half_deployed(office: &Office) -> Job {
    let rule = no_leave("CreateContactFlow", None);
    office.simulator.faults(vec![rule]);
    let failed = released(office, deploying(office, &first_edition())).await;
    assert_eq!(failed.state, State::Failed);
    office.simulator.faults(Vec::new());
    let center = harbour(&alias("dev"), "Service", "CONNECT_MANAGED");
    let id = office.prune_at(&name("dev"), &center).await;
    office.done(id).await;
    failed
}

#[tokio::test(start_paused = true)]
async fn a_deploy_that_cannot_go_on_keeps_its_way_back() {
    let office = office().await;
    let failed = half_deployed(&office).await;
    let before = deployed(&failed).before;
    assert!(before.is_some() && deployed(&failed).changes > 0);

    let refused = retried(&office, &failed).await;
    let error = refused.error.as_ref().unwrap();
    assert_eq!(error.reason, "RELEASE_REFUSED", "{error:?}");
    assert_eq!(error.findings[0].rule, "missing-reference");
    assert_eq!(deployed(&refused).before, before);
    let demand = office.jobs.way_back(back_from(&office, &refused)).await;
    let back = released(&office, demand.unwrap()).await;
    assert_eq!(back.state, State::Succeeded, "{:#?}", back.error);
}

#[tokio::test(start_paused = true)]
async fn a_release_that_comes_to_no_instance_any_more_keeps_its_ways_back() {
    let office = office().await;
    let rule = no_leave("CreateContactFlow", Some("us-east-1"));
    office.simulator.faults(vec![rule]);
    let demand = releasing(&office, &first_edition(), stops());
    let failed = released(&office, demand).await;
    assert_eq!(failed.state, State::Failed);
    let before: Vec<_> = outcomes(&failed).iter().map(|stop| stop.before).collect();
    assert!(before[0].is_some() && before[1].is_some() && before[2].is_none());

    let rule = no_leave("GetCallerIdentity", None);
    office.simulator.faults(vec![rule]);
    let again = retried(&office, &failed).await;
    assert_eq!(again.state, State::Failed);
    let stops = outcomes(&again).iter();
    let left: Vec<_> = stops.map(|stop| (stop.fate, stop.before)).collect();
    let fates = [StopFate::Done, StopFate::Cancelled, StopFate::NotBegun];
    assert_eq!(left, fates.into_iter().zip(before).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_way_back_that_cannot_go_on_does_not_say_that_nothing_was_written() {
    let office = office().await;
    let deployed = released(&office, deploying(&office, &first_edition())).await;
    let rule = no_leave("DeleteContactFlowModule", None);
    office.simulator.faults(vec![rule]);
    let demand = office.jobs.way_back(back_from(&office, &deployed)).await;
    let failed = released(&office, demand.unwrap()).await;
    assert_eq!(failed.state, State::Failed);

    office.simulator.faults(Vec::new());
    let order = Order::DestroyCenter {
        subject: DestroySubject::Alias(Alias::new(alias("dev")).unwrap()),
        confirm: alias("dev"),
        keep_instance: false,
        keep_numbers: false,
        delete_data: false,
    };
    let demand = office.demand(&name("dev"), order, BTreeMap::new());
    let gone = released(&office, demand).await;
    assert_eq!(gone.state, State::Succeeded, "{:#?}", gone.error);
    let refused = retried(&office, &failed).await;
    let error = refused.error.as_ref().unwrap();
    assert_eq!(error.reason, "RELEASE_REFUSED", "{error:?}");
    assert_eq!(error.findings[0].rule, "unknown-instance");
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

#[tokio::test(start_paused = true)]
async fn a_release_to_a_pair_holds_what_it_ties_in_the_other_region_too() {
    let office = pair().await;
    let demand = releasing(&office, &first_edition(), replicated_to(FRANKFURT));
    let done = released(&office, demand).await;
    assert_eq!(done.state, State::Succeeded, "{:#?}", done.error);
    assert_eq!(fates(&done), [StopFate::Done]);
    let locks: Vec<_> = done.brief.locks.iter().map(LockKey::as_str).collect();
    let expected = [
        "connect/111111111111/eu-central-1/support-dev/lambda",
        "connect/111111111111/eu-central-1/support-dev/lex",
        "connect/111111111111/eu-west-2/support-dev/flow",
        "connect/111111111111/eu-west-2/support-dev/module",
        "connect/111111111111/eu-west-2/support-dev/prompt",
    ];
    assert_eq!(locks, expected);
    let steps = outcomes(&done)[0].outcomes.iter();
    let steps: Vec<_> = steps.map(|outcome| outcome.step.as_str()).collect();
    let last = "replica/eu-central-1@dev.support-dev/in-step";
    assert!(steps.contains(&last), "{steps:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_replica_in_the_region_of_the_instance_itself_is_refused_with_its_place() {
    let office = office_at(&PLACES[..1], "SAML").await;
    let demand = releasing(&office, &first_edition(), replicated_to("eu-west-2"));
    let refused = office.jobs.submit(demand).await.unwrap_err();
    let Refusal::Invalid(violations) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(violations[0].field, "stops[0].replicated_to");
    let told = "the instance is in eu-west-2 itself; AWS replicates from eu-west-2 to eu-central-1";
    assert_eq!(violations[0].description, told);
}
