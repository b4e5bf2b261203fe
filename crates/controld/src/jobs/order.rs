//! What a job is told to do: decoded, typed, and stored with the job.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use connect_model::{Alias, ContactId, Region, TargetName};
use connect_resiliency::{Replicate, Shift, Subject};
use connect_resources::Layer;
use flow_language::FlowType;
use flow_port::{Deploy, ExportOptions, Overwrite};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{
    AgentAsk, Depth, FileRef, GovernanceAsk, JobId, Kind, PlanId, ShareAsk, ShareFiles, SpecFiles,
};

/// What to do. The content of files is not part of it, only their digests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Order {
    /// Find out what has to be done.
    PlanCenter {
        /// The declaration.
        spec: SpecFiles,
        /// What the plan may touch.
        #[serde(default)]
        options: PlanOptions,
        /// How long the plan can be applied, in seconds, when it is to be kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keep_s: Option<u64>,
    },
    /// Bring it to its declared state.
    ApplyCenter {
        /// The declaration.
        spec: SpecFiles,
        /// The digest of the plan that was looked at before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan_digest: Option<String>,
        /// The kept plan that is to be applied as it is; spec and options are its.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<PlanId>,
        /// What may be touched.
        #[serde(default)]
        options: PlanOptions,
    },
    /// Remove it.
    DestroyCenter {
        /// Which one.
        subject: DestroySubject,
        /// The alias once more.
        confirm: String,
        /// Leave the instance.
        #[serde(default, skip_serializing_if = "is_false")]
        keep_instance: bool,
        /// Leave the numbers claimed.
        #[serde(default, skip_serializing_if = "is_false")]
        keep_numbers: bool,
        /// Also remove data in buckets.
        #[serde(default, skip_serializing_if = "is_false")]
        delete_data: bool,
    },
    /// Show it.
    DescribeCenter {
        /// Which one.
        alias: Alias,
    },
    /// Write it as a spec.
    ExportCenter {
        /// Which one.
        alias: Alias,
    },
    /// Find out what differs from what is declared.
    DetectDrift {
        /// The declaration.
        spec: SpecFiles,
        /// How far to look.
        #[serde(default, skip_serializing_if = "Depth::is_full")]
        depth: Depth,
        /// Tell also of what nobody declared.
        #[serde(default, skip_serializing_if = "is_false")]
        undeclared: bool,
    },
    /// Replicate its instance into another Region.
    ReplicateCenter(Replicate),
    /// Show where the traffic of its groups goes.
    GetTraffic {
        /// Which groups.
        subject: Subject,
        /// The Region to ask; that of the target where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        via: Option<Region>,
    },
    /// Move the traffic of its groups.
    ShiftTraffic {
        /// Which groups, and where to.
        shift: Shift,
        /// The Region to call; the one that takes the traffic where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        via: Option<Region>,
    },
    /// Write the flows of an instance as a bundle.
    ExportFlows {
        /// Which instance.
        alias: Alias,
        /// What to export.
        #[serde(default)]
        options: ExportOptions,
    },
    /// Bring a bundle to an instance.
    DeployFlows {
        /// Which instance.
        alias: Alias,
        /// What to deploy.
        bundle: BundleFiles,
        /// How.
        #[serde(default)]
        deploy: Deploy,
        /// Look alone.
        #[serde(default, skip_serializing_if = "is_false")]
        look: bool,
    },
    /// Put back what was there before a deploy.
    RollBackFlows {
        /// Which instance.
        alias: Alias,
        /// What was there.
        before: FileRef,
        /// What may be written over although it was changed since.
        #[serde(default)]
        overwrite: Overwrite,
    },
    /// Bring a bundle to several instances, one after another.
    ReleaseFlows {
        /// What to release.
        bundle: BundleFiles,
        /// Where, in this order; at least one.
        stops: Vec<ReleaseStop>,
        /// Look alone.
        #[serde(default, skip_serializing_if = "is_false")]
        look: bool,
    },
    /// Put back what was there before a release.
    RollBackRelease {
        /// The job of the release.
        release: JobId,
        /// Where it wrote, in its order; at least one.
        stops: Vec<UndoFlows>,
        /// What may be written over although it was changed since.
        #[serde(default)]
        overwrite: Overwrite,
    },
    /// Read what flows logged for a contact.
    ReadContactLog {
        /// Which instance.
        alias: Alias,
        /// Which contact.
        contact: ContactId,
        /// Until when, in milliseconds since 1970; the moment of the run where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_ms: Option<u64>,
        /// How far back from there, in milliseconds.
        lookback_ms: u64,
        /// Also draw it.
        #[serde(default, skip_serializing_if = "is_false")]
        draw: bool,
    },
    /// Something about agents of an instance.
    Agents {
        /// Which instance.
        alias: Alias,
        /// What.
        ask: AgentAsk,
        /// Look alone.
        #[serde(default, skip_serializing_if = "is_false")]
        look: bool,
    },
    /// Something about a share of analytics.
    Share {
        /// Which one.
        share: ShareFiles,
        /// What.
        ask: ShareAsk,
    },
    /// Something about governance.
    Governance {
        /// What.
        ask: GovernanceAsk,
    },
}

