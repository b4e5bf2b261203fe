//! Governance from the outside: over gRPC, as jobs.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, SystemTime},
};

use aws_sim::{Action, Rule};
use control_api::v1::{
    self as pb, governance_service_client::GovernanceServiceClient, job::Result as Outcome,
    policy_source::Source,
};
use tonic::{Response, Status, transport::Channel};

use crate::daemon::{Hold, House, Resident, spec, uuid};

const ALIAS: &str = "uk-contact-center";
const TARGET: &str = "targets/plain";

/// What needs no key, no address and nothing that is there.
const DECLARED: &str = "kind: Governance\ninstance: uk-contact-center\n\
    assess: { log_days_max: 365 }\n\
    tags: { Stage: test }\n\
    budgets:\n  - name: connect-monthly\n    amount: \"1200\"\n    \
    alerts: [{ actual: 80, email: [finance@example.com] }]\n";

/// Somebody who governs the daemon's instance.
struct Governor {
    resident: Resident,
    governance: GovernanceServiceClient<Channel>,
}

// === impl Governor ===

impl Governor {
    /// With an instance that keeps recordings.
    async fn new(house: &House) -> Self {
        let governor = Self::again(house).await;
        let center = format!(
            "instance: {{ alias: {ALIAS} }}\n\
             buckets: [{{ name: recordings-of-tests }}]\n\
             storage:\n  call_recordings: {{ bucket: recordings-of-tests, prefix: calls }}\n\
             queues: [{{ name: Sales, hours: Basic Hours }}]\n"
        );
        governor.resident.applied(&center).await;
        governor
    }

    async fn again(house: &House) -> Self {
        let resident = house.daemon("governance").await;
        Self {
            governance: resident.governance(),
            resident,
        }
    }

    async fn job(&self, job: Result<Response<pb::Job>, Status>) -> pb::Job {
        let job = self.resident.rest(&job.unwrap().into_inner().name).await;
        assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
        job
    }

    async fn came(&self, job: Result<Response<pb::Job>, Status>) -> Outcome {
        self.job(job).await.result.unwrap()
    }

    async fn assessed(&mut self, request: pb::AssessInstanceRequest) -> pb::AssessResult {
        let job = self.governance.assess_instance(request).await;
        match self.came(job).await {
            Outcome::Assess(assessed) => assessed,
            other => panic!("{other:#?}"),
        }
    }

    async fn mended(&mut self, look: bool) -> pb::MendResult {
        let job = self.governance.mend_findings(mend(look)).await;
        match self.came(job).await {
            Outcome::Mend(mended) => mended,
            other => panic!("{other:#?}"),
        }
    }

    async fn attached(&mut self, request: pb::AttachPolicyRequest) -> pb::GovernanceChanges {
        let job = self.governance.attach_policy(request).await;
        match self.came(job).await {
            Outcome::AttachPolicy(changes) => changes,
            other => panic!("{other:#?}"),
        }
    }

    async fn ensured(&mut self, look: bool) -> pb::GovernanceChanges {
        let request = pb::EnsureGovernanceRequest {
            target: TARGET.into(),
            spec: Some(spec(DECLARED)),
            look,
            request_id: uuid(),
            ..Default::default()
        };
        let job = self.governance.ensure_governance(request).await;
        match self.came(job).await {
            Outcome::EnsureGovernance(changes) => changes,
            other => panic!("{other:#?}"),
        }
    }

    async fn spent(&mut self, group: pb::get_cost_request::Group) -> pb::CostResult {
        self.told(spending(group)).await
    }

    async fn told(&mut self, request: pb::GetCostRequest) -> pb::CostResult {
        let job = self.governance.get_cost(request).await;
        match self.came(job).await {
            Outcome::Cost(cost) => cost,
            other => panic!("{other:#?}"),
        }
    }

    async fn document(&self, name: &str) -> String {
        let request = pb::DownloadDocumentRequest { name: name.into() };
        let mut documents = self.resident.documents();
        let mut pieces = documents.download_document(request).await.unwrap();
        let mut bytes = Vec::new();
        while let Some(piece) = pieces.get_mut().message().await.unwrap() {
            bytes.extend(piece.chunk);
        }
        String::from_utf8(bytes).unwrap()
    }
}

