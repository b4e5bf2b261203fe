//! The dialect of Athena, which is Trino's, put into that of the engine.
//!
//! Functions are a closed list: what the engine has but Athena has not must not work here.

use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName,
    ObjectNamePart, Query, Select, SelectItem, SetExpr, Value, VisitMut as _, VisitorMut,
};

use super::{
    moments,
    reading::{expression, table_name},
};
use crate::services::athena::answer::{Failure, Spot};

/// Functions that mean the same in both.
const SAME: &[&str] = &[
    "abs",
    "approx_distinct",
    "array_agg",
    "array_distinct",
    "array_join",
    "array_max",
    "array_min",
    "array_sort",
    "arrays_overlap",
    "at_timezone",
    "avg",
    "bool_and",
    "bool_or",
    "cardinality",
    "cbrt",
    "ceil",
    "ceiling",
    "chr",
    "coalesce",
    "concat",
    "concat_ws",
    "corr",
    "cos",
    "count",
    "covar_pop",
    "covar_samp",
    "cume_dist",
    "date_diff",
    "date_format",
    "date_parse",
    "date_trunc",
    "degrees",
    "dense_rank",
    "ends_with",
    "exp",
    "first_value",
    "flatten",
    "floor",
    "format_datetime",
    "from_iso8601_timestamp",
    "from_unixtime",
    "greatest",
    "json_extract_scalar",
    "lag",
    "last_value",
    "lead",
    "least",
    "length",
    "levenshtein_distance",
    "ln",
    "log10",
    "log2",
    "lower",
    "lpad",
    "ltrim",
    "map_keys",
    "map_values",
    "max",
    "min",
    "nth_value",
    "ntile",
    "nullif",
    "percent_rank",
    "pi",
    "power",
    "radians",
    "rank",
    "regexp_like",
    "regexp_replace",
    "replace",
    "reverse",
    "round",
    "row_number",
    "rpad",
    "rtrim",
    "sign",
    "sin",
    "split_part",
    "sqrt",
    "starts_with",
    "stddev",
    "stddev_pop",
    "stddev_samp",
    "strpos",
    "substr",
    "sum",
    "tan",
    "to_iso8601",
    "to_unixtime",
    "translate",
    "trim",
    "trunc",
    "unnest",
    "upper",
    "var_pop",
    "var_samp",
];

/// Functions by name and number of arguments, and what they are here.
const TEMPLATES: &[(&str, usize, &str)] = &[
    ("approx_percentile", 2, "approx_percentile_cont($1, $2)"),
    ("arbitrary", 1, "first_value($1)"),
    ("any_value", 1, "first_value($1)"),
    ("contains", 2, "array_has($1, $2)"),
    ("count_if", 1, "count(CASE WHEN $1 THEN 1 END)"),
    ("date", 1, "CAST($1 AS DATE)"),
    ("date_add", 3, "date_add($1, $2, $3)"),
    ("day", 1, "CAST(date_part('day', $1) AS BIGINT)"),
    ("day_of_month", 1, "CAST(date_part('day', $1) AS BIGINT)"),
    (
        "day_of_week",
        1,
        "CAST(date_part('dow', $1) + CASE WHEN date_part('dow', $1) = 0 THEN 7 ELSE 0 END AS BIGINT)",
    ),
    ("day_of_year", 1, "CAST(date_part('doy', $1) AS BIGINT)"),
    (
        "dow",
        1,
        "CAST(date_part('dow', $1) + CASE WHEN date_part('dow', $1) = 0 THEN 7 ELSE 0 END AS BIGINT)",
    ),
    ("element_at", 2, "$1[$2]"),
    ("hour", 1, "CAST(date_part('hour', $1) AS BIGINT)"),
    ("if", 2, "CASE WHEN $1 THEN $2 END"),
    ("if", 3, "CASE WHEN $1 THEN $2 ELSE $3 END"),
    ("max_by", 2, "first_value($1 ORDER BY $2 DESC NULLS LAST)"),
    ("min_by", 2, "first_value($1 ORDER BY $2 ASC NULLS LAST)"),
    ("minute", 1, "CAST(date_part('minute', $1) AS BIGINT)"),
    ("mod", 2, "($1 % $2)"),
    ("month", 1, "CAST(date_part('month', $1) AS BIGINT)"),
    ("pow", 2, "power($1, $2)"),
    ("quarter", 1, "CAST(date_part('quarter', $1) AS BIGINT)"),
    ("regexp_extract", 2, "regexp_extract($1, $2, 0)"),
    ("regexp_extract", 3, "regexp_extract($1, $2, $3)"),
    ("second", 1, "CAST(date_part('second', $1) AS BIGINT)"),
    (
        "sequence",
        2,
        "sequence($1, $2, CASE WHEN $2 < $1 THEN -1 ELSE 1 END)",
    ),
    ("sequence", 3, "sequence($1, $2, $3)"),
    ("split", 2, "string_to_array($1, $2)"),
    ("substring", 2, "substr($1, $2)"),
    ("substring", 3, "substr($1, $2, $3)"),
    ("variance", 1, "var_samp($1)"),
    ("week", 1, "CAST(date_part('week', $1) AS BIGINT)"),
    ("year", 1, "CAST(date_part('year', $1) AS BIGINT)"),
];

