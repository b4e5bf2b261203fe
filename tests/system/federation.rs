//! Users who come from an identity provider: the provider, the role, and instances of a directory.

use std::collections::BTreeMap;

use aws_sim::Settings;
use connect_model::spec::ContactCenter;
use connect_provision::{DestroyOptions, PlanOptions, Prune};
use connect_resources::KindId;
use system_tests::{Desk, loaded, spec};

const CENTER: &str = "
instance: { alias: sso, identity_management: SAML }
saml_providers:
  - { name: one, file: one.xml, tags: { Owner: identity } }
  - { name: two, file: one.xml }
federation_roles:
  - { name: sso-agents, provider: one, session_hours: 8, tags: { Owner: role } }
";

fn metadata(id: &str) -> Vec<u8> {
    let filler = " ".repeat(1_000);
    format!("<EntityDescriptor entityID=\"{id}\">{filler}</EntityDescriptor>\n").into_bytes()
}

fn center(text: &str, id: &str) -> ContactCenter {
    let files = BTreeMap::from([
        ("spec.yaml".to_owned(), text.as_bytes().to_vec()),
        ("one.xml".to_owned(), metadata(id)),
    ]);
    loaded("spec.yaml", files)
}

async fn steps(desk: &Desk, center: &ContactCenter) -> Vec<String> {
    let plan = desk.plan(center).await.unwrap();
    let steps = plan.steps.steps().iter();
    steps.map(|step| step.id.to_string()).collect()
}

#[tokio::test(start_paused = true)]
async fn each_part_of_a_federation_is_mended_by_a_step_of_its_own() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &center(CENTER, "a")).await;
    for (job, (from, to, wanted)) in (2..).zip([
        (
            "provider: one",
            "provider: two",
            "federation-role/sso-agents/trust",
        ),
        (
            "session_hours: 8",
            "session_hours: 10",
            "federation-role/sso-agents/session",
        ),
        ("Owner: role", "Owner: x", "federation-role/sso-agents/tags"),
        ("Owner: identity", "Owner: x", "saml-provider/one/tags"),
    ]) {
        let there = center(&CENTER.replace(from, to), "a");
        assert_eq!(steps(&desk, &there).await, [wanted]);
        desk.applied(2 * job, &there).await;
        assert!(desk.plan(&there).await.unwrap().is_empty(), "{wanted}");
        let home = center(CENTER, "a");
        assert_eq!(steps(&desk, &home).await, [wanted], "back");
        desk.applied(2 * job + 1, &home).await;
    }
    let other = center(CENTER, "b");
    let wanted = ["saml-provider/one/metadata", "saml-provider/two/metadata"];
    assert_eq!(steps(&desk, &other).await, wanted);
    desk.applied(100, &other).await;
    assert!(desk.plan(&other).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_role_that_may_more_than_it_should_is_brought_back() {
    let (desk, declared) = (Desk::new(Settings::default()), center(CENTER, "a"));
    desk.applied(1, &declared).await;
    let port = desk.ports().await.federation_role.unwrap();
    let (role, policy) = ("sso-agents", "amazon-connect-federation");
    let before = port.describe(role, policy).await.unwrap();
    let permissions = before.permissions.clone().unwrap();
    assert!(
        permissions.contains("connect:GetFederationToken"),
        "{permissions}"
    );
    assert!(permissions.contains("/user/${aws:userid}"), "{permissions}");
    let audience = "https://signin.aws.amazon.com/saml";
    assert!(before.trust.contains(audience), "{}", before.trust);

    let wider = permissions.replace("connect:GetFederationToken", "connect:*");
    port.permit(role, policy, &wider).await.unwrap();
    port.trust(role, &before.trust.replace(audience, "urn:other"))
        .await
        .unwrap();
    let wanted = [
        "federation-role/sso-agents/trust",
        "federation-role/sso-agents/permissions",
    ];
    assert_eq!(steps(&desk, &declared).await, wanted);
    desk.applied(2, &declared).await;
    assert_eq!(port.describe(role, policy).await.unwrap(), before);
}

#[tokio::test(start_paused = true)]
async fn a_federation_goes_with_its_centre_and_what_is_no_longer_declared_with_a_prune() {
    let (desk, declared) = (Desk::new(Settings::default()), center(CENTER, "a"));
    desk.applied(1, &declared).await;
    let less = CENTER.replace("  - { name: two, file: one.xml }\n", "");
    let pruning = PlanOptions {
        prune: Some(Prune::default()),
        ..PlanOptions::default()
    };
    let report = desk.applied_with(2, &center(&less, "a"), pruning).await;
    let left = report.outputs.of_kind(KindId::SamlProvider);
    assert_eq!(left.map(|(name, _)| name).collect::<Vec<_>>(), ["one"]);
    desk.destroyed(&declared, DestroyOptions::default()).await;
    let state = desk.state().to_string();
    for gone in ["sso-agents", "saml-provider/one"] {
        assert!(!state.contains(gone), "{gone} is left");
    }
}

#[tokio::test(start_paused = true)]
async fn an_instance_of_a_directory_comes_up_and_stays_as_it_is() {
    let desk = Desk::new(Settings::default());
    let text = "instance: { alias: staff, identity_management: EXISTING_DIRECTORY, directory_id: d-0123456789 }
users:
  - { username: ada, routing_profile: Basic Routing Profile, security_profiles: [Agent] }
";
    let center = spec(text);
    desk.applied(1, &center).await;
    assert!(desk.plan(&center).await.unwrap().is_empty());
    let managed = spec("instance: { alias: staff }");
    let findings = desk.plan(&managed).await.unwrap_err();
    assert!(
        format!("{findings:?}").contains("cannot-change"),
        "{findings:?}"
    );
    desk.destroyed(&center, DestroyOptions::default()).await;
}
