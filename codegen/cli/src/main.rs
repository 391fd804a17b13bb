//! The program `apicrate`.

use std::process::ExitCode;

fn main() -> ExitCode {
    apicrate::main()
}