/// An instance on the way of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseStop {
    /// Where.
    pub target: TargetName,
    /// Which instance.
    pub alias: Alias,
    /// How.
    #[serde(default)]
    pub deploy: Deploy,
    /// The Region to which AWS replicates it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicated_to: Option<Region>,
}

/// An instance to which a release wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoFlows {
    /// Where.
    pub target: TargetName,
    /// Which instance.
    pub alias: Alias,
    /// What was there.
    pub before: FileRef,
    /// The Region to which AWS replicates it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicated_to: Option<Region>,
}

/// A bundle of flows by the digests of its files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleFiles {
    /// What it says, where that was all that was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Digest>,
    /// The files.
    pub files: Vec<FileRef>,
    /// The type of flows that do not say theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_type: Option<FlowType>,
}

/// What a plan may touch, and how far it looks.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the request"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanOptions {
    /// How far to look.
    #[serde(default, skip_serializing_if = "Depth::is_full")]
    pub depth: Depth,
    /// The layers; none stands for all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub layers: BTreeSet<Layer>,
    /// Remove what is ours and no longer declared.
    #[serde(default, skip_serializing_if = "is_false")]
    pub prune: bool,
    /// Give numbers back that are no longer declared.
    #[serde(default, skip_serializing_if = "is_false")]
    pub release_numbers: bool,
    /// Remove also what holds data and is no longer declared.
    #[serde(default, skip_serializing_if = "is_false")]
    pub delete_data: bool,
    /// Make declared things of others ours.
    #[serde(default, skip_serializing_if = "is_false")]
    pub take_ownership: bool,
}

/// Which contact centre to remove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DestroySubject {
    /// The one that a declaration is about.
    Spec(SpecFiles),
    /// The one with this alias.
    Alias(Alias),
}

/// The SHA-256 of a document's content, and so its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(pub [u8; 32]);

/// A text that is no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected sha256: and 64 lower-case hexadecimal digits")]
pub struct NoDigest;

// === impl Order ===

impl Order {
    /// What kind of job it makes.
    pub fn kind(&self) -> Kind {
        match self {
            Self::PlanCenter { .. } => Kind::PlanCenter,
            Self::ApplyCenter { .. } => Kind::ApplyCenter,
            Self::DestroyCenter { .. } => Kind::DestroyCenter,
            Self::DescribeCenter { .. } => Kind::DescribeCenter,
            Self::ExportCenter { .. } => Kind::ExportCenter,
            Self::DetectDrift { .. } => Kind::DetectDrift,
            Self::ReplicateCenter(_) => Kind::ReplicateCenter,
            Self::GetTraffic { .. } => Kind::GetTraffic,
            Self::ShiftTraffic { .. } => Kind::ShiftTraffic,
            Self::ExportFlows { .. } => Kind::ExportFlows,
            Self::DeployFlows { .. } => Kind::DeployFlows,
            Self::RollBackFlows { .. } => Kind::RollBackFlows,
            Self::ReleaseFlows { .. } => Kind::ReleaseFlows,
            Self::RollBackRelease { .. } => Kind::RollBackRelease,
            Self::ReadContactLog { .. } => Kind::ReadContactLog,
            Self::Agents { ask, .. } => ask.kind(),
            Self::Share { ask, .. } => ask.kind(),
            Self::Governance { ask } => ask.kind(),
        }
    }

