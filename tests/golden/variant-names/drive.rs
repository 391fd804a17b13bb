use serde_json::{from_value, json};
use variant_names_client::types::{
    InputMessagePart, Message, MessageChoice, MessageContent, MessageModel, MessagePart,
    MessageStyle,
};

#[test]
fn variants_have_short_names() -> Result<(), serde_json::Error> {
    let message: Message = from_value(json!({
        "model": "gpt-5.5-2026-04-23",
        "style": 1,
        "part": {"type": "plain", "text": "t"},
        "content": [{"url": "u"}, {"file": "f", "size": 1}],
        "choices": [{"index": 1}],
    }))?;
    assert_eq!(message.model, MessageModel::Gpt5_5_2026_04_23);
    assert_eq!(message.style, Some(MessageStyle::Primary));
    assert!(matches!(message.part, Some(MessagePart::Plain(_))));
    let Some(MessageContent::InputParts(parts)) = &message.content else {
        panic!("{message:?}");
    };
    assert!(matches!(parts[0], InputMessagePart::Url(_)));
    assert!(matches!(parts[1], InputMessagePart::UploadedFile(_)));
    let choices: &[MessageChoice] = message.choices.as_deref().unwrap_or_default();
    assert_eq!(choices[0].index, 1);
    let none: MessagePart = from_value(json!({"type": "none"}))?;
    assert!(matches!(none, MessagePart::None(_)));
    let content: MessageContent = from_value(json!([1, 2]))?;
    assert_eq!(content, MessageContent::Integers(vec![1, 2]));
    Ok(())
}
