//! Prompts, by the kind of thing that they are.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{FaultClass, Secret, spec::Payload};
use connect_resources::{
    Acting, Declared, Index, KindId, Known, Lists, Members, Observed, Order, PasswordSource,
    ThingKey, Trouble,
};
use flow_language::bundle::{Digest, Recording};
use reconcile::{Attempt, Certainty, Setback, Verdict};
use serde_json::{Value, json};

use super::{Hand, checked};
use crate::observe::{self, prompt_ref};

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
        let reading = observe::reading(self.cx, self.site, Some(&self.instance), &lists, &nothing);
        let mut index = Index::default();
        let known = &self.draft.world.instance.known;
        let alias = self.site.scope.alias.as_str();
        index.learn(ThingKey::new(KindId::Instance, alias), known.clone());
        let acting = Acting::new(reading, &NoPasswords, index);
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
    let wanted = Digest::of(&recording.audio).to_string();
    seen.members.get("audio").and_then(Value::as_str) == Some(&wanted)
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
