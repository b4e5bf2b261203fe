//! Roles that Lambda and Lex take for a function or bot whose spec names none.
//!
//! IAM knows one name for all Regions of an account, so the name is made of the place too; the path
//! says what the role is for, and lets a list find those of a centre.

mod document;
mod port;

use async_trait::async_trait;
use connect_model::{
    Fault,
    spec::{ContactCenter, Entry},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::document::Service;
pub use self::port::{Port, ServiceRoleDraft, ServiceRoleRecord};
use crate::{
    Acting, Aspect, Bond, Declared, Facts, Kind, KindId, Known, Layer, Members, Named, Observed,
    Order, Reading, Said, Scope, ThingKey, Trouble,
    digest::{DIGEST, digest},
};

/// The kind.
#[derive(Debug)]
pub struct ServiceRoleKind;

/// The kind.
pub const KIND: ServiceRoleKind = ServiceRoleKind;

const TRUST: &str = "trust";
const PERMISSIONS: &str = "permissions";

/// The name of the policy in the role.
const POLICY: &str = "trunkline";
/// How much of the name of its owner the name of a role has, so that people know it.
const NAME_CHARS: usize = 24;
const HASH_CHARS: usize = 12;

static FACTS: Facts = Facts {
    id: KindId::ServiceRole,
    noun: "service role",
    layer: Layer::Supporting,
    tagged: true,
    bond: Bond::Owned,
    make: "iam:CreateRole",
    remove: "iam:DeleteRole",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of(TRUST, &["service"], "iam:UpdateAssumeRolePolicy"),
        Aspect::of(PERMISSIONS, &["may"], "iam:PutRolePolicy"),
    ],
    teardown: 116,
};

/// What is not as it should be in a document has no member, and so differs.
#[derive(Serialize, Deserialize)]
struct ServiceRole {
    service: Option<String>,
    may: Option<String>,
}

// === impl ServiceRoleKind ===

#[async_trait]
impl Kind for ServiceRoleKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let functions = center.functions.iter();
        let functions = functions.filter(|entry| entry.spec.role.is_none());
        let bots = center.bots.iter().filter(|entry| entry.spec.role.is_none());
        let bots = bots.map(|entry| declared(Service::Lex, "lex", entry));
        functions
            .map(|entry| declared(Service::Lambda, "lambda", entry))
            .chain(bots)
            .collect()
    }

    /// Those of functions and bots that are used: they go with them.
    fn used(&self, center: &ContactCenter) -> Vec<String> {
        let functions = center.uses.functions.iter();
        let bots = center.uses.bots.iter();
        functions
            .map(|name| format!("lambda/{name}"))
            .chain(bots.map(|name| format!("lex/{name}")))
            .collect()
    }

    /// It comes with what it is for.
    fn said(&self, _: &Observed) -> Said {
        Said::Nothing
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let root = root(cx.scope);
        let port = cx.ports.service_role()?;
        let roles = cx.read(|| port.list(&root)).await?;
        Ok(roles
            .into_iter()
            .filter_map(|it| named(it, &root))
            .collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut names: Vec<String> = cx.declared.iter().map(|it| it.key.name.clone()).collect();
        if cx.owners {
            let listed = self.names(cx).await?.into_iter();
            names.extend(listed.map(|it| it.name).filter(|name| !cx.declares(name)));
        }
        let mut found = Vec::new();
        for name in names {
            let role = role_name(cx.scope, &name);
            let port = cx.ports.service_role()?;
            let describe = || port.describe(&role, POLICY);
            if let Some(record) = cx.read_some(describe).await? {
                found.push(observed(cx.scope, name, role, record));
            }
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let name = &order.thing.key.name;
        let (service, owner) = service(name)?;
        let draft = ServiceRoleDraft {
            name: role_name(cx.scope(), name),
            path: format!("{}{name}/", root(cx.scope())),
            description: format!("{owner} of the contact centre {}", cx.scope().alias),
            trust: document::trust(service).to_string(),
            tags: order.all_tags(cx.scope()),
        };
        Ok(cx.ports().service_role()?.create(&draft).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let name = &order.thing.key.name;
        let (service, owner) = service(name)?;
        let (role, port) = (role_name(cx.scope(), name), cx.ports().service_role()?);
        match aspect {
            TRUST => {
                port.trust(&role, &document::trust(service).to_string())
                    .await?;
            }
            PERMISSIONS => {
                let permissions = document::permissions(service, owner, cx.scope());
                port.permit(&role, POLICY, &permissions.to_string()).await?;
            }
            other => return Err(Trouble::unknown_aspect(KindId::ServiceRole, other)),
        }
        Ok(())
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().service_role()?.delete(&known.id, POLICY).await?)
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

fn declared<T>(service: Service, word: &str, entry: &Entry<T>) -> Declared {
    let members = ServiceRole {
        service: Some(service.principal().to_owned()),
        may: Some(service.ability().to_owned()),
    };
    let key = ThingKey::new(KindId::ServiceRole, format!("{word}/{}", entry.name));
    Declared {
        tags: entry.tags.clone(),
        place: entry.place.clone(),
        ..Declared::bare(key, Members::of(&members))
    }
}

fn service(name: &str) -> Result<(Service, &str), Trouble> {
    let unknown = || Trouble::stored("STEP_INCOMPLETE", format!("{name} is the role of nothing"));
    Service::of(name).ok_or_else(unknown)
}

/// The path of all roles of a centre in a Region.
fn root(scope: &Scope) -> String {
    format!("/trunkline-services/{}/{}/", scope.alias, scope.region)
}

fn role_name(scope: &Scope, name: &str) -> String {
    let whole = format!("{}{name}", root(scope));
    let hash = digest(whole.as_bytes());
    let hash: String = hash[DIGEST.len()..].chars().take(HASH_CHARS).collect();
    let owner = name.replace('/', "-");
    let owner: String = owner.chars().take(NAME_CHARS).collect();
    format!("trunkline-{owner}-{hash}")
}

/// The name of what a role is for stands in its path.
fn named(known: Known, root: &str) -> Option<Named> {
    let (_, rest) = known.arn.split_once(root)?;
    let (name, _) = rest.rsplit_once('/')?;
    Some(Named {
        name: name.to_owned(),
        known,
        modified_ms: None,
    })
}

fn observed(scope: &Scope, name: String, role: String, record: ServiceRoleRecord) -> Observed {
    let is = |document: &str, wanted: Value| {
        serde_json::from_str::<Value>(document).is_ok_and(|document| document == wanted)
    };
    let service = Service::of(&name);
    let trusts = service.filter(|(service, _)| is(&record.trust, document::trust(*service)));
    let may = service.filter(|(service, owner)| {
        let wanted = document::permissions(*service, owner, scope);
        record.permissions.as_ref().is_some_and(|it| is(it, wanted))
    });
    let members = Members::of(&ServiceRole {
        service: trusts.map(|(service, _)| service.principal().to_owned()),
        may: may.map(|(service, _)| service.ability().to_owned()),
    });
    let named = Named {
        known: Known::new(role, &record.arn),
        name,
        modified_ms: None,
    };
    Observed::ready(KindId::ServiceRole, named, members, Some(record.tags))
}
