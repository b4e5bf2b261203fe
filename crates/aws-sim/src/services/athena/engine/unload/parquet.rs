//! Files of Parquet.

use datafusion::arrow::array::RecordBatch;
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, GzipLevel, ZstdLevel},
    file::properties::WriterProperties,
};

use crate::services::athena::answer::Failure;

/// The rows as one file. The name of the compression has been checked.
pub(super) fn written(rows: &RecordBatch, compression: &str) -> Result<Vec<u8>, Failure> {
    let compression = match compression {
        "SNAPPY" => Compression::SNAPPY,
        "ZSTD" => Compression::ZSTD(ZstdLevel::default()),
        "NONE" | "UNCOMPRESSED" => Compression::UNCOMPRESSED,
        _ => Compression::GZIP(GzipLevel::default()),
    };
    let properties = WriterProperties::builder().set_compression(compression);
    let mut writer = ArrowWriter::try_new(Vec::new(), rows.schema(), Some(properties.build()))
        .map_err(|error| Failure::system(&error.to_string()))?;
    writer
        .write(rows)
        .and_then(|()| writer.into_inner())
        .map_err(|error| Failure::system(&error.to_string()))
}
