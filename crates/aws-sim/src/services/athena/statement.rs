//! Statements by their first words: what they are, and those that only look at or change the
//! catalog.

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Statement {
    /// One for the engine: `SELECT`, `EXPLAIN`, `UNLOAD`.
    Query(String),
    ShowDatabases,
    ShowTables {
        database: Option<String>,
        pattern: Option<String>,
    },
    ShowColumns {
        database: Option<String>,
        table: String,
    },
    Describe {
        database: Option<String>,
        table: String,
    },
    CreateDatabase {
        name: String,
        if_not_exists: bool,
        comment: Option<String>,
        location: Option<String>,
    },
    DropDatabase {
        name: String,
        if_exists: bool,
        cascade: bool,
    },
    CreateTable {
        database: Option<String>,
        table: String,
        if_not_exists: bool,
        /// Names and types.
        columns: Vec<(String, String)>,
        location: String,
    },
    DropTable {
        database: Option<String>,
        table: String,
        if_exists: bool,
    },
    Prepare {
        name: String,
        statement: String,
    },
    Execute {
        name: String,
        parameters: Vec<String>,
    },
    Deallocate {
        name: String,
    },
}

/// `DML`, `DDL` or `UTILITY`, and a narrower word.
pub(super) type Kind = (&'static str, &'static str);

/// Reads the statement that `text` is. What no simulated statement begins like is refused in
/// Athena's words.
pub(super) fn read(text: &str) -> Result<(Statement, Kind), String> {
    let mut words = Words::of(text);
    let first = words.next().unwrap_or_default().to_uppercase();
    let read = match first.as_str() {
        "SELECT" | "WITH" | "VALUES" | "(" => Some((query(text), ("DML", "SELECT"))),
        "UNLOAD" => Some((query(text), ("DML", "UNLOAD"))),
        "EXPLAIN" => Some((query(text), ("UTILITY", "EXPLAIN"))),
        "SHOW" => show(&mut words),
        "DESCRIBE" | "DESC" => describe(&mut words),
        "CREATE" => create(&mut words),
        "DROP" => drop(&mut words),
        "PREPARE" | "EXECUTE" | "DEALLOCATE" => prepared(&first, text, &mut words),
        "" => return Err("Query is empty".to_owned()),
        word if WORDS.contains(&word) => None,
        _ => {
            let word = Words::of(text).next().unwrap_or_default();
            return Err(format!(
                "line 1:1: mismatched input '{word}'. Expecting: 'ALTER', 'ANALYZE', 'CREATE', 'DESCRIBE', 'DROP', 'EXECUTE', 'EXPLAIN', 'PREPARE', 'SHOW', 'UNLOAD', 'WITH', <query>"
            ));
        }
    };
    read.ok_or_else(|| "Queries of this type are not supported".to_owned())
}

/// First words of statements that Athena has and the simulator has not.
const WORDS: &[&str] = &[
    "ALTER", "ANALYZE", "DELETE", "INSERT", "MERGE", "MSCK", "OPTIMIZE", "UPDATE", "VACUUM",
];

fn query(text: &str) -> Statement {
    Statement::Query(text.to_owned())
}

fn show(words: &mut Words<'_>) -> Option<(Statement, Kind)> {
    let what = words.upper()?;
    let statement = match what.as_str() {
        "DATABASES" | "SCHEMAS" => Statement::ShowDatabases,
        "TABLES" => {
            let mut next = words.next();
            let within = next
                .as_deref()
                .is_some_and(|word| ["IN", "FROM"].iter().any(|w| w.eq_ignore_ascii_case(word)));
            let database = if within { words.next() } else { None };
            if within {
                next = words.next();
            }
            Statement::ShowTables {
                database,
                pattern: next,
            }
        }
        "COLUMNS" => {
            words.next()?;
            let (database, table) = words.name()?;
            let database = match words.next() {
                Some(_) => words.next(),
                None => database,
            };
            Statement::ShowColumns { database, table }
        }
        _ => return None,
    };
    let narrow = match statement {
        Statement::ShowDatabases => "SHOW_DATABASES",
        Statement::ShowTables { .. } => "SHOW_TABLES",
        _ => "SHOW_COLUMNS",
    };
    Some((statement, ("UTILITY", narrow)))
}

fn describe(words: &mut Words<'_>) -> Option<(Statement, Kind)> {
    let mut ahead = words.clone();
    if ["EXTENDED", "FORMATTED"].contains(&ahead.upper()?.as_str()) {
        *words = ahead;
    }
    let (database, table) = words.name()?;
    Some((
        Statement::Describe { database, table },
        ("UTILITY", "DESCRIBE_TABLE"),
    ))
}

