//! Attachments on an IAM that is a few maps.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use async_trait::async_trait;
use connect_model::{Fault, FaultClass, Region, Tags};
use reconcile::{Cancel, Ended, Haste, MemoryJournal, RetryPolicy, WallClock};

use super::*;
use crate::{
    policy::{Operation, Scope, policy_for},
    port::{AttachedPolicy, PolicyDraft, PolicyRecord, PolicyVersion, RoleDraft, RoleRecord},
};

/// A policy with its versions, the last of which holds.
#[derive(Clone, Default)]
struct Kept {
    versions: Vec<(String, String)>,
    made: usize,
    tags: Tags,
}

#[derive(Default)]
struct State {
    roles: BTreeMap<String, RoleRecord>,
    policies: BTreeMap<String, Kept>,
    attached: BTreeMap<String, Vec<String>>,
    writes: Vec<String>,
}

#[derive(Default)]
struct Iam(Mutex<State>);

impl Iam {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    fn writes(&self) -> Vec<String> {
        std::mem::take(&mut self.state().writes)
    }

    fn wrote(&self, what: &str) {
        self.state().writes.push(what.to_owned());
    }
}

fn arn(name: &str) -> String {
    format!("arn:aws:iam::111111111111:policy/{name}")
}

fn fault(class: FaultClass) -> Fault {
    Fault {
        class,
        service: "iam".into(),
        operation: "Test".into(),
        code: "Test".into(),
        message: "test".into(),
        request_id: None,
        problems: Vec::new(),
    }
}

#[async_trait]
impl IdentityPort for Iam {
    async fn role(&self, name: &str) -> Result<Option<RoleRecord>, Fault> {
        Ok(self.state().roles.get(name).cloned())
    }

    async fn create_role(&self, draft: &RoleDraft) -> Result<String, Fault> {
        self.wrote("create role");
        let arn = format!("arn:aws:iam::111111111111:role/{}", draft.name);
        let record = RoleRecord {
            arn: arn.clone(),
            trust: draft.trust.clone(),
            tags: draft.tags.clone(),
        };
        self.state().roles.insert(draft.name.clone(), record);
        Ok(arn)
    }

    async fn trust(&self, role: &str, document: &str) -> Result<(), Fault> {
        self.wrote("trust role");
        let mut state = self.state();
        document.clone_into(&mut state.roles.get_mut(role).unwrap().trust);
        Ok(())
    }

    async fn policy(&self, arn: &str) -> Result<Option<PolicyRecord>, Fault> {
        let state = self.state();
        let attachments = state.attached.values().flatten().filter(|it| *it == arn);
        let attachments = u32::try_from(attachments.count()).unwrap();
        Ok(state.policies.get(arn).map(|kept| PolicyRecord {
            arn: arn.to_owned(),
            document: kept.versions.last().unwrap().1.clone(),
            attachments,
            tags: kept.tags.clone(),
        }))
    }

    async fn versions(&self, arn: &str) -> Result<Vec<PolicyVersion>, Fault> {
        let state = self.state();
        let versions = &state.policies[arn].versions;
        let shown = versions
            .iter()
            .enumerate()
            .map(|(n, (id, _))| PolicyVersion {
                id: id.clone(),
                is_default: n + 1 == versions.len(),
            });
        Ok(shown.collect())
    }

    async fn create_policy(&self, draft: &PolicyDraft) -> Result<String, Fault> {
        self.wrote(&format!("create {}", draft.name));
        let kept = Kept {
            versions: vec![("v1".to_owned(), draft.document.clone())],
            made: 1,
            tags: draft.tags.clone(),
        };
        self.state().policies.insert(arn(&draft.name), kept);
        Ok(arn(&draft.name))
    }

    async fn create_version(&self, arn: &str, document: &str) -> Result<(), Fault> {
        self.wrote("create version");
        let mut state = self.state();
        let kept = state.policies.get_mut(arn).unwrap();
        if kept.versions.len() >= 5 {
            return Err(fault(FaultClass::QuotaFull));
        }
        kept.made += 1;
        let id = format!("v{}", kept.made);
        kept.versions.push((id, document.to_owned()));
        Ok(())
    }

