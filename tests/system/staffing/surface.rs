//! What callers ask for, and what they are told.

use std::fs;

use control_api::v1::{
    self as pb, agent_leavers::Action, import_agents_request::File, job::Result as Outcome,
};

use super::{ALIAS, FILE, Staffer, TARGET, import, succeeded, tally};
use crate::daemon::{House, uuid};

fn upsert(agent: pb::Agent) -> pb::UpsertAgentRequest {
    pb::UpsertAgentRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        agent: Some(agent),
        request_id: uuid(),
        ..Default::default()
    }
}

fn remove(username: &str) -> pb::RemoveAgentRequest {
    pb::RemoveAgentRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        username: username.into(),
        request_id: uuid(),
        ..Default::default()
    }
}

async fn content(staffer: &Staffer, document: &str) -> String {
    let request = pb::DownloadDocumentRequest {
        name: document.into(),
    };
    let mut documents = staffer.resident.documents();
    let pieces = documents.download_document(request).await.unwrap();
    let mut pieces = pieces.into_inner();
    let mut text = Vec::new();
    while let Some(piece) = pieces.message().await.unwrap() {
        text.extend(piece.chunk);
    }
    String::from_utf8(text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_brought_and_found_as_it_is() {
    let house = House::new();
    let mut staffer = Staffer::new(&house).await;
    let wrong = format!("{FILE}dora,Dora,Dull,nonsense,Advisers,Agent,\n");
    let look = pb::ImportAgentsRequest {
        look: true,
        ..import(&wrong)
    };
    let job = staffer.import(look).await;
    let Outcome::ImportAgents(looked) = succeeded(job) else {
        panic!("another result");
    };
    assert!(looked.look);
    assert_eq!(house.writes(), [""; 0], "a look writes nothing");
    let result = staffer.imported(&wrong).await;
    assert_eq!(looked.digest, result.digest);
    let came = tally(&result);
    assert_eq!(
        (came.rows, came.created, came.failed, came.secrets),
        (4, 3, 1, 3)
    );
    let results = result.results.unwrap();
    assert_eq!(results.path, "results.csv");
    let text = content(&staffer, &results.document).await;
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[1], "2,ada,created,,trunkline/people/agents/ada,,");
    assert!(
        lines[4].starts_with("5,dora,failed,,,bad-email,"),
        "{}",
        lines[4]
    );
    assert!(!text.contains("nonsense"), "no value of a row is told");
    house.simulator.reset_calls();
    let again = tally(&staffer.imported(&wrong).await);
    assert_eq!((again.created, again.unchanged, again.failed), (0, 3, 1));
    assert_eq!(house.writes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn agents_are_listed_page_by_page_and_by_what_is_asked() {
    let house = House::new();
    let mut staffer = Staffer::new(&house).await;
    staffer.imported(FILE).await;
    let all = pb::ListAgentsRequest::default;
    assert_eq!(staffer.listed(all()).await, ["ada", "bob", "carol"]);
    let below = pb::ListAgentsRequest {
        hierarchy: "Care".into(),
        ..all()
    };
    assert_eq!(staffer.listed(below).await, ["ada", "bob"]);
    let other = pb::ListAgentsRequest {
        directory: "other".into(),
        ..all()
    };
    assert_eq!(staffer.listed(other).await, [""; 0]);
    let request = pb::ListAgentsRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        page_size: 2,
        ..all()
    };
    let page = staffer.agents.list_agents(request.clone()).await.unwrap();
    let page = page.into_inner();
    let ada = &page.agents[0];
    assert_eq!(ada.name, "targets/plain/centers/people/agents/ada");
    assert_eq!(ada.secret, "trunkline/people/agents/ada");
    assert_eq!(ada.agent.as_ref().unwrap().email, "ada@example.com");
    let next = pb::ListAgentsRequest {
        page_token: page.next_page_token,
        ..request
    };
    let rest = staffer.agents.list_agents(next).await.unwrap().into_inner();
    assert_eq!((rest.agents.len(), rest.next_page_token.as_str()), (1, ""));
    let nowhere = pb::ListAgentsRequest {
        target: "targets/nowhere".into(),
        alias: ALIAS.into(),
        ..all()
    };
    let refused = staffer.agents.list_agents(nowhere).await.unwrap_err();
    assert_eq!(refused.code(), tonic::Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_agent_is_made_so_changed_disabled_and_removed() {
    let house = House::new();
    let mut staffer = Staffer::new(&house).await;
    let ada = pb::Agent {
        username: "ada".into(),
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: "ada@example.com".into(),
        routing_profile: "Advisers".into(),
        security_profiles: vec!["Agent".into()],
        ..Default::default()
    };
    let job = staffer.agents.upsert_agent(upsert(ada)).await;
    let job = staffer.rest(job).await;
    let Outcome::UpsertAgent(made) = succeeded(job) else {
        panic!("another result");
    };
    assert_eq!(made.rows[0].secret, "trunkline/people/agents/ada");
    house.simulator.reset_calls();
    let late = pb::Agent {
        username: "ada".into(),
        hierarchy: "Care/Late".into(),
        ..Default::default()
    };
    let job = staffer.agents.upsert_agent(upsert(late)).await;
    succeeded(staffer.rest(job).await);
    assert_eq!(house.writes(), ["connect.UpdateUserHierarchy"]);
    let disable = pb::RemoveAgentRequest {
        leavers: Some(pb::AgentLeavers {
            action: Action::Disable.into(),
            routing_profile: "Leavers".into(),
            ..Default::default()
        }),
        ..remove("ada")
    };
    house.simulator.reset_calls();
    let job = staffer.agents.remove_agent(disable).await;
    succeeded(staffer.rest(job).await);
    assert_eq!(house.writes(), ["connect.UpdateUserRoutingProfile"]);
    let disabled = pb::ListAgentsRequest {
        disabled: true,
        ..Default::default()
    };
    assert_eq!(staffer.listed(disabled).await, ["ada"]);
    let look = pb::RemoveAgentRequest {
        look: true,
        ..remove("ADA")
    };
    house.simulator.reset_calls();
    let job = staffer.agents.remove_agent(look).await;
    let Outcome::RemoveAgent(looked) = succeeded(staffer.rest(job).await) else {
        panic!("another result");
    };
    assert_eq!(looked.rows[0].outcome(), pb::agent_row::Outcome::Deleted);
    assert_eq!(house.writes(), [""; 0]);
    let job = staffer.agents.remove_agent(remove("ada")).await;
    succeeded(staffer.rest(job).await);
    let deleted = ["connect.DeleteUser", "secretsmanager.DeleteSecret"];
    assert_eq!(house.writes(), deleted);
    assert_eq!(
        staffer.listed(pb::ListAgentsRequest::default()).await,
        [""; 0]
    );
    let job = staffer.agents.remove_agent(remove("ada")).await;
    let Outcome::RemoveAgent(nobody) = succeeded(staffer.rest(job).await) else {
        panic!("another result");
    };
    assert_eq!(nobody.rows, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_of_the_directory_is_not_removed() {
    let house = House::new();
    let mut staffer = Staffer::new(&house).await;
    staffer.imported(FILE).await;
    let other = pb::RemoveAgentRequest {
        directory: "other".into(),
        ..remove("ada")
    };
    house.simulator.reset_calls();
    let job = staffer.agents.remove_agent(other).await;
    let job = staffer.rest(job).await;
    let error = job.error.unwrap();
    assert_eq!(error.reason, "PRECONDITIONS_UNMET");
    assert_eq!(error.findings[0].rule, "other-directory");
    assert_eq!(house.writes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_of_agents_or_has_passwords_is_refused_before_there_is_a_job() {
    let house = House::new();
    let mut staffer = Staffer::new(&house).await;
    for (text, rule) in [
        ("date,amount\n2026-01-01,7\n", "no-agent-file"),
        ("username,password\nada,Hunter2!\n", "password-column"),
    ] {
        let refused = staffer
            .agents
            .import_agents(import(text))
            .await
            .unwrap_err();
        assert_eq!(refused.code(), tonic::Code::InvalidArgument, "{text}");
        let told = format!("{refused:?}");
        assert!(!told.contains("Hunter2!"), "{told}");
        let check = pb::ImportAgentsRequest {
            validate_only: true,
            ..import(text)
        };
        let job = staffer.agents.import_agents(check).await.unwrap();
        let error = job.into_inner().error.unwrap();
        assert_eq!(error.findings[0].rule, rule);
    }
    let row = pb::Agent {
        username: "ada".into(),
        email: "nonsense".into(),
        ..Default::default()
    };
    let check = pb::UpsertAgentRequest {
        validate_only: true,
        ..upsert(row)
    };
    let job = staffer.agents.upsert_agent(check).await.unwrap();
    let error = job.into_inner().error.unwrap();
    assert_eq!(error.findings[0].rule, "bad-email");
    assert_eq!(house.calls("connect.ListUsers"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_the_daemon_is_read_below_its_folder_alone() {
    let house = House::new();
    let mut staffer = Staffer::new(&house).await;
    let folder = house.folder().join("agent-files/hr");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("today.csv"), FILE).unwrap();
    fs::write(house.folder().join("outside.csv"), FILE).unwrap();
    let outside = house.folder().join("outside.csv");
    std::os::unix::fs::symlink(&outside, folder.join("link.csv")).unwrap();
    let at = |path: &str| pb::ImportAgentsRequest {
        file: Some(File::Path(path.into())),
        ..import(FILE)
    };
    for path in [
        "../outside.csv",
        "hr/link.csv",
        "hr/none.csv",
        "/etc/hostname",
    ] {
        let job = staffer.import(at(path)).await;
        assert_eq!(job.error.unwrap().reason, "SPEC_INVALID", "{path}");
    }
    assert_eq!(house.writes(), [""; 0]);
    let job = staffer.import(at("hr/today.csv")).await;
    let Outcome::ImportAgents(result) = succeeded(job) else {
        panic!("another result");
    };
    assert_eq!(tally(&result).created, 3);
    assert_eq!(result.file, "hr/today.csv");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guarded_target_lets_agents_be_looked_at_alone() {
    let house = House::new();
    let mut staffer = Staffer::new(&house).await;
    let guarded = pb::ImportAgentsRequest {
        target: "targets/guarded".into(),
        ..import(FILE)
    };
    let refused = staffer.agents.import_agents(guarded.clone()).await;
    assert!(format!("{refused:?}").contains("APPROVAL_REQUIRED"));
    let look = pb::ImportAgentsRequest {
        look: true,
        request_id: uuid(),
        ..guarded
    };
    let job = staffer.import(look).await;
    assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
}
