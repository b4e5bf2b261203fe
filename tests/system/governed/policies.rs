//! The least policy for an apply: with it everything is done, without any one action it is not.

use std::{collections::BTreeSet, iter};

use aws_sim::{Iam, Rate, Settings};
use connect_aws::Session;
use connect_governance::{
    attach::{self, Attached, Attachment},
    policy::{
        CenterWork, Operation, Operations, Policies, Scope, center_operations, center_scope,
        policy_for, recorded,
    },
};
use connect_model::{AccountId, Arn, Region, spec::ContactCenter};
use connect_provision::{Blueprint, Error, PlanOptions, Report};
use reconcile::{Ended, MemoryJournal};
use system_tests::{Desk, example, spec};

use super::sound::key;
use crate::{
    cloud,
    edits::edits,
    updates::{BASE, back, edited},
};

const ACCOUNT: &str = "111111111111";
const REGION: &str = "eu-west-2";
const ROLE: &str = "apply";
const SAMPLE: &str = "full-contact-center";
const SAMPLES: [&str; 6] = [
    SAMPLE,
    "basic-instance",
    "uk-region",
    "lex-lambda-integration",
    "saml-instance",
    "lambda-and-lex",
];

/// A fresh account with a role that may do what some policies say, and no more.
struct Office {
    desk: Desk,
    account: AccountId,
    region: Region,
}

/// What became of an apply by the role.
struct Applied {
    result: Result<Report, Error>,
    called: Operations,
}

fn place() -> (AccountId, Region) {
    (
        AccountId::new(ACCOUNT).unwrap(),
        Region::new(REGION).unwrap(),
    )
}

fn scope(center: &ContactCenter) -> Scope {
    let (account, region) = place();
    center_scope(center, account, region)
}

/// The policies for an apply of a centre on an account that has nothing of it.
fn least(center: &ContactCenter) -> Policies {
    policy_for(
        &center_operations(center, CenterWork::Create),
        &scope(center),
    )
}

fn called(session: &Session) -> Operations {
    let tallies = session.meter().tallies();
    recorded(tallies.iter().map(|(name, _)| name))
}

// === impl Office ===

impl Office {
    async fn with(policies: &Policies) -> Self {
        Self::of(true, policies).await
    }

    /// Without `strict` keys and streams of which the account knows nothing may be named.
    async fn of(strict: bool, policies: &Policies) -> Self {
        let (account, region) = place();
        let desk = Desk::new(Settings {
            iam: Iam::Enforce,
            rate: Rate::None,
            strict,
            ..Settings::default()
        });
        desk.make_stream("harbour-home-contacts").await;
        desk.make_lex_alias("OrderBot", "live").await;
        let office = Self {
            desk,
            account,
            region,
        };
        let attached = office.attach(9, policies).await.unwrap();
        assert_eq!(attached.run.ended, Ended::Done, "{:?}", attached.run);
        office
    }

    /// An account that has a centre, and a role that may do some work on it.
    async fn that_has(center: &ContactCenter, work: CenterWork) -> Self {
        let policies = policy_for(&center_operations(center, work), &scope(center));
        let office = Self::with(&policies).await;
        office.desk.applied(2, center).await;
        office
    }

    /// Has the role made so, by the root user.
    async fn attach(
        &self,
        job: u128,
        policies: &Policies,
    ) -> Result<Attached, connect_governance::Error> {
        let root = Arn::parse(&format!("arn:aws:iam::{ACCOUNT}:root")).unwrap();
        let attachment = Attachment {
            name: "least",
            place: ("aws", &self.account),
            role: ROLE,
            trusts: &[root],
            policies,
        };
        let port = self.desk.session().await.identities();
        let cx = self.desk.context(job);
        attach::attach(&cx, &attachment, &*port, &MemoryJournal::default()).await
    }

    async fn session(&self) -> Session {
        let role = Arn::parse(&format!("arn:aws:iam::{ACCOUNT}:role/{ROLE}")).unwrap();
        let way = self.desk.simulator.http_client();
        self.desk
            .session_as(&self.account, &self.region, Some(role), way)
            .await
    }

