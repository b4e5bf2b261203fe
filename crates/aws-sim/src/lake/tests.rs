use std::collections::{BTreeMap, BTreeSet};

use super::*;

const NOW: i64 = 1_790_000_000_000;

const EXTENT: Extent = Extent {
    contacts_per_day: 60,
    days: 2,
    now: NOW,
};

fn center() -> Center {
    Center {
        seed: 7,
        account: "111111111111".to_owned(),
        region: "eu-west-2".to_owned(),
        instance_id: "i-1".to_owned(),
        instance_arn: "arn:aws:connect:eu-west-2:111111111111:instance/i-1".to_owned(),
        agents: Vec::new(),
        queues: Vec::new(),
        routing_profiles: Vec::new(),
        hierarchy_groups: vec![Named {
            id: "g-1".to_owned(),
            name: "North".to_owned(),
        }],
        flows: Vec::new(),
    }
    .peopled()
}

/// All rows of a table, as the texts of some of its columns.
fn rows(center: &Center, extent: Extent, name: &str, columns: &[&str]) -> Vec<Vec<Value>> {
    let table = table(name).unwrap();
    let columns: Vec<Column> = columns.iter().map(|c| *table.column(c).unwrap()).collect();
    let pieces = extent.days().flat_map(|day| extent.pieces(table, day));
    let mut rows = Vec::new();
    for piece in pieces {
        let (count, cells) = cells(center, extent, table, &piece, &columns);
        rows.extend((0..count).map(|n| cells.iter().map(|cells| cells[n].clone()).collect()));
    }
    rows
}

fn fits(kind: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(_) => kind == "string",
        Value::Whole(_) => ["bigint", "int", "double", "float"].contains(&kind),
        Value::Real(_) => ["double", "float"].contains(&kind),
        Value::Flag(_) => kind == "boolean",
        Value::Moment(_) => kind == "timestamp",
        Value::Texts(_) => kind == "array<string>",
        Value::Pairs(_) => kind == "map<string,string>",
    }
}

#[test]
fn every_cell_has_the_type_of_its_column() {
    let center = center();
    for table in tables() {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let rows = rows(&center, EXTENT, table.name, &names);
        assert!(!rows.is_empty(), "{} has rows", table.name);
        for (n, column) in table.columns.iter().enumerate() {
            let stray = rows.iter().find(|row| !fits(column.kind, &row[n]));
            assert_eq!(
                stray.map(|row| &row[n]),
                None,
                "{}.{}",
                table.name,
                column.name
            );
        }
        for required in ["instance_id", "data_lake_last_processed_timestamp"] {
            let at = names.iter().position(|name| *name == required).unwrap();
            assert!(
                rows.iter().all(|row| row[at] != Value::Null),
                "{}",
                table.name
            );
        }
    }
}

#[test]
fn equal_seeds_make_equal_rows_and_others_do_not() {
    let other = Center {
        seed: 8,
        ..center()
    };
    let ids = |center: &Center| rows(center, EXTENT, "contact_record", &["contact_id"]);
    assert_eq!(ids(&center()), ids(&center()));
    assert_ne!(ids(&center()), ids(&other));
}

#[test]
fn a_contact_of_one_table_is_in_contact_record() {
    let center = center();
    let ids = |name: &str| -> BTreeSet<String> {
        let rows = rows(&center, EXTENT, name, &["contact_id"]);
        let known = rows.iter().filter(|row| row[0] != Value::Null);
        known.map(|row| format!("{:?}", row[0])).collect()
    };
    let all = ids("contact_record");
    assert_eq!(all, ids("contact_statistic_record"));
    for table in tables().iter().filter(|t| t.column("contact_id").is_some()) {
        assert!(ids(table.name).is_subset(&all), "{}", table.name);
    }
}

#[test]
fn agents_have_handled_what_contacts_say_they_have() {
    let center = center();
    let columns = ["agent_id", "handle_time_ms", "is_handled"];
    let mut spent: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows(&center, EXTENT, "contact_statistic_record", &columns) {
        if let (Value::Text(agent), Value::Whole(length)) = (&row[0], &row[1]) {
            assert_eq!(row[2], Value::Whole(1));
            *spent.entry(agent.clone()).or_default() += length;
        }
    }
    let mut recorded: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows(
        &center,
        EXTENT,
        "agent_queue_statistic_record",
        &["user_id", "handle_time"],
    ) {
        if let (Value::Text(agent), Value::Whole(length)) = (&row[0], &row[1]) {
            *recorded.entry(agent.clone()).or_default() += length;
        }
    }
    assert!(!spent.is_empty());
    assert_eq!(spent, recorded);
}

#[test]
fn nothing_is_there_before_it_was_processed() {
    let columns = ["disconnect_timestamp", "data_lake_last_processed_timestamp"];
    for row in rows(&center(), EXTENT, "contact_record", &columns) {
        let [Value::Moment(left), Value::Moment(processed)] = row[..] else {
            panic!("moments: {row:?}");
        };
        assert!(left < processed && processed <= NOW);
    }
}

#[test]
fn a_day_can_have_a_million_contacts_in_pieces() {
    let extent = Extent {
        contacts_per_day: 1_000_000,
        ..EXTENT
    };
    let table = table("contact_record").unwrap();
    let day = extent.days().start;
    let last = extent.pieces(table, day).last().unwrap();
    assert_eq!(extent.pieces(table, day).count(), 489);
    let columns = [*table.column("contact_id").unwrap()];
    assert_eq!(cells(&center(), extent, table, &last, &columns).0, 576);
}
