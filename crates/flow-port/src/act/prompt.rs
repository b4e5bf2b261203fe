//! Prompts, by the kind of thing that they are.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{FaultClass, PromptId, Secret, spec::Payload};
use connect_resources::{
    Acting, Declared, Index, KindId, Known, Lists, Members, Observed, Order, PasswordSource,
    ThingKey, Trouble, prompt::uploaded,
};
use flow_language::bundle::{Digest, Recording};
use reconcile::{Attempt, Certainty, Setback, Verdict};
use serde_json::{Value, json};

use super::{Hand, checked};
use crate::{
    before::Recorded,
    deploy::prompts,
    observe::{self, prompt_ref},
};

impl Hand<'_> {
    /// Makes a prompt, or takes over the one that has its name by now.
    pub(super) async fn record(
        &self,
        name: &str,
        recording: &Recording,
        attempt: &Attempt<'_>,
    ) -> Result<Value, Trouble> {
        let thing = declared(name, recording);
        let (lists, nothing) = (Lists::default(), BTreeSet::new());
        let acting = self.acting(&lists, &nothing);
        let (deferred, before) = (BTreeSet::new(), BTreeMap::new());
        let kind = KindId::Prompt.kind();
        let seen = self
            .draft
            .world
            .prompts
            .get(name)
            .map(|seen| seen.known.clone());
        let known = match seen {
            Some(known) => Some(known),
            None if attempt.certainty() == Certainty::MayBeDone => acting.look(&thing.key).await?,
            None => None,
        };
        let order = |known| Order {
            thing: &thing,
            known,
            deferred: &deferred,
            before: &before,
            attempt,
        };
        let known = match known {
            Some(known) => known,
            None => match kind.make(&acting, &order(None)).await {
                Ok(known) => return Ok(self.recorded(name, known)),
                Err(trouble) if trouble.is(FaultClass::Duplicate) => {
                    let found = acting.look(&thing.key).await?;
                    found.ok_or_else(|| not_shown(name))?
                }
                Err(trouble) => return Err(trouble),
            },
        };
        for aspect in kind.facts().aspects {
            kind.mend(&acting, &order(Some(&known)), aspect.name)
                .await?;
        }
        Ok(self.recorded(name, known))
    }

    /// Copies the recordings of prompts that get others: AWS keeps one alone. What lies in the bucket
    /// already is the same object.
    pub(super) async fn shelve(&self) -> Result<Vec<Recorded>, Trouble> {
        let (lists, nothing) = (Lists::default(), BTreeSet::new());
        let acting = self.acting(&lists, &nothing);
        let mut shelved = Vec::new();
        for name in prompts(&self.draft.wanted, &self.draft.world) {
            let Some(seen) = self.draft.world.prompts.get(&name) else {
                continue;
            };
            let id = PromptId::new(&seen.known.id);
            let audio = self.site.calls.audio()?.audio(&self.instance, &id).await?;
            let audio = Payload::new(audio);
            shelved.push(Recorded {
                name,
                description: text(seen, "description"),
                recording: audio.digest(),
                kept_at: uploaded(&acting, &audio, None).await?,
                mark: text(seen, "audio"),
            });
        }
        Ok(shelved)
    }

    /// What a kind of thing has at hand to act with.
    fn acting<'r>(&'r self, lists: &'r Lists, nothing: &'r BTreeSet<String>) -> Acting<'r> {
        let reading = observe::reading(self.cx, self.site, Some(&self.instance), lists, nothing);
        let mut index = Index::default();
        let known = &self.draft.world.instance.known;
        let alias = self.site.scope.alias.as_str();
        index.learn(ThingKey::new(KindId::Instance, alias), known.clone());
        Acting::new(reading, &NoPasswords, index)
    }

    fn recorded(&self, name: &str, known: Known) -> Value {
        if let Some(name) = prompt_ref(name) {
            self.inventory().learn(&name, [known.arn, known.id]);
        }
        Value::Null
    }
}

/// Every list shows it after a while.
fn not_shown(name: &str) -> Trouble {
    let message = format!("the prompt {name} is there, and no list shows it yet");
    Setback::new(Verdict::Again, "NOT_SHOWN_YET", message).into()
}

/// Whether a prompt has a recording already.
pub(crate) fn has_recording(seen: &Observed, recording: &Recording) -> bool {
    text(seen, "audio") == Some(Digest::of(&recording.audio).to_string())
}

/// A text of a prompt.
pub(crate) fn text(seen: &Observed, member: &str) -> Option<String> {
    let value = seen.members.get(member).and_then(Value::as_str);
    value.map(str::to_owned)
}

/// A prompt as its kind takes it.
fn declared(name: &str, recording: &Recording) -> Declared {
    let members = Members::of(&json!({
        "name": name,
        "description": recording.description,
        "audio": Digest::of(&recording.audio).to_string(),
        "bucket": null,
    }));
    let mut thing = Declared::bare(ThingKey::new(KindId::Prompt, name), members);
    thing.tags = checked(&recording.tags);
    thing.payload = Some(Payload::new(recording.audio.clone()));
    thing
}

/// No prompt has a password.
#[derive(Debug)]
struct NoPasswords;

impl PasswordSource for NoPasswords {
    fn password(&self) -> Secret {
        Secret::new(String::new())
    }
}
