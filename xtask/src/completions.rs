//! `cargo xtask completions`.

use crate::report::{Failure, say};
use clap::Command;
use clap_complete::{Shell, generate};

/// Print what a shell needs to complete `cargo xtask`
#[derive(Debug, clap::Args)]
#[command(after_help = "Where it goes:\n  \
                  bash        cargo xtask completions bash >> ~/.bashrc\n  \
                  fish        cargo xtask completions fish > ~/.config/fish/completions/cargo-xtask.fish\n  \
                  zsh         cargo xtask completions zsh > _cargo-xtask, in a folder of $fpath\n  \
                  others      cargo xtask completions elvish, cargo xtask completions powershell")]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, command: Command) -> Result<(), Failure> {
    let text = match arguments.shell {
        // The completion of `cargo` in zsh looks for a function that is called after the subcommand.
        shell @ Shell::Zsh => text(shell, command.bin_name("cargo-xtask"), "cargo-xtask"),
        // Whatever completes the rest of `cargo` stays.
        Shell::Bash => {
            let own = text(Shell::Bash, below_cargo(command), "cargo");
            let own = own.replace("_cargo()", "_cargo_xtask()");
            let own = own.replace("-F _cargo ", "-F _cargo_xtask ");
            format!("{BEFORE_BASH}\n{own}{AFTER_BASH}")
        }
        shell => text(shell, below_cargo(command), "cargo"),
    };
    say(text.trim_end());
    Ok(())
}

/// The commands as those of `cargo xtask`.
fn below_cargo(command: Command) -> Command {
    let xtask = command.name("xtask").bin_name("cargo xtask");
    Command::new("cargo").subcommand(xtask)
}

fn text(shell: Shell, command: Command, name: &'static str) -> String {
    let mut command = command.name(name);
    let mut bytes = Vec::new();
    generate(shell, &mut command, name, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Keeps what completes `cargo` so far.
const BEFORE_BASH: &str = r#"if declare -F _completion_loader > /dev/null; then
    _completion_loader cargo 2> /dev/null
fi
_cargo_before_xtask="$(complete -p cargo 2> /dev/null | sed -n 's/.*-F \([^ ]*\) .*/\1/p')"
if [[ "$_cargo_before_xtask" == _cargo_or_xtask ]]; then
    _cargo_before_xtask=""
fi
"#;

/// Completes `cargo xtask`, and hands everything else to what was there before.
const AFTER_BASH: &str = r#"
_cargo_or_xtask() {
    if [[ "${COMP_WORDS[1]}" == xtask && $COMP_CWORD -ge 2 ]]; then
        _cargo_xtask "$@"
    elif [[ -n "$_cargo_before_xtask" ]]; then
        "$_cargo_before_xtask" "$@"
    fi
}
complete -F _cargo_or_xtask -o bashdefault -o default cargo
"#;
