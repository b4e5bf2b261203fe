//! Parts of objects, by bytes and by number.

use std::ops::Range;

use super::{super::errors, Object};
use crate::error::AwsError;

/// The bytes that `asked` means of `size` bytes: `bytes=0-99`, `bytes=100-` or `bytes=-100`. What
/// is no such range means the whole, as in HTTP; so do several ranges at once.
pub(in crate::services::s3) fn bytes(
    asked: &str,
    size: usize,
) -> Result<Option<Range<usize>>, AwsError> {
    let Some((first, last)) = asked
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Ok(None);
    };
    let range = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => first..size.min(last.saturating_add(1)),
        (Ok(first), Err(_)) if last.is_empty() => first..size,
        (Err(_), Ok(count)) if first.is_empty() => size.saturating_sub(count)..size,
        _ => return Ok(None),
    };
    if range.start >= range.end {
        return Err(unsatisfiable(asked, size));
    }
    Ok(Some(range))
}

/// The bytes of the part `number`, from one. An object that came in one piece is one part.
pub(super) fn part(object: &Object, number: usize) -> Result<Range<usize>, AwsError> {
    let whole = [object.size];
    let sizes = match object.parts.as_slice() {
        [] => &whole[..],
        parts => parts,
    };
    let before = number.checked_sub(1).filter(|before| *before < sizes.len());
    let before = before.ok_or_else(|| {
        errors::other(
            416,
            "InvalidPartNumber",
            "The requested partnumber is not satisfiable",
        )
        .with("PartNumberRequested", number)
        .with("ActualPartCount", sizes.len())
    })?;
    let start = sizes[..before].iter().sum();
    Ok(start..start + sizes[before])
}

fn unsatisfiable(asked: &str, size: usize) -> AwsError {
    errors::other(
        416,
        "InvalidRange",
        "The requested range is not satisfiable",
    )
    .with("RangeRequested", asked)
    .with("ActualObjectSize", size)
    .with_header("content-range", format!("bytes */{size}"))
}
