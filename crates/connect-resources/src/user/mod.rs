//! Users.

mod addresses;
mod password;
mod port;
mod proficiency;

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{
    Fault, HierarchyGroupId, RoutingProfileId, Secret, SecurityProfileId, UserId,
    spec::{ContactCenter, Entry, Password, UserSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::proficiency::Proficiency;
pub use self::{
    port::{
        ChannelWork, Channels, Identity, Phone, Port, ProficiencyRecord, UserChange, UserDraft,
        UserRecord,
    },
    proficiency::set_proficiencies,
};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, NotBuiltIn, Observed, Order, Ports, Reading, Reference, Section, ThingKey, Trouble,
    Written,
    export::{self, name_of},
    secret,
};

/// The kind.
#[derive(Debug)]
pub struct UserKind;

/// The kind.
pub const KIND: UserKind = UserKind;

static FACTS: Facts = Facts {
    id: KindId::User,
    noun: "user",
    layer: Layer::Admin,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateUser",
    remove: "connect:DeleteUser",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of("identity", &["identity"], "connect:UpdateUserIdentityInfo"),
        Aspect::of("phone", &["phone"], "connect:UpdateUserPhoneConfig"),
        Aspect::of(
            "routing-profile",
            &["routing_profile"],
            "connect:UpdateUserRoutingProfile",
        ),
        Aspect::of(
            "security-profiles",
            &["security_profiles"],
            "connect:UpdateUserSecurityProfiles",
        ),
        Aspect::of(
            "hierarchy-group",
            &["hierarchy_group"],
            "connect:UpdateUserHierarchy",
        ),
        Aspect::of(
            proficiency::ASPECT,
            &[proficiency::ASPECT],
            "connect:AssociateUserProficiencies",
        ),
    ],
    teardown: 30,
};

const LIMITS: &[Limit] = &[
    Limit::things("Users per instance", "L-9A46857E", 500),
    Limit::things("Proficiencies per agent", "L-50375162", 10).entries(proficiency::ASPECT),
];

#[derive(Serialize, Deserialize)]
struct User {
    identity: Identity,
    phone: Phone,
    routing_profile: Reference,
    security_profiles: BTreeSet<Reference>,
    hierarchy_group: Option<Reference>,
    proficiencies: Option<Vec<Proficiency>>,
    /// Where the first password is; never observed and never compared.
    password: Option<PasswordPlace>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PasswordPlace {
    /// An entry that this centre keeps.
    Ours(Reference),
    /// An entry that somebody else keeps, by name.
    Elsewhere(String),
}

// === impl UserKind ===

#[async_trait]
impl Kind for UserKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry| Declared::of(KindId::User, entry, &User::declared(center, entry));
        center.users.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::User)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let user: User = thing.members.typed()?;
        let Identity {
            first_name,
            last_name,
            email,
            secondary_email,
            mobile,
        } = user.identity;
        let group = user.hierarchy_group.as_ref();
        let proficiencies = user.proficiencies.iter().flatten();
        let proficiencies: Vec<_> = proficiencies.map(|it| Value::from(it.said())).collect();
        let entry = Written::new()
            .with("username", thing.key.name.as_str())
            .with_some("email", email)
            .with_some("first_name", first_name)
            .with_some("last_name", last_name)
            .with_some("secondary_email", secondary_email)
            .with_some("mobile", mobile)
            .with_some("phone", Some(user.phone.said()))
            .with(
                "routing_profile",
                name_of(&user.routing_profile.as_str().into()),
            )
            .with(
                "security_profiles",
                export::names(thing.members.get("security_profiles")),
            )
            .with_some(
                "hierarchy_group",
                group.map(|group| name_of(&group.as_str().into())),
            )
            .with_some("proficiencies", Some(proficiencies));
        spec.list(entry);
        spec.note_of_all(
            "users",
            "their passwords are nowhere to be read",
            "nothing for this instance; made anew elsewhere, they get new ones",
        );
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.user.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        match cx.instance {
            Some(instance) => addresses::observe(cx, instance, self.names(cx).await?).await,
            None => Ok(Vec::new()),
        }
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let user: User = order.thing.members.typed()?;
        let draft = UserDraft {
            username: order.thing.key.name.clone(),
            routing_profile: user.routing_profile(cx).await?,
            security_profiles: user.security_profiles(cx).await?,
            hierarchy_group: user.hierarchy_group(cx).await?,
            password: match &user.password {
                Some(place) => Some(place.password(cx).await?),
                None => None,
            },
            identity: user.identity,
            phone: user.phone,
            channels: Channels::default(),
            directory_user_id: None,
        };
        let tags = order.all_tags(cx.scope());
        Ok(cx
            .ports()
            .user
            .create(&cx.instance()?, &draft, &tags)
            .await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let id = UserId::new(&order.known()?.id);
        let user: User = order.thing.members.typed()?;
        if aspect == proficiency::ASPECT {
            return match &user.proficiencies {
                Some(declared) => proficiency::mend(cx, &cx.instance()?, &id, declared).await,
                None => Ok(()),
            };
        }
        let change = match aspect {
            "identity" => UserChange::Identity(user.identity),
            "phone" => UserChange::Phone(user.phone),
            "routing-profile" => UserChange::RoutingProfile(user.routing_profile(cx).await?),
            "security-profiles" => UserChange::SecurityProfiles(user.security_profiles(cx).await?),
            "hierarchy-group" => match user.hierarchy_group(cx).await? {
                Some(group) => UserChange::HierarchyGroup(group),
                None => return Ok(()),
            },
            other => return Err(Trouble::unknown_aspect(KindId::User, other)),
        };
        Ok(cx
            .ports()
            .user
            .update(&cx.instance()?, &id, &change)
            .await?)
    }

    /// The call that makes one takes the password out of its entry.
    fn lack(&self, ports: &Ports, thing: &Declared) -> Option<NotBuiltIn> {
        let user = thing.members.typed();
        let has_password = matches!(
            user,
            Ok(User {
                password: Some(_),
                ..
            })
        );
        has_password.then(|| ports.secret().err()).flatten()
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx
            .ports()
            .user
            .delete(&cx.instance()?, &UserId::new(&known.id))
            .await?)
    }

    /// The call that makes a user takes no proficiencies.
    fn after_make(&self, thing: &Declared) -> Vec<&'static str> {
        let declared = thing.members.get(proficiency::ASPECT);
        match declared.and_then(Value::as_array) {
            Some(declared) if !declared.is_empty() => vec![proficiency::ASPECT],
            _ => Vec::new(),
        }
    }
}

