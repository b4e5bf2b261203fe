//! The words for what the wire says in numbers. A number that is not known yet is shown as it is.

use control_api::v1 as pb;

use super::Tone;

/// The state of a job, as `--state` takes it.
pub(crate) fn state(state: i32) -> String {
    match pb::job::State::try_from(state) {
        Ok(state) => lower(state.as_str_name(), "STATE_"),
        Err(_) => format!("state {state}"),
    }
}

/// The tone in which a state is told.
pub(crate) fn state_tone(state: i32) -> Tone {
    match pb::job::State::try_from(state) {
        Ok(pb::job::State::Succeeded) => Tone::Good,
        Ok(pb::job::State::Failed) => Tone::Bad,
        Ok(pb::job::State::Cancelled | pb::job::State::NeedsAttention) => Tone::Caution,
        _ => Tone::Plain,
    }
}

/// What a job does, as `--kind` takes it.
pub(crate) fn kind(kind: i32) -> String {
    match pb::JobKind::try_from(kind) {
        Ok(kind) => lower(kind.as_str_name(), "JOB_KIND_").replace("-contact-center", ""),
        Err(_) => format!("kind {kind}"),
    }
}

/// The state of a plan, as `--state` takes it.
pub(crate) fn plan_state(state: i32) -> String {
    match pb::saved_plan::State::try_from(state) {
        Ok(state) => lower(state.as_str_name(), "STATE_"),
        Err(_) => format!("state {state}"),
    }
}

/// What a step does.
pub(crate) fn verb(verb: i32) -> String {
    match pb::Verb::try_from(verb) {
        Ok(verb) => lower(verb.as_str_name(), "VERB_"),
        Err(_) => format!("verb {verb}"),
    }
}

/// A message as it stands beside its code, which it need not repeat.
pub(crate) fn beside(code: &str, message: &str) -> String {
    if code.is_empty() {
        return message.to_owned();
    }
    let rest = message
        .strip_suffix(code)
        .map(|rest| rest.strip_suffix(": ").unwrap_or(rest));
    match rest {
        Some(rest) => rest.to_owned(),
        None => message.replacen(&format!("{code}: "), "", 1),
    }
}

fn lower(name: &str, prefix: &str) -> String {
    name.strip_prefix(prefix)
        .unwrap_or(name)
        .to_ascii_lowercase()
        .replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_does_not_repeat_the_code_that_it_stands_beside() {
        let code = "ResourceInUseException";
        for (message, shown) in [
            ("DeleteQueue: ResourceInUseException: a", "DeleteQueue: a"),
            ("DeleteQueue: ResourceInUseException", "DeleteQueue"),
            ("the queue is in use", "the queue is in use"),
        ] {
            assert_eq!(beside(code, message), shown);
        }
        assert_eq!(beside("", "a: b"), "a: b");
    }

    #[test]
    fn numbers_of_the_wire_become_words() {
        assert_eq!(
            state(pb::job::State::NeedsAttention.into()),
            "needs-attention"
        );
        assert_eq!(kind(pb::JobKind::ApplyContactCenter.into()), "apply");
        assert_eq!(verb(pb::Verb::Claim.into()), "claim");
        assert_eq!(
            (state(99), kind(99), verb(99)),
            ("state 99".into(), "kind 99".into(), "verb 99".into())
        );
    }
}
