//! A recording put back.

use std::collections::BTreeSet;

use connect_model::{PromptId, Tags, spec::Payload};
use connect_resources::{
    KindId, Observed, Trouble,
    prompt::{AUDIO_TAG, PromptChange},
};
use reconcile::{Lane, Step, StepId};

use super::{Undo, act::Hand};
use crate::{act::text, before::Recorded};

/// A prompt as it was and as it is.
pub(super) struct Tape<'s> {
    was: &'s Recorded,
    seen: &'s Observed,
}

// === impl Tape ===

impl<'s> Tape<'s> {
    pub(super) fn of(was: &'s Recorded, seen: &'s Observed) -> Self {
        Self { was, seen }
    }

    fn description(&self) -> Option<String> {
        text(self.seen, "description")
    }

    pub(super) fn thing(&self) -> String {
        format!("prompt {}", self.was.name)
    }

    pub(super) fn step(&self) -> Step<Undo> {
        Step {
            id: StepId::new(KindId::Prompt.as_str(), &self.was.name, "rollback"),
            lane: Lane::new("connect:UpdatePrompt"),
            needs: BTreeSet::new(),
            stage: 0,
            action: Undo {
                thing: self.thing(),
                removes: false,
            },
        }
    }

    /// What there is no way back for.
    pub(super) fn note(&self) -> Option<String> {
        let is_new = self.was.description.is_none() && self.description().is_some();
        is_new.then(|| {
            format!(
                "the {} had no description, and AWS takes none away: it keeps the one that it has",
                self.thing()
            )
        })
    }
}

// === impl Hand ===

impl Hand<'_> {
    /// The tag comes last, so that it never tells of a recording that is not there.
    pub(super) async fn restore_prompt(&self, tape: &Tape<'_>) -> Result<(), Trouble> {
        let id = PromptId::new(&tape.seen.known.id);
        let audio = self.site.calls.audio()?.audio(&self.instance, &id).await?;
        if Payload::new(audio).digest() != tape.was.recording {
            let change = PromptChange::Audio(tape.was.kept_at.clone());
            self.change_prompt(&id, &change).await?;
        }
        if tape.was.description.is_some() && tape.was.description != tape.description() {
            let change = PromptChange::Settings {
                name: tape.was.name.clone(),
                description: tape.was.description.clone(),
            };
            self.change_prompt(&id, &change).await?;
        }
        self.restore_mark(tape).await
    }

    async fn change_prompt(&self, id: &PromptId, change: &PromptChange) -> Result<(), Trouble> {
        let port = &self.site.ports.prompt;
        Ok(port.update(&self.instance, id, change).await?)
    }

    async fn restore_mark(&self, tape: &Tape<'_>) -> Result<(), Trouble> {
        let (port, arn) = (&self.site.ports.tags, &tape.seen.known.arn);
        match &tape.was.mark {
            was if *was == text(tape.seen, "audio") => {}
            Some(mark) => {
                let mut tags = Tags::new();
                // What AWS gave, AWS takes.
                let _refused = tags.insert(AUDIO_TAG, mark);
                port.tag(arn, &tags).await?;
            }
            None => port.untag(arn, &[AUDIO_TAG.to_owned()]).await?,
        }
        Ok(())
    }
}
