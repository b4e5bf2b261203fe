//! Functions, layers and bots out of archives: up, changed, apart, and down again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::Duration,
};

use aws_sim::{Rate, Settings, Settle};
use connect_model::spec::ContactCenter;
use connect_provision::{DestroyOptions, PlanOptions, Prune};
use connect_resources::{KindId, Layer};
use reconcile::{Ended, MemoryJournal};
use serde_json::Value;
use system_tests::{
    Desk, loaded,
    reliability::{Guillotine, MortalJournal},
};

const SPEC: &str = "center.yaml";
const FUNCTION: &str = "lambda/lookup.zip";
const LAYER: &str = "lambda/shared.zip";
const BOT: &str = "bots/orders.zip";

type Files = BTreeMap<String, Vec<u8>>;

/// The files of the sample.
pub(crate) fn files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/lambda-and-lex");
    let names = [SPEC, FUNCTION, LAYER, BOT, "flows/parcel-desk.json"];
    let read = |name: &str| (name.to_owned(), fs::read(folder.join(name)).unwrap());
    names.into_iter().map(read).collect()
}

pub(crate) fn center(files: Files) -> ContactCenter {
    loaded(SPEC, files)
}

/// The same bytes, as another archive: it has a comment.
fn commented(mut archive: Vec<u8>) -> Vec<u8> {
    let length = archive.len();
    archive[length - 2] = 1;
    archive.push(b'x');
    archive
}

/// The sample with an archive that holds the same and is not the same.
fn with_other(archive: &str) -> ContactCenter {
    let mut files = files();
    let other = commented(files[archive].clone());
    files.insert(archive.to_owned(), other);
    center(files)
}

/// The sample with another spec.
fn edited(from: &str, to: &str) -> ContactCenter {
    let mut files = files();
    let text = String::from_utf8(files[SPEC].clone()).unwrap();
    assert!(text.contains(from), "{from:?} is not in the spec");
    files.insert(SPEC.to_owned(), text.replace(from, to).into_bytes());
    center(files)
}

async fn steps(desk: &Desk, center: &ContactCenter) -> Vec<String> {
    let plan = desk.plan(center).await.unwrap();
    let steps = plan.steps.steps().iter();
    steps.map(|step| step.id.to_string()).collect()
}

#[tokio::test(start_paused = true)]
async fn the_sample_comes_up_and_an_equal_archive_causes_no_call() {
    let (desk, center) = (Desk::new(Settings::default()), center(files()));
    let report = desk.applied(1, &center).await;
    let known = |kind| {
        report
            .outputs
            .of_kind(kind)
            .map(|(_, known)| known.arn.clone())
    };
    let function = "arn:aws:lambda:eu-west-2:111111111111:function:parcel-lookup:live";
    assert_eq!(known(KindId::Lambda).collect::<Vec<_>>(), [function]);
    let bots: Vec<_> = known(KindId::Lex).collect();
    assert_eq!(bots, known(KindId::BotAlias).collect::<Vec<_>>());
    desk.reset_calls();
    let again = desk.applied(2, &center).await;
    assert!(again.blueprint.is_empty(), "{}", again.blueprint);
    assert_eq!(desk.writes(), BTreeMap::new());
}

#[tokio::test(start_paused = true)]
async fn other_code_is_uploaded_published_and_called_and_nothing_else_happens() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &center(files())).await;
    desk.reset_calls();
    let changed = with_other(FUNCTION);
    desk.applied(2, &changed).await;
    let once = |name: &str| (format!("lambda.{name}"), 1);
    let wanted = ["UpdateFunctionCode", "PublishVersion", "UpdateAlias"].map(once);
    assert_eq!(desk.writes(), BTreeMap::from(wanted));
    assert!(desk.plan(&changed).await.unwrap().is_empty());
}

