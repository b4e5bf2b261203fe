//! Statements that ask, as read: what they ask, and of which tables.

use std::{collections::BTreeSet, ops::ControlFlow};

use datafusion::sql::sqlparser::{
    ast::{Expr, ObjectName, Query, Statement, Value, Visit, VisitMut, Visitor, VisitorMut},
    dialect::GenericDialect,
    parser::{Parser, ParserError},
};

use super::{failure::unreadable, unload::Unload};
use crate::services::athena::answer::Spot;

/// A statement that asks.
#[derive(Debug)]
pub(in super::super) struct Parsed {
    pub(super) query: Box<Query>,
    pub(super) explained: bool,
    pub(super) unload: Option<Unload>,
    /// The tables that it names, in order.
    pub(in super::super) tables: Vec<TableName>,
}

impl Parsed {
    /// Where an `UNLOAD` puts its files.
    pub(in super::super) fn target(&self) -> Option<&str> {
        self.unload.as_ref().map(|unload| unload.to.as_str())
    }
}

/// A table as a statement names it, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct TableName {
    pub(in super::super) catalog: Option<String>,
    pub(in super::super) database: Option<String>,
    pub(in super::super) table: String,
    pub(in super::super) spot: Spot,
}

/// Reads a statement. `parameters` stand for its question marks, in order. What cannot be read is
/// refused in Athena's words.
pub(in super::super) fn read(text: &str, parameters: &[String]) -> Result<Parsed, String> {
    let text = text.trim().trim_end_matches(';');
    let mut statements =
        Parser::parse_sql(&GenericDialect {}, text).map_err(|error| unreadable(&error))?;
    let only = statements.len() == 1;
    let Some(statement) = statements.pop().filter(|_| only) else {
        return Err("Only one sql statement is allowed. Got: ".to_owned() + text);
    };
    let mut parsed = of(statement)?;
    let mut filling = Filling {
        parameters,
        next: 0,
    };
    if let ControlFlow::Break(error) = VisitMut::visit(&mut parsed.query, &mut filling) {
        return Err(error);
    }
    if filling.next != parameters.len() {
        let (wanted, given) = (filling.next, parameters.len());
        return Err(format!(
            "Incorrect number of parameters: expected {wanted} but found {given}"
        ));
    }
    let mut names = Names::default();
    let _ = Visit::visit(&parsed.query, &mut names);
    let Names { ctes, mut found } = names;
    found.retain(|name| name.database.is_some() || !ctes.contains(&name.table));
    parsed.tables = found;
    Ok(parsed)
}

fn of(statement: Statement) -> Result<Parsed, String> {
    let asked = |query: Box<Query>| Parsed {
        query,
        explained: false,
        unload: None,
        tables: Vec::new(),
    };
    match statement {
        Statement::Query(query) => Ok(asked(query)),
        Statement::Explain { statement, .. } => Ok(Parsed {
            explained: true,
            ..of(*statement)?
        }),
        Statement::Unload {
            query: Some(query),
            to,
            with,
            ..
        } => Ok(Parsed {
            unload: Some(Unload::new(to.value, &with)?),
            ..asked(query)
        }),
        _ => Err("Queries of this type are not supported".to_owned()),
    }
}

/// Puts parameters where the question marks are.
struct Filling<'p> {
    parameters: &'p [String],
    next: usize,
}

impl VisitorMut for Filling<'_> {
    type Break = String;

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<String> {
        let Expr::Value(value) = expr else {
            return ControlFlow::Continue(());
        };
        if !matches!(&value.value, Value::Placeholder(mark) if mark == "?") {
            return ControlFlow::Continue(());
        }
        let parameter = self.parameters.get(self.next).map(|text| expression(text));
        self.next += 1;
        match parameter {
            Some(Ok(parameter)) => *expr = parameter,
            Some(Err(error)) => return ControlFlow::Break(unreadable(&error)),
            // Too few: counted at the end.
            None => {}
        }
        ControlFlow::Continue(())
    }
}

/// An expression that stands alone.
pub(super) fn expression(text: &str) -> Result<Expr, ParserError> {
    Parser::new(&GenericDialect {})
        .try_with_sql(text)?
        .parse_expr()
}

/// The tables that a query names, and the names that it gives to its own parts.
#[derive(Default)]
struct Names {
    ctes: BTreeSet<String>,
    found: Vec<TableName>,
}

impl Visitor for Names {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let ctes = query.with.iter().flat_map(|with| &with.cte_tables);
        self.ctes
            .extend(ctes.map(|cte| cte.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        self.found.extend(table_name(relation));
        ControlFlow::Continue(())
    }
}

/// What a name of one to three parts means.
pub(super) fn table_name(name: &ObjectName) -> Option<TableName> {
    let parts = name.0.iter().rev().filter_map(|part| part.as_ident());
    let mut parts = parts.map(|ident| (ident.value.to_lowercase(), ident.span.start));
    let (table, mut start) = parts.next()?;
    let mut further = || {
        let (part, begins) = parts.next()?;
        start = begins;
        Some(part)
    };
    let (database, catalog) = (further(), further());
    Some(TableName {
        catalog,
        database,
        table,
        spot: (start.line, start.column),
    })
}
