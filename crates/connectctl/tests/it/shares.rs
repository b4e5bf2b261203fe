//! Shares of analytics, as people read them.

use control_api::v1::{
    self as pb,
    job::{Result as Outcome, State},
    share_link::State as LinkState,
    step_outcome,
};
use expect_test::expect;
use serde_json::Value;

use crate::{desk::Desk, help::check, samples::job};

pub(crate) const SHARE: &str = "\
kind: AnalyticsShare
name: contact-analytics
consumer: ${var.reader}
producers:
  - { target: local, instances: [uk] }
data_sets: [contact_record, users]
exports: [{ name: contacts, data_set: contact_record }]
variables:
  reader: consumer
";

/// A desk with a share, and a daemon that answers with a job.
fn answering(kind: pb::JobKind, state: State, result: Outcome) -> Desk {
    let mut ended = job(kind, state);
    ended.target = "targets/consumer".into();
    ended.subject = "targets/consumer/shares/contact-analytics".into();
    ended.result = Some(result);
    Desk::new().file("share.yaml", SHARE).daemon(|script| {
        script.started = [Ok(ended.clone())].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(ended)].into();
    })
}

fn names() -> Vec<String> {
    ["contact_record", "users"].map(str::to_owned).into()
}

fn ensured() -> pb::EnsureShareResult {
    pb::EnsureShareResult {
        share: "contact-analytics".into(),
        data_sets: names(),
        ..Default::default()
    }
}

