//! The statement that writes a data set to files.

use connect_model::share::{ExportFormat, ExportSpec};

use crate::{policy::EXPORTS_PREFIX, site::Deal, tables};

/// Where the run of an export writes: a place of its own, since `UNLOAD` wants an empty one.
pub(crate) fn place(deal: Deal<'_>, spec: &ExportSpec, run: &str) -> String {
    format!(
        "s3://{}/{EXPORTS_PREFIX}{}/run={run}/",
        deal.bucket(),
        spec.name
    )
}

/// Whether a statement is one that writes what an export is.
pub(crate) fn is_of(deal: Deal<'_>, spec: &ExportSpec, sql: &str) -> bool {
    let place = place(deal, spec, "");
    let beginning = place.trim_end_matches('/');
    sql.contains(&format!(" TO '{beginning}"))
}

/// The `UNLOAD` of one run.
///
/// Records are delivered at least once and changed later (facts/analytics-share.md, 1 and 6). So a run
/// reads a window that overlaps with that of the run before, by the time at which records of the data
/// set get old, and keeps the newest of each.
pub(crate) fn unload(deal: Deal<'_>, spec: &ExportSpec, run: &str) -> String {
    let data_set = spec.data_set.as_str();
    let link = deal.share.link(data_set);
    let place = place(deal, spec, run);
    let window = tables::age_column(data_set).map_or_else(String::new, |age| {
        format!(
            " WHERE {age} >= current_timestamp - INTERVAL '{}' HOUR",
            spec.window_hours
        )
    });
    let select = match tables::key(data_set) {
        None => format!("SELECT * FROM \"{link}\"{window}"),
        Some(key) => format!(
            "SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY {} ORDER BY data_lake_last_processed_timestamp DESC) AS newest FROM \"{link}\"{window}) WHERE newest = 1",
            key.join(", ")
        ),
    };
    let format = match spec.format {
        ExportFormat::Parquet => "format = 'PARQUET', compression = 'SNAPPY'",
        ExportFormat::Csv => "format = 'TEXTFILE', field_delimiter = ',', compression = 'GZIP'",
    };
    format!("UNLOAD ({select}) TO '{place}' WITH ({format})")
}
