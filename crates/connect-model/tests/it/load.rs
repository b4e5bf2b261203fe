//! What a spec means.

use connect_model::{
    Name,
    spec::{
        self, ContactCenter, FlowStatus, IdentityManagement, LexBotSpec, NumberSource, Password,
        QuickConnectTarget, Sources,
    },
};
use expect_test::expect_file;

use crate::sources::{center, one, print, several};

/// The spec with every member of every kind.
pub(crate) fn full() -> Sources {
    let mut sources = one(include_str!("../full.yaml"));
    let flow = "\u{feff}{\"Version\": \"2019-10-30\", \"StartAction\": \"a\"}";
    sources.files.insert("flows/main.json".into(), flow.into());
    let module = "{\"Version\": \"2019-10-30\", \"Settings\": {}}";
    let wav: &[u8] = b"RIFF\x04\0\0\0WAVE";
    sources
        .files
        .insert("modules/identify.json".into(), module.into());
    sources
        .files
        .insert("prompts/welcome.wav".into(), wav.into());
    let key = "-----BEGIN PUBLIC KEY-----\nMg==\n-----END PUBLIC KEY-----\n";
    sources.files.insert("keys/public.pem".into(), key.into());
    sources
        .files
        .insert("idp/metadata.xml".into(), metadata().into());
    for archive in ["lookup", "shared", "orders"] {
        let path = format!("code/{archive}.zip");
        sources
            .files
            .insert(path, [b"PK\x05\x06".as_slice(), &[0; 18]].concat());
    }
    sources
}

/// As long as IAM takes it at least.
pub(crate) fn metadata() -> String {
    let name = "urn:oasis:names:tc:SAML:2.0:metadata";
    let filler = " ".repeat(1_000);
    format!("<EntityDescriptor xmlns=\"{name}\">{filler}</EntityDescriptor>")
}

fn json(center: &ContactCenter) -> String {
    serde_json::to_string_pretty(center).unwrap() + "\n"
}

#[test]
fn every_member_of_every_kind_is_read() {
    let center = center(&full());
    expect_file!["../full.json"].assert_eq(&json(&center));
    assert_eq!(center.users.last().unwrap().name, "root");
    assert_eq!(center.users[1].spec.password, Some(Password::Generate));
    assert_eq!(
        center.queues[0].place.to_string(),
        "center.yaml:50:5 queues[0]"
    );
    assert_eq!(center.queues[0].tags.get("Team"), Some("front"));
    assert_eq!(center.queues[1].tags.get("Team"), Some("contact"));
    assert!(center.queues[0].ignore.contains("max_contacts"));
}

#[test]
fn an_alias_is_a_whole_spec_with_the_defaults_of_the_field() {
    let center = center(&one("instance: { alias: uk }"));
    let instance = &center.instance;
    assert_eq!(
        instance.identity_management,
        IdentityManagement::ConnectManaged
    );
    assert!(instance.inbound_calls && instance.outbound_calls && instance.contact_flow_logs);
    assert!(instance.early_media && instance.auto_resolve_best_voices);
    assert!(!instance.contact_lens && !instance.multi_party_conference);
    assert_eq!(instance.log_retention_days, None);
    assert!(center.users.is_empty());
}