    /// Applies a centre as the role.
    async fn apply(&self, job: u128, center: &ContactCenter) -> Applied {
        let session = self.session().await;
        let journal = MemoryJournal::default();
        let ports = session.ports();
        let result = self.desk.apply_through(job, center, &ports, &journal).await;
        let mut called = called(&session);
        if !center.bots.is_empty() {
            // It went to an address that Lex had signed, and so by the leave of Lex.
            called.remove(&Operation::parse("s3:PutObject").unwrap());
        }
        Applied { result, called }
    }

    /// Applies a centre as a role that may do just that.
    async fn applies(&self, job: u128, what: &str, center: &ContactCenter) {
        let foreseen = center_operations(center, CenterWork::Apply);
        let policies = policy_for(&foreseen, &scope(center));
        let attached = self.attach(job, &policies).await;
        assert_eq!(attached.unwrap().run.ended, Ended::Done, "{what}");
        let applied = self.apply(job + 1, center).await;
        assert!(applied.is_done(), "{what}: {}", applied.troubles());
        let unforeseen: Vec<_> = applied.called.difference(&foreseen).collect();
        assert!(unforeseen.is_empty(), "{what}: {unforeseen:?}");
    }

    /// Plans a centre as the role, and tells what that called.
    async fn plan(&self, center: &ContactCenter) -> (Result<Blueprint, Error>, Operations) {
        let session = self.session().await;
        let options = PlanOptions::default();
        let ports = session.ports();
        let planned = self.desk.plan_through(center, &options, &ports).await;
        (planned, called(&session))
    }
}

// === impl Applied ===

impl Applied {
    /// Whether everything was done.
    fn is_done(&self) -> bool {
        matches!(&self.result, Ok(report) if report.run.ended == Ended::Done)
    }

