//! An instance in London that calls a function, with a replica in Frankfurt that AWS keeps in step.

use aws_sim::Settings;
use connect_model::{Alias, Region, Tags, spec::Payload};
use connect_resiliency::{Replicate, Site, replicate};
use connect_resources::{
    Ports,
    function::{FunctionChange, FunctionDraft},
};
use flow_language::bundle::Bundle;
use reconcile::{Ended, MemoryJournal};

use crate::{
    Berth,
    freight::{calls_function, flow, harbour, lading},
};

/// The Region of the instance.
pub const LONDON: &str = "eu-west-2";
/// The Region of its replica.
pub const FRANKFURT: &str = "eu-central-1";
/// The account of both.
pub const ACCOUNT: &str = "111111111111";

/// The instance, replicated; the function is in London alone.
pub async fn paired(settings: Settings) -> Berth {
    let center = harbour("pair", "Sales", "SAML");
    let center = format!(
        "{center}lambda_functions:\n  lookup: 'arn:aws:lambda:{LONDON}:{ACCOUNT}:function:lookup'\n"
    );
    let berth = Berth::at((ACCOUNT, LONDON), settings, &center, lading("Sales")).await;
    let (near, far) = (berth.ports(None).await, berth.ports(Some(FRANKFURT)).await);
    let (london, frankfurt) = (region(LONDON), region(FRANKFURT));
    let order = Replicate {
        instance: Alias::new("pair").unwrap(),
        to: frankfurt.clone(),
        replica_alias: None,
    };
    let side = |region, ports| Site { region, ports };
    let (near, far) = (side(&london, &near), side(&frankfurt, &far));
    let journal = MemoryJournal::default();
    let done = replicate(&berth.desk.context(9), near, far, &order, &journal).await;
    assert_eq!(done.unwrap().run.ended, Ended::Done);
    berth.replicated_to(FRANKFURT)
}

/// The bundle with a flow that calls the function.
#[must_use]
pub fn with_lookup(mut bundle: Bundle) -> Bundle {
    let calls = calls_function("lookup/live");
    bundle.items.insert(flow("Look up"), calls);
    bundle
}

/// Brings the function to a Region, as its owner would.
pub async fn bring_function(ports: &Ports) {
    let draft = FunctionDraft {
        name: "lookup".to_owned(),
        architecture: "x86_64".to_owned(),
        settings: FunctionChange {
            runtime: Some("python3.13".to_owned()),
            handler: Some("index.handler".to_owned()),
            role: Some(format!("arn:aws:iam::{ACCOUNT}:role/lookup")),
            ..FunctionChange::default()
        },
        tags: Tags::new(),
    };
    let code = Payload::new(b"PK\x05\x06".to_vec());
    ports
        .function()
        .unwrap()
        .create(&draft, &code)
        .await
        .unwrap();
}

fn region(text: &str) -> Region {
    Region::new(text).unwrap()
}
