//! A program that is built without some services of AWS.

use aws_sim::Settings;
use connect_model::Finding;
use connect_provision::{DestroyOptions, Error, PlanOptions};
use connect_resources::Ports;
use reconcile::{Ended, MemoryJournal};
use system_tests::{Desk, spec};

/// What takes nothing but Amazon Connect.
const PLAIN: &str = "
instance: { alias: unbuilt, contact_flow_logs: false }
hours_of_operation:
  - name: Days
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '09:00', end: '17:00' }]
queues:
  - { name: Sales, hours: Days }
routing_profiles:
  - name: Agents
    default_outbound_queue: Sales
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
";

/// The ports of a program with Amazon Connect alone.
async fn bare(desk: &Desk) -> Ports {
    Ports {
        bot: None,
        bot_alias: None,
        bucket: None,
        federation_role: None,
        function: None,
        function_alias: None,
        function_layer: None,
        lex_aliases: None,
        log_group: None,
        recordings: None,
        saml_provider: None,
        secret: None,
        service_role: None,
        ..desk.ports().await
    }
}

/// What an apply refuses. Nothing is called.
async fn refused(more: &str) -> Vec<Finding> {
    let desk = Desk::new(Settings::default());
    let (ports, journal) = (bare(&desk).await, MemoryJournal::default());
    let center = spec(&format!("{PLAIN}{more}"));
    let applied = desk.apply_through(1, &center, &ports, &journal).await;
    assert!(desk.calls().is_empty(), "{:?}", desk.calls());
    match applied.unwrap_err() {
        Error::Findings(findings) => findings,
        other => panic!("{other:?}"),
    }
}

/// Each finding as its message, place and remedy, the last cut after the features.
async fn told(more: &str) -> Vec<String> {
    let findings = refused(more).await.into_iter();
    let told = findings.map(|finding| {
        assert_eq!(finding.rule, "service-not-built-in");
        let (remedy, _) = finding.remedy.split_once(" of connect-aws").unwrap();
        let Finding { place, message, .. } = &finding;
        format!("{} {message}; {remedy}", place.path)
    });
    told.collect()
}

#[tokio::test(start_paused = true)]
async fn what_takes_amazon_connect_alone_comes_up() {
    let desk = Desk::new(Settings::default());
    let (ports, journal) = (bare(&desk).await, MemoryJournal::default());
    let report = desk.apply_through(1, &spec(PLAIN), &ports, &journal).await;
    assert_eq!(report.unwrap().run.ended, Ended::Done);
    let options = PlanOptions::default();
    let again = desk.plan_through(&spec(PLAIN), &options, &ports).await;
    assert!(again.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_takes_another_service_is_refused_with_all_that_it_takes() {
    let told = told(
        "
buckets: [{ name: unbuilt-files }]
prompts: [{ name: Chime, file: chime.wav }]
lex_bots: [{ name: Orders, alias: live }]
users:
  - { username: ada, email: a@example.com, first_name: A, last_name: L, routing_profile: Agents, security_profiles: [Agent], password: { generate: true } }
  - { username: bob, email: b@example.com, first_name: B, last_name: L, routing_profile: Agents, security_profiles: [Agent], password: { secret: held } }
",
    )
    .await;
    assert_eq!(
        told,
        [
            "users[0] secret trunkline/unbuilt/ada cannot be brought up: this program is built \
             without AWS Secrets Manager; enable the feature `secretsmanager`",
            "users[1] user bob cannot be brought up: this program is built without AWS Secrets \
             Manager; enable the feature `secretsmanager`",
            "prompts[0] prompt Chime cannot be brought up: this program is built without Amazon S3; \
             enable the feature `s3`",
            "lex_bots[0] Lex bot Orders/live cannot be brought up: this program is built without \
             Amazon Lex; enable the feature `lexv2`",
            "buckets[0] bucket unbuilt-files cannot be brought up: this program is built without \
             Amazon S3; enable the feature `s3`",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_log_group_that_nobody_keeps_takes_nothing() {
    let desk = Desk::new(Settings::default());
    let ports = bare(&desk).await;
    let (logged, options) = (spec("instance: { alias: unbuilt }"), PlanOptions::default());
    let refused = desk.plan_through(&logged, &options, &ports).await;
    assert!(matches!(refused, Err(Error::Findings(findings)) if findings.len() == 1));
    let ignored = spec("instance: { alias: unbuilt, ignore: [log_retention_days] }");
    let plan = desk.plan_through(&ignored, &options, &ports).await;
    assert!(!plan.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn whose_everything_is_takes_every_service() {
    let desk = Desk::new(Settings::default());
    let (ports, journal) = (bare(&desk).await, MemoryJournal::default());
    desk.applied(1, &spec(PLAIN)).await;
    desk.reset_calls();
    let (center, options) = (spec(PLAIN), DestroyOptions::default());
    let destroyed = desk.destroy_through(2, &center, options, &ports, &journal);
    let Error::Observe(fault) = destroyed.await.unwrap_err() else {
        panic!("what is not seen is not left behind unsaid");
    };
    assert_eq!(fault.code, "ServiceNotBuiltIn");
    assert!(
        fault.message.ends_with(
            "enable the features `iam`, `lambda`, `lexv2`, `logs`, `s3`, `secretsmanager` of \
             connect-aws"
        ),
        "{fault}"
    );
    assert!(desk.calls().is_empty(), "{:?}", desk.calls());
}