    /// What AWS said about what could not be done.
    fn troubles(&self) -> String {
        match &self.result {
            Ok(report) => format!("{:?}", report.run.setbacks().collect::<Vec<_>>()),
            Err(error) => format!("{error:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_apply_calls_what_is_foreseen_and_passes_with_the_policy_for_it() {
    for name in SAMPLES {
        let center = example(name);
        let policies = least(&center);
        let office = Office::with(&policies).await;
        let applied = office.apply(1, &center).await;
        assert!(applied.is_done(), "{name}: {}", applied.troubles());
        let foreseen = center_operations(&center, CenterWork::Create);
        let unforeseen: Vec<_> = applied.called.difference(&foreseen).collect();
        let uncalled: Vec<_> = foreseen.difference(&applied.called).collect();
        assert!(
            unforeseen.is_empty() && uncalled.is_empty(),
            "{name}: unforeseen {unforeseen:?}, not called {uncalled:?}"
        );
        // What a job of the daemon notes gives the same.
        assert_eq!(
            policy_for(&applied.called, &scope(&center)),
            policies,
            "{name}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn without_any_one_action_an_apply_fails_and_names_it() {
    let center = example(SAMPLE);
    let policies = least(&center);
    let actions: BTreeSet<String> = policies.actions().into_iter().map(str::to_owned).collect();
    assert!(actions.len() > 70, "{}", actions.len());
    let mut spared = Vec::new();
    for action in &actions {
        let office = Office::with(&policies.without(action)).await;
        let applied = office.apply(1, &center).await;
        let named = format!("perform: {action} on");
        if applied.is_done() || !applied.troubles().contains(&named) {
            spared.push((action, applied.is_done(), applied.troubles()));
        }
    }
    assert!(spared.is_empty(), "{spared:#?}");
}

#[tokio::test(start_paused = true)]
async fn policies_are_attached_once_and_changed_where_they_differ() {
    let center = example(SAMPLE);
    let policies = least(&center);
    let office = Office::with(&policies).await;
    office.desk.reset_calls();
    let again = office.attach(10, &policies).await.unwrap();
    assert_eq!(again.changes(), 0, "{:?}", again.run);
    assert!(
        office.desk.writes().is_empty(),
        "{:?}",
        office.desk.writes()
    );
    // Seven documents, and room for five versions.
    for (n, action) in policies.actions().into_iter().take(6).enumerate() {
        let job = 20 + u128::try_from(n).unwrap();
        let changed = office.attach(job, &policies.without(action)).await.unwrap();
        assert_eq!(changed.run.ended, Ended::Done, "{:?}", changed.run);
        assert!(changed.changes() >= 1);
    }
    let back = office.attach(30, &policies).await.unwrap();
    assert_eq!(back.run.ended, Ended::Done, "{:?}", back.run);
    let applied = office.apply(1, &center).await;
    assert!(applied.is_done(), "{}", applied.troubles());
}

#[tokio::test(start_paused = true)]
async fn a_policy_of_somebody_else_is_left_alone() {
    let policies = least(&example("basic-instance"));
    let office = Office::with(&policies).await;
    let form = "Action=UntagPolicy&Version=2010-05-08&TagKeys.member.1=trunkline:attachment\
                &PolicyArn=arn:aws:iam::111111111111:policy/least-1";
    office.desk.simulator.reset_calls();
    office.desk.ask(ACCOUNT, "iam", form).await;
    office.desk.simulator.reset_calls();
    let refused = office
        .attach(10, &policies.without("connect:CreateInstance"))
        .await;
    let Err(connect_governance::Error::Findings(findings)) = refused else {
        panic!("{refused:?}");
    };
    let rules: Vec<_> = findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["policy-of-others"]);
    assert!(office.desk.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_plan_of_what_is_there_passes_with_the_policy_for_plans() {
    for name in SAMPLES {
        let center = example(name);
        let office = Office::that_has(&center, CenterWork::Plan).await;
        office.desk.reset_calls();
        let (plan, called) = office.plan(&center).await;
        let plan = plan.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(plan.is_empty(), "{name}: {plan}");
        assert!(office.desk.writes().is_empty());
        let foreseen = center_operations(&center, CenterWork::Plan);
        let unforeseen: Vec<_> = called.difference(&foreseen).collect();
        assert!(unforeseen.is_empty(), "{name}: {unforeseen:?}");
        // What a search that lags behind a list makes it ask besides.
        let spare = foreseen.difference(&called).map(Operation::name);
        let reads = ["Describe", "List", "Search"];
        let writes: Vec<_> = spare
            .filter(|name| !reads.iter().any(|verb| name.starts_with(verb)))
            .collect();
        assert!(writes.is_empty(), "{name}: {writes:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_without_an_action_that_it_takes_fails_and_names_it() {
    let center = example(SAMPLE);
    let office = Office::that_has(&center, CenterWork::Plan).await;
    let (_, called) = office.plan(&center).await;
    let policies = policy_for(&called, &scope(&center));
    assert!(policies.actions().len() > 30);
    for (job, action) in (20..).zip(policies.actions()) {
        let attached = office.attach(job, &policies.without(action)).await;
        assert_eq!(attached.unwrap().run.ended, Ended::Done);
        let (plan, _) = office.plan(&center).await;
        let told = format!("{:?}", plan.unwrap_err());
        let named = format!("perform: {action} on");
        assert!(told.contains(&named), "{action}: {told}");
    }
}

/// A spec whose keys are there, so that grants for them can be made.
async fn with_keys(desk: &Desk) -> impl Fn(&str) -> ContactCenter + use<> {
    let mut keys = Vec::new();
    for name in ["one", "two", "live"] {
        let named = format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/{name}");
        keys.push((named, key(desk, &["connect.amazonaws.com"]).await));
    }
    move |text| {
        let swap = |text: String, (named, key): &(String, String)| text.replace(named, key);
        spec(&keys.iter().fold(text.to_owned(), swap))
    }
}

#[tokio::test(start_paused = true)]
async fn every_member_that_can_change_is_changed_with_the_policy_for_applies() {
    let office = Office::of(false, &least(&example("basic-instance"))).await;
    let spec = with_keys(&office.desk).await;
    let first = iter::once(("everything", BASE.to_owned()));
    let all = edits().flat_map(|edit| [edited(edit), back(edit)].map(|text| (edit.member, text)));
    for (job, (member, text)) in (10..).step_by(2).zip(first.chain(all)) {
        office.applies(job, member, &spec(&text)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn every_change_of_code_is_made_with_the_policy_for_applies() {
    let office = Office::of(false, &least(&example("basic-instance"))).await;
    let home = cloud::center(cloud::files());
    office.applies(10, "everything", &home).await;
    for (job, (there, steps)) in (20..).step_by(4).zip(cloud::cases()) {
        office.applies(job, &steps[0], &there).await;
        office.applies(job + 2, &steps[0], &home).await;
    }
}
