//! `BENCHMARKS.md` as a whole: one section for each subject, under a heading of its name.

/// The page with `section` in the place of the one about `name`, or at the end where there is none.
/// Everything else stays as it is, byte by byte.
pub(super) fn with_section(page: &str, name: &str, section: &str) -> String {
    let heading = format!("## {name}");
    let Some(start) = line_starts(page).find(|&at| line_at(page, at) == heading) else {
        let gap = if page.is_empty() { "" } else { "\n" };
        return format!("{}{gap}{section}", ended(page));
    };
    let end = line_starts(page)
        .filter(|&at| at > start)
        .find(|&at| page[at..].starts_with("# ") || page[at..].starts_with("## "));
    match end {
        Some(end) => format!("{}{section}\n{}", &page[..start], &page[end..]),
        None => format!("{}{section}", &page[..start]),
    }
}

/// Where lines start.
fn line_starts(page: &str) -> impl Iterator<Item = usize> {
    let after_breaks = page.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(after_breaks)
}

fn line_at(page: &str, start: usize) -> &str {
    page[start..].lines().next().unwrap_or_default()
}

/// With the line break that the last line may lack.
fn ended(page: &str) -> String {
    let last = if page.is_empty() || page.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{page}{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
# Benchmarks

How to read them: see `## daemon`.

## daemon

old
### part
old

## daemon-of-another

kept  \n
## build

kept
";

    #[test]
    fn a_section_in_the_middle_is_replaced_and_nothing_else() {
        let page = with_section(PAGE, "daemon", "## daemon\n\nnew\n");
        let wanted = PAGE.replace("old\n### part\nold\n", "new\n");
        assert_eq!(page, wanted);
    }

    #[test]
    fn the_last_section_is_replaced_up_to_the_end() {
        let page = with_section(PAGE, "build", "## build\n\nnew\n");
        assert_eq!(page, PAGE.replace("## build\n\nkept", "## build\n\nnew"));
    }

    #[test]
    fn a_subject_without_a_section_gets_one_at_the_end() {
        let section = "## flows\n\nnew\n";
        assert_eq!(
            with_section(PAGE, "flows", section),
            format!("{PAGE}\n{section}")
        );
        assert_eq!(with_section("", "flows", section), section);
        assert_eq!(
            with_section("# B", "flows", section),
            format!("# B\n\n{section}")
        );
    }

    #[test]
    fn writing_the_same_twice_changes_nothing() {
        for name in ["daemon", "build", "flows"] {
            let section = format!("## {name}\n\nnew\n");
            let once = with_section(PAGE, name, &section);
            assert_eq!(with_section(&once, name, &section), once);
        }
    }
}
