//! One call on its way through.

use bytes::Bytes;
use http::Response;

use crate::{
    error::AwsError,
    faults::{Action, Seen, When},
    ids::Ids,
    place::{Account, Region},
    protocol::{self, Routed, scope::Scope},
    services::sts,
    throttle::Lane,
    time::Time,
};

/// A call of a known operation.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) routed: Routed,
    pub(crate) caller: Caller,
    /// Its number in the log.
    pub(crate) n: u64,
    pub(crate) request_id: String,
    pub(crate) ids: Ids,
    /// The trouble that a rule makes.
    pub(crate) fault: Option<(When, Action)>,
}

/// Who calls, and where.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) account: Account,
    pub(crate) region: Region,
    /// The access key id; empty if the request is not signed.
    pub(crate) key: String,
    /// Until when issued credentials are good.
    good_until: Option<Time>,
}

// === impl Call ===

impl Call {
    /// A call that has no number and no ids yet.
    pub(crate) fn new(routed: Routed, caller: Caller) -> Self {
        let ids = Ids::of(0, &[], 0);
        Self {
            routed,
            caller,
            n: 0,
            request_id: String::new(),
            ids,
            fault: None,
        }
    }

    /// Draws request id and ids from the stream of this call.
    pub(crate) fn draw_from(&mut self, seed: u64, ordinal: u64) {
        let (account, region, service, operation) = self.lane();
        let words = [account.as_str(), region.as_str(), service, operation];
        self.ids = Ids::of(seed, &words, ordinal);
        self.request_id = self.ids.uuid();
    }

    /// What throttle and ordinals are kept by.
    pub(crate) fn lane(&self) -> Lane {
        let (service, operation) = (self.routed.model.service, self.routed.operation.name);
        (
            self.caller.account.clone(),
            self.caller.region.clone(),
            service,
            operation,
        )
    }

    /// `service.Operation`.
    pub(crate) fn name(&self) -> String {
        format!(
            "{}.{}",
            self.routed.model.service, self.routed.operation.name
        )
    }

    /// What rules look at.
    pub(crate) fn seen(&self) -> Seen<'_> {
        Seen {
            service: self.routed.model.service,
            operation: self.routed.operation.name,
            account: &self.caller.account,
            region: &self.caller.region,
        }
    }

    /// `error` on the wire.
    pub(crate) fn refusal(&self, error: &AwsError) -> Response<Bytes> {
        let Routed {
            model, operation, ..
        } = &self.routed;
        protocol::refusal(Some(model), Some(operation), error, &self.request_id)
    }
}

// === impl Caller ===

impl Caller {
    /// A key of twelve digits is an account, an issued key belongs to the account of its role, and
    /// any other key to the default account.
    pub(crate) fn of(scope: Option<Scope>, sts: &sts::State) -> Self {
        let Some(Scope { key, region, .. }) = scope else {
            return Self {
                account: Account::default(),
                region: Region::default(),
                key: String::new(),
                good_until: None,
            };
        };
        let session = sts.session(&key);
        let issued = session.map(|session| session.account.clone());
        let account = issued.or_else(|| Account::new(&key)).unwrap_or_default();
        let good_until = session.map(|session| session.expires);
        Self {
            account,
            region,
            key,
            good_until,
        }
    }

    /// Refuses credentials that have run out.
    pub(crate) fn check(&self, now: Time) -> Result<(), AwsError> {
        match self.good_until {
            Some(end) if end <= now => Err(AwsError::new(
                "ExpiredTokenException",
                "The security token included in the request is expired.",
            )),
            _ => Ok(()),
        }
    }
}
