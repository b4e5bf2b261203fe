//! What it takes to ask a question.

use super::Chain;

impl Chain<'_> {
    /// What it takes to ask a question.
    pub(super) fn asking(&mut self) {
        let (share, seen) = (self.deal.share, &self.evidence.seen);
        let mut parts: Vec<(&str, String, bool)> = Vec::new();
        if share.query_role.create {
            parts.push(("role", share.role(), seen.role.is_some()));
        }
        if share.workgroup.create {
            parts.push(("workgroup", share.workgroup(), seen.workgroup.is_some()));
        }
        if share.results.create {
            parts.push(("bucket", self.deal.bucket(), seen.bucket.is_some()));
        }
        if share.results.create_kms_key {
            parts.push(("key", share.key_alias(), seen.key.is_some()));
        }
        for (part, name, is_there) in parts {
            if is_there {
                self.sound(part, name, "it is there");
            } else {
                self.all_lost = true;
                let rule = format!("{part}-missing");
                let cause = "it was never made, or somebody removed it";
                self.broken(&rule, name, "it is not there", (cause, "ensure the share"));
            }
        }
        self.settings();
    }

    pub(super) fn settings(&mut self) {
        let seen = &self.evidence.seen;
        if let Some(key) = seen.key.as_ref().filter(|key| key.state != "Enabled") {
            self.all_lost = true;
            let cause = "what it encrypted can be read no more, and nothing new written";
            let remedy = "enable the key, or cancel its deletion";
            let evidence = format!("its state is {}", key.state);
            self.broken(
                "key-disabled",
                self.deal.share.key_alias(),
                evidence,
                (cause, remedy),
            );
        }
        if seen
            .bucket
            .as_ref()
            .is_some_and(|bucket| !bucket.is_blocked)
        {
            let cause = "policies or lists may make results public";
            let name = self.deal.bucket();
            self.broken(
                "bucket-open",
                name,
                "public access is not blocked",
                (cause, "ensure the share"),
            );
        }
        if let Some(there) = &seen.workgroup
            && !there.enforced
        {
            let cause = "clients may send results elsewhere, and read without a limit";
            let name = there.name.clone();
            self.broken(
                "workgroup-lax",
                name,
                "its settings are not enforced",
                (cause, "ensure the share"),
            );
        }
    }
}
