//! Two accounts and the lake between them: an instance in one, and in the other those who read.

use std::{collections::BTreeSet, fmt::Write as _};

use analytics_share::{
    Answer, AskError, Ensured, Error, Listener, Parties, Question, Removal, RemovalDraft, Removed,
    Site, Verified, ask, draft, draft_removal, ensure, port::Calls, remove, verify,
};
use async_trait::async_trait;
use aws_sim::Settings;
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
use connect_aws::Session;
use connect_model::{
    AccountId, Arn, InstanceId, Region, TargetName,
    share::{AnalyticsShare, load_shares},
    spec::Sources,
};
use reconcile::{Ended, Journal, MemoryJournal};

use crate::{Desk, reliability::Guillotine};

/// The account of the instance.
pub const PRODUCER: &str = "111111111111";
/// The account that reads.
pub const CONSUMER: &str = "222222222222";
const REGION: &str = "eu-west-2";
/// The instance whose data is shared.
pub const INSTANCE: &str = "uk-contact-center";

/// The two accounts.
pub struct Lakeside {
    /// The simulator that both are in.
    pub desk: Desk,
    producer: (TargetName, AccountId, Region),
    consumer: (TargetName, AccountId, Region),
    /// Whom the consumer's calls are made by, where it is not the root user.
    role: Option<Arn>,
}

/// Keeps what an answer has.
#[derive(Debug, Default)]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Option<String>>>,
}

/// A share of these data sets, with more members as a spec has them.
pub fn share_of(data_sets: &[&str], more: &str) -> AnalyticsShare {
    let data_sets = data_sets.join(", ");
    let text = format!(
        "kind: AnalyticsShare\nname: contact-analytics\nconsumer: consumer\n\
         producers: [{{ target: local, instances: [{INSTANCE}] }}]\n\
         data_sets: [{data_sets}]\n{more}"
    );
    let sources = Sources {
        specs: vec!["share.yaml".to_owned()],
        files: [("share.yaml".to_owned(), text.into_bytes())].into(),
        ..Sources::default()
    };
    let shares = load_shares(&sources).unwrap_or_else(|findings| panic!("{findings:#?}"));
    shares.into_iter().next().unwrap()
}

// === impl Lakeside ===

impl Lakeside {
    /// An instance, and a consumer who calls as the root user.
    pub async fn new(settings: Settings) -> Self {
        let desk = Desk::at(PRODUCER, REGION, settings);
        desk.make_instance(INSTANCE).await;
        desk.clock.sleep(std::time::Duration::from_mins(3)).await;
        let party = |name: &str, account: &str| {
            let name = TargetName::new(name).unwrap();
            let account = AccountId::new(account).unwrap();
            (name, account, Region::new(REGION).unwrap())
        };
        Self {
            desk,
            producer: party("local", PRODUCER),
            consumer: party("consumer", CONSUMER),
            role: None,
        }
    }

    /// The same, with a consumer who calls by a role that may do everything, and administers no lake.
    pub async fn by_role(settings: Settings) -> Self {
        let mut lakeside = Self::new(settings).await;
        let root = lakeside.consumer_calls().await;
        let draft = connect_resources::service_role::ServiceRoleDraft {
            name: "trunkline".into(),
            path: "/".into(),
            description: String::new(),
            trust: trust(),
            tags: connect_model::Tags::new(),
        };
        root.roles.create(&draft).await.unwrap();
        let all = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
        root.roles.permit("trunkline", "all", all).await.unwrap();
        let arn = format!("arn:aws:iam::{CONSUMER}:role/trunkline");
        lakeside.role = Some(Arn::parse(&arn).unwrap());
        lakeside
    }

    /// The same consumer in another Region.
    #[must_use]
    pub fn reading_in(mut self, region: &str) -> Self {
        self.consumer.2 = Region::new(region).unwrap();
        self
    }

    /// The calls of the account of the instance.
    pub async fn producer_calls(&self) -> Calls {
        self.session(&self.producer, None, self.desk.simulator.http_client())
            .await
            .share_calls()
    }

