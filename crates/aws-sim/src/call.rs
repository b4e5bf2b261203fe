//! One call on its way through.

use bytes::Bytes;
use http::Response;

use crate::{
    error::AwsError,
    faults::{Action, Seen, When},
    ids::Ids,
    log::Called,
    model::Protocol,
    place::{Account, Region},
    protocol::{self, Routed, scope::Scope},
    services::iam,
    throttle::Lane,
    time::Time,
    world::World,
};

/// A call of a known operation.
#[derive(Debug, Clone)]
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
    /// What `GetCallerIdentity` answers: the root user `arn:aws:iam::111111111111:root`, a user
    /// `arn:aws:iam::111111111111:user/NAME`, or the session
    /// `arn:aws:sts::111111111111:assumed-role/ROLE/SESSION`.
    pub(crate) arn: String,
    /// The ARN of the role that is assumed, path and all. Policies and grants name it, and not
    /// the session.
    pub(crate) role: Option<String>,
    /// The name of the user.
    user: Option<String>,
    /// Until when issued credentials are good.
    good_until: Option<Time>,
    /// Whether the access key of a user is out of use.
    withdrawn: bool,
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
        let (service, operation) = self.called();
        (
            self.caller.account.clone(),
            self.caller.region.clone(),
            service,
            operation,
        )
    }

    /// Service and operation.
    pub(crate) fn called(&self) -> Called {
        (self.routed.model.service, self.routed.operation.name)
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
    /// A key of twelve digits is the root user of that account, an issued key the session that it
    /// was issued for, an access key its user, and any other key the root user of the default
    /// account.
    pub(crate) fn of(scope: Option<Scope>, world: &World) -> Self {
        let (key, region) = scope.map_or_else(Default::default, |scope| (scope.key, scope.region));
        if let Some(session) = world.sts.session(&key) {
            return Self {
                arn: session.arn.clone(),
                role: session.role.clone(),
                user: session.user.clone(),
                good_until: Some(session.expires),
                ..Self::root(session.account.clone(), region, key)
            };
        }
        for (account, state) in world.iam.iter() {
            if let Some(access_key) = state.access_key(&key) {
                let arn = state.user_identity(&access_key.user).map(|(arn, _)| arn);
                let caller = Self::root(account.clone(), region, key);
                return Self {
                    arn: arn.map_or_else(|| caller.arn.clone(), str::to_owned),
                    user: Some(access_key.user.clone()),
                    withdrawn: !access_key.is_active(),
                    ..caller
                };
            }
        }
        Self::root(Account::new(&key).unwrap_or_default(), region, key)
    }

    fn root(account: Account, region: Region, key: String) -> Self {
        Self {
            arn: format!("arn:aws:iam::{account}:root"),
            account,
            region,
            key,
            role: None,
            user: None,
            good_until: None,
            withdrawn: false,
        }
    }

    /// The ARN that policies and grants name: that of the role, or of the caller itself.
    pub(crate) fn principal(&self) -> &str {
        self.role.as_deref().unwrap_or(&self.arn)
    }

    /// The caller, as policies of resources name it.
    pub(crate) fn as_principal(&self) -> iam::Principal<'_> {
        iam::Principal::Aws {
            account: self.account.as_str(),
            arn: &self.arn,
            role: self.role.as_deref(),
        }
    }

    /// The name of the user that calls, with its own key or in a session.
    pub(crate) fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// Whether it is the root user of the account.
    pub(crate) fn is_root(&self) -> bool {
        self.role.is_none() && self.user.is_none()
    }

    /// Refuses credentials that have run out or are out of use.
    pub(crate) fn check(&self, protocol: Protocol, now: Time) -> Result<(), AwsError> {
        let refused = |code, message| Err(AwsError::new(code, message).with_status(403));
        match self.good_until {
            _ if self.withdrawn => {
                let code = match protocol {
                    Protocol::AwsQuery => "InvalidClientTokenId",
                    Protocol::RestXml => "InvalidAccessKeyId",
                    _ => "UnrecognizedClientException",
                };
                refused(
                    code,
                    "The security token included in the request is invalid.",
                )
            }
            Some(end) if end <= now => refused(
                "ExpiredTokenException",
                "The security token included in the request is expired.",
            ),
            _ => Ok(()),
        }
    }
}
