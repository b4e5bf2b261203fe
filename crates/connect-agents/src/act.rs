//! One step made so.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use connect_model::{Fault, FaultClass, InstanceId, Secret, Tags, UserId, Username};
use connect_resources::{Known, Named, Trouble, setback, user::set_proficiencies};
use reconcile::{Act, Attempt, Certainty, Setback, Step, Verdict};
use serde_json::{Value, json};

use crate::{
    options::SecretOptions,
    plan::{Call, DIRECTORY_TAG, Newcomer, Scales, Task, Whom, difference, is_of},
    roster::Seen,
    site::Site,
};

/// On a secret: the login of the agent whose it is.
pub(crate) const USERNAME_TAG: &str = "trunkline:username";

/// Carries out the steps of a batch.
pub(crate) struct Hand<'a> {
    pub(crate) site: Site<'a>,
    pub(crate) scales: Scales<'a>,
    pub(crate) instance: InstanceId,
    pub(crate) secrets: &'a SecretOptions,
    pub(crate) held: Held,
}

/// What steps of a batch learn and need again.
#[derive(Default)]
pub(crate) struct Held {
    made: Mutex<BTreeMap<String, Known>>,
    passwords: Mutex<BTreeMap<String, Password>>,
}

/// A password of this run.
#[derive(Clone)]
struct Password {
    secret: Secret,
    /// Whether the entry was made for this very step.
    is_new: bool,
}

// === impl Hand ===

#[async_trait]
impl Act<Task> for Hand<'_> {
    async fn act(&self, step: &Step<Task>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let done = match &step.action {
            Task::Create(newcomer) => self.create(newcomer, attempt).await,
            Task::Update(id, change) => {
                let port = &self.site.ports.user;
                let updated = port.update(&self.instance, id, change).await;
                updated.map(|()| Value::Null).map_err(Trouble::from)
            }
            Task::Proficiencies(whom, wanted) => {
                let port = self.site.ports.user.as_ref();
                let id = self.id(whom)?;
                let set = set_proficiencies(port, &self.instance, &id, wanted).await;
                set.map(|()| Value::Null).map_err(Trouble::from)
            }
            Task::Tag { arn, set, unset } => self.tag(arn, set, unset).await,
            Task::Delete(id, secret) => self.delete(id, secret).await,
        };
        done.map_err(Setback::from)
    }
}