fn create(words: &mut Words<'_>) -> Option<(Statement, Kind)> {
    let what = words.upper()?;
    if what == "EXTERNAL" {
        return create_table(words);
    }
    if !["DATABASE", "SCHEMA"].contains(&what.as_str()) {
        return None;
    }
    let if_not_exists = words.skip(&["IF", "NOT", "EXISTS"]);
    let name = words.next()?;
    let (mut comment, mut location) = (None, None);
    while let Some(word) = words.upper() {
        match word.as_str() {
            "COMMENT" => comment = words.next(),
            "LOCATION" => location = words.next(),
            _ => {}
        }
    }
    let statement = Statement::CreateDatabase {
        name,
        if_not_exists,
        comment,
        location,
    };
    Some((statement, ("DDL", "CREATE_DATABASE")))
}

/// `CREATE EXTERNAL TABLE`, of which the name, the columns and the place are kept.
fn create_table(words: &mut Words<'_>) -> Option<(Statement, Kind)> {
    words.skip(&["TABLE"]).then_some(())?;
    let if_not_exists = words.skip(&["IF", "NOT", "EXISTS"]);
    let (database, table) = words.name()?;
    let (columns, rest) = bracketed(words.rest())?;
    let mut rest = Words::of(rest);
    let location = loop {
        if rest.upper()? == "LOCATION" {
            break rest.next()?;
        }
    };
    let statement = Statement::CreateTable {
        database,
        table,
        if_not_exists,
        columns: columns.iter().filter_map(|text| column(text)).collect(),
        location,
    };
    Some((statement, ("DDL", "CREATE_TABLE")))
}

/// Name and type of a column.
fn column(text: &str) -> Option<(String, String)> {
    let mut words = Words::of(text);
    let name = words.next()?.to_lowercase();
    let kind = words
        .rest()
        .split_once(" COMMENT ")
        .map_or_else(|| words.rest(), |(kind, _)| kind);
    Some((name, kind.trim().to_lowercase()))
}

