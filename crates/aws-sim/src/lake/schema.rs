//! The tables and their columns.

use std::sync::LazyLock;

/// One table.
#[derive(Debug)]
pub(crate) struct Table {
    /// Also the id of its data set.
    pub(crate) name: &'static str,
    /// The column whose day the files of the table are apart by: a predicate on it spares reading.
    pub(crate) partition: Option<&'static str>,
    pub(crate) columns: Vec<Column>,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// As the catalog writes it: `string`, `array<string>`, `struct<a:int,b:string>`.
    pub(crate) kind: &'static str,
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| read(include_str!("tables.table")));

/// All tables, by name.
pub(crate) fn tables() -> &'static [Table] {
    &TABLES
}

/// The table with this name.
pub(crate) fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

fn read(text: &'static str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let name = words
            .next()
            .expect("a line of the tables begins with a name");
        match tables.last_mut() {
            Some(table) if line.starts_with(' ') => table.columns.push(Column {
                name,
                kind: words.next().expect("a column has a type"),
            }),
            _ => tables.push(Table {
                name,
                partition: words.next(),
                columns: Vec::new(),
            }),
        }
    }
    tables
}

// === impl Table ===

#[cfg(test)]
impl Table {
    /// The column with this name.
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_its_partition_among_its_columns() {
        assert_eq!(tables().len(), 45);
        for table in tables() {
            assert!(table.column("instance_id").is_some(), "{}", table.name);
            if let Some(partition) = table.partition {
                assert_eq!(table.column(partition).map(|c| c.kind), Some("timestamp"));
            }
        }
    }

    #[test]
    fn a_statistic_record_has_the_columns_of_the_catalog() {
        let table = table("agent_statistic_record").unwrap();
        assert_eq!(table.columns.len(), 69);
        assert_eq!(table.columns[67].name, "custom_state_time_50");
        assert_eq!(table.columns[67].kind, "bigint");
    }
}
