//! A bundle brought to an instance: observe, plan, run.

use std::collections::BTreeSet;

use async_trait::async_trait;
use flow_language::bundle::{Bundle, Digest, Item, ItemName, Status};
use reconcile::{Journal, JournalError, Plan, RunContext, StepId, run};
use serde::{Deserialize, Serialize};

use crate::{
    act::Hand,
    before::Before,
    error::{Error, refuse},
    guard,
    inventory::Inventory,
    mapping::Mapping,
    missing,
    observe::{World, look_at_aliases, look_closer, observe},
    plan::{self, Action, Needs},
    report::{Report, Told},
    selection::Selection,
    site::Site,
    wanted::Wanted,
};

/// How to deploy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deploy {
    /// What is called otherwise in the target.
    pub mapping: Mapping,
    /// Which flows and modules of the bundle travel.
    #[serde(skip_serializing_if = "Selection::is_everything")]
    pub selection: Selection,
    /// What may be written over although it was changed since the last deploy.
    pub overwrite: Overwrite,
    /// Whether to make a version of each flow and module that is written.
    pub version: bool,
    /// An alias that is to stand for what is deployed, of each flow and module.
    pub alias: Option<String>,
}

/// What may be written over although it was changed since the last deploy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overwrite {
    /// Nothing.
    #[default]
    Nothing,
    /// Flows and modules of these names, as the target has them.
    Named(BTreeSet<String>),
    /// Everything.
    Everything,
}

/// Keeps documents that outlive a run.
///
/// Contract: what is kept can be read by the name that is answered, for as long as somebody may want to
/// roll back. The same content has the same name.
#[async_trait]
pub trait Keeper: Send + Sync {
    /// Keeps a document; its name.
    async fn keep(&self, content: Vec<u8>) -> Result<String, JournalError>;
}

/// What is going to be done, and what was looked at for it.
pub struct Draft<'b> {
    /// The steps.
    pub plan: Plan<Action>,
    /// What became of each reference.
    pub told: Vec<Told>,
    pub(crate) wanted: Wanted<'b>,
    pub(crate) world: World,
    pub(crate) needs: Needs,
    pub(crate) digest: Digest,
}

// === impl Deploy ===

impl Deploy {
    /// The aliases that a flow or module is to have. A draft has no version that one could stand for.
    pub(crate) fn aliases(&self, item: &Item) -> BTreeSet<String> {
        let is_published = item.status == Status::Published;
        let own = self.alias.iter().filter(|_| is_published);
        item.aliases.keys().chain(own).cloned().collect()
    }
}

// === impl Overwrite ===

impl Overwrite {
    /// Whether a flow or module may be written over.
    pub fn allows(&self, name: &ItemName) -> bool {
        match self {
            Self::Nothing => false,
            Self::Named(names) => names.contains(&name.name),
            Self::Everything => true,
        }
    }
}

/// Finds out what has to be done. Reads only.
///
/// All that is missing in the target is said at once, and so is everything that would lose an edit.
pub async fn draft<'b>(
    cx: &RunContext,
    site: Site<'_>,
    bundle: &'b Bundle,
    deploy: &Deploy,
) -> Result<Draft<'b>, Error> {
    draft_after(cx, site, bundle, deploy, &BTreeSet::new()).await
}

pub(crate) async fn draft_after<'b>(
    cx: &RunContext,
    site: Site<'_>,
    bundle: &'b Bundle,
    deploy: &Deploy,
    begun: &BTreeSet<StepId>,
) -> Result<Draft<'b>, Error> {
    refuse(deploy.selection.findings(bundle))?;
    let wanted = Wanted::of(bundle, deploy);
    let mut world = observe(cx, site, &wanted).await?;
    let expected = missing::expected(&wanted, &world);
    refuse(missing::findings(&wanted, &expected, &deploy.mapping))?;
    let aliased = aliased(&wanted, deploy);
    look_at_aliases(cx, site, &mut world, &aliased).await?;
    let scenery = (&expected, begun);
    let needs = certain(cx, site, (&wanted, &mut world), deploy, scenery).await?;
    let scene = guard::Scene {
        wanted: &wanted,
        world: &world,
        needs: &needs,
        expected: &expected,
        begun,
    };
    refuse(scene.findings(cx, site, &deploy.overwrite).await)?;
    let prompts = prompts(&wanted, &world);
    if !prompts.is_empty() {
        // What replaces a recording reads the old one, and either lies in a bucket.
        site.ports.recordings()?;
        site.calls.audio()?;
    }
    let plan =
        plan::steps(&wanted, &world, &needs, &prompts).map_err(|cause| Error::of_plan(&cause))?;
    Ok(Draft {
        plan,
        told: Told::all(&wanted),
        digest: bundle.digest(),
        wanted,
        world,
        needs,
    })
}

/// Brings a bundle to an instance.
///
/// Safe to repeat and to resume: the world is observed anew, and each step accepts that its effect is
/// there already. What was there before the first write goes to `keeper`; the report names it.
pub async fn deploy(
    cx: &RunContext,
    site: Site<'_>,
    bundle: &Bundle,
    deploy: &Deploy,
    journal: &dyn Journal,
    keeper: &dyn Keeper,
) -> Result<Report, Error> {
    // What an earlier run of this work wrote is no edit of anybody else.
    let begun = journal.recall().await?.into_keys().collect();
    let draft = draft_after(cx, site, bundle, deploy, &begun).await?;
    let before = Before::of(&draft);
    let hand = Hand::new(cx, site, &draft, deploy, &before, keeper);
    let run = run(cx, &draft.plan, journal, &hand).await?;
    let before = crate::before::kept(journal, &run).await?;
    Ok(Report {
        told: draft.told,
        run,
        before,
    })
}

/// What has to be done, with nothing in doubt that is going to be written over.
async fn certain(
    cx: &RunContext,
    site: Site<'_>,
    (wanted, world): (&Wanted<'_>, &mut World),
    deploy: &Deploy,
    (expected, begun): (&Inventory, &BTreeSet<StepId>),
) -> Result<Needs, Error> {
    let needs = plan::needs(wanted, world, deploy, expected, begun);
    let doubtful: BTreeSet<ItemName> = needs
        .iter()
        .filter(|(_, need)| need.write || need.mark)
        .map(|(name, _)| name.clone())
        .collect();
    look_closer(cx, site, world, &doubtful).await?;
    Ok(plan::needs(wanted, world, deploy, expected, begun))
}

fn aliased(wanted: &Wanted<'_>, deploy: &Deploy) -> BTreeSet<ItemName> {
    let has = |item: &Item| !deploy.aliases(item).is_empty();
    let names = wanted.items.iter().filter(|(_, item)| has(item.item));
    names.map(|(name, _)| name.clone()).collect()
}

/// Prompts that are not there, or have another recording.
pub(crate) fn prompts(wanted: &Wanted<'_>, world: &World) -> BTreeSet<String> {
    let differs = |(name, recording): &(&String, &&flow_language::bundle::Recording)| {
        let seen = world.prompts.get(*name);
        seen.is_none_or(|seen| !crate::act::has_recording(seen, recording))
    };
    wanted
        .prompts
        .iter()
        .filter(differs)
        .map(|(name, _)| name.clone())
        .collect()
}