/// Puts `query` into the engine's dialect. `now` is what the current time is, `database` that of
/// tables which name none.
pub(super) fn translate(query: &mut Box<Query>, now: i64, database: &str) -> Result<(), Failure> {
    let mut translation = Translation {
        now,
        database,
        ctes: Vec::new(),
    };
    match query.visit(&mut translation) {
        ControlFlow::Break(failure) => Err(*failure),
        ControlFlow::Continue(()) => Ok(()),
    }
}

struct Translation<'d> {
    now: i64,
    database: &'d str,
    ctes: Vec<String>,
}

type Flow = ControlFlow<Box<Failure>>;

impl VisitorMut for Translation<'_> {
    type Break = Box<Failure>;

    fn pre_visit_query(&mut self, query: &mut Query) -> Flow {
        let ctes = query.with.iter().flat_map(|with| &with.cte_tables);
        self.ctes
            .extend(ctes.map(|cte| cte.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, query: &mut Query) -> Flow {
        selects(&mut query.body);
        ControlFlow::Continue(())
    }

    /// Every table has its database, in the case of the catalog.
    fn pre_visit_relation(&mut self, relation: &mut ObjectName) -> Flow {
        let Some(name) = table_name(relation) else {
            return ControlFlow::Continue(());
        };
        let own = name.database.is_none() && self.ctes.contains(&name.table);
        let database = name.database.unwrap_or_else(|| self.database.to_owned());
        let parts = if own {
            vec![name.table]
        } else {
            vec![database, name.table]
        };
        let parts = parts
            .into_iter()
            .map(|part| ObjectNamePart::Identifier(Ident::with_quote('"', part)));
        relation.0 = parts.collect();
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &mut Expr) -> Flow {
        match expr {
            Expr::Identifier(ident) => lower(ident),
            Expr::CompoundIdentifier(idents) => idents.iter_mut().for_each(lower),
            Expr::AtTimeZone {
                timestamp,
                time_zone,
            } => {
                let parts = vec![(**timestamp).clone(), (**time_zone).clone()];
                *expr = filled("at_timezone($1, $2)", &parts);
            }
            Expr::Function(function) => match self.function(function) {
                Ok(Some(other)) => *expr = other,
                Ok(None) => {}
                Err(failure) => return ControlFlow::Break(Box::new(failure)),
            },
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

impl Translation<'_> {
    /// What stands for a call of a function; nothing if it may stay.
    fn function(&self, function: &mut Function) -> Result<Option<Expr>, Failure> {
        let (name, spot) = called(function);
        if let Some(moment) = self.current(&name) {
            return Ok(Some(moment));
        }
        let arguments = arguments(function);
        if name == "date_add"
            && let Some(sum) = added(&arguments)
        {
            return Ok(Some(sum));
        }
        let mut templates = TEMPLATES
            .iter()
            .filter(|template| template.0 == name)
            .peekable();
        if templates.peek().is_some() {
            let fits = templates.find(|template| template.1 == arguments.len());
            let plain = function.over.is_none() && function.filter.is_none();
            return match fits {
                Some((_, _, template)) if plain => Ok(Some(filled(template, &arguments))),
                Some(_) => Err(Failure::at(
                    "NOT_SUPPORTED",
                    spot,
                    &format!("{name} with OVER or FILTER is not simulated"),
                )),
                None => Err(Failure::at(
                    "FUNCTION_NOT_FOUND",
                    spot,
                    &format!("Unexpected parameters for function {name}"),
                )),
            };
        }
        if SAME.contains(&name.as_str()) {
            return Ok(None);
        }
        Err(Failure::at(
            "FUNCTION_NOT_FOUND",
            spot,
            &format!("Function '{name}' not registered"),
        ))
    }

    /// What the current time is called: `now()`, `current_date` and so on.
    fn current(&self, name: &str) -> Option<Expr> {
        if !["current_date", "localtimestamp", "now", "current_timestamp"].contains(&name) {
            return None;
        }
        let day = moments::joda(self.now, "yyyy-MM-dd")?;
        let time = moments::joda(self.now, "HH:mm:ss.SSS")?;
        expression(&match name {
            "current_date" => format!("DATE '{day}'"),
            "localtimestamp" => format!("TIMESTAMP '{day} {time}'"),
            _ => format!("from_iso8601_timestamp('{day}T{time}Z')"),
        })
        .ok()
    }
}

fn lower(ident: &mut Ident) {
    ident.value = ident.value.to_lowercase();
}

/// The name of a function, in lower case, and where it stands.
fn called(function: &Function) -> (String, Spot) {
    let ident = function.name.0.last().and_then(|part| part.as_ident());
    ident.map_or((String::new(), (1, 1)), |ident| {
        let start = ident.span.start;
        (ident.value.to_lowercase(), (start.line, start.column))
    })
}

fn arguments(function: &Function) -> Vec<Expr> {
    let FunctionArguments::List(list) = &function.args else {
        return Vec::new();
    };
    let plain = list.args.iter().filter_map(|argument| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr.clone()),
        _ => None,
    });
    plain.collect()
}

/// `date_add('day', 7, x)` with a plain number keeps the type of `x`: `x + INTERVAL '7 day'`.
fn added(arguments: &[Expr]) -> Option<Expr> {
    let [unit, count, to] = arguments else {
        return None;
    };
    let (unit, count) = (unit.to_string(), count.to_string());
    let unit = unit.trim_matches('\'');
    count.parse::<i64>().ok()?;
    let known = [
        "millisecond",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
    ];
    let known = known
        .iter()
        .find(|known| known.eq_ignore_ascii_case(unit))?;
    Some(filled(
        &format!("($1 + INTERVAL '{count} {known}')"),
        std::slice::from_ref(to),
    ))
}

/// A template with the arguments in their places.
fn filled(template: &str, arguments: &[Expr]) -> Expr {
    let mut expr = expression(template).expect("a template is an expression");
    let mut fill = Fill { arguments };
    let _ = expr.visit(&mut fill);
    expr
}

struct Fill<'a> {
    arguments: &'a [Expr],
}

