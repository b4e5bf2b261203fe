//! Imports that die, and are begun again.

use std::fmt::Write as _;

use aws_sim::{Quotas, Settings};
use connect_agents::{ImportOptions, Leavers, Outcome, Share};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use reconcile::MemoryJournal;
use system_tests::{
    Crew, Imported,
    reliability::{Guillotine, MortalJournal},
};

use super::{FILE, imported, rest, settings};

fn options() -> ImportOptions {
    ImportOptions {
        make_groups: true,
        leavers: Leavers::Delete,
        leavers_max: Share(100),
        ..ImportOptions::default()
    }
}

/// Somebody who leaves, somebody who changes, two who are new and groups that are.
fn files() -> (String, String) {
    let lines: Vec<&str> = FILE.lines().collect();
    let before = format!(
        "{}\n{}\n{}\n",
        lines[0], lines[2], "dora,Dora,D,dora@example.com,,Advisers,Agent,,,,,,,,,"
    );
    let after = FILE
        .replace("Care/Late", "Sales/Field")
        .replace("bob@example.com,,Advisers", "bob@example.com,,Leavers");
    (before, after)
}

async fn world() -> Crew {
    let crew = Crew::new(settings()).await;
    imported(&crew, 1, &files().0, &options()).await;
    crew
}

/// A life of an import, until it is over or the guillotine falls.
async fn live(crew: &Crew, text: &str, journal: &MemoryJournal, guillotine: &Guillotine) {
    let way = guillotine.around(crew.desk.simulator.http_client());
    let mortal = MortalJournal {
        inner: journal,
        guillotine: guillotine.clone(),
        records_intents: true,
    };
    let options = options();
    let work = Box::pin(crew.import_through(2, text, &options, &mortal, way));
    let _ = guillotine.until_death(work).await;
}

/// The last life, which nothing cuts short. A process that comes up again has forgotten what is in memory alone.
async fn last(crew: &Crew, text: &str, journal: &MemoryJournal) -> Imported {
    let (way, options) = (crew.desk.simulator.http_client(), options());
    let last = Box::pin(crew.import_through(2, text, &options, journal, way));
    last.await.unwrap()
}

/// The logins that there are.
async fn logins(crew: &Crew) -> Vec<String> {
    let users = crew.users().await.into_iter();
    users.map(|named| named.name).collect()
}

/// A row for each number.
fn crowd(count: usize) -> String {
    let mut text =
        "username,first_name,last_name,email,routing_profile,security_profiles\n".to_owned();
    for n in 0..count {
        writeln!(text, "a{n:04},Ada,Agent,a{n:04}@example.com,Advisers,Agent").unwrap();
    }
    text
}

/// Nobody twice, nobody without a secret, no secret without a user, and no other password than it holds.
async fn is_whole(crew: &Crew, count: usize, place: &str) {
    let wanted: Vec<String> = (0..count).map(|n| format!("a{n:04}")).collect();
    assert_eq!(logins(crew).await, wanted, "{place}");
    let secrets = wanted
        .iter()
        .map(|name| format!("trunkline/people/agents/{name}"));
    assert_eq!(crew.secrets().await, secrets.collect::<Vec<_>>(), "{place}");
    assert_eq!(crew.amiss().await, [""; 0], "{place}");
}

#[tokio::test(start_paused = true)]
async fn an_import_that_dies_at_any_moment_leaves_no_twin_and_no_orphan() {
    let after = files().1;
    let (crew, journal, counting) = (
        world().await,
        MemoryJournal::default(),
        Guillotine::counting(),
    );
    live(&crew, &after, &journal, &counting).await;
    let moments = counting.moments();
    assert!(moments > 50, "{moments}");
    for n in 1..=moments {
        let (crew, journal) = (world().await, MemoryJournal::default());
        let guillotine = Guillotine::falling_at(n);
        live(&crew, &after, &journal, &guillotine).await;
        assert!(guillotine.has_fallen());
        let last = last(&crew, &after, &journal).await;
        let place = format!(
            "moment {n}, {:?}\n{}",
            guillotine.passed().last(),
            last.csv()
        );
        let outcomes: Vec<_> = last.rows.iter().map(|row| row.outcome).collect();
        let wanted = [
            Outcome::Created,
            Outcome::Updated,
            Outcome::Created,
            Outcome::Deleted,
        ];
        assert_eq!(outcomes, wanted, "{place}");
        assert_eq!(logins(&crew).await, ["ada", "bob", "carol"], "{place}");
        let secrets = ["ada", "bob", "carol"].map(|name| format!("trunkline/people/agents/{name}"));
        assert_eq!(crew.secrets().await, secrets, "{place}");
        // Of who was deleted nothing is left.
        assert_eq!(crew.amiss().await, ["dora"], "{place}");
        rest(&crew).await;
        crew.desk.reset_calls();
        let again = imported(&crew, 3, &after, &options()).await;
        let writes = crew.desk.writes();
        assert!(writes.is_empty(), "{place}{writes:?}\n{}", again.csv());
    }
}

#[tokio::test(start_paused = true)]
async fn fifty_rows_that_die_at_a_moment_come_to_the_same_end() {
    fifty_rows_die_at_each(23).await;
}

#[tokio::test(start_paused = true)]
#[ignore = "takes minutes: every moment there is, of which the test before takes one in 23"]
async fn fifty_rows_that_die_at_any_moment_come_to_the_same_end() {
    fifty_rows_die_at_each(1).await;
}

async fn fifty_rows_die_at_each(step: usize) {
    let text = crowd(50);
    let (crew, journal, counting) = (
        Crew::new(settings()).await,
        MemoryJournal::default(),
        Guillotine::counting(),
    );
    live(&crew, &text, &journal, &counting).await;
    is_whole(&crew, 50, "no death").await;
    for n in (1..=counting.moments()).step_by(step) {
        let crew = Crew::new(settings()).await;
        let (journal, guillotine) = (MemoryJournal::default(), Guillotine::falling_at(n));
        live(&crew, &text, &journal, &guillotine).await;
        assert!(guillotine.has_fallen());
        let last = last(&crew, &text, &journal).await;
        let place = format!("moment {n}, {:?}", guillotine.passed().last());
        assert_eq!(
            last.report.summary.tally.of(Outcome::Created),
            50,
            "{place}"
        );
        is_whole(&crew, 50, &place).await;
    }
}

#[tokio::test(start_paused = true)]
async fn two_thousand_rows_that_are_killed_a_hundred_times_come_to_the_same_end() {
    let settings = Settings {
        quotas: Quotas::None,
        ..settings()
    };
    let (crew, journal, text) = (
        Crew::new(settings).await,
        MemoryJournal::default(),
        crowd(2_000),
    );
    let mut random = StdRng::seed_from_u64(2_000);
    for kill in 0..100 {
        // A life that gets to work makes some eighty moments for twenty rows.
        let guillotine = Guillotine::falling_at(random.random_range(1..=120));
        live(&crew, &text, &journal, &guillotine).await;
        assert!(guillotine.has_fallen(), "kill {kill} came too late");
        // Now and then it takes a while until somebody starts it again.
        if random.random_bool(0.7) {
            rest(&crew).await;
        }
    }
    let last = last(&crew, &text, &journal).await;
    assert_eq!(last.report.summary.tally.of(Outcome::Created), 2_000);
    is_whole(&crew, 2_000, "a hundred kills").await;
}
