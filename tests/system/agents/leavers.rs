//! Who is no longer in the file.

use connect_agents::{Error, ImportOptions, Leavers, Outcome, Share};
use connect_model::{Name, SecurityProfileName};
use system_tests::Crew;

use super::{FILE, imported, rest, settings};

fn without(username: &str) -> String {
    let start = format!("{username},");
    let lines = FILE.lines().filter(|line| !line.starts_with(&start));
    let lines: Vec<&str> = lines.collect();
    lines.join("\n") + "\n"
}

fn options(leavers: Leavers) -> ImportOptions {
    ImportOptions {
        leavers,
        leavers_max: Share(40),
        ..ImportOptions::default()
    }
}

fn disabling() -> ImportOptions {
    options(Leavers::Disable {
        routing_profile: Some(Name::new("Leavers").unwrap()),
        security_profile: Some(SecurityProfileName::new("Nobody").unwrap()),
    })
}

#[tokio::test(start_paused = true)]
async fn who_leaves_stays_unless_it_is_said_otherwise() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &ImportOptions::default()).await;
    crew.desk.reset_calls();
    let kept = imported(&crew, 2, &without("bob"), &ImportOptions::default()).await;
    assert_eq!(kept.report.summary.kept, 1);
    assert!(crew.desk.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_leaver_is_disabled_once_and_comes_back() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &disabling()).await;
    let gone = without("bob");
    let left = imported(&crew, 2, &gone, &disabling()).await;
    let last = left.rows.last().unwrap();
    assert_eq!((last.line, last.outcome), (None, Outcome::Disabled));
    assert!(crew.directory.all().iter().any(|entry| entry.is_disabled));
    crew.desk.reset_calls();
    let again = imported(&crew, 3, &gone, &disabling()).await;
    assert_eq!(again.report.summary.kept, 1);
    assert!(crew.desk.writes().is_empty(), "{:?}", crew.desk.writes());
    let back = imported(&crew, 4, FILE, &disabling()).await;
    assert_eq!(back.report.summary.tally.aspects["routing-profile"], 1);
    assert_eq!(back.report.summary.tally.aspects["security-profiles"], 1);
    assert!(crew.directory.all().iter().all(|entry| !entry.is_disabled));
}

#[tokio::test(start_paused = true)]
async fn a_leaver_is_deleted_with_the_secret_and_may_come_again() {
    let crew = Crew::new(settings()).await;
    let deleting = options(Leavers::Delete);
    imported(&crew, 1, FILE, &deleting).await;
    let left = imported(&crew, 2, &without("bob"), &deleting).await;
    assert_eq!(left.report.summary.tally.of(Outcome::Deleted), 1);
    assert_eq!(crew.users().await.len(), 2);
    assert_eq!(crew.secrets().await.len(), 2);
    assert_eq!(crew.directory.all().len(), 2);
    imported(&crew, 3, FILE, &deleting).await;
    assert_eq!(crew.secrets().await.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn nobody_leaves_who_is_not_of_the_directory() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &ImportOptions::default()).await;
    let hr = ImportOptions {
        directory: connect_model::DirectoryName::new("hr").unwrap(),
        ..options(Leavers::Delete)
    };
    let other = FILE.lines().next().unwrap().to_owned()
        + "\ndora,Dora,D,dora@example.com,,Advisers,Agent,,,,,,,,,\n";
    imported(&crew, 2, &other, &hr).await;
    assert_eq!(crew.users().await.len(), 4);
}

#[tokio::test(start_paused = true)]
async fn more_leave_than_may_and_nothing_is_done_at_all() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &ImportOptions::default()).await;
    let careful = ImportOptions {
        leavers: Leavers::Delete,
        ..ImportOptions::default()
    };
    crew.desk.reset_calls();
    let text = without("bob").replace("Lovelace", "King");
    let refused = crew.import(2, &text, &careful).await.unwrap_err();
    let Error::Findings(findings) = refused else {
        panic!("{refused}")
    };
    assert_eq!(findings[0].rule, "too-many-leavers");
    assert!(crew.desk.writes().is_empty());
    let (draft, _) = crew.draft(&text, &careful).await.unwrap();
    assert_eq!(draft.summary.findings[0].rule, "too-many-leavers");
    assert_eq!(draft.summary.tally.of(Outcome::Deleted), 1);
}

/// A row that is wrong still names its agent; one that cannot be read may name anybody.
#[tokio::test(start_paused = true)]
async fn a_row_that_is_wrong_makes_nobody_a_leaver() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &ImportOptions::default()).await;
    let deleting = options(Leavers::Delete);
    let wrong = FILE.replace("bob@example.com", "nonsense");
    let result = crew.import(2, &wrong, &deleting).await.unwrap();
    assert_eq!(result.rows.len(), 3);
    rest(&crew).await;
    let torn = FILE.replace("bob,Bob,Noyce,", "bob,");
    let result = crew.import(3, &torn, &deleting).await.unwrap();
    assert_eq!(result.report.summary.findings[0].rule, "leavers-unknown");
    assert_eq!(result.report.summary.kept, 1);
    assert_eq!(crew.users().await.len(), 3);
}

/// A refused new login must not cost the old one.
#[tokio::test(start_paused = true)]
async fn who_has_a_new_login_is_no_leaver_unless_that_is_meant() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &ImportOptions::default()).await;
    let text = FILE.replace("\nada,Ada", "\nada.king,Ada");
    let result = crew
        .import(2, &text, &options(Leavers::Delete))
        .await
        .unwrap();
    assert_eq!(result.rows.len(), 3);
    assert_eq!(crew.users().await.len(), 3);
    rest(&crew).await;
    let meant = ImportOptions {
        renames: connect_agents::Renames::MakeNew,
        ..options(Leavers::Delete)
    };
    imported(&crew, 3, &text, &meant).await;
    let users: Vec<_> = crew
        .users()
        .await
        .into_iter()
        .map(|named| named.name)
        .collect();
    assert_eq!(users, ["ada.king", "bob", "carol"]);
    assert_eq!(crew.secrets().await.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn profiles_for_leavers_have_to_be_there() {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, FILE, &ImportOptions::default()).await;
    for leavers in [
        Leavers::Disable {
            routing_profile: None,
            security_profile: None,
        },
        Leavers::Disable {
            routing_profile: Some(Name::new("Nowhere").unwrap()),
            security_profile: None,
        },
    ] {
        let refused = crew
            .import(2, &without("bob"), &options(leavers))
            .await
            .unwrap_err();
        let Error::Findings(findings) = refused else {
            panic!("{refused}")
        };
        assert_eq!(findings[0].rule, "unfit-leavers");
    }
}
