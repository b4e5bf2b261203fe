//! Versions of a function: the one that is worked on, and those that were published.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Function, LATEST, Named, code::Code, date, errors, function, page, settings::Settings,
};
use crate::{
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Progress, Settling},
};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Version {
    pub(super) settings: Settings,
    pub(super) code: Code,
    pub(super) modified: Time,
    pub(super) revision: String,
    pub(super) creation: Settling,
    pub(super) update: Option<Settling>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Publish {
    function_name: String,
    code_sha256: Option<String>,
    description: Option<String>,
    revision_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    function_name: String,
    marker: Option<String>,
    max_items: Option<usize>,
}

/// To publish what was published last gives that version again.
pub(super) fn publish(ctx: &mut Ctx<'_>, input: Publish) -> Result<Value, AwsError> {
    let (now, revision) = (ctx.now, ctx.ids.uuid());
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    function.accepts(input.revision_id.as_deref(), now)?;
    let latest = &function.latest;
    if input
        .code_sha256
        .as_ref()
        .is_some_and(|given| *given != latest.code.digest)
    {
        return Err(errors::invalid(format!(
            "CodeSHA256 ({}) is different from current CodeSHA256 in $LATEST ({}). Please try \
             again with the CodeSHA256 in $LATEST.",
            input.code_sha256.unwrap_or_default(),
            latest.code.digest
        )));
    }
    let number = function.publish(input.description, revision, now);
    function.shown(&number.to_string(), now)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let now = ctx.now;
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    let mut rows = vec![(format!("{:012}", 0), function.shown(LATEST, now)?)];
    for number in function.versions.keys() {
        rows.push((
            format!("{number:012}"),
            function.shown(&number.to_string(), now)?,
        ));
    }
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "Versions": page.items, "NextMarker": page.next_token }))
}

// === impl Function ===

impl Function {
    /// Publishes what is worked on and gives its number.
    pub(super) fn publish(
        &mut self,
        description: Option<String>,
        revision: String,
        now: Time,
    ) -> u64 {
        let same = self.versions.get(&self.published).is_some_and(|last| {
            last.code == self.latest.code && last.modified >= self.latest.modified
        });
        if same {
            return self.published;
        }
        self.published += 1;
        let mut version = self.latest.clone();
        version.revision = revision;
        version.modified = now;
        if let Some(description) = description {
            version
                .settings
                .set("Description", Value::String(description));
        }
        self.versions.insert(self.published, version);
        self.published
    }

    /// The configuration of the version that a qualifier means.
    pub(super) fn shown(&self, qualifier: &str, now: Time) -> Result<Value, AwsError> {
        let (version, number) = self.version(Some(qualifier))?;
        let arn = self.qualified(Some(qualifier).filter(|qualifier| *qualifier != LATEST));
        let mut shown = version.settings.shown(number != LATEST);
        shown["FunctionName"] = json!(self.name);
        shown["FunctionArn"] = json!(arn);
        shown["Version"] = json!(number);
        version.show(&mut shown, now);
        Ok(shown)
    }
}

// === impl Version ===

impl Version {
    /// Whether a change is under way, so that another one has to wait.
    pub(super) fn is_busy(&self, now: Time) -> bool {
        let changes = std::iter::once(&self.creation).chain(&self.update);
        changes.into_iter().any(|change| !change.is_over(now))
    }

    fn show(&self, shown: &mut Value, now: Time) {
        shown["CodeSha256"] = json!(self.code.digest);
        shown["CodeSize"] = json!(self.code.bytes);
        shown["LastModified"] = json!(date(self.modified));
        shown["RevisionId"] = json!(self.revision);
        match self.creation.at(now) {
            Progress::UnderWay => {
                shown["State"] = json!("Pending");
                shown["StateReason"] = json!("The function is being created.");
                shown["StateReasonCode"] = json!("Creating");
            }
            Progress::Done => shown["State"] = json!("Active"),
            Progress::Stuck(stuck) => {
                shown["State"] = json!(stuck.state);
                shown["StateReason"] = json!(stuck.reason);
                shown["StateReasonCode"] = json!("InternalError");
            }
        }
        match self.update.as_ref().map(|update| update.at(now)) {
            Some(Progress::UnderWay) => {
                shown["LastUpdateStatus"] = json!("InProgress");
                shown["LastUpdateStatusReason"] = json!("The function is being created.");
                shown["LastUpdateStatusReasonCode"] = json!("Creating");
            }
            Some(Progress::Stuck(stuck)) => {
                shown["LastUpdateStatus"] = json!(stuck.state);
                shown["LastUpdateStatusReason"] = json!(stuck.reason);
                shown["LastUpdateStatusReasonCode"] = json!("InternalError");
            }
            Some(Progress::Done) | None => shown["LastUpdateStatus"] = json!("Successful"),
        }
    }
}
