//! The manual lists every reason, as the code has it.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use controld::reason::{DOMAIN, TABLE};
use expect_test::expect_file;

/// Why a step does not go on, where AWS gave no code: reason, meaning, what to do.
const STEPS: &[(&str, &str, &str)] = &[
    (
        "REFERENCE_NOT_FOUND",
        "The step names a thing that is not in the instance, or not yet; it is asked for again for a while.",
        "Declare the thing, or make it where `uses` says that it is managed.",
    ),
    (
        "NOT_SHOWN_YET",
        "The name is taken, and no list shows by what yet; the step is repeated.",
        "Apply again later.",
    ),
    (
        "NOT_READY_IN_TIME",
        "What was made is not ready after 15 minutes; AWS goes on with it.",
        "Apply again later.",
    ),
    (
        "CREATION_FAILED",
        "AWS gave up making the instance, and says why.",
        "Mend the cause and apply again; what failed is removed first.",
    ),
    (
        "CANCELLED",
        "The job was asked to stop while the step waited for AWS.",
        "Retry the job.",
    ),
    (
        "NO_VERSION",
        "A flow has no version that an alias could stand for, or no list shows one yet; the step is repeated.",
        "Deploy with `--version`.",
    ),
    (
        "NUMBER_NOT_AVAILABLE",
        "No number of that country, type and prefix is on offer. Where the account has an instance already, \
         the plan has it as a finding (`number-not-on-offer`) and nothing is written.",
        "Declare another type or prefix, or ask AWS support.",
    ),
    (
        "NUMBER_TAKEN",
        "Somebody else claimed the number first; the step draws another.",
        "Apply again if no other was found.",
    ),
    (
        "NUMBER_NOT_CLAIMED",
        "The spec takes a number that the account does not hold in this Region.",
        "Claim or port it first, or declare a country and a type.",
    ),
    (
        "USERNAME_TAKEN",
        "Somebody made a user of that login since the import looked; its first password is not ours to know.",
        "Import again: the user is updated, and stays theirs until you take ownership.",
    ),
    (
        "ObjectChanged",
        "The object in S3 is another one by now than the one that was listed or told of.",
        "Nothing: the new one is met by itself; import it again where it was named by hand.",
    ),
    (
        "FileUnreadable",
        "A file on the daemon's machine that was to be put into S3 cannot be read.",
        "See that the daemon may read it.",
    ),
    (
        "USER_IN_ANOTHER_GROUP",
        "A user of another traffic distribution group is to join this one; the step is repeated while the other may let go.",
        "Take the user out of the other group.",
    ),
    (
        "REPLICATION_FAILED",
        "AWS gave up replicating the instance, and says why.",
        "Delete the replica, mend the cause, replicate again.",
    ),
    (
        "REPLICA_DIFFERS",
        "Half an hour after a release the replica does not hold what its source does, though AWS says that nothing lags behind.",
        "Compare the flows that the message names on both sides, then retry the job.",
    ),
    (
        "REPLICATION_LAGS",
        "The two Regions are not in step after 45 minutes; the message has what wants somebody to act.",
        "Mend what the findings name, then retry the job.",
    ),
    (
        "DELETION_FAILED",
        "AWS could not delete a traffic distribution group.",
        "Ask AWS support, or delete it again.",
    ),
    (
        "REGION_MALFORMED",
        "The Region of a replica is none that can be called: a defect of Trunkline.",
        "Report it.",
    ),
    (
        "LEX_ALIAS_NOT_FOUND",
        "There is no Lex V2 bot with that name and alias in its Region.",
        "Create the bot and the alias, or give the ARN of the alias.",
    ),
    (
        "FLOW_UNREADABLE",
        "The content of a flow is no flow. A plan finds it before anything is done.",
        "Export the flow again, or mend it.",
    ),
    (
        "FLOW_REFERENCES_UNRESOLVED",
        "A flow names things that are not in the instance.",
        "Declare them, or make them where `uses` says that they are managed.",
    ),
    (
        "FILE_NOT_AT_HAND",
        "A step that needs a file has only its digest.",
        "Apply the spec again with its files.",
    ),
    (
        "IMPORT_FAILED",
        "Lex did not import the archive of a bot, and says why.",
        "Export the bot again, or mend the archive, and apply again.",
    ),
    (
        "BUILD_FAILED",
        "Lex did not build a locale of a bot, and says why.",
        "Mend the bot, export it again, and apply again.",
    ),
    (
        "HIERARCHY_GROUP_NAME_TAKEN",
        "AWS takes the name of a hierarchy group once in an instance, wherever it stands.",
        "Give one of the two another name.",
    ),
    (
        "FLOW_TYPE_UNKNOWN",
        "The type of a flow is not known to this version.",
        "Take a version that knows it.",
    ),
    (
        "TAG_MALFORMED",
        "A tag that was to be set is not as AWS takes it.",
        "Mend its key or value.",
    ),
    (
        "QUERY_FAILED",
        "Athena ran the query of an export, and it failed; the message has what Athena says. Files that it left are in no list.",
        "Mend the cause and run the export again.",
    ),
    (
        "NAME_TAKEN",
        "A thing of that name is there which is not of the share.",
        "Name another in the share, or remove that one.",
    ),
    (
        "INVITATION_LAPSED",
        "The invitation to the share of an instance ran out, was refused, or went away.",
        "Ensure the share again.",
    ),
    (
        "DATABASE_NOT_EMPTY",
        "The database of a share holds something that came meanwhile; AWS would delete it too.",
        "Move or remove that first, then remove the share again.",
    ),
    (
        "CATALOG_UNKNOWN",
        "Where the tables of an instance lie is not known, since its data sets could not be shared.",
        "Mend the step that the message names, and ensure the share again.",
    ),
    (
        "SHARE_UNKNOWN",
        "An instance shares nothing with the account by now.",
        "Ensure the share again.",
    ),
    (
        "KEY_UNKNOWN",
        "The key of results, or of data that is kept, is not there, since it could not be made.",
        "Ensure the share, or governance, again.",
    ),
    (
        "EXPORT_UNKNOWN",
        "The step is about an export that the share does not declare: a defect of Trunkline.",
        "Report it.",
    ),
    (
        "ALIAS_TAKEN",
        "The alias of a key leads to another key by now, which somebody else made.",
        "Take another name for the key, or move that alias away, then ensure governance again.",
    ),
    (
        "ASSOCIATION_GONE",
        "A sort of data has no place any more that could be changed; somebody took it away meanwhile.",
        "Ensure governance again.",
    ),
    (
        "BUDGET_TAKEN",
        "A budget of that name is there by now which is not of this governance.",
        "Take another name for the budget, or remove that one.",
    ),
    (
        "UNDECLARED",
        "The step is about something that governance does not declare: a defect of Trunkline.",
        "Report it.",
    ),
    (
        "ATTRIBUTE_UNKNOWN",
        "The step switches an attribute of an instance that this version does not know: a defect of Trunkline.",
        "Report it.",
    ),
    (
        "POLICY_UNREADABLE",
        "The policy of a bucket or a key is no JSON, so nothing is put into it: what is in it would be lost.",
        "Mend the policy, and mend the finding again.",
    ),
    (
        "JOURNAL_UNAVAILABLE",
        "The daemon cannot write down what it is about to do, so it did nothing.",
        "Give its disk room; the job goes on by itself.",
    ),
    (
        "DRAWN_VALUE_UNREADABLE",
        "What an earlier run of the step wrote down cannot be read.",
        "Resolve the step, or start a new job.",
    ),
    (
        "STEP_INCOMPLETE",
        "The step lacks what it is about: a defect of Trunkline.",
        "Report it; a new job plans again.",
    ),
    (
        "STORAGE_INCOMPLETE",
        "The step does not say where data is to go: a defect of Trunkline.",
        "Report it; a new job plans again.",
    ),
    (
        "MEMBERS_UNREADABLE",
        "The members of a thing cannot be read: a defect of Trunkline.",
        "Report it.",
    ),
    (
        "REFERENCE_UNREADABLE",
        "A member holds no reference where one belongs: a defect of Trunkline.",
        "Report it.",
    ),
    (
        "ASPECT_UNKNOWN",
        "The step asks for a change that its kind does not have: a defect of Trunkline.",
        "Report it.",
    ),
    (
        "NotConnected",
        "No connection to AWS came about, so nothing was sent; the step is repeated.",
        "Mend the network, or the `endpoint` of the target.",
    ),
    (
        "ConnectionLost",
        "The connection broke before the answer; the step looks what became of its call.",
        "Decide about the step where the job needs attention.",
    ),
    (
        "Timeout",
        "AWS did not answer in time; the step looks what became of its call.",
        "Decide about the step where the job needs attention.",
    ),
    (
        "AnswerUnreadable",
        "An answer came that is none of this operation; the step looks what became of its call.",
        "Mend the `endpoint` of the target, or what stands between.",
    ),
    (
        "RequestNotBuilt",
        "The request cannot be written as AWS takes it.",
        "Mend the value that the message names.",
    ),
    (
        "NoCredentials",
        "There are no credentials for the target.",
        "Mend its profile or role, or the environment of the daemon.",
    ),
    (
        "AccountMismatch",
        "The credentials are for another account than the target's; nothing was written.",
        "Mend its role, its profile or its account.",
    ),
    (
        "BadArn",
        "The ARN of a topic has no Region that can be called.",
        "Mend the ARN in the spec.",
    ),
    (
        "BadRegion",
        "The Region of a Lex bot is none that can be called.",
        "Mend the Region in the spec.",
    ),
    (
        "BodyBroken",
        "The recording of a prompt broke off on the way.",
        "Export again.",
    ),
    (
        "SecretNotText",
        "The secret that holds a password is binary.",
        "Store the password as text.",
    ),
];

