"""The accounts of the stages, on a simulator that looks at every policy, with the roles that the pipelines take."""

import base64
import json
import pathlib
import time

import boto3
import botocore
import botocore.config

EXAMPLE = pathlib.Path(__file__).resolve().parents[3] / "examples" / "ci"
STAGES = {"dev": "111111111111", "stage": "222222222222", "prod": "333333333333"}
BRANCHES = {"develop": "dev", "stage": "stage", "main": "prod"}
# Whoever applies has to look, too.
GIVEN = {"plan": ["plan"], "apply": ["plan", "apply"]}
REGIONS = ["eu-west-2", "eu-central-1"]


class Accounts:
    """What the README of a platform has people set up in each account: `issuer` vouches for its jobs."""

    def __init__(self, world, platform, issuer, project):
        self.world, self.platform, self.issuer, self.project = world, platform, issuer, project
        # Whoever has a token signs no call.
        self.sts = boto3.client("sts", endpoint_url=world.endpoint, region_name=REGIONS[0],
                                config=botocore.config.Config(signature_version=botocore.UNSIGNED))
        for stage, account in STAGES.items():
            iam = world.root(account).iam
            iam.create_open_id_connect_provider(Url=issuer, ClientIDList=["sts.amazonaws.com"])
            for kind in ("plan", "apply"):
                iam.create_role(RoleName=f"trunkline-{kind}",
                                AssumeRolePolicyDocument=self.filled(f"{platform}/trust-{kind}.json", stage))
                for policy in GIVEN[kind]:
                    iam.put_role_policy(RoleName=f"trunkline-{kind}", PolicyName=policy,
                                        PolicyDocument=self.filled(f"permissions/{policy}.json", stage))

    def filled(self, name, stage):
        """A policy with the words of a stage, as `sed` of the README fills them in."""
        [branch] = [branch for branch, of in BRANCHES.items() if of == stage]
        text = (EXAMPLE / name).read_text()
        for word, value in {"ACCOUNT": STAGES[stage], "PROJECT": self.project, "STAGE": stage,
                            "BRANCH": branch}.items():
            text = text.replace(f"@{word}@", value)
        json.loads(text)
        return text

    def token(self, subject):
        """A token for a job, as the issuer would sign it."""
        claims = {"iss": self.issuer, "sub": subject, "aud": "sts.amazonaws.com", "exp": int(time.time()) + 3600}
        parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
                 for part in ({"alg": "RS256"}, claims)]
        return ".".join([*parts, "signature"])

    def signed_in(self, role, subject, region):
        """The variables of a session, as the action of AWS for GitHub leaves them."""
        issued = self.sts.assume_role_with_web_identity(
            RoleArn=role, RoleSessionName="GitHubActions", WebIdentityToken=self.token(subject))["Credentials"]
        return {"AWS_ACCESS_KEY_ID": issued["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": issued["SecretAccessKey"],
                "AWS_SESSION_TOKEN": issued["SessionToken"], "AWS_REGION": region}

