//! Instances as specs: what is exported is as it was found.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    time::Duration,
};

use aws_sim::Settings;
use connect_model::{
    InstanceId, QueueId, RoutingProfileId, SecurityProfileId, Tags, spec::ContactCenter,
};
use connect_provision::{Error, Export, PlanOptions, Prune, SPEC};
use connect_resources::{
    CENTER_TAG, KEY_TAG, KindId, LAYER_TAG, Ports, ThingKey,
    flow::FlowDraft,
    queue::QueueChange,
    user::{Channels, Identity, Phone, UserDraft},
};
use expect_test::{expect, expect_file};
use serde_json::Value;
use system_tests::{Desk, example, loaded, spec};

use crate::updates::BASE;

const ODD: &str = include_str!("specs/odd.yaml");

const BARE: &str = "instance: { alias: bare }";

/// What is declared, by thing.
fn members(center: &ContactCenter) -> BTreeMap<ThingKey, BTreeMap<String, Value>> {
    let declared = KindId::ALL
        .iter()
        .flat_map(|kind| kind.kind().declare(center));
    let one = |thing: connect_resources::Declared| {
        let tags = thing.tags.iter();
        let tags = tags.map(|(key, value)| (format!("tags.{key}"), value.into()));
        let members = thing.members.iter();
        let members = members.map(|(member, value)| (member.to_owned(), value.clone()));
        (thing.key, members.chain(tags).collect())
    };
    declared.map(one).collect()
}

/// Whether two members say the same. JSON is data, however it is laid out.
fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    let json = |value: Option<&Value>| serde_json::from_str::<Value>(value?.as_str()?).ok();
    one == other || matches!((json(one), json(other)), (Some(one), Some(other)) if one == other)
}

/// A value as one reads it; long ones, as flows are, by their size.
fn said(value: Option<&Value>) -> String {
    match value.map(Value::to_string) {
        Some(text) if text.chars().count() > 200 => {
            format!("({} characters)", text.chars().count())
        }
        Some(text) => text,
        None => "(nothing)".to_owned(),
    }
}

/// What two declarations do not both say, one line each.
fn differences(one: &ContactCenter, other: &ContactCenter) -> String {
    let (one, other) = (members(one), members(other));
    let mut lines = String::new();
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let nothing = BTreeMap::new();
    for key in keys {
        match (one.get(key), other.get(key)) {
            (Some(_), None) => writeln!(lines, "- {key}").unwrap(),
            (None, Some(_)) => writeln!(lines, "+ {key}").unwrap(),
            (one, other) => {
                let (one, other) = (one.unwrap_or(&nothing), other.unwrap_or(&nothing));
                let names: BTreeSet<_> = one.keys().chain(other.keys()).collect();
                for name in names
                    .into_iter()
                    .filter(|name| !is_same(one.get(*name), other.get(*name)))
                {
                    let (one, other) = (said(one.get(name)), said(other.get(name)));
                    writeln!(lines, "~ {key}: {name}: {one} -> {other}").unwrap();
                }
            }
        }
    }
    lines
}

fn reloaded(export: &Export) -> ContactCenter {
    assert_eq!(export.report.findings, [], "{:#?}", export.files[SPEC]);
    let files = export.files.iter();
    let files = files.map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    loaded(SPEC, files.collect())
}

/// Exports, loads and plans: there is nothing to do, with and without a prune.
async fn exported(desk: &Desk, alias: &str) -> (Export, ContactCenter) {
    let export = desk.export(alias).await.unwrap();
    let center = reloaded(&export);
    let pruning = PlanOptions {
        prune: Some(Prune::default()),
        ..PlanOptions::default()
    };
    for options in [PlanOptions::default(), pruning] {
        let plan = desk.plan_with(&center, &options).await.unwrap();
        assert!(plan.is_empty(), "{plan}\n{}", export.files[SPEC]);
    }
    assert_eq!(desk.export(alias).await.unwrap(), export, "it is stable");
    (export, center)
}

fn unsaid(export: &Export) -> String {
    let lines = export.report.unsaid.iter();
    let line = lines.map(|line| format!("{}: {}\n    {}\n", line.thing, line.why, line.remedy));
    line.collect()
}

async fn instance(ports: &Ports) -> InstanceId {
    let listed = ports.instance.list().await.unwrap();
    InstanceId::new(&listed[0].known.id)
}

