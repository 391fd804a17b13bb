//! HTML in descriptions.

use super::docs::{is_written, written};
use crate::emit::docs::is_safe;

#[test]
fn inline_elements_become_markdown() {
    is_written(
        "A <b>bold</b> word,<br/>a <a href=\"https://x.y\">link</a>.",
        "A **bold** word,\\\na [link](https://x.y).",
    );
    is_written(
        "<p>An <em>important</em> <code>a_b*c</code>, <strong> spaced </strong>text.</p>",
        "An *important* `a_b*c`, **spaced** text.",
    );
    is_written("Use <code>List&lt;T&gt;</code>.", "Use `List<T>`.");
    is_written("a <span class=\"x\">b</span> <s>c</s>", "a b ~~c~~");
    is_written(
        "See <a href='/docs?a=1&amp;b=2'>the docs</a>.",
        "See [the docs](/docs?a=1&amp;b=2).",
    );
}

#[test]
fn block_elements_become_markdown() {
    is_written("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo.");
    is_written("One.<p>Two.", "One.\n\nTwo.");
    is_written("One.<br><br>Two.", "One.\n\nTwo.");
    is_written(
        "<h2>Title</h2><ul><li>one</li><li>two<ul><li>three</ul></ul>",
        "## Title\n\n- one\n- two\n  - three",
    );
    is_written(
        "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>",
        "3. a\n4. b",
    );
    is_written(
        "<pre><code>a  *b*\n c</code></pre>",
        "```text\na  *b*\n c\n```",
    );
    is_written("<blockquote>a</blockquote><hr>", "> a\n\n***");
    is_written("<dl><dt>a</dt><dd>b</dd></dl>", "**a**\n\nb");
}

#[test]
fn tables_become_markdown() {
    is_written(
        "<table><thead><tr><th>a<th>b</thead><tr><td>1|2<td><code>x</code></table>",
        "| a | b |\n| --- | --- |\n| 1\\|2 | `x` |",
    );
}

#[test]
fn markdown_around_elements_stays() {
    is_written(
        "- one <b>two</b>\n- *three*\n\n<p>four</p>\n\n**five**",
        "- one **two**\n- *three*\n\nfour\n\n**five**",
    );
}

#[test]
fn text_in_a_block_of_html_is_not_markdown() {
    is_written(
        "<p>a *b* [c] _d_ 1 < 2 &amp; `e</p>",
        "a \\*b\\* \\[c\\] \\_d\\_ 1 \\< 2 &amp; \\`e",
    );
    is_written(
        "<p>- a</p><p>1. b</p><p># c</p>",
        "\\- a\n\n1\\. b\n\n\\# c",
    );
}

#[test]
fn unknown_tags_are_shown() {
    is_written(
        "Bearer <token>, List<String>",
        "Bearer \\<token>, List\\<String>",
    );
    is_written("an open <b> and </i>", "an open \\<b> and \\</i>");
    is_written("a <x y=\"1\"> tag", "a `<x y=\"1\">` tag");
    is_written(
        "<p>Set <id> to x<sup>2</sup>.</p>",
        "Set \\<id> to x<sup>2</sup>.",
    );
}

#[test]
fn scripts_are_shown_and_their_attributes_left_out() {
    is_written(
        "<script>alert(1)</script>",
        "```html\n<script>alert(1)</script>\n```",
    );
    is_written("<b onclick=\"x()\">y</b>", "**y**");
    is_written("<a href=\"javascript:x()\">y</a>", "y");
}

#[test]
fn no_html_makes_unsafe_documentation() {
    let parts = [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "<code>",
        "</code>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "<a href=\"x\">",
        "</a>",
        "<pre>",
        "</pre>",
        "\n",
        "\n\n",
        "a",
        "*",
        "_b_",
        "`",
        "[c]",
        "- ",
        "> ",
        "# ",
        "1. ",
        "|",
        "\\",
        "&amp;",
        "&#91;",
        "<d>",
        "<!-- e -->",
        "https://f.g",
        " ",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..5_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(parts[(state % parts.len() as u64) as usize]);
        }
        let written = written(&text);
        assert!(is_safe(&written), "{text:?}: {written}");
    }
}
