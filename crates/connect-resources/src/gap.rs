//! Members that no list and no search shows: read one thing at a time, remembered, or left unseen.

use std::collections::BTreeMap;

use connect_model::Fault;

use crate::{Depth, Doubt, Members, Named, Observed, Reading, Recollection};

/// Members that no list and no search shows, and that one call reads.
#[derive(Debug)]
pub(crate) struct Gap {
    /// Under which they are remembered.
    pub(crate) name: &'static str,
    /// The members; one inside another as `identity.email`.
    pub(crate) members: &'static [&'static str],
    /// Whether their change moves the `LastModifiedTime` of the thing: so for what an update
    /// operation of the thing itself sets, not for links.
    pub(crate) is_dated: bool,
}

/// What is remembered of the things of one kind, and what is to be.
pub(crate) struct Recall<'a> {
    cx: &'a Reading<'a>,
    known: BTreeMap<String, Recollection>,
    learned: BTreeMap<String, Recollection>,
}

// === impl Recall ===

impl<'a> Recall<'a> {
    /// Asks for what is remembered of these things, where that is of use.
    pub(crate) async fn of<'n>(
        cx: &'a Reading<'a>,
        things: impl IntoIterator<Item = &'n Named>,
    ) -> Self {
        let is_of_use = |named: &&Named| cx.depth_of(&named.known) == Depth::Cached;
        let arns = things.into_iter().filter(is_of_use);
        let arns: Vec<_> = arns.map(|named| named.known.arn.clone()).collect();
        let known = if arns.is_empty() {
            Vec::new()
        } else {
            cx.memory.recall(&arns).await
        };
        Self {
            cx,
            known: known
                .into_iter()
                .map(|thing| (thing.arn.clone(), thing))
                .collect(),
            learned: BTreeMap::new(),
        }
    }

    /// Fills a gap of a thing as the depth demands. False when the thing is gone.
    pub(crate) async fn fill<F>(
        &mut self,
        gap: &Gap,
        thing: &mut Observed,
        modified_ms: Option<i64>,
        read: impl FnMut() -> F,
    ) -> Result<bool, Fault>
    where
        F: Future<Output = Result<Members, Fault>>,
    {
        match self.cx.depth_of(&thing.known) {
            Depth::Fast => {
                thing.doubt(gap.members, Doubt::Unseen);
                return Ok(true);
            }
            Depth::Cached if self.fill_remembered(gap, thing, modified_ms) => return Ok(true),
            Depth::Cached | Depth::Full => {}
        }
        let Some(members) = self.cx.read_some(read).await? else {
            return Ok(false);
        };
        thing.members.lay(&members);
        self.note(gap, thing, modified_ms, members);
        Ok(true)
    }

    /// Remembers what was read of a thing.
    ///
    /// AWS tells times to the second in some answers, and a thing that has just been changed may be
    /// changed again within it: such a thing is not remembered.
    pub(crate) fn note(
        &mut self,
        gap: &Gap,
        thing: &Observed,
        modified_ms: Option<i64>,
        members: Members,
    ) {
        let Some(modified_ms) = modified_ms.filter(|time| self.cx.is_past(*time)) else {
            return;
        };
        let arn = &thing.known.arn;
        let before = self.known.get(arn);
        let learned = self.learned.entry(arn.clone());
        let learned = learned.or_insert_with(|| Recollection::begun(arn, modified_ms, before));
        learned.gaps.insert(gap.name.to_owned(), members);
    }

    /// What is remembered of a gap, if the thing has not been changed since.
    pub(crate) fn remembered(
        &self,
        gap: &Gap,
        thing: &Observed,
        modified_ms: Option<i64>,
    ) -> Option<&Members> {
        let known = self.known.get(&thing.known.arn)?.as_of(modified_ms)?;
        known.gaps.get(gap.name)
    }

    /// Forgets a gap that was found to be otherwise.
    pub(crate) fn forget(&mut self, gap: &Gap, thing: &Observed) {
        if let Some(known) = self.known.get_mut(&thing.known.arn) {
            known.gaps.remove(gap.name);
        }
    }

    /// Puts what was read into the memory.
    pub(crate) async fn keep(self) {
        if !self.learned.is_empty() {
            let learned = self.learned.into_values().collect();
            self.cx.memory.remember(learned).await;
        }
    }

    fn fill_remembered(&self, gap: &Gap, thing: &mut Observed, modified_ms: Option<i64>) -> bool {
        let Some(members) = self.remembered(gap, thing, modified_ms) else {
            return false;
        };
        thing.members.lay(members);
        let doubt = if gap.is_dated {
            Doubt::Remembered
        } else {
            Doubt::Undated
        };
        thing.doubt(gap.members, doubt);
        true
    }
}