#[test]
fn the_manual_lists_every_reason() {
    let mut page = format!(
        "# Errors\n\n\
         Every error of a call carries a `google.rpc.ErrorInfo` with the domain `{DOMAIN}`, one of these\n\
         reasons, and every value of its message as metadata. Reasons with `job` as their status stand in\n\
         `Job.error`; so do the codes that AWS itself gave. A reason never gets another meaning, and a key of\n\
         its metadata never goes away.\n\n\
         This page is generated: `UPDATE_EXPECT=1 cargo test -p controld the_manual`.\n\n\
         | Reason | Status | Metadata | Meaning |\n|---|---|---|---|\n"
    );
    for reason in TABLE {
        assert!(
            reason.name.len() <= 63
                && reason
                    .name
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c == '_')
        );
        let keys: Vec<_> = reason
            .metadata
            .iter()
            .map(|key| format!("`{key}`"))
            .collect();
        let (name, status, keys) = (reason.name, reason.status, keys.join(", "));
        writeln!(
            page,
            "| `{name}` | {status} | {keys} | {} |",
            reason.meaning
        )
        .unwrap();
    }
    page += "\n## Steps\n\n\
             A step that does not go on carries the code that AWS gave it (such as `DuplicateResourceException`), or\n\
             one of these reasons. Its message says what it is about.\n\n\
             | Reason | Meaning | What to do |\n|---|---|---|\n";
    for (name, meaning, remedy) in STEPS {
        writeln!(page, "| `{name}` | {meaning} | {remedy} |").unwrap();
    }
    expect_file!["../../../../docs/errors.md"].assert_eq(&page);
    let mut names: Vec<_> = TABLE.iter().map(|reason| reason.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), TABLE.len(), "each stands once");
}

