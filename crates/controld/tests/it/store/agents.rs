//! What imports remember of agents.

use connect_agents::{Agent, AgentFilter, Entry, Stated};
use connect_model::{AccountId, Alias, DirectoryName, Email, GroupPath, Name, Region, Username};
use controld::store::{AgentPlace, AgentQuery, AgentStore};

pub(super) fn place(directory: &str) -> AgentPlace {
    AgentPlace {
        account: AccountId::new("111111111111").unwrap(),
        region: Region::new("eu-west-2").unwrap(),
        alias: Alias::new("people").unwrap(),
        directory: DirectoryName::new(directory).unwrap(),
    }
}

fn login(text: &str) -> Username {
    Username::new(text).unwrap()
}

fn entry(username: &str, email: &str, profile: &str, group: &str) -> Entry {
    let mut agent = Agent::new(login(username));
    agent.email = Some(Email::new(email).unwrap());
    agent.routing_profile = Some(Name::new(profile).unwrap());
    agent.hierarchy = Stated::Is(GroupPath::new(group).unwrap());
    Entry {
        user_id: format!("id-of-{username}"),
        modified_ms: Some(7),
        agent,
        has_addresses: true,
        is_disabled: false,
        secret: None,
    }
}

pub(super) fn crew() -> Vec<Entry> {
    vec![
        entry("Carol", "carol@example.com", "Advisers", "Care%2FMore/Late"),
        entry("ada", "ada@example.com", "Advisers", "Care"),
        entry("bob_1", "bob@example.com", "Sales", "Care/Late"),
        entry("bobx1", "x@example.com", "Sales", "Careful"),
    ]
}

async fn listed(store: &impl AgentStore, filter: AgentFilter) -> Vec<String> {
    let query = AgentQuery {
        place: place("hr"),
        filter,
        after: None,
        limit: 100,
    };
    let found = store.agents(query).await.unwrap();
    let names = found.into_iter();
    names
        .map(|entry| entry.agent.username.to_string())
        .collect()
}

pub(super) async fn what_was_remembered_last_is_recalled_of_each_directory(
    store: &impl AgentStore,
) {
    let (hr, other) = (place("hr"), place("other"));
    store.remember_agents(&hr, crew()).await.unwrap();
    let there = entry("ada", "ada@other.example", "Sales", "Care");
    store.remember_agents(&other, vec![there]).await.unwrap();
    let wanted = [login("ADA"), login("carol"), login("nobody")];
    let mut recalled = store.recall_agents(&hr, &wanted).await.unwrap();
    recalled.sort_by(|one, two| one.agent.username.cmp(&two.agent.username));
    assert_eq!(recalled, [crew()[0].clone(), crew()[1].clone()]);
    let newer = entry("Ada", "countess@example.com", "Sales", "Care/Late");
    store
        .remember_agents(&hr, vec![newer.clone()])
        .await
        .unwrap();
    let recalled = store.recall_agents(&hr, &[login("ada")]).await.unwrap();
    assert_eq!(recalled, [newer]);
    let old = [Email::new("ada@example.com").unwrap()];
    assert_eq!(store.holders(&hr, &old).await.unwrap(), []);
    store.forget_agents(&hr, &[login("aDa")]).await.unwrap();
    assert_eq!(store.recall_agents(&hr, &wanted[..1]).await.unwrap(), []);
    assert_eq!(
        store
            .recall_agents(&other, &wanted[..1])
            .await
            .unwrap()
            .len(),
        1
    );
}

pub(super) async fn a_date_moves_and_nothing_else_does(store: &impl AgentStore) {
    let hr = place("hr");
    store.remember_agents(&hr, crew()).await.unwrap();
    let times = [(login("ADA"), 99), (login("nobody"), 1)];
    store.date_agents(&hr, &times).await.unwrap();
    let recalled = store.recall_agents(&hr, &[login("ada")]).await.unwrap();
    let wanted = Entry {
        modified_ms: Some(99),
        ..crew()[1].clone()
    };
    assert_eq!(recalled, [wanted]);
    assert_eq!(listed(store, AgentFilter::default()).await.len(), 4);
}

pub(super) async fn agents_are_listed_by_what_is_asked_in_the_order_of_their_logins(
    store: &impl AgentStore,
) {
    let hr = place("hr");
    let mut all = crew();
    all[2].is_disabled = true;
    store.remember_agents(&hr, all).await.unwrap();
    let any = AgentFilter::default;
    assert_eq!(
        listed(store, any()).await,
        ["ada", "bob_1", "bobx1", "Carol"]
    );
    let prefix = |text: &str| AgentFilter {
        login_prefix: Some(text.into()),
        ..any()
    };
    assert_eq!(listed(store, prefix("BOB_")).await, ["bob_1"]);
    assert_eq!(listed(store, prefix("%")).await, [""; 0]);
    let profile = AgentFilter {
        routing_profile: Some(Name::new("Sales").unwrap()),
        ..any()
    };
    assert_eq!(listed(store, profile).await, ["bob_1", "bobx1"]);
    let below = AgentFilter {
        hierarchy: Some(GroupPath::new("Care").unwrap()),
        ..any()
    };
    assert_eq!(listed(store, below).await, ["ada", "bob_1"]);
    let email = AgentFilter {
        email: Some(Email::new("carol@example.com").unwrap()),
        ..any()
    };
    assert_eq!(listed(store, email).await, ["Carol"]);
    let disabled = AgentFilter {
        is_disabled: Some(true),
        ..any()
    };
    assert_eq!(listed(store, disabled).await, ["bob_1"]);
    let page = AgentQuery {
        place: hr,
        filter: any(),
        after: Some("ada".into()),
        limit: 2,
    };
    let page = store.agents(page).await.unwrap();
    let names: Vec<_> = page.iter().map(|it| it.agent.username.as_str()).collect();
    assert_eq!(names, ["bob_1", "bobx1"]);
}
