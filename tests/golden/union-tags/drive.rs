use crate::server::Server;
use serde_json::{from_value, json, to_value};
use std::error::Error;
use union_tags_client::Client;
use union_tags_client::types::{
    AllRule, Fruit, FruitApple, FruitKind, LabelledCargo, Layout, Link, NoneRule, Pause, Resume,
    Rule, Second, Task, Vehicle, VehicleTruck, Weigh,
};

/// The name of the variant that a value is read as, after checking that it is written unchanged.
macro_rules! variant {
    ($type:ty, $json:expr) => {{
        let json = $json;
        let value: $type = from_value(json.clone())?;
        assert_eq!(to_value(&value)?, json);
        let text = format!("{value:?}");
        text.split('(').next().unwrap_or_default().to_owned()
    }};
}

#[test]
fn a_discriminator_decides_beside_properties_and_under_all_of() -> Result<(), serde_json::Error> {
    assert_eq!(
        variant!(Vehicle, json!({"type": "car", "name": "n"})),
        "Car"
    );
    assert_eq!(
        variant!(Vehicle, json!({"type": "truck", "name": "n"})),
        "Truck"
    );
    assert_eq!(
        variant!(Vehicle, json!({"type": "boat", "name": "n"})),
        "UnknownValue"
    );
    assert_eq!(
        variant!(Fruit, json!({"kind": "Pear", "weight": 1.5})),
        "Pear"
    );
    assert_eq!(
        variant!(LabelledCargo, json!({"form": "b", "size": 1, "label": "l"})),
        "B"
    );
    let barrel = json!({"form": "r", "size": 1, "litres": 2.5, "label": "l"});
    assert_ne!(variant!(LabelledCargo, barrel), "UnknownValue");
    assert_eq!(
        variant!(LabelledCargo, json!({"form": "x", "label": "l"})),
        "UnknownValue"
    );
    Ok(())
}

#[test]
fn a_type_that_exists_only_for_a_variant_has_its_tag() -> Result<(), serde_json::Error> {
    let truck = Vehicle::Truck(VehicleTruck::new());
    assert_eq!(to_value(truck)?, json!({"type": "truck"}));
    assert_eq!(FruitApple::new().kind, FruitKind::Apple);
    Ok(())
}

#[test]
fn booleans_and_integers_are_tags() -> Result<(), serde_json::Error> {
    assert_eq!(
        variant!(Link, json!({"secure": true, "host": "h"})),
        "Secure"
    );
    assert_eq!(
        variant!(Link, json!({"secure": false, "host": "h"})),
        "Plain"
    );
    assert_eq!(variant!(Layout, json!({"version": 1, "x": "y"})), "First");
    assert_eq!(variant!(Layout, json!({"version": 2, "x": "y"})), "Second");
    assert_eq!(variant!(Layout, json!({"version": 3, "z": {}})), "UnknownValue");
    assert_eq!(
        to_value(Layout::Second(Second::new()))?,
        json!({"version": 2})
    );
    Ok(())
}

#[test]
fn objects_and_null_distinguish_variants() -> Result<(), serde_json::Error> {
    let all =
        json!({"filter": {"all": true, "tags": ["a", 1], "none": {}}, "scale": -1.5, "on": true});
    assert_eq!(to_value(AllRule::new())?, all);
    assert_eq!(variant!(Rule, all), "All");
    let none = json!({"filter": null, "on": false});
    assert_eq!(to_value(NoneRule::new())?, none);
    assert_eq!(variant!(Rule, none), "None");
    Ok(())
}

#[tokio::test]
async fn an_optional_constant_is_sent() -> Result<(), Box<dyn Error>> {
    let weigh = json!({"type": 3, "exact": true, "unit": 0.5, "until": null});
    for (task, body) in [
        (Task::Pause(Pause::new()), json!({"type": "pause"})),
        (Task::Resume(Resume::new()), json!({"type": "resume"})),
        (Task::Weigh(Weigh::new()), weigh),
    ] {
        let server = Server::json(200, &json!({})).await;
        let client = Client::builder().base_url(server.url()).build()?;
        client.add_task(&task).await?;
        assert_eq!(crate::server::json_body(&server.request().await), body);
    }
    Ok(())
}
