use control_api::v1::{self as pb, job::State};
use expect_test::expect;

use crate::{
    desk::{Desk, Said},
    fake::Told,
    samples::{self, JOB, applied, half_applied, job, one_of_each},
};

const APPLY: &str = "connectctl apply -f center.yaml";

/// A desk whose daemon applies and comes to this.
fn applying(job: pb::Job) -> Desk {
    Desk::with_spec().daemon(|script| {
        script.started = [Ok(samples::job(
            pb::JobKind::ApplyContactCenter,
            State::Queued,
        ))]
        .into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(job)].into();
    })
}

#[tokio::test(start_paused = true)]
async fn every_event_is_a_line_and_the_end_a_summary() {
    let desk = applying(applied(38)).daemon(|script| {
        script.watches = [one_of_each().into_iter().map(Told::Event).collect()].into();
    });
    let said = desk.types(APPLY).await;
    expect![[r#"
        02:30:01Z           blocked    behind jobs/00000000-0000-4000-8000-000000000002 (connect/111111111111/eu-west-2/uk-prod/queue)
        02:30:02Z           running
        02:30:03Z           note       adopted 3 flows
        02:30:04Z      0/2  planned    2 steps
        02:30:05Z      0/2  start      queue/Sales/create
        02:30:06Z      1/2  done       queue/Sales/create
        02:30:07Z      1/2  start      queue/Support/create (with other input, 1)
        02:30:08Z      1/2  throttled  queue/Support/create: calls come too fast for AWS; try 2 in 1.2 s
        02:30:09Z      1/2  repeating  queue/Support/create: InternalServiceException: try again; try 3 in 12 s
        02:30:10Z      1/2  waiting    queue/Support/create: the instance to be ACTIVE
        02:30:11Z      1/2  asked      grace asked to cancel: wrong alias
        02:30:12Z      1/2  failed     queue/Support/create: OUTCOME_UNKNOWN: the answer was lost; a person must decide
        02:30:13Z      1/2  needs-attention 1 step needs a decision
        --- stdout
        As declared after 38 changes in 1 min 4 s.

        uk-prod ACTIVE
          id       i-1
          arn      arn:aws:connect:eu-west-2:111111111111:instance/i-1
          sign in  https://uk-prod.my.connect.aws
          users    CONNECT_MANAGED
          since    2026-11-22 02:30:02Z

        2 phone numbers
          +448081570000             GB  TOLL_FREE  no flow         arn:aws:connect:eu-west-2:111111111111:phone-number/+448081570000
          +442079460000  main_line  GB  DID        flow Main Menu  arn:aws:connect:eu-west-2:111111111111:phone-number/+442079460000

        2 queues, 1 user, 1 Lambda function, 1 Lex bot
        --- exit 0
    "#]].assert_eq(&said.all());
}

#[tokio::test(start_paused = true)]
async fn nothing_to_change_is_said_so() {
    let said = applying(applied(0))
        .types("connectctl apply -f center.yaml --quiet")
        .await;
    assert_eq!(said.stdout.lines().next(), Some("As declared; 0 changes."));
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_says_what_failed_and_what_to_do() {
    let said = applying(half_applied(State::Failed, "STEPS_FAILED"))
        .types(APPLY)
        .await;
    expect![[r#"
        --- stdout
        Not as declared yet, after 1 change in 1 min 4 s.

        1 step left out:
          routing-profile/Agents/create  needs queue/Support/create

        1 step not started:
          user/ada/create

        failed: 1 of 4 steps was given up [STEPS_FAILED]
          queue/Support/create  LimitExceededException  the quota "Queues per instance" (50) is full

        What was done stays done. When the cause is mended, run the command again or: connectctl jobs retry 00000000-0000-4000-8000-000000000001
        --- exit 1
    "#]].assert_eq(&said.all());
}

#[tokio::test(start_paused = true)]
async fn a_job_that_needs_a_person_says_how_to_decide() {
    let said = applying(half_applied(State::NeedsAttention, "NEEDS_ATTENTION"))
        .types(APPLY)
        .await;
    let Said { exit, stdout, .. } = said;
    assert_eq!(exit, 1);
    let advice = stdout.split("\n\n").last().unwrap();
    expect![[r#"
        Look in AWS what became of each step, then decide:
          connectctl jobs resolve 00000000-0000-4000-8000-000000000001 adopt --step queue/Support/create
          or retry, or skip; or give the job up: connectctl jobs resolve 00000000-0000-4000-8000-000000000001 abandon
    "#]].assert_eq(advice);
}

#[tokio::test(start_paused = true)]
async fn a_stale_plan_says_to_look_again() {
    let mut stale = job(pb::JobKind::ApplyContactCenter, State::Failed);
    stale.error = Some(pb::JobError {
        reason: "PLAN_STALE".into(),
        message: "queue/Sales.hours has changed since".into(),
        ..Default::default()
    });
    let desk = applying(stale);
    let said = desk
        .types("connectctl apply -f center.yaml --plan sha256:4f5c")
        .await;
    expect![[r#"
        --- stdout
        failed: queue/Sales.hours has changed since [PLAN_STALE]

        The world has moved since that plan. Look at a new one: connectctl plan
        --- exit 1
    "#]]
    .assert_eq(&said.all());
    assert_eq!(desk.asked("Apply")[0]["planDigest"], "sha256:4f5c");
}

#[tokio::test(start_paused = true)]
async fn a_detached_job_is_named_and_left() {
    let desk = applying(applied(1));
    let said = desk.types("connectctl apply -f center.yaml --detach").await;
    expect![[r#"
          watch it:   connectctl jobs watch 00000000-0000-4000-8000-000000000001
          cancel it:  connectctl jobs cancel 00000000-0000-4000-8000-000000000001
        --- stdout
        jobs/00000000-0000-4000-8000-000000000001
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    assert!(desk.asked("Watch").is_empty());
    let said = desk
        .types("connectctl apply -f center.yaml --detach --output json")
        .await;
    let value: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(
        (value["name"].as_str(), said.stderr.as_str()),
        (Some(JOB), "")
    );
}

#[tokio::test(start_paused = true)]
async fn a_spec_can_be_checked_without_starting_anything() {
    let mut unnamed = job(pb::JobKind::ApplyContactCenter, State::Queued);
    unnamed.name.clear();
    let desk = Desk::with_spec().daemon(|script| script.started = [Ok(unnamed)].into());
    let said = desk
        .types("connectctl apply -f center.yaml --validate-only")
        .await;
    assert_eq!(
        (said.exit, said.stdout.as_str()),
        (0, "The daemon would take this.\n")
    );
    assert_eq!(desk.asked("Apply")[0]["validateOnly"], true);
    assert!(desk.asked("Watch").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_destroy_must_be_confirmed_and_says_what_it_costs() {
    let said = Desk::new().types("connectctl destroy uk-prod").await;
    expect![[r#"
        error: a destroy must be confirmed

        This removes what Trunkline made of the contact centre, for good.
          Instance: it goes with all that is recorded in it. AWS allows 100 creations and deletions
          in 30 days. Spare it with --keep-instance.
          Numbers: AWS holds a released number back for up to 180 days, and claims no more once claims
          and releases of 180 days exceed twice the quota. Spare them with --keep-instance --keep-numbers.
          Data in buckets stays, unless --delete-data is given.
        If this is what you want, repeat the command with --confirm uk-prod.
        --- stdout
        --- exit 2
    "#]].assert_eq(&said.all());
    let other = Desk::new()
        .types("connectctl destroy uk-prod --confirm uk-dev")
        .await;
    assert_eq!(other.exit, 2);
    assert!(
        other.stderr.contains("--confirm uk-dev confirms another"),
        "{}",
        other.stderr
    );
}

#[tokio::test(start_paused = true)]
async fn a_destroy_spares_what_it_is_told_to_and_lists_what_stays() {
    let mut gone = job(pb::JobKind::DestroyContactCenter, State::Succeeded);
    gone.result = Some(pb::job::Result::Destroy(pb::DestroyResult {
        kept: vec!["+442079460000: asked to be kept.".into()],
        changes: 12,
        ..Default::default()
    }));
    let desk = Desk::with_spec().daemon(|script| {
        script.started = [Ok(job(pb::JobKind::DestroyContactCenter, State::Running))].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(gone)].into();
    });
    let line = "connectctl destroy -f center.yaml --confirm uk-prod --keep-instance --keep-numbers \
                --delete-data";
    let said = desk.types(line).await;
    expect![[r#"
        This removes what Trunkline made of the contact centre, for good.
          Data in buckets goes too.
        --- stdout
        Removed after 12 changes in 1 min 4 s.

        What stays:
          +442079460000: asked to be kept.
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let asked = &desk.asked("Destroy")[0];
    assert_eq!(
        (&asked["confirm"], &asked["keepNumbers"]),
        (&"uk-prod".into(), &true.into())
    );
    assert!(
        asked["spec"].is_object() && asked["keepInstance"] == true,
        "{asked}"
    );
}

#[tokio::test(start_paused = true)]
async fn numbers_are_not_kept_without_their_instance() {
    let desk = Desk::with_spec();
    let said = desk
        .types("connectctl destroy uk-prod --confirm uk-prod --keep-numbers")
        .await;
    expect![[r#"
        error: --keep-numbers goes with --keep-instance: a number cannot outlive its instance

        Add --keep-instance, or move the numbers to another instance first.
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&said.all());
    assert!(desk.daemon.script().asked.is_empty(), "nothing was asked");
}

/// A job of a kind that ended so, as it is shown to a command line.
async fn ended(line: &str, kind: pb::JobKind, error: pb::JobError) -> String {
    let mut failed = job(kind, State::Failed);
    failed.error = Some(error);
    let desk = Desk::with_spec().daemon(|script| {
        script.started = [Ok(job(kind, State::Running))].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(failed)].into();
    });
    desk.types(line).await.stdout
}

#[tokio::test(start_paused = true)]
async fn a_finding_about_the_world_has_no_place_and_no_spec_to_mend() {
    let error = pb::JobError {
        reason: "SPEC_INVALID".into(),
        message: "what is declared cannot be reached from what there is".into(),
        findings: vec![pb::Finding {
            rule: "number-would-be-lost".into(),
            message: "phone_number/main goes back to AWS".into(),
            remedy: "keep the instance too".into(),
            ..Default::default()
        }],
        ..Default::default()
    };
    let line = "connectctl destroy uk-prod --confirm uk-prod";
    let said = ended(line, pb::JobKind::DestroyContactCenter, error).await;
    expect![[r#"
        failed: what is declared cannot be reached from what there is [SPEC_INVALID]

        phone_number/main goes back to AWS [number-would-be-lost]
          remedy: keep the instance too

        Follow the remedies and run the command again.
    "#]]
    .assert_eq(&said);
}

#[tokio::test(start_paused = true)]
async fn findings_of_a_plan_name_the_files_as_they_were_typed() {
    let kind = pb::JobKind::PlanContactCenter;
    let mut failed = job(kind, State::Failed);
    failed.error = Some(pb::JobError {
        reason: "SPEC_INVALID".into(),
        findings: vec![samples::finding("center.yaml")],
        ..Default::default()
    });
    let desk = Desk::new()
        .file("uk/center.yaml", "instance: { alias: uk }")
        .daemon(|script| {
            script.started = [Ok(job(kind, State::Running))].into();
            script.watches = [Vec::new()].into();
            script.jobs = [Ok(failed)].into();
        });
    let said = desk.types("connectctl plan -f uk/center.yaml").await;
    assert_eq!(said.exit, 2);
    assert!(
        said.stdout.contains("\nuk/center.yaml:12:9"),
        "{}",
        said.stdout
    );
    assert!(said.stdout.contains("Mend the spec"), "{}", said.stdout);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_changed_nothing_has_nothing_to_go_on_with() {
    let error = pb::JobError {
        reason: "CENTER_NOT_FOUND".into(),
        message: "there is no instance with the alias uk-prod".into(),
        ..Default::default()
    };
    for (line, kind) in [
        (
            "connectctl describe uk-prod",
            pb::JobKind::DescribeContactCenter,
        ),
        (
            "connectctl destroy uk-prod --confirm uk-prod",
            pb::JobKind::DestroyContactCenter,
        ),
    ] {
        let said = ended(line, kind, error.clone()).await;
        expect![[r#"
        failed: there is no instance with the alias uk-prod [CENTER_NOT_FOUND]

        Nothing was changed; run the command again when the cause is mended.
    "#]]
        .assert_eq(&said);
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_that_failed_for_its_input_is_bad_input() {
    for (reason, exit) in [
        ("SPEC_INVALID", 2),
        ("CONFIRMATION_MISMATCH", 2),
        ("STEPS_FAILED", 1),
    ] {
        let said = applying(half_applied(State::Failed, reason))
            .types(APPLY)
            .await;
        assert_eq!(said.exit, exit, "{reason}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_description_has_every_id_arn_and_number() {
    let mut described = job(pb::JobKind::DescribeContactCenter, State::Succeeded);
    let result = pb::DescribeResult {
        center: Some(samples::center()),
        reads: 9,
    };
    described.result = Some(pb::job::Result::Describe(result));
    let desk = Desk::new().daemon(|script| {
        script.started = [Ok(described.clone())].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(described)].into();
    });
    let said = desk.types("connectctl describe uk-prod").await;
    expect![[r#"
        --- stdout
        uk-prod ACTIVE
          id       i-1
          arn      arn:aws:connect:eu-west-2:111111111111:instance/i-1
          sign in  https://uk-prod.my.connect.aws
          users    CONNECT_MANAGED
          since    2026-11-22 02:30:02Z

        2 phone numbers
          +448081570000             GB  TOLL_FREE  no flow         arn:aws:connect:eu-west-2:111111111111:phone-number/+448081570000
          +442079460000  main_line  GB  DID        flow Main Menu  arn:aws:connect:eu-west-2:111111111111:phone-number/+442079460000

        2 queues
          Sales    arn:aws:connect:eu-west-2:111111111111:instance/i-1/queue/Sales
          Support  arn:aws:connect:eu-west-2:111111111111:instance/i-1/queue/Support

        1 user
          ada  arn:aws:connect:eu-west-2:111111111111:instance/i-1/agent/ada

        1 Lambda function
          arn:aws:lambda:eu-west-2:111111111111:function:lookup

        1 Lex bot
          Old in eu-west-2
        --- exit 0
    "#]].assert_eq(&said.all());
    assert_eq!(desk.asked("Describe")[0]["alias"], "uk-prod");
}