fn assess() -> pb::AssessInstanceRequest {
    pb::AssessInstanceRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        request_id: uuid(),
        ..Default::default()
    }
}

fn mend(look: bool) -> pb::MendFindingsRequest {
    pb::MendFindingsRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        look,
        request_id: uuid(),
        ..Default::default()
    }
}

fn spending(group: pb::get_cost_request::Group) -> pb::GetCostRequest {
    pb::GetCostRequest {
        target: TARGET.into(),
        start: day(40),
        end: day(10),
        granularity: pb::get_cost_request::Granularity::Daily.into(),
        group: group.into(),
        request_id: uuid(),
        ..Default::default()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as requests have it")]
fn source(source: Source) -> Option<pb::PolicySource> {
    Some(pb::PolicySource {
        source: Some(source),
        ..Default::default()
    })
}

/// The day so many days ago.
#[expect(
    clippy::disallowed_methods,
    reason = "daemons on sockets live by the clock of the machine"
)]
fn day(ago: i64) -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let today = i64::try_from(since.unwrap().as_secs()).unwrap() / 86_400;
    // Years that begin in March have their leap day last.
    let days = today - ago + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Fingerprints of what can be mended, and of all.
fn fingerprints(assessed: &pb::AssessResult) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let all = assessed.findings.iter();
    let mendable = all.clone().filter(|it| it.mendable);
    (
        mendable.map(|it| it.fingerprint.as_str()).collect(),
        all.map(|it| it.fingerprint.as_str()).collect(),
    )
}

#[tokio::test]
async fn what_can_be_mended_is_gone_and_the_rest_is_known() {
    let house = House::new();
    let mut governor = Governor::new(&house).await;
    let formats = [
        pb::AssessmentFormat::Json,
        pb::AssessmentFormat::Sarif,
        pb::AssessmentFormat::Html,
        pb::AssessmentFormat::Text,
    ];
    let before = governor
        .assessed(pb::AssessInstanceRequest {
            formats: formats.map(Into::into).into(),
            ..assess()
        })
        .await;
    assert_eq!(before.center, format!("{TARGET}/centers/{ALIAS}"));
    assert!(before.findings.iter().all(|it| !it.known));
    let written: Vec<_> = before
        .documents
        .iter()
        .map(pb::AssessmentDocument::format)
        .collect();
    assert_eq!(written, formats);
    for document in &before.documents {
        let kept = governor.document(&document.document).await;
        assert!(!kept.is_empty());
        assert_eq!(document.content, kept);
    }
    let looked = governor.mended(true).await;
    assert!(!looked.changes.unwrap().steps.is_empty());
    let (mendable, all_before) = fingerprints(&before);
    let wanted: BTreeSet<_> = looked.findings.iter().map(|it| &*it.fingerprint).collect();
    assert_eq!(wanted, mendable);
    let changes = governor.mended(false).await.changes.unwrap();
    assert!(
        changes.changes > 0 && changes.steps.is_empty(),
        "{changes:?}"
    );
    let after = governor
        .assessed(pb::AssessInstanceRequest {
            baseline_json: before.documents[0].content.clone(),
            ..assess()
        })
        .await;
    let (left, all_after) = fingerprints(&after);
    assert_eq!(left, BTreeSet::new(), "{after:#?}");
    assert!(all_after.is_subset(&all_before));
    assert!(after.findings.iter().all(|it| it.known));
    let again = governor.mended(false).await;
    assert_eq!(again.changes.unwrap().changes, 0);
}

