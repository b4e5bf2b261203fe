//! The suite over the contracts of [`Directory`] and [`DirectoryReader`], for every implementation there is.
//!
//! Each function wants a directory with nothing in it; [`every`] gives each its own.

use std::collections::BTreeSet;

use connect_model::{Email, GroupPath, Name, Username};

use crate::{
    agent::{Agent, Stated},
    directory::{Directory, Entry},
    listing::{AgentFilter, DirectoryReader, login_key},
};

/// All of the suite. `fresh` makes a directory with nothing in it.
pub async fn every<D: Directory + DirectoryReader>(fresh: impl AsyncFn() -> D) {
    what_is_remembered_is_recalled_as_it_was(&fresh().await).await;
    capitals_make_no_other_agent(&fresh().await).await;
    the_last_word_on_an_agent_counts(&fresh().await).await;
    a_time_is_noted_of_those_who_are_there_alone(&fresh().await).await;
    many_agents_are_remembered_at_once(&fresh().await).await;
    an_address_leads_to_all_who_have_it_now(&fresh().await).await;
    lists_are_in_the_order_of_the_logins_and_complete(&fresh().await).await;
    lists_show_those_who_fit(&fresh().await).await;
}

/// Whatever is known of an agent comes back.
pub async fn what_is_remembered_is_recalled_as_it_was(directory: &dyn Directory) {
    assert!(recalled(directory, &["ada"]).await.is_empty());
    let ada = Entry {
        modified_ms: Some(1_790_000_000_123),
        has_addresses: true,
        is_disabled: true,
        secret: Some("trunkline/uk/ada".to_owned()),
        ..full("ada")
    };
    let bob = agent("bob");
    remember(directory, [ada.clone(), bob.clone()]).await;
    assert_eq!(recalled(directory, &["ada", "carol"]).await, [ada]);
    assert_eq!(recalled(directory, &["bob"]).await, [bob]);
    forget(directory, &["ada", "carol"]).await;
    assert!(recalled(directory, &["ada"]).await.is_empty());
    forget(directory, &[]).await;
    remember(directory, []).await;
    assert!(recalled(directory, &[]).await.is_empty());
}

/// AWS takes no two logins that differ in capitals alone.
pub async fn capitals_make_no_other_agent(directory: &dyn Directory) {
    remember(directory, [agent("Ada"), agent("ada")]).await;
    assert_eq!(recalled(directory, &["ADA", "ada"]).await, [agent("ada")]);
    forget(directory, &["aDa"]).await;
    assert!(recalled(directory, &["ada"]).await.is_empty());
}

/// What was remembered before is replaced as a whole.
pub async fn the_last_word_on_an_agent_counts(directory: &dyn Directory) {
    remember(directory, [full("ada")]).await;
    date(directory, &[("ada", 7)]).await;
    remember(directory, [agent("ada")]).await;
    assert_eq!(recalled(directory, &["ada"]).await, [agent("ada")]);
}

/// Nothing else of an agent changes, and nobody is made.
pub async fn a_time_is_noted_of_those_who_are_there_alone(directory: &dyn Directory) {
    remember(directory, [full("ada"), full("bob")]).await;
    date(directory, &[("ADA", 1), ("nobody", 2), ("ada", 3)]).await;
    date(directory, &[]).await;
    let dated = Entry {
        modified_ms: Some(3),
        ..full("ada")
    };
    assert_eq!(recalled(directory, &["ada", "nobody"]).await, [dated]);
    assert_eq!(recalled(directory, &["bob"]).await, [full("bob")]);
}

/// As many as no single call of any service takes.
pub async fn many_agents_are_remembered_at_once(directory: &dyn Directory) {
    let logins: Vec<String> = (0..260).map(|n| format!("agent-{n:03}")).collect();
    let names: Vec<&str> = logins.iter().map(String::as_str).collect();
    remember(directory, names.iter().map(|name| agent(name))).await;
    let times: Vec<(&str, i64)> = names.iter().map(|name| (*name, 5)).collect();
    date(directory, &times).await;
    let found = recalled(directory, &names).await;
    assert_eq!(found.len(), 260);
    assert!(found.iter().all(|entry| entry.modified_ms == Some(5)));
    forget(directory, &names[..130]).await;
    assert_eq!(recalled(directory, &names).await.len(), 130);
}

