//! Versions and aliases.

use connect_resources::Trouble;
use flow_language::bundle::ItemName;
use reconcile::{Attempt, Certainty, Setback, Verdict};

use super::Hand;
use crate::{
    port::{AliasRecord, VersionRecord},
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
        let port = &self.site.calls.versions;
        if attempt.certainty() == Certainty::MayBeDone {
            let there = port.versions(&self.instance, &subject).await?;
            let is_ours =
                |version: &&VersionRecord| version.description.as_deref() == Some(&description);
            if let Some(version) = there.iter().filter(is_ours).max_by_key(|it| it.number) {
                return Ok(version.number);
            }
        }
        Ok(port
            .make_version(&self.instance, &subject, &description)
            .await?)
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
        let (subject, _) = self.subject(name)?;
        let declared = item.item.aliases.get(alias);
        let record = |id: String| AliasRecord {
            id,
            name: alias.to_owned(),
            description: declared.and_then(|alias| alias.description.clone()),
            version,
        };
        let port = &self.site.calls.versions;
        let there = port.aliases(&self.instance, &subject).await?;
        match there.into_iter().find(|other| other.name == alias) {
            Some(other) if other.version == version => {}
            Some(other) => {
                port.move_alias(&self.instance, &subject, &record(other.id))
                    .await?;
            }
            None => {
                port.make_alias(&self.instance, &subject, &record(String::new()))
                    .await?;
            }
        }
        Ok(())
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
