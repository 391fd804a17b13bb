//! Tests of `init`, `list`, `schema`, `completions` and the help.

mod folder;

use folder::{DOCUMENT, TestFolder};
use serde_json::Value;
use std::fs;

#[test]
fn init_writes_a_configuration_for_regenerate() {
    let folder = TestFolder::new();
    folder.write("apis/shop.yaml", DOCUMENT);
    let run = folder.run(&["init", "apis/shop.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        run.out,
        "created   apis/codegen.toml\ncreated   apis/codegen.schema.json\ncreated   shop-client/\n"
    );
    let next = "  apicrate regenerate --config apis/codegen.toml    writes the crate;";
    assert!(run.err.contains(next), "{}", run.err);

    let config = folder.read("apis/codegen.toml");
    assert!(
        config.starts_with("#:schema codegen.schema.json\n"),
        "{config}"
    );
    for line in [
        "document = \"shop.yaml\"",
        "output = \"../shop-client\"",
        "package = \"shop-client\"",
        "base_url = \"SHOP_BASE_URL\"",
    ] {
        assert!(config.lines().any(|own| own == line), "{line}: {config}");
    }
    let out = folder.succeed(&["regenerate", "--config", "apis/codegen.toml"]);
    assert!(out.contains("created   shop-client/src/lib.rs\n"), "{out}");
    assert_eq!(
        folder.read("apis/codegen.schema.json"),
        folder.succeed(&["schema"])
    );
}

#[test]
fn the_new_configuration_names_variables_of_credentials_and_each_option_can_be_uncommented() {
    let folder = TestFolder::new();
    let keys = "  securitySchemes:\n    Api-Key: { type: apiKey, in: header, name: X-Key }\n";
    folder.write("api/openapi.yaml", &format!("{DOCUMENT}{keys}"));
    folder.succeed(&["init", "api/openapi.yaml", "--out", "clients/pets"]);
    let config = folder.read("api/codegen.toml");
    assert!(
        config.contains("package = \"pets-client\""),
        "by its title: {config}"
    );
    assert!(config.contains("output = \"../clients/pets\""), "{config}");
    assert!(
        config.contains("\"Api-Key\" = \"PETS_API_KEY\""),
        "{config}"
    );

    let lines = config.lines().map(|line| {
        let option = line.strip_prefix("# ");
        // Prose has no ` = ` in it.
        option
            .filter(|option| option.contains(" = ") || option.starts_with('['))
            .filter(|option| !option.starts_with("Key of"))
            .unwrap_or(line)
    });
    let whole: String = lines.map(|line| format!("{line}\n")).collect();
    let options = whole.lines().filter(|line| line.contains(" = ")).count();
    assert!(options > 20, "{whole}");
    let whole = whole.replace("idempotency_header = \"\"", "idempotency_header = \"Key\"");
    let whole = whole.replace("group_by = \"\"", "group_by = \"tag\"");
    // It would be a module of a package that is not there.
    let whole = whole.replace("\nmodule = \"\"", "\n#");
    folder.write("api/codegen.toml", &whole);
    folder.succeed(&["regenerate", "--config", "api/codegen.toml"]);
}

#[test]
fn init_overwrites_nothing() {
    let folder = TestFolder::new();
    let before = folder.read("spec/codegen.toml");
    let run = folder.run(&["init", "spec/pets.yaml"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.contains("spec/codegen.toml exists already")
            && run.err.contains("[[client]]\ndocument = \"pets.yaml\"\n"),
        "{}",
        run.err
    );
    assert_eq!(folder.read("spec/codegen.toml"), before);
    assert!(!folder.has("pets-client"));

    folder.write("mine/notes.txt", "mine");
    let arguments = ["init", "spec/pets.yaml", "--out=mine", "--config=new.toml"];
    assert_eq!(folder.run(&arguments).code, Some(1));
    assert!(!folder.has("new.toml"));
    assert_eq!(folder.run(&["init", "nowhere.yaml"]).code, Some(1));
    let name = ["init", "spec/pets.yaml", "--package", "a b"];
    assert_eq!(folder.run(&name).code, Some(2));
}

#[test]
fn init_with_a_document_with_errors_sets_lenient() {
    let folder = TestFolder::new();
    let text = DOCUMENT.replace("schemas/Pet\"", "schemas/Pte\"");
    folder.write("pets.yaml", &text);
    let run = folder.run(&["init", "pets.yaml", "--out", "client"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        run.err.contains("error[unresolved-reference]") && run.err.contains("lenient = true"),
        "{}",
        run.err
    );
    folder.succeed(&["regenerate", "--config", "codegen.toml"]);
    assert!(folder.has("client/src/lib.rs"));
}

#[test]
fn init_groups_the_operations_of_a_document_with_many() {
    for (operations, is_grouped) in [(49, false), (50, true)] {
        let folder = TestFolder::new();
        let mut text = "openapi: 3.0.3\ninfo: {title: Many, version: '1'}\npaths:\n".to_owned();
        for index in 0..operations {
            let tag = if index % 2 == 0 { "Pets" } else { "Shops" };
            text.push_str(&format!(
                "  /p{index}: {{put: {{operationId: {tag}P{index}, tags: [{tag}], responses: {{}}}}}}\n"
            ));
        }
        folder.write("many.yaml", &text);
        folder.succeed(&["init", "many.yaml", "--out", "client"]);
        let config = folder.read("codegen.toml");
        let option = "\ngroup_by = \"tag\"";
        assert_eq!(config.contains(option), is_grouped, "{config}");
        let list = folder.succeed(&["list", "--config", "codegen.toml"]);
        assert_eq!(list.contains("  pets().p0  "), is_grouped, "{list}");
    }
}

#[test]
fn list_shows_operations_and_types_with_their_locations() {
    let folder = TestFolder::new();
    let all = folder.succeed(&["list"]);
    assert_eq!(
        all,
        "pets-client from spec/pets.yaml: 1 operation, 1 type\n  \
         GET  /pets/{id}  get_pet  spec/pets.yaml:7\n  \
         struct  types::Pet  1 property  spec/pets.yaml:19\n"
    );
    let types = folder.succeed(&["list", "spec/pets.yaml", "--types"]);
    assert!(
        types.contains("types::Pet") && !types.contains("GET"),
        "{types}"
    );
    let none = folder.succeed(&["list", "--match", "shop*"]);
    assert!(none.contains("0 operations, 0 types"), "{none}");
    let some = folder.succeed(&["list", "--match", "getp?t"]);
    assert!(
        some.contains("get_pet") && !some.contains("types::Pet"),
        "{some}"
    );
    assert!(!folder.has("pets-client"), "nothing is written");
}

#[test]
fn list_prints_json() {
    let folder = TestFolder::new();
    let text = folder.succeed(&["list", "--format", "json"]);
    let document: Value = serde_json::from_str(&text).expect("it is JSON");
    let client = &document["clients"][0];
    assert_eq!(client["package"], "pets-client");
    let operation = &client["operations"][0];
    assert_eq!(operation["id"], "getPet");
    assert_eq!(operation["function"], "get_pet");
    assert_eq!(operation["parameters"][0]["in"], "path");
    assert_eq!(operation["at"]["line"], 7);
    let definition = &client["types"][0];
    assert_eq!(definition["name"], "Pet");
    assert_eq!(definition["received"], true);
    assert_eq!(definition["at"]["pointer"], "/components/schemas/Pet");
    folder.succeed(&["regenerate"]);
    for item in [operation, definition] {
        let source = item["source"].as_str().expect("a path");
        assert!(folder.has(&format!("pets-client/{source}")), "{source}");
    }
}

#[test]
fn there_are_completions_for_every_shell() {
    let folder = TestFolder::new();
    for (shell, part) in [
        ("bash", "complete -F _apicrate"),
        ("elvish", "edit:completion:arg-completer[apicrate]"),
        ("fish", "complete -c apicrate "),
        ("powershell", "Register-ArgumentCompleter"),
        ("zsh", "#compdef apicrate"),
    ] {
        let text = folder.succeed(&["completions", shell]);
        assert!(
            text.contains(part) && text.contains("regenerate"),
            "{shell}: {text}"
        );
    }
    assert_eq!(folder.run(&["completions", "tcsh"]).code, Some(2));
}

#[test]
fn help_shows_every_command_and_the_exit_codes() {
    let folder = TestFolder::new();
    let help = folder.succeed(&["--help"]);
    for word in [
        "init",
        "regenerate",
        "generate",
        "list",
        "diff",
        "explain",
        "schema",
        "completions",
        "--quiet",
        "--color",
        "Exit codes:",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
    for command in help.lines().filter_map(|line| line.strip_prefix("  ")) {
        let name = command.split(' ').next().unwrap_or_default();
        let is_command = name.chars().all(|letter| letter.is_ascii_lowercase());
        if is_command && !name.is_empty() && name != "help" {
            let own = folder.succeed(&[name, "--help"]);
            assert!(own.contains(&format!("Usage: apicrate {name}")), "{own}");
            assert!(!own.contains("xtask"), "{own}");
        }
    }
}

#[test]
fn the_guide_names_every_command() {
    let help = TestFolder::new().succeed(&["--help"]);
    let commands = help.split_once("Commands:\n").expect("there are some").1;
    let commands = commands.split_once("\n\n").expect("they end").0;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guide.md");
    let guide = fs::read_to_string(path).expect("the file exists");
    let mut named = 0;
    for line in commands.lines() {
        let name = line.split_whitespace().next().expect("it has a name");
        if name != "help" {
            assert!(guide.contains(&format!("\n| `{name}` | ")), "{name}");
            named += 1;
        }
    }
    assert!(named > 7, "{help}");
}

#[test]
fn version_shows_the_name_of_the_program() {
    let version = TestFolder::new().succeed(&["--version"]);
    assert_eq!(version, format!("apicrate {}\n", env!("CARGO_PKG_VERSION")));
}
