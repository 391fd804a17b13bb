//! Random unions, and values for them.

use serde_json::{Map, Value, json};

/// The names of properties. Alternatives share them, so that they overlap.
const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// The property that distinguishes alternatives in some unions.
pub(crate) const TAG: &str = "tag";

/// A generator of random numbers (SplitMix64), the same on every machine.
#[derive(Debug)]
pub(crate) struct Random(pub u64);

impl Random {
    /// Returns a number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("it is below a usize")
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// A union: a component with alternatives that are components, and others without a name.
#[derive(Debug)]
pub(crate) struct Union {
    pub name: String,
    /// The keyword of the alternatives.
    pub keyword: &'static str,
    /// The names of the components that are alternatives, in order.
    pub objects: Vec<String>,
}

/// Returns unions and the component schemas of all of them.
pub(crate) fn unions(count: usize, random: &mut Random) -> (Vec<Union>, Map<String, Value>) {
    let mut schemas = Map::new();
    let unions = (0..count).map(|index| union(index, random, &mut schemas));
    (unions.collect(), schemas)
}

fn union(index: usize, random: &mut Random, schemas: &mut Map<String, Value>) -> Union {
    let name = format!("Union{index}");
    let tags = tags(random);
    let mut objects = Vec::new();
    let mut alternatives = Vec::new();
    for at in 0..2 + random.below(3) {
        let object = format!("{name}Part{at}");
        schemas.insert(object.clone(), object_schema(tags.get(at), random));
        alternatives.push(json!({"$ref": format!("#/components/schemas/{object}")}));
        objects.push(object);
    }
    let scalars = [
        json!({"type": "string"}),
        json!({"type": "integer"}),
        json!({"type": "null"}),
        json!({"enum": ["x", "y"]}),
        json!({"type": "array", "items": {"type": "integer"}}),
    ];
    if random.one_in(3) {
        let at = random.below(alternatives.len() + 1);
        alternatives.insert(at, random.pick(&scalars).clone());
    }
    let keyword = *random.pick(&["oneOf", "anyOf"]);
    let mut schema = json!({keyword: alternatives});
    if !tags.is_empty() && random.one_in(2) {
        let mapping = objects.iter().zip(&tags).map(|(object, tag)| {
            let text = tag.as_str().map_or_else(|| tag.to_string(), str::to_owned);
            (text, json!(format!("#/components/schemas/{object}")))
        });
        let mapping: Map<String, Value> = mapping.collect();
        schema["discriminator"] = json!({"propertyName": TAG, "mapping": mapping});
    }
    schemas.insert(name.clone(), schema);
    Union {
        name,
        keyword,
        objects,
    }
}

/// Returns the values of the tag of up to four alternatives; none in some unions.
fn tags(random: &mut Random) -> Vec<Value> {
    match random.below(6) {
        0 => vec![json!("one"), json!("two"), json!("three"), json!("four")],
        1 => vec![json!(1), json!(2), json!(3), json!(4)],
        2 => vec![json!(true), json!(false), json!("neither"), json!(0)],
        3 => vec![json!({"k": 1}), json!({"k": 2}), json!(null), json!([])],
        _ => Vec::new(),
    }
}

fn object_schema(tag: Option<&Value>, random: &mut Random) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some(tag) = tag {
        properties.insert(TAG.to_owned(), json!({"const": tag}));
        if !random.one_in(3) {
            required.push(TAG);
        }
    }
    for name in NAMES {
        if random.one_in(2) {
            continue;
        }
        properties.insert(name.to_owned(), property(random));
        if random.one_in(3) {
            required.push(name);
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn property(random: &mut Random) -> Value {
    let scalars = ["string", "integer", "boolean", "number"];
    let scalar = *random.pick(&scalars);
    match random.below(8) {
        0 => json!({"type": [scalar, "null"]}),
        1 => json!({"anyOf": [{"type": scalar}, {"type": "null"}]}),
        2 => json!({"const": "x"}),
        3 => json!({"enum": [7]}),
        4 => json!({"const": false}),
        5 => json!({"type": "array", "items": {"type": scalar}}),
        _ => json!({"type": scalar}),
    }
}

/// Returns a value: an object with members that the alternatives may declare, or any other value.
pub(crate) fn value(random: &mut Random) -> Value {
    if random.one_in(8) {
        let others = [
            json!("x"),
            json!("z"),
            json!(1),
            json!(1.5),
            json!(null),
            json!([1]),
        ];
        return random.pick(&others).clone();
    }
    let mut members = Map::new();
    if !random.one_in(3) {
        let tags = [
            json!("one"),
            json!("two"),
            json!(1),
            json!(2),
            json!(true),
            json!(false),
            json!({"k": 1}),
            json!({"k": 2}),
            json!(null),
            json!("other"),
        ];
        members.insert(TAG.to_owned(), random.pick(&tags).clone());
    }
    for name in NAMES {
        if random.one_in(2) {
            continue;
        }
        let values = [
            json!("x"),
            json!("y"),
            json!(7),
            json!(2.5),
            json!(false),
            json!(null),
            json!([]),
        ];
        members.insert(name.to_owned(), random.pick(&values).clone());
    }
    if random.one_in(10) {
        members.insert("undeclared".to_owned(), json!(1));
    }
    Value::Object(members)
}
