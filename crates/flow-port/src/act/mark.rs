//! What a deploy says in tags of what it wrote.

use connect_resources::Trouble;
use flow_language::{
    Document,
    bundle::{ItemName, Status},
};

use super::{Hand, plain_tags};
use crate::{
    marks::{self, Marks, Proof},
    observe,
    wanted::WantedItem,
};

impl Hand<'_> {
    /// Says what was left.
    pub(super) async fn mark(&self, name: &ItemName, item: &WantedItem<'_>) -> Result<(), Trouble> {
        let (_, arn) = self.subject(name)?;
        let document = self.bound(&item.document)?;
        let need = self.draft.needs.get(name);
        let seen = self.draft.world.items.get(name);
        let versioned = if need.is_some_and(|need| need.version) {
            Some(marks::digest(&document))
        } else {
            seen.and_then(|seen| seen.marks.versioned)
        };
        let marks = Marks {
            versioned,
            proof: self.proof(name, item, &document).await,
            ..self.marks(&document)
        };
        let tags = plain_tags(item).overlaid(&marks.tags());
        Ok(self.site.ports.tags.tag(&arn, &tags).await?)
    }

    /// Says what the service calls a content that was just made; the other marks came with it. It saves a
    /// later look, and is no reason to fail what is there.
    pub(super) async fn prove(&self, name: &ItemName, item: &WantedItem<'_>) {
        let marks_follow = self.draft.needs.get(name).is_some_and(|need| need.version);
        let (Ok((_, arn)), Ok(document)) = (self.subject(name), self.bound(&item.document)) else {
            return;
        };
        if marks_follow {
            return;
        }
        let proof = self.proof(name, item, &document).await;
        if proof.is_some() {
            let marks = Marks {
                proof,
                ..Marks::default()
            };
            let _left_unproven = self.site.ports.tags.tag(&arn, &marks.tags()).await;
        }
    }

    pub(super) fn marks(&self, document: &Document) -> Marks {
        Marks {
            content: Some(marks::digest(document)),
            release: Some(self.draft.digest),
            ..Marks::default()
        }
    }

    /// What the service calls the content that it keeps, if it can be told. It is read back and compared:
    /// somebody may have written since, and a read may lag behind.
    async fn proof(
        &self,
        name: &ItemName,
        item: &WantedItem<'_>,
        document: &Document,
    ) -> Option<Proof> {
        if item.item.status == Status::Saved {
            return None;
        }
        let (subject, _) = self.subject(name).ok()?;
        let seen = observe::published(self.cx, self.site, &self.instance, &subject).await;
        let seen = seen.ok()??;
        let ours = marks::digest(document);
        let is_ours = marks::digest(&seen.published?.document) == ours;
        Proof::of(&seen.sha256?, ours).filter(|_| is_ours)
    }
}
