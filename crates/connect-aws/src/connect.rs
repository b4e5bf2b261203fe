//! What the adapters of Amazon Connect share: the call, and members that mean the same everywhere.

use std::{collections::HashMap, error::Error};

use aws_sdk_connect::error::BuildError;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::{DateTime, error::metadata::ProvideErrorMetadata};
use connect_model::{Fault, FaultClass, Tags};
use connect_resources::{Known, Named};

use crate::{aws::Aws, call::Operation, fault, paging::Page};

/// The largest page of most lists, and of the three kinds of searches (facts/connect-api.md, 5, 7).
pub(crate) const LIST_PAGE: i32 = 1_000;
pub(crate) const LINK_PAGE: i32 = 100;
pub(crate) const SEARCH_PAGE: i32 = 100;
pub(crate) const LARGE_SEARCH_PAGE: i32 = 500;
pub(crate) const ASSOCIATION_PAGE: i32 = 25;

/// An operation of Amazon Connect.
pub(crate) const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "connect",
        name,
    }
}

impl Aws {
    /// One call of Amazon Connect.
    pub(crate) fn call<'a, T, E>(
        &'a self,
        name: &'static str,
        request: impl Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send + 'a,
    ) -> impl Future<Output = Result<T, Fault>> + Send + 'a
    where
        T: Send + 'a,
        E: ProvideErrorMetadata + Error + 'static,
    {
        self.caller.send(operation(name), request)
    }

    /// All pages of a list of Amazon Connect.
    pub(crate) async fn pages<T, O, E, F>(
        &self,
        name: &'static str,
        request: impl Fn(Option<String>) -> F,
        split: impl Fn(O) -> Page<T>,
    ) -> Result<Vec<T>, Fault>
    where
        O: Send,
        E: ProvideErrorMetadata + Error + 'static,
        F: Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send,
    {
        self.caller.pages(operation(name), request, split).await
    }
}

/// What a description tells; one that lacks what every such thing has cannot be read.
pub(crate) fn described<T>(name: &'static str, record: Option<T>) -> Result<T, Fault> {
    record.ok_or_else(|| fault::unreadable(operation(name), "it lacks members of the thing"))
}

/// The id and ARN of what was made. Without them it is there, but unknown: look.
pub(crate) fn made(
    name: &'static str,
    id: Option<String>,
    arn: Option<String>,
) -> Result<Known, Fault> {
    match (id, arn) {
        (Some(id), Some(arn)) => Ok(Known::new(id, arn)),
        _ => Err(fault::unreadable(
            operation(name),
            "it lacks the id or the ARN",
        )),
    }
}

/// An entry of a list. One without a name or an id, such as the queue of an agent, can be neither
/// declared nor referred to.
pub(crate) fn named(
    name: Option<String>,
    id: Option<String>,
    arn: Option<String>,
    modified: Option<DateTime>,
) -> Option<Named> {
    Some(Named {
        name: name?,
        known: Known::new(id?, arn?),
        modified_ms: millis(modified),
    })
}

/// A time in milliseconds since 1970.
pub(crate) fn millis(time: Option<DateTime>) -> Option<i64> {
    time?.to_millis().ok()
}

/// Tags as AWS gives them. Those that AWS itself set (`aws:…`) nobody else can, so they are left out.
pub(crate) fn tags(given: Option<HashMap<String, String>>) -> Tags {
    let mut tags = Tags::new();
    for (key, value) in given.into_iter().flatten() {
        let _ = tags.insert(key, value);
    }
    tags
}

/// Tags as AWS takes them: none rather than an empty map.
pub(crate) fn tag_map(tags: &Tags) -> Option<HashMap<String, String>> {
    let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    (!tags.is_empty()).then(|| tags.iter().map(owned).collect())
}

/// A text that says something: AWS shows some members that are not set as empty ones.
pub(crate) fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// A number as the API has it.
pub(crate) fn int(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A number that cannot be negative.
pub(crate) fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

/// A value of the SDK that was built in full.
pub(crate) fn whole<T>(built: Result<T, BuildError>) -> T {
    built.expect("every required member was set")
}

/// The place is taken: AWS says of associations that they conflict with what is there.
pub(crate) fn duplicate(mut fault: Fault) -> Fault {
    if fault.code == "ResourceConflictException" {
        fault.class = FaultClass::Duplicate;
    }
    fault
}

/// An association that is there already is as good as one that was made now.
pub(crate) fn unless_there<T>(answer: Result<T, Fault>) -> Result<(), Fault> {
    match answer {
        Err(fault) if fault.code != "ResourceConflictException" => Err(fault),
        _ => Ok(()),
    }
}
