//! Lists of secrets, in order of their names.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Secret, secret::summary};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    #[serde(flatten)]
    page: PageRequest,
    #[serde(default)]
    include_planned_deletion: bool,
    #[serde(default)]
    filters: Vec<Filter>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Filter {
    #[serde(default)]
    key: String,
    #[serde(default)]
    values: Vec<String>,
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let state = ctx.world.secretsmanager.get(ctx.account, ctx.region);
    let secrets = state.into_iter().flat_map(|state| &state.secrets);
    let shown = secrets.filter(|(_, secret)| {
        ctx.visible(secret.created)
            && (input.include_planned_deletion || secret.deletion.is_none())
            && input.filters.iter().all(|filter| filter.fits(secret))
    });
    let rows = shown.map(|(name, secret)| (name.clone(), summary(secret)));
    let page = ctx
        .page(&input.page, rows)
        .map_err(|error| AwsError::new("InvalidNextTokenException", error.message))?;
    Ok(json!({ "SecretList": page.items, "NextToken": page.next_token }))
}

// === impl Filter ===

impl Filter {
    /// Values are prefixes, of which one must fit; `!` before one turns it round.
    fn fits(&self, secret: &Secret) -> bool {
        let texts = self.texts(secret);
        self.values
            .iter()
            .any(|value| match value.strip_prefix('!') {
                Some(value) => !texts.iter().any(|text| text.starts_with(value)),
                None => texts.iter().any(|text| text.starts_with(value.as_str())),
            })
    }

    fn texts<'s>(&self, secret: &'s Secret) -> Vec<&'s str> {
        let name = || vec![secret.name.as_str()];
        let description = || {
            secret
                .description
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
        };
        let keys = || secret.tags.keys().map(String::as_str).collect::<Vec<_>>();
        let values = || secret.tags.values().map(String::as_str).collect::<Vec<_>>();
        match self.key.as_str() {
            "name" => name(),
            "description" => description(),
            "tag-key" => keys(),
            "tag-value" => values(),
            "all" => [name(), description(), keys(), values()].concat(),
            _ => Vec::new(),
        }
    }
}
