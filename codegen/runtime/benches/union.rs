//! Compares unions with the derives of serde: `cargo bench -p apicrate-runtime --bench union`. Prints the ratios at the end.
#![allow(missing_docs, reason = "a benchmark")]

// The path of the runtime in a generated crate.
#[allow(dead_code, unreachable_pub, reason = "a part is measured")]
#[path = "../src/runtime/mod.rs"]
mod runtime;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Declares structs twice: with tables, and in `derived` with the derives of serde.
macro_rules! structs {
    ($($name:ident { $($field:ident: $type:ty = $wire:literal $(: $must:ident)? $(?: $may:ident)?,)* })*) => {
        $(
            #[derive(Debug, Clone, PartialEq)]
            pub struct $name { $(pub $field: $type,)* }
            object! { $name { $($wire => $field $(: $must)? $(?: $may)?,)* } }
        )*

        /// The same structs with derives. The tag is a plain member if the payload declares it.
        pub mod derived {
            use serde::{Deserialize, Serialize};
            $(
                #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
                pub struct $name { $(#[serde(rename = $wire)] pub $field: $type,)* }
            )*
        }
    };
}

structs! {
    Message {
        id: String = "id": required,
        created_at: i64 = "created_at": required,
        completed_at: Option<i64> = "completed_at"?: optional,
        role: String = "role": required,
        text: String = "text": required,
        input_tokens: i64 = "input_tokens": required,
        output_tokens: i64 = "output_tokens": required,
        temperature: f64 = "temperature": required,
        stored: bool = "stored": required,
        parent: Option<String> = "parent"?: optional,
    }
    Image {
        id: String = "id": required,
        created_at: i64 = "created_at": required,
        completed_at: Option<i64> = "completed_at"?: optional,
        url: String = "url": required,
        width: i64 = "width": required,
        height: i64 = "height": required,
        bytes: i64 = "bytes": required,
        quality: f64 = "quality": required,
        transparent: bool = "transparent": required,
        alt: Option<String> = "alt"?: optional,
    }
    Call {
        id: String = "id": required,
        created_at: i64 = "created_at": required,
        completed_at: Option<i64> = "completed_at"?: optional,
        name: String = "name": required,
        arguments: String = "arguments": required,
        attempt: i64 = "attempt": required,
        milliseconds: i64 = "milliseconds": required,
        score: f64 = "score": required,
        parallel: bool = "parallel": required,
        output: Option<String> = "output"?: optional,
    }
    Audio {
        id: String = "id": required,
        created_at: i64 = "created_at": required,
        completed_at: Option<i64> = "completed_at"?: optional,
        voice: String = "voice": required,
        transcript: String = "transcript": required,
        seconds: i64 = "seconds": required,
        samples: i64 = "samples": required,
        volume: f64 = "volume": required,
        stereo: bool = "stereo": required,
        language: Option<String> = "language"?: optional,
    }
    Document {
        id: String = "id": required,
        created_at: i64 = "created_at": required,
        completed_at: Option<i64> = "completed_at"?: optional,
        file: String = "file": required,
        title: String = "title": required,
        pages: i64 = "pages": required,
        size: i64 = "size": required,
        confidence: f64 = "confidence": required,
        scanned: bool = "scanned": required,
        author: Option<String> = "author"?: optional,
    }
    Thought {
        id: String = "id": required,
        created_at: i64 = "created_at": required,
        completed_at: Option<i64> = "completed_at"?: optional,
        signature: String = "signature": required,
        summary: String = "summary": required,
        budget: i64 = "budget": required,
        tokens: i64 = "tokens": required,
        effort: f64 = "effort": required,
        redacted: bool = "redacted": required,
        model: Option<String> = "model"?: optional,
    }
}

#[derive(Debug, PartialEq)]
pub enum Tagged {
    Message(Message),
    Image(Image),
    Call(Call),
}

union! {
    Tagged by "type" {
        add: "message" => Message(Message),
        add: "image" => Image(Image),
        add: "call" => Call(Call),
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum DerivedTagged {
    Message(derived::Message),
    Image(derived::Image),
    Call(derived::Call),
}

/// A union of six variants, about the average of tagged unions in real documents.
#[derive(Debug, PartialEq)]
pub enum Six {
    Message(Message),
    Image(Image),
    Call(Call),
    Audio(Audio),
    Document(Document),
    Thought(Thought),
}

union! {
    Six by "type" {
        add: "message" => Message(Message),
        add: "image" => Image(Image),
        add: "call" => Call(Call),
        add: "audio" => Audio(Audio),
        add: "document" => Document(Document),
        add: "thought" => Thought(Thought),
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum DerivedSix {
    Message(derived::Message),
    Image(derived::Image),
    Call(derived::Call),
    Audio(derived::Audio),
    Document(derived::Document),
    Thought(derived::Thought),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DerivedUntaggedSix {
    Message(derived::Message),
    Image(derived::Image),
    Call(derived::Call),
    Audio(derived::Audio),
    Document(derived::Document),
    Thought(derived::Thought),
}

#[derive(Debug, PartialEq)]
pub enum Untagged {
    Message(Message),
    Image(Image),
    Call(Call),
}

union! { Untagged { struct => Message(Message), struct => Image(Image), struct => Call(Call) } }

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DerivedUntagged {
    Message(derived::Message),
    Image(derived::Image),
    Call(derived::Call),
}

/// Returns a thousand objects of alternating variants, with the tag as the first member.
fn document(variants: usize) -> String {
    let mut items = Vec::new();
    for at in 0..1_000 {
        items.push(match at % variants {
            0 => format!(
                r#"{{"type":"message","id":"item_{at}","created_at":17000{at},"completed_at":17001{at},"role":"user","text":"A sentence of a message.","input_tokens":{at},"output_tokens":25,"temperature":0.7,"stored":true,"parent":null}}"#
            ),
            1 => format!(
                r#"{{"type":"image","id":"item_{at}","created_at":17000{at},"completed_at":17001{at},"url":"https://example.com/{at}.png","width":1024,"height":768,"bytes":{at},"quality":0.85,"transparent":false,"alt":"A thing"}}"#
            ),
            2 => format!(
                r#"{{"type":"call","id":"item_{at}","created_at":17000{at},"completed_at":null,"name":"get_weather","arguments":"none","attempt":1,"milliseconds":{at},"score":0.25,"parallel":true,"output":"sunny"}}"#
            ),
            3 => format!(
                r#"{{"type":"audio","id":"item_{at}","created_at":17000{at},"completed_at":17001{at},"voice":"alto","transcript":"A spoken sentence here. ","seconds":{at},"samples":48000,"volume":0.5,"stereo":true,"language":"en"}}"#
            ),
            4 => format!(
                r#"{{"type":"document","id":"item_{at}","created_at":17000{at},"completed_at":null,"file":"file_{at}","title":"A report","pages":{at},"size":123456,"confidence":0.99,"scanned":false,"author":null}}"#
            ),
            _ => format!(
                r#"{{"type":"thought","id":"item_{at}","created_at":17000{at},"completed_at":17001{at},"signature":"c2lnbmF0dXJl","summary":"What was thought.","budget":1024,"tokens":{at},"effort":0.3,"redacted":false,"model":"large"}}"#
            ),
        });
    }
    format!("[{}]", items.join(","))
}

/// Returns a document of one variant, to measure the cost of reading the structs alone.
fn messages(text: &str) -> String {
    let items: Vec<&str> = text.trim_matches(['[', ']']).split_inclusive('}').collect();
    let items = items.iter().map(|item| item.trim_start_matches(','));
    let items: Vec<&str> = items.filter(|item| item.contains(r#""message""#)).collect();
    format!("[{}]", items.join(","))
}

fn read<T: DeserializeOwned>(text: &str) -> Vec<T> {
    serde_json::from_str(text).expect("a document of the type")
}

fn best<T: DeserializeOwned>(text: &str) -> Duration {
    let start = Instant::now();
    black_box(read::<T>(black_box(text)));
    start.elapsed()
}

/// Returns the ratio of the times of `B` and `A`: the best of many turns each.
fn ratio<A: DeserializeOwned, B: DeserializeOwned>(name: &str, text: &str, target: Option<f64>) {
    let (mut a, mut b) = (Duration::MAX, Duration::MAX);
    for _ in 0..300 {
        a = a.min(best::<A>(text));
        b = b.min(best::<B>(text));
    }
    let ratio = b.as_secs_f64() / a.as_secs_f64();
    let verdict = match target {
        Some(target) if ratio >= target => format!(", target {target}: holds"),
        Some(target) => format!(", target {target}: missed"),
        None => String::new(),
    };
    println!("{name}: {ratio:.2} times as fast{verdict}");
}

fn main() {
    let text = document(3);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("union");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("tagged", |bencher| bencher.iter(|| read::<Tagged>(&text)));
    group.bench_function("untagged", |bencher| {
        bencher.iter(|| read::<Untagged>(&text))
    });
    group.bench_function("derived tag", |bencher| {
        bencher.iter(|| read::<DerivedTagged>(&text))
    });
    group.bench_function("derived untagged", |bencher| {
        bencher.iter(|| read::<DerivedUntagged>(&text));
    });
    group.finish();
    criterion.final_summary();

    ratio::<Tagged, DerivedUntagged>("tagged against serde(untagged)", &text, Some(2.5));
    ratio::<Tagged, DerivedTagged>("tagged against serde(tag)", &text, Some(1.5));
    ratio::<Untagged, DerivedUntagged>("untagged against serde(untagged)", &text, Some(1.0));
    let six = document(6);
    ratio::<Six, DerivedUntaggedSix>(
        "tagged against serde(untagged), six variants",
        &six,
        Some(2.5),
    );
    ratio::<Six, DerivedSix>("tagged against serde(tag), six variants", &six, Some(1.5));
    // The lower bound: no variant is selected.
    let messages = messages(&text);
    ratio::<derived::Message, DerivedUntagged>(
        "a struct alone against serde(untagged)",
        &messages,
        None,
    );
    ratio::<derived::Message, DerivedTagged>("a struct alone against serde(tag)", &messages, None);
    ratio::<Tagged, derived::Message>("tagged against a struct alone", &messages, None);
}
