//! How commands about governance say that they are used.

use expect_test::expect;

use crate::help::check;

#[tokio::test]
async fn governance_says_what_there_is() {
    check(
        "connectctl govern --help",
        expect![[r#"
        Assess an instance, mend it, and keep its keys, policies, budgets, cost and tags

        Usage: connectctl govern [OPTIONS] <COMMAND>

        Commands:
          assess  Hold an instance to the rules: encryption, access, data, audit, flows, cost, tags
          rules   List the rules of assessment
          mend    Mend what can be mended without deciding anything
          policy  Write the least IAM policy for some work, and attach it to a role
          ensure  Make keys, storage, tags and budgets so as governance declares them
          keys    Make KMS keys and the storage that they encrypt so as governance declares them
          budget  Make budgets so as governance declares them
          cost    Show what Amazon Connect cost, under all of its names on a bill
          tags    Show which resources lack tags, and give them those that governance declares

        Options:
          -h, --help
                  Print help (see a summary with '-h')

        Global options:
              --endpoint <URL>
                  Where the daemon listens

                  [env: TRUNKLINE_ENDPOINT]
                  [default: http://127.0.0.1:7420]

              --target <NAME>
                  Where to work: a target of the daemon. Without it the only one, else `local`

                  [env: TRUNKLINE_TARGET]

              --output <FORM>
                  Text for people, or JSON for programs (answers of the daemon as proto3 JSON)

                  Possible values:
                  - text: For people
                  - json: For programs

                  [default: text]

              --request-id <UUID>
                  A UUID that names this request; the same id again follows the job that it started

          -q, --quiet
                  Say nothing of how a job goes until it has ended
    "#]],
    )
    .await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one page as people read it")]
async fn assess_says_how_it_is_used() {
    check("connectctl govern assess --help", expect![[r#"
        Hold an instance to the rules: encryption, access, data, audit, flows, cost, tags

        Usage: connectctl govern assess [OPTIONS]

        Options:
              --rule <ID>
                  Judge this rule only; may be repeated. `govern rules` lists them

              --baseline <FILE>
                  An assessment of before, as JSON: what it found is known

          -o, --out <FILE>
                  Also write the assessment to a file: .json, .sarif, .html or .txt; may be repeated

              --format <FORM>
                  In which form files are written whose name does not say it

                  Possible values:
                  - json:  For programs, and as a baseline
                  - sarif: SARIF 2.1.0, for code scanning
                  - html:  A page that stands alone
                  - text:  Plain text

              --fail-on <SEVERITY>
                  Fail with exit status 3 if there is a new finding of this severity or a worse one

                  Possible values:
                  - critical: Data is lost or open
                  - high:     To be mended now
                  - medium:   Worth mending soon
                  - low:      Worth mending at leisure
                  - info:     Good to know

              --instance <ALIAS>
                  The alias of the instance; not needed with -f, which names it

          -h, --help
                  Print help (see a summary with '-h')

        Spec:
          -f, --file <FILE>
                  A spec file, `-` for standard input. Repeat it to lay overlays upon the first

              --var <KEY=VALUE>
                  The value of `${var.KEY}`; may be repeated

        Job:
              --detach
                  Print the name of the job and do not follow it

              --validate-only
                  Let the daemon check everything and start nothing

              --reason <TEXT>
                  Why, for those who read the job later

              --label <KEY=VALUE>
                  A word by which the job can be found again; may be repeated

        Global options:
              --endpoint <URL>
                  Where the daemon listens

                  [env: TRUNKLINE_ENDPOINT]
                  [default: http://127.0.0.1:7420]

              --target <NAME>
                  Where to work: a target of the daemon. Without it the only one, else `local`

                  [env: TRUNKLINE_TARGET]

              --output <FORM>
                  Text for people, or JSON for programs (answers of the daemon as proto3 JSON)

                  Possible values:
                  - text: For people
                  - json: For programs

                  [default: text]

              --request-id <UUID>
                  A UUID that names this request; the same id again follows the job that it started

          -q, --quiet
                  Say nothing of how a job goes until it has ended

        Examples:
          connectctl govern assess --instance uk-prod
          connectctl govern assess -f governance.yaml --fail-on high
          connectctl govern assess --instance uk-prod -o assessment.html -o findings.sarif
          connectctl govern assess --instance uk-prod -o baseline.json
          connectctl govern assess --instance uk-prod --baseline baseline.json --fail-on medium
          connectctl govern assess --instance uk-prod --rule key-rotation-off --rule key-disabled

        Exit status 3 says that something was found that --fail-on names and the baseline does not know.
    "#]])
    .await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one page")]
async fn policy_says_how_it_is_used() {
    check("connectctl govern policy --help", expect![[r#"
        Write the least IAM policy for some work, and attach it to a role

        Usage: connectctl govern policy [OPTIONS] <--operation <SERVICE:OPERATION>|--file <FILE>|--job <JOB>|--persona <PERSONA>>

        Options:
              --operation <SERVICE:OPERATION>
                  For this operation, as `SERVICE:Operation`; may be repeated

              --job <JOB>
                  For what this job called

              --persona <PERSONA>
                  For somebody: in IAM, and as permissions of a security profile

                  Possible values:
                  - administrator: Keeps the instance
                  - supervisor:    Leads agents
                  - agent:         Handles contacts

              --for <WORK>
                  With -f, the work on the contact centre

                  Possible values:
                  - apply:  Applies, the first one and those after it; nothing is removed
                  - create: The first apply alone, on an account that has nothing of the centre yet
                  - plan:   Plans of a centre that is there: nothing is written

                  [default: apply]

              --instance <ALIAS>
                  The alias of an instance that is there: the policy is limited to it

          -o, --out <DIR>
                  A folder to write the policies to, a file each

              --attach <ROLE>
                  Make the policies, and attach them to this role, which is made where it is missing

              --trust <ARN>
                  The ARN of somebody who may take the role, where it has to be made; may be repeated

              --look
                  With --attach, look alone: show the steps

          -h, --help
                  Print help (see a summary with '-h')

        Spec:
          -f, --file <FILE>
                  A spec file, `-` for standard input. Repeat it to lay overlays upon the first

              --var <KEY=VALUE>
                  The value of `${var.KEY}`; may be repeated

        Job:
              --detach
                  Print the name of the job and do not follow it

              --validate-only
                  Let the daemon check everything and start nothing

              --reason <TEXT>
                  Why, for those who read the job later

              --label <KEY=VALUE>
                  A word by which the job can be found again; may be repeated

        Global options:
              --endpoint <URL>
                  Where the daemon listens

                  [env: TRUNKLINE_ENDPOINT]
                  [default: http://127.0.0.1:7420]

              --target <NAME>
                  Where to work: a target of the daemon. Without it the only one, else `local`

                  [env: TRUNKLINE_TARGET]

              --output <FORM>
                  Text for people, or JSON for programs (answers of the daemon as proto3 JSON)

                  Possible values:
                  - text: For people
                  - json: For programs

                  [default: text]

              --request-id <UUID>
                  A UUID that names this request; the same id again follows the job that it started

          -q, --quiet
                  Say nothing of how a job goes until it has ended

        Examples:
          connectctl govern policy -f center.yaml                         to apply this contact centre, again and again
          connectctl govern policy -f center.yaml --for plan              to look alone
          connectctl govern policy --job 7d1f2f0e-0000-4000-8000-000000000001
                                                                          what that job called
          connectctl govern policy --operation connect:ListQueues --operation connect:UpdateQueueStatus
          connectctl govern policy --persona supervisor --instance uk-prod
          connectctl govern policy -f center.yaml -o policies             a file each
          connectctl govern policy -f center.yaml --attach trunkline-apply \
              --trust arn:aws:iam::111111111111:role/ci
    "#]])
    .await;
}
