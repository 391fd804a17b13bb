//! Tests of lowering, one file for each part of a document.

mod folder;
