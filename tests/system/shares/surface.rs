//! A share from the outside: over gRPC, as jobs, and rows as a stream.

use std::{fs, path::Path};

use control_api::v1::{
    self as pb, analytics_share_service_client::AnalyticsShareServiceClient,
    job::Result as Outcome, query_share_request::Question, query_share_response::Part,
};
use tonic::transport::Channel;

use crate::daemon::{House, Resident, uuid};

/// The sample of the repository, between two targets of these daemons.
pub(crate) fn sample() -> pb::Spec {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/analytics-share/share.yaml");
    let file = pb::SourceFile {
        path: "share.yaml".to_owned(),
        content: Some(pb::source_file::Content::Text(
            fs::read_to_string(path).unwrap(),
        )),
    };
    let variables = [("producer", "plain"), ("reader", "reader")];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    pb::Spec {
        specs: vec![file],
        variables: variables.into(),
        ..pb::Spec::default()
    }
}

/// Somebody who shares what the daemon's instance has.
pub(crate) struct Sharer {
    resident: Resident,
    pub(crate) shares: AnalyticsShareServiceClient<Channel>,
}

// === impl Sharer ===

impl Sharer {
    pub(crate) async fn new(house: &House) -> Self {
        let resident = house.daemon("shares").await;
        resident
            .applied("instance: { alias: uk-contact-center }\n")
            .await;
        let shares = resident.shares();
        Self { resident, shares }
    }

    /// What came of a job that is expected to succeed.
    async fn came(&self, job: Result<tonic::Response<pb::Job>, tonic::Status>) -> Outcome {
        let job = self.resident.rest(&job.unwrap().into_inner().name).await;
        assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
        assert_eq!(job.target, "targets/reader");
        assert_eq!(job.subject, "targets/reader/shares/contact-analytics");
        job.result.unwrap()
    }

    pub(crate) async fn ensured(&mut self) -> pb::EnsureShareResult {
        let request = pb::EnsureShareRequest {
            spec: Some(sample()),
            request_id: uuid(),
            ..Default::default()
        };
        let job = self.shares.ensure_share(request).await;
        match self.came(job).await {
            Outcome::EnsureShare(result) => result,
            other => panic!("{other:#?}"),
        }
    }

    async fn status(&mut self) -> pb::ShareStatusResult {
        let request = pb::GetShareStatusRequest {
            spec: Some(sample()),
            request_id: uuid(),
            ..Default::default()
        };
        let job = self.shares.get_share_status(request).await;
        match self.came(job).await {
            Outcome::ShareStatus(result) => result,
            other => panic!("{other:#?}"),
        }
    }

    async fn verified(&mut self) -> pb::VerifyShareResult {
        let request = pb::VerifyShareRequest {
            spec: Some(sample()),
            request_id: uuid(),
            ..Default::default()
        };
        let job = self.shares.verify_share(request).await;
        match self.came(job).await {
            Outcome::VerifyShare(result) => result,
            other => panic!("{other:#?}"),
        }
    }

    async fn exported(&mut self) -> pb::RunShareExportResult {
        let request = pb::RunShareExportRequest {
            spec: Some(sample()),
            request_id: uuid(),
            export: "contacts".to_owned(),
            ..Default::default()
        };
        let job = self.shares.run_share_export(request).await;
        match self.came(job).await {
            Outcome::RunShareExport(result) => result,
            other => panic!("{other:#?}"),
        }
    }

    async fn removed(&mut self, look: bool) -> pb::RemoveShareResult {
        let request = pb::RemoveShareRequest {
            spec: Some(sample()),
            request_id: uuid(),
            confirm: "contact-analytics".to_owned(),
            delete_data: true,
            look,
            ..Default::default()
        };
        let job = self.shares.remove_share(request).await;
        match self.came(job).await {
            Outcome::RemoveShare(result) => result,
            other => panic!("{other:#?}"),
        }
    }

