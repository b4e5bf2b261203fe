//! One suite over the contract of a store, run on every store there is.

mod agents;
mod alerts;
mod arrivals;
mod bundles;
mod claims;
mod journal;
mod memories;
mod petitions;
mod plans;
mod postgres;
mod requests;
mod schedules;

use std::sync::{Arc, Mutex};

use connect_agents::testing::every;
use controld::{
    jobs::StoreDirectory,
    store::{Sqlite, Store},
};
use tempfile::TempDir;

/// Runs each function of the suite as a test of its own on a fresh SQLite file.
macro_rules! on_sqlite {
    ($($module:ident :: $test:ident),+ $(,)?) => {$(
        #[tokio::test]
        async fn $test() {
            let (store, _folder) = sqlite().await;
            super::$module::$test(&store).await;
        }
    )+};
}

/// A fresh store in a folder that goes when it is dropped.
pub(crate) async fn sqlite() -> (Sqlite, TempDir) {
    crate::rpc::telemetry::install();
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("store.db")).await.unwrap();
    (store, folder)
}

mod on_sqlite {
    use super::sqlite;

    on_sqlite! {
        agents::what_was_remembered_last_is_recalled_of_each_directory,
        agents::a_date_moves_and_nothing_else_does,
        agents::agents_are_listed_by_what_is_asked_in_the_order_of_their_logins,
        alerts::an_alert_is_raised_once_and_told_again_when_it_is_over,
        alerts::what_was_not_looked_at_is_not_over,
        alerts::exports_and_looks_that_fail_end_nothing_but_their_own,
        alerts::a_share_that_nobody_looks_after_has_no_alerts,
        arrivals::a_version_arrives_once_for_each_watch,
        arrivals::the_end_of_a_job_is_the_end_of_what_arrived,
        bundles::a_bundle_is_found_by_what_it_says_and_goes_with_its_documents,
        claims::a_lock_is_first_come_first_served_and_nobody_starves,
        claims::readers_never_wait_and_writers_do_not_take_their_place,
        claims::a_lease_that_is_over_is_taken_with_a_higher_fence,
        claims::a_lock_that_is_let_go_of_lets_others_in_and_is_wanted_back,
        claims::a_take_over_frees_every_job_and_names_it,
        claims::what_is_old_and_at_rest_is_swept_with_all_that_belongs_to_it,
        journal::events_are_numbered_without_gaps_and_tell_each_change_once,
        journal::a_new_plan_counts_anew_and_forgets_nothing,
        journal::a_late_write_is_refused_whole,
        journal::what_a_job_calls_adds_up_over_its_runs,
        petitions::a_queued_job_is_cancelled_at_once_and_a_running_one_is_asked,
        petitions::a_retry_goes_behind_all_others,
        petitions::decisions_are_taken_step_by_step,
        petitions::a_refused_request_leaves_its_name_free,
        plans::a_plan_is_kept_with_the_end_of_its_job_and_is_read_as_it_was,
        plans::plans_are_listed_by_what_is_asked_newest_first,
        plans::an_approval_is_asked_once_and_a_refused_one_leaves_its_name_free,
        plans::a_plan_is_applied_while_it_lives_and_by_one_job,
        plans::a_stale_plan_says_why_and_stays_so,
        plans::a_plan_keeps_its_documents_and_goes_after_its_job,
        requests::a_request_makes_one_job_however_often_it_comes,
        requests::of_many_at_once_exactly_one_is_fresh,
        requests::another_body_under_a_known_name_is_refused,
        requests::jobs_are_listed_by_what_is_asked_newest_first,
        requests::documents_stay_as_long_as_a_job_uses_them,
        schedules::a_timetable_takes_the_place_of_what_was_before,
        schedules::a_time_makes_one_job_whoever_comes_and_however_often,
        schedules::of_times_that_were_missed_the_latest_makes_a_job,
        schedules::nothing_is_started_while_the_job_before_is_unfinished,
        schedules::what_cannot_be_started_is_told_and_does_not_come_again,
        schedules::documents_stay_as_long_as_a_schedule_needs_them,
    }
}

#[tokio::test]
async fn the_agent_directory_keeps_its_contract() {
    let folders = Mutex::new(Vec::new());
    let fresh = async || {
        let (store, folder) = sqlite().await;
        folders.lock().unwrap().push(folder);
        StoreDirectory::new(Arc::new(store), agents::place("hr"))
    };
    every(fresh).await;
}

#[tokio::test]
async fn a_file_is_read_again_with_all_that_was_acknowledged() {
    let (store, folder) = sqlite().await;
    requests::a_request_makes_one_job_however_often_it_comes(&store).await;
    let before = store.jobs_all().await;
    store.close().await;
    let store = Sqlite::open(&folder.path().join("store.db")).await.unwrap();
    assert_eq!(store.jobs_all().await, before);
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_refused() {
    let (store, folder) = sqlite().await;
    store.close().await;
    let path = folder.path().join("store.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut db = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::query("PRAGMA user_version = 99")
        .execute(&mut db)
        .await
        .unwrap();
    sqlx::Connection::close(db).await.unwrap();
    let error = Sqlite::open(&path).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the store's form 99, made by a newer version, cannot be read"
    );
}

/// Comfort for tests over any store.
pub(crate) trait StoreExt: Store {
    /// Every job, newest first.
    async fn jobs_all(&self) -> Vec<controld::jobs::Job> {
        let query = controld::store::JobQuery {
            limit: 1000,
            ..Default::default()
        };
        self.jobs(query).await.unwrap()
    }

    /// What happened to a job, in short words.
    async fn told(&self, id: controld::jobs::JobId) -> Vec<String> {
        let events = self.events(id, 0, 1000).await.unwrap();
        for (n, event) in events.iter().enumerate() {
            assert_eq!(event.number, i64::try_from(n).unwrap() + 1, "no gaps");
        }
        events.iter().map(|event| words(&event.what)).collect()
    }
}

impl<S: Store> StoreExt for S {}

fn words(what: &controld::jobs::Happening) -> String {
    use controld::jobs::Happening as H;
    match what {
        H::State { state, .. } => state.word().to_owned(),
        H::Planned { steps } => format!("planned {steps}"),
        H::Started { step, generation } => format!("started {step} {generation}"),
        H::Done { step } => format!("done {step}"),
        H::Failed { step, .. } => format!("failed {step}"),
        H::Repeating { step, attempt, .. } => format!("repeating {step} {attempt}"),
        H::Waiting { step, .. } => format!("waiting {step}"),
        H::Blocked { by } => format!("blocked by {}", by.len()),
        H::Note { text } => format!("note {text}"),
        H::Asked { action, .. } => format!("asked {action}"),
    }
}
