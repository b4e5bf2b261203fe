//! The state of the simulated AWS.
//!
//! Every service owns its state, in its own module, kept apart by account and Region. Any handler
//! may look into, and change, the state of any service in any place. Nothing
//! runs in the background: what takes time notes when it will be done, and whoever looks compares
//! that with the clock.

mod accounts;
mod places;
mod settling;
mod things;
mod tokens;

use serde::Serialize;

pub(crate) use self::{
    accounts::Accounts,
    places::Places,
    settling::{Progress, Settling},
    things::{Tags, Thing, Things},
    tokens::Tokens,
};
use crate::{
    services::{
        athena, budgets, ce, cloudtrail, connect, dynamodb, events, firehose, glue, iam, kinesis,
        kms, lakeformation, lambda, lex, logs, ram, s3, scheduler, secretsmanager, service_quotas,
        sns, sqs, sts, tagging,
    },
    time::Time,
};

/// All services.
#[derive(Debug, Default, Serialize)]
pub(crate) struct World {
    pub(crate) athena: Places<athena::State>,
    pub(crate) budgets: Accounts<budgets::State>,
    pub(crate) ce: Accounts<ce::State>,
    pub(crate) cloudtrail: Places<cloudtrail::State>,
    pub(crate) connect: Places<connect::State>,
    pub(crate) dynamodb: Places<dynamodb::State>,
    pub(crate) events: Places<events::State>,
    pub(crate) firehose: Places<firehose::State>,
    pub(crate) glue: Places<glue::State>,
    pub(crate) iam: Accounts<iam::State>,
    pub(crate) kinesis: Places<kinesis::State>,
    pub(crate) kms: Places<kms::State>,
    pub(crate) lakeformation: Places<lakeformation::State>,
    pub(crate) lambda: Places<lambda::State>,
    pub(crate) lex: Places<lex::State>,
    pub(crate) logs: Places<logs::State>,
    pub(crate) ram: Places<ram::State>,
    pub(crate) scheduler: Places<scheduler::State>,
    pub(crate) secretsmanager: Places<secretsmanager::State>,
    pub(crate) service_quotas: Places<service_quotas::State>,
    pub(crate) sns: Places<sns::State>,
    pub(crate) sqs: Places<sqs::State>,
    pub(crate) tagging: Places<tagging::State>,
    /// Buckets know their account and Region themselves.
    pub(crate) s3: s3::State,
    /// Issued credentials know their account themselves.
    pub(crate) sts: sts::State,
    #[serde(skip)]
    pub(crate) tokens: Tokens,
}

/// State in which things come to an end by themselves.
pub(crate) trait Settles {
    /// Takes away what was to be gone by `now`.
    fn settle(&mut self, _now: Time) {}
}

// === impl World ===

impl World {
    /// Takes away what was to be gone by `now`. Called before every operation.
    pub(crate) fn settle(&mut self, now: Time) {
        athena::settle(self, now);
        self.budgets.each(|state| state.settle(now));
        self.ce.each(|state| state.settle(now));
        self.cloudtrail.each(|state| state.settle(now));
        connect::withdraw_roles(self, now);
        self.connect.each(|state| state.settle(now));
        connect::mirror(&mut self.connect);
        self.dynamodb.each(|state| state.settle(now));
        self.events.each(|state| state.settle(now));
        self.firehose.each(|state| state.settle(now));
        self.glue.each(|state| state.settle(now));
        self.iam.each(|state| state.settle(now));
        self.kinesis.each(|state| state.settle(now));
        self.kms.each(|state| state.settle(now));
        self.lakeformation.each(|state| state.settle(now));
        self.lambda.each(|state| state.settle(now));
        self.lex.each(|state| state.settle(now));
        self.logs.each(|state| state.settle(now));
        self.ram.each(|state| state.settle(now));
        self.scheduler.each(|state| state.settle(now));
        self.secretsmanager.each(|state| state.settle(now));
        self.service_quotas.each(|state| state.settle(now));
        self.sns.each(|state| state.settle(now));
        self.sqs.each(|state| state.settle(now));
        self.tagging.each(|state| state.settle(now));
        self.s3.settle(now);
    }
}
