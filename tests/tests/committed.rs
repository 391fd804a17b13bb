//! The committed client is current, and a small edit of its document is a small difference in the client.

use apicrate_codegen::Verbosity;
use apicrate_codegen::config::{Config, Options};
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::output::{Plan, Rendered};
use std::fs;
use std::path::Path;
use tests::cases::root;

fn generate(document: &Path, options: &Options) -> Vec<Rendered> {
    match apicrate_codegen::generate(document, options) {
        Ok(generated) => generated.output.files,
        Err(failure) => panic!("{}", failure.render(Style::Plain)),
    }
}

fn config() -> Config {
    match Config::load(root().join("spec/codegen.toml")) {
        Ok(config) => config,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_committed_clients_are_current() {
    for client in config().clients {
        let plan = Plan::new(&client.output, generate(&client.document, &client.options));
        let plan = plan.expect("the committed files can be read");
        assert!(
            plan.is_current(),
            "{}\nTo fix it: cargo xtask regenerate",
            plan.diff(&client.options.package)
        );
    }
}

#[test]
fn the_documents_of_committed_clients_have_no_warnings() {
    for client in config().clients {
        let generated = apicrate_codegen::generate(&client.document, &client.options);
        let diagnostics = generated
            .expect("the document can be used")
            .output
            .render(Style::Plain, Verbosity::All);
        assert_eq!(diagnostics, "");
    }
}

/// Returns the removed and added lines of the sources after a replacement in the document, with their files.
fn differences(from: &str, to: &str) -> Vec<String> {
    let client = config().clients.remove(0);
    let folder = tempfile::tempdir().expect("a folder can be created");
    let document = folder
        .path()
        .join(client.document.file_name().expect("a document is a file"));
    let text = fs::read_to_string(&client.document).expect("the document can be read");
    assert_eq!(
        text.matches(from).count(),
        1,
        "{from} is in the document once"
    );
    let generate = |text: &str| {
        fs::write(&document, text).expect("the document can be written");
        generate(&document, &client.options)
    };
    let plan = Plan::new(folder.path().join("client"), generate(&text));
    plan.and_then(|plan| plan.apply())
        .expect("the client can be written");
    let plan = Plan::new(
        folder.path().join("client"),
        generate(&text.replace(from, to)),
    );
    let diff = plan.expect("the client can be read").diff("");
    let is_change = |line: &&str| line.starts_with(['+', '-']) && !line.starts_with("---");
    diff.lines()
        .filter(is_change)
        .map(|line| line.replace("+++ b/", "in "))
        .collect()
}

#[test]
fn a_changed_enum_value_changes_one_line_in_types_and_one_in_serde() {
    assert_eq!(
        differences("            - cancelled\n", "            - stopped\n"),
        [
            "in src/serde/fine_tuning_job.rs",
            "-        \"cancelled\" => Cancelled,",
            "+        \"stopped\" => Stopped,",
            "in src/types/fine_tuning_job.rs",
            "-    Cancelled,",
            "+    Stopped,",
        ]
    );
}

#[test]
fn a_changed_value_of_an_enum_with_one_value_changes_the_same_lines() {
    assert_eq!(
        differences("                - wandb\n", "                - comet\n"),
        [
            "in src/serde/fine_tuning_job.rs",
            "-        \"wandb\" => Wandb,",
            "+        \"comet\" => Comet,",
            "in src/types/fine_tuning_job.rs",
            "-    Wandb,",
            "+    Comet,",
        ]
    );
}

#[test]
fn an_added_enum_value_adds_one_line_in_types_and_one_in_serde() {
    assert_eq!(
        differences(
            "            - failed\n",
            "            - failed\n            - paused\n"
        ),
        [
            "in src/serde/fine_tuning_job.rs",
            "+        \"paused\" => Paused,",
            "in src/types/fine_tuning_job.rs",
            "+    Paused,",
        ]
    );
}

#[test]
fn an_added_property_adds_its_field_and_its_row() {
    let property = "        cost:\n          type: number\n          description: The cost.\n";
    assert_eq!(
        differences("        seed:\n", &format!("{property}        seed:\n")),
        [
            "in src/serde/fine_tuning_job.rs",
            "+        \"cost\" => cost?: optional,",
            "in src/types/fine_tuning_job.rs",
            "+    /// The cost.",
            "+    pub cost: Option<f64>,",
        ]
    );
}

#[test]
fn a_changed_description_only_changes_documentation() {
    assert_eq!(
        differences(
            "description: The status of the job.",
            "description: The state of the job."
        ),
        [
            "in src/types/fine_tuning_job.rs",
            "-    /// The status of the job.",
            "+    /// The state of the job.",
        ]
    );
}
