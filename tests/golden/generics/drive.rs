use crate::server::Server;
use generics_client::Client;
use generics_client::types::{NumberShelf, Shelves, Label, StrictTree, WordShelf};
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn each_use_of_a_generic_schema_has_its_own_items() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "numbers": {"items": [1.5, 2.5], "first": null, "pair": [3.5, "a"], "next": {"items": [4.5]}, "box": {"size": 5}},
        "words": {"items": ["a"], "language": "en", "next": {"items": ["b"]}},
        "anything": {"items": [1, "a", null], "next": {"items": [{"b": 2}]}},
        "tree": {"children": [{"name": "a", "children": []}]},
        "strict": {"name": "a", "children": [{"name": "b", "children": []}]},
        "label": "new",
        "title": "c",
        "parts": [1],
        "inline": {"items": [{"text": "d"}], "next": {"items": [{"text": "e"}]}},
    });
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let shelves: Shelves = client.get_shelves().await?;
    assert_eq!(server.request_line().await, "GET /shelves");
    assert_eq!(serde_json::to_value(&shelves)?, body);
    let numbers: NumberShelf = shelves.numbers.ok_or("there are numbers")?;
    assert_eq!(numbers.items, [1.5, 2.5]);
    assert_eq!(numbers.pair, Some((3.5, "a".to_owned())));
    let next = numbers.next.ok_or("there is a next shelf")?;
    assert_eq!(next.items, [4.5]);
    let words: WordShelf = shelves.words.ok_or("there are words")?;
    assert_eq!(words.items, ["a"]);
    assert_eq!(words.next.ok_or("there is a next shelf")?.items, ["b"]);
    let strict: StrictTree = shelves.strict.ok_or("there is a tree")?;
    let children = strict.children.ok_or("there are children")?;
    assert_eq!(children[0].name, "b");
    assert_eq!(shelves.label, Some(Label::New));
    Ok(())
}
