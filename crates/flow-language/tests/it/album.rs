//! The pictures of the sample flows, and what they show beside the flows.

use std::{fs, path::Path};

use expect_test::expect_file;
use flow_language::{
    FlowType,
    album::{self, Shown},
    bundle::{Bundle, Content, Files, Item, ItemName, Loose},
    lint,
    walk::{Contact, FlowSet, HoursState, Limits, coverages, run, walk},
};
use serde_json::json;

fn read(folder: &Path, below: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

fn ferries() -> (Files, Bundle) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flows/bundle");
    let mut files = Files::new();
    read(&folder, "", &mut files);
    let read = Bundle::read(&files, Loose::default());
    assert_eq!((read.troubles, read.skipped), (vec![], vec![]));
    (files, read.bundle)
}

#[test]
fn the_sample_bundle_is_laid_out_as_exports_are_and_has_no_findings() {
    let (files, bundle) = ferries();
    let printed = bundle.to_files();
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        printed.keys().collect::<Vec<_>>()
    );
    assert_eq!(lint::of_bundle(&bundle, &lint::Context::default()), []);
    for (name, item) in &bundle.items {
        assert_eq!(item.content.document().check(name.role), [], "{name}");
    }
    for (path, content) in files {
        let (is, should) = (String::from_utf8(content).unwrap(), &printed[&path]);
        assert_eq!(is, String::from_utf8_lossy(should), "{path}");
    }
}

#[test]
fn the_pictures_of_the_sample_are_those_that_people_see() {
    let (_, bundle) = ferries();
    let pictures = album::pictures(&bundle, Shown::default());
    let names: Vec<_> = pictures.iter().map(|it| it.file.as_str()).collect();
    let files = [
        "modules/Look up traveller.svg",
        "flows/CONTACT_FLOW/Callback.svg",
        "flows/CONTACT_FLOW/Welcome.svg",
        "flows/CUSTOMER_QUEUE/Waiting.svg",
    ];
    assert_eq!(names.len(), files.len());
    assert!(files.iter().all(|file| names.contains(file)), "{names:?}");
    let of = |name: &str| pictures.iter().find(|it| it.item.name == name).unwrap();
    let file = |name| format!("../../../../examples/flows/pictures/{name}.svg");
    expect_file![file("welcome")].assert_eq(&of("Welcome").svg);
    expect_file![file("callback")].assert_eq(&of("Callback").svg);
}

#[test]
fn names_cannot_turn_what_a_page_says() {
    let content = Content::read(r#"{"Actions": []}"#).unwrap();
    let name = "a\u{202e}b\u{2066}'<c";
    let mut bundle = Bundle::default();
    let item = ItemName::flow(FlowType::ContactFlow, name);
    bundle.items.insert(item, Item::new(content));
    let mut pictures = album::pictures(&bundle, Shown::default());
    pictures[0].lines = vec![format!("first {name}"), "second".to_owned()];
    let page = album::page(name, &pictures);
    assert!(!page.contains(['\u{202e}', '\u{2066}']));
    assert!(page.contains("<h1>ab&#39;&lt;c</h1>"));
    assert!(page.contains("<pre>first ab&#39;&lt;c\nsecond</pre>"));
}

#[test]
fn branches_that_test_cases_took_are_counted_and_others_are_told() {
    let (_, bundle) = ferries();
    let set = FlowSet::from(&bundle);
    let case = |name: &str, input: &[&str]| json!({"name": name, "contact": {"input": input, "hours": {"Ticket office": "open"}}});
    let file = json!({"flow": "Welcome", "cases": [case("one", &["1"]), case("again", &["timeout", "1"])]});
    let file = serde_json::from_value(file).unwrap();
    let results = run(&file, &set);
    let pictures = album::of_cases(&set, &results);
    let names: Vec<_> = pictures.iter().map(|it| it.item.name.as_str()).collect();
    assert_eq!(names, ["Welcome", "Look up traveller"]);
    assert!(pictures[0].svg.contains("×2") && pictures[0].svg.contains("×1"));
    let untaken = coverages(&results, &set);
    let untaken = untaken
        .iter()
        .map(|(name, found)| (name, found.untaken.len()));
    let told = pictures.iter().map(|it| (&it.item, it.lines.len()));
    assert!(untaken.eq(told));
}

#[test]
fn the_way_of_a_contact_is_one_of_the_pictures() {
    let (_, bundle) = ferries();
    let set = FlowSet::from(&bundle);
    let start = ItemName::flow(FlowType::ContactFlow, "Welcome");
    let contact = Contact {
        input: vec!["timeout".to_owned(), "1".to_owned()],
        hours: [("Ticket office".to_owned(), HoursState::Open)].into(),
        ..Contact::default()
    };
    let walk = walk(&set, &start, &contact, &Limits::default());
    let pictures = album::of_walk(&set, &walk);
    let names: Vec<_> = pictures.iter().map(|it| it.item.name.as_str()).collect();
    assert_eq!(names, ["Welcome", "Look up traveller"]);
    // The end stands beside the flow in which it came, though another one was met later.
    assert!(pictures[0].lines.last().unwrap().contains("QUEUED"));
    expect_file!["../../../../examples/flows/pictures/way.svg"].assert_eq(&pictures[0].svg);
}
