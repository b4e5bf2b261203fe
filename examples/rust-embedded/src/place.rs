//! Where the work is done, and what it is done with.

use std::{sync::Arc, time::UNIX_EPOCH};

use anyhow::{Context as _, Result};
use connect_aws::{Buckets, Login, OsPasswords, Rates, Session, SessionConfig, http_client};
use connect_model::{Alias, Target, TargetName};
use connect_resources::{NoMemory, Ports, Scope};
use flow_port::Calls;
use reconcile::{Cancel, Clock, RetryPolicy, RunContext, Urgency, WallClock};
use uuid::Uuid;

use crate::Args;

/// Most steps in flight.
const WIDTH: usize = 32;

/// An instance, and a session to the account that it is in.
pub(crate) struct Place {
    pub(crate) cx: RunContext,
    scope: Scope,
    ports: Ports,
    calls: Calls,
    session: Session,
}

// === impl Place ===

impl Place {
    /// Opens a session by the SDK's own chain of credentials, and looks whose they are.
    pub(crate) async fn open(args: &Args, alias: &Alias) -> Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(WallClock);
        let target = target(args)?;
        // One of each for a program: sessions share connections and the pace of the account.
        let http_client = http_client(&target)?;
        let pace = Buckets::new(Arc::clone(&clock), Rates::documented()).party();
        let key = key_of_run(&*clock, alias);
        let session = Session::open(SessionConfig {
            target: target.clone(),
            name: key.to_string(),
            login: Login::Ambient,
            http_client,
            clock: Arc::clone(&clock),
            pace,
            urgency: Urgency::Interactive,
            watch: None,
        });
        let session = session.await;
        let whose = session.verify_account().await;
        whose.context("the credentials are not for this account")?;
        Ok(Self {
            cx: RunContext {
                key,
                clock,
                cancel: Cancel::new(),
                width: WIDTH,
                retry: RetryPolicy::default(),
                haste: session.haste(),
            },
            scope: Scope {
                account: target.account,
                region: target.region,
                alias: alias.clone(),
            },
            ports: session.ports(),
            calls: session.flow_calls(),
            session,
        })
    }

    /// As `connect-provision` takes it.
    pub(crate) fn centre(&self) -> connect_provision::Site<'_> {
        connect_provision::Site {
            scope: &self.scope,
            ports: &self.ports,
            passwords: &OsPasswords,
            memory: &NoMemory,
        }
    }

    /// As `flow-port` takes it.
    pub(crate) fn flows(&self) -> flow_port::Site<'_> {
        flow_port::Site {
            scope: &self.scope,
            ports: &self.ports,
            calls: &self.calls,
        }
    }

    /// How many calls so far change something in AWS.
    pub(crate) fn writes(&self) -> u64 {
        self.session.meter().tallies().writes()
    }
}

fn target(args: &Args) -> Result<Target> {
    Ok(Target {
        name: TargetName::new("embedded").context("a name of lower-case letters")?,
        account: args.account.clone(),
        region: args.region.clone(),
        aws_profile: None,
        role_arn: None,
        external_id: None,
        endpoint: args.endpoint.clone(),
        ca_file: None,
        labels: [].into(),
    })
}

/// Names this run, to `CloudTrail` and in the tokens that keep a repeated call from a second effect.
fn key_of_run(clock: &dyn Clock, alias: &Alias) -> Uuid {
    let now = clock.now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let name = format!("{alias} at {}", now.as_nanos());
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}
