//! Groups of the hierarchy that rows name and nobody has made.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use connect_model::{FaultClass, GroupPath, HierarchyGroupId, InstanceId, Tags};
use connect_resources::{KindId, Lists, Trouble};
use reconcile::{
    Act, Attempt, Ended, Journal, Lane, Plan, RunContext, Setback, Step, StepId, StepReport,
    Verdict, run,
};
use serde_json::{Value, json};

use crate::{error::Error, observe::reading, plan::DIRECTORY_TAG, scene::Scene, site::Site};

/// The lane of the call that makes one.
const LANE: &str = "connect:CreateUserHierarchyGroup";

/// What is missing of a path, from the top.
pub(crate) fn missing(scene: &Scene, path: &GroupPath, into: &mut BTreeSet<GroupPath>) {
    let mut group = Some(path.clone());
    while let Some(path) = group {
        group = path.parent();
        if scene.groups.id(path.as_str()).is_none() {
            into.insert(path);
        }
    }
}

/// Makes groups, each below the one above it, and tells the scene. One that cannot be made is told too.
pub(crate) async fn make(
    cx: &RunContext,
    site: Site<'_>,
    scene: &mut Scene,
    groups: &BTreeSet<GroupPath>,
    (directory, journal): (&str, &dyn Journal),
) -> Result<Ended, Error> {
    let steps = groups.iter().map(|path| step(path, groups)).collect();
    let plan = Plan::new(steps).map_err(|cause| Error::of_plan(&cause))?;
    let hand = Hand {
        cx,
        site,
        instance: scene.instance_id(),
        directory,
        ids: Mutex::new(BTreeMap::new()),
        scene,
    };
    let report = run(cx, &plan, journal, &hand).await?;
    let ids = hand
        .ids
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    for (path, id) in ids {
        scene.groups.learn(path, id);
    }
    for (step, (_, told)) in plan.steps().iter().zip(&report.steps) {
        if let StepReport::Failed(setback) = told {
            scene
                .unmade
                .insert(step.action.clone(), setback.to_string());
        }
    }
    Ok(report.ended)
}

/// The step that makes a group.
pub(crate) fn id(path: &GroupPath) -> StepId {
    StepId::new(KindId::HierarchyGroup.as_str(), path.as_str(), "create")
}

fn step(path: &GroupPath, new: &BTreeSet<GroupPath>) -> Step<GroupPath> {
    let parent = path.parent().filter(|parent| new.contains(parent));
    Step {
        id: id(path),
        lane: Lane::new(LANE),
        needs: parent.iter().map(id).collect(),
        stage: 0,
        action: path.clone(),
    }
}

struct Hand<'a> {
    cx: &'a RunContext,
    site: Site<'a>,
    scene: &'a Scene,
    instance: InstanceId,
    directory: &'a str,
    /// What was made, by path.
    ids: Mutex<BTreeMap<String, String>>,
}

// === impl Hand ===

#[async_trait]
impl Act<GroupPath> for Hand<'_> {
    async fn act(&self, step: &Step<GroupPath>, _: &Attempt<'_>) -> Result<Value, Setback> {
        let path = &step.action;
        let id = self.make(path).await.map_err(Setback::from)?;
        let told = json!(id);
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        ids.insert(path.to_string(), id);
        Ok(told)
    }
}

impl Hand<'_> {
    /// Makes a group, or takes the one that stands at its place by now.
    async fn make(&self, path: &GroupPath) -> Result<String, Trouble> {
        let parent = path.parent().and_then(|parent| self.id(&parent));
        let parent = parent.map(HierarchyGroupId::new);
        let mut tags = Tags::new();
        tags.insert(DIRECTORY_TAG, self.directory)
            .expect("a directory has a short name");
        let (port, name) = (&self.site.ports.hierarchy_group, path.name());
        let made = port.create(&self.instance, &name, parent.as_ref(), &tags);
        match made.await {
            Err(fault) if fault.class == FaultClass::Duplicate => {
                self.find(path).await?.ok_or_else(|| taken(path))
            }
            made => Ok(made?.id),
        }
    }

    fn id(&self, path: &GroupPath) -> Option<String> {
        if let Some(id) = self.scene.groups.id(path.as_str()) {
            return Some(id.to_owned());
        }
        let ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        ids.get(path.as_str()).cloned()
    }

    async fn find(&self, path: &GroupPath) -> Result<Option<String>, Trouble> {
        let (lists, nobody) = (Lists::default(), BTreeSet::new());
        let reading = reading(self.cx, self.site, &self.instance, &lists, &nobody);
        let named = KindId::HierarchyGroup.kind().names(&reading).await?;
        let found = named.into_iter().find(|named| named.name == path.as_str());
        Ok(found.map(|named| named.known.id))
    }
}

/// Whether AWS takes a name twice in one hierarchy is not known.
fn taken(path: &GroupPath) -> Trouble {
    let message = format!(
        "AWS takes the name {} once, and a group that stands elsewhere has it, or one that no list \
         shows yet",
        path.name()
    );
    Setback::new(Verdict::Again, "HIERARCHY_GROUP_NAME_TAKEN", message).into()
}
