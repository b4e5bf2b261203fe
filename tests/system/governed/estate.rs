//! An account with the instance of the full sample, and what an assessment says of it.

use std::collections::BTreeSet;

use connect_governance::{AssessOptions, Assessment, UpkeepPart, ensure, mend};
use connect_model::{Alias, InstanceId, governance::Governance, spec::ContactCenter};
use connect_provision::Outputs;
use connect_resources::KindId;
use reconcile::{Ended, MemoryJournal, RunReport};
use system_tests::Desk;

/// An account with an instance.
pub(super) struct Estate {
    pub(super) desk: Desk,
    pub(super) alias: Alias,
    outputs: Outputs,
}

// === impl Estate ===

impl Estate {
    /// An account in which a centre was applied.
    pub(super) async fn of(desk: Desk, center: &ContactCenter) -> Self {
        let report = desk.applied(1, center).await;
        Self {
            desk,
            alias: center.instance.alias.clone(),
            outputs: report.outputs,
        }
    }

    /// The id of something that was applied.
    pub(super) fn id(&self, kind: KindId, key: &str) -> &str {
        let mut things = self.outputs.of_kind(kind);
        let found = things.find(|(name, _)| *name == key);
        &found.unwrap_or_else(|| panic!("no {kind:?} {key}")).1.id
    }

    /// The id of the instance.
    pub(super) fn instance(&self) -> &str {
        self.id(KindId::Instance, self.alias.as_str())
    }

    /// A path of Amazon Connect below the instance: `/noun/INSTANCE/rest`.
    pub(super) fn path(&self, noun: &str, rest: &str) -> String {
        format!("/{noun}/{}{rest}", self.instance())
    }

    /// What an assessment says.
    pub(super) async fn assessed(&self, options: &AssessOptions) -> Assessment {
        self.desk.assess(&self.alias, options).await
    }

    /// Mends what can be mended of an assessment.
    pub(super) async fn mended(&self, job: u128, assessment: &Assessment) -> RunReport {
        let findings = assessment.findings.iter();
        let findings: Vec<_> = findings.map(|it| it.finding.clone()).collect();
        let plan = mend::plan(&findings);
        let calls = self.desk.session().await.mend_calls();
        let instance = InstanceId::new(self.instance());
        let (cx, journal) = (self.desk.context(job), MemoryJournal::default());
        let run = mend::carry_out(&cx, &calls, &instance, &plan, &journal).await;
        run.unwrap()
    }

    /// Makes what governance declares so.
    pub(super) async fn ensured(&self, job: u128, governance: &Governance) {
        let calls = self.desk.session().await.upkeep_calls();
        let parts: BTreeSet<_> = UpkeepPart::ALL.into();
        let (cx, journal) = (self.desk.context(job), MemoryJournal::default());
        let done = ensure(&cx, &calls, governance, &parts, &journal).await;
        let done = done.unwrap_or_else(|error| panic!("{error:?}"));
        let setbacks: Vec<_> = done.run.setbacks().collect();
        assert_eq!(done.run.ended, Ended::Done, "{setbacks:#?}");
    }
}

/// The ARN of an instance.
pub(super) fn arn(instance: &str) -> String {
    format!("arn:aws:connect:eu-west-2:111111111111:instance/{instance}")
}