/// What the sample becomes, and the steps that this takes.
pub(crate) fn cases() -> Vec<(ContactCenter, Vec<String>)> {
    let (function, released) = (
        "function/parcel-lookup",
        "function-alias/parcel-lookup:live/release",
    );
    let of = |aspect: &str| vec![format!("{function}/{aspect}"), released.to_owned()];
    let bot = |aspect: &str| {
        vec![
            format!("bot/ParcelBot/{aspect}"),
            "bot-alias/ParcelBot%2Flive/release".to_owned(),
        ]
    };
    let moved = vec![
        "function-layer/parcel-orders/version".to_owned(),
        format!("{function}/layers"),
        released.to_owned(),
    ];
    let role = "arn:aws:iam::111111111111:role/other";
    let own_role = format!("    layers: [parcel-orders]\n    role: {role}\n");
    vec![
        (with_other(FUNCTION), of("code")),
        (edited("arm64", "x86_64"), of("code")),
        (edited("memory_mb: 256", "memory_mb: 512"), of("settings")),
        (
            edited("timeout_seconds: 8 ", "timeout_seconds: 5 "),
            of("settings"),
        ),
        (edited("index.handler", "index.other"), of("settings")),
        (
            edited("    runtime: python3.13", "    runtime: python3.12"),
            of("settings"),
        ),
        (edited("Finds out where", "Says where"), of("settings")),
        (
            edited("LOG_LEVEL: INFO", "LOG_LEVEL: DEBUG"),
            of("environment"),
        ),
        (
            edited("layers: [parcel-orders]", "layers: []"),
            of("layers"),
        ),
        (
            edited("    layers: [parcel-orders]\n", &own_role),
            of("role"),
        ),
        (with_other(LAYER), moved.clone()),
        (
            edited("runtimes: [python3.13]", "runtimes: [python3.12]"),
            moved,
        ),
        (with_other(BOT), bot("archive")),
        (
            edited("idle_session_seconds: 300", "idle_session_seconds: 600"),
            bot("settings"),
        ),
        (
            edited("idle_session_seconds: 300", "child_directed: true"),
            bot("settings"),
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn each_change_has_its_steps_and_so_has_its_way_back() {
    let desk = Desk::new(Settings::default());
    let home = center(files());
    desk.applied(1, &home).await;
    for (job, (there, wanted)) in (1..).zip(cases()) {
        let sorted = |mut steps: Vec<String>| {
            steps.sort();
            steps
        };
        assert_eq!(sorted(steps(&desk, &there).await), sorted(wanted.clone()));
        desk.applied(2 * job, &there).await;
        let plan = desk.plan(&there).await.unwrap();
        assert!(plan.is_empty(), "{wanted:?}: {plan}");
        assert_eq!(
            sorted(steps(&desk, &home).await),
            sorted(wanted.clone()),
            "back"
        );
        desk.applied(2 * job + 1, &home).await;
        let plan = desk.plan(&home).await.unwrap();
        assert!(plan.is_empty(), "{wanted:?} back: {plan}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_archive_that_no_plan_may_touch_stays_as_it_is() {
    let desk = Desk::new(Settings::default());
    let mut files = files();
    let text = String::from_utf8(files[SPEC].clone()).unwrap();
    let ignoring = text
        .replace("    layers:", "    ignore: [file]\n    layers:")
        .replace("[python3.13] }", "[python3.13], ignore: [file] }")
        .replace("seconds: 300 }", "seconds: 300, ignore: [file] }");
    assert_eq!(ignoring.matches("ignore: [file]").count(), 3);
    files.insert(SPEC.to_owned(), ignoring.into_bytes());
    desk.applied(1, &center(files.clone())).await;
    assert!(desk.plan(&center(files.clone())).await.unwrap().is_empty());
    for archive in [FUNCTION, LAYER, BOT] {
        let other = commented(files[archive].clone());
        files.insert(archive.to_owned(), other);
    }
    let plan = desk.plan(&center(files)).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
}

#[tokio::test(start_paused = true)]
async fn tags_are_mended_by_a_step_of_their_own() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &center(files())).await;
    let there = edited(
        "file: bots/orders.zip,",
        "file: bots/orders.zip, tags: { Owner: bot },",
    );
    let wanted = [
        "bot/ParcelBot/tags",
        "bot-alias/ParcelBot%2Flive/tags",
        "service-role/lex%2FParcelBot/tags",
    ];
    let steps: BTreeSet<_> = steps(&desk, &there).await.into_iter().collect();
    assert_eq!(steps, wanted.map(str::to_owned).into());
    desk.applied(2, &there).await;
    assert!(desk.plan(&there).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_others_changed_behind_our_back_is_brought_back() {
    let (desk, declared) = (Desk::new(Settings::default()), center(files()));
    desk.applied(1, &declared).await;
    let ports = desk.ports().await;
    let (function, alias) = ("parcel-lookup", "live");
    let statement = "trunkline-lambda-and-lex";
    let aliases = ports.function_alias().unwrap();
    aliases.disallow(function, alias, statement).await.unwrap();
    let wanted = ["function-alias/parcel-lookup:live/access"];
    assert_eq!(steps(&desk, &declared).await, wanted);
    desk.applied(2, &declared).await;
    let grant = aliases.grant(function, alias, statement).await.unwrap();
    let grant = grant.unwrap();
    assert!(grant.instance.contains(":instance/"), "{grant:?}");
    assert!(desk.plan(&declared).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_archive_that_is_no_bot_fails_with_the_reason_of_lex() {
    let desk = Desk::new(Settings::default());
    let mut files = files();
    let empty = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    files.insert(BOT.to_owned(), empty);
    let report = desk.apply(1, &center(files)).await.unwrap();
    assert_ne!(report.run.ended, Ended::Done);
    let setbacks: Vec<_> = report.run.setbacks().collect();
    let told = format!("{setbacks:#?}");
    assert!(
        told.contains("IMPORT_FAILED") && told.contains("Manifest.json"),
        "{told}"
    );
    // Once it is mended, the apply goes on from there.
    desk.applied(2, &center(self::files())).await;
}

#[tokio::test(start_paused = true)]
async fn each_layer_comes_up_alone_and_a_prune_keeps_to_its_layer() {
    let (desk, declared) = (Desk::new(Settings::default()), center(files()));
    let only = |layer, prune| PlanOptions {
        layers: BTreeSet::from([layer]),
        prune,
        ..PlanOptions::default()
    };
    for (job, layer) in (1..).zip(Layer::ALL) {
        desk.applied_with(job, &declared, only(*layer, None)).await;
        let again = desk
            .plan_with(&declared, &only(*layer, None))
            .await
            .unwrap();
        assert!(again.is_empty(), "{again}");
    }
    assert!(desk.plan(&declared).await.unwrap().is_empty());
    let mut less = declared.clone();
    less.bots.clear();
    less.lex_bots.clear();
    less.functions.clear();
    less.lambda_functions.clear();
    less.function_layers.clear();
    less.contact_flows.clear();
    let supporting = only(Layer::Supporting, Some(Prune::default()));
    let plan = desk.plan_with(&less, &supporting).await.unwrap();
    let layers = plan.steps.steps().iter().map(|step| step.action.key.kind);
    let kinds: BTreeSet<_> = layers.collect();
    assert_eq!(kinds, BTreeSet::from([KindId::ServiceRole, KindId::Bot]));
    for layer in Layer::ALL.iter().rev() {
        let prune = only(*layer, Some(Prune::default()));
        desk.applied_with(100 + *layer as u128, &less, prune).await;
    }
    assert_gone(&desk).await;
}

#[tokio::test(start_paused = true)]
async fn a_centre_goes_with_its_functions_layers_bots_and_roles() {
    let (desk, declared) = (Desk::new(Settings::default()), center(files()));
    desk.applied(1, &declared).await;
    desk.destroyed(&declared, DestroyOptions::default()).await;
    assert_gone(&desk).await;
}

async fn assert_gone(desk: &Desk) {
    assert_eq!(counted(desk), [0; 4]);
    let ports = desk.ports().await;
    let layers = ports.function_layer().unwrap().list().await.unwrap();
    assert!(layers.is_empty(), "{layers:?}");
    let roles = ports
        .service_role()
        .unwrap()
        .list("/trunkline-services/")
        .await;
    assert!(roles.as_ref().unwrap().is_empty(), "{roles:?}");
}

#[tokio::test(start_paused = true)]
async fn an_export_keeps_what_was_built_and_has_nothing_to_do() {
    let (desk, declared) = (Desk::new(Settings::default()), center(files()));
    desk.applied(1, &declared).await;
    let export = desk.export("lambda-and-lex").await.unwrap();
    let text = &export.files[connect_provision::SPEC];
    let uses = &text[text.find("uses:").unwrap()..];
    expect_test::expect![[r"
        uses:
          function_layers: [parcel-orders]
          functions: [parcel-lookup]
          bots: [ParcelBot]
    "]]
    .assert_eq(uses);
    assert_eq!(export.report.findings, []);
    let files = export.files.iter();
    let files = files.map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    let exported = loaded(connect_provision::SPEC, files.collect());
    for prune in [None, Some(Prune::default())] {
        let options = PlanOptions {
            prune,
            ..PlanOptions::default()
        };
        let plan = desk.plan_with(&exported, &options).await.unwrap();
        assert!(plan.is_empty(), "{plan}");
    }
    // What it is used for stays even where the rest goes.
    let keep = DestroyOptions {
        keep_instance: true,
        ..DestroyOptions::default()
    };
    desk.destroyed(&exported, keep).await;
    assert_eq!(counted(&desk)[..2], [1, 1]);
    // To go on from the archives, the sample is enough.
    desk.applied(2, &declared).await;
}

fn hasty() -> Settings {
    Settings {
        rate: Rate::None,
        settle: Settle::Fast,
        ..Settings::default()
    }
}

/// How many functions, aliases and statements there are, and bots with how many aliases.
fn counted(desk: &Desk) -> [usize; 4] {
    let state = desk.state();
    let lambda = &state["world"]["lambda"]["111111111111"]["eu-west-2"]["functions"];
    let function = &lambda["parcel-lookup"];
    let size = |value: &Value| value.as_object().map_or(0, serde_json::Map::len);
    let statements = size(&function["policies"]["live"]["statements"]);
    let bots = &state["world"]["lex"]["111111111111"]["eu-west-2"]["bots"];
    [
        size(lambda),
        size(&function["aliases"]),
        statements,
        size(bots),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_crash_at_any_moment_leaves_one_of_each() {
    let declared = center(files());
    let mut n = 0;
    loop {
        n += 1;
        let (desk, inner) = (Desk::new(hasty()), MemoryJournal::default());
        let guillotine = Guillotine::falling_at(n);
        let journal = |guillotine| MortalJournal {
            inner: &inner,
            guillotine,
            records_intents: true,
        };
        let way = guillotine.around(desk.simulator.http_client());
        let ports = desk.ports_through(way).await;
        let dying = journal(guillotine.clone());
        let first = desk.apply_through(1, &declared, &ports, &dying);
        if guillotine.until_death(Box::pin(first)).await.is_some() {
            break;
        }
        let ports = desk.ports().await;
        let second = journal(Guillotine::counting());
        let second = desk.apply_through(1, &declared, &ports, &second).await;
        let report = second.unwrap();
        let setbacks: Vec<_> = report.run.setbacks().collect();
        assert_eq!(report.run.ended, Ended::Done, "moment {n}: {setbacks:#?}");
        desk.clock.sleep(Duration::from_secs(10)).await;
        let plan = desk.plan(&declared).await.unwrap();
        assert!(plan.is_empty(), "moment {n}: {plan}");
        assert_eq!(counted(&desk), [1, 1, 1, 1], "moment {n}");
    }
    assert!(n > 60, "{n} moments");
}
