//! The entry of Secrets Manager that holds a user's first password.
//!
//! It is written before the user is made and never read back into a plan, a journal or a log. For a
//! user who is there already none is made: no operation of Connect changes a password.

mod port;

use async_trait::async_trait;
use connect_model::{
    Alias, Fault,
    spec::{ContactCenter, Entry, IdentityManagement, Password, UserSpec},
};
use serde::{Deserialize, Serialize};

pub use self::port::Port;
use crate::{
    Acting, Bond, Declared, Facts, Index, Kind, KindId, Known, Layer, Members, Named, Observed,
    Order, Ownership, Reading, Reference, Said, ThingKey, Trouble,
};

/// The kind.
#[derive(Debug)]
pub struct SecretKind;

/// The kind.
pub const KIND: SecretKind = SecretKind;

/// What stands before the username in the name of an entry for a user that an import made.
const IMPORTED: &str = "agents/";

static FACTS: Facts = Facts {
    id: KindId::Secret,
    noun: "secret",
    layer: Layer::Admin,
    tagged: false,
    bond: Bond::Owned,
    make: "secretsmanager:CreateSecret",
    remove: "secretsmanager:DeleteSecret",
    settles: None,
    fixed: &[],
    aspects: &[],
    teardown: 35,
};

#[derive(Serialize, Deserialize)]
struct SecretMembers {
    user: Reference,
}

/// The name of the entry for a user of a centre.
pub(crate) fn name(alias: &Alias, username: &str) -> String {
    format!("{}{username}", prefix(alias))
}

/// The name of the entry for a user that an import makes. An import keeps them, so no plan of a centre
/// takes them for left over; they go with their instance. A name of Secrets Manager has no `\`.
pub fn imported(alias: &Alias, username: &str) -> String {
    let username = username.replace('\\', "+");
    format!("{}{IMPORTED}{username}", prefix(alias))
}

/// Where the first password of a user comes from: an entry of ours, one of somebody else, or none.
pub(crate) fn source(center: &ContactCenter, entry: &Entry<UserSpec>) -> Option<Password> {
    let managed = center.instance.identity_management == IdentityManagement::ConnectManaged;
    managed.then(|| entry.spec.password.clone().unwrap_or(Password::Generate))
}

fn prefix(alias: &Alias) -> String {
    format!("trunkline/{alias}/")
}

// === impl SecretKind ===

#[async_trait]
impl Kind for SecretKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let generated =
            |entry: &&Entry<UserSpec>| matches!(source(center, entry), Some(Password::Generate));
        let declare = |entry: &Entry<UserSpec>| {
            let user = Reference::named(KindId::User, entry.name.as_str());
            let mut thing = Declared::of(KindId::Secret, entry, &SecretMembers { user });
            thing.key.name = name(&center.instance.alias, entry.name.as_str());
            thing
        };
        center.users.iter().filter(generated).map(declare).collect()
    }

    /// A user who is there needs none.
    fn said(&self, _: &Observed) -> Said {
        Said::Nothing
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let prefix = prefix(&cx.scope.alias);
        let port = cx.ports.secret()?;
        cx.read(|| port.list(&prefix)).await
    }

    /// Secrets matter when something is made or torn down; a plan asks for none.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        if !cx.owners {
            return Ok(Vec::new());
        }
        let ours = prefix(&cx.scope.alias);
        let observed = |named: Named| {
            let rest = named.name.strip_prefix(&ours);
            let is_imported = rest.is_some_and(|rest| rest.starts_with(IMPORTED));
            let secret = Observed::ready(KindId::Secret, named, Members::default(), None);
            let ownership = if is_imported {
                Ownership::Foreign
            } else {
                Ownership::OfInstance
            };
            Observed {
                ownership,
                ..secret
            }
        };
        Ok(self.names(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let (name, tags) = (&order.thing.key.name, order.all_tags(cx.scope()));
        let password = cx.passwords.password();
        let token = order.attempt.token().await.to_string();
        let known = cx
            .ports()
            .secret()?
            .create(name, &password, &tags, None, &token)
            .await?;
        cx.keep_password(name, password);
        Ok(known)
    }

    async fn mend(&self, _: &Acting<'_>, _: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        Err(Trouble::unknown_aspect(KindId::Secret, aspect))
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().secret()?.delete(&key.name).await?)
    }

    /// A declared user is what a secret refers to, and the user who needs it comes after it.
    fn references(&self, _: &str, _: &serde_json::Value) -> Vec<ThingKey> {
        Vec::new()
    }

    /// A secret is made for its user.
    fn serves(&self) -> bool {
        true
    }

    fn wanted(&self, thing: &Declared, index: &Index) -> bool {
        let user = thing.members.get("user").and_then(|user| user.as_str());
        user.and_then(Reference::read_named)
            .is_none_or(|user| index.get(&user).is_none())
    }
}