/// The parts of a bracket that are apart by commas, and what comes after it.
fn bracketed(text: &str) -> Option<(Vec<&str>, &str)> {
    let inside = text.strip_prefix('(')?;
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, letter) in inside.char_indices() {
        match letter {
            '(' | '<' => depth += 1,
            ')' if depth == 0 => {
                parts.push(inside[start..at].trim());
                return Some((parts, &inside[at + 1..]));
            }
            ')' | '>' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(inside[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

fn drop(words: &mut Words<'_>) -> Option<(Statement, Kind)> {
    let what = words.upper()?;
    let if_exists = words.skip(&["IF", "EXISTS"]);
    match what.as_str() {
        "DATABASE" | "SCHEMA" => {
            let name = words.next()?;
            let cascade = words.skip(&["CASCADE"]);
            Some((
                Statement::DropDatabase {
                    name,
                    if_exists,
                    cascade,
                },
                ("DDL", "DROP_DATABASE"),
            ))
        }
        "TABLE" => {
            let (database, table) = words.name()?;
            Some((
                Statement::DropTable {
                    database,
                    table,
                    if_exists,
                },
                ("DDL", "DROP_TABLE"),
            ))
        }
        _ => None,
    }
}

fn prepared(first: &str, text: &str, words: &mut Words<'_>) -> Option<(Statement, Kind)> {
    Some(match first {
        "PREPARE" => {
            let name = words.next()?;
            words.skip(&["FROM"]).then_some(())?;
            let statement = words.rest().trim_end_matches(';').trim().to_owned();
            (Statement::Prepare { name, statement }, ("DDL", "PREPARE"))
        }
        "EXECUTE" => {
            let name = words.next()?;
            let parameters = if words.skip(&["USING"]) {
                parameters(words.rest())
            } else {
                Vec::new()
            };
            (Statement::Execute { name, parameters }, ("DML", "EXECUTE"))
        }
        _ => {
            words.skip(&["PREPARE"]).then_some(())?;
            let name = Words::of(text).last()?;
            (Statement::Deallocate { name }, ("DDL", "DEALLOCATE"))
        }
    })
}

/// Values apart by commas that stand in no quotes or brackets.
fn parameters(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches(';');
    let (mut found, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_i32, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                found.push(text[start..at].trim().to_owned());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(text[start..].trim().to_owned());
    found
}

/// Words of a statement: names and texts without their quotes; every other sign is one of its own.
#[derive(Clone)]
struct Words<'t> {
    rest: &'t str,
}

// === impl Words ===

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// What was not read yet.
    fn rest(&self) -> &'t str {
        self.rest.trim_start()
    }

    fn upper(&mut self) -> Option<String> {
        self.next().map(|word| word.to_uppercase())
    }

    /// Goes past these words, if they come next.
    fn skip(&mut self, expected: &[&str]) -> bool {
        let mut ahead = self.clone();
        let all = expected
            .iter()
            .all(|word| ahead.upper().as_deref() == Some(word));
        if all {
            *self = ahead;
        }
        all
    }

    /// `table`, or `database.table`, in lower case.
    fn name(&mut self) -> Option<(Option<String>, String)> {
        let first = self.next()?.to_lowercase();
        if !self.skip(&["."]) {
            return Some((None, first));
        }
        Some((Some(first), self.next()?.to_lowercase()))
    }

    /// Past blanks and comments.
    fn ahead(&self) -> &'t str {
        let mut rest = self.rest.trim_start();
        loop {
            let after = if let Some(comment) = rest.strip_prefix("--") {
                comment.split_once('\n').map_or("", |(_, after)| after)
            } else if let Some(comment) = rest.strip_prefix("/*") {
                comment.split_once("*/").map_or("", |(_, after)| after)
            } else {
                return rest;
            };
            rest = after.trim_start();
        }
    }
}

impl Iterator for Words<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let rest = self.ahead();
        let first = rest.chars().next()?;
        if ['\'', '"', '`'].contains(&first) {
            let (inside, after) = rest[1..]
                .split_once(first)
                .unwrap_or_else(|| (&rest[1..], ""));
            self.rest = after;
            return Some(inside.to_owned());
        }
        let word = |letter: char| letter.is_alphanumeric() || "_$-".contains(letter);
        let end = rest.find(|letter| !word(letter)).unwrap_or(rest.len());
        let end = if end == 0 { first.len_utf8() } else { end };
        let (found, after) = rest.split_at(end);
        self.rest = after;
        (found != ";").then(|| found.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Statement {
        read(text).unwrap().0
    }

    #[test]
    fn the_catalog_is_asked_and_changed_in_words() {
        assert_eq!(only("show databases;"), Statement::ShowDatabases);
        assert_eq!(
            only("SHOW TABLES IN `d` 'c.*'"),
            Statement::ShowTables {
                database: Some("d".to_owned()),
                pattern: Some("c.*".to_owned())
            }
        );
        assert_eq!(
            only("-- what is in it\nDESCRIBE FORMATTED d.\"T\""),
            Statement::Describe {
                database: Some("d".to_owned()),
                table: "t".to_owned()
            }
        );
        assert_eq!(
            only("create database `a-b` comment 'x y' location 's3://b/';"),
            Statement::CreateDatabase {
                name: "a-b".to_owned(),
                if_not_exists: false,
                comment: Some("x y".to_owned()),
                location: Some("s3://b/".to_owned())
            }
        );
        assert_eq!(
            only("drop database if exists d cascade"),
            Statement::DropDatabase {
                name: "d".to_owned(),
                if_exists: true,
                cascade: true
            }
        );
    }

    #[test]
    fn a_table_is_made_with_its_columns() {
        assert_eq!(
            only(
                "CREATE EXTERNAL TABLE d.t (A bigint, m map<string,string>) STORED AS ORC LOCATION 's3://b/'"
            ),
            Statement::CreateTable {
                database: Some("d".to_owned()),
                table: "t".to_owned(),
                if_not_exists: false,
                columns: [("a", "bigint"), ("m", "map<string,string>")]
                    .map(|(name, kind)| (name.to_owned(), kind.to_owned()))
                    .to_vec(),
                location: "s3://b/".to_owned(),
            }
        );
    }

    #[test]
    fn a_prepared_statement_is_executed_with_values() {
        assert_eq!(
            only("EXECUTE p USING 1, 'a, b', f(2, 3)"),
            Statement::Execute {
                name: "p".to_owned(),
                parameters: ["1", "'a, b'", "f(2, 3)"].map(str::to_owned).to_vec()
            }
        );
        assert_eq!(
            only("PREPARE p FROM SELECT ? ;"),
            Statement::Prepare {
                name: "p".to_owned(),
                statement: "SELECT ?".to_owned()
            }
        );
    }

    #[test]
    fn what_is_no_statement_is_refused_and_what_is_not_simulated_too() {
        assert!(
            read("SELEC 1")
                .unwrap_err()
                .starts_with("line 1:1: mismatched input 'SELEC'")
        );
        assert_eq!(
            read("MSCK REPAIR TABLE t").unwrap_err(),
            "Queries of this type are not supported"
        );
        assert_eq!(read("  ").unwrap_err(), "Query is empty");
    }
}