#[tokio::test(start_paused = true)]
async fn an_ensure_says_what_is_shared_and_what_it_took() {
    let result = pb::EnsureShareResult {
        changes: 21,
        outcomes: vec![pb::StepOutcome {
            step: "bucket/results/create".into(),
            state: step_outcome::State::Done.into(),
            ..Default::default()
        }],
        ..ensured()
    };
    let kind = pb::JobKind::EnsureShare;
    let desk = answering(kind, State::Succeeded, Outcome::EnsureShare(result));
    let said = desk
        .types("connectctl share ensure -f share.yaml --var reader=bi --reason CHG-1")
        .await;
    expect![[r#"
        --- stdout
        contact-analytics is shared as declared after 21 changes in 1 min 4 s.

        2 data sets:
          contact_record
          users
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let asked = &desk.asked("EnsureShare")[0];
    assert_eq!(asked["spec"]["variables"]["reader"], "bi");
    assert_eq!(asked["spec"]["specs"][0]["path"], "share.yaml");
    assert_eq!(
        (&asked["reason"], &asked["target"]),
        (&Value::from("CHG-1"), &Value::Null)
    );
    let desk = answering(kind, State::Succeeded, Outcome::EnsureShare(ensured()));
    let said = desk.types("connectctl share ensure -f share.yaml").await;
    assert!(said.stdout.contains("0 changes"), "{said:?}");
}

fn alert() -> pb::ShareAlert {
    pb::ShareAlert {
        kind: pb::share_alert::Kind::DataStale.into(),
        rule: "rows-stale".into(),
        subject: "contact_record".into(),
        since_time: Some(prost_types::Timestamp {
            seconds: 1_795_744_800,
            nanos: 0,
        }),
        evidence: "the newest row is of 2026-11-26 01:00:00, 25 hours ago".into(),
        cause: "AWS delivers late".into(),
        remedy: "look whether the instance is in use".into(),
        pending: true,
        ..Default::default()
    }
}

/// An export that ran, and one whose time has not come yet.
fn schedules() -> Vec<pb::ShareSchedule> {
    let time = |seconds| Some(prost_types::Timestamp { seconds, nanos: 0 });
    let due = pb::ShareSchedule {
        word: "exports/contacts".into(),
        expression: "rate(1 hour)".into(),
        next_time: time(1_795_831_200),
        ..Default::default()
    };
    let ran = pb::ShareSchedule {
        word: "exports/people".into(),
        expression: "cron(0 2 * * ? 2026)".into(),
        next_time: None,
        last_time: time(1_795_744_800),
        missed: 3,
        left_out: "jobs/7 was still going".into(),
        last_job: "jobs/7".into(),
        last_state: pb::share_schedule::LastState::Failed.into(),
        last_error: "the query failed".into(),
        ..Default::default()
    };
    vec![due, ran]
}

#[tokio::test(start_paused = true)]
async fn what_an_ensure_would_do_is_told_and_seen_by_the_exit_status() {
    let steps = ["share/uk/associate", "invitation/uk/accept"];
    let result = pb::ShareStatusResult {
        share: "contact-analytics".into(),
        data_sets: names(),
        steps: steps.map(str::to_owned).into(),
        reads: 9,
        schedules: schedules(),
        alerts: vec![alert()],
    };
    let kind = pb::JobKind::GetShareStatus;
    let desk = answering(kind, State::Succeeded, Outcome::ShareStatus(result.clone()));
    let said = desk.types("connectctl share status -f share.yaml").await;
    expect![[r#"
        --- stdout
        An ensure would take 2 steps:
          share/uk/associate
          invitation/uk/accept

        2 data sets:
          contact_record
          users

        1 alert:
          rows-stale  contact_record  since 2026-11-27 02:00:00Z, not sent yet
            cause: AWS delivers late
            remedy: look whether the instance is in use

        The daemon starts by itself:
          exports/contacts  rate(1 hour)          next 2026-11-28 02:00:00Z
          exports/people    cron(0 2 * * ? 2026)  never again                last 2026-11-27 02:00:00Z failed jobs/7, 3 missed before it
          exports/people left out: jobs/7 was still going
          exports/people failed: the query failed
        --- exit 3
    "#]]
    .assert_eq(&said.all());
    let nothing = pb::ShareStatusResult {
        steps: Vec::new(),
        ..result
    };
    let desk = answering(kind, State::Succeeded, Outcome::ShareStatus(nothing));
    let said = desk.types("connectctl share status -f share.yaml").await;
    assert_eq!(said.exit, 0, "{said:?}");
    let look = pb::EnsureShareResult {
        steps: steps.map(str::to_owned).into(),
        ..ensured()
    };
    let kind = pb::JobKind::EnsureShare;
    let desk = answering(kind, State::Succeeded, Outcome::EnsureShare(look));
    let said = desk
        .types("connectctl share ensure -f share.yaml --look")
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    assert!(said.stdout.starts_with("An ensure would take 2 steps:"));
    assert_eq!(desk.asked("EnsureShare")[0]["look"], true);
}

fn link(rule: &str, subject: &str, state: LinkState, evidence: &str) -> pb::ShareLink {
    pb::ShareLink {
        rule: rule.into(),
        subject: subject.into(),
        state: state.into(),
        evidence: evidence.into(),
        ..Default::default()
    }
}

fn verified(links: Vec<pb::ShareLink>) -> pb::VerifyShareResult {
    pb::VerifyShareResult {
        share: "contact-analytics".into(),
        links,
        tables: vec![pb::ShareTable {
            data_set: "users".into(),
            table: "users".into(),
            has_rows: true,
            scanned_bytes: 10_485_760,
            ..Default::default()
        }],
        scanned_bytes: 10_485_760,
        ..Default::default()
    }
}

#[tokio::test(start_paused = true)]
async fn a_broken_link_says_why_and_what_to_do() {
    let broken = pb::ShareLink {
        cause: "the share was not accepted".into(),
        remedy: "ensure the share".into(),
        ..link(
            "invitation-pending",
            "uk",
            LinkState::Broken,
            "an invitation of 2026-11-27 waits",
        )
    };
    let links = vec![
        link(
            "association",
            "uk",
            LinkState::Sound,
            "2 data sets are shared",
        ),
        broken,
        link("rows", "tables", LinkState::Unknown, "not looked at"),
    ];
    let kind = pb::JobKind::VerifyShare;
    let result = Outcome::VerifyShare(verified(links.clone()));
    let desk = answering(kind, State::Succeeded, result);
    let said = desk.types("connectctl share verify -f share.yaml").await;
    expect![[r#"
        --- stdout
        contact-analytics: 1 of 3 links is broken.

          ok      association         uk      2 data sets are shared
          BROKEN  invitation-pending  uk      an invitation of 2026-11-27 waits
                  cause: the share was not accepted
                  remedy: ensure the share
          ?       rows                tables  not looked at

        1 table read; 10.4 MB scanned.
        --- exit 3
    "#]]
    .assert_eq(&said.all());
    for (links, exit, headline) in [
        (
            vec![links[0].clone(), links[2].clone()],
            0,
            "1 cannot be judged",
        ),
        (
            vec![links[0].clone()],
            0,
            "contact-analytics is sound: 1 link.",
        ),
    ] {
        let result = Outcome::VerifyShare(verified(links));
        let desk = answering(kind, State::Succeeded, result);
        let said = desk.types("connectctl share verify -f share.yaml").await;
        assert_eq!(said.exit, exit, "{said:?}");
        assert!(said.stdout.contains(headline), "{said:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_removal_is_confirmed_by_the_name_of_the_share() {
    let kept = pb::KeptOfShare {
        what: "bucket contact-analytics-222222222222-eu-west-2".into(),
        why: "it holds data".into(),
    };
    let result = pb::RemoveShareResult {
        share: "contact-analytics".into(),
        changes: 19,
        kept: vec![kept],
        ..Default::default()
    };
    let kind = pb::JobKind::RemoveShare;
    let desk = answering(kind, State::Succeeded, Outcome::RemoveShare(result));
    let remove = "connectctl share remove -f share.yaml";
    let said = desk.types(remove).await;
    expect![[r#"
        error: a removal must be confirmed

        Look first: add --look. Then, when that is what you want: add --confirm contact-analytics.
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&said.all());
    let said = desk.types(&format!("{remove} --confirm other")).await;
    assert_eq!(said.exit, 2, "{said:?}");
    assert!(desk.asked("RemoveShare").is_empty());
    let said = desk
        .types(&format!("{remove} --confirm contact-analytics"))
        .await;
    expect![[r#"
        --- stdout
        Removed contact-analytics after 19 changes in 1 min 4 s.

        What stays:
          bucket contact-analytics-222222222222-eu-west-2  it holds data
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let asked = &desk.asked("RemoveShare")[0];
    assert_eq!(asked["confirm"], "contact-analytics");
    assert_eq!(asked["deleteData"], Value::Null);
}

#[tokio::test(start_paused = true)]
async fn who_only_looks_at_a_removal_confirms_nothing() {
    let result = pb::RemoveShareResult {
        share: "contact-analytics".into(),
        steps: vec!["grants/query/revoke".into()],
        ..Default::default()
    };
    let kind = pb::JobKind::RemoveShare;
    let desk = answering(kind, State::Succeeded, Outcome::RemoveShare(result));
    let said = desk
        .types("connectctl share remove -f share.yaml --look --delete-data")
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    assert!(said.stdout.starts_with("A removal would take 1 step:"));
    let asked = &desk.asked("RemoveShare")[0];
    assert_eq!(
        (&asked["look"], &asked["deleteData"]),
        (&Value::from(true), &Value::from(true))
    );
}

#[tokio::test(start_paused = true)]
async fn an_export_says_where_its_files_are() {
    let result = pb::RunShareExportResult {
        share: "contact-analytics".into(),
        export: "contacts".into(),
        query: "q-1".into(),
        rows: Some(1_234),
        scanned_bytes: 20_000_000,
        place: "s3://results/exports/contacts/run=1/".into(),
        manifest: "s3://results/exports/contacts/manifests/run=1.json".into(),
        ..Default::default()
    };
    let kind = pb::JobKind::RunShareExport;
    let desk = answering(kind, State::Succeeded, Outcome::RunShareExport(result));
    let said = desk
        .types("connectctl share export -f share.yaml contacts")
        .await;
    expect![[r#"
        --- stdout
        contacts wrote 1234 rows; 20.0 MB scanned.
          files  s3://results/exports/contacts/run=1/
          list   s3://results/exports/contacts/manifests/run=1.json
          query  q-1
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    assert_eq!(desk.asked("RunShareExport")[0]["export"], "contacts");
}

#[tokio::test(start_paused = true)]
async fn a_wrong_share_is_told_before_anybody_is_asked() {
    let text = SHARE.replace("[contact_record, users]", "[users]");
    let desk = Desk::new().file("share.yaml", text);
    for command in [
        "ensure", "status", "verify", "remove", "export x", "query x",
    ] {
        let line = format!("connectctl share {command} -f share.yaml");
        let said = desk.types(&line).await;
        assert_eq!(said.exit, 2, "{line}: {said:?}");
        assert!(said.stderr.contains("[unshared-export]"), "{said:?}");
    }
    assert!(desk.daemon.script().asked.is_empty());
}

#[tokio::test(start_paused = true)]
async fn shares_say_how_they_are_made_asked_and_removed() {
    check(
        "connectctl share -h",
        expect![[r#"
            Share analytics with another account; prove it, ask it, write it to files

            Usage: connectctl share [OPTIONS] <COMMAND>

            Commands:
              ensure  Make a share so, from the data set that an instance gives away to the right on a table
              status  Show what `ensure` would do
              verify  Look at every link of a share, down to a row that is read
              query   Put a question to a share, in SQL or a ready one
              export  Write a data set to files now
              remove  Remove what was made for a share

            Options:
              -h, --help  Print help (see more with '--help')

            Global options:
                  --endpoint <URL>     Where the daemon listens [env: TRUNKLINE_ENDPOINT] [default: http://127.0.0.1:7420]
                  --target <NAME>      Where to work: a target of the daemon. Without it the only one, else `local` [env: TRUNKLINE_TARGET]
                  --output <FORM>      Text for people, or JSON for programs (answers of the daemon as proto3 JSON) [default: text] [possible values: text, json]
                  --request-id <UUID>  A UUID that names this request; the same id again follows the job that it started
              -q, --quiet              Say nothing of how a job goes until it has ended
        "#]],
    )
    .await;
    check(
        "connectctl share query -h",
        expect![[r#"
            Put a question to a share, in SQL or a ready one

            Usage: connectctl share query [OPTIONS] --file <FILE> [SQL]

            Arguments:
              [SQL]  The question in SQL, `-` for standard input. Names of tables are those of the share

            Options:
                  --report <REPORT>  A ready question [possible values: contacts-per-queue, service-level, abandon-rate, agent-occupancy, longest-waits, flow-drop-off, sentiment]
                  --from <DATE>      The first day of the report, such as 2026-11-01
                  --to <DATE>        The day after its last, such as 2026-12-01
                  --plot <FILE>      Also draw the report, as a picture in SVG
                  --csv <FILE>       Write the rows to this file as CSV, in place of printing them
                  --force            Write over files that are there
                  --region <REGION>  The Region to work on, of a share that is declared in several; without it all of them. `query` and `export` need it then
              -h, --help             Print help (see more with '--help')

            Spec:
              -f, --file <FILE>      A spec file, `-` for standard input. Repeat it to lay overlays upon the first
                  --var <KEY=VALUE>  The value of `${var.KEY}`; may be repeated

            Global options:
                  --endpoint <URL>     Where the daemon listens [env: TRUNKLINE_ENDPOINT] [default: http://127.0.0.1:7420]
                  --target <NAME>      Where to work: a target of the daemon. Without it the only one, else `local` [env: TRUNKLINE_TARGET]
                  --output <FORM>      Text for people, or JSON for programs (answers of the daemon as proto3 JSON) [default: text] [possible values: text, json]
                  --request-id <UUID>  A UUID that names this request; the same id again follows the job that it started
              -q, --quiet              Say nothing of how a job goes until it has ended

            Examples:
              connectctl share query -f share.yaml 'SELECT channel, count(*) AS contacts FROM contact_record GROUP BY 1'
              connectctl share query -f share.yaml --report service-level --from 2026-11-01 --to 2026-12-01
              connectctl share query -f share.yaml --report service-level --from 2026-11-01 --to 2026-12-01 --plot level.svg
              connectctl share query -f share.yaml 'SELECT * FROM users' --csv users.csv
              connectctl share query -f share.yaml 'SELECT * FROM users' --output json | jq -r '.row.agent_username // empty'

            With --output json there is an object on each line: {"row": {…}} for each row, and {"answer": {…}} at the end.
        "#]],
    )
    .await;
}
