//! What is to be done about a batch of rows. Pure.

mod diff;
mod digest;
mod gate;
mod judge;
mod told;

use std::{collections::BTreeSet, sync::Arc};

use connect_model::{
    HierarchyGroupId, RoutingProfileId, Secret, SecurityProfileName, Tags, UserId, Username,
};
use connect_resources::user::{Channels, Phone, ProficiencyRecord, UserChange, UserDraft};
use reconcile::{Lane, Plan, PlanError, Step, StepId};

pub use self::told::{Change, Outcome, RowResult};
pub(crate) use self::{
    diff::{
        Call, DIRECTORY_TAG, Scales, addresses, difference, identity_members, is_of, says_addresses,
    },
    digest::{Digest, digits},
    gate::{Census, quota_findings, share_findings, unknown_leaving},
    judge::{Terms, judge, unknown},
};
use crate::{
    agent::{Agent, Proficiency},
    options::Leavers,
    roster::Seen,
    row::RowIssue,
    scene::Scene,
};

/// The kind in the ids of steps.
const USER: &str = "user";

/// A row with what there is.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) line: u64,
    pub(crate) username: Option<Username>,
    pub(crate) stand: Stand,
}

/// What a row is up against.
#[derive(Clone, Debug)]
pub(crate) enum Stand {
    /// The row is wrong.
    Bad(Vec<RowIssue>),
    /// Nobody has the login.
    New(Arc<Agent>),
    /// Somebody has it.
    There(Box<There>),
}

/// Somebody who is there, and what a row says.
#[derive(Clone, Debug)]
pub(crate) struct There {
    pub(crate) agent: Agent,
    pub(crate) seen: Seen,
    /// What the user is good at, if the row says something about it.
    pub(crate) proficiencies: Option<Vec<Proficiency>>,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// Writes the secret, if there is one, and makes the user.
    Create(Box<Newcomer>),
    /// Brings one aspect to what the row says.
    Update(UserId, UserChange),
    /// The same of what the user is good at. A newcomer is known by the login.
    Proficiencies(Whom, Vec<ProficiencyRecord>),
    /// Sets tags, and takes some away.
    Tag {
        arn: String,
        set: Tags,
        unset: Vec<String>,
    },
    /// Deletes the secret and the user.
    Delete(UserId, String),
}

/// Whom a step is about.
#[derive(Clone, Debug)]
pub(crate) enum Whom {
    There(UserId),
    New(Username),
}

/// Somebody to be made.
#[derive(Clone, Debug)]
pub(crate) struct Newcomer {
    /// The entry of the password, where AWS keeps it.
    pub(crate) secret: Option<String>,
    pub(crate) agent: Arc<Agent>,
}

/// What is to be done about a batch.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// What becomes of each row.
    pub(crate) rows: Vec<RowResult>,
    pub(crate) steps: Vec<Step<Task>>,
    /// How many of the steps, in their order, are of each row.
    pub(crate) of_row: Vec<usize>,
}

/// The entry of a password, by login; none where nobody needs one.
pub(crate) type Entries<'e> = &'e dyn Fn(&Username) -> Option<String>;

/// The steps of a batch of rows, which the digest takes in.
pub(crate) fn plan(
    scales: Scales<'_>,
    entries: Entries<'_>,
    rows: &[Judged],
    digest: &mut Digest,
) -> Batch {
    let mut batch = Batch::default();
    for row in rows {
        batch.begin(row.line, row.username.clone());
        match &row.stand {
            Stand::Bad(issues) => batch.fail(issues.clone()),
            Stand::New(agent) => batch.create(entries, agent),
            Stand::There(there) => batch.update(scales, there),
        }
        digest.row(batch.row());
    }
    batch
}

/// The steps about somebody whom the file does not name. Who is as a leaver is to be is passed over.
pub(crate) fn plan_leaver(
    batch: &mut Batch,
    scales: Scales<'_>,
    leavers: &Leavers,
    secret: String,
    seen: Seen,
) {
    let username = seen.username.clone();
    match leavers {
        Leavers::Keep => {}
        Leavers::Delete => {
            batch.begin_absent(username.clone(), Outcome::Deleted);
            let task = Task::Delete(seen.id, secret);
            batch.push(&username, "delete", "connect:DeleteUser", task);
        }
        Leavers::Disable {
            routing_profile,
            security_profile,
        } => {
            let mut agent = Agent::new(username.clone());
            agent.routing_profile.clone_from(routing_profile);
            agent.security_profiles = security_profile.clone().map(|name| vec![name]);
            let all = difference(scales, &agent, &seen, None);
            if all.changes.is_empty() {
                return;
            }
            batch.begin_absent(username.clone(), Outcome::Disabled);
            batch.calls(&username, &seen, all.changes);
        }
    }
}

// === impl Newcomer ===

impl Newcomer {
    /// What is sent to make somebody; the password comes last. A name that the
    /// scene does not know gives an empty id.
    pub(crate) fn draft(&self, scene: &Scene, password: Option<Secret>) -> UserDraft {
        let agent = &self.agent;
        let profile = agent.routing_profile.as_ref();
        let profile = profile.and_then(|name| scene.routing_profile(name));
        let group = agent.hierarchy.value();
        let group = group.and_then(|path| scene.groups.id(path.as_str()));
        UserDraft {
            username: agent.username.to_string(),
            password,
            identity: diff::new_identity(scene, agent),
            phone: diff::phone(agent, &Phone::default()),
            routing_profile: RoutingProfileId::new(profile.unwrap_or_default()),
            security_profiles: diff::profile_ids(scene, agent).unwrap_or_default(),
            hierarchy_group: group.map(HierarchyGroupId::new),
            channels: diff::channels(agent, &Channels::default()),
            directory_user_id: agent.directory_user_id.clone(),
        }
    }