#[test]
fn defaults_lean_on_the_rest_of_the_spec() {
    let center = center(&one("instance: { alias: uk, identity_management: SAML }
admin_user: { username: root, first_name: A, last_name: B }
routing_profiles:
- name: First
  default_outbound_queue: BasicQueue
  media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
quick_connects:
  bob: { type: USER, user: root }
contact_flows:
- { name: F, type: CONTACT_FLOW, content: '{}' }
"));
    assert_eq!(center.routing_profiles[0].spec.description, "First");
    let admin = &center.users[0];
    assert_eq!(admin.spec.routing_profile, "First");
    assert_eq!(admin.spec.security_profiles, [Name::new("Admin").unwrap()]);
    assert_eq!(admin.spec.password, None);
    assert_eq!(admin.place.path, "admin_user");
    let flow = Name::new("Default agent transfer").unwrap();
    let user = Name::new("root").unwrap();
    assert_eq!(
        center.quick_connects[0].spec.target,
        QuickConnectTarget::User { user, flow }
    );
    assert_eq!(center.contact_flows[0].spec.status, FlowStatus::Published);
}

#[test]
fn a_map_without_members_means_what_its_absence_means() {
    let with = |maps: [&str; 3]| {
        let [caller, phone, tags] = maps;
        center(&one(format!(
            "instance: {{ alias: uk {tags} }}
queues:
- {{ name: A, hours: Basic Hours {caller} {tags} }}
users:
- {{ username: ada, email: a@b.com, first_name: A, last_name: B, routing_profile: Basic Routing Profile, security_profiles: [Agent] {phone} {tags} }}
"
        )))
    };
    let absent = with(["", "", ""]);
    assert_eq!(
        json(&with([
            ", outbound_caller: {}",
            ", phone: {}",
            ", tags: {}, ignore: []"
        ])),
        json(&absent)
    );
    assert_eq!(
        json(&with([", outbound_caller: { name: null }", "", ""])),
        json(&absent)
    );
}

#[test]
fn a_variable_keeps_its_type_and_a_given_one_takes_the_type_that_is_wanted() {
    let text = "
variables: { lens: true, days: 30, alias: uk }
instance: { alias: '${var.alias}-x', contact_lens: '${var.lens}', log_retention_days: '${var.days}', tags: { a: '$${var.x}' } }
";
    let mut sources = one(text);
    let by_default = center(&sources);
    assert!(by_default.instance.contact_lens);
    assert_eq!(by_default.instance.log_retention_days, Some(30));
    assert_eq!(by_default.instance.tags.get("a"), Some("${var.x}"));
    sources.variables = [("lens", "false"), ("days", "60"), ("alias", "12")]
        .map(|(k, v)| (k.into(), v.into()))
        .into();
    let given = center(&sources);
    assert!(!given.instance.contact_lens);
    assert_eq!(given.instance.log_retention_days, Some(60));
    assert_eq!(given.instance.alias, "12-x");
}

#[test]
fn overlays_merge_by_name_and_remove() {
    let base = "
variables: { days: 7 }
instance: { alias: uk, log_retention_days: '${var.days}', tags: { a: '1', b: '1' } }
queues:
- { name: A, hours: Basic Hours, max_contacts: 5 }
- { name: B, hours: Basic Hours }
lex_bots:
- { name: Bot, alias: x }
- { name: Bot, alias: y }
phone_numbers:
  main: { country: GB, type: DID, prefix: +4420 }
";
    let over = "
variables: { days: 30 }
instance: { tags: { b: '2', a: { $remove: true } } }
queues:
- { name: C, hours: Basic Hours }
- { name: A, status: DISABLED, max_contacts: { $remove: true } }
- { name: B, $remove: true }
lex_bots:
- { name: Bot, alias: y, region: eu-west-1 }
phone_numbers:
  main: { country: US, prefix: { $remove: true } }
";
    let center = center(&several([base, over]));
    assert_eq!(center.instance.log_retention_days, Some(30));
    assert_eq!(
        center.instance.tags.iter().collect::<Vec<_>>(),
        [("b", "2")]
    );
    let names: Vec<&str> = center
        .queues
        .iter()
        .map(|queue| queue.name.as_str())
        .collect();
    assert_eq!(names, ["A", "C"]);
    assert_eq!(center.queues[0].spec.max_contacts, None);
    assert_eq!(center.queues[0].place.file, "center.yaml");
    assert_eq!(
        center.queues[1].place.to_string(),
        "over1.yaml:5:3 queues[1]"
    );
    assert!(matches!(
        &center.lex_bots[0].spec,
        LexBotSpec::V2 { region: None, .. }
    ));
    assert!(matches!(
        &center.lex_bots[1].spec,
        LexBotSpec::V2 {
            region: Some(_),
            ..
        }
    ));
    let NumberSource::Claimed {
        country, prefix, ..
    } = &center.phone_numbers[0].spec.source
    else {
        panic!("it is claimed");
    };
    assert_eq!((country.as_str(), prefix), ("US", &None));
}

#[test]
fn an_overlay_may_replace_the_only_use_of_a_variable() {
    let base = "
variables: { max: 10, needed: }
instance: { alias: uk }
queues: [{ name: A, hours: '${var.needed}', max_contacts: '${var.max}' }]
";
    let over = "queues: [{ name: A, hours: Basic Hours, max_contacts: 5 }]";
    let mut sources = several([base, over]);
    assert_eq!(center(&sources).queues[0].spec.max_contacts, Some(5));
    sources.variables = [("max".to_owned(), "7".to_owned())].into();
    assert_eq!(center(&sources).queues[0].spec.max_contacts, Some(5));
}

#[test]
fn a_finding_in_an_overlay_stands_at_the_overlay() {
    let over = "\nqueues:\n- name: A\n  hours: Basic Hour\n";
    let base = "instance: { alias: uk }\nqueues: [{ name: A, hours: Basic Hours }]\n";
    let findings = spec::load(&several([base, over])).unwrap_err();
    assert_eq!(
        print(&findings),
        "over1.yaml:4:10 queues[0].hours: there are no hours of operation named \"Basic Hour\" \
         [unknown-name]\n  remedy: did you mean \"Basic Hours\"?\n"
    );
}

#[test]
fn json_with_tabs_and_escapes_is_read_like_yaml() {
    let yaml = center(&one("instance: { alias: uk, tags: { a: \"é😀/\" } }"));
    let json = "\u{feff}{\n\t\"instance\":\t{\n\t\t\"alias\": \"uk\",\n\t\t\"tags\": {\"a\": \"\\u00e9\\ud83d\\ude00\\/\"}\n\t}\n}\n";
    assert_eq!(center(&one(json)), yaml);
}

#[test]
fn anchors_repeat_values() {
    let text = "
instance: { alias: uk }
queues:
- { name: A, hours: &h Basic Hours, tags: &t { a: '1' } }
- { name: B, hours: *h, tags: *t }
";
    let center = center(&one(text));
    assert_eq!(center.queues[1].spec.hours, "Basic Hours");
    assert_eq!(center.queues[1].tags.get("a"), Some("1"));
}

#[test]
fn a_merge_key_takes_members_over_that_the_map_does_not_say_itself() {
    let text = "
instance: { alias: uk }
queues:
- &a { name: A, hours: Basic Hours, max_contacts: 5, description: First }
- &b { <<: *a, name: B, max_contacts: 6 }
- { name: C, <<: [*b, *a] }
- { name: D, hours: Basic Hours, tags: { '<<': text } }
";
    let center = center(&one(text));
    let read: Vec<_> = center
        .queues
        .iter()
        .map(|queue| (queue.name.as_str(), queue.spec.max_contacts))
        .collect();
    assert_eq!(
        read,
        [("A", Some(5)), ("B", Some(6)), ("C", Some(6)), ("D", None)]
    );
    assert_eq!(center.queues[2].spec.description.as_deref(), Some("First"));
    assert_eq!(center.queues[3].tags.get("<<"), Some("text"));
}

#[test]
fn a_recording_is_no_larger_than_aws_takes() {
    let text = "instance: { alias: uk }\nprompts: [{ name: A, file: a.wav }]\n";
    let of = |bytes: usize| {
        let mut sources = one(text);
        let mut wav = b"RIFF\x04\0\0\0WAVE".to_vec();
        wav.resize(bytes, 0);
        sources.files.insert("a.wav".into(), wav);
        spec::load(&sources)
    };
    let most = 50 * 1024 * 1024;
    assert!(of(most).is_ok());
    assert_eq!(of(most + 1).unwrap_err()[0].rule, "bad-length");
}
