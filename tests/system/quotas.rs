//! Quotas of the account: what they do not allow is not begun, and calls run as fast as they say.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use aws_sim::{Action, Quotas, Rule, Settings};
use connect_resources::KindId;
use controld::{
    jobs::{Job, JobResult, Plan, State},
    reason,
};
use reconcile::Ended;
use system_tests::{Desk, Office, spec};

/// How many things of each kind there may be in these tests, by the simulator's names.
const ALLOWED: u64 = 3;
const COUNTED: [&str; 13] = [
    "agent-statuses",
    "email-addresses",
    "flows",
    "hierarchy-groups",
    "hours-of-operation",
    "lambda-functions",
    "lex-v1-bots",
    "lex-v2-aliases",
    "phone-numbers",
    "predefined-attributes",
    "queues",
    "quick-connects",
    "routing-profiles",
];
/// These too; AWS lets one go by another name.
const PEOPLE: [&str; 2] = ["security-profiles", "users"];

/// So many things of each kind that is counted, none of which needs another.
fn center(each: u64) -> String {
    let mut text = String::from("instance: { alias: full }\n");
    let mut section = |head: &str, line: &dyn Fn(u64) -> String| {
        writeln!(text, "{head}:").unwrap();
        (0..each).for_each(|n| writeln!(text, "  {}", line(n)).unwrap());
    };
    section("hours_of_operation", &|n| {
        let config = "[{ day: MONDAY, start: '09:00', end: '17:00' }]";
        format!("- {{ name: H{n}, time_zone: Europe/London, config: {config} }}")
    });
    section("queues", &|n| {
        format!("- {{ name: Q{n}, hours: Basic Hours }}")
    });
    section("quick_connects", &|n| {
        format!("c{n}: {{ type: PHONE_NUMBER, phone_number: '+441632960123' }}")
    });
    section("routing_profiles", &|n| {
        let media = "[{ channel: VOICE, concurrency: 1 }]";
        format!(
            "- {{ name: R{n}, default_outbound_queue: BasicQueue, media_concurrencies: {media} }}"
        )
    });
    section("security_profiles", &|n| {
        format!("- {{ name: S{n}, permissions: [BasicAgentAccess] }}")
    });
    section("users", &|n| {
        format!(
            "- {{ username: u{n}, email: u{n}@example.com, first_name: Ada, last_name: Agent, \
             routing_profile: Basic Routing Profile, security_profiles: [Agent] }}"
        )
    });
    section("agent_statuses", &|n| format!("- {{ name: A{n} }}"));
    section("predefined_attributes", &|n| {
        format!("- {{ name: P{n}, values: [x] }}")
    });
    section("email_addresses", &|n| {
        format!("- address: e{n}@example.com")
    });
    section("hierarchy", &|n| match n {
        0 => "levels: [Team]\n  groups:\n    - { path: G0 }".to_owned(),
        n => format!("  - {{ path: G{n} }}"),
    });
    section("phone_numbers", &|n| {
        format!("p{n}: {{ country: GB, type: DID }}")
    });
    let content = r#"{"Version":"2019-10-30","StartAction":"a","Actions":[{"Identifier":"a","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}"#;
    section("contact_flows", &|n| {
        format!("- {{ name: F{n}, type: CONTACT_FLOW, content: '{content}' }}")
    });
    section("lambda_functions", &|n| {
        format!("l{n}: arn:aws:lambda:eu-west-2:111111111111:function:l{n}")
    });
    section("lex_bots", &|n| {
        let arn = "arn:aws:lex:eu-west-2:111111111111:bot-alias/BOT1234567/ALIAS1234";
        format!("- arn: {arn}{n}\n  - {{ name: Old{n}, region: eu-west-2 }}")
    });
    text
}

