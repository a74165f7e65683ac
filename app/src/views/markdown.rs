//! Markdown of strangers as safe HTML.
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html as writer};
use std::collections::HashSet;

/// HTML of a text. Headings begin below the page's own title; raw HTML, pictures, SVG and MathML
/// are left out; links say nothing about where they come from.
pub fn html(text: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let events: Vec<Event<'_>> = Parser::new_ext(text, options).collect();
    // The highest heading becomes a second one, and the others keep their distance to it.
    let highest = events.iter().filter_map(level_of).min().unwrap_or(1);
    let events = events.into_iter().map(|event| match event {
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Event::Start(Tag::Heading {
            level: below(level, highest),
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level, highest))),
        other => other,
    });
    let mut raw = String::with_capacity(text.len() * 2);
    writer::push_html(&mut raw, events);
    ammonia::Builder::default()
        .rm_tags(["img", "map", "area", "h1"])
        .url_schemes(HashSet::from(["https", "http", "mailto"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(&raw)
        .to_string()
}

/// The level of a heading that begins, 1…6.
fn level_of(event: &Event<'_>) -> Option<usize> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
        _ => None,
    }
}

/// A level in a text whose highest one is `highest`, when that one becomes 2.
fn below(level: HeadingLevel, highest: usize) -> HeadingLevel {
    let lower = level as usize + 2 - highest;
    HeadingLevel::try_from(lower).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn what_could_run_is_left_out() {
        let out = html(
            "# A\n\n<script>x</script><svg onload=x></svg>\n\n[b](javascript:x) ![c](http://d/e.png)",
        );
        assert!(out.contains("<h2>A</h2>"), "{out}");
        assert!(html("## A\n\n### B").contains("<h3>B</h3>"));
        for bad in ["<script", "<svg", "javascript:", "onload", "<img", "<h1"] {
            assert!(!out.contains(bad), "{bad}: {out}");
        }
    }
}
