//! The least policy for an apply: with it everything is done, without any one action it is not.

use std::collections::BTreeSet;

use aws_sim::{Iam, Rate, Settings};
use connect_governance::{
    attach::{self, Attached, Attachment},
    policy::{
        Operation, Operations, Policies, Scope, apply_operations, center_scope, policy_for,
        recorded,
    },
};
use connect_model::{AccountId, Arn, Region, spec::ContactCenter};
use connect_provision::{Error, Report};
use reconcile::{Ended, MemoryJournal};
use system_tests::{Desk, example};

const ACCOUNT: &str = "111111111111";
const REGION: &str = "eu-west-2";
const ROLE: &str = "apply";
const SAMPLE: &str = "full-contact-center";

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
    policy_for(&apply_operations(center), &scope(center))
}

// === impl Office ===

impl Office {
    async fn with(policies: &Policies) -> Self {
        let (account, region) = place();
        let desk = Desk::new(Settings {
            iam: Iam::Enforce,
            rate: Rate::None,
            strict: true,
            ..Settings::default()
        });
        desk.make_stream("harbour-home-contacts").await;
        let office = Self {
            desk,
            account,
            region,
        };
        let attached = office.attach(9, policies).await.unwrap();
        assert_eq!(attached.run.ended, Ended::Done, "{:?}", attached.run);
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

    /// Applies a centre as the role.
    async fn apply(&self, center: &ContactCenter) -> Applied {
        let role = Arn::parse(&format!("arn:aws:iam::{ACCOUNT}:role/{ROLE}")).unwrap();
        let way = self.desk.simulator.http_client();
        let session = self
            .desk
            .session_as(&self.account, &self.region, Some(role), way)
            .await;
        let journal = MemoryJournal::default();
        let ports = session.ports();
        let result = self.desk.apply_through(1, center, &ports, &journal).await;
        let tallies = session.meter().tallies();
        Applied {
            result,
            called: recorded(tallies.iter().map(|(name, _)| name)),
        }
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
    for name in [
        SAMPLE,
        "basic-instance",
        "uk-region",
        "lex-lambda-integration",
        "saml-instance",
        "lambda-and-lex",
    ] {
        let center = example(name);
        let policies = least(&center);
        let office = Office::with(&policies).await;
        if name == "lex-lambda-integration" {
            office.desk.make_lex_alias("OrderBot", "live").await;
        }
        let mut applied = office.apply(&center).await;
        assert!(applied.is_done(), "{name}: {}", applied.troubles());
        if name == "lambda-and-lex" {
            // It went to an address that Lex had signed, and so by the leave of Lex.
            let upload = Operation::parse("s3:PutObject").unwrap();
            assert!(applied.called.remove(&upload));
        }
        let foreseen = apply_operations(&center);
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
        let applied = office.apply(&center).await;
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
    let applied = office.apply(&center).await;
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