    /// The columns, how many rows there are, and what is said last.
    async fn asked(
        &mut self,
        question: Question,
    ) -> Result<(Vec<String>, usize, pb::ShareAnswer), tonic::Status> {
        let request = pb::QueryShareRequest {
            spec: Some(sample()),
            question: Some(question),
            ..Default::default()
        };
        let mut parts = self.shares.query_share(request).await?.into_inner();
        let (mut columns, mut count) = (Vec::new(), 0);
        while let Some(part) = parts.message().await? {
            match part.part.unwrap() {
                Part::Columns(of) => columns.extend(of.columns.into_iter().map(|it| it.name)),
                Part::Rows(rows) => count += rows.rows.len(),
                Part::Answer(answer) => return Ok((columns, count, answer)),
            }
        }
        panic!("the rows ended without an answer")
    }
}

fn sql(text: &str) -> Question {
    Question::Sql(text.to_owned())
}

#[tokio::test]
async fn a_share_is_made_proved_asked_written_and_taken_away_over_grpc() {
    let house = House::new();
    let mut sharer = Sharer::new(&house).await;
    let before = sharer.status().await;
    assert!(!before.steps.is_empty());
    let ensured = sharer.ensured().await;
    assert_eq!(ensured.data_sets.len(), 7);
    assert_eq!(
        ensured.changes,
        i32::try_from(ensured.outcomes.len()).unwrap()
    );
    assert_eq!(sharer.status().await.steps, Vec::<String>::new());

    house.simulator.reset_calls();
    let again = sharer.ensured().await;
    assert_eq!(again.changes, 0);
    assert_eq!(house.writes(), Vec::<String>::new());
    let calls: u64 = house.simulator.calls().values().map(|it| it.calls).sum();
    assert!(calls <= 15, "{:#?}", house.simulator.calls());

    let verified = sharer.verified().await;
    assert!(verified.sound, "{verified:#?}");
    assert_eq!(verified.tables.len(), 7);

    let asked = sharer.asked(sql(
        "SELECT contact_id, channel FROM contact_record LIMIT 5",
    ));
    let (columns, count, answer) = asked.await.unwrap();
    assert_eq!(columns, ["contact_id", "channel"]);
    assert_eq!((count, answer.rows), (5, 5));
    assert!(answer.scanned_bytes > 0 && !answer.output.is_empty());
    let failed = sharer.asked(sql("SELECT nothing FROM nowhere")).await;
    let failed = failed.unwrap_err();
    assert!(
        failed.message().starts_with("the query failed: "),
        "{failed:?}"
    );

    let exported = sharer.exported().await;
    assert!(exported.scanned_bytes > 0, "{exported:#?}");
    assert!(
        exported
            .manifest
            .starts_with("s3://contact-analytics-222222222222-eu-west-2/")
    );

    let would = sharer.removed(true).await;
    assert!(!would.steps.is_empty());
    let removed = sharer.removed(false).await;
    assert_eq!(removed.kept, []);
    assert_eq!(removed.changes, i32::try_from(would.steps.len()).unwrap());
    let refused = sharer.asked(sql("SELECT 1")).await.unwrap_err();
    assert!(
        refused.message().starts_with("the query was not run: "),
        "{refused:?}"
    );
}

#[tokio::test]
async fn every_ready_question_can_be_asked_of_the_sample() {
    let house = House::new();
    let mut sharer = Sharer::new(&house).await;
    sharer.ensured().await;
    for (report, columns) in [
        (
            pb::ShareReport::ContactsPerQueue,
            vec!["day", "queue", "contacts"],
        ),
        (
            pb::ShareReport::ServiceLevel,
            vec!["day", "queued", "service_level"],
        ),
        (
            pb::ShareReport::AbandonRate,
            vec!["day", "queued", "abandon_rate"],
        ),
        (
            pb::ShareReport::AgentOccupancy,
            vec!["day", "agents", "occupancy"],
        ),
        (
            pb::ShareReport::LongestWaits,
            vec!["contact_id", "queue", "channel", "began", "waited_s"],
        ),
        (
            pb::ShareReport::FlowDropOff,
            vec!["flow", "outcome", "contacts"],
        ),
        (
            pb::ShareReport::Sentiment,
            vec!["day", "contacts", "customer", "agent"],
        ),
    ] {
        let question = Question::Report(pb::ShareReportQuestion {
            report: report.into(),
            from_date: "2020-01-01".to_owned(),
            to_date: "2030-01-01".to_owned(),
        });
        let (named, count, _) = sharer.asked(question).await.unwrap();
        assert_eq!(named, columns, "{report:?}");
        assert!(count > 0, "{report:?}");
    }
}