#[test]
fn the_manual_lists_every_reason_that_a_step_can_have() {
    let ours = [
        "analytics-share",
        "connect-agents",
        "connect-governance",
        "connect-resources",
        "connect-provision",
        "connect-resiliency",
        "flow-port",
        "reconcile",
    ]
    .iter()
    .flat_map(|of| words(of, &["Setback::new(", "stored("], is_reason));
    let of_calls = words("connect-aws", &["fault(", "lost("], is_code);
    let made: BTreeSet<String> = ours.chain(of_calls).collect();
    let listed: BTreeSet<String> = STEPS.iter().map(|step| step.0.to_owned()).collect();
    assert_eq!(made, listed);
    assert_eq!(listed.len(), STEPS.len(), "each stands once");
}

/// `NUMBER_TAKEN`
fn is_reason(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
}

/// `NotConnected`
fn is_code(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase())
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The first literal in each call of these functions in the code of a crate, where it is a word.
fn words(of: &str, calls: &[&str], is_word: fn(&str) -> bool) -> Vec<String> {
    let mut sources = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    read(&root.join(of).join("src"), &mut sources);
    let mut found = Vec::new();
    for source in sources {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for call in calls {
            let after = code.split(call).skip(1);
            // A call ends with its statement, or with the function that it is the value of.
            let ends = |rest: &str| rest.find([';', '}']).unwrap_or(rest.len());
            let literals = after.filter_map(|rest| rest[..ends(rest)].split('"').nth(1));
            found.extend(literals.filter(|word| is_word(word)).map(str::to_owned));
        }
    }
    found
}

fn read(folder: &Path, sources: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, sources);
        } else {
            sources.push(fs::read_to_string(path).unwrap());
        }
    }
}
