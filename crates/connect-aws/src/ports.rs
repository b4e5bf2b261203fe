//! The ports of Amazon Connect, and those of each other service that is built in.

use std::sync::Arc;

use connect_resources::Ports;
use flow_port::Calls;

use crate::aws::Aws;

/// What the kinds of things call.
pub(crate) fn of_kinds(aws: &Arc<Aws>) -> Ports {
    Ports {
        #[cfg(feature = "iam")]
        federation_role: Some(Arc::clone(aws) as _),
        #[cfg(feature = "iam")]
        saml_provider: Some(Arc::clone(aws) as _),
        #[cfg(feature = "iam")]
        service_role: Some(Arc::clone(aws) as _),
        #[cfg(feature = "lambda")]
        function: Some(Arc::clone(aws) as _),
        #[cfg(feature = "lambda")]
        function_alias: Some(Arc::clone(aws) as _),
        #[cfg(feature = "lambda")]
        function_layer: Some(Arc::clone(aws) as _),
        #[cfg(feature = "lexv2")]
        lex_aliases: Some(Arc::clone(aws) as _),
        #[cfg(all(feature = "lambda", feature = "lexv2", feature = "s3"))]
        bot: Some(Arc::clone(aws) as _),
        #[cfg(all(feature = "lambda", feature = "lexv2", feature = "s3"))]
        bot_alias: Some(Arc::clone(aws) as _),
        #[cfg(feature = "logs")]
        log_group: Some(Arc::clone(aws) as _),
        #[cfg(feature = "s3")]
        bucket: Some(Arc::clone(aws) as _),
        #[cfg(feature = "s3")]
        recordings: Some(Arc::clone(aws) as _),
        #[cfg(feature = "secretsmanager")]
        secret: Some(Arc::clone(aws) as _),
        ..Ports::of(aws)
    }
}

/// What a port of flows calls beside the kinds of things.
pub(crate) fn of_flows(aws: &Arc<Aws>) -> Calls {
    Calls {
        #[cfg(feature = "cloudtrail")]
        trail: Some(Arc::clone(aws) as _),
        #[cfg(feature = "lexv2")]
        bots: Some(Arc::clone(aws) as _),
        #[cfg(feature = "logs")]
        logs: Some(Arc::clone(aws) as _),
        #[cfg(feature = "s3")]
        audio: Some(Arc::clone(aws) as _),
        ..Calls::of(aws)
    }
}