impl Hand<'_> {
    /// What was made, by login.
    pub(crate) fn known(&self, username: &Username) -> Option<Known> {
        self.held.made().get(username.as_str()).cloned()
    }

    /// Writes the password down and makes the user with it. The entry comes first and is found again by
    /// its name, so that a repeat makes neither a second entry nor a second password.
    async fn create(&self, newcomer: &Newcomer, attempt: &Attempt<'_>) -> Result<Value, Trouble> {
        let username = &newcomer.agent.username;
        let password = match &newcomer.secret {
            Some(name) => Some(self.password(name, username, attempt).await?),
            None => None,
        };
        let sent = password.as_ref().map(|password| password.secret.clone());
        let draft = newcomer.draft(self.scales.scene, sent);
        let tags = newcomer.tags(self.scales.directory);
        let port = &self.site.ports.user;
        let made = port.create(&self.instance, &draft, &tags).await;
        let known = match made {
            Err(fault) if fault.class == FaultClass::Duplicate => {
                let is_first = attempt.certainty() == Certainty::Clean;
                let is_stray = password.is_some_and(|password| password.is_new) && is_first;
                self.take_over(newcomer, is_stray).await?
            }
            Err(fault) if setback(&fault).verdict == Verdict::Final => {
                let is_first = attempt.certainty() == Certainty::Clean;
                let is_stray = password.is_some_and(|password| password.is_new) && is_first;
                if is_stray {
                    self.discard(newcomer).await?;
                }
                return Err(fault.into());
            }
            made => made?,
        };
        let told = json!(known);
        self.held.made().insert(username.to_string(), known);
        if let Some(name) = &newcomer.secret {
            self.held.passwords().remove(name);
        }
        Ok(told)
    }

    /// The password of this run, else a new one that is written down, else that of the entry that is there.
    async fn password(
        &self,
        name: &str,
        username: &Username,
        attempt: &Attempt<'_>,
    ) -> Result<Password, Trouble> {
        if let Some(password) = self.held.passwords().get(name) {
            return Ok(password.clone());
        }
        let (port, secret) = (self.site.ports.secret()?, self.site.passwords.password());
        let (tags, token) = (
            self.secret_tags(username),
            attempt.token().await.to_string(),
        );
        let key = self.secrets.kms_key.as_deref();
        let password = match port.create(name, &secret, &tags, key, &token).await {
            Err(fault) if fault.class == FaultClass::Duplicate => Password {
                secret: port.value(name).await?,
                is_new: false,
            },
            made => made.map(|_| Password {
                secret,
                is_new: true,
            })?,
        };
        self.held
            .passwords()
            .insert(name.to_owned(), password.clone());
        Ok(password)
    }

    fn secret_tags(&self, username: &Username) -> Tags {
        let mut tags = self.secrets.tags.clone();
        let ours = [
            (DIRECTORY_TAG, self.scales.directory),
            (USERNAME_TAG, &username.as_str().replace('\\', "+")),
        ];
        for (key, value) in ours {
            tags.insert(key, value).expect("names of ours are short");
        }
        tags
    }

    /// A user of this login is there by surprise. One with the tag of the directory is what an earlier try
    /// has made, and is brought to what the row says; another is somebody else's, and an entry that was
    /// written for this try alone holds no password of theirs.
    async fn take_over(&self, newcomer: &Newcomer, is_stray: bool) -> Result<Known, Trouble> {
        let username = &newcomer.agent.username;
        let named = self
            .find(username)
            .await?
            .ok_or_else(|| not_shown(username))?;
        let (id, port) = (UserId::new(&named.known.id), &self.site.ports.user);
        let record = port.describe(&self.instance, &id).await?;
        if !is_of(&record.tags, self.scales.directory) {
            if is_stray {
                self.discard(newcomer).await?;
            }
            return Err(taken(username));
        }
        let seen = Seen {
            arn: named.known.arn.clone(),
            names: self.scales.roster.names(&record.identity),
            ..Seen::of(record)
        };
        for (_, call) in difference(self.scales, &newcomer.agent, &seen, None).changes {
            match call {
                Call::Update(change) => port.update(&self.instance, &id, &change).await?,
                Call::Tags { set, unset } => {
                    self.tag(&seen.arn, &set, &unset).await?;
                }
                Call::Proficiencies(_) => {}
            }
        }
        Ok(named.known)
    }

    /// Takes away an entry that was written for a user who is not made: it holds nobody's password.
    async fn discard(&self, newcomer: &Newcomer) -> Result<(), Trouble> {
        if let Some(name) = &newcomer.secret {
            self.site.ports.secret()?.delete(name).await?;
            self.held.passwords().remove(name);
        }
        Ok(())
    }

    /// Looks through the list, which is right; a search may be behind.
    async fn find(&self, username: &Username) -> Result<Option<Named>, Fault> {
        let mut next: Option<String> = None;
        loop {
            let page = self
                .site
                .calls
                .roster
                .listed(&self.instance, next.as_deref())
                .await?;
            let is = |named: &Named| named.name.eq_ignore_ascii_case(username.as_str());
            if let Some(named) = page.items.into_iter().find(is) {
                return Ok(Some(named));
            }
            match page.next {
                Some(token) => next = Some(token),
                None => return Ok(None),
            }
        }
    }

    async fn tag(&self, arn: &str, set: &Tags, unset: &[String]) -> Result<Value, Trouble> {
        let port = &self.site.ports.tags;
        if !set.is_empty() {
            port.tag(arn, set).await?;
        }
        if !unset.is_empty() {
            port.untag(arn, unset).await?;
        }
        Ok(Value::Null)
    }

    /// The secret goes first: as long as the user is there, whoever comes after an interruption sees that
    /// there is something left to do.
    async fn delete(&self, id: &UserId, secret: &str) -> Result<Value, Trouble> {
        self.site.ports.secret()?.delete(secret).await?;
        match self.site.ports.user.delete(&self.instance, id).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault.into()),
            _ => Ok(Value::Null),
        }
    }

    fn id(&self, whom: &Whom) -> Result<UserId, Setback> {
        match whom {
            Whom::There(id) => Ok(id.clone()),
            Whom::New(username) => {
                let known = self.known(username).ok_or_else(|| not_shown(username))?;
                Ok(UserId::new(known.id))
            }
        }
    }
}

// === impl Held ===

impl Held {
    fn made(&self) -> MutexGuard<'_, BTreeMap<String, Known>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn passwords(&self) -> MutexGuard<'_, BTreeMap<String, Password>> {
        self.passwords
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every list shows it after a while.
fn not_shown(username: &Username) -> Setback {
    let message = format!("the user {username} is there, and no list shows it yet");
    Setback::new(Verdict::Again, "NOT_SHOWN_YET", message)
}

fn taken(username: &Username) -> Trouble {
    let message = format!(
        "somebody made a user {username} since the import looked; import again to update it"
    );
    Setback::new(Verdict::Final, "USERNAME_TAKEN", message).into()
}
