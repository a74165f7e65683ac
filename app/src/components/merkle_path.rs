//! The path of a leaf to the root (RFC 6962 §2.1.1): stones are computed, what is supplied is
//! open: a circle for one leaf, a triangle for a branch.
use crate::i18n::{Lang, use_lang};
use crate::texts;
use leptos::prelude::*;
use std::fmt::Write;

/// One supplied node of an audit path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Supplied {
    /// Whether it stands to the right of the path.
    pub right: bool,
    /// Leaves beneath it.
    pub leaves: u64,
}

/// The audit path of leaf `index` in a tree of `size` leaves, from the leaf up.
pub fn audit_path(index: u64, size: u64) -> Vec<Supplied> {
    let mut path = Vec::new();
    let (mut index, mut size) = (index, size);
    while size > 1 {
        // The largest power of two below `size`.
        let left = 1u64 << (63 - (size - 1).leading_zeros());
        if index < left {
            path.push(Supplied {
                right: true,
                leaves: size - left,
            });
            size = left;
        } else {
            path.push(Supplied {
                right: false,
                leaves: left,
            });
            index -= left;
            size -= left;
        }
    }
    path.reverse();
    path
}

/// The path as a picture.
#[component]
pub fn MerklePath(
    /// The leaf.
    index: u64,
    /// Leaves of the checkpoint.
    size: u64,
    /// Hash (hex) of each level, from the leaf to the root; may be shorter.
    hashes: Vec<String>,
    /// The first level whose hash is wrong.
    #[prop(optional_no_strip)]
    broken: Option<usize>,
) -> impl IntoView {
    let lang = use_lang();
    let path = audit_path(index, size);
    let height = 42 + 34 * path.len();
    let label = texts::frame::path_label(lang, index, path.len());
    view! {
        <svg
            class="block w-full h-auto max-w-md"
            viewBox=format!("0 0 384 {height}")
            role="img"
            aria-label=label
            inner_html=draw(index, &path, &hashes, broken, lang)
        ></svg>
    }
}

/// Distance between levels.
const DY: i64 = 34;
/// Half the distance between siblings.
const DX: i64 = 17;
/// Where the words begin.
const TEXT: i64 = 168;
/// Width of the picture.
const WIDTH: i64 = 384;

fn draw(
    index: u64,
    path: &[Supplied],
    hashes: &[String],
    broken: Option<usize>,
    lang: Lang,
) -> String {
    let height = path.len() as i64;
    let mut xs = vec![0i64];
    for node in path {
        let last = xs.last().copied().unwrap_or(0);
        xs.push(if node.right { last + DX } else { last - DX });
    }
    let siblings: Vec<i64> = path
        .iter()
        .zip(&xs)
        .map(|(node, x)| if node.right { x + 2 * DX } else { x - 2 * DX })
        .collect();
    let all = || xs.iter().chain(&siblings).copied();
    let (low, high) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    let offset = 26 - low + ((TEXT - 40 - (high - low)) / 2).max(0);
    let x = |value: i64| value + offset;
    let y = |level: usize| 20 + (height - level as i64) * DY;
    let mut out = String::new();
    // Writing to a String cannot fail.
    for i in 0..path.len() {
        let bad = broken.is_some_and(|level| i >= level);
        let (class, dash) = if bad {
            ("s-edge", " stroke-dasharray=\"3 4\"")
        } else {
            ("s-ink", "")
        };
        let _ = write!(
            out,
            "<path d=\"M{} {}L{} {}L{} {}\" class=\"f-none {class}\" stroke-width=\"1.5\"{dash}/>",
            x(xs[i]),
            y(i),
            x(xs[i + 1]),
            y(i + 1),
            x(siblings[i]),
            y(i)
        );
    }
    for (i, node) in path.iter().enumerate() {
        let (cx, cy) = (x(siblings[i]), y(i));
        let _ = if node.leaves > 1 {
            write!(
                out,
                "<path d=\"M{cx} {}l8 13h-16Z\" class=\"f-sheet s-edge\" stroke-width=\"1.5\" stroke-linejoin=\"round\"/>",
                cy - 7
            )
        } else {
            write!(
                out,
                "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"5.5\" class=\"f-sheet s-edge\" stroke-width=\"1.5\"/>"
            )
        };
    }
    for (i, at) in xs.iter().enumerate() {
        let (cx, cy) = (x(*at), y(i));
        let top = i == path.len();
        let bad = broken.is_some_and(|level| i > level);
        let _ = if top {
            let class = if broken.is_some() {
                "f-none s-seal"
            } else {
                "f-seal"
            };
            write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"20\" height=\"20\" rx=\"2.5\" class=\"{class}\" stroke-width=\"2\"/>",
                cx - 10,
                cy - 10
            )
        } else {
            let class = if bad { "peb-abstain" } else { "peb-for" };
            write!(
                out,
                "<use href=\"#p{}\" x=\"{}\" y=\"{}\" width=\"16\" height=\"16\" class=\"{class}\"/>",
                i % 6,
                cx - 8,
                cy - 8
            )
        };
        let name = match (i, top) {
            (0, _) => texts::frame::path_leaf(lang, index),
            (_, true) => texts::frame::path_root(lang).to_owned(),
            _ => texts::frame::path_level(lang, i),
        };
        let (class, weight) = if i == 0 || top {
            ("f-t", " font-weight=\"600\"")
        } else {
            ("f-t3", "")
        };
        let hash = match hashes.get(i) {
            Some(_) if bad && broken.is_some_and(|level| i == level + 1) => {
                texts::frame::path_mismatch(lang).to_owned()
            }
            Some(hash) if hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
                format!("{}…", hash.get(..8).unwrap_or(hash))
            }
            _ => String::new(),
        };
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"12\" class=\"{class}\"{weight}>{name}</text>\
             <text x=\"{WIDTH}\" y=\"{}\" font-size=\"12\" text-anchor=\"end\" class=\"mono {}\">{hash}</text>",
            TEXT + 20,
            cy + 4,
            cy + 4,
            if bad { "f-t3" } else { "f-t2" }
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Supplied, audit_path};

    /// RFC 6962 §2.1.3: the path of d3 in seven leaves is [d2's hash, left pair, right branch].
    #[test]
    fn follows_the_rfc() {
        assert!(audit_path(0, 1).is_empty());
        assert_eq!(
            audit_path(3, 7),
            [
                Supplied {
                    right: false,
                    leaves: 1
                },
                Supplied {
                    right: false,
                    leaves: 2
                },
                Supplied {
                    right: true,
                    leaves: 3
                },
            ]
        );
        assert_eq!(
            audit_path(6, 7),
            [
                Supplied {
                    right: false,
                    leaves: 2
                },
                Supplied {
                    right: false,
                    leaves: 4
                },
            ]
        );
    }
}
