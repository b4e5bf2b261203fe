//! A process that dies before or after every write of its journal and every call, and is started
//! again.

use std::time::Duration;

use aws_sim::{Rate, Settings, Settle};
use reconcile::{Ended, MemoryJournal};
use serde_json::Value;
use system_tests::{Desk, Guillotine, MortalJournal, spec};

const CENTER: &str = include_str!("specs/updates.yaml");

fn settings() -> Settings {
    Settings {
        rate: Rate::None,
        settle: Settle::Fast,
        // A process that starts again at once does not see yet what the last one made.
        lag: Duration::from_secs(3),
        search_lag: Duration::from_secs(2),
        ..Settings::default()
    }
}

/// A world after a crash and a second run of the same job.
struct Aftermath {
    desk: Desk,
    /// Whether the first run died.
    died: bool,
    /// How the second ended, with its setbacks; `None` if it could not even begin.
    second: Option<(Ended, String)>,
}

impl Aftermath {
    fn is_done(&self) -> bool {
        matches!(self.second, Some((Ended::Done, _)))
    }
}

/// Dies at moment `n`, then runs again with the same job.
async fn crash_and_resume(n: usize, intents: bool) -> Aftermath {
    let (desk, center) = (Desk::new(settings()), spec(CENTER));
    let inner = MemoryJournal::default();
    let guillotine = Guillotine::falling_at(n);
    let journal = |guillotine| MortalJournal {
        inner: &inner,
        guillotine,
        records_intents: intents,
    };
    let way = guillotine.around(desk.simulator.http_client());
    let ports = desk.ports_through(way).await;
    // How the dying run ends says nothing: the process is gone.
    let _ = desk
        .apply_through(1, &center, &ports, &journal(guillotine.clone()))
        .await;
    let ports = desk.ports().await;
    let second = desk
        .apply_through(1, &center, &ports, &journal(Guillotine::counting()))
        .await;
    let second = second.ok().map(|report| {
        let setbacks: Vec<_> = report.run.setbacks().collect();
        (report.run.ended, format!("{setbacks:#?}"))
    });
    Aftermath {
        desk,
        died: guillotine.has_fallen(),
        second,
    }
}

/// How many moments an uninterrupted run has.
async fn moments() -> usize {
    let (desk, center) = (Desk::new(settings()), spec(CENTER));
    let (inner, guillotine) = (MemoryJournal::default(), Guillotine::counting());
    let ports = desk
        .ports_through(guillotine.around(desk.simulator.http_client()))
        .await;
    let journal = MortalJournal {
        inner: &inner,
        guillotine: guillotine.clone(),
        records_intents: true,
    };
    let report = desk
        .apply_through(1, &center, &ports, &journal)
        .await
        .unwrap();
    assert_eq!(report.run.ended, Ended::Done);
    guillotine.moments()
}

/// Numbers that are claimed: the one kind of thing that no name keeps from being made twice.
fn numbers(desk: &Desk) -> usize {
    let mut found = 0;
    count_numbers(&desk.state(), &mut found);
    found
}

fn count_numbers(value: &Value, found: &mut usize) {
    match value {
        Value::Object(members) => {
            let is_number = members
                .get("arn")
                .and_then(Value::as_str)
                .is_some_and(|arn| arn.contains(":phone-number/"));
            *found += usize::from(is_number);
            members
                .values()
                .for_each(|member| count_numbers(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| count_numbers(item, found)),
        _ => {}
    }
}

#[tokio::test(start_paused = true)]
async fn a_crash_at_any_moment_loses_nothing_and_doubles_nothing() {
    let center = spec(CENTER);
    let moments = moments().await;
    assert!(moments > 150, "{moments} moments");
    let mut died = 0;
    for n in 1..=moments {
        let after = crash_and_resume(n, true).await;
        died += usize::from(after.died);
        assert!(after.is_done(), "moment {n}: {:?}", after.second);
        after.desk.clock.sleep(Duration::from_secs(10)).await;
        let plan = after.desk.plan(&center).await.unwrap();
        assert!(plan.is_empty(), "moment {n}: {plan}");
        assert_eq!(numbers(&after.desk), 1, "moment {n}");
    }
    assert_eq!(died, moments, "every moment was hit");
}

#[tokio::test(start_paused = true)]
async fn without_the_intent_record_the_suite_sees_it() {
    let moments = moments().await;
    let mut seen = 0;
    for n in 1..=moments {
        let after = crash_and_resume(n, false).await;
        let is_whole = after.is_done() && numbers(&after.desk) == 1;
        seen += usize::from(!is_whole);
    }
    assert!(seen > 0, "the check cannot see a missing intent");
}