/// An address that was given up leads nowhere.
pub async fn an_address_leads_to_all_who_have_it_now(directory: &dyn Directory) {
    remember(directory, [addressed("ada", "a@example.com"), agent("bob")]).await;
    remember(directory, [addressed("carol", "c@example.com")]).await;
    let desk = ["desk@example.com", "desk@example.com", "no@example.com"];
    assert_eq!(holders(directory, &desk).await, [""; 0]);
    let twins = ["dan", "eve"].map(|name| addressed(name, "desk@example.com"));
    remember(directory, twins).await;
    assert_eq!(holders(directory, &desk).await, ["dan", "eve"]);
    remember(directory, [addressed("dan", "d@example.com"), agent("ada")]).await;
    let all = ["a@example.com", "c@example.com", "d@example.com", desk[0]];
    assert_eq!(holders(directory, &all).await, ["carol", "dan", "eve"]);
    forget(directory, &["eve"]).await;
    assert_eq!(holders(directory, &desk).await, [""; 0]);
    assert_eq!(holders(directory, &[]).await, [""; 0]);
}

/// Pages of every size show everybody once.
pub async fn lists_are_in_the_order_of_the_logins_and_complete<D>(directory: &D)
where
    D: Directory + DirectoryReader,
{
    let all = AgentFilter::default();
    assert_eq!(listed(directory, &all, None, 10).await, [""; 0]);
    let logins = ["bob", "Ada", "a.b", "a_b", "zoe", "Eve", "dan@example.com"];
    remember(directory, logins.map(agent)).await;
    let sorted = ["a.b", "a_b", "Ada", "bob", "dan@example.com", "Eve", "zoe"];
    for limit in [1, 2, 3, 6, 7, 8, 1_000] {
        assert_eq!(listed(directory, &all, None, limit).await, sorted);
        assert_eq!(
            listed(directory, &all, Some("ada"), limit).await,
            sorted[3..]
        );
        assert_eq!(
            listed(directory, &all, Some("carol"), limit).await,
            sorted[4..]
        );
        assert_eq!(listed(directory, &all, Some("zoe"), limit).await, [""; 0]);
    }
}

/// Each part of a filter, and several together.
pub async fn lists_show_those_who_fit<D>(directory: &D)
where
    D: Directory + DirectoryReader,
{
    let placed = |name: &str, group: &str, profile: &str| {
        let mut entry = addressed(name, &format!("{name}@example.com"));
        entry.agent.hierarchy = Stated::Is(GroupPath::new(group).expect("a path"));
        entry.agent.routing_profile = Some(Name::new(profile).expect("a name"));
        entry
    };
    let mut gone = placed("adam", "UK/Sales", "Sales");
    gone.is_disabled = true;
    let others = [
        placed("Ada", "UK", "Sales"),
        placed("bob", "UK/Sales/North", "Care"),
        placed("carol", "UKI", "Care"),
        agent("dan"),
    ];
    remember(directory, [gone]).await;
    remember(directory, others).await;
    for (filter, expected) in filters() {
        for limit in [1, 2, 100] {
            let listed = listed(directory, &filter, None, limit).await;
            assert_eq!(listed, expected, "{filter:?}");
        }
    }
}

