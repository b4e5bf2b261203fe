//! The AWS side: sessions, pace, fault classification, one adapter for each kind.
//!
//! This is the only crate that knows `aws-sdk-*`. It implements the ports of the kinds of things and
//! translates, nothing else: it decides nothing, it never repeats a call, and no type of an SDK
//! shows at its surface but the HTTP client that is handed in.
//!
//! A [`Session`] is one target under one name (a job's id). Each call takes the same way: wait for
//! the [pace](Buckets), send, count in the [`Meter`], put what went wrong into a
//! [`Fault`](connect_model::Fault). Time comes from the clock that is handed in, for the SDK too, so
//! that whole programs run in virtual time.
//!
//! Each AWS service is a cargo feature, none of them on by default. Roles and the check of the
//! account need `sts`. With `connect` alone a session has ports; those of services that are not built in
//! are absent, and say so when they are asked for.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use connect_aws::{Buckets, Login, Rates, Session, SessionConfig, http_client};
//! use connect_model::Target;
//! use connect_resources::Ports;
//! use reconcile::{Clock, Urgency, WallClock};
//!
//! async fn ports(target: Target) -> Result<Ports, Box<dyn std::error::Error>> {
//!     let clock: Arc<dyn Clock> = Arc::new(WallClock);
//!     let session = Session::open(SessionConfig {
//!         http_client: http_client(&target)?,
//!         target,
//!         name: "release-42".into(),
//!         login: Login::Ambient,
//!         pace: Buckets::new(Arc::clone(&clock), Rates::documented()).party(),
//!         clock,
//!         urgency: Urgency::Interactive,
//!         watch: None,
//!     });
//!     let session = session.await;
//!     session.verify_account().await?;
//!     Ok(session.ports())
//! }
//! ```

#![allow(
    clippy::result_large_err,
    reason = "every port answers with a fault, and one is made only when a call has failed"
)]
#![cfg_attr(
    not(all(
        feature = "athena",
        feature = "budgets",
        feature = "cloudtrail",
        feature = "connect",
        feature = "costexplorer",
        feature = "dynamodb",
        feature = "events",
        feature = "firehose",
        feature = "glue",
        feature = "governance",
        feature = "iam",
        feature = "kinesis",
        feature = "kms",
        feature = "lakeformation",
        feature = "lambda",
        feature = "lexv2",
        feature = "logs",
        feature = "ram",
        feature = "s3",
        feature = "scheduler",
        feature = "secretsmanager",
        feature = "servicequotas",
        feature = "sns",
        feature = "sqs",
        feature = "sts",
        feature = "tagging"
    )),
    allow(
        dead_code,
        unused_variables,
        reason = "some parts serve some services alone"
    )
)]

mod aws;
mod call;
mod fault;
mod http;
mod login;
mod meter;
mod pace;
mod paging;
mod password;
mod session;
mod time;

#[cfg(feature = "sts")]
mod account;
#[cfg(feature = "connect")]
mod agent_status;
#[cfg(feature = "dynamodb")]
mod agent_table;
#[cfg(feature = "connect")]
mod approved_origin;
#[cfg(all(feature = "s3", feature = "sqs"))]
mod arrival;
#[cfg(all(feature = "connect", feature = "s3"))]
mod audio;
#[cfg(all(
    feature = "connect",
    feature = "lambda",
    feature = "lexv2",
    feature = "s3"
))]
mod bot;
#[cfg(all(
    feature = "connect",
    feature = "lambda",
    feature = "lexv2",
    feature = "s3"
))]
mod bot_alias;
#[cfg(feature = "lexv2")]
mod bot_directory;
#[cfg(feature = "s3")]
mod bucket;
#[cfg(feature = "s3")]
mod bucket_setting;
#[cfg(feature = "connect")]
mod connect;
#[cfg(feature = "connect")]
mod directory;
#[cfg(feature = "connect")]
mod email_address;
#[cfg(feature = "iam")]
mod federation_role;
#[cfg(feature = "connect")]
mod flow;
#[cfg(feature = "logs")]
mod flow_log;
#[cfg(all(feature = "connect", feature = "lambda"))]
mod function;
#[cfg(all(feature = "connect", feature = "lambda"))]
mod function_alias;
#[cfg(all(feature = "connect", feature = "lambda"))]
mod function_layer;
#[cfg(feature = "governance")]
mod governance;
#[cfg(feature = "connect")]
mod hierarchy_group;
#[cfg(feature = "connect")]
mod hierarchy_structure;
#[cfg(feature = "connect")]
mod hours;
#[cfg(feature = "connect")]
mod hours_override;
#[cfg(feature = "iam")]
mod iam;
#[cfg(feature = "connect")]
mod instance;
#[cfg(all(
    feature = "kms",
    any(feature = "governance", feature = "lakeformation")
))]
mod kms;
#[cfg(feature = "connect")]
mod lambda;
#[cfg(feature = "connect")]
mod lex;
#[cfg(feature = "lexv2")]
mod lex_alias;
#[cfg(feature = "logs")]
mod log_group;
#[cfg(all(feature = "s3", feature = "sqs"))]
mod message;
#[cfg(feature = "connect")]
mod module;
#[cfg(feature = "connect")]
mod phone_number;
#[cfg(feature = "connect")]
mod ports;
#[cfg(feature = "connect")]
mod predefined_attribute;
#[cfg(feature = "connect")]
mod prompt;
#[cfg(feature = "connect")]
mod queue;
#[cfg(feature = "connect")]
mod quick_connect;
#[cfg(feature = "servicequotas")]
mod quota;
#[cfg(feature = "s3")]
mod recording;
#[cfg(feature = "connect")]
mod replica;
#[cfg(feature = "sts")]
mod role;
#[cfg(feature = "connect")]
mod roster;
#[cfg(feature = "connect")]
mod routing_profile;
#[cfg(feature = "s3")]
mod s3_object;
#[cfg(feature = "iam")]
mod saml_provider;
#[cfg(feature = "secretsmanager")]
mod secret;
#[cfg(feature = "connect")]
mod security_key;
#[cfg(feature = "connect")]
mod security_profile;
#[cfg(feature = "iam")]
mod service_role;
#[cfg(all(
    feature = "athena",
    feature = "connect",
    feature = "events",
    feature = "glue",
    feature = "iam",
    feature = "kms",
    feature = "lakeformation",
    feature = "ram",
    feature = "s3",
    feature = "scheduler",
    feature = "sts"
))]
mod share;
#[cfg(feature = "connect")]
mod storage;
#[cfg(feature = "connect")]
mod tags;
#[cfg(feature = "connect")]
mod token;
#[cfg(feature = "connect")]
mod traffic_distribution_group;
#[cfg(feature = "cloudtrail")]
mod trail;
#[cfg(all(feature = "connect", feature = "lambda", feature = "s3"))]
mod upload;
#[cfg(feature = "connect")]
mod user;
#[cfg(feature = "connect")]
mod version;

/// The way to AWS as the SDK takes it: the one foreign type that callers need.
pub use aws_smithy_runtime_api::client::http::SharedHttpClient;

pub use crate::{
    http::{HttpError, http_client},
    login::Login,
    meter::{CallEnded, CallWatch, Meter, Tallies, Tally},
    pace::{Buckets, Rate, Rates, Told},
    password::{OsPasswords, SeededPasswords},
    session::{Session, SessionConfig},
};
