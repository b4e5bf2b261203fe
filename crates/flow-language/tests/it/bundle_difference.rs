//! What changed between bundles.

use std::collections::BTreeMap;

use expect_test::expect;
use flow_language::{
    FlowType,
    album::{self, Shown},
    bundle::{Alias, Bundle, Compare, Content, Item, ItemName, Recording, difference},
};
use serde_json::json;

fn content(text: &str) -> Content {
    let flow = json!({
        "Version": "2019-10-30", "StartAction": "a", "Metadata": {},
        "Actions": [
            {"Identifier": "a", "Type": "MessageParticipant", "Parameters": {"Text": text},
             "Transitions": {"NextAction": "b", "Errors": [], "Conditions": []}},
            {"Identifier": "b", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
        ]
    });
    Content::read(&flow.to_string()).unwrap()
}

fn main_flow() -> ItemName {
    ItemName::flow(FlowType::ContactFlow, "Main")
}

fn bundle(items: Vec<(ItemName, Item)>) -> Bundle {
    Bundle {
        items: items.into_iter().collect(),
        ..Bundle::default()
    }
}

#[test]
fn flows_are_told_apart_by_type_and_name_and_everything_of_them_counts() {
    let other = ItemName::flow(FlowType::CustomerQueue, "Main");
    let hold = ItemName::module("Main");
    let mut old = bundle(vec![
        (main_flow(), Item::new(content("Hello"))),
        (other, Item::new(content("Wait"))),
    ]);
    let alias = Alias {
        description: None,
        content: Some(content("Hello")),
    };
    let item = Item {
        description: Some("Says hello\u{1b}[2J".to_owned()),
        tags: BTreeMap::from([("team".to_owned(), "sales".to_owned())]),
        aliases: BTreeMap::from([("live".to_owned(), alias)]),
        ..Item::new(content("Good morning"))
    };
    let mut new = bundle(vec![
        (main_flow(), item),
        (hold, Item::new(content("Back"))),
    ]);
    let prompt = |audio: &[u8]| Recording {
        description: None,
        tags: BTreeMap::new(),
        audio: audio.to_vec(),
    };
    old.prompts.insert("chime".to_owned(), prompt(b"ding"));
    new.prompts.insert("chime".to_owned(), prompt(b"dong"));
    let told = difference(&old, &new, Compare::default());
    expect![[r#"
        removed flow CUSTOMER_QUEUE "Main"
        added module "Main"
        changed flow CONTACT_FLOW "Main"
          aliases/live: none -> {"content":"sha256:531f689ae03f26d9c40a0383a5df7fa7b506052fd7710c087fa7065c7efaef76"}
          description: none -> "Says hello\u001b[2J"
          tags/team: none -> "sales"
          ~ "a" (MessageParticipant)
              Text: "Hello" -> "Good morning"
        changed prompt "chime"
    "#]].assert_eq(&told.to_string());
    let json = json!(told);
    assert_eq!(json["added"], json!([{"type": "MODULE", "name": "Main"}]));
    assert_eq!(json["changed"][0]["changed"][0]["identifier"], "a");
    let alone = Compare {
        contents_alone: true,
        ..Compare::default()
    };
    let told = difference(&old, &new, alone);
    assert_eq!(told.changed[0].resource, []);
    assert_eq!(told.prompts.changed, [] as [&str; 0]);
    assert!(difference(&new, &new, Compare::default()).is_empty());
}

/// What a file is called says little; what an export calls a flow says which one it is.
#[test]
fn a_flow_alone_is_another_one_under_another_name_unless_contents_alone_are_compared() {
    let alone = Compare {
        contents_alone: true,
        ..Compare::default()
    };
    let old = bundle(vec![(main_flow(), Item::new(content("Hello")))]);
    let others = [
        ItemName::flow(FlowType::ContactFlow, "Main 2"),
        ItemName::flow(FlowType::CustomerQueue, "Main"),
        ItemName::module("Main"),
    ];
    for other in others {
        let same = bundle(vec![(other.clone(), Item::new(content("Hello")))]);
        let told = difference(&old, &same, Compare::default());
        assert_eq!(
            (told.added, told.removed),
            (vec![other.clone()], vec![main_flow()])
        );
        assert!(difference(&old, &same, alone).is_empty());
        let new = bundle(vec![(other.clone(), Item::new(content("Hi")))]);
        let told = difference(&old, &new, alone);
        assert_eq!((&told.added, &told.removed), (&vec![], &vec![]));
        assert_eq!(told.changed[0].item, other);
        assert_eq!(told.changed[0].was, Some(main_flow()));
        let pictures = album::changes(&old, &new, &told);
        assert!(pictures[0].svg.contains("tl-changed"), "{other}");
        let shown = |contents_alone| Shown {
            against: Some(&old),
            contents_alone,
            ..Shown::default()
        };
        assert_eq!(album::pictures(&new, shown(true))[0].svg, pictures[0].svg);
        assert_eq!(album::pictures(&new, shown(false))[0].lines, ["new"]);
    }
}

#[test]
fn an_alias_stands_for_its_content_or_for_that_of_its_flow() {
    let live = |content| {
        BTreeMap::from([(
            "live".to_owned(),
            Alias {
                description: None,
                content,
            },
        )])
    };
    let item = |aliases| Item {
        aliases,
        ..Item::new(content("Now"))
    };
    let second = ItemName::module("Second");
    let third = ItemName::module("Third");
    let whole = bundle(vec![
        (main_flow(), item(live(Some(content("Before"))))),
        (second.clone(), item(live(None))),
        (third.clone(), item(BTreeMap::new())),
    ]);
    let (then, without) = whole.as_of("live");
    assert_eq!(without, [third]);
    assert_eq!(then.items[&main_flow()].content, content("Before"));
    assert_eq!(then.items[&second].content, content("Now"));
}