    /// The calls of the account that reads.
    pub async fn consumer_calls(&self) -> Calls {
        self.consumer_session().await.share_calls()
    }

    /// The ids of the data sets that the instance offers.
    pub async fn offered(&self) -> Vec<String> {
        let calls = self.producer_calls().await;
        let instances = calls.instances.list().await.unwrap();
        let instance = InstanceId::new(&instances[0].known.id);
        let offered = calls.data_sets.data_sets(&instance).await.unwrap();
        offered.into_iter().map(|it| it.id).collect()
    }

    /// Calls since the last reset, but for those by which the target itself signs in.
    pub fn calls(&self) -> u64 {
        let calls = self.desk.calls().into_iter();
        let calls = calls.filter(|(name, _)| name != "sts.AssumeRole");
        calls.map(|(_, calls)| calls.calls).sum()
    }

    /// The calls of the query role.
    pub async fn reader_calls(&self, share: &AnalyticsShare) -> Calls {
        let role = format!("arn:aws:iam::{CONSUMER}:role/{}", share.role());
        let session = self.consumer_session().await;
        session.assuming(&Arn::parse(&role).unwrap()).share_calls()
    }

    async fn consumer_session(&self) -> Session {
        let way = self.desk.simulator.http_client();
        self.session(&self.consumer, self.role.clone(), way).await
    }

    async fn session(
        &self,
        (_, account, region): &(TargetName, AccountId, Region),
        role: Option<Arn>,
        way: impl HttpClient + 'static,
    ) -> Session {
        self.desk.session_as(account, region, role, way).await
    }

    /// Calls of both sides, each through this way.
    async fn both(&self, way: SharedHttpClient) -> (Calls, Calls) {
        let producer = self.session(&self.producer, None, way.clone()).await;
        let consumer = self.session(&self.consumer, self.role.clone(), way).await;
        (producer.share_calls(), consumer.share_calls())
    }

