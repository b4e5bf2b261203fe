//! The role that users of an identity provider take to come to the instance.

mod document;
mod port;

use async_trait::async_trait;
use connect_model::{
    Fault,
    spec::{ContactCenter, Entry, FederationRoleSpec},
};
use serde::{Deserialize, Serialize};

pub use self::port::{Port, RoleDraft, RoleRecord};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Members, Named,
    Observed, Order, Reading, Reference, Scope, Section, ThingKey, Trouble, Written,
    export::name_of,
};

/// The kind.
#[derive(Debug)]
pub struct FederationRoleKind;

/// The kind.
pub const KIND: FederationRoleKind = FederationRoleKind;

const TRUST: &str = "trust";
const PERMISSIONS: &str = "permissions";
const SESSION: &str = "session";

/// The name of the policy in the role.
const POLICY: &str = "amazon-connect-federation";
const HOUR_S: u32 = 3_600;
/// How long a session lasts when nothing is said.
const SESSION_HOURS: u32 = 12;

static FACTS: Facts = Facts {
    id: KindId::FederationRole,
    noun: "federation role",
    layer: Layer::Supporting,
    tagged: true,
    bond: Bond::Owned,
    make: "iam:CreateRole",
    remove: "iam:DeleteRole",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of(TRUST, &["provider"], "iam:UpdateAssumeRolePolicy"),
        Aspect::of(PERMISSIONS, &["instance"], "iam:PutRolePolicy"),
        Aspect::of(SESSION, &["session_hours"], "iam:UpdateRole"),
    ],
    teardown: 115,
};

/// What is not as it should be in a document has no member, and so differs.
#[derive(Serialize, Deserialize)]
struct FederationRole {
    provider: Option<Reference>,
    instance: Option<Reference>,
    session_hours: u32,
}

// === impl FederationRoleKind ===

#[async_trait]
impl Kind for FederationRoleKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let alias = center.instance.alias.as_str();
        let declare = |entry: &Entry<FederationRoleSpec>| {
            let provider = entry.spec.provider.as_str();
            let members = FederationRole {
                provider: Some(Reference::named(KindId::SamlProvider, provider)),
                instance: Some(Reference::named(KindId::Instance, alias)),
                session_hours: entry.spec.session_hours,
            };
            Declared::of(KindId::FederationRole, entry, &members)
        };
        center.federation_roles.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::FederationRole)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let role: FederationRole = thing.members.typed()?;
        let provider = role.provider.as_ref();
        let entry = Written::new()
            .with("name", thing.key.name.as_str())
            .with_some("provider", provider.map(|it| name_of(&it.as_str().into())))
            .unless("session_hours", role.session_hours, SESSION_HOURS);
        spec.list(entry);
        Ok(())
    }

    /// Roles of ours have a path of their own, so that a list finds them among all roles.
    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let path = path(cx.scope);
        let port = cx.ports.federation_role()?;
        cx.read(|| port.list(&path)).await
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut names: Vec<String> = cx.declared.iter().map(|it| it.key.name.clone()).collect();
        if cx.owners {
            let listed = self.names(cx).await?.into_iter();
            names.extend(listed.map(|it| it.name).filter(|name| !cx.declares(name)));
        }
        let mut found = Vec::new();
        for name in names {
            let port = cx.ports.federation_role()?;
            let describe = || port.describe(&name, POLICY);
            if let Some(record) = cx.read_some(describe).await? {
                found.push(observed(name, record));
            }
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let role: FederationRole = order.thing.members.typed()?;
        let draft = RoleDraft {
            name: order.thing.key.name.clone(),
            path: path(cx.scope()),
            description: format!("Users of the Amazon Connect instance {}", cx.scope().alias),
            trust: document::trust(&provider(cx, &role).await?),
            session_s: role.session_hours * HOUR_S,
            tags: order.all_tags(cx.scope()),
        };
        Ok(cx.ports().federation_role()?.create(&draft).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let role: FederationRole = order.thing.members.typed()?;
        let (name, port) = (&order.thing.key.name, cx.ports().federation_role()?);
        match aspect {
            TRUST => {
                let trust = document::trust(&provider(cx, &role).await?);
                port.trust(name, &trust).await?;
            }
            PERMISSIONS => {
                let permissions = document::permissions(&cx.instance_known()?.arn);
                port.permit(name, POLICY, &permissions).await?;
            }
            SESSION => {
                port.limit_sessions(name, role.session_hours * HOUR_S)
                    .await?;
            }
            other => return Err(Trouble::unknown_aspect(KindId::FederationRole, other)),
        }
        Ok(())
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        Ok(cx
            .ports()
            .federation_role()?
            .delete(&key.name, POLICY)
            .await?)
    }

    fn after_make(&self, _: &Declared) -> Vec<&'static str> {
        vec![PERMISSIONS]
    }

    fn tag_lane(&self) -> &'static str {
        "iam:TagRole"
    }

    fn outlives_instance(&self) -> bool {
        true
    }
}

fn path(scope: &Scope) -> String {
    format!("/trunkline/{}/", scope.alias)
}

/// The ARN of the provider.
async fn provider(cx: &Acting<'_>, role: &FederationRole) -> Result<String, Trouble> {
    let provider = cx.resolve_some(role.provider.as_ref()).await?;
    let without = || Trouble::stored("STEP_INCOMPLETE", "the step does not name a provider");
    Ok(provider.ok_or_else(without)?.arn)
}

fn observed(name: String, record: RoleRecord) -> Observed {
    let provider = document::trusted(&record.trust);
    let instance = record.permissions.as_deref().and_then(document::permitted);
    let members = FederationRole {
        provider: provider.map(|arn| Reference::id(KindId::SamlProvider, &arn)),
        instance: instance.map(|arn| Reference::id(KindId::Instance, &arn)),
        session_hours: record.session_s / HOUR_S,
    };
    let named = Named {
        known: Known::new(&name, &record.arn),
        name,
        modified_ms: None,
    };
    let members = Members::of(&members);
    Observed::ready(KindId::FederationRole, named, members, Some(record.tags))
}
