//! Tests of diagnostics in each format.

mod folder;

use folder::{Run, TestFolder};
use serde_json::Value;

/// Two properties without a type, and an unknown keyword.
const VAGUE: &str = r##"
    Vague:
      type: object
      properties:
        "any": {}
        "any,too": {}
        "kind": { type: string, enum: [a], nonsense: 1 }
"##;

fn vague() -> TestFolder {
    let folder = TestFolder::new();
    folder.append("spec/pets.yaml", VAGUE.trim_start_matches('\n'));
    folder
}

fn broken() -> TestFolder {
    let folder = TestFolder::new();
    let text = folder.read("spec/pets.yaml");
    folder.write(
        "spec/pets.yaml",
        &text.replace("schemas/Pet\"", "schemas/Pte\""),
    );
    folder
}

/// Parses the printed lines as JSON.
fn objects(run: &Run) -> Vec<Value> {
    run.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect()
}

fn of<'v>(objects: &'v [Value], reason: &str) -> Vec<&'v Value> {
    objects
        .iter()
        .filter(|object| object["reason"] == reason)
        .collect()
}

#[test]
fn a_run_ends_with_untyped_values_by_reason_and_location() {
    let folder = vague();
    let run = folder.run(&["regenerate"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let end = run
        .err
        .split_once("spec/pets.yaml: ")
        .expect("it is counted")
        .1;
    assert_eq!(
        end,
        "1 warning\n  left out: 1 unknown-keyword\n  \
         untyped (serde_json::Value): 2 values\n    \
         the schema specifies no type: 2 values\n      \
         spec/pets.yaml:27:9 #/components/schemas/Vague/properties/any\n      \
         spec/pets.yaml:28:9 #/components/schemas/Vague/properties/any,too\n"
    );
    let quiet = folder.run(&["regenerate", "--quiet"]);
    assert_eq!(
        (quiet.code, quiet.out, quiet.err),
        (Some(0), String::new(), String::new())
    );
}

#[test]
fn report_lists_every_place() {
    let folder = vague();
    for number in 0..5 {
        folder.append("spec/pets.yaml", &format!("        more{number}: {{}}\n"));
    }
    let short = folder.run(&["regenerate"]).err;
    assert!(
        short.contains("      and 4 more; --report lists all\n"),
        "{short}"
    );
    let long = folder.run(&["regenerate", "--check", "--report"]).err;
    assert!(
        long.contains("properties/more4\n") && !long.contains("--report"),
        "{long}"
    );
}

#[test]
fn a_document_without_diagnostics_prints_nothing_on_the_standard_error() {
    let folder = TestFolder::new();
    assert_eq!(folder.run(&["regenerate"]).err, "");
}

#[test]
fn json_prints_one_object_for_each_line_and_nothing_else() {
    let folder = vague();
    let run = folder.run(&["regenerate", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let objects = objects(&run);
    let [warning] = of(&objects, "diagnostic")[..] else {
        panic!("there is one: {}", run.out);
    };
    assert_eq!(warning["code"], "unknown-keyword");
    assert_eq!(warning["severity"], "warning");
    assert_eq!(
        (&warning["file"], &warning["line"]),
        (&Value::from("spec/pets.yaml"), &Value::from(29))
    );
    let untyped = of(&objects, "untyped");
    assert_eq!(untyped.len(), 2);
    assert_eq!(untyped[0]["line"], 27);
    assert!(
        of(&objects, "file")
            .iter()
            .any(|file| file["change"] == "created" && file["path"] == "pets-client/src/lib.rs")
    );
    let [summary] = of(&objects, "summary")[..] else {
        panic!("there is one: {}", run.out);
    };
    assert_eq!(summary["ok"], true);
    assert_eq!(summary["warnings"], 1);
}

#[test]
fn json_has_errors_of_documents_and_of_the_configuration() {
    let folder = broken();
    let run = folder.run(&["regenerate", "--format=json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    let lines = objects(&run);
    assert_eq!(of(&lines, "diagnostic")[0]["code"], "unresolved-reference");
    assert_eq!(of(&lines, "summary")[0]["ok"], false);
    assert_eq!(of(&lines, "summary")[0]["errors"], 1);

    folder.append("spec/codegen.toml", "ouptut = 1\n");
    let run = folder.run(&["regenerate", "--format=json"]);
    assert_eq!(run.code, Some(1));
    let lines = objects(&run);
    let refused = of(&lines, "diagnostic")[0];
    assert_eq!(refused["code"], "invalid-configuration");
    assert_eq!(refused["file"], "spec/codegen.toml");
    assert_eq!(refused["hint"], "use `output`");
    assert_eq!(refused["column"], 1);
}

#[test]
fn text_shows_the_line_and_underlines_the_location() {
    let run = broken().run(&["regenerate", "--format", "text"]);
    assert_eq!(run.code, Some(1));
    let lines: Vec<_> = run.err.lines().collect();
    let shown = lines
        .iter()
        .position(|line| line.contains("schema: { $ref: \"#/components/schemas/Pte\" }"))
        .unwrap_or_else(|| panic!("it is shown: {}", run.err));
    assert!(run.err.contains("spec/pets.yaml:16:25"), "{}", run.err);
    assert!(lines[shown + 1].contains("────"), "{}", run.err);
    assert!(
        run.err.contains("error[unresolved-reference]"),
        "{}",
        run.err
    );
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
    assert!(
        run.err.ends_with("spec/pets.yaml: 1 error\n"),
        "{}",
        run.err
    );
}

#[test]
fn colours_follow_the_option_and_the_environment() {
    let folder = broken();
    let is_coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        folder.run_with(arguments, variables).err.contains('\u{1b}')
    };
    assert!(is_coloured(&["regenerate", "--color", "always"], &[]));
    assert!(is_coloured(
        &["--color=always", "regenerate"],
        &[("NO_COLOR", "1")]
    ));
    assert!(
        is_coloured(&["regenrate", "--color=always"], &[]),
        "errors of the command line"
    );
    for arguments in [
        &["regenerate"][..],
        &["regenerate", "--format=text"],
        &["regenerate", "--format=text", "--color=never"],
        &["regenrate", "--color=never"],
    ] {
        assert!(!is_coloured(arguments, &[]), "{arguments:?}");
    }
}

#[test]
fn github_actions_get_annotations() {
    let folder = vague();
    folder.append(
        "spec/pets.yaml",
        "        \"odd: 100%,\": { nonsense: 1 }\n",
    );
    let github = [("GITHUB_ACTIONS", "true")];
    let run = folder.run_with(&["regenerate"], &github);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let annotations: Vec<_> = run
        .out
        .lines()
        .filter(|line| line.starts_with("::"))
        .collect();
    assert_eq!(annotations.len(), 2, "{}", run.out);
    assert!(
        annotations[0]
            .starts_with("::warning file=spec/pets.yaml,line=29,col=44,title=unknown-keyword::"),
        "{}",
        run.out
    );
    assert!(
        run.err.contains("nonsense: 1"),
        "a log has the lines: {}",
        run.err
    );

    let run = broken().run_with(&["regenerate"], &github);
    assert_eq!(run.code, Some(1));
    assert!(
        run.out.starts_with("::error file=spec/pets.yaml,line=16,"),
        "{}",
        run.out
    );
    assert!(run.out.contains("%0Ahint: "), "{}", run.out);
    let plain = broken().run_with(&["regenerate", "--format=short"], &github);
    assert_eq!(plain.out, "");
}

#[test]
fn denied_codes_fail_and_allowed_codes_are_hidden() {
    let folder = vague();
    let run = folder.run(&["regenerate", "--deny", "unknown-keyword"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.starts_with("error[unknown-keyword]: "),
        "{}",
        run.err
    );
    assert!(
        run.err.ends_with("spec/pets.yaml: 1 error (1 denied)\n"),
        "{}",
        run.err
    );
    assert!(!folder.has("pets-client"));
    assert_eq!(folder.run(&["regenerate", "--deny=warnings"]).code, Some(1));

    let arguments = ["--deny", "all", "--allow", "unknown-keyword"];
    let run = folder.run(&[&["regenerate"], &arguments[..]].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!run.err.contains("unknown-keyword"), "{}", run.err);
    let new = ["generate", "spec/pets.yaml", "--out=new", "--package=new"];
    assert_eq!(folder.run(&[&new, &arguments[..2]].concat()).code, Some(1));
    assert!(!folder.has("new"));

    folder.append(
        "spec/codegen.toml",
        "[client.diagnostics]\ndeny = [\"unknown-keyword\"]\n",
    );
    assert_eq!(folder.run(&["regenerate"]).code, Some(1));
    let run = folder.run(&["regenerate", "--allow=unknown-keyword"]);
    assert_eq!(
        run.code,
        Some(0),
        "the command line takes precedence: {}",
        run.err
    );
}

#[test]
fn a_misspelt_code_is_reported_with_a_suggestion() {
    let folder = TestFolder::new();
    for arguments in [
        &["regenerate", "--deny", "unkown-keyword"][..],
        &["regenerate", "--allow", "unkown-keyword"],
        &["explain", "unkown-keyword"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.err.contains("use `unknown-keyword`"), "{}", run.err);
    }
    let both = ["regenerate", "--deny=untyped", "--allow=untyped"];
    assert_eq!(folder.run(&both).code, Some(2));
}

#[test]
fn explain_describes_a_code_and_lists_all() {
    let folder = TestFolder::new();
    let text = folder.succeed(&["explain", "untyped"]);
    assert!(
        text.starts_with("untyped\n\nNo Rust type can represent the value"),
        "{text}"
    );
    assert!(
        text.contains("--deny untyped") && text.contains("deny = [\"untyped\"]"),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );

    let list = folder.succeed(&["explain"]);
    let codes: Vec<_> = list
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(
        codes.contains(&"untyped") && codes.contains(&"swagger-2"),
        "{list}"
    );
    for code in codes {
        folder.succeed(&["explain", code]);
    }
}

#[test]
fn each_of_several_documents_is_reported_when_it_is_done() {
    let folder = TestFolder::new();
    let second = "\n[[client]]\ndocument = \"pets.yaml\"\noutput = \"../two\"\npackage = \"two\"\n";
    folder.append("spec/codegen.toml", second);
    let run = folder.run(&["regenerate"]);
    assert_eq!(run.err, "[1/2] spec/pets.yaml\n[2/2] spec/pets.yaml\n");
    assert_eq!(folder.run(&["regenerate", "-q"]).err, "");
}
