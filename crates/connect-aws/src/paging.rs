//! Lists that come in pages. Every page is a call of its own, and pays for itself.

use std::error::Error;

use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use connect_model::Fault;

use crate::{
    call::{Caller, Operation},
    fault,
};

/// What is on a page, and the token of the next one.
pub(crate) type Page<T> = (Option<Vec<T>>, Option<String>);

impl Caller {
    /// All pages of a list.
    pub(crate) async fn pages<T, O, E, F>(
        &self,
        operation: Operation,
        request: impl Fn(Option<String>) -> F,
        split: impl Fn(O) -> Page<T>,
    ) -> Result<Vec<T>, Fault>
    where
        O: Send,
        E: ProvideErrorMetadata + Error + 'static,
        F: Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send,
    {
        let (mut all, mut token) = (Vec::new(), None);
        loop {
            let answer = self.send(operation, request(token.clone())).await?;
            let (items, next) = split(answer);
            all.extend(items.unwrap_or_default());
            match next.filter(|next| !next.is_empty()) {
                None => return Ok(all),
                // A server that names the same page again would keep us for ever.
                Some(next) if Some(&next) == token.as_ref() => {
                    return Err(fault::unreadable(operation, "the next page is this page"));
                }
                next => token = next,
            }
        }
    }
}
