//! What holds for any bytes, and for any agent.

use connect_agents::{
    Agent, Channel, Proficiency, Stated, print_header, print_json, print_row,
    read::{Empty, Mapping},
};
use connect_model::{
    E164, Email, GroupPath, Name, SecurityProfileName, Tags, Username, spec::PhoneType,
};
use proptest::{
    collection::{btree_map, btree_set, vec},
    option,
    prelude::*,
    sample::select,
};

use crate::reading::rows_by;

fn stated<T: Clone + std::fmt::Debug>(
    value: impl Strategy<Value = T>,
    or: Stated<T>,
) -> impl Strategy<Value = Stated<T>> {
    option::of(value).prop_map(move |value| value.map_or_else(|| or.clone(), Stated::Is))
}

fn name() -> impl Strategy<Value = String> {
    "[\\PC&&[^\\s|;]]([\\PC&&[^|;\u{a0}]]{0,20}[\\PC&&[^\\s|;]])?"
}

fn email() -> impl Strategy<Value = Email> {
    "[a-z]{1,8}@[a-z]{1,8}\\.com".prop_map(|text| Email::new(text).unwrap())
}

fn number() -> impl Strategy<Value = E164> {
    "\\+[1-9][0-9]{4,12}".prop_map(|text| E164::new(text).unwrap())
}

fn proficiency() -> impl Strategy<Value = Proficiency> {
    ("(connect:)?[A-Za-z]{1,8}", "[A-Za-z:=]{1,8}", 1..=5_u32).prop_map(
        |(attribute, value, level)| Proficiency {
            attribute,
            value,
            level,
        },
    )
}

fn tags() -> impl Strategy<Value = Tags> {
    btree_map("[A-Z][A-Za-z:]{0,8}", "[A-Za-z=,\" é]{0,8}", 1..4).prop_map(|all| {
        let mut tags = Tags::new();
        for (key, value) in all {
            tags.insert(key, value.trim()).unwrap();
        }
        tags
    })
}

/// Agents that CSV can say.
fn agent() -> impl Strategy<Value = Agent> {
    let who = (
        "[a-z]{1,8}(\\.[a-z]{1,8})?",
        option::of(name()),
        option::of(name()),
        option::of(email()),
        stated(email(), Stated::Unsaid),
        stated(number(), Stated::Unsaid),
    );
    let place = (
        option::of(name()),
        option::of(btree_set("[A-Za-z][A-Za-z _-]{0,8}[A-Za-z]", 1..5)),
        stated(vec("[A-Za-z/% ]{0,3}[A-Za-z]", 1..5), Stated::Unsaid),
        option::of(tags()),
        option::of(name()),
    );
    let phone = (
        option::of(number()),
        option::of(any::<bool>()),
        option::of(0..2_000_000_u32),
        option::of(btree_map(select(&Channel::ALL[..]), 0..2_000_000_u32, 1..4)),
        option::of(any::<bool>()),
        option::of(vec(proficiency(), 1..4)),
    );
    (who, place, phone).prop_map(|(who, place, phone)| {
        let mut agent = Agent::new(Username::new(who.0).unwrap());
        (agent.first_name, agent.last_name, agent.email) = (who.1, who.2, who.3);
        (agent.secondary_email, agent.mobile) = (who.4, who.5);
        agent.routing_profile = place.0.map(|name| Name::new(name).unwrap());
        let profile = |name| SecurityProfileName::new(name).unwrap();
        agent.security_profiles = place.1.map(|all| all.into_iter().map(profile).collect());
        agent.hierarchy = match place.2 {
            Stated::Is(names) => {
                let names: Vec<_> = names.iter().map(|name| name.trim()).collect();
                Stated::Is(GroupPath::new(GroupPath::text(names)).unwrap())
            }
            _ => Stated::Unsaid,
        };
        (agent.tags, agent.directory_user_id) = (place.3, place.4);
        agent.phone_type = Some(PhoneType::SoftPhone);
        (agent.desk_phone, agent.auto_accept) = (phone.0, phone.1);
        agent.channel_work = phone.3;
        if agent.channel_work.is_none() {
            agent.after_contact_work_seconds = phone.2;
        }
        agent.persistent_connection = phone.4;
        agent.proficiencies = phone.5.map(|mut all| {
            all.sort();
            all.dedup_by(|a, b| a.attribute == b.attribute && a.value == b.value);
            all
        });
        agent
    })
}

fn csv(agents: &[Agent]) -> String {
    let rows = agents.iter().map(|agent| print_row(agent).unwrap());
    let lines: Vec<String> = [print_header()].into_iter().chain(rows).collect();
    lines.join("\r\n")
}

fn read(text: &str, mapping: &Mapping) -> Vec<Agent> {
    let rows = rows_by(text, mapping).unwrap();
    rows.into_iter().map(|row| row.agent.unwrap()).collect()
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..400)) {
        let _ = rows_by(&bytes, &Mapping::default());
        let mut text = b"username,email,tags,proficiencies,channel_work\n".to_vec();
        text.extend(&bytes);
        let _ = rows_by(&text, &Mapping::default());
        let mut json = b"{\"username\": \"ada\", \"email\": \"a@b.com\"}\n".to_vec();
        json.extend(&bytes);
        let _ = rows_by(&json, &Mapping::default());
    }

    #[test]
    fn no_cells_make_it_panic(cells in vec("[\\PC\"\r\n|;=:/]{0,12}", 18)) {
        let quoted: Vec<_> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        let text = format!("{}\n{}\n", print_header(), quoted.join(","));
        for empty in [Empty::Keep, Empty::Clear] {
            let mapping = Mapping { empty, ..Mapping::default() };
            let rows = rows_by(&text, &mapping).unwrap();
            prop_assert!(rows.len() <= 1);
            // What is said about a row has none of its cells.
            for issue in rows.into_iter().filter_map(|row| row.agent.err()).flatten() {
                let told = issue.to_string();
                let long = cells.iter().filter(|cell| cell.chars().count() > 8);
                for cell in long {
                    prop_assert!(!told.contains(cell.as_str()), "{told}");
                }
            }
        }
    }

    #[test]
    fn what_is_printed_is_read_as_it_was(agents in vec(agent(), 1..6)) {
        let text = csv(&agents);
        let again = read(&text, &Mapping::default());
        prop_assert_eq!(&again, &agents);
        prop_assert_eq!(csv(&again), text);
        let lines: Vec<_> = agents.iter().map(print_json).collect();
        let again = read(&lines.join("\n"), &Mapping::default());
        prop_assert_eq!(&again, &agents);
    }

    #[test]
    fn json_says_that_there_is_to_be_none(mut agent in agent()) {
        agent.secondary_email = Stated::Nothing;
        agent.hierarchy = Stated::Nothing;
        agent.proficiencies = Some(Vec::new());
        agent.tags = Some(Tags::new());
        prop_assert_eq!(print_row(&agent), None);
        // An object needs more than a login to be known for an agent.
        agent.auto_accept = Some(false);
        let again = read(&print_json(&agent), &Mapping::default());
        prop_assert_eq!(again, vec![agent]);
    }
}
