//! Where nothing is written but by a plan that somebody else approved.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use connect_model::{Alias, Region, Target, TargetName};
use connect_resiliency::{Replicate, Shift, Subject, Wanted};
use controld::{
    ids::{CountedIds, Ids as _},
    jobs::{BundleFiles, Caller, Demand, Equipment, Jobs, Order, ReleaseStop},
    refusal::Refusal,
};
use flow_port::Deploy;
use reconcile::WallClock;
use serde_json::json;
use tempfile::TempDir;

use crate::switches::Switches;

const OURS: &str = "111111111111";

fn name(text: &str) -> TargetName {
    TargetName::new(text).unwrap()
}

/// London is replicated to Frankfurt, which is guarded. Dublin is of another account.
async fn jobs() -> (Jobs, TempDir) {
    let (store, folder) = crate::store::sqlite().await;
    let targets = [
        ("dublin", "222222222222", "eu-west-1"),
        ("frankfurt", OURS, "eu-central-1"),
        ("london", OURS, "eu-west-2"),
    ];
    let target = |(name, account, region): (&str, &str, &str)| {
        let target = json!({"name": name, "account": account, "region": region});
        let target: Target = serde_json::from_value(target).unwrap();
        (target.name.clone(), target)
    };
    let jobs = Jobs::new(Equipment {
        store: Arc::new(store),
        works: Arc::new(Switches::default()).works(),
        targets: targets.map(target).into(),
        guarded: BTreeSet::from([name("frankfurt")]),
        clock: Arc::new(WallClock),
        ids: Arc::new(CountedIds::default()),
    });
    (jobs, folder)
}

fn bundle() -> BundleFiles {
    BundleFiles {
        named: None,
        files: Vec::new(),
        default_type: None,
    }
}

fn release(target: &str, replicated_to: Option<&str>, look: bool) -> Demand {
    let stop = ReleaseStop {
        target: name(target),
        alias: Alias::new("uk").unwrap(),
        deploy: Deploy::default(),
        replicated_to: replicated_to.map(|region| Region::new(region).unwrap()),
    };
    let order = Order::ReleaseFlows {
        bundle: bundle(),
        stops: vec![stop],
        look,
    };
    demand(target, order)
}

fn deploy(target: &str, look: bool) -> Demand {
    let order = Order::DeployFlows {
        alias: Alias::new("uk").unwrap(),
        bundle: bundle(),
        deploy: Deploy::default(),
        look,
    };
    demand(target, order)
}

fn demand(target: &str, order: Order) -> Demand {
    Demand {
        method: "Test",
        request_id: controld::ids::RandomIds.fresh(),
        validate_only: false,
        target: name(target),
        order,
        contents: BTreeMap::new(),
        labels: BTreeMap::new(),
        reason: String::new(),
        caller: Caller::default(),
    }
}

/// The target because of which a demand is refused.
async fn refused(jobs: &Jobs, demand: Demand) -> Option<String> {
    match jobs.submit(demand).await {
        Ok(_) => None,
        Err(Refusal::ApprovalRequired(target)) => Some(target.to_string()),
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_guarded_target_may_be_looked_at_without_a_plan() {
    let (jobs, _folder) = jobs().await;
    for look in [deploy("frankfurt", true), release("frankfurt", None, true)] {
        assert_eq!(refused(&jobs, look).await, None);
    }
    for write in [
        deploy("frankfurt", false),
        release("frankfurt", None, false),
    ] {
        let by = refused(&jobs, write).await;
        assert_eq!(by.as_deref(), Some("frankfurt"));
    }
}

fn replicate(target: &str, to: &str) -> Demand {
    let order = Order::ReplicateCenter(Replicate {
        instance: Alias::new("uk").unwrap(),
        to: Region::new(to).unwrap(),
        replica_alias: None,
    });
    demand(target, order)
}

fn shift(target: &str, via: Option<&str>) -> Demand {
    let order = Order::ShiftTraffic {
        shift: Shift {
            subject: Subject {
                instance: Some("uk".to_owned()),
                ..Subject::default()
            },
            wanted: Wanted::Away(Region::new("eu-west-2").unwrap()),
        },
        via: via.map(|region| Region::new(region).unwrap()),
    };
    demand(target, order)
}

#[tokio::test]
async fn an_instance_is_not_replicated_to_where_a_guarded_target_is() {
    let (jobs, _folder) = jobs().await;
    let there = "eu-central-1";
    for write in [replicate("london", there), shift("london", Some(there))] {
        let by = refused(&jobs, write).await;
        assert_eq!(by.as_deref(), Some("frankfurt"));
    }
    for allowed in [
        replicate("london", "us-east-1"),
        replicate("dublin", there),
        shift("london", None),
    ] {
        assert_eq!(refused(&jobs, allowed).await, None);
    }
}

#[tokio::test]
async fn a_replica_in_the_region_of_a_guarded_target_is_guarded() {
    let (jobs, _folder) = jobs().await;
    let there = Some("eu-central-1");
    let by = refused(&jobs, release("london", there, false)).await;
    assert_eq!(by.as_deref(), Some("frankfurt"));
    for allowed in [
        release("london", None, false),
        release("london", there, true),
        release("london", Some("us-east-1"), false),
        release("dublin", there, false),
    ] {
        assert_eq!(refused(&jobs, allowed).await, None);
    }
}
