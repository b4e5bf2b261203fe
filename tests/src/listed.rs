//! The list of the operations that the product calls, by which the conformance checks go.

/// As `service.Operation`; `cargo xtask gen operations` reads them from the source.
const LISTED: &str = include_str!("../conformance/product-operations.txt");
/// What tests call beside the product, to make what it needs.
const OURS: [&str; 17] = [
    "connect.CreateDataTable",
    "connect.CreateTaskTemplate",
    "connect.CreateView",
    "events.CreateEventBus",
    "events.PutRule",
    "events.PutTargets",
    "iam.SimulatePrincipalPolicy",
    "kinesis.CreateStream",
    "lex.CreateBot",
    "lex.CreateBotAlias",
    "logs.CreateLogStream",
    "logs.PutLogEvents",
    "s3.GetObject",
    "s3.PutObject",
    "sqs.CreateQueue",
    "sqs.DeleteMessage",
    "sqs.ReceiveMessage",
];

/// Fails if an operation was called that is not on the list: then the reader of the source missed it.
pub(crate) fn assert_listed<'a>(called: impl IntoIterator<Item = &'a str>) {
    // The simulator counts by the names of its models, of which these are not what is signed for.
    let called = called.into_iter().map(|name| {
        name.replace("lexv2-models.", "lex.")
            .replace("resourcegroupstaggingapi.", "tagging.")
            .replace("service-quotas.", "servicequotas.")
    });
    let is_known = |name: &str| OURS.contains(&name) || LISTED.lines().any(|line| line == name);
    let unknown: Vec<_> = called.filter(|name| !is_known(name)).collect();
    assert!(
        unknown.is_empty(),
        "{unknown:?} are not in tests/conformance/product-operations.txt"
    );
}