impl VisitorMut for Fill<'_> {
    type Break = ();

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        if let Expr::Value(value) = expr
            && let Value::Placeholder(mark) = &value.value
            && let Some(at) = mark
                .strip_prefix('$')
                .and_then(|at| at.parse::<usize>().ok())
            && let Some(argument) = self.arguments.get(at - 1)
        {
            *expr = argument.clone();
        }
        ControlFlow::Continue(())
    }
}

/// Names the columns of every SELECT as Athena does: by alias, or `_col0` by place.
fn selects(body: &mut SetExpr) {
    match body {
        SetExpr::Select(select) => columns(select),
        SetExpr::SetOperation { left, right, .. } => {
            selects(left);
            selects(right);
        }
        _ => {}
    }
}

fn columns(select: &mut Select) {
    for (at, item) in select.projection.iter_mut().enumerate() {
        match item {
            SelectItem::ExprWithAlias { alias, .. } => lower(alias),
            SelectItem::UnnamedExpr(Expr::Identifier(_) | Expr::CompoundIdentifier(_)) => {}
            SelectItem::UnnamedExpr(expr) => {
                *item = SelectItem::ExprWithAlias {
                    expr: narrow(expr),
                    alias: Ident::new(format!("_col{at}")),
                };
            }
            _ => {}
        }
    }
}

/// A whole number is an `integer`, if it is small enough to be one.
fn narrow(expr: &Expr) -> Expr {
    let small = expr.to_string().parse::<i32>().is_ok();
    if small {
        return filled("CAST($1 AS INT)", std::slice::from_ref(expr));
    }
    expr.clone()
}
