//! Info, tags and servers.

use super::{Tested, case, lowered};
use crate::document::Document;

#[test]
fn info_may_be_missing() -> Tested {
    let case = case(&Document::from_text("a.yaml", "openapi: 3.0.0\n")?);
    case.reports(&["note missing-member /info", "note missing-member /info"]);
    assert_eq!(case.lowered.api.info.title, "");
    assert_eq!(case.lowered.api.openapi, "3.0.0");
    Ok(())
}

#[test]
fn info_is_kept() -> Tested {
    let text = "openapi: 3.1.0\ninfo: {title: 5, version: 1.0, summary: S, description: D, contact: {name: N}, license: {name: MIT, identifier: MIT}, x-a: 1, odd: 2}\n";
    let case = case(&Document::from_text("a.yaml", text)?);
    case.reports(&["note unknown-member /info/odd"]);
    let info = &case.lowered.api.info;
    assert_eq!((info.title.as_str(), info.version.as_str()), ("5", "1.0"));
    assert_eq!(
        info.contact
            .as_ref()
            .and_then(|contact| contact.name.as_deref()),
        Some("N")
    );
    assert_eq!(
        info.license.as_ref().map(|license| license.name.as_str()),
        Some("MIT")
    );
    Ok(())
}

#[test]
fn servers_keep_their_variables() -> Tested {
    let case = lowered(
        "servers: [{url: 'https://{region}.x.com', variables: {region: {enum: [eu, us], default: us}, port: {enum: [443]}, none: {}}}, {description: D}]\n",
    )?;
    case.reports(&[
        "warning missing-member /servers/0/variables/port",
        "warning missing-member /servers/0/variables/none",
        "warning missing-member /servers/1",
    ]);
    let servers = &case.lowered.api.servers;
    assert_eq!(servers.len(), 2);
    let variables = servers[0].variables.as_ref().ok_or("no variables")?;
    let defaults: Vec<_> = variables
        .values()
        .map(|variable| variable.default.as_str())
        .collect();
    assert_eq!(defaults, ["us", "443", ""]);
    Ok(())
}

#[test]
fn tags_are_kept_and_extensions_of_the_root_are_not_reported() -> Tested {
    let case = lowered(
        "tags: [{name: a, description: A, parent: b}, plain]\nx-mine: 1\nodd: 2\nexternalDocs: {url: u}\njsonSchemaDialect: d\n",
    )?;
    case.reports(&["note unknown-member /odd"]);
    let names: Vec<_> = case
        .lowered
        .api
        .tags
        .iter()
        .map(|tag| tag.name.as_str())
        .collect();
    assert_eq!(names, ["a", "plain"]);
    Ok(())
}

#[test]
fn warnings_of_reading_are_passed_on() -> Tested {
    let case = lowered("tags: []\ntags: []\n")?;
    case.reports(&["warning duplicate-key /tags"]);
    Ok(())
}