/// The path of a golden file.
fn golden(name: &str) -> String {
    format!("{}/system/golden/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Takes away what says that things were made by Trunkline.
async fn disown(desk: &Desk, center: &ContactCenter) {
    let ports = desk.ports().await;
    let report = desk.applied(90, center).await;
    let own = [CENTER_TAG, LAYER_TAG, KEY_TAG].map(str::to_owned);
    let tagged = report.outputs.iter();
    let tagged = tagged.filter(|(kind, _)| kind.kind().facts().tagged);
    for thing in tagged.flat_map(|(_, things)| things.values()) {
        ports.tags.untag(&thing.arn, &own).await.unwrap();
    }
    let audio = ["trunkline:audio".to_owned()];
    let prompts = ports.prompt.list(&instance(&ports).await).await.unwrap();
    for prompt in prompts {
        ports.tags.untag(&prompt.known.arn, &audio).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn the_full_sample_comes_back_as_it_was_declared() {
    let desk = Desk::new(Settings::default());
    desk.make_lex_alias("Orders", "live").await;
    let sample = example("full-contact-center");
    desk.applied(1, &sample).await;
    let (export, center) = exported(&desk, "full-contact-center").await;
    expect_file![golden("export.differences.txt")].assert_eq(&differences(&sample, &center));
    expect_file![golden("export.unsaid.txt")].assert_eq(&unsaid(&export));
    expect_file![golden("export.center.yaml")].assert_eq(&export.files[SPEC]);
    let menu = "flows/Main Menu.json";
    expect_file![golden("export.main-menu.json")].assert_eq(&export.files[menu]);
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_made_under_odd_names_is_exported_as_it_is() {
    let desk = Desk::new(Settings::default());
    let odd = spec(ODD);
    desk.applied(1, &odd).await;
    disown(&desk, &odd).await;
    let (export, center) = exported(&desk, "odd").await;
    expect_file![golden("export.odd.yaml")].assert_eq(&export.files[SPEC]);
    expect_file![golden("export.odd.differences.txt")].assert_eq(&differences(&odd, &center));
    let files: Vec<_> = export.files.keys().collect();
    assert_eq!(
        files,
        ["center.yaml", "flows/-Same.json", "flows/-same_2.json"]
    );
    assert!(
        !export
            .files
            .values()
            .any(|text| text.contains("trunkline:"))
    );
}

#[tokio::test(start_paused = true)]
async fn each_member_that_can_be_declared_comes_back() {
    let desk = Desk::new(Settings::default());
    let base = spec(BASE);
    desk.applied(1, &base).await;
    let (_, center) = exported(&desk, "updates").await;
    expect![[r#"
        ~ routing profile Carers: cross_channel: {"CHAT":"ROUTE_CURRENT_CHANNEL_ONLY"} -> (nothing)
        ~ phone number main: country: "GB" -> (nothing)
        ~ phone number main: number: (nothing) -> "+442099086869"
        ~ phone number main: type: "DID" -> (nothing)
        - prompt Chime
        ~ Lex bot Booking: bot: {"v1":{"name":"Booking","region":"eu-west-2"}} -> {"v1":{"name":"Booking","region":null}}
    "#]].assert_eq(&differences(&base, &center));
}

#[tokio::test(start_paused = true)]
async fn a_bare_instance_is_a_few_lines() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(BARE)).await;
    let (export, _) = exported(&desk, "bare").await;
    expect![[r"
        # The instance bare in 111111111111 / eu-west-2, as connectctl export found it.

        api_version: trunkline/v1
        kind: ContactCenter

        instance:
          alias: bare
    "]]
    .assert_eq(&export.files[SPEC]);
    expect![[r"
        all else: views, task templates, rules, evaluation forms, vocabularies, data tables, integrations and campaigns have no section and were not looked at
            nothing: no plan touches them
    "]].assert_eq(&unsaid(&export));
}

/// Somebody works in the console an hour after the instance was made.
async fn work_in_the_console(desk: &Desk) {
    tokio::time::advance(Duration::from_hours(1)).await;
    let ports = desk.ports().await;
    let instance = instance(&ports).await;
    let find = |listed: Vec<connect_resources::Named>, name: &str| {
        let found = listed.into_iter().find(|named| named.name == name);
        found.unwrap().known.id
    };
    let queue = find(ports.queue.list(&instance).await.unwrap(), "BasicQueue");
    let change = QueueChange::MaxContacts(Some(5));
    let queue = QueueId::new(queue);
    let changed = ports.queue.update(&instance, &queue, &change);
    changed.await.unwrap();
    let flow = FlowDraft {
        name: "Never published".to_owned(),
        r#type: "CONTACT_FLOW".to_owned(),
        description: None,
        content: r#"{"Version":"2019-10-30","StartAction":"a","Actions":[{"Identifier":"a","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}"#.to_owned(),
        saved: true,
    };
    let none = Tags::new();
    let made = ports.flow.create(&instance, &flow, &none);
    made.await.unwrap();
    let profiles = ports.security_profile.list(&instance).await.unwrap();
    let routing = ports.routing_profile.list(&instance).await.unwrap();
    let user = UserDraft {
        username: "nameless".to_owned(),
        password: Some(connect_model::Secret::new(
            "Passw0rd-long-enough".to_owned(),
        )),
        identity: Identity::default(),
        phone: Phone {
            r#type: "SOFT_PHONE".to_owned(),
            auto_accept: false,
            after_contact_work_seconds: 0,
            desk_phone_number: None,
            persistent_connection: None,
        },
        routing_profile: RoutingProfileId::new(find(routing, "Basic Routing Profile")),
        security_profiles: vec![SecurityProfileId::new(find(profiles, "Agent"))],
        hierarchy_group: None,
        channels: Channels::default(),
        directory_user_id: None,
    };
    let made = ports.user.create(&instance, &user, &none);
    made.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn changed_built_ins_and_drafts_are_exported_and_what_no_spec_takes_is_told() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(BARE)).await;
    work_in_the_console(&desk).await;
    let (export, _) = exported(&desk, "bare").await;
    expect![[r#"
        # The instance bare in 111111111111 / eu-west-2, as connectctl export found it.

        api_version: trunkline/v1
        kind: ContactCenter

        instance:
          alias: bare

        queues:
          - name: BasicQueue
            description: "A simple, basic voice queue."
            hours: Basic Hours
            max_contacts: 5

        contact_flows:
          - { name: Never published, type: CONTACT_FLOW, file: flows/Never published.json, status: SAVED }

        uses:
          users: [nameless]
    "#]].assert_eq(&export.files[SPEC]);
    expect![[r#"
        user nameless: a user needs "email" with CONNECT_MANAGED
            add it
        all else: views, task templates, rules, evaluation forms, vocabularies, data tables, integrations and campaigns have no section and were not looked at
            nothing: no plan touches them
    "#]].assert_eq(&unsaid(&export));
}

#[tokio::test(start_paused = true)]
async fn an_alias_that_is_not_there_is_refused_with_the_nearest() {
    let desk = Desk::new(Settings::default());
    let refused = desk.export("bear").await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "there is no instance with the alias bear: there is none at all"
    );
    desk.applied(1, &spec(BARE)).await;
    let refused = desk.export("bear").await.unwrap_err();
    assert!(matches!(refused, Error::NoInstance { .. }));
    assert_eq!(
        refused.to_string(),
        "there is no instance with the alias bear: did you mean \"bare\"?"
    );
}

#[tokio::test(start_paused = true)]
async fn an_instance_in_two_regions_comes_back_with_its_groups_their_users_and_numbers() {
    let desk = Desk::new(Settings::default());
    let regions = spec(include_str!("specs/regions.yaml"));
    desk.applied(1, &regions).await;
    let (_, center) = exported(&desk, "regions").await;
    expect![[r#"
        ~ phone number office: country: "GB" -> (nothing)
        ~ phone number office: number: (nothing) -> "+442099086869"
        ~ phone number office: type: "DID" -> (nothing)
        ~ phone number sales: country: "GB" -> (nothing)
        ~ phone number sales: number: (nothing) -> "+442057358474"
        ~ phone number sales: type: "DID" -> (nothing)
        ~ replica eu-central-1: alias: "regions-two" -> "regions-eu-central-1"
        ~ traffic distribution group Help: users: [] -> (nothing)
    "#]]
    .assert_eq(&differences(&regions, &center));
}
