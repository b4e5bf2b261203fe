//! What each type of action does to a contact.

use expect_test::expect;
use flow_language::walk::{FlowSet, Limits, walk};
use serde_json::{Value, json};

use crate::walk::{action, contact, document, main_name, ways};

/// A flow whose actions follow one another, ending in a disconnect.
fn chain(actions: &[(String, Value)]) -> FlowSet {
    let mut list = Vec::new();
    for (index, (action_type, parameters)) in actions.iter().enumerate() {
        let next = format!("s{}", index + 1);
        list.push(action(
            &format!("s{index}"),
            action_type,
            parameters.clone(),
            ways(&next, &[], &[]),
        ));
    }
    let end = format!("s{}", actions.len());
    list.push(action(&end, "DisconnectParticipant", json!({}), json!({})));
    let mut set = FlowSet::new();
    set.insert(main_name(), document("s0", &list));
    set
}

#[test]
fn actions_do_what_their_types_say() {
    let actions: Vec<(String, Value)> =
        serde_json::from_str(include_str!("walk_actions.json")).unwrap();
    let set = chain(&actions);
    let given = contact(json!({
        "channel": "CHAT", "input": ["+4420"], "percentage": 60, "queues": {"Sales": {"staffed": 3}},
        "lex": {"Orders": {"intent": "Buy", "slots": {"size": "XL"}}}, "views": {"form": "Next"}, "call": "CallAnswered"
    }));
    let walk = walk(&set, &main_name(), &given, &Limits::default());
    expect![[r#"
        Main (CONTACT_FLOW)
           1  s0: sets logging to Enabled → next
           2  s1: sets recording to {"RecordedParticipants":["Agent"]} → next
           3  s2: sets CustomerQueue to flow Music → next
           4  s3: sets LanguageCode = en-GB → next
           5  s4: sets f = CHAT → next
           6  s5: the customer enters +4420 → next
           7  s6: sets the callback number +4420 → next
           8  s7: the bot understands Buy → next
           9  s8: sets intent = Buy, size = XL → next
          10  s9: NumberOfAgentsStaffed is 3 → next
          11  s10: the queue is open → next (assumed)
          12  s11: the number drawn is 60 → next
          13  s12: waits 30 seconds → next (assumed)
          14  s13: shows view form, where Next is chosen → next
          15  s14: creates a case → next (assumed)
          16  s15: succeeds → next (assumed)
          17  s16: calls +4930 → next
          18  s17: plays prompts again and again
        PROMPT_LOOP
        attribute intent = Buy
        attribute size = XL
        event CustomerQueue → Music
        ["prompt Beep", "How?", "Wait"]
        Some("{\"RecordedParticipants\":[\"Agent\"]}") Some("Enabled") {"LanguageCode": "en-GB"}"#]]
    .assert_eq(&format!(
        "{walk}{:?}\n{:?} {:?} {:?}",
        walk.prompts, walk.recording, walk.logging, walk.contact_data
    ));
}