/// Each part of a filter and several together, with those who fit.
fn filters() -> [(AgentFilter, Vec<&'static str>); 9] {
    let path = |text: &str| Some(GroupPath::new(text).expect("a path"));
    let any = AgentFilter::default;
    let begins = || AgentFilter {
        login_prefix: Some("AD".to_owned()),
        ..any()
    };
    let email = Email::new("bob@example.com").ok();
    let of_email = |email| AgentFilter { email, ..any() };
    let of_group = |hierarchy| AgentFilter { hierarchy, ..any() };
    let of_state = |is_disabled, filter| AgentFilter {
        is_disabled: Some(is_disabled),
        ..filter
    };
    let of_profile = AgentFilter {
        routing_profile: Name::new("Care").ok(),
        ..any()
    };
    let nobody = AgentFilter {
        email: email.clone(),
        ..begins()
    };
    [
        (begins(), vec!["Ada", "adam"]),
        (of_email(email), vec!["bob"]),
        (nobody, vec![]),
        (of_profile, vec!["bob", "carol"]),
        (of_group(path("UK")), vec!["Ada", "adam", "bob"]),
        (of_group(path("UK/Sales")), vec!["adam", "bob"]),
        (of_state(true, any()), vec!["adam"]),
        (of_state(false, any()), vec!["Ada", "bob", "carol", "dan"]),
        (of_state(false, begins()), vec!["Ada"]),
    ]
}

/// An agent of whom the login alone is known.
fn agent(login: &str) -> Entry {
    Entry {
        user_id: format!("id-of-{}", login.to_ascii_lowercase()),
        modified_ms: None,
        agent: Agent::new(username(login)),
        has_addresses: false,
        is_disabled: false,
        secret: None,
    }
}

fn addressed(login: &str, email: &str) -> Entry {
    let mut entry = agent(login);
    entry.agent.email = Some(Email::new(email).expect("an address"));
    entry
}

/// An agent of whom much is known.
fn full(login: &str) -> Entry {
    let mut entry = addressed(login, "someone@example.com");
    entry.agent.first_name = Some("Ada \"A.\" \u{1f600}".to_owned());
    entry.agent.secondary_email = Stated::Nothing;
    entry.agent.hierarchy = Stated::Is(GroupPath::new("UK/Sales").expect("a path"));
    entry.agent.after_contact_work_seconds = Some(30);
    entry.agent.proficiencies = Some(Vec::new());
    entry
}

fn username(login: &str) -> Username {
    Username::new(login).expect("a login")
}

async fn remember(directory: &dyn Directory, entries: impl IntoIterator<Item = Entry>) {
    let entries = entries.into_iter().collect();
    directory.remember(entries).await.expect("it is remembered");
}

async fn forget(directory: &dyn Directory, logins: &[&str]) {
    let logins: Vec<_> = logins.iter().map(|login| username(login)).collect();
    directory.forget(&logins).await.expect("it is forgotten");
}

async fn date(directory: &dyn Directory, times: &[(&str, i64)]) {
    let times = times.iter().map(|(login, time)| (username(login), *time));
    let times: Vec<_> = times.collect();
    directory.date(&times).await.expect("it is dated");
}

async fn recalled(directory: &dyn Directory, logins: &[&str]) -> Vec<Entry> {
    let logins: Vec<_> = logins.iter().map(|login| username(login)).collect();
    let mut found = directory.recall(&logins).await.expect("it is recalled");
    // A login that is asked for twice may be given twice.
    found.sort_by_key(|entry| login_key(&entry.agent.username));
    found.dedup();
    found
}

async fn holders(directory: &dyn Directory, emails: &[&str]) -> Vec<String> {
    let emails = emails.iter().map(|text| Email::new(*text));
    let emails: Vec<_> = emails.collect::<Result<_, _>>().expect("addresses");
    let found = directory.holders(&emails).await.expect("it is asked");
    let found: BTreeSet<String> = found.iter().map(name).collect();
    found.into_iter().collect()
}

/// All pages of a list.
async fn listed(
    reader: &dyn DirectoryReader,
    filter: &AgentFilter,
    after: Option<&str>,
    limit: usize,
) -> Vec<String> {
    let (mut all, mut after) = (Vec::new(), after.map(ToOwned::to_owned));
    loop {
        let page = reader.list(filter, after.as_deref(), limit).await;
        let page = page.expect("it is listed");
        assert!(page.items.len() <= limit, "{page:?}");
        all.extend(page.items.iter().map(name));
        match page.next {
            None => return all,
            next if next <= after => panic!("the next page is this page: {next:?}"),
            next => after = next,
        }
    }
}

fn name(entry: &Entry) -> String {
    entry.agent.username.to_string()
}
