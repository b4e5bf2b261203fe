//! What a handler has at hand.

use std::time::Duration;

use serde_json::Value;

use crate::{
    call::Caller,
    error::AwsError,
    faults::Stuck,
    ids::Ids,
    log::Log,
    model::{Model, Operation},
    paging::{self, Page, PageRequest},
    place::{Account, Region},
    services::iam,
    settings::{Iam, Settings},
    time::Time,
    world::{Thing, Things, World},
};

/// One call, as its handler sees it.
///
/// `world` and `ids` are fields of their own, so that a handler can hold a part of the world and
/// still look at the rest of the call. What `&self` methods answer is asked for first.
#[derive(Debug)]
pub(crate) struct Ctx<'a> {
    /// The account that is called in.
    pub(crate) account: &'a Account,
    /// The Region that is called.
    pub(crate) region: &'a Region,
    /// Who calls. Its account and Region are the two above.
    pub(crate) caller: &'a Caller,
    /// Whether the call came over TLS.
    pub(crate) secure: bool,
    /// The host that the simulator is served at, if the call came over a socket.
    pub(crate) served_at: Option<&'a str>,
    /// The moment at which the call takes effect.
    pub(crate) now: Time,
    pub(crate) model: &'static Model,
    pub(crate) operation: &'static Operation,
    /// The call's own stream of ids.
    pub(crate) ids: Ids,
    /// All services in all places: `ctx.world.glue.at(&account, &region)` is the catalog of any
    /// account, `ctx.world.iam.at(&account)` its roles.
    pub(crate) world: &'a mut World,
    /// The calls so far, this one included.
    pub(crate) log: &'a Log,
    pub(crate) settings: &'a Settings,
    /// Where a fault rule lets the thing of this call end.
    pub(crate) stuck: Option<Stuck>,
}

// === impl Ctx ===

impl Ctx<'_> {
    /// The same call as one of another operation, which its handler makes in the name of the caller.
    pub(crate) fn within(
        &mut self,
        model: &'static Model,
        operation: &'static Operation,
    ) -> Ctx<'_> {
        Ctx {
            account: self.account,
            region: self.region,
            caller: self.caller,
            secure: self.secure,
            served_at: self.served_at,
            now: self.now,
            model,
            operation,
            ids: self.ids.clone(),
            world: &mut *self.world,
            log: self.log,
            settings: self.settings,
            stuck: None,
        }
    }

    /// Refuses what the caller may not do by itself, under enforced policies: for services that call
    /// others in the name of the caller.
    pub(crate) fn may(
        &self,
        service: &str,
        operation: &str,
        input: &Value,
    ) -> Result<(), AwsError> {
        if self.settings.iam == Iam::Off {
            return Ok(());
        }
        // Services speak TLS to each other.
        let (world, caller) = (&*self.world, self.caller);
        iam::authorize(world, caller, service, operation, input, true, self.now)
    }

    /// An ARN of this account and Region.
    pub(crate) fn arn(&self, service: &str, resource: &str) -> String {
        format!(
            "arn:aws:{service}:{}:{}:{resource}",
            self.region, self.account
        )
    }

    /// The largest number of things that the quota `name` allows; see `quotas.rs`.
    pub(crate) fn quota(&self, name: &str) -> u64 {
        self.settings.quotas.of(name)
    }

    /// When something is done that takes `real` in AWS.
    pub(crate) fn done_after(&self, real: Duration) -> Time {
        self.now + self.settings.settle.scaled(real)
    }

    /// Whether reads show a thing that was made at `created`.
    pub(crate) fn visible(&self, created: Time) -> bool {
        self.now.since(created) >= self.settings.lag
    }

    /// Whether searches show a thing that was made at `created`.
    pub(crate) fn searchable(&self, created: Time) -> bool {
        self.now.since(created) >= self.settings.lag + self.settings.search_lag
    }

    /// Where a fault rule lets this call's `thing` end, if in one of the states that it has.
    pub(crate) fn stuck(&self, states: &[&str]) -> Option<Stuck> {
        self.stuck
            .clone()
            .filter(|stuck| states.contains(&stuck.state.as_str()))
    }

    /// The key of the last row that the pages before have shown. A token that is refused has seen
    /// none; [`Ctx::page`] refuses it.
    pub(crate) fn seen(&self, request: &PageRequest) -> Option<String> {
        let seen = self.seen_or_refused(request.next_token.as_deref());
        seen.unwrap_or_default()
    }

    /// The same for who makes pages of its own: a token that is refused is refused here.
    pub(crate) fn seen_or_refused(&self, token: Option<&str>) -> Result<Option<String>, AwsError> {
        paging::seen(self.operation.name, self.now, token)
    }

    /// The token of the rows behind the one with this key.
    pub(crate) fn token(&self, key: &str) -> String {
        paging::write(self.operation.name, self.now, key)
    }

    /// The rows of `things` that the pages before have not shown.
    pub(crate) fn rows<'t, T>(
        &self,
        request: &PageRequest,
        things: &'t Things<T>,
    ) -> impl Iterator<Item = (String, &'t Thing<T>)> + use<'t, T> {
        things.rows_after(self.seen(request).as_deref())
    }

    /// One page of `rows`, which come in ascending order of their keys.
    pub(crate) fn page<T>(
        &self,
        request: &PageRequest,
        rows: impl IntoIterator<Item = (String, T)>,
    ) -> Result<Page<T>, AwsError> {
        let size = request
            .max_results
            .unwrap_or_else(|| paging::usual(self.model, self.operation));
        paging::page(
            self.operation.name,
            self.now,
            request.next_token.as_deref(),
            size,
            rows,
        )
    }
}
