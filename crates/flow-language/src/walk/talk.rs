//! Actions that talk to a participant.

use serde_json::{Value, json};

use crate::walk::{
    contact::{LexAnswer, LexMatch, LexMiss},
    outcome::Outcome,
    state::{State, answer},
    trail::EndKind,
    visit::Visit,
};

pub(super) fn message(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    match play(visit, state, "") {
        Some(said) => Outcome::next(format!("plays “{said}”")),
        None => Outcome::next("plays nothing that is known").assumed(),
    }
}

/// Prompts go on until something outside of the flow happens; with a branch for an interruption
/// the walk goes there, since otherwise it could never be seen.
pub(super) fn messages(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let messages = visit.parameter("/Messages").and_then(Value::as_array);
    for index in 0..messages.map_or(0, Vec::len) {
        play(visit, state, &format!("/Messages/{index}"));
    }
    if visit.text("/InterruptFrequencySeconds").is_some() {
        return Outcome::value("MessagesInterrupted", "plays prompts until interrupted").assumed();
    }
    Outcome::end(EndKind::PromptLoop, "", "plays prompts again and again")
}

/// Plays what stands below a place of the parameters.
fn play(visit: Visit<'_>, state: &mut State<'_>, below: &str) -> Option<String> {
    let at = |name: &str| format!("{below}/{name}");
    let text = visit.text(&at("Text")).or_else(|| visit.text(&at("SSML")));
    let said = if let Some(text) = text {
        state.fill(text)
    } else if let Some(prompt) = visit.text(&at("PromptId")) {
        let prompt = state.fill(prompt);
        let noted = ["/parameters/PromptId/displayName", "/promptName"];
        let noted = if below.is_empty() { &noted[..] } else { &[] };
        let names = visit.names(&at("PromptId"), &prompt, noted);
        format!("prompt {}", names.first().map_or("", String::as_str))
    } else {
        let uri = visit.text(&at("Media/Uri"))?;
        format!("audio {}", state.fill(uri))
    };
    state.prompts.push(said.clone());
    Some(said)
}

pub(super) fn input(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    play(visit, state, "");
    let recalled = state.recalled.as_ref();
    let recorded = recalled.and_then(|recalled| recalled.result.clone());
    let typed = recorded.or_else(|| state.typed().map(str::to_owned));
    let assumed = typed.is_none();
    let typed = typed.unwrap_or_else(|| "timeout".to_owned());
    if visit.flag("/StoreInput") {
        store(&typed, state).assumed_if(assumed)
    } else {
        choose(&typed).assumed_if(assumed)
    }
}

/// Silence is stored as the word `Timeout`. No page of AWS says what the service stores.
fn store(typed: &str, state: &mut State<'_>) -> Outcome {
    if typed == "invalid" {
        return Outcome::error(
            "InvalidPhoneNumber",
            "the customer enters something invalid",
        );
    }
    let silent = is_silence(typed);
    let stored = if silent { "Timeout" } else { typed };
    state
        .data
        .insert("StoredCustomerInput".to_owned(), json!(stored));
    Outcome::next(if silent {
        "the customer enters nothing".to_owned()
    } else {
        format!("the customer enters {typed}")
    })
}

fn choose(typed: &str) -> Outcome {
    if is_silence(typed) {
        return Outcome::error("InputTimeLimitExceeded", "the customer chooses nothing");
    }
    if typed == "invalid" {
        return Outcome::error("NoMatchingCondition", "the customer chooses something else");
    }
    Outcome::value(typed, format!("the customer chooses {typed}"))
}

fn is_silence(typed: &str) -> bool {
    typed.eq_ignore_ascii_case("timeout")
}

pub(super) fn bot(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    play(visit, state, "");
    let recalled = state.recalled.as_ref();
    if let Some(intent) = recalled.and_then(|recalled| recalled.result.clone()) {
        return understood(
            &LexMatch {
                intent,
                ..LexMatch::default()
            },
            state,
        );
    }
    let names = bot_names(visit, state);
    match answer(&state.contact.lex, &names) {
        Some(LexAnswer::Match(found)) => understood(found, state),
        Some(LexAnswer::Miss(LexMiss::NoMatch)) => missed(),
        Some(LexAnswer::Miss(LexMiss::Error)) => Outcome::error("NoMatchingError", "the bot fails"),
        None => typed_to_bot(state),
    }
}

/// A bot also hears what the customer types next, and takes it for the name of an intent.
fn typed_to_bot(state: &mut State<'_>) -> Outcome {
    match state.typed() {
        None => missed().assumed(),
        Some("invalid") => missed(),
        Some(typed) if is_silence(typed) => {
            Outcome::error("InputTimeLimitExceeded", "the customer says nothing")
        }
        Some(typed) => {
            let intent = typed.to_owned();
            understood(
                &LexMatch {
                    intent,
                    ..LexMatch::default()
                },
                state,
            )
        }
    }
}

fn missed() -> Outcome {
    Outcome::error("NoMatchingCondition", "the bot finds no intent")
}

fn understood(found: &LexMatch, state: &mut State<'_>) -> Outcome {
    let lex = json!({
        "IntentName": found.intent,
        "Slots": found.slots,
        "SessionAttributes": found.session_attributes,
    });
    state.data.insert("Lex".to_owned(), lex);
    let what = format!("the bot understands {}", found.intent);
    Outcome::value(found.intent.as_str(), what)
}

/// The bot's name, with and without its alias.
fn bot_names(visit: Visit<'_>, state: &mut State<'_>) -> Vec<String> {
    let pointer = "/LexV2Bot/AliasArn";
    let Some(value) = visit.text(pointer) else {
        let name = visit.text("/LexBot/Name").unwrap_or_default();
        return vec![state.fill(name)];
    };
    let value = state.fill(value);
    let noted = [
        "/parameters/LexV2Bot.AliasArn/lexV2BotName",
        "/lexV2BotName",
    ];
    let mut names = visit.names(pointer, &value, &noted);
    let bot = names
        .first()
        .and_then(|name| name.split_once('/'))
        .map(|(bot, _)| bot.to_owned());
    names.extend(bot);
    names
}

pub(super) fn view(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let pointer = "/ViewResource/Id";
    let id = state.fill(visit.text(pointer).unwrap_or_default());
    let noted = ["/parameters/ViewResource.Id/displayName"];
    let names = visit.names(pointer, &id, &noted);
    let name = names.first().cloned().unwrap_or_default();
    let Some(action) = answer(&state.contact.views, &names) else {
        return Outcome::next(format!("shows view {name}")).assumed();
    };
    let result = state.contact.view_data.clone();
    let views = json!({"Action": action, "ViewResultData": result});
    state.data.insert("Views".to_owned(), views);
    let what = format!("shows view {name}, where {action} is chosen");
    if is_silence(action) {
        return Outcome::error("TimeLimitExceeded", what);
    }
    Outcome::value(action.as_str(), what)
}