    async fn delete_version(&self, arn: &str, version: &str) -> Result<(), Fault> {
        self.wrote(&format!("delete {version}"));
        let mut state = self.state();
        let kept = state.policies.get_mut(arn).unwrap();
        kept.versions.retain(|(id, _)| id != version);
        Ok(())
    }

    async fn attached(&self, role: &str) -> Result<Vec<AttachedPolicy>, Fault> {
        let state = self.state();
        let arns = state.attached.get(role).into_iter().flatten();
        let shown = arns.map(|arn| AttachedPolicy {
            name: arn.rsplit('/').next().unwrap().to_owned(),
            arn: arn.clone(),
        });
        Ok(shown.collect())
    }

    async fn attach(&self, role: &str, arn: &str) -> Result<(), Fault> {
        self.wrote("attach");
        let mut state = self.state();
        let attached = state.attached.entry(role.to_owned()).or_default();
        attached.push(arn.to_owned());
        Ok(())
    }

    async fn detach(&self, role: &str, arn: &str) -> Result<(), Fault> {
        self.wrote("detach");
        let mut state = self.state();
        state.attached.get_mut(role).unwrap().retain(|it| it != arn);
        Ok(())
    }

    async fn delete_policy(&self, arn: &str) -> Result<(), Fault> {
        self.wrote("delete policy");
        self.state().policies.remove(arn);
        Ok(())
    }
}

fn context() -> RunContext {
    RunContext {
        key: uuid::Uuid::from_u128(1),
        clock: Arc::new(WallClock),
        cancel: Cancel::new(),
        width: 8,
        retry: RetryPolicy::default(),
        haste: Haste::default(),
    }
}

fn policies(operations: &[&str]) -> Policies {
    let operations = operations.iter().map(|it| Operation::parse(it).unwrap());
    let account = AccountId::new("111111111111").unwrap();
    let scope = Scope::new(account, Region::new("eu-west-2").unwrap());
    policy_for(&operations.collect(), &scope)
}

/// Two documents instead of one, as of a policy that is too long for one.
fn doubled(policies: &Policies) -> Policies {
    let mut doubled = policies.clone();
    let mut other = doubled.documents[0].clone();
    other.statements[0].sid = "Other".to_owned();
    doubled.documents.push(other);
    doubled
}

async fn ensured(iam: &Iam, policies: &Policies, trusts: &[Arn]) -> Result<Attached, Error> {
    let account = AccountId::new("111111111111").unwrap();
    let attachment = Attachment {
        name: "apply",
        place: ("aws", &account),
        role: "deploy",
        trusts,
        policies,
    };
    let journal = MemoryJournal::default();
    attach(&context(), &attachment, iam, &journal).await
}

fn trusted() -> Vec<Arn> {
    vec![Arn::parse("arn:aws:iam::111111111111:role/ci").unwrap()]
}

