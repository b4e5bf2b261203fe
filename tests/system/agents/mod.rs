//! Agents from files: made, updated, and left alone.

mod crowd;
mod deaths;
mod leavers;

use std::time::Duration;

use aws_sim::{Quotas as SimQuotas, Rate, Settings};
use connect_agents::{Error, ImportOptions, Outcome, SecretOptions};
use connect_model::Tags;
use connect_resources::{Quota, Quotas};
use expect_test::expect;
use reconcile::Ended;
use system_tests::{Crew, Imported, crew::csv};

/// Everything that the documentation forbids is refused, and nothing is throttled.
pub(crate) fn settings() -> Settings {
    Settings {
        rate: Rate::None,
        strict: true,
        ..Settings::default()
    }
}

pub(crate) const FILE: &str = "\
username,first_name,last_name,email,mobile,routing_profile,security_profiles,hierarchy,phone_type,desk_phone,auto_accept,after_contact_work_seconds,channel_work,persistent_connection,proficiencies,tags
ada,Ada,Lovelace,ada@example.com,+447700900123,Advisers,Agent|CallCenterManager,Care/Late,soft,,yes,,VOICE=30|CHAT=60,yes,Language:Welsh=3,Site=Cardiff
bob,Bob,Noyce,bob@example.com,,Advisers,Agent,,desk,+442079460123,no,45,,,,
carol,Carol,Shaw,carol@example.com,,Advisers,Agent,Care,,,,,,,,Site=Leeds
";

/// Imports and expects that no row fails; then rests until searches have caught up.
pub(crate) async fn imported(
    crew: &Crew,
    job: u128,
    text: &str,
    options: &ImportOptions,
) -> Imported {
    let imported = crew.import(job, text, options).await.unwrap();
    assert_eq!(imported.report.ended, Ended::Done, "{}", imported.csv());
    assert_eq!(
        imported.report.summary.tally.of(Outcome::Failed),
        0,
        "{}",
        imported.csv()
    );
    rest(crew).await;
    imported
}

pub(crate) async fn rest(crew: &Crew) {
    crew.desk.clock.sleep(Duration::from_mins(2)).await;
}

pub(crate) fn outcomes(imported: &Imported) -> Vec<Outcome> {
    imported.rows.iter().map(|row| row.outcome).collect()
}

