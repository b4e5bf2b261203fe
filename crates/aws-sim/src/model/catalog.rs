//! The services that are known, each from its embedded table.

use std::sync::LazyLock;

use super::{Model, read::read};

/// All models, parsed on first use.
pub(crate) static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    [
        include_str!("../../model/connect.model"),
        include_str!("../../model/lambda.model"),
        include_str!("../../model/lexv2-models.model"),
        include_str!("../../model/secretsmanager.model"),
        include_str!("../../model/sts.model"),
    ]
    .map(read)
    .into()
});

/// The model of `service`.
pub(crate) fn model(service: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.service == service)
}
