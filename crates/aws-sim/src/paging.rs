//! Lists, a page at a time.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

use crate::{
    error::AwsError,
    model::{Kind, Model, Operation},
    time::Time,
};

/// The two members by which a page is asked for. Flatten it into an input.
///
/// Validation has refused sizes above the model's maximum by the time a handler sees them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct PageRequest {
    pub(crate) max_results: Option<usize>,
    #[serde(alias = "NextPageToken")]
    pub(crate) next_token: Option<String>,
}

/// One page.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// The token of the next page, if there is one.
    pub(crate) next_token: Option<String>,
}

/// A token lives for a day (Connect's API reference).
const LIFE: Duration = Duration::from_hours(24);

/// The page size of a caller who names none: 100, or the model's maximum if that is smaller.
pub(crate) fn usual(model: &Model, operation: &Operation) -> usize {
    const USUAL: usize = 100;
    let members = model.members(operation.input).iter();
    let size = members
        .filter(|member| member.name.eq_ignore_ascii_case("MaxResults"))
        .find_map(|member| match model.shape(member.shape).kind {
            Kind::Whole { range } => range.max,
            _ => None,
        });
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small count"
    )]
    size.map_or(USUAL, |max| USUAL.min(max as usize))
}

/// The `size` rows after those that `token` has seen. They are passed over one by one: where there
/// may be very many, `rows` begin behind them.
pub(crate) fn page<T>(
    operation: &str,
    now: Time,
    token: Option<&str>,
    size: usize,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    let seen = seen(operation, now, token)?;
    let mut rest = rows
        .into_iter()
        .skip_while(|(key, _)| seen.as_deref().is_some_and(|seen| key.as_str() <= seen))
        .peekable();
    let (mut items, mut last) = (Vec::new(), None);
    while items.len() < size
        && let Some((key, item)) = rest.next()
    {
        items.push(item);
        last = Some(key);
    }
    let more = rest.peek().is_some();
    let next_token = last.filter(|_| more).map(|key| write(operation, now, &key));
    Ok(Page { items, next_token })
}

/// The key of the last row that `token` has seen.
pub(crate) fn seen(
    operation: &str,
    now: Time,
    token: Option<&str>,
) -> Result<Option<String>, AwsError> {
    token.map(|token| read(operation, now, token)).transpose()
}

/// The token of the rows behind the one with this key.
pub(crate) fn write(operation: &str, now: Time, key: &str) -> String {
    let end = (now + LIFE).as_micros();
    URL_SAFE_NO_PAD.encode(format!("{operation}\n{end}\n{key}"))
}

/// The key of the last row seen.
fn read(operation: &str, now: Time, token: &str) -> Result<String, AwsError> {
    let refused = |why| AwsError::new("InvalidParameterException", format!("InvalidToken: {why}"));
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let text = bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default();
    let mut parts = text.splitn(3, '\n');
    let (of, end, key) = (parts.next(), parts.next(), parts.next());
    let end = end.and_then(|end| end.parse().ok()).map(Time::from_micros);
    match (end, key) {
        (Some(end), Some(key)) if of == Some(operation) && now <= end => Ok(key.to_owned()),
        (Some(_), Some(_)) if of == Some(operation) => Err(refused("the token has expired.")),
        _ => Err(refused("the token is not one of this operation.")),
    }
}
