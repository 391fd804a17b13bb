//! Prints a fine-tuning job.
//!
//! ```sh
//! PORTKEY_API_KEY=... PORTKEY_VIRTUAL_KEY=... cargo run -p portkey-client --example retrieve_job -- <id>
//! ```

use portkey_client::types::{FineTuningJob, FineTuningJobHyperparametersNEpochs};
use portkey_client::{Client, Error};
use std::env;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(id), None) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: cargo run -p portkey-client --example retrieve_job -- <id>");
        return ExitCode::from(2);
    };
    match retrieve(&id).await {
        Ok(job) => {
            print(&job);
            ExitCode::SUCCESS
        }
        Err(error) => {
            explain(&error);
            ExitCode::FAILURE
        }
    }
}

async fn retrieve(id: &str) -> Result<FineTuningJob, Error> {
    Client::from_env()?.retrieve_fine_tuning_job(id).await
}

fn print(job: &FineTuningJob) {
    println!("{} is {}", job.id, job.status);
    println!("  model          {}", job.model);
    if let Some(model) = &job.fine_tuned_model {
        println!("  result         {model}");
    }
    println!("  created        {} (Unix time)", job.created_at);
    if let Some(finished_at) = job.finished_at {
        println!("  finished       {finished_at} (Unix time)");
    } else if let Some(estimate) = job.estimated_finish.value() {
        println!("  estimated end  {estimate} (Unix time)");
    }
    match &job.hyperparameters.n_epochs {
        FineTuningJobHyperparametersNEpochs::Auto => println!("  epochs         auto"),
        FineTuningJobHyperparametersNEpochs::Integer(count) => println!("  epochs         {count}"),
        other => println!("  epochs         {other:?}"),
    }
    if let Some(tokens) = job.trained_tokens {
        println!("  trained tokens {tokens}");
    }
    println!("  training file  {}", job.training_file);
    for file in &job.result_files {
        println!("  result file    {file}");
    }
    if let Some(error) = &job.error {
        println!("  error          {}: {}", error.code, error.message);
    }
}

/// Prints the error and, if credentials are missing, the environment variables to set.
fn explain(error: &Error) {
    eprintln!("error: {error}");
    if let Error::MissingCredentials(missing) = error {
        let alternatives = missing.alternatives().iter();
        for scheme in alternatives.flat_map(|alternative| alternative.missing()) {
            match *scheme {
                "ApiKey" => {
                    eprintln!("hint: set PORTKEY_API_KEY to the API key of the Portkey account")
                }
                "VirtualKey" => {
                    eprintln!("hint: set PORTKEY_VIRTUAL_KEY to a virtual key of the account")
                }
                other => eprintln!("hint: the credential `{other}` is required"),
            }
        }
    }
}
