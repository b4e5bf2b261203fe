use expect_test::{Expect, expect};

use crate::desk::Desk;

pub(crate) async fn check(line: &str, expected: Expect) {
    let said = Desk::new().types(line).await;
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""), "{line}");
    let lines = said
        .stdout
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n");
    expected.assert_eq(&lines.collect::<String>());
}

#[tokio::test(start_paused = true)]
async fn the_first_page_says_what_there_is_and_how_it_ends() {
    check("connectctl --help", expect![[r#"
        Declare contact centres once; plan, apply, watch and remove them.

        connectctl talks to controld, which does the work as durable jobs. A command that starts a job
        follows it to its end; Ctrl-C leaves the job running and says how to find it again.

        Usage: connectctl [OPTIONS] <COMMAND>

        Commands:
          plan         Show what has to be done to bring a contact centre to its declared state
          apply        Bring a contact centre to its declared state
          destroy      Remove a contact centre
          describe     Show a contact centre as it stands: ids, ARNs, numbers
          drift        Show what differs between a declaration and a contact centre
          export       Write a contact centre as a spec, whoever made it
          replicate    Replicate an instance into another Region, and wait until both are in step
          traffic      Show and move the traffic of a replicated instance
          flow         Move flows between instances; check, compare, draw and try them
          agents       Bring agents from a directory file, or one by one; list and remove them
          share        Share analytics with another account; prove it, ask it, write it to files
          govern       Assess an instance, mend it, and keep its keys, policies, budgets, cost and tags
          import       Take over what another tool has made
          jobs         Show jobs and act on them
          plans        Show plans that were saved, and decide about them
          targets      Show where the daemon can work
          completions  Print the completions for a shell

        Options:
          -h, --help
                  Print help (see a summary with '-h')

          -V, --version
                  Print version

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
          connectctl plan  -f center.yaml                      what would be done
          connectctl apply -f center.yaml                      do it, and follow
          connectctl apply -f base.yaml -f prod.yaml --var alias=uk-prod --target prod-london
          connectctl describe uk-prod                          every id, ARN and number
          connectctl destroy uk-prod --confirm uk-prod         take it down again
          connectctl traffic shift --instance uk-prod --from eu-west-2    when a Region fails
          connectctl jobs list --state running                 what the daemon is at

        Exit status:
          0    done
          1    the job failed, or the command did
          2    bad usage or bad input, such as a spec with findings
          3    there is something to do (plan --detailed-exitcode), or something differs or was found
               (drift, flow, share, govern)
          130  interrupted by Ctrl-C; a job that was started goes on
    "#]]).await;
}

#[tokio::test(start_paused = true)]
async fn apply_says_how_to_start_and_to_check() {
    check("connectctl apply -h", expect![[r#"
        Bring a contact centre to its declared state

        Usage: connectctl apply [OPTIONS] <--file <FILE>|--plan <ID|DIGEST>>

        Options:
              --plan <ID|DIGEST>  Carry out this plan and no other: the job fails when the world has moved since. A plan that was saved brings its spec and its extent along; with -f the spec must be the same
          -h, --help              Print help (see more with '--help')

        Spec:
          -f, --file <FILE>      A spec file, `-` for standard input. Repeat it to lay overlays upon the first
              --var <KEY=VALUE>  The value of `${var.KEY}`; may be repeated

        Extent:
              --depth <DEPTH>    How far to look at what stands in AWS. --prune looks at everything in full [default: full] [possible values: full, fast, cached]
              --layer <LAYER>    Only this layer; may be repeated. Each builds on those before it [possible values: instance, supporting, lambda, admin, flows]
              --prune            Remove what is ours and no longer declared, in these layers
              --release-numbers  With --prune, also give back phone numbers. They cannot be had again for 180 days
              --delete-data      With --prune, also remove what holds data: buckets and log groups with all in them
              --take-ownership   Make declared things that somebody else made ours, to be pruned and destroyed from now on

        Job:
              --detach             Print the name of the job and do not follow it
              --validate-only      Let the daemon check everything and start nothing
              --reason <TEXT>      Why, for those who read the job later
              --label <KEY=VALUE>  A word by which the job can be found again; may be repeated

        Global options:
              --endpoint <URL>     Where the daemon listens [env: TRUNKLINE_ENDPOINT] [default: http://127.0.0.1:7420]
              --target <NAME>      Where to work: a target of the daemon. Without it the only one, else `local` [env: TRUNKLINE_TARGET]
              --output <FORM>      Text for people, or JSON for programs (answers of the daemon as proto3 JSON) [default: text] [possible values: text, json]
              --request-id <UUID>  A UUID that names this request; the same id again follows the job that it started
          -q, --quiet              Say nothing of how a job goes until it has ended

        Examples:
          connectctl apply -f center.yaml
          connectctl apply --plan 7d1f2f0e-0000-4000-8000-000000000001
                                                                what `plan --save` kept, as it is
          connectctl apply -f center.yaml --plan sha256:4f5c…   only if this is still what has to be done
          connectctl apply -f center.yaml --layer admin         hours, queues, profiles, users
          connectctl apply -f center.yaml --prune               remove what is ours and not declared
          connectctl apply -f center.yaml --detach              start it, print the name of the job
          connectctl apply -f center.yaml --validate-only       check the spec, start nothing
    "#]]).await;
}

#[tokio::test(start_paused = true)]
async fn commands_that_cannot_be_undone_have_examples() {
    check("connectctl destroy -h", expect![[r#"
        Remove a contact centre

        Usage: connectctl destroy [OPTIONS] <ALIAS|--file <FILE>>

        Arguments:
          [ALIAS]  The alias of the instance, where no spec is given. It is an error where nothing of it is there

        Options:
          -f, --file <FILE>      A spec file, `-` for standard input. Repeat it to lay overlays upon the first
              --var <KEY=VALUE>  The value of `${var.KEY}`; may be repeated
              --confirm <ALIAS>  The alias once more, so that nothing is removed by a slip
              --keep-instance    Leave the instance, and with it what belongs to the instance itself
              --keep-numbers     Leave the phone numbers claimed; only with --keep-instance
              --delete-data      Also remove data in buckets
          -h, --help             Print help (see more with '--help')

        Job:
              --detach             Print the name of the job and do not follow it
              --validate-only      Let the daemon check everything and start nothing
              --reason <TEXT>      Why, for those who read the job later
              --label <KEY=VALUE>  A word by which the job can be found again; may be repeated

        Global options:
              --endpoint <URL>     Where the daemon listens [env: TRUNKLINE_ENDPOINT] [default: http://127.0.0.1:7420]
              --target <NAME>      Where to work: a target of the daemon. Without it the only one, else `local` [env: TRUNKLINE_TARGET]
              --output <FORM>      Text for people, or JSON for programs (answers of the daemon as proto3 JSON) [default: text] [possible values: text, json]
              --request-id <UUID>  A UUID that names this request; the same id again follows the job that it started
          -q, --quiet              Say nothing of how a job goes until it has ended

        What it costs:
          A removed instance cannot be brought back, nor what is recorded in it. AWS allows 100 creations
          and deletions of instances in 30 days. A released number is held back for up to 180 days and may
          never be had again; releases also count against how many numbers may be claimed.

        Examples:
          connectctl destroy uk-prod --confirm uk-prod
          connectctl destroy -f center.yaml --confirm uk-prod
          connectctl destroy uk-prod --confirm uk-prod --keep-instance
          connectctl destroy uk-prod --confirm uk-prod --keep-instance --keep-numbers
    "#]]).await;
    check("connectctl jobs resolve -h", expect![[r#"
        Decide about a step of a job that needs attention

        Usage: connectctl jobs resolve [OPTIONS] <JOB> <DECISION>

        Arguments:
          <JOB>       The job
          <DECISION>  The decision [possible values: adopt, retry, skip, abandon]

        Options:
              --step <STEP>    The id of the step. Needed except to abandon
              --detach         Do not follow the job
              --reason <TEXT>  Why, for those who read the job later
          -h, --help           Print help (see more with '--help')

        Global options:
              --endpoint <URL>     Where the daemon listens [env: TRUNKLINE_ENDPOINT] [default: http://127.0.0.1:7420]
              --target <NAME>      Where to work: a target of the daemon. Without it the only one, else `local` [env: TRUNKLINE_TARGET]
              --output <FORM>      Text for people, or JSON for programs (answers of the daemon as proto3 JSON) [default: text] [possible values: text, json]
              --request-id <UUID>  A UUID that names this request; the same id again follows the job that it started
          -q, --quiet              Say nothing of how a job goes until it has ended

        Examples:
          connectctl jobs resolve 7d1f2f0e-0000-4000-8000-000000000001 adopt --step queue/Sales
          connectctl jobs resolve 7d1f2f0e-0000-4000-8000-000000000001 abandon
    "#]]).await;
}

#[tokio::test(start_paused = true)]
async fn flow_says_what_can_be_done_with_and_without_a_daemon() {
    check(
        "connectctl flow --help",
        expect![[r#"
            Move flows between instances; check, compare, draw and try them

            Usage: connectctl flow [OPTIONS] <COMMAND>

            Commands:
              export    Write the flows and modules of an instance as a bundle, with names for ids
              deploy    Bring a bundle to an instance, with ids for names
              release   Bring a bundle to several instances, one after another
              rollback  Put back what was there before a deploy, or before a release
              check     Look for what is wrong with flows, without AWS and without a daemon
              diff      Show what changed between two bundles or instances, block by block
              draw      Draw flows as pictures, with what the checks found or what changed
              try       Walk a contact through flows, or run test cases, without AWS
              replay    Send contacts of the past through an old and a new version of flows
              convert   Write flows of any form, old exports of the console too, as a bundle
              logs      Show what the flows of an instance logged for one contact, block by block

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

#[tokio::test(start_paused = true)]
async fn flow_diff_says_what_a_side_can_be() {
    check("connectctl flow diff --help", expect![[r#"
        Show what changed between two bundles or instances, block by block

        Usage: connectctl flow diff [OPTIONS] <OLD> <NEW>

        Arguments:
          <OLD>
                  What was before: the folder of a bundle, flow files in any form, or `instance:[TARGET/]ALIAS[@NAME]`, where NAME is an alias of versions

          <NEW>
                  What is now, in the same forms

        Options:
              --only <NAME>
                  A flow or module to compare; may be repeated. Without it all are

              --positions
                  Where blocks stand counts, too

              --notes
                  Notes of the designer and other metadata count, too

              --draw <DIR>
                  Also write pictures of what changed, and an index.html that shows them

              --exit-code
                  Exit with 3 if something differs

              --type <TYPE>
                  The type of flows that do not say theirs. Without it `CONTACT_FLOW`

              --mapping <FILE>
                  For instances, a file that says what is called otherwise there

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

        Examples:
          connectctl flow diff flows-before flows
          connectctl flow diff main-old.json main.json --type CONTACT_FLOW --positions
          connectctl flow diff instance:uk-prod flows --exit-code      what a deploy would change
          connectctl flow diff instance:uk-dev instance:prod-london/uk-prod
          connectctl flow diff instance:uk-prod@live instance:uk-prod  drafts against what is live
          connectctl flow diff old new --draw changes                  then open changes/index.html

        Exit status 3 says that something differs, if --exit-code asks for it.
    "#]]).await;
}

#[tokio::test(start_paused = true)]
#[expect(clippy::too_many_lines, reason = "one page as people read it")]
async fn flow_try_says_what_a_contact_brings() {
    check("connectctl flow try --help", expect![[r#"
        Walk a contact through flows, or run test cases, without AWS

        Usage: connectctl flow try [OPTIONS] <--flow <NAME>|--cases <FILE>> <PATH>...

        Arguments:
          <PATH>...
                  The folder of the bundle, or flow files and folders of them in any form

        Options:
              --flow <NAME>
                  The flow or module at which the contact starts: its name, or `TYPE/name`

              --cases <FILE>
                  A file of test cases, YAML or JSON; may be repeated

              --junit <FILE>
                  Also write the results of the cases as `JUnit` XML, for build servers

              --draw <FILE>
                  Also draw the way, or how many cases took each branch: `FILE.svg` for the flow at which it starts, `FILE.html` for all flows on the way

              --type <TYPE>
                  The type of flows that do not say theirs. Without it `CONTACT_FLOW`

          -h, --help
                  Print help (see a summary with '-h')

        Contact:
              --contact <FILE>
                  A contact as a file, YAML or JSON; the other options go before it

              --channel <CHANNEL>
                  How the customer comes in: `VOICE`, `CHAT`, `TASK` or `EMAIL`

              --from <ADDRESS>
                  The customer's number or address

              --to <ADDRESS>
                  The number or address that the customer reached

              --press <INPUT>
                  What the customer types or chooses, in order: digits, `timeout` or `invalid`; may be repeated

              --attribute <KEY=VALUE>
                  An attribute that the contact has from the start; may be repeated

              --hours <[NAME=]STATE>
                  Hours of operation: `open`, `closed` or `error`, for all or for those of a name; may be repeated

              --lambda <[NAME=]ANSWER>
                  What a function answers: an object of JSON, `error` or `timeout`; may be repeated

              --lex <[NAME=]INTENT>
                  What a bot understands: an intent, an object of JSON, `noMatch` or `error`; may be repeated

              --result <BLOCK=RESULT>
                  What comes out of a block, by its label, id or type: an error type, an operand, or `next`; may be repeated. Goes before everything else

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
          connectctl flow try flows --flow Main --press 1 --hours open
          connectctl flow try flows --flow Main --press timeout --press 2 --hours 'UK Hours=closed'
          connectctl flow try flows --flow Main --lambda 'lookup={"tier":"gold"}' --attribute language=en
          connectctl flow try flows --flow Main --contact contact.yaml --draw way.html
          connectctl flow try flows --cases cases.yaml --junit report.xml

        A file of cases:
          flow: Main
          cases:
            - name: sales in the morning
              contact: { input: ['1'], hours: { UK Hours: open } }
              expect:  { end: QUEUED, queue: Sales, path: [Menu, Check hours] }

        `contact` has what --contact reads: channel, from, to, attributes, input, hours, queues, lambda, lex,
        views, results, and more. docs/flows.md lists them.

        Exit status 1 says that a case failed, or that a contact came to a dead end or into an endless loop.
    "#]]).await;
}
