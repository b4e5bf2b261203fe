//! Files that are understood.

use connect_agents::{
    Agent, Channel, Stated,
    read::{BytesSource, Empty, Format, Mapping, ReadError, Row, open},
};
use connect_model::spec::PhoneType;
use expect_test::expect;

pub(crate) fn rows_by(text: impl AsRef<[u8]>, mapping: &Mapping) -> Result<Vec<Row>, ReadError> {
    let source = BytesSource::new("agents.csv", text.as_ref());
    open(&source, mapping)?.collect()
}

pub(crate) fn rows(text: impl AsRef<[u8]>) -> Vec<Row> {
    rows_by(text, &Mapping::default()).unwrap()
}

fn agents(text: impl AsRef<[u8]>) -> Vec<Agent> {
    rows(text)
        .into_iter()
        .map(|row| row.agent.unwrap())
        .collect()
}

/// The sample of the documentation.
const SAMPLE: &str = include_str!("agents.csv");

#[test]
fn the_sample_has_all_that_an_agent_can_have() {
    let agents = agents(SAMPLE);
    let told = serde_json::to_string_pretty(&agents[0]).unwrap();
    expect![[r#"
        {
          "username": "ada.lovelace",
          "first_name": "Ada",
          "last_name": "Lovelace",
          "email": "ada@example.com",
          "secondary_email": {
            "is": "ada@example.org"
          },
          "mobile": {
            "is": "+447700900123"
          },
          "routing_profile": "Basic Routing Profile",
          "security_profiles": [
            "Agent",
            "CallCenterManager"
          ],
          "hierarchy": {
            "is": "Care/Late"
          },
          "phone_type": "SOFT_PHONE",
          "auto_accept": true,
          "channel_work": {
            "VOICE": 30,
            "CHAT": 60
          },
          "persistent_connection": true,
          "proficiencies": [
            {
              "attribute": "Language",
              "value": "Welsh",
              "level": 3
            },
            {
              "attribute": "connect:Subtype",
              "value": "connect:Chat",
              "level": 5
            }
          ],
          "tags": {
            "Site": "Cardiff",
            "Team": "Late"
          }
        }"#]]
    .assert_eq(&told);
    let bob = &agents[1];
    assert_eq!(bob.phone_type, Some(PhoneType::DeskPhone));
    assert_eq!(bob.desk_phone.as_ref().unwrap().as_str(), "+442079460123");
    assert_eq!(bob.after_contact_work_seconds, Some(45));
    assert_eq!(bob.secondary_email, Stated::Unsaid);
}

#[test]
fn the_template_of_the_console_is_understood_without_its_passwords() {
    let text = "\
first name,last name,email address,user login,routing profile name,security_profile_name_1|security_profile_name_2,user_hierarchy_1|user_hierarchy_2,phone type (soft/desk),phone number,soft phone auto accept (yes/no),ACW timeout (seconds)
Ada,Lovelace,ada@example.com,ada,Sales,Agent|Admin,Care|Late,desk,+44 20 7946 0123,no,30
";
    let ada = &agents(text)[0];
    assert_eq!(ada.username.as_str(), "ada");
    assert_eq!(ada.security_profiles.as_ref().unwrap().len(), 2);
    assert_eq!(ada.hierarchy.value().unwrap().as_str(), "Care/Late");
    assert_eq!(ada.desk_phone.as_ref().unwrap().as_str(), "+442079460123");
    assert_eq!(ada.after_contact_work_seconds, Some(30));
}

#[test]
fn delimiters_are_found_by_what_the_header_says() {
    for delimiter in [",", ";", "\t", "|"] {
        let text = "username,first_name,email\nada,Ada,ada@example.com\n".replace(',', delimiter);
        let ada = &agents(&text)[0];
        assert_eq!(
            ada.email.as_ref().unwrap().as_str(),
            "ada@example.com",
            "{delimiter:?}"
        );
    }
    let odd = "username~email\nada~ada@example.com\n";
    let mapping = Mapping {
        delimiter: Some('~'),
        ..Mapping::default()
    };
    assert!(rows_by(odd, &mapping).unwrap()[0].agent.is_ok());
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    let text = "\u{feff}\r\nusername,email,remark\r\n\r\nada,ada@example.com,\"one\r\ntwo\n\nthree\"\r\n,,\n\nbob,bob@example.com,\rcarol,carol@example.com,";
    let lines: Vec<_> = rows(text)
        .into_iter()
        .map(|row| (row.line, row.username.unwrap().to_string()))
        .collect();
    let expected = [
        (4, "ada".to_owned()),
        (10, "bob".to_owned()),
        (11, "carol".to_owned()),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn quotes_hold_delimiters_quotes_and_ends_of_lines() {
    let text = "username,first_name,remark\nada,\"Ada, \"\"Countess\"\"\",\"a\nb\"\n";
    let ada = &agents(text)[0];
    assert_eq!(ada.first_name.as_deref(), Some("Ada, \"Countess\""));
}

#[test]
fn a_mapping_names_columns_defaults_and_what_is_not_meant() {
    let text = "Login,Mail,Team,Phone number,Level\nada,ada@example.com,Care/Late,12-34,\n";
    let mapping: Mapping = serde_json::from_str(
        r#"{
            "columns": { "login": "username", "TEAM": "hierarchy", "Level": "routing_profile" },
            "ignore": ["phone number"],
            "defaults": { "routing_profile": "Basic Routing Profile", "security_profiles": "Agent|Admin" }
        }"#,
    )
    .unwrap();
    let rows = rows_by(text, &mapping).unwrap();
    let ada = rows[0].agent.as_ref().unwrap();
    assert_eq!(ada.hierarchy.value().unwrap().as_str(), "Care/Late");
    assert_eq!(
        ada.routing_profile.as_ref().unwrap().as_str(),
        "Basic Routing Profile"
    );
    assert_eq!(ada.security_profiles.as_ref().unwrap().len(), 2);
    assert_eq!(ada.desk_phone, None);
}

#[test]
fn an_empty_cell_says_nothing_unless_it_is_to_clear() {
    let text = "username,email,mobile,hierarchy,tags,routing_profile\nada,ada@example.com,,,,\n";
    let kept = &agents(text)[0];
    assert!(kept.mobile.is_unsaid() && kept.hierarchy.is_unsaid() && kept.tags.is_none());
    let mapping = Mapping {
        empty: Empty::Clear,
        ..Mapping::default()
    };
    let rows = rows_by(text, &mapping).unwrap();
    let cleared = rows[0].agent.as_ref().unwrap();
    assert_eq!(cleared.mobile, Stated::Nothing);
    assert_eq!(cleared.hierarchy, Stated::Nothing);
    assert!(cleared.tags.as_ref().unwrap().is_empty());
    // Nobody is without a routing profile.
    assert_eq!(cleared.routing_profile, None);
}

#[test]
fn json_lines_say_the_same() {
    let text = r#"
{"username": "ada", "first_name": "Ada", "after_contact_work_seconds": 30, "auto_accept": true, "security_profiles": ["Agent", "Admin"], "tags": {"Site": "Cardiff", "Floor": 3}, "cost_centre": {"a": [1]}}

{"username": "bob", "email": null, "mobile": [], "channel_work": ["VOICE=30"]}
{"username": "carol", "email": {"a": {}}}
not json
"#;
    let rows = rows(text);
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.line, row.agent.is_ok()))
        .collect();
    assert_eq!(told, [(2, true), (4, true), (5, false), (6, false)]);
    let ada = rows[0].agent.as_ref().unwrap();
    assert_eq!(ada.auto_accept, Some(true));
    assert_eq!(ada.after_contact_work_seconds, Some(30));
    let tags: Vec<_> = ada.tags.as_ref().unwrap().iter().collect();
    assert_eq!(tags, [("Floor", "3"), ("Site", "Cardiff")]);
    let bob = rows[1].agent.as_ref().unwrap();
    assert_eq!(bob.mobile, Stated::Nothing);
    assert_eq!(bob.channel_work.as_ref().unwrap()[&Channel::Voice], 30);
    let told = Mapping {
        format: Some(Format::JsonLines),
        ..Mapping::default()
    };
    assert_eq!(rows_by(text, &told).unwrap().len(), 4);
}

#[test]
fn columns_that_mean_nothing_are_named() {
    let source = BytesSource::new(
        "a.csv",
        *b"username,email,Cost centre,\nada,a@example.com,7,\n",
    );
    let rows = open(&source, &Mapping::default()).unwrap();
    assert_eq!(rows.ignored(), ["Cost centre"]);
}