// === impl User ===

impl User {
    fn declared(center: &ContactCenter, entry: &Entry<UserSpec>) -> Self {
        let spec = &entry.spec;
        let text = |value: Option<&connect_model::Email>| value.map(ToString::to_string);
        let alias = &center.instance.alias;
        Self {
            identity: Identity {
                first_name: spec.first_name.clone(),
                last_name: spec.last_name.clone(),
                email: text(spec.email.as_ref()),
                secondary_email: text(spec.secondary_email.as_ref()),
                mobile: spec.mobile.as_ref().map(ToString::to_string),
            },
            phone: Phone::from(&spec.phone),
            routing_profile: Reference::named(
                KindId::RoutingProfile,
                spec.routing_profile.as_str(),
            ),
            security_profiles: spec
                .security_profiles
                .iter()
                .map(|name| Reference::named(KindId::SecurityProfile, name.as_str()))
                .collect(),
            hierarchy_group: spec
                .hierarchy_group
                .as_ref()
                .map(|path| Reference::named(KindId::HierarchyGroup, path.as_str())),
            proficiencies: spec.proficiencies.as_deref().map(proficiency::declared),
            password: secret::source(center, entry).map(|source| match source {
                Password::Secret(name) => PasswordPlace::Elsewhere(name.to_string()),
                Password::Generate => PasswordPlace::Ours(Reference::named(
                    KindId::Secret,
                    &secret::name(alias, entry.name.as_str()),
                )),
            }),
        }
    }

    fn observed(record: UserRecord) -> Self {
        let profile = |id: SecurityProfileId| Reference::id(KindId::SecurityProfile, id.as_str());
        Self {
            identity: record.identity,
            phone: record.phone,
            routing_profile: Reference::id(KindId::RoutingProfile, record.routing_profile.as_str()),
            security_profiles: record.security_profiles.into_iter().map(profile).collect(),
            hierarchy_group: record
                .hierarchy_group
                .map(|id| Reference::id(KindId::HierarchyGroup, id.as_str())),
            proficiencies: None,
            password: None,
        }
    }

    async fn routing_profile(&self, cx: &Acting<'_>) -> Result<RoutingProfileId, Trouble> {
        Ok(RoutingProfileId::new(
            cx.resolve(&self.routing_profile).await?.id,
        ))
    }

    async fn security_profiles(&self, cx: &Acting<'_>) -> Result<Vec<SecurityProfileId>, Trouble> {
        let known = cx.resolve_all(&self.security_profiles).await?;
        Ok(known
            .into_iter()
            .map(|known| SecurityProfileId::new(known.id))
            .collect())
    }

    async fn hierarchy_group(&self, cx: &Acting<'_>) -> Result<Option<HierarchyGroupId>, Trouble> {
        let known = cx.resolve_some(self.hierarchy_group.as_ref()).await?;
        Ok(known.map(|known| HierarchyGroupId::new(known.id)))
    }
}

// === impl PasswordPlace ===

impl PasswordPlace {
    /// The password: from this run's memory, else from its entry.
    async fn password(&self, cx: &Acting<'_>) -> Result<Secret, Trouble> {
        let key = match self {
            Self::Elsewhere(name) => {
                return Ok(password::held_by(cx.held_secret(name).await?));
            }
            Self::Ours(reference) => reference.key(),
        };
        let name = key.map(|key| key.name).unwrap_or_default();
        match cx.fresh_password(&name) {
            Some(password) => Ok(password),
            None => Ok(cx.ports().secret()?.value(&name).await?),
        }
    }
}

fn observed(named: Named, record: UserRecord) -> Observed {
    let tags = record.tags.clone();
    let members = Members::of(&User::observed(record));
    Observed::ready(KindId::User, named, members, Some(tags))
}
