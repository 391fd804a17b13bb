//! The output folders of clients.

use super::super::Config;
use super::{client_and, refused};

#[test]
fn two_clients_cannot_share_a_folder_of_sources() {
    let module = |module| client_and(&format!("[client.options]\nmodule = {module:?}\n"));
    for (first, second) in [
        (client_and(""), client_and("")),
        (client_and(""), module("pets")),
        (module("pets"), module("pets")),
        (module("api::pets"), module("api")),
    ] {
        let error = refused(&format!("{first}\n{second}")).to_string();
        assert!(
            error.contains("two clients have the output folder `b`"),
            "{error}"
        );
    }
    let apart = format!("{}\n{}", module("api::pets"), module("api::pets_v2"));
    assert!(Config::parse(&apart, "codegen.toml").is_ok());
}

#[test]
fn a_module_is_a_path_of_identifiers() {
    for path in ["crate::pets", "pets::", "my pets", "type", "3d", "pets/api"] {
        let text = client_and(&format!("[client.options]\nmodule = {path:?}\n"));
        let error = refused(&text).to_string();
        assert!(
            error.contains("is not the path of a module"),
            "{path}: {error}"
        );
    }
}
