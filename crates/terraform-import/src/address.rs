//! Addresses of resources.

use std::fmt;

/// Where a resource stands in Terraform: `module.london["a"].aws_connect_queue.q[0]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Address {
    full: String,
    whole: String,
}

impl Address {
    /// The address of an instance of a resource; `index` as it stands in brackets.
    pub(crate) fn new(module: &str, data: bool, of: (&str, &str), index: Option<String>) -> Self {
        let (r#type, name) = of;
        let mode = if data { "data." } else { "" };
        let below = |module: &str| match module {
            "" => format!("{mode}{type}.{name}"),
            module => format!("{module}.{mode}{type}.{name}"),
        };
        let index = index.map(|index| format!("[{index}]")).unwrap_or_default();
        Self {
            full: below(module) + &index,
            whole: below(&without_indexes(module)),
        }
    }

    /// A way through variables, which Terraform has no address for.
    pub(crate) fn of_variable(way: String) -> Self {
        Self {
            whole: way.clone(),
            full: way,
        }
    }

    /// The resource with all its instances, as a `removed` block has to name it.
    pub(crate) fn whole(&self) -> &str {
        &self.whole
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full)
    }
}

/// `module.a["x]"].module.b[0]` → `module.a.module.b`. Keys may hold brackets and escaped quotes.
fn without_indexes(module: &str) -> String {
    let (mut plain, mut inside, mut quoted, mut escaped) = (String::new(), false, false, false);
    for character in module.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if inside => quoted = !quoted,
            '[' if !quoted => inside = true,
            ']' if inside && !quoted => inside = false,
            _ if !inside => plain.push(character),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_block_names_no_index() {
        for (module, index, full, whole) in [
            ("", None, "aws_x.y", "aws_x.y"),
            ("", Some("0"), "aws_x.y[0]", "aws_x.y"),
            (
                "module.a[\"x]\\\"\"].module.b[1]",
                Some("\"k\""),
                "module.a[\"x]\\\"\"].module.b[1].aws_x.y[\"k\"]",
                "module.a.module.b.aws_x.y",
            ),
        ] {
            let address = Address::new(module, false, ("aws_x", "y"), index.map(str::to_owned));
            assert_eq!(
                (address.to_string().as_str(), address.whole()),
                (full, whole)
            );
        }
    }
}
