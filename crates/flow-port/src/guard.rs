//! No edit of the console is lost: what is going to be written over was left by a deploy, or is given
//! up in so many words.

use std::collections::BTreeSet;

use connect_model::Finding;
use connect_resources::read;
use flow_language::{
    Document,
    bundle::{ItemName, Status},
};
use futures::future::join_all;
use reconcile::{RunContext, StepId};

use crate::{
    contents,
    deploy::Overwrite,
    inventory::Inventory,
    marks,
    observe::{Seen, World},
    plan::{self, Needs},
    port::{Subject, Writer},
    site::Site,
    wanted::{Wanted, WantedItem},
};

/// Why something is not written over.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    /// It is not what the last deploy left.
    Edited,
    /// No deploy ever wrote it.
    NeverOurs,
    /// A draft lies beside it that is not in force.
    Draft,
}

/// What is going to be written over, and what there is.
pub(crate) struct Scene<'s> {
    pub(crate) wanted: &'s Wanted<'s>,
    pub(crate) world: &'s World,
    pub(crate) needs: &'s Needs,
    pub(crate) expected: &'s Inventory,
    /// Steps that an earlier run of the same work began.
    pub(crate) begun: &'s BTreeSet<StepId>,
}

// === impl Scene ===

impl Scene<'_> {
    /// Findings for what would lose an edit.
    pub(crate) async fn findings(
        &self,
        cx: &RunContext,
        site: Site<'_>,
        overwrite: &Overwrite,
    ) -> Vec<Finding> {
        let written = self.needs.iter().filter(|(_, need)| need.write);
        let names = written.map(|(name, _)| name);
        let guarded = names.filter(|name| !overwrite.allows(name) && !self.is_begun(name));
        let kept = guarded.filter_map(|name| {
            let (item, seen) = (&self.wanted.items[name], self.world.items.get(name)?);
            Some((name, seen, reason(item, seen, self.expected)?))
        });
        let told = kept.map(async |(name, seen, reason)| {
            let writer = writer(cx, site, &seen.subject).await;
            told(name, &reason, writer.as_ref())
        });
        join_all(told).await
    }

    fn is_begun(&self, name: &ItemName) -> bool {
        plan::writing_steps(name).any(|step| self.begun.contains(&step))
    }
}

fn reason(item: &WantedItem<'_>, seen: &Seen, expected: &Inventory) -> Option<Reason> {
    let Some(current) = seen.current(item) else {
        // Never published: what is there is the draft alone.
        let draft = seen
            .draft
            .as_ref()
            .map(|draft| marks::digest(&draft.document));
        let is_left = draft == seen.marks.content;
        return (!is_left).then_some(Reason::Draft);
    };
    let is_left = seen.marks.content == Some(marks::digest(current));
    if !is_left {
        let never = seen.marks.content.is_none();
        return Some(if never {
            Reason::NeverOurs
        } else {
            Reason::Edited
        });
    }
    let publishes = item.item.status == Status::Published;
    let other_draft = seen
        .other_draft()
        .filter(|draft| differs(&draft.document, current, expected));
    (publishes && other_draft.is_some()).then_some(Reason::Draft)
}

fn differs(draft: &Document, current: &Document, expected: &Inventory) -> bool {
    let form = |document: &Document| contents::portable(document.clone(), expected).canonical();
    form(draft) != form(current)
}

/// Who wrote last, if there is a trail that tells: it is a help, and no reason to fail.
async fn writer(cx: &RunContext, site: Site<'_>, subject: &Subject) -> Option<Writer> {
    let (id, trail) = (subject.id(), site.calls.trail.as_ref()?);
    read(cx, || trail.last_writer(id)).await.ok().flatten()
}

fn told(name: &ItemName, reason: &Reason, writer: Option<&Writer>) -> Finding {
    let who = writer.map(by).unwrap_or_default();
    match reason {
        Reason::Edited => Finding::of_the_world(
            "flow-edited",
            format!("the {name} was changed since the last deploy{who}"),
            "export it and take the change over, or say that it may be overwritten; a version is made first",
        ),
        Reason::NeverOurs => Finding::of_the_world(
            "flow-not-deployed",
            format!("the {name} is there with another content, and no deploy wrote it{who}"),
            "export it and compare, or say that it may be overwritten; a version is made first",
        ),
        Reason::Draft => Finding::of_the_world(
            "flow-draft",
            format!("the {name} has a draft that is not published{who}"),
            "publish or discard the draft, or say that it may be overwritten",
        ),
    }
}

fn by(writer: &Writer) -> String {
    format!(", by {} at {} ({})", writer.name, writer.time, writer.event)
}
