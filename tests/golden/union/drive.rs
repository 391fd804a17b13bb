use crate::server::Server;
use serde_json::json;
use std::error::Error;
use union_client::{
    Client,
    types::{Grill, Program, ProgramHeat, ProgramMinutes, Steam},
};

fn client(server: &Server) -> Result<Client, union_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn each_variant_is_recognized_by_its_value() -> Result<(), Box<dyn Error>> {
    let grill = ProgramHeat::Grill(Grill::new(220.0));
    let steam = ProgramHeat::Steam(Steam::new(1.5, 2.0));
    for (minutes, heat, body) in [
        (
            ProgramMinutes::Auto,
            &grill,
            json!({"minutes": "auto", "heat": {"degrees": 220.0}}),
        ),
        (
            ProgramMinutes::Integer(40),
            &steam,
            json!({"minutes": 40, "heat": {"bar": 1.5, "litres": 2.0}}),
        ),
        (
            ProgramMinutes::Integers(vec![5, 10]),
            &grill,
            json!({"minutes": [5, 10], "heat": {"degrees": 220.0}}),
        ),
    ] {
        let server = Server::json(200, &body).await;
        let program = Program::new(heat.clone(), minutes);
        let response = client(&server)?.put_program(&program).await?;
        assert_eq!(server.request_line().await, "PUT /program");
        assert_eq!(crate::server::json_body(&server.request().await), body);
        assert_eq!(response, program);
    }
    Ok(())
}

#[tokio::test]
async fn a_value_that_fits_no_variant_is_an_error_with_its_path() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"minutes": 1, "heat": {"bar": 1}})).await;
    let program = Program::new(ProgramHeat::Grill(Grill::new(1.0)), ProgramMinutes::Auto);
    let error = client(&server)?
        .put_program(&program)
        .await
        .expect_err("no variant fits");
    let message = error.to_string();
    for part in ["$.heat", "Grill", "degrees", "Steam", "litres"] {
        assert!(message.contains(part), "{part}: {message}");
    }
    Ok(())
}
