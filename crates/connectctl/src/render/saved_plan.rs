//! Plans that were saved.

use control_api::v1::{self as pb, saved_plan::State};

use super::{Page, Tone, page::prefixed, plan, time, word};

/// One line for each plan.
pub(crate) fn plan_list(plans: &[pb::SavedPlan]) -> Page {
    let mut page = Page::new();
    if plans.is_empty() {
        page.line("No plans. `connectctl plan --save` keeps one.");
        return page;
    }
    let head = ["plan", "state", "to do", "subject", "made", "until"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head).chain(plans.iter().map(row)).collect();
    page.table(&rows);
    page
}

/// What a plan is, who decided what about it, and what it does.
pub(crate) fn saved_plan(saved: &pb::SavedPlan) -> Page {
    let mut page = header(saved);
    page.append(differences(&saved.differences));
    page.append(saved.plan.as_ref().map(plan::plan).unwrap_or_default());
    if is_live(saved) {
        page.append(Page::of(Tone::Plain, &how_to_apply(saved)));
    }
    page
}

/// What to type to have it applied.
pub(crate) fn how_to_apply(saved: &pb::SavedPlan) -> String {
    let id = saved.name.strip_prefix("plans/").unwrap_or(&saved.name);
    let until = time::moment(saved.expire_time.as_ref());
    let apply =
        format!("To do exactly this and no more, until {until}:\n  connectctl apply --plan {id}");
    if saved.needs_approval && saved.state() == State::Open {
        let ask = format!("Somebody else approves it first:\n  connectctl plans approve {id}");
        return format!("{ask}\n{apply}");
    }
    apply
}

/// Where the world is not as a plan saw it.
pub(super) fn differences(differences: &[pb::PlanDifference]) -> Page {
    let mut page = Page::new();
    if differences.is_empty() {
        return page;
    }
    page.say(Tone::Caution, "Since the plan was made:");
    let rows: Vec<_> = differences.iter().map(difference).collect();
    page.table(&rows);
    page
}

fn difference(difference: &pb::PlanDifference) -> [String; 3] {
    use pb::plan_difference::Change;
    let said = |json: &str| {
        if json.is_empty() {
            "nothing".to_owned()
        } else {
            json.to_owned()
        }
    };
    let what = match (difference.change(), difference.field.as_str()) {
        (Change::Added, "") => "is needed now".to_owned(),
        (Change::Gone, "") => "is not needed any more".to_owned(),
        _ if difference.sensitive => "is another".to_owned(),
        _ => format!(
            "was {} and is {}",
            said(&difference.expected_json),
            said(&difference.found_json)
        ),
    };
    [difference.step.clone(), difference.field.clone(), what]
}

fn header(saved: &pb::SavedPlan) -> Page {
    let mut page = Page::new();
    page.say(Tone::Strong, &saved.name);
    let by = prefixed(" by ", &saved.created_by);
    let reason = prefixed(": ", &saved.reason);
    let made = time::moment(saved.create_time.as_ref());
    let applied = time::moment(saved.apply_time.as_ref());
    let took = match saved.state() {
        State::Stale => "refused",
        _ => "applied",
    };
    let rows = [
        ("to", saved.center.clone()),
        ("state", standing(saved)),
        ("made", format!("{made}{by}{reason}")),
        ("until", time::moment(saved.expire_time.as_ref())),
        ("approved", decision(saved.approval.as_ref())),
        ("ended", decision(saved.expiry.as_ref())),
        (took, prefixed(&format!("{applied} by "), &saved.apply_job)),
        ("digest", saved.digest.clone()),
        ("spec", specs(saved)),
    ];
    let known = rows.into_iter().filter(|(_, value)| !value.is_empty());
    page.table(
        &known
            .map(|(name, value)| [name.to_owned(), value])
            .collect::<Vec<_>>(),
    );
    page
}

fn standing(saved: &pb::SavedPlan) -> String {
    let state = word::plan_state(saved.state);
    if saved.needs_approval && saved.state() == State::Open {
        format!("{state}, needs approval")
    } else {
        state
    }
}

fn decision(decision: Option<&pb::PlanDecision>) -> String {
    let Some(decision) = decision else {
        return String::new();
    };
    let at = time::moment(decision.time.as_ref());
    let by = prefixed(" by ", &decision.decided_by);
    let change = prefixed(" for ", &decision.change_reference);
    let reason = prefixed(": ", &decision.reason);
    format!("{at}{by}{change}{reason}")
}

fn specs(saved: &pb::SavedPlan) -> String {
    let paths: Vec<_> = saved.specs.iter().map(|file| file.path.as_str()).collect();
    paths.join(", ")
}

fn is_live(saved: &pb::SavedPlan) -> bool {
    matches!(saved.state(), State::Open | State::Approved)
}

fn row(saved: &pb::SavedPlan) -> [String; 6] {
    let id = saved.name.strip_prefix("plans/").unwrap_or(&saved.name);
    let center = &saved.center;
    [
        id.to_owned(),
        word::plan_state(saved.state),
        to_do(saved.counts.unwrap_or_default()),
        center.strip_prefix("targets/").unwrap_or(center).to_owned(),
        time::moment(saved.create_time.as_ref()),
        time::moment(saved.expire_time.as_ref()),
    ]
}

/// `+1 ~2 -3`, what there is of it.
fn to_do(counts: pb::PlanCounts) -> String {
    let parts = [
        ('+', counts.creates),
        ('~', counts.updates),
        ('-', counts.deletes),
    ];
    let parts = parts.into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(sign, count)| format!("{sign}{count}"))
        .collect();
    if parts.is_empty() {
        "nothing".to_owned()
    } else {
        parts.join(" ")
    }
}
