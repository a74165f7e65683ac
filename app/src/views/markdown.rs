//! Markdown of strangers as safe HTML.
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html as writer};
use std::collections::HashSet;

/// HTML of a text. Headings begin below the page's own title; raw HTML, pictures, SVG and MathML
/// are left out; links say nothing about where they come from.
pub fn html(text: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(text, options).map(|event| match event {
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Event::Start(Tag::Heading {
            level: below(level),
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
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

/// The next lower level.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
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
        for bad in ["<script", "<svg", "javascript:", "onload", "<img", "<h1"] {
            assert!(!out.contains(bad), "{bad}: {out}");
        }
    }
}
