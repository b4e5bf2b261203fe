//! What the service says against a content, with the block that it means.

use flow_language::Document;

/// A problem that the service lists, with the block that it is about where its path tells.
pub(crate) fn located(document: &Document, problem: &str) -> String {
    let action = index(problem).and_then(|index| document.actions().nth(index));
    let Some(action) = action else {
        return problem.to_owned();
    };
    let label = document.label(action);
    let place = document
        .position(action)
        .map(|at| format!(" at {},{}", at.x, at.y));
    format!(
        "block `{label}` ({}){}: {problem}",
        action.identifier(),
        place.unwrap_or_default()
    )
}

/// The first number of the path in a problem: a position in `Actions`.
fn index(problem: &str) -> Option<usize> {
    let (_, path) = problem.split_once("Path:")?;
    let digits = path.split(|character: char| !character.is_ascii_digit());
    digits
        .filter(|digits| !digits.is_empty())
        .find_map(|digits| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use flow_language::Document;

    use super::located;

    #[test]
    fn a_problem_names_its_block_and_where_it_stands() {
        let text = r#"{"Version": "2019-10-30", "StartAction": "a",
            "Metadata": {"ActionMetadata": {"Greet": {"position": {"x": 120, "y": 40.5}, "isFriendlyName": true}}},
            "Actions": [
                {"Identifier": "a", "Type": "Wait", "Parameters": {}, "Transitions": {}},
                {"Identifier": "Greet", "Type": "MessageParticipant", "Parameters": {}, "Transitions": {}}]}"#;
        let document = Document::parse(text).unwrap();
        assert_eq!(
            located(
                &document,
                "Invalid Action property value. Path: Actions[1].Parameters.Text"
            ),
            "block `Greet` (Greet) at 120,40.5: Invalid Action property value. Path: Actions[1].Parameters.Text"
        );
        assert_eq!(located(&document, "No start"), "No start");
        assert_eq!(located(&document, "Path: Actions[7]"), "Path: Actions[7]");
    }
}