fn allowing(quotas: impl IntoIterator<Item = (&'static str, u64)>) -> Settings {
    let quotas = quotas
        .into_iter()
        .map(|(name, most)| (name.to_owned(), most));
    Settings {
        quotas: Quotas::Custom(quotas.collect()),
        ..Settings::default()
    }
}

fn few_of_each() -> Settings {
    let names = COUNTED.into_iter().chain(PEOPLE);
    allowing(names.map(|name| (name, ALLOWED)))
}

/// Nobody may ask for quotas.
fn denied(office: &Office) {
    office.simulator.faults(vec![Rule {
        service: Some("service-quotas".into()),
        action: Action::Error {
            code: "AccessDeniedException".into(),
            status: None,
            message: "not allowed".into(),
        },
        ..Rule::default()
    }]);
}

async fn planned(office: &Office, spec: &str) -> Plan {
    match office.done(office.plan(spec).await).await.result {
        Some(JobResult::Plan(plan)) => plan,
        other => panic!("no plan: {other:?}"),
    }
}

/// Applies what must be refused, and tells what was found.
async fn refused(office: &Office, spec: &str) -> Vec<String> {
    let writes = office.writes();
    let job: Job = office.rest(office.apply(spec).await).await;
    let error = job.error.unwrap();
    assert_eq!(
        (job.state, &*error.reason),
        (State::Failed, reason::QUOTA_EXCEEDED)
    );
    assert_eq!(office.writes(), writes, "nothing was written");
    assert!(
        error
            .findings
            .iter()
            .all(|finding| finding.rule == "quota-exceeded")
    );
    error
        .findings
        .into_iter()
        .map(|finding| finding.message)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn as_much_as_the_quotas_allow_comes_up_and_one_more_of_each_is_not_begun() {
    let office = Office::new(few_of_each()).await;
    office.done(office.apply(&center(ALLOWED)).await).await;
    let more = center(ALLOWED + 1);
    let found = refused(&office, &more).await;
    assert_eq!(found.len(), COUNTED.len() + PEOPLE.len(), "{found:#?}");
    let users = "4 of the kind user (3 there, 1 new) would be more than the quota Users per \
                 instance (L-9A46857E) allows 3";
    assert!(found.iter().any(|message| message == users), "{found:#?}");

    let plan = planned(&office, &more).await;
    assert_eq!(plan.findings.len(), found.len());
    let line = plan.findings.iter().find(|f| f.message == users).unwrap();
    assert_eq!(line.place.path, "users[3]");
    assert!(
        line.remedy
            .contains("--quota-code L-9A46857E --desired-value 4")
    );
    assert!(
        plan.text.contains("More than quotas allow:"),
        "{}",
        plan.text
    );
    assert!(planned(&office, &center(ALLOWED)).await.findings.is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_would_not_be_begun_is_what_aws_would_refuse() {
    let desk = Desk::new(few_of_each());
    let report = desk.apply(1, &spec(&center(ALLOWED + 1))).await.unwrap();
    assert_eq!(report.run.ended, Ended::Failed);
    let kinds: Vec<_> = report.run.setbacks().map(|(id, _)| id.kind()).collect();
    assert_eq!(kinds.len(), COUNTED.len() + PEOPLE.len(), "{kinds:?}");
}

#[tokio::test(start_paused = true)]
async fn entries_of_a_thing_are_counted_and_so_are_instances() {
    let settings = allowing([
        ("queues-per-routing-profile", 3),
        ("instances-per-region", 1),
    ]);
    let office = Office::new(settings).await;
    let wide = |channels: &[&str]| {
        let list = |line: &dyn Fn(&&str) -> String| {
            channels.iter().map(line).collect::<Vec<_>>().join(", ")
        };
        let media = list(&|channel| format!("{{ channel: {channel}, concurrency: 1 }}"));
        let pairs = list(&|channel| format!("{{ channel: {channel}, queue: BasicQueue }}"));
        format!(
            "instance: {{ alias: wide }}\nrouting_profiles:\n  - {{ name: Wide, \
             default_outbound_queue: BasicQueue, media_concurrencies: [{media}], \
             queue_configs: [{pairs}] }}\n"
        )
    };
    office
        .done(office.apply(&wide(&["VOICE", "CHAT", "TASK"])).await)
        .await;
    let found = refused(&office, &wide(&["VOICE", "CHAT", "TASK", "EMAIL"])).await;
    let entries = "4 of routing profile Wide would be more than the quota Queues per routing \
                   profile per instance (L-516BC0EB) allows 3";
    assert_eq!(found, [entries]);
    let found = refused(&office, "instance: { alias: another }\n").await;
    let instances = "2 of the kind instance (1 there, 1 new) would be more than the quota Amazon \
                     Connect instance count (L-AA17A6B9) allows 1";
    assert_eq!(found, [instances]);
}

#[tokio::test(start_paused = true)]
async fn a_default_that_may_not_hold_is_a_warning_and_no_refusal() {
    let office = Office::new(Settings::default()).await;
    denied(&office);
    let mut spec = String::from("instance: { alias: numbers }\nphone_numbers:\n");
    (0..6).for_each(|n| writeln!(spec, "  p{n}: {{ country: GB, type: DID }}").unwrap());
    let plan = planned(&office, &spec).await;
    assert_eq!(plan.findings.len(), 1);
    assert!(plan.findings[0].message.contains("documented default"));
    assert!(
        plan.notes[0].contains("AccessDeniedException"),
        "{:?}",
        plan.notes
    );
    assert!(plan.text.contains(&plan.notes[0]));
    let job = office.rest(office.apply(&spec).await).await;
    assert_eq!(
        job.error.unwrap().reason,
        reason::STEPS_FAILED,
        "it was tried"
    );
    let asked = office.simulator.calls()["service-quotas.ListServiceQuotas"];
    assert_eq!(asked.calls, 1, "nobody asks again for a while");
}

#[tokio::test(start_paused = true)]
async fn the_defaults_of_the_kinds_are_those_that_service_quotas_has() {
    let desk = Desk::new(Settings::default());
    let applied = desk.session().await.quotas().applied().await.unwrap();
    let by_code: BTreeMap<_, _> = applied.iter().map(|quota| (&*quota.code, quota)).collect();
    assert!(by_code.len() > 300, "{} quotas", by_code.len());
    let mut compared = 0;
    for limit in KindId::ALL.iter().flat_map(|kind| kind.kind().limits()) {
        // Those of Connect itself; of what Lex may be given nobody asks.
        let Some(code) = limit.code else {
            assert_eq!(limit.is_adjustable, limit.name.contains("Lex V2 bots"));
            continue;
        };
        let quota = by_code[code];
        assert_eq!(quota.name, limit.name, "{code}");
        #[expect(clippy::cast_precision_loss, reason = "quotas are small")]
        let default = limit.default as f64;
        assert!((quota.value - default).abs() < 0.5, "{quota:?}");
        compared += 1;
    }
    assert!(compared >= 20, "{compared} compared");
}

/// A centre of users alone.
fn people(users: usize) -> String {
    let mut text = String::from("instance: { alias: people }\nusers:\n");
    for n in 0..users {
        writeln!(
            text,
            "  - {{ username: u{n:04}, email: u{n:04}@example.com, first_name: Ada, \
             last_name: Agent, routing_profile: Basic Routing Profile, security_profiles: [Agent] }}"
        )
        .unwrap();
    }
    text
}

fn at_rates(rates: &[(&str, f64)]) -> Settings {
    let rates = rates.iter().map(|(name, rate)| ((*name).to_owned(), *rate));
    Settings {
        rates: rates.collect(),
        ..Settings::default()
    }
}

#[tokio::test(start_paused = true)]
async fn an_account_that_was_given_more_is_served_faster_and_one_with_less_is_not_refused() {
    // 60 seconds for the instance, then 400 users.
    for (per_second, seconds) in [(10.0, 60 + 40), (1.0, 60 + 400)] {
        let office = Office::new(at_rates(&[("CreateUser", per_second)])).await;
        let job = office.done(office.apply(&people(400)).await).await;
        let (took, least) = (office.elapsed(), Duration::from_secs(seconds));
        assert!(
            took <= least.mul_f64(1.05),
            "{per_second}: {took:?}, {:?}",
            job.progress
        );
        assert_eq!(
            office.refused(),
            0,
            "{per_second}: {:#?}",
            office.simulator.calls()
        );
    }
    let office = Office::new(at_rates(&[("CreateUser", 10.0)])).await;
    let plan = planned(&office, &people(2)).await;
    assert!(
        plan.notes[0].ends_with("connect:CreateUser 10 (2)"),
        "{:?}",
        plan.notes
    );
}

#[tokio::test(start_paused = true)]
async fn rates_that_nobody_tells_are_found_out_for_two_refusals_in_a_hundred_calls() {
    for per_second in [0.5, 1.0, 1.5] {
        let office = Office::new(at_rates(&[("CreateUser", per_second)])).await;
        denied(&office);
        office.done(office.apply(&people(400)).await).await;
        let calls = office.simulator.calls()["connect.CreateUser"];
        let part = calls.throttled * 100 / calls.calls;
        assert!(part <= 2, "{per_second}: {calls:?}");
        let least = Duration::from_secs_f64(60.0 + 400.0 / per_second);
        let took = office.elapsed();
        assert!(
            took <= least.mul_f64(1.35),
            "{per_second}: {took:?} of {least:?}"
        );
    }
}