#[tokio::test(start_paused = true)]
async fn a_file_is_told_before_and_after_and_again() {
    let crew = Crew::new(settings()).await;
    let wrong = format!("{FILE}dora,Dora,Dull,nonsense,,Advisrs,Agent,Care/Lat,,,,,,,,\n");
    let options = ImportOptions::default();
    let (draft, drafted) = crew.draft(&wrong, &options).await.unwrap();
    expect![[r#"
        Agents of people (111111111111, eu-west-2) from agents.csv, directory agents
          4 rows: 3 to create, 1 wrong
        + ada (line 2): routing-profile Advisers; security-profiles Agent|CallCenterManager; hierarchy-group Care/Late
        + bob (line 3): routing-profile Advisers; security-profiles Agent
        + carol (line 4): routing-profile Advisers; security-profiles Agent; hierarchy-group Care
        ! dora (line 5): email (column 4), text of 8 characters: this is not an e-mail address such as ada@example.com [bad-email]; correct the cell; routing_profile: there is no routing profile of this name [unknown-routing-profile]; did you mean "Advisers"?; hierarchy: there is no group of this path in the hierarchy [unknown-group]; did you mean "Care/Late"?
        3 passwords are generated, each kept as a secret of its own
        digest d102ab821b2b37de8e2d21e1e5c7925de5ec299ce2769348ab414e51d5b8bae6
    "#]].assert_eq(&draft.to_string());
    let first = crew.import(1, &wrong, &options).await.unwrap();
    assert_eq!(first.report.summary.digest, draft.summary.digest);
    expect![[r#"
        line,username,outcome,changes,secret,rules,why
        2,ada,created,,trunkline/people/agents/ada,,
        3,bob,created,,trunkline/people/agents/bob,,
        4,carol,created,,trunkline/people/agents/carol,,
        5,dora,failed,,,bad-email unknown-routing-profile unknown-group,"email (column 4), text of 8 characters: this is not an e-mail address such as ada@example.com [bad-email]; correct the cell; routing_profile: there is no routing profile of this name [unknown-routing-profile]; did you mean ""Advisers""?; hierarchy: there is no group of this path in the hierarchy [unknown-group]; did you mean ""Care/Late""?"
    "#]].assert_eq(&first.csv());
    expect![[r"
        Agents of people (111111111111, eu-west-2) from agents.csv, directory agents
          4 rows: 3 created, 1 failed
        ! 1 bad-email
        ! 1 unknown-group
        ! 1 unknown-routing-profile
        3 passwords were generated, each kept as a secret of its own
    "]]
    .assert_eq(&first.report.to_string());
    let plain = |rows: &[connect_agents::RowResult]| csv(rows);
    assert_eq!(plain(&drafted), first.csv());
    rest(&crew).await;
    a_changed_file_is_told(&crew, &wrong).await;
}

async fn a_changed_file_is_told(crew: &Crew, wrong: &str) {
    let options = ImportOptions::default();
    let changed = wrong
        .replace("Bob,Noyce", "Robert,Noyce")
        .replace("desk,+442079460123,no,45", "soft,+442079460123,no,60")
        .replace(
            "Care,,,,,,,,Site=Leeds",
            "Care/Late,,,,,,,,Site=York|Floor=3",
        )
        .replace("VOICE=30|CHAT=60", "VOICE=30|CHAT=90")
        .replace("Welsh=3", "Welsh=4|Language:English=5");
    let (draft, _) = crew.draft(&changed, &options).await.unwrap();
    expect![[r#"
        Agents of people (111111111111, eu-west-2) from agents.csv, directory agents
          4 rows: 3 to update, 1 wrong
          changes: 1 channels, 1 hierarchy-group, 1 identity, 1 phone, 1 proficiencies, 1 tags
        ~ ada (line 2): channels CHAT=60|VOICE=30 → CHAT=90|VOICE=30; proficiencies Language:Welsh=3 → Language:English=5|Language:Welsh=4
        ~ bob (line 3): identity first_name; phone phone_type after_contact_work_seconds
        ~ carol (line 4): hierarchy-group Care → Care/Late; tags +Floor +Site
        ! dora (line 5): email (column 4), text of 8 characters: this is not an e-mail address such as ada@example.com [bad-email]; correct the cell; routing_profile: there is no routing profile of this name [unknown-routing-profile]; did you mean "Advisers"?; hierarchy: there is no group of this path in the hierarchy [unknown-group]; did you mean "Care/Late"?
        digest 24465d83d885c29def3ca66e935793273ddbfa9a2e930f15e7e37fb90d95ec6d
    "#]].assert_eq(&draft.to_string());
    let second = crew.import(2, &changed, &options).await.unwrap();
    expect![[r#"
        line,username,outcome,changes,secret,rules,why
        2,ada,updated,channels CHAT=60|VOICE=30 → CHAT=90|VOICE=30; proficiencies Language:Welsh=3 → Language:English=5|Language:Welsh=4,,,
        3,bob,updated,identity first_name; phone phone_type after_contact_work_seconds,,,
        4,carol,updated,hierarchy-group Care → Care/Late; tags +Floor +Site,,,
        5,dora,failed,,,bad-email unknown-routing-profile unknown-group,"email (column 4), text of 8 characters: this is not an e-mail address such as ada@example.com [bad-email]; correct the cell; routing_profile: there is no routing profile of this name [unknown-routing-profile]; did you mean ""Advisers""?; hierarchy: there is no group of this path in the hierarchy [unknown-group]; did you mean ""Care/Late""?"
    "#]].assert_eq(&second.csv());
    rest(crew).await;
    crew.desk.reset_calls();
    let third = crew.import(3, &changed, &options).await.unwrap();
    assert_eq!(
        outcomes(&third),
        [
            Outcome::Unchanged,
            Outcome::Unchanged,
            Outcome::Unchanged,
            Outcome::Failed
        ]
    );
    assert!(crew.desk.writes().is_empty(), "{:?}", crew.desk.writes());
    let bob = crew.user("bob").await;
    assert_eq!(bob.identity.email.as_deref(), Some("bob@example.com"));
    assert_eq!(
        bob.phone.desk_phone_number.as_deref(),
        Some("+442079460123")
    );
}

#[tokio::test(start_paused = true)]
async fn each_aspect_that_differs_is_one_call_and_nothing_else() {
    let crew = Crew::new(settings()).await;
    let options = ImportOptions::default();
    imported(&crew, 1, FILE, &options).await;
    let edits = [
        ("Ada,Lovelace", "Ada,King", "connect.UpdateUserIdentityInfo"),
        (
            "ada@example.com",
            "king@example.com",
            "connect.UpdateUserIdentityInfo",
        ),
        (",no,45", ",no,46", "connect.UpdateUserPhoneConfig"),
        ("CHAT=60", "CHAT=61", "connect.UpdateUserConfig"),
        (
            "bob@example.com,,Advisers",
            "bob@example.com,,Leavers",
            "connect.UpdateUserRoutingProfile",
        ),
        (
            "Agent|CallCenterManager",
            "Agent",
            "connect.UpdateUserSecurityProfiles",
        ),
        ("Care/Late", "Care", "connect.UpdateUserHierarchy"),
        ("Welsh=3", "Welsh=2", "connect.UpdateUserProficiencies"),
        ("Cardiff", "Swansea", "connect.TagResource"),
    ];
    let mut text = FILE.to_owned();
    for (n, (from, to, call)) in edits.into_iter().enumerate() {
        text = text.replacen(from, to, 1);
        crew.desk.reset_calls();
        let job = 2 + n as u128;
        let result = imported(&crew, job, &text, &options).await;
        let writes: Vec<_> = crew.desk.writes().into_iter().collect();
        assert_eq!(
            writes,
            [(call.to_owned(), 1)],
            "{from} → {to}\n{}",
            result.csv()
        );
        assert_eq!(result.report.summary.tally.of(Outcome::Updated), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn passwords_are_kept_once_under_a_key_of_ones_own_and_told_nowhere() {
    let crew = Crew::new(settings()).await;
    let mut tags = Tags::new();
    tags.insert("Owner", "hr").unwrap();
    let options = ImportOptions {
        secrets: SecretOptions {
            kms_key: Some("alias/aws/secretsmanager".to_owned()),
            tags,
        },
        ..ImportOptions::default()
    };
    let result = imported(&crew, 1, FILE, &options).await;
    let named: Vec<_> = result
        .rows
        .iter()
        .filter_map(|row| row.secret.clone())
        .collect();
    let mut expected = named.clone();
    expected.sort();
    assert_eq!(crew.secrets().await, expected);
    assert_eq!(named[0], "trunkline/people/agents/ada");
    assert!(crew.amiss().await.is_empty());
    let state = crew.desk.state().to_string();
    assert!(state.contains("trunkline:username") && state.contains("alias/aws/secretsmanager"));
    let ports = crew.ports().await;
    let password = ports.secret().unwrap().value(&named[0]).await.unwrap();
    let json = serde_json::to_string(&result.report).unwrap();
    let told = format!("{}{json}{result:?}{:?}", result.csv(), crew.directory.all());
    assert!(!told.contains(password.expose()));
    let again = imported(&crew, 2, FILE, &options).await;
    assert!(again.rows.iter().all(|row| row.secret.is_none()));
}

#[tokio::test(start_paused = true)]
async fn users_of_saml_have_no_password_and_no_e_mail_address() {
    let center = system_tests::crew::CENTER.replace(
        "{ alias: people }",
        "{ alias: people, identity_management: SAML }",
    );
    let crew = Crew::of(settings(), &center).await;
    let result = imported(&crew, 1, FILE, &ImportOptions::default()).await;
    assert!(result.rows.iter().all(|row| row.secret.is_none()));
    assert!(crew.secrets().await.is_empty());
    assert!(
        !crew
            .desk
            .calls()
            .contains_key("secretsmanager.CreateSecret")
    );
    assert_eq!(crew.user("ada").await.identity.email, None);
    crew.desk.reset_calls();
    imported(&crew, 2, FILE, &ImportOptions::default()).await;
    assert!(crew.desk.writes().is_empty(), "{:?}", crew.desk.writes());
}

#[tokio::test(start_paused = true)]
async fn groups_are_made_when_that_is_asked_for_each_below_the_one_above_it() {
    let crew = Crew::new(settings()).await;
    let text = FILE
        .replace("Care/Late", "Sales/Field")
        .replace(",Care,", ",Sales,");
    let refused = crew
        .import(1, &text, &ImportOptions::default())
        .await
        .unwrap();
    let wanted = [Outcome::Failed, Outcome::Created, Outcome::Failed];
    assert_eq!(outcomes(&refused), wanted);
    rest(&crew).await;
    let options = ImportOptions {
        make_groups: true,
        ..ImportOptions::default()
    };
    let (draft, _) = crew.draft(&text, &options).await.unwrap();
    assert_eq!(draft.summary.groups, ["Sales", "Sales/Field"]);
    let made = imported(&crew, 2, &text, &options).await;
    assert_eq!(made.report.summary.digest, draft.summary.digest);
    assert_eq!(made.report.summary.tally.of(Outcome::Created), 2);
    assert!(crew.user("ada").await.hierarchy_group.is_some());
    let deep = FILE.replace("Care/Late", "Care/Late/Night");
    let deep = crew.import(3, &deep, &options).await.unwrap();
    assert_eq!(deep.rows[0].issues[0].rule, "deep-group");
    let known =
        system_tests::crew::CENTER.replace("{ path: Care }", "{ path: Care }, { path: Night }");
    let crew = Crew::of(settings(), &known).await;
    let twice = FILE.replace("Care/Late", "Care/Night");
    let twice = crew.import(4, &twice, &options).await.unwrap();
    assert_eq!(
        outcomes(&twice),
        [Outcome::Failed, Outcome::Created, Outcome::Created],
        "{}",
        twice.csv()
    );
    assert_eq!(twice.rows[0].issues[0].rule, "group-not-made");
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_would_not_hold_them_is_known_before_anything_is_written() {
    let crew = Crew::new(settings()).await;
    let quota = |value: f64| Quota {
        code: "L-9A46857E".to_owned(),
        name: "Users per instance".to_owned(),
        value,
        is_adjustable: true,
        instance: None,
    };
    let options = |value| ImportOptions {
        quotas: Quotas::Read(vec![quota(value)]),
        ..ImportOptions::default()
    };
    crew.desk.reset_calls();
    let refused = crew.import(1, FILE, &options(2.0)).await.unwrap_err();
    let Error::Quota(findings) = refused else {
        panic!("{refused}")
    };
    expect![[r"
        3 of the kind user (0 there, 3 new) would be more than the quota Users per instance (L-9A46857E) allows 2 [quota-exceeded]
          remedy: import fewer, or ask for more: `aws service-quotas request-service-quota-increase --service-code connect --quota-code L-9A46857E --desired-value 3`"]].assert_eq(&findings[0].to_string());
    assert!(crew.desk.writes().is_empty());
    imported(&crew, 2, FILE, &options(3.0)).await;
}

/// What is not known before is told row by row.
#[tokio::test(start_paused = true)]
async fn a_quota_that_nobody_knew_fails_the_rows_that_do_not_fit() {
    let quotas = [("users".to_owned(), 2)].into();
    let crew = Crew::new(Settings {
        quotas: SimQuotas::Custom(quotas),
        ..settings()
    })
    .await;
    let result = crew
        .import(1, FILE, &ImportOptions::default())
        .await
        .unwrap();
    assert_eq!(result.report.ended, Ended::Failed);
    assert_eq!(result.report.summary.tally.of(Outcome::Created), 2);
    let failed = result
        .rows
        .iter()
        .find(|row| row.outcome == Outcome::Failed)
        .unwrap();
    assert_eq!(failed.issues[0].rule, "LimitExceededException");
    assert_eq!(failed.secret, None);
    assert_eq!(crew.secrets().await.len(), 2, "nobody has no secret");
}

#[tokio::test(start_paused = true)]
async fn users_of_others_are_updated_and_stay_theirs_until_they_are_taken() {
    let crew = Crew::new(settings()).await;
    let options = ImportOptions::default();
    imported(&crew, 1, FILE, &options).await;
    let hr = ImportOptions {
        directory: connect_model::DirectoryName::new("hr").unwrap(),
        ..ImportOptions::default()
    };
    let text = FILE.replace("Advisers", "Leavers");
    let refused = crew.import(2, &text, &hr).await.unwrap();
    assert!(
        refused
            .rows
            .iter()
            .all(|row| row.issues[0].rule == "other-directory")
    );
    let taking = ImportOptions {
        take_ownership: true,
        ..hr
    };
    let taken = imported(&crew, 3, &text, &taking).await;
    assert_eq!(taken.report.summary.tally.aspects["tags"], 3);
    let tags = crew.user("ada").await.tags;
    assert_eq!(tags.get("trunkline:directory"), Some("hr"));
    assert_eq!(tags.get("Site"), Some("Cardiff"));
}

#[tokio::test(start_paused = true)]
async fn a_plan_of_the_centre_and_an_import_leave_one_another_alone() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &ImportOptions::default()).await;
    let users = "
users:
  - { username: ada2, email: a@example.com, first_name: A, last_name: L, routing_profile: Advisers, security_profiles: [Agent] }
";
    let center = system_tests::spec(&format!("{}{users}", system_tests::crew::CENTER));
    let pruning = connect_provision::PlanOptions {
        prune: Some(connect_provision::Prune::default()),
        ..connect_provision::PlanOptions::default()
    };
    crew.desk.applied_with(2, &center, pruning.clone()).await;
    rest(&crew).await;
    let plan = crew.desk.plan_with(&center, &pruning).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
    assert_eq!(crew.secrets().await.len(), 3);
    let text = FILE.replace("ada,Ada", "ada2,Ada");
    let result = crew
        .import(3, &text, &ImportOptions::default())
        .await
        .unwrap();
    assert_eq!(result.rows[0].issues[0].rule, "declared-in-spec");
    let keeping = connect_provision::DestroyOptions {
        keep_instance: true,
        ..connect_provision::DestroyOptions::default()
    };
    crew.desk.destroy(&center, keeping).await.unwrap();
    assert_eq!(crew.secrets().await.len(), 3);
    assert_eq!(crew.users().await.len(), 3);
    crew.desk
        .destroyed(&center, connect_provision::DestroyOptions::default())
        .await;
    assert!(crew.secrets().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn somebody_with_a_new_login_is_found_by_the_address() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &ImportOptions::default()).await;
    let text = FILE.replace("\nada,Ada,Lovelace", "\nada.king,Ada,King");
    let refused = crew
        .import(2, &text, &ImportOptions::default())
        .await
        .unwrap();
    assert_eq!(refused.rows[0].issues[0].rule, "renamed-username");
    assert!(refused.rows[0].issues[0].reason.contains("as ada,"));
    assert_eq!(crew.users().await.len(), 3);
    // Two people may share an address as long as both are in the file.
    let both = format!("{text}{}", FILE.lines().nth(1).unwrap());
    imported(&crew, 3, &both, &ImportOptions::default()).await;
    assert_eq!(crew.users().await.len(), 4);
}

#[tokio::test(start_paused = true)]
async fn what_was_approved_and_is_not_what_would_be_done_is_not_done() {
    let crew = Crew::new(settings()).await;
    let (draft, _) = crew.draft(FILE, &ImportOptions::default()).await.unwrap();
    let options = ImportOptions {
        digest: Some(draft.summary.digest),
        ..ImportOptions::default()
    };
    let other = FILE.replace("Lovelace", "King");
    let stale = crew.import(1, &other, &options).await.unwrap_err();
    assert!(matches!(stale, Error::Stale { .. }), "{stale}");
    assert!(crew.users().await.is_empty());
    imported(&crew, 2, FILE, &options).await;
}

/// What others changed is found by its time; without a trace, by asking for everything.
#[tokio::test(start_paused = true)]
async fn a_memory_that_is_behind_is_not_believed() {
    let crew = Crew::new(settings()).await;
    let options = ImportOptions::default();
    imported(&crew, 1, FILE, &options).await;
    crew.desk.reset_calls();
    imported(&crew, 2, FILE, &options).await;
    assert!(!crew.desk.calls().contains_key("connect.DescribeUser"));
    assert!(
        !crew
            .desk
            .calls()
            .contains_key("connect.ListUserProficiencies")
    );
    let (ports, instance) = (crew.ports().await, crew.instance().await);
    let mut identity = crew.user("ada").await.identity;
    identity.email = Some("elsewhere@example.com".to_owned());
    let id = crew.user("ada").await.id;
    let change = connect_resources::user::UserChange::Identity(identity);
    ports.user.update(&instance, &id, &change).await.unwrap();
    rest(&crew).await;
    let found = imported(&crew, 3, FILE, &options).await;
    assert_eq!(found.report.summary.tally.aspects["identity"], 1);
    let welsh = connect_resources::user::ProficiencyRecord {
        attribute: "Language".to_owned(),
        value: "Welsh".to_owned(),
        level: 1,
    };
    ports
        .user
        .change_proficiencies(&instance, &id, &[welsh])
        .await
        .unwrap();
    rest(&crew).await;
    let blind = imported(&crew, 4, FILE, &options).await;
    assert_eq!(blind.report.summary.tally.of(Outcome::Unchanged), 3);
    assert_eq!(blind.report.summary.unsure, 1);
    let verifying = ImportOptions {
        verify: true,
        ..options
    };
    let found = imported(&crew, 5, FILE, &verifying).await;
    assert_eq!(found.report.summary.tally.aspects["proficiencies"], 1);
}
