//! One page that stands alone: nothing is loaded from anywhere, and it works without its script.

mod bar;
mod escape;

use std::fmt::Write as _;

use self::escape::{Escaped, Prose};
use super::{count, looked_at, mendable, mending, next_steps, references, rule_of, title};
use crate::{
    Area, Assessment, Rule, Severity,
    assess::{Accepted, Found},
};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// What the page may do: show its own style and run its own script.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes into a text, which takes every write.
macro_rules! put {
    ($page:expr, $($what:tt)+) => {
        let _ = write!($page, $($what)+);
    };
}

/// The assessment as a page.
pub fn html(assessment: &Assessment, rules: &[&Rule]) -> String {
    let mut page = String::new();
    let alias = Escaped(&assessment.alias);
    put!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <title>Governance of {alias}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    head(&mut page, assessment);
    contents(&mut page, assessment);
    put!(page, "<main>\n");
    next(&mut page, assessment);
    for area in areas(assessment) {
        section(&mut page, assessment, rules, area);
    }
    rest(&mut page, assessment);
    put!(
        page,
        "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    );
    page
}

fn head(page: &mut String, it: &Assessment) {
    put!(
        page,
        "<header>\n<h1>Governance of {}</h1>\n<dl class=\"facts\">\n",
        Escaped(&it.alias)
    );
    fact(page, "Looked at", &looked_at(it));
    if let Some(region) = &it.region {
        fact(page, "Region", region.as_str());
    }
    if let Some(account) = &it.account {
        fact(page, "Account", account.as_str());
    }
    fact(page, "Instance", &it.instance_arn);
    put!(
        page,
        "</dl>\n<div class=\"sum\">\n<p>{}</p>\n",
        headline(it)
    );
    page.push_str(&bar::bar(it));
    severities(page, it);
    put!(
        page,
        "<p class=\"quiet\">{}</p>\n</div>\n</header>\n",
        summary(it)
    );
}

fn fact(page: &mut String, name: &str, value: &str) {
    put!(
        page,
        "<div><dt>{name}</dt><dd>{}</dd></div>\n",
        Escaped(value)
    );
}

fn headline(it: &Assessment) -> String {
    match it.findings.len() {
        0 if it.unjudged.is_empty() => "Nothing is open".to_owned(),
        0 => "Nothing is open of what could be judged".to_owned(),
        1 => "1 finding is open".to_owned(),
        open => format!("{open} findings are open"),
    }
}

fn summary(it: &Assessment) -> String {
    let mut parts = vec![
        format!("{} accepted", it.accepted.len()),
        format!("{} found nothing", count(it.sound.len(), "rule")),
        format!("{} could not be judged", count(it.unjudged.len(), "rule")),
    ];
    if it.has_baseline {
        let (new, gone) = (it.new_findings(), it.gone.len());
        parts.push(format!("since the baseline {new} new and {gone} gone"));
    }
    format!("{}.", parts.join(" · "))
}

/// How many there are of each; with the script they are also what is shown.
fn severities(page: &mut String, it: &Assessment) {
    put!(
        page,
        "<fieldset class=\"counts\" aria-label=\"Findings by severity\">\n"
    );
    for severity in Severity::ALL {
        let number = it.count(*severity);
        let empty = if number == 0 { " class=\"empty\"" } else { "" };
        put!(
            page,
            "<label{empty}><input type=\"checkbox\" value=\"{severity}\" checked>\
             <span class=\"dot {severity}\"></span>{number} {severity}</label>\n"
        );
    }
    put!(page, "</fieldset>\n");
}

/// The areas that something was found in, the worst first.
fn areas(it: &Assessment) -> Vec<Area> {
    let mut areas = Vec::new();
    for found in &it.findings {
        if !areas.contains(&found.finding.area) {
            areas.push(found.finding.area);
        }
    }
    areas
}

fn of_area(it: &Assessment, area: Area) -> Vec<&Found> {
    let findings = it.findings.iter();
    findings.filter(|it| it.finding.area == area).collect()
}

fn contents(page: &mut String, it: &Assessment) {
    put!(page, "<nav aria-label=\"Contents\">\n<ul>\n");
    put!(page, "<li><a href=\"#next\">what to do next</a></li>\n");
    for area in areas(it) {
        let number = of_area(it, area).len();
        put!(
            page,
            "<li><a href=\"#area-{area}\">{area} {number}</a></li>\n"
        );
    }
    let others = [
        ("accepted", "accepted", it.accepted.len()),
        ("unjudged", "not judged", it.unjudged.len()),
        ("gone", "gone", it.gone.len()),
        ("idle", "idle exceptions", it.idle_exceptions.len()),
        ("sound", "found nothing", it.sound.len()),
    ];
    for (id, name, number) in others.into_iter().filter(|(_, _, number)| *number > 0) {
        put!(page, "<li><a href=\"#{id}\">{name} {number}</a></li>\n");
    }
    put!(page, "</ul>\n</nav>\n");
}

fn next(page: &mut String, it: &Assessment) {
    put!(page, "<section id=\"next\">\n<h2>what to do next</h2>\n");
    let steps = next_steps(it);
    if steps.is_empty() {
        put!(page, "<p>Nothing is open.</p>\n");
    } else {
        put!(page, "<ol class=\"next\">\n");
        for step in &steps {
            let (rule, remedy) = (Escaped(&step.first.rule), Prose(&step.first.remedy));
            let found = count(step.count, "finding");
            put!(
                page,
                "<li>{remedy} <span class=\"quiet\"><code>{rule}</code>, {found}</span></li>\n"
            );
        }
        put!(page, "</ol>\n");
    }
    let mendable = mendable(it);
    if mendable > 0 {
        let (can, look) = (count(mendable, "finding"), mending(it));
        put!(
            page,
            "<p>{can} can be mended without asking anybody; look first: <code>{}</code></p>\n",
            Escaped(&look)
        );
    }
    put!(page, "</section>\n");
}

fn section(page: &mut String, it: &Assessment, rules: &[&Rule], area: Area) {
    let findings = of_area(it, area);
    put!(
        page,
        "<section class=\"area\" id=\"area-{area}\">\n<h2>{area} <small>{}</small></h2>\n",
        findings.len()
    );
    for found in findings {
        finding(page, found, rules, it.has_baseline);
    }
    put!(page, "</section>\n");
}

fn finding(page: &mut String, found: &Found, rules: &[&Rule], has_baseline: bool) {
    let it = &found.finding;
    let severity = it.severity;
    put!(
        page,
        "<article class=\"finding {severity}\" data-severity=\"{severity}\">\n\
         <p class=\"marks\"><span class=\"badge {severity}\"><span>{severity}</span></span>"
    );
    if has_baseline {
        let news = if found.known { "known" } else { "new" };
        put!(page, "<span class=\"badge\">{news}</span>");
    }
    if it.mend.is_some() {
        put!(page, "<span class=\"badge\">can be mended</span>");
    }
    put!(
        page,
        "</p>\n<h3>{}</h3>\n<p class=\"subject\">",
        Escaped(title(rules, it))
    );
    put!(page, "{}", Escaped(&it.subject.to_string()));
    if let Some(arn) = &it.subject.arn {
        put!(page, "<code>{}</code>", Escaped(arn));
    }
    put!(page, "</p>\n<dl class=\"points\">\n");
    let rule = rule_of(rules, &it.rule);
    point(page, "Seen", &it.evidence);
    if let Some(rule) = rule {
        point(page, "Why", rule.why);
    }
    point(page, "Remedy", &it.remedy);
    if let Some(mend) = &it.mend {
        point(page, "Mend", &mend.to_string());
    }
    let others = rule.map(references).unwrap_or_default();
    if !others.is_empty() {
        point(page, "See also", &others.join(", "));
    }
    let id = Escaped(&it.rule);
    put!(
        page,
        "<dt>Rule</dt><dd><code>{id}</code></dd>\n</dl>\n</article>\n"
    );
}

fn point(page: &mut String, name: &str, text: &str) {
    put!(page, "<dt>{name}</dt><dd>{}</dd>\n", Prose(text));
}

/// What is not open.
fn rest(page: &mut String, it: &Assessment) {
    let accepted = it.accepted.iter().map(accepted).collect();
    rows(page, "accepted", "accepted", accepted);
    let unjudged = it.unjudged.iter().map(|it| {
        let (rule, why) = (Escaped(&it.rule), Prose(&it.why));
        format!("<code>{rule}</code> <span class=\"quiet\">{why}</span>")
    });
    rows(page, "unjudged", "not judged", unjudged.collect());
    let gone = it.gone.iter().map(|it| {
        let subject = it.subject.to_string();
        let (subject, rule, severity) = (Escaped(&subject), Escaped(&it.rule), it.severity);
        format!("{subject} <span class=\"quiet\"><code>{rule}</code>, {severity}</span>")
    });
    rows(page, "gone", "gone since the baseline", gone.collect());
    let idle = it.idle_exceptions.iter().map(ToString::to_string);
    let idle = idle.map(|it| Escaped(&it).to_string());
    rows(page, "idle", "idle exceptions", idle.collect());
    if it.sound.is_empty() {
        return;
    }
    put!(
        page,
        "<section id=\"sound\">\n<h2>found nothing <small>{}</small></h2>\n<ul class=\"rules\">\n",
        it.sound.len()
    );
    for rule in &it.sound {
        put!(page, "<li><code>{}</code></li>\n", Escaped(rule));
    }
    put!(page, "</ul>\n</section>\n");
}

fn accepted(it: &Accepted) -> String {
    let finding = &it.finding.finding;
    let subject = finding.subject.to_string();
    let until = it.until.as_ref();
    let until = until.map_or_else(|| "for good".to_owned(), |day| format!("until {day}"));
    let (rule, severity) = (Escaped(&finding.rule), finding.severity);
    format!(
        "<strong>{}</strong> <span class=\"quiet\"><code>{rule}</code>, {severity}, {until}</span><br>{}\
         <br><span class=\"quiet\">Accepted: {}</span>",
        Escaped(&subject),
        Prose(&finding.evidence),
        Prose(&it.why),
    )
}

/// A list of what is written already.
fn rows(page: &mut String, id: &str, name: &str, rows: Vec<String>) {
    if rows.is_empty() {
        return;
    }
    let number = rows.len();
    put!(
        page,
        "<section id=\"{id}\">\n<h2>{name} <small>{number}</small></h2>\n<ul class=\"rows\">\n"
    );
    for row in rows {
        put!(page, "<li>{row}</li>\n");
    }
    put!(page, "</ul>\n</section>\n");
}