#[tokio::test]
async fn rules_that_are_named_are_judged_and_no_others() {
    let house = House::new();
    let mut governor = Governor::new(&house).await;
    let rule = connect_governance::rules()[0].id;
    let assessed = governor
        .assessed(pb::AssessInstanceRequest {
            spec: Some(spec(DECLARED)),
            rules: vec![rule.to_owned()],
            ..assess()
        })
        .await;
    let found = assessed.findings.iter().map(|it| it.rule.as_str());
    let unjudged = assessed.unjudged.iter().map(|it| it.rule.as_str());
    let sound = assessed.sound.iter().map(String::as_str);
    let judged: BTreeSet<_> = found.chain(unjudged).chain(sound).collect();
    assert_eq!(judged, BTreeSet::from([rule]));
    let elsewhere = pb::AssessInstanceRequest {
        spec: Some(spec(&DECLARED.replace(ALIAS, "another"))),
        ..assess()
    };
    let refused = governor.governance.assess_instance(elsewhere).await;
    let refused = refused.unwrap_err();
    let why = "is not the instance of the spec, another";
    assert!(refused.message().contains(why), "{refused:?}");
}

#[tokio::test]
async fn the_calls_of_a_job_are_those_that_aws_saw() {
    let house = House::new();
    let mut governor = Governor::new(&house).await;
    house.simulator.reset_calls();
    let job = governor.governance.assess_instance(assess()).await;
    let job = governor.job(job).await;
    let seen = house.simulator.calls().into_iter();
    let seen: BTreeMap<_, _> = seen
        .map(|(name, calls)| {
            // The simulator counts by the name of its model, which is not what is signed for.
            let name = name.replace("service-quotas.", "servicequotas.");
            (name, i64::try_from(calls.calls).unwrap())
        })
        .collect();
    assert_eq!(job.calls, seen);
    let request = pb::GeneratePolicyRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        source: source(Source::Job(job.name.clone())),
        request_id: uuid(),
        ..Default::default()
    };
    let made = governor.governance.generate_policy(request).await;
    let Outcome::Policy(made) = governor.came(made).await else {
        panic!("it makes a policy");
    };
    let called = job.calls.keys().map(|it| it.replacen('.', ":", 1));
    let called: BTreeSet<_> = called.collect();
    let told: BTreeSet<_> = made.operations.iter().cloned().collect();
    assert_eq!(told, called);
    assert!(!made.policies.is_empty());
    for policy in &made.policies {
        assert!(
            policy.name.starts_with("job-uk-contact-center-"),
            "{policy:?}"
        );
        assert!(policy.characters <= 6_144);
        let document: serde_json::Value = serde_json::from_str(&policy.document_json).unwrap();
        assert_eq!(document["Version"], "2012-10-17");
    }
}

#[tokio::test]
async fn a_policy_is_attached_once_and_left_alone_after_that() {
    let house = House::new();
    let mut governor = Governor::new(&house).await;
    let request = || pb::AttachPolicyRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        source: source(Source::Persona(pb::Persona::Supervisor.into())),
        role: "supervisors".into(),
        trusts: vec!["arn:aws:iam::111111111111:root".into()],
        request_id: uuid(),
        ..Default::default()
    };
    let looked = pb::AttachPolicyRequest {
        look: true,
        ..request()
    };
    let looked = governor.attached(looked).await;
    assert!(!looked.steps.is_empty());
    let attached = governor.attached(request()).await;
    assert_eq!(attached.subject, format!("{TARGET}/roles/supervisors"));
    assert!(attached.changes > 0 && attached.steps.is_empty());
    let arns: Vec<_> = attached.arns.values().cloned().collect();
    assert_eq!(
        arns[0],
        "arn:aws:iam::111111111111:policy/supervisors-Supervisor-uk-contact-center-1"
    );
    let again = governor.attached(request()).await;
    assert_eq!((again.changes, again.arns), (0, attached.arns));
}