fn rules(error: Error) -> Vec<String> {
    match error {
        Error::Findings(findings) => findings.into_iter().map(|it| it.rule).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_second_attachment_has_nothing_to_do() {
    let iam = Iam::default();
    let policies = policies(&["connect.ListQueues"]);
    let attached = ensured(&iam, &policies, &trusted()).await.unwrap();
    assert_eq!(attached.run.ended, Ended::Done);
    assert_eq!(attached.policies, [arn("apply-1")]);
    let mut writes = iam.writes();
    writes.sort();
    assert_eq!(writes, ["attach", "create apply-1", "create role"]);
    let trust = iam.state().roles["deploy"].trust.clone();
    assert!(trust.contains("role/ci"), "{trust}");
    for trusts in [trusted(), Vec::new()] {
        let again = ensured(&iam, &policies, &trusts).await.unwrap();
        assert_eq!(again.changes(), 0);
        assert_eq!(iam.writes(), [""; 0]);
    }
}

#[tokio::test]
async fn another_document_is_a_version_that_holds_and_the_oldest_makes_room() {
    let iam = Iam::default();
    let names = [
        "ListQueues",
        "ListUsers",
        "ListPrompts",
        "ListRules",
        "ListViews",
        "ListBots",
    ];
    for name in names {
        let policies = policies(&[&format!("connect.{name}")]);
        ensured(&iam, &policies, &trusted()).await.unwrap();
        let document = policies.documents[0].to_string();
        let there = iam.policy(&arn("apply-1")).await.unwrap().unwrap();
        assert_eq!(there.document, document);
    }
    let state = iam.state();
    let ids = state.policies[&arn("apply-1")].versions.iter();
    let ids: Vec<_> = ids.map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["v2", "v3", "v4", "v5", "v6"]);
}

#[tokio::test]
async fn what_a_shorter_policy_needs_no_longer_goes_after_the_rest_is_there() {
    let iam = Iam::default();
    let one = policies(&["connect.ListQueues"]);
    ensured(&iam, &doubled(&one), &trusted()).await.unwrap();
    iam.writes();
    let other = policies(&["connect.ListUsers"]);
    ensured(&iam, &other, &[]).await.unwrap();
    assert_eq!(iam.writes(), ["create version", "detach", "delete policy"]);
    assert_eq!(iam.state().attached["deploy"], [arn("apply-1")]);
}

#[tokio::test]
async fn what_others_made_is_not_taken_over() {
    let iam = Iam::default();
    let policies = policies(&["connect.ListQueues"]);
    let foreign = PolicyDraft {
        name: "apply-1".to_owned(),
        description: String::new(),
        document: "{}".to_owned(),
        tags: Tags::new(),
    };
    iam.create_policy(&foreign).await.unwrap();
    iam.writes();
    let refused = ensured(&iam, &policies, &trusted()).await.unwrap_err();
    assert_eq!(rules(refused), ["policy-of-others"]);
    assert_eq!(iam.writes(), [""; 0]);
}

#[tokio::test]
async fn a_role_of_others_gets_the_policies_and_keeps_its_trust() {
    let iam = Iam::default();
    let there = RoleDraft {
        name: "deploy".to_owned(),
        description: String::new(),
        trust: "{}".to_owned(),
        tags: Tags::new(),
    };
    iam.create_role(&there).await.unwrap();
    let policies = policies(&["connect.ListQueues"]);
    ensured(&iam, &policies, &trusted()).await.unwrap();
    assert_eq!(iam.state().roles["deploy"].trust, "{}");
    assert_eq!(iam.state().attached["deploy"], [arn("apply-1")]);
}

#[tokio::test]
async fn a_role_that_nobody_may_take_is_not_made() {
    let iam = Iam::default();
    let policies = policies(&["connect.ListQueues"]);
    let refused = ensured(&iam, &policies, &[]).await.unwrap_err();
    assert_eq!(rules(refused), ["role-without-trust"]);
    let nothing = policies_of_nothing();
    let refused = ensured(&iam, &nothing, &trusted()).await.unwrap_err();
    assert_eq!(rules(refused), ["empty-policy"]);
    assert_eq!(iam.writes(), [""; 0]);
}

#[tokio::test]
async fn whom_a_role_of_ours_trusts_follows_what_is_said() {
    let iam = Iam::default();
    let policies = policies(&["connect.ListQueues"]);
    ensured(&iam, &policies, &trusted()).await.unwrap();
    iam.writes();
    let other = Arn::parse("arn:aws:iam::111111111111:role/other").unwrap();
    ensured(&iam, &policies, &[other]).await.unwrap();
    assert_eq!(iam.writes(), ["trust role"]);
    assert!(iam.state().roles["deploy"].trust.contains("role/other"));
}

fn policies_of_nothing() -> Policies {
    policies(&["sts.GetCallerIdentity"])
}