    /// The files that it names.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        let others: &[FileRef] = match self {
            Self::DeployFlows { bundle, .. } | Self::ReleaseFlows { bundle, .. } => &bundle.files,
            Self::RollBackFlows { before, .. } => std::slice::from_ref(before),
            Self::Agents { ask, .. } => ask.file().map_or(&[], std::slice::from_ref),
            Self::Governance { ask } => ask.file().map_or(&[], std::slice::from_ref),
            _ => &[],
        };
        let undone: &[UndoFlows] = match self {
            Self::RollBackRelease { stops, .. } => stops,
            _ => &[],
        };
        self.spec()
            .into_iter()
            .flat_map(SpecFiles::all)
            .chain(others)
            .chain(undone.iter().map(|stop| &stop.before))
    }

    /// The bundle in it, where there is one.
    pub(super) fn bundle_mut(&mut self) -> Option<&mut BundleFiles> {
        match self {
            Self::DeployFlows { bundle, .. } | Self::ReleaseFlows { bundle, .. } => Some(bundle),
            _ => None,
        }
    }

    /// The share that it is about, where there is one.
    pub(super) fn share_mut(&mut self) -> Option<&mut ShareFiles> {
        match self {
            Self::Share { share, .. } => Some(share),
            _ => None,
        }
    }

    /// Targets that it names beside that of its job.
    pub fn targets(&self) -> BTreeSet<&TargetName> {
        match self {
            Self::ReleaseFlows { stops, .. } => stops.iter().map(|stop| &stop.target).collect(),
            Self::RollBackRelease { stops, .. } => stops.iter().map(|stop| &stop.target).collect(),
            Self::Share { share, .. } => share.parties.iter().collect(),
            _ => BTreeSet::new(),
        }
    }

    /// The kept plan that it applies.
    pub fn plan(&self) -> Option<PlanId> {
        match self {
            Self::ApplyCenter { plan, .. } => *plan,
            _ => None,
        }
    }

    /// Whether it makes a plan that is kept.
    pub fn keeps_plan(&self) -> bool {
        matches!(
            self,
            Self::PlanCenter {
                keep_s: Some(_),
                ..
            }
        )
    }

    /// The spec in it, where there is one.
    pub fn spec(&self) -> Option<&SpecFiles> {
        match self {
            Self::PlanCenter { spec, .. }
            | Self::ApplyCenter { spec, .. }
            | Self::DetectDrift { spec, .. }
            | Self::Share {
                share: ShareFiles { spec, .. },
                ..
            }
            | Self::DestroyCenter {
                subject: DestroySubject::Spec(spec),
                ..
            } => Some(spec),
            Self::Governance { ask } => ask.spec(),
            Self::DestroyCenter { .. }
            | Self::DescribeCenter { .. }
            | Self::ExportCenter { .. }
            | Self::ReplicateCenter(_)
            | Self::GetTraffic { .. }
            | Self::ShiftTraffic { .. }
            | Self::ExportFlows { .. }
            | Self::DeployFlows { .. }
            | Self::RollBackFlows { .. }
            | Self::ReleaseFlows { .. }
            | Self::RollBackRelease { .. }
            | Self::ReadContactLog { .. }
            | Self::Agents { .. } => None,
        }
    }
}

// === impl Digest ===

impl Digest {
    /// The digest of `content`.
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }

    /// The digest of a value's one canonical form: JSON with sorted members and without spaces.
    pub fn of_value(value: &Value) -> Self {
        Self::of(sorted(value).to_string().as_bytes())
    }

    /// Reads `sha256:HEX`.
    pub fn parse(text: &str) -> Result<Self, NoDigest> {
        let hex = text.strip_prefix("sha256:").ok_or(NoDigest)?;
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if hex.len() != 64 || !hex.bytes().all(is_hex) {
            return Err(NoDigest);
        }
        let mut bytes = [0; 32];
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).map_err(|_| NoDigest)?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Digest {
    type Error = NoDigest;

    fn try_from(text: String) -> Result<Self, NoDigest> {
        Self::parse(&text)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let sorted: BTreeMap<_, _> = members.iter().map(|(k, v)| (k, sorted(v))).collect();
            sorted.into_iter().map(|(k, v)| (k.clone(), v)).collect()
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        plain => plain.clone(),
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}