#[tokio::test]
async fn governance_is_ensured_once_and_left_alone_after_that() {
    let house = House::new();
    let mut governor = Governor::new(&house).await;
    let looked = governor.ensured(true).await;
    assert!(!looked.steps.is_empty(), "{looked:?}");
    let ensured = governor.ensured(false).await;
    assert_eq!(ensured.subject, format!("{TARGET}/centers/{ALIAS}"));
    assert!(ensured.changes > 0, "{ensured:?}");
    let again = governor.ensured(false).await;
    assert_eq!((again.changes, again.arns), (0, ensured.arns));
    let request = pb::ReviewTagsRequest {
        target: TARGET.into(),
        spec: Some(spec(DECLARED)),
        required: vec!["Owner".into()],
        request_id: uuid(),
        ..Default::default()
    };
    let reviewed = governor.governance.review_tags(request).await;
    let Outcome::Tags(reviewed) = governor.came(reviewed).await else {
        panic!("it reviews tags");
    };
    assert_eq!(reviewed.required, ["Owner", "Stage"]);
    assert!(reviewed.resources > 0 && !reviewed.lacking.is_empty());
    for lacking in &reviewed.lacking {
        assert_eq!(lacking.keys, ["Owner"], "{lacking:?}");
    }
}

#[tokio::test]
async fn cost_explorer_is_asked_once_a_day_for_each_question() {
    use pb::get_cost_request::Group;
    const ASKED: &str = "ce.GetCostAndUsage";
    let house = House::new();
    let mut governor = Governor::new(&house).await;
    let first = governor.spent(Group::Service).await;
    assert!(!first.rows.is_empty() && !first.services.is_empty());
    let asked = house.calls(ASKED);
    assert!(asked > 0, "{:?}", house.simulator.calls());
    assert_eq!(governor.spent(Group::Service).await, first);
    assert_eq!(house.calls(ASKED), asked, "the answer was kept");
    governor.spent(Group::UsageType).await;
    assert_eq!(house.calls(ASKED), 2 * asked, "another question");
    drop(governor);
    let mut governor = Governor::again(&house).await;
    assert_eq!(governor.spent(Group::Service).await, first);
    assert_eq!(house.calls(ASKED), 2 * asked, "the next daemon has it too");
    house.later(Duration::from_hours(25));
    let renewed = governor.spent(Group::Service).await;
    assert_eq!(house.calls(ASKED), 3 * asked);
    assert!(renewed.asked_at_s >= first.asked_at_s + 24 * 60 * 60);
}

#[tokio::test]
async fn what_was_spent_is_told_although_the_forecast_fails_and_is_asked_again() {
    const ASKED: &str = "ce.GetCostAndUsage";
    let house = House::new();
    let mut governor = Governor::new(&house).await;
    house.simulator.faults(vec![Rule {
        operation: Some("GetCostForecast".into()),
        nth: Some(1),
        action: Action::Error {
            code: "AccessDeniedException".into(),
            status: Some(400),
            message: "ce:GetCostForecast is not allowed".into(),
        },
        ..Rule::default()
    }]);
    let request = || pb::GetCostRequest {
        forecast_end: day(-20),
        ..spending(pb::get_cost_request::Group::Service)
    };
    let told = governor.told(request()).await;
    assert!(!told.rows.is_empty() && told.forecast.is_empty());
    let why = "ce:GetCostForecast is not allowed";
    assert!(told.notes.iter().any(|it| it.contains(why)), "{told:?}");
    let asked = house.calls(ASKED);
    let told = governor.told(request()).await;
    assert!(!told.forecast.is_empty(), "{:?}", told.notes);
    assert!(house.calls(ASKED) > asked, "half an answer is not kept");
}

#[tokio::test]
async fn a_job_that_dies_keeps_what_it_called_and_is_mended_by_the_next_daemon() {
    let house = House::new();
    let mut governor = Governor::new(&house).await;
    let looked = governor.mended(true).await;
    assert!(!looked.changes.unwrap().steps.is_empty());
    drop(governor);
    let hold = Hold::at("PUT", "recordings-of-tests");
    let dying = house.held_daemon("governance", &hold).await;
    let job = dying.governance().mend_findings(mend(false)).await;
    let job = job.unwrap().into_inner();
    hold.reached().await;
    drop(dying);
    let governor = Governor::again(&house).await;
    let job = governor.resident.rest(&job.name).await;
    assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
    assert_eq!(job.runs, 2);
    // Both runs looked for the instance.
    assert!(job.calls["connect.ListInstances"] >= 2, "{:?}", job.calls);
}