    fn parties<'c>(&'c self, producer: &'c Calls, consumer: &'c Calls) -> Parties<'c> {
        Parties {
            producers: vec![site(&self.producer, producer)],
            consumer: site(&self.consumer, consumer),
        }
    }

    /// Ensures a share as one job, with a journal of the test's own.
    pub async fn ensure_with(
        &self,
        job: u128,
        share: &AnalyticsShare,
        journal: &dyn Journal,
        guillotine: Option<&Guillotine>,
    ) -> Result<Ensured, Error> {
        let (producer, consumer) = self.both(self.way(guillotine)).await;
        let parties = self.parties(&producer, &consumer);
        ensure(&self.desk.context(job), share, &parties, journal).await
    }

    /// Ensures a share, and expects every step to be done.
    pub async fn ensured(&self, job: u128, share: &AnalyticsShare) -> Ensured {
        let journal = MemoryJournal::default();
        let ensured = self.ensure_with(job, share, &journal, None).await.unwrap();
        let setbacks: Vec<_> = ensured.run.setbacks().collect();
        assert_eq!(ensured.run.ended, Ended::Done, "{setbacks:#?}");
        ensured
    }

    /// The steps that it would take.
    pub async fn steps(&self, share: &AnalyticsShare) -> Result<Vec<String>, Error> {
        let (producer, consumer) = self.both(self.way(None)).await;
        let parties = self.parties(&producer, &consumer);
        let draft = draft(&self.desk.context(0), share, &parties).await?;
        Ok(draft
            .plan
            .steps()
            .iter()
            .map(|step| step.id.to_string())
            .collect())
    }

    /// Removes a share as one job, with a journal of the test's own.
    pub async fn remove_with(
        &self,
        job: u128,
        share: &AnalyticsShare,
        removal: Removal,
        journal: &dyn Journal,
        guillotine: Option<&Guillotine>,
    ) -> Result<Removed, Error> {
        let (producer, consumer) = self.both(self.way(guillotine)).await;
        let parties = self.parties(&producer, &consumer);
        remove(&self.desk.context(job), share, &parties, &removal, journal).await
    }

    /// What a removal would do.
    pub async fn removal(&self, share: &AnalyticsShare, removal: Removal) -> RemovalDraft {
        let (producer, consumer) = self.both(self.way(None)).await;
        let parties = self.parties(&producer, &consumer);
        let cx = self.desk.context(0);
        draft_removal(&cx, share, &parties, &removal).await.unwrap()
    }

    /// Removes a share, and expects every step to be done.
    pub async fn removed(&self, job: u128, share: &AnalyticsShare, removal: Removal) -> Removed {
        let journal = MemoryJournal::default();
        let removed = self.remove_with(job, share, removal, &journal, None).await;
        let removed = removed.unwrap();
        let setbacks: Vec<_> = removed.run.setbacks().collect();
        assert_eq!(removed.run.ended, Ended::Done, "{setbacks:#?}");
        removed
    }

    /// Looks at every link, and reads as the query role. `number` makes queries new ones.
    pub async fn verified(&self, number: u128, share: &AnalyticsShare) -> Verified {
        let (producer, consumer) = self.both(self.way(None)).await;
        let parties = self.parties(&producer, &consumer);
        let reader = self.reader_calls(share).await;
        let cx = self.desk.context(number);
        verify(&cx, share, &parties, Some(&reader)).await.unwrap()
    }

    /// Asks a question as the query role.
    pub async fn asked(
        &self,
        share: &AnalyticsShare,
        sql: &str,
    ) -> Result<(Answer, Rows), AskError> {
        let reader = self.reader_calls(share).await;
        let question = Question {
            sql: sql.to_owned(),
            workgroup: share.workgroup(),
            database: share.database(),
            token: uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, sql.as_bytes()).to_string(),
        };
        let mut rows = Rows::default();
        let cx = self.desk.context(0);
        let answer = ask(&cx, &reader, &question, |_| {}, &mut rows).await?;
        Ok((answer, rows))
    }

    /// Which of these actions a role of the consumer may do on a resource, by the rules under which
    /// policies are enforced.
    pub async fn allowed(
        &self,
        role: &str,
        actions: &[String],
        resource: &str,
    ) -> BTreeSet<String> {
        let mut allowed = BTreeSet::new();
        for some in actions.chunks(100) {
            let mut form = format!(
                "Action=SimulatePrincipalPolicy&Version=2010-05-08&MaxItems=1000\
                 &PolicySourceArn=arn:aws:iam::{CONSUMER}:role/{role}&ResourceArns.member.1={resource}"
            );
            for (n, action) in some.iter().enumerate() {
                let _ = write!(form, "&ActionNames.member.{}={action}", n + 1);
            }
            let answer = self.desk.ask(CONSUMER, "iam", &form).await;
            let results = answer.split("<EvalActionName>").skip(1);
            let is_allowed = |it: &&str| it.contains("<EvalDecision>allowed</EvalDecision>");
            let names = results
                .filter(is_allowed)
                .filter_map(|it| it.split('<').next());
            allowed.extend(names.map(ToOwned::to_owned));
        }
        allowed
    }

    fn way(&self, guillotine: Option<&Guillotine>) -> SharedHttpClient {
        let way = self.desk.simulator.http_client();
        match guillotine {
            Some(guillotine) => SharedHttpClient::new(guillotine.around(way)),
            None => SharedHttpClient::new(way),
        }
    }
}

fn site<'c>(party: &'c (TargetName, AccountId, Region), calls: &'c Calls) -> Site<'c> {
    Site {
        target: &party.0,
        account: &party.1,
        region: &party.2,
        calls,
    }
}

fn trust() -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{CONSUMER}:root"}},"Action":"sts:AssumeRole"}}]}}"#
    )
}

// === impl Rows ===

#[async_trait]
impl Listener for Rows {
    async fn columns(&mut self, columns: Vec<(String, String)>) -> bool {
        self.columns = columns.into_iter().map(|(name, _)| name).collect();
        true
    }

    async fn rows(&mut self, rows: Vec<Vec<Option<String>>>) -> bool {
        self.rows.extend(rows);
        true
    }
}