    /// The tags of the row, and whose the user is.
    pub(crate) fn tags(&self, directory: &str) -> Tags {
        let mut tags = self.agent.tags.clone().unwrap_or_default();
        tags.insert(DIRECTORY_TAG, directory)
            .expect("a directory has a short name");
        tags
    }
}

// === impl Batch ===

impl Batch {
    /// The steps as a plan, leaving none behind, and the ids of those of each row.
    pub(crate) fn take_plan(&mut self) -> Result<(Plan<Task>, Vec<Vec<StepId>>), PlanError> {
        let steps = std::mem::take(&mut self.steps);
        let mut ids = steps.iter().map(|step| step.id.clone());
        let of_row = |count: &usize| ids.by_ref().take(*count).collect();
        let of_rows = self.of_row.iter().map(of_row).collect();
        Ok((Plan::new(steps)?, of_rows))
    }

    fn begin(&mut self, line: u64, username: Option<Username>) {
        self.rows.push(RowResult {
            line: Some(line),
            username,
            outcome: Outcome::Unchanged,
            changes: Vec::new(),
            secret: None,
            issues: Vec::new(),
        });
        self.of_row.push(0);
    }

    fn begin_absent(&mut self, username: Username, outcome: Outcome) {
        self.begin(0, Some(username));
        let row = self.row();
        (row.line, row.outcome) = (None, outcome);
    }

    fn row(&mut self) -> &mut RowResult {
        self.rows.last_mut().expect("a row was begun")
    }

    fn fail(&mut self, issues: Vec<RowIssue>) {
        let row = self.row();
        row.outcome = Outcome::Failed;
        row.issues = issues;
    }

    fn create(&mut self, entries: Entries<'_>, agent: &Arc<Agent>) {
        let username = &agent.username;
        let secret = entries(username);
        let row = self.row();
        row.outcome = Outcome::Created;
        row.secret.clone_from(&secret);
        row.changes = made(agent);
        let proficiencies = agent.proficiencies.as_ref().filter(|all| !all.is_empty());
        let proficiencies: Option<Vec<_>> =
            proficiencies.map(|all| all.iter().map(diff::record).collect());
        let newcomer = Newcomer {
            secret,
            agent: Arc::clone(agent),
        };
        let create = Task::Create(Box::new(newcomer));
        self.push(username, "create", "connect:CreateUser", create);
        if let Some(wanted) = proficiencies {
            let created = StepId::new(USER, username.as_str(), "create");
            let task = Task::Proficiencies(Whom::New(username.clone()), wanted);
            let lane = "connect:AssociateUserProficiencies";
            self.push(username, "proficiencies", lane, task);
            if let Some(step) = self.steps.last_mut() {
                step.needs.insert(created);
            }
        }
    }

    fn update(&mut self, scales: Scales<'_>, there: &There) {
        let There {
            agent,
            seen,
            proficiencies,
        } = there;
        let all = difference(scales, agent, seen, proficiencies.as_deref());
        if !all.issues.is_empty() {
            self.fail(all.issues);
            return;
        }
        if !all.changes.is_empty() {
            self.row().outcome = Outcome::Updated;
            self.calls(&agent.username, seen, all.changes);
        }
    }

    fn calls(&mut self, username: &Username, seen: &Seen, changes: Vec<(Change, Call)>) {
        for (change, call) in changes {
            let id = || seen.id.clone();
            let (lane, task) = match call {
                Call::Update(update) => (lane(&update), Task::Update(id(), update)),
                Call::Proficiencies(wanted) => {
                    let task = Task::Proficiencies(Whom::There(id()), wanted);
                    ("connect:AssociateUserProficiencies", task)
                }
                Call::Tags { set, unset } => {
                    let arn = seen.arn.clone();
                    ("connect:TagResource", Task::Tag { arn, set, unset })
                }
            };
            self.push(username, &change.aspect, lane, task);
            self.row().changes.push(change);
        }
    }

    fn push(&mut self, username: &Username, aspect: &str, lane: &'static str, task: Task) {
        let id = StepId::new(USER, username.as_str(), aspect);
        if let Some(steps) = self.of_row.last_mut() {
            *steps += 1;
        }
        self.steps.push(Step {
            id,
            lane: Lane::new(lane),
            needs: BTreeSet::new(),
            stage: 0,
            action: task,
        });
    }
}

/// What is told of somebody who is made.
fn made(agent: &Agent) -> Vec<Change> {
    let told = |aspect: &'static str, text: Option<String>| {
        text.map(|text| Change::of(aspect, None, Some(text)))
    };
    let names = agent.security_profiles.as_ref().map(|names| {
        let names: Vec<&str> = names.iter().map(SecurityProfileName::as_str).collect();
        names.join("|")
    });
    let profile = agent.routing_profile.as_ref().map(ToString::to_string);
    let group = agent.hierarchy.value().map(ToString::to_string);
    let all = [
        told("routing-profile", profile),
        told("security-profiles", names),
        told("hierarchy-group", group),
    ];
    all.into_iter().flatten().collect()
}

fn lane(change: &UserChange) -> &'static str {
    match change {
        UserChange::Identity(_) => "connect:UpdateUserIdentityInfo",
        UserChange::Phone(_) => "connect:UpdateUserPhoneConfig",
        UserChange::Channels(_) => "connect:UpdateUserConfig",
        UserChange::RoutingProfile(_) => "connect:UpdateUserRoutingProfile",
        UserChange::SecurityProfiles(_) => "connect:UpdateUserSecurityProfiles",
        UserChange::HierarchyGroup(_) | UserChange::NoHierarchyGroup => {
            "connect:UpdateUserHierarchy"
        }
    }
}
