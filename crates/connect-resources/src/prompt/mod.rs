//! Prompts.
//!
//! AWS takes a recording from S3 and never tells what it took. So a file is uploaded under its own
//! digest, and a tag of ours says which recording a prompt has: equal tags are equal recordings.
//! What was uploaded stays when its prompt goes, as data in buckets does.

mod audio;
mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, PromptId, builtin,
    spec::{self, ContactCenter, Entry, PromptSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::{
    audio::{TAG as AUDIO_TAG, uploaded},
    port::{Port, PromptChange, PromptDraft, PromptRecord, RecordingPort},
};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Index, Kind, KindId, Known, Layer, Limit,
    Members, Named, NotBuiltIn, Observed, Order, Ports, Reading, Said, Section, ThingKey, Trouble,
    Written, census::survey, export,
};

/// The kind.
#[derive(Debug)]
pub struct PromptKind;

/// The kind.
pub const KIND: PromptKind = PromptKind;

const SETTINGS: &str = "settings";
const AUDIO: &str = "audio";

static FACTS: Facts = Facts {
    id: KindId::Prompt,
    noun: "prompt",
    layer: Layer::Flows,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreatePrompt",
    remove: "connect:DeletePrompt",
    settles: None,
    fixed: &[],
    // One call changes all, but a new recording has to be uploaded first.
    aspects: &[
        Aspect::of(SETTINGS, &["name", "description"], "connect:UpdatePrompt"),
        Aspect::of(AUDIO, &[AUDIO], "connect:UpdatePrompt"),
    ],
    teardown: 75,
};

const LIMITS: &[Limit] = &[Limit::things("Prompts per instance", "L-0865B754", 500)];

#[derive(Serialize, Deserialize)]
struct Prompt {
    name: String,
    description: Option<String>,
    /// Which recording: `sha256:…` for a file, else the address of the object.
    audio: String,
    /// The bucket that a file is uploaded to; not compared, because the recording is the same.
    bucket: Option<String>,
}

/// The same as AWS shows it. A prompt that nobody marked has a recording that nobody knows.
#[derive(Serialize)]
struct Seen {
    name: String,
    description: Option<String>,
    audio: Option<String>,
}

// === impl PromptKind ===

#[async_trait]
impl Kind for PromptKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn builtin(&self) -> Vec<&'static str> {
        builtin::names(spec::Kind::Prompt)
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<PromptSpec>| {
            let mut thing = Declared::of(KindId::Prompt, entry, &Prompt::declared(center, entry));
            thing.payload = audio::recording(&entry.spec.audio);
            thing
        };
        center.prompts.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Prompt)
    }

    /// A recording that is known by its address can be declared. Of one that is known by its digest the
    /// file is not here, and of any other nothing is known.
    fn said(&self, thing: &Observed) -> Said {
        if export::text(thing, AUDIO).is_some_and(audio::is_address) {
            return Said::Entry;
        }
        Said::not(
            "AWS never tells which recording a prompt has, so it stands under uses alone",
            "to manage it here, declare it under prompts with its file or s3_uri",
        )
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let address = thing.members.get(AUDIO).cloned();
        let entry = Written::new().copied(thing, &["name", "description"]);
        spec.list(entry.with_some("s3_uri", address));
        Ok(())
    }

    fn used(&self, center: &ContactCenter) -> Vec<String> {
        center
            .uses
            .prompts
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.prompt.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.prompt;
        let listed = self.names(cx).await?;
        let search = || port.search(instance);
        let describe = async |id: String| port.describe(instance, &PromptId::new(id)).await;
        let seen = survey(cx, KindId::Prompt, listed, search, describe).await?;
        let found = seen.found.into_iter().map(observed);
        Ok(found.chain(seen.others).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let prompt: Prompt = order.thing.members.typed()?;
        let draft = PromptDraft {
            uri: audio::placed(cx, order.thing, &prompt).await?,
            name: prompt.name,
            description: prompt.description,
        };
        let tags = order
            .all_tags(cx.scope())
            .overlaid(&audio::tags(&prompt.audio));
        let port = &cx.ports().prompt;
        Ok(port.create(&cx.instance()?, &draft, &tags).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let (known, instance) = (order.known()?, cx.instance()?);
        let prompt: Prompt = order.thing.members.typed()?;
        let change = match aspect {
            SETTINGS => PromptChange::Settings {
                name: prompt.name,
                description: prompt.description,
            },
            AUDIO => PromptChange::Audio(audio::placed(cx, order.thing, &prompt).await?),
            other => return Err(Trouble::unknown_aspect(KindId::Prompt, other)),
        };
        let (port, id) = (&cx.ports().prompt, PromptId::new(&known.id));
        port.update(&instance, &id, &change).await?;
        if aspect == AUDIO {
            // Last, so that the tag never tells of a recording that is not there.
            let tags = audio::tags(&prompt.audio);
            cx.ports().tags.tag(&known.arn, &tags).await?;
        }
        Ok(())
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let (port, id) = (&cx.ports().prompt, PromptId::new(&known.id));
        Ok(port.delete(&cx.instance()?, &id).await?)
    }

    /// A recording that lies in a bucket already is not uploaded.
    fn lack(&self, ports: &Ports, thing: &Declared) -> Option<NotBuiltIn> {
        let is_file = thing.payload.is_some();
        is_file.then(|| ports.recordings().err()).flatten()
    }

    /// An address is text, and no reference.
    fn references(&self, _: &str, _: &Value) -> Vec<ThingKey> {
        Vec::new()
    }

    fn settle_form(&self, declared: &mut Members, _: &Index) {
        let mark = declared.get(AUDIO).and_then(Value::as_str).map(audio::mark);
        if let Some(mark) = mark {
            declared.set(AUDIO, mark.into());
        }
    }
}

// === impl Prompt ===

impl Prompt {
    fn declared(center: &ContactCenter, entry: &Entry<PromptSpec>) -> Self {
        let fallback = center.instance.prompt_bucket.as_ref();
        let (audio, bucket) = audio::declared(&entry.spec.audio, fallback);
        Self {
            name: entry.name.to_string(),
            description: entry.spec.description.clone(),
            audio,
            bucket,
        }
    }
}

fn observed((named, record): (Named, PromptRecord)) -> Observed {
    let mut tags = record.tags;
    let members = Members::of(&Seen {
        name: record.name,
        description: record.description,
        audio: tags.remove(audio::TAG),
    });
    Observed::ready(KindId::Prompt, named, members, Some(tags))
}
