//! Properties with three states: absent, null and a value.

use serde_json::json;

use crate::runtime::json::field::Field;

#[test]
fn a_field_is_absent_by_default() {
    assert_eq!(Field::<i64>::default(), Field::Absent);
}

#[test]
fn a_value_becomes_a_value_and_none_becomes_null() {
    assert_eq!(Field::from(5), Field::Value(5));
    assert_eq!(Field::from(Some(5)), Field::Value(5));
    assert_eq!(Field::<i64>::from(None), Field::Null);
}

#[test]
fn each_state_has_its_own_predicate() {
    let states = [Field::Absent, Field::Null, Field::Value(5)];
    let states = states.map(|field| (field.is_absent(), field.is_null(), field.is_value()));
    let expected = [
        (true, false, false),
        (false, true, false),
        (false, false, true),
    ];
    assert_eq!(states, expected);
}

#[test]
fn only_the_state_value_has_a_value() {
    let states = [Field::Absent, Field::Null, Field::Value(5)];
    assert_eq!(
        states.map(|field| field.value().copied()),
        [None, None, Some(5)]
    );
    assert_eq!(states.map(Field::into_value), [None, None, Some(5)]);
    assert_eq!(
        states.map(Field::into_nested),
        [None, Some(None), Some(Some(5))]
    );
}

#[test]
fn map_changes_a_value_and_keeps_the_other_states() {
    let doubled = |field: Field<i64>| field.map(|number| number * 2);
    assert_eq!(doubled(Field::Absent), Field::Absent);
    assert_eq!(doubled(Field::Null), Field::Null);
    assert_eq!(doubled(Field::Value(5)), Field::Value(10));
}

#[test]
fn references_to_a_value_keep_the_state() {
    let mut field = Field::Value("a".to_owned());
    assert_eq!(field.as_ref(), Field::Value(&"a".to_owned()));
    assert_eq!(field.as_deref(), Field::Value("a"));
    if let Some(text) = field.value_mut() {
        text.push('b');
    }
    if let Field::Value(text) = field.as_mut() {
        text.push('c');
    }
    assert_eq!(field.as_deref(), Field::Value("abc"));
    assert_eq!(Field::<String>::Null.as_deref(), Field::Null);
    assert_eq!(Field::<String>::Absent.as_deref(), Field::Absent);
}

#[test]
fn take_leaves_an_absent_field() {
    let mut field = Field::Value(5);
    assert_eq!(field.take(), Field::Value(5));
    assert_eq!(field, Field::Absent);
}

#[test]
fn an_absent_field_outside_of_an_object_is_written_as_null() {
    let fields = [Field::Absent, Field::Null, Field::Value(5)];
    let written = serde_json::to_value(fields).expect("fields are JSON");
    assert_eq!(written, json!([null, null, 5]));
}

#[test]
fn null_and_a_value_are_read() {
    let read: Vec<Field<i64>> = serde_json::from_str("[null, 5]").expect("both are fields");
    assert_eq!(read, [Field::Null, Field::Value(5)]);
    let nested: Field<Vec<Field<i64>>> =
        serde_json::from_value(json!([null, 5])).expect("a field of fields");
    assert_eq!(nested, Field::Value(vec![Field::Null, Field::Value(5)]));
}

#[test]
fn a_value_of_another_type_is_rejected() {
    let refused = serde_json::from_str::<Field<i64>>("\"5\"").map_err(|error| error.to_string());
    let message = "invalid type: string \"5\", expected i64 at line 1 column 3";
    assert_eq!(refused, Err(message.to_owned()));
}
