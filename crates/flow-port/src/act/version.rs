//! Versions and aliases.

use connect_model::FaultClass;
use connect_resources::{Trouble, look_patiently};
use flow_language::bundle::ItemName;
use reconcile::{Attempt, Certainty, Setback, Verdict};

use serde_json::{Value, json};

use super::Hand;
use crate::{
    port::{AliasRecord, Subject, VersionRecord},
    wanted::WantedItem,
};

impl Hand<'_> {
    /// A version of what is published. It says which deploy it belongs to, so that a repeat finds it.
    pub(super) async fn version(
        &self,
        name: &ItemName,
        what: &str,
        attempt: &Attempt<'_>,
    ) -> Result<u64, Trouble> {
        let (subject, _) = self.subject(name)?;
        let description = format!("{what} {} ({})", self.draft.digest, self.cx.key);
        let may_be_there = attempt.certainty() == Certainty::MayBeDone;
        if may_be_there && let Some(number) = self.made(&subject, &description).await? {
            return Ok(number);
        }
        let port = &self.site.calls.versions;
        Ok(port
            .make_version(&self.instance, &subject, &description)
            .await?)
    }

    /// A version of what is going to be written over. Where AWS makes none, the document of what was there
    /// has to do: the API reference says that `CreateContactFlowVersion` takes flows of type `CAMPAIGN`
    /// alone, and whether that still holds is not known.
    pub(super) async fn keep(
        &self,
        name: &ItemName,
        attempt: &Attempt<'_>,
    ) -> Result<Value, Trouble> {
        match self.version(name, "Before the deploy of", attempt).await {
            Ok(number) => Ok(json!({"version": number})),
            Err(trouble) if trouble.is(FaultClass::Invalid) => Ok(Value::Null),
            Err(trouble) => Err(trouble),
        }
    }

    /// The version that an earlier attempt made. AWS has no word against a second one, so what no list
    /// shows is waited for before another is made.
    async fn made(&self, subject: &Subject, description: &str) -> Result<Option<u64>, Trouble> {
        let is_ours =
            |version: &&VersionRecord| version.description.as_deref() == Some(description);
        let (port, clock, cancel) = (&self.site.calls.versions, &*self.cx.clock, &self.cx.cancel);
        look_patiently(clock, cancel, async || {
            let there = port.versions(&self.instance, subject).await?;
            let newest = there.iter().filter(is_ours).max_by_key(|it| it.number);
            Ok(newest.map(|version| version.number))
        })
        .await
    }

    /// Leads an alias to the version that belongs to it.
    pub(super) async fn alias(
        &self,
        name: &ItemName,
        item: &WantedItem<'_>,
        alias: Option<&str>,
        attempt: &Attempt<'_>,
    ) -> Result<(), Trouble> {
        let alias = alias.unwrap_or_default();
        let version = match item.aliases.get(alias) {
            Some(document) => {
                self.write(name, item, document).await?;
                self.version(name, &format!("Alias {alias} of"), attempt)
                    .await?
            }
            None => self.latest(name).await?,
        };
        let declared = item.item.aliases.get(alias);
        let record = AliasRecord {
            id: String::new(),
            name: alias.to_owned(),
            description: declared.and_then(|alias| alias.description.clone()),
            version,
        };
        let (subject, _) = self.subject(name)?;
        let port = &self.site.calls.versions;
        let there = port.aliases(&self.instance, &subject).await?;
        self.written(&subject).lead(&there, record).await
    }

    /// The version that this run made, else the highest: nothing was written since it was made.
    async fn latest(&self, name: &ItemName) -> Result<u64, Trouble> {
        if let Some(number) = self.versions().get(name) {
            return Ok(*number);
        }
        let (subject, _) = self.subject(name)?;
        let there = self
            .site
            .calls
            .versions
            .versions(&self.instance, &subject)
            .await?;
        let highest = there.iter().map(|version| version.number).max();
        highest.ok_or_else(|| {
            let message = format!("{name} has no version that an alias could stand for");
            Setback::new(Verdict::Again, "NO_VERSION", message).into()
        })
    }
}
