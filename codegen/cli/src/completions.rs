//! `apicrate completions`.

use crate::Failure;
use crate::name::program_name;
use crate::terminal::print;
use clap::Command;
use clap_complete::{Shell, generate};

/// Print the completion script of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Installation:\n  \
                  bash    apicrate completions bash >> ~/.bashrc\n  \
                  fish    apicrate completions fish > ~/.config/fish/conf.d/apicrate.fish\n  \
                  zsh     apicrate completions zsh > _apicrate, in a folder of $fpath")]
pub(crate) struct Arguments {
    /// Shell to complete commands in
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, command: Command) -> Result<(), Failure> {
    let name = program_name();
    let text = match name.strip_prefix("cargo ") {
        Some(subcommand) => cargo_script(arguments.shell, command, subcommand),
        None => script(arguments.shell, command.name(name), name),
    };
    print(text.trim_end());
    Ok(())
}

/// Returns the script for a subcommand of Cargo. Other completions of `cargo` stay in place.
fn cargo_script(shell: Shell, command: Command, subcommand: &'static str) -> String {
    let command = command.name(subcommand);
    match shell {
        // The completion of `cargo` in zsh looks for a function that is called after the subcommand.
        Shell::Zsh => script(shell, command, &format!("cargo-{subcommand}")),
        Shell::Bash => {
            let function = format!("_cargo_{}", subcommand.replace('-', "_"));
            let own = script(shell, below_cargo(command, subcommand), "cargo");
            let own = own.replace("_cargo()", &format!("{function}()"));
            let own = own.replace("-F _cargo ", &format!("-F {function} "));
            let [before, after] = [BEFORE_BASH, AFTER_BASH].map(|text| {
                text.replace("FUNCTION", &function)
                    .replace("SUBCOMMAND", subcommand)
            });
            format!("{before}\n{own}{after}")
        }
        shell => script(shell, below_cargo(command, subcommand), "cargo"),
    }
}

fn below_cargo(command: Command, subcommand: &str) -> Command {
    Command::new("cargo").subcommand(command.bin_name(format!("cargo {subcommand}")))
}

fn script(shell: Shell, mut command: Command, name: &str) -> String {
    let mut bytes = Vec::new();
    generate(shell, &mut command, name, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Remembers the function that completes `cargo` so far.
const BEFORE_BASH: &str = r#"if declare -F _completion_loader > /dev/null; then
    _completion_loader cargo 2> /dev/null
fi
FUNCTION_previous="$(complete -p cargo 2> /dev/null | sed -n 's/.*-F \([^ ]*\) .*/\1/p')"
if [[ "$FUNCTION_previous" == FUNCTION_or_cargo ]]; then
    FUNCTION_previous=""
fi
"#;

/// Completes the subcommand, and passes everything else to the remembered function.
const AFTER_BASH: &str = r#"
FUNCTION_or_cargo() {
    if [[ "${COMP_WORDS[1]}" == SUBCOMMAND && $COMP_CWORD -ge 2 ]]; then
        FUNCTION "$@"
    elif [[ -n "$FUNCTION_previous" ]]; then
        "$FUNCTION_previous" "$@"
    fi
}
complete -F FUNCTION_or_cargo -o bashdefault -o default cargo
"#;
