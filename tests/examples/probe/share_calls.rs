//! What a share asks of AWS: made, and looked at again.

use aws_sim::{Quotas, Rate, Settings, Settle};
use serde_json::{Value, json};
use system_tests::lakeside::{Lakeside, share_of};

use crate::stopwatch::Stopwatch;

/// What Terraform's configuration of the same work has, but for the database link, which is measured by
/// itself: a key, a tag of Lake Formation, a bucket, a workgroup, a role and a schedule.
const PARTS: &str = "results: { create_kms_key: true }\n\
    lake_formation: { tags: { department: Connect } }\n\
    exports: [{ name: contacts, data_set: contact_record, schedule: 'cron(0 2 * * ? *)' }]\n";

/// The calls of an ensure of so many data sets and of a second one, with a table for each and with a
/// database that leads to all of them; and how long the first took in virtual time.
pub(crate) async fn calls(data_sets: usize) -> Value {
    let watch = Stopwatch::start();
    let tables = Asked::of(data_sets, "").await;
    let database = Asked::of(data_sets, "catalog: { whole_database: true }\n").await;
    let mut answer = watch.taken();
    answer["tables"] =
        json!({ "first": tables.first, "again": tables.again, "virtual_s": tables.virtual_s });
    answer["database"] = json!({ "first": database.first, "again": database.again });
    answer
}

struct Asked {
    first: u64,
    again: u64,
    virtual_s: f64,
}

// === impl Asked ===

impl Asked {
    async fn of(data_sets: usize, more: &str) -> Self {
        let lakeside = Lakeside::by_role(Settings {
            rate: Rate::None,
            quotas: Quotas::None,
            settle: Settle::Real,
            ..Settings::default()
        })
        .await;
        let offered = lakeside.offered().await;
        let names: Vec<&str> = offered.iter().map(String::as_str).collect();
        let mut chosen = vec!["contact_record"];
        chosen.extend(names.iter().filter(|it| **it != "contact_record"));
        let share = share_of(&chosen[..data_sets], &format!("{PARTS}{more}"));
        lakeside.desk.reset_calls();
        let began = lakeside.desk.clock.now();
        lakeside.ensured(1, &share).await;
        let took = lakeside.desk.clock.now().duration_since(began);
        let first = lakeside.calls();
        lakeside.desk.reset_calls();
        let again = lakeside.ensured(2, &share).await;
        assert_eq!(again.changes(), 0);
        Self {
            first,
            again: lakeside.calls(),
            virtual_s: took.unwrap_or_default().as_secs_f64(),
        }
    }
}
