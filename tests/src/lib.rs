//! Golden files, behaviour over HTTP, and expected diagnostics.
