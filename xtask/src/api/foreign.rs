//! Foreign types that must not show: whoever links a crate would be bound to their versions.

/// How the names of the crates of the AWS SDK and of gRPC begin.
const FOREIGN: &[&str] = &[
    "aws_config",
    "aws_credential_types",
    "aws_sdk_",
    "aws_smithy_",
    "aws_types",
    "tonic",
];

/// What may show all the same, and where.
const ALLOWED: &[(&str, &str)] = &[
    // The client and the server of gRPC are what this crate is for.
    ("control-api", "tonic"),
    // The way to AWS, which callers hand in: their own, or that of a simulator.
    (
        "connect-aws",
        "aws_smithy_runtime_api::client::http::SharedHttpClient",
    ),
];

/// A complaint for each line of a list that shows a foreign type.
pub(super) fn shown(name: &str, list: &[String]) -> Vec<String> {
    let foreign = list.iter().filter(|line| is_foreign(name, line));
    foreign
        .map(|line| format!("{name} must not show this foreign type: {line}"))
        .collect()
}

fn is_foreign(name: &str, line: &str) -> bool {
    let allowed = ALLOWED.iter().filter(|(of, _)| *of == name);
    let rest = allowed.fold(line.to_owned(), |rest, (_, path)| rest.replace(path, ""));
    let is_inner = |char: char| char.is_alphanumeric() || char == '_';
    let mut words = rest.split(|char| !is_inner(char));
    words.any(|word| FOREIGN.iter().any(|start| word.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_of_an_sdk_or_of_grpc_is_found_wherever_it_stands() {
        let found = |name: &str, line: &str| !shown(name, &[line.to_owned()]).is_empty();
        let client = "pub fn connect_aws::f(&self) -> &aws_sdk_connect::client::Client";
        assert!(found("connect-aws", client));
        let status = "impl From<a::Error> for tonic::status::Status";
        assert!(found("connect-model", status));
        assert!(!found("control-api", status));
        assert!(found("flow-port", "pub f: Vec<aws_smithy_types::DateTime>"));
        assert!(!found("connect-aws", "pub struct connect_aws::Session"));
        let way = "pub h: aws_smithy_runtime_api::client::http::SharedHttpClient";
        assert!(!found("connect-aws", way));
        assert!(found("connect-provision", way));
    }
}
