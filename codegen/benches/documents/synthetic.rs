//! A document that has what real ones have, in much the same shares.

use serde_json::{Map, Value, json};

/// Parts of some fifteen schemas and five operations each. No two parts share a schema.
pub(super) fn document(parts: usize) -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for part in 0..parts {
        add_schemas(&mut schemas, part);
        add_paths(&mut paths, part);
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Workshop", "version": "1.0.0", "description": "What is measured."},
        "servers": [{"url": "https://workshop.example"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn reference(name: &str, part: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}{part}")})
}

/// The schemas of a part: structs of ten to twenty members, enums, tagged and untagged unions, lists, maps and bases.
fn add_schemas(schemas: &mut Map<String, Value>, part: usize) {
    let mut add = |name: &str, schema: Value| {
        schemas.insert(format!("{name}{part}"), schema);
    };
    add(
        "Base",
        json!({
            "type": "object",
            "required": ["id", "created", "object"],
            "properties": {
                "id": {"type": "string", "description": "Unique identifier of the object.", "maxLength": 5000},
                "created": {"type": "integer", "format": "unix-time", "description": "Time of creation, in seconds since the epoch."},
                "object": {"type": "string", "description": "The kind of the object."},
                "livemode": {"type": "boolean"},
                "metadata": {"type": "object", "additionalProperties": {"type": "string"}},
            },
        }),
    );
    add(
        "Status",
        json!({
            "type": "string",
            "description": "How far the order is.",
            "enum": ["draft", "open", "paid", "in_transit", "delivered", "returned", "lost"],
        }),
    );
    add("Priority", json!({"type": "integer", "enum": [1, 2, 3]}));
    add(
        "Address",
        json!({
            "type": "object",
            "description": "A place to which something is sent.",
            "properties": {
                "city": {"type": "string", "nullable": true, "description": "City, district, suburb, town, or village."},
                "country": {"type": "string", "nullable": true, "description": "Two letters ([ISO 3166-1](https://example.com))."},
                "line1": {"type": "string", "nullable": true},
                "line2": {"type": "string", "nullable": true},
                "postal_code": {"type": "string", "nullable": true},
                "state": {"type": "string", "nullable": true},
                "coordinates": {"type": "array", "items": {"type": "number"}},
            },
        }),
    );
    add(
        "Item",
        json!({
            "type": "object",
            "required": ["sku", "quantity", "price"],
            "properties": {
                "sku": {"type": "string", "description": "The number of the article."},
                "quantity": {"type": "integer", "minimum": 1, "default": 1},
                "price": {"type": "number", "format": "double"},
                "currency": {"type": "string", "enum": ["eur", "usd", "gbp"]},
                "discounts": {"type": "array", "items": {
                    "type": "object",
                    "required": ["code"],
                    "properties": {
                        "code": {"type": "string"},
                        "percent": {"type": "number"},
                        "until": {"type": "string", "format": "date-time"},
                    },
                }},
                "note": {"type": "string", "nullable": true},
                "parent": reference("Item", part),
            },
        }),
    );
    add(
        "Customer",
        json!({"allOf": [reference("Base", part), {
            "type": "object",
            "required": ["email"],
            "properties": {
                "email": {"type": "string", "format": "email"},
                "name": {"type": "string", "nullable": true},
                "phone": {"type": "string"},
                "address": reference("Address", part),
                "shipping": {"allOf": [reference("Address", part)], "nullable": true},
                "balance": {"type": "integer"},
                "delinquent": {"type": "boolean", "nullable": true},
                "tags": {"type": "array", "items": {"type": "string"}},
                "preferences": {"type": "object", "properties": {
                    "language": {"type": "string"},
                    "newsletter": {"type": "boolean"},
                    "channel": {"type": "string", "enum": ["mail", "sms", "none"]},
                }},
            },
        }]}),
    );
    add(
        "Order",
        json!({"allOf": [reference("Base", part), {
            "type": "object",
            "description": "What a customer asked for.\n\n- It has items.\n- It is paid by one of several means.",
            "required": ["status", "items", "customer", "payment"],
            "properties": {
                "status": reference("Status", part),
                "priority": reference("Priority", part),
                "items": {"type": "array", "items": reference("Item", part)},
                "customer": {"anyOf": [{"type": "string"}, reference("Customer", part)]},
                "payment": reference("Payment", part),
                "amount": {"type": "integer"},
                "amount_refunded": {"type": "integer"},
                "notes": {"type": "array", "items": {"type": "string"}},
                "address": reference("Address", part),
                "events": {"type": "array", "items": reference("Event", part)},
                "replaced_by": {"type": "string", "nullable": true},
                "weight": {"type": "number"},
            },
        }]}),
    );
    let means: [(&str, Value); 3] = [
        (
            "Card",
            json!({"brand": {"type": "string"}, "last4": {"type": "string"}, "exp_month": {"type": "integer"}, "exp_year": {"type": "integer"}}),
        ),
        (
            "Transfer",
            json!({"iban": {"type": "string"}, "bic": {"type": "string"}, "holder": {"type": "string"}}),
        ),
        (
            "Voucher",
            json!({"code": {"type": "string"}, "value": {"type": "number"}, "single_use": {"type": "boolean"}}),
        ),
    ];
    let mut mapping = Map::new();
    let mut variants = Vec::new();
    for (name, members) in means {
        let tag = name.to_lowercase();
        let mut properties = json!({"type": {"type": "string", "enum": [tag]}});
        if let (Value::Object(properties), Value::Object(members)) = (&mut properties, members) {
            properties.extend(members);
        }
        let required: Vec<_> = properties
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .cloned()
            .collect();
        add(
            name,
            json!({"type": "object", "required": required, "properties": properties}),
        );
        mapping.insert(tag, json!(format!("#/components/schemas/{name}{part}")));
        variants.push(reference(name, part));
    }
    add(
        "Payment",
        json!({
            "oneOf": variants,
            "discriminator": {"propertyName": "type", "mapping": mapping},
        }),
    );
    add(
        "Event",
        json!({"anyOf": [reference("Shipped", part), reference("Refunded", part)]}),
    );
    add(
        "Shipped",
        json!({
            "type": "object",
            "required": ["carrier", "at"],
            "properties": {"carrier": {"type": "string"}, "at": {"type": "integer"}, "tracking": {"type": "string"}},
        }),
    );
    add(
        "Refunded",
        json!({
            "type": "object",
            "required": ["amount", "at"],
            "properties": {"amount": {"type": "integer"}, "at": {"type": "integer"}, "reason": {"type": "string", "enum": ["late", "damaged", "other"]}},
            "additionalProperties": {"type": "string"},
        }),
    );
    add(
        "OrderList",
        json!({
            "type": "object",
            "required": ["data", "has_more"],
            "properties": {
                "data": {"type": "array", "items": reference("Order", part)},
                "has_more": {"type": "boolean"},
                "next": {"type": "string", "nullable": true},
            },
        }),
    );
    add(
        "Problem",
        json!({
            "type": "object",
            "required": ["message"],
            "properties": {"message": {"type": "string"}, "code": {"type": "string"}, "param": {"type": "string"}, "details": {}},
        }),
    );
}

fn add_paths(paths: &mut Map<String, Value>, part: usize) {
    let body =
        |name: &str| json!({"content": {"application/json": {"schema": reference(name, part)}}});
    let responses = |name: &str| {
        let mut response = body(name);
        response["description"] = json!("The requested object.");
        let mut problem = body("Problem");
        problem["description"] = json!("Why not.");
        json!({"200": response, "default": problem})
    };
    let operation = |verb: &str, name: &str| {
        json!({
            "operationId": format!("{verb}Order{part}"),
            "tags": [format!("orders {part}")],
            "summary": format!("{verb} an order."),
            "responses": responses(name),
        })
    };
    let mut list = operation("list", "OrderList");
    list["parameters"] = json!([
        {"name": "limit", "in": "query", "schema": {"type": "integer"}, "description": "How many at most."},
        {"name": "status", "in": "query", "schema": reference("Status", part)},
        {"name": "expand", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
    ]);
    let mut create = operation("create", "Order");
    create["requestBody"] = body("Order");
    let mut update = operation("update", "Order");
    update["requestBody"] = body("Order");
    paths.insert(
        format!("/v1/{part}/orders"),
        json!({"get": list, "post": create}),
    );
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    paths.insert(
        format!("/v1/{part}/orders/{{id}}"),
        json!({
            "parameters": [id],
            "get": operation("retrieve", "Order"),
            "patch": update,
            "delete": operation("delete", "Order"),
        }),
    );
}
