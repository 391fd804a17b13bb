//! Lines as they are put together.

/// The width up to which the pretty printer leaves a line whole, in bytes.
pub(super) const MARGIN: usize = 89;

/// One level of indentation.
pub(super) const INDENT: usize = 4;

/// Text of whole lines and the line that is being written.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    /// Where the current line starts.
    start: usize,
    /// Whether the pretty printer could break the current line.
    breakable: bool,
}

/// A state of a page to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    start: usize,
    breakable: bool,
}

impl Page {
    /// An empty page with room for so many bytes.
    pub(super) fn of_about(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Begins a line.
    pub(super) fn indent(&mut self, columns: usize) {
        self.text.extend(std::iter::repeat_n(' ', columns));
    }

    /// Adds to the current line.
    pub(super) fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    /// Says that a long line would be broken here.
    pub(super) fn may_break(&mut self) {
        self.breakable = true;
    }

    /// Ends the current line; `None` where the pretty printer may break it.
    pub(super) fn end_line(&mut self) -> Option<()> {
        self.fits().then(|| self.end_whole_line())
    }

    /// Ends a line that is never broken.
    pub(super) fn end_whole_line(&mut self) {
        self.text.push('\n');
        self.start_line();
    }

    /// Whether the current line stays as it is.
    pub(super) fn fits(&self) -> bool {
        self.fits_with("")
    }

    /// Whether it stays as it is when this comes behind it.
    pub(super) fn fits_with(&self, end: &str) -> bool {
        !self.breakable || self.width() + end.len() <= MARGIN
    }

    /// Whether it stays as it is as an entry of a list with a line for each. The comma behind the last entry does not count, since
    /// it is there only where a line ends.
    pub(super) fn fits_as_entry(&self, is_last: bool) -> bool {
        self.fits_with(if is_last { "" } else { "," })
    }

    /// The width of the current line, in bytes.
    pub(super) fn width(&self) -> usize {
        self.text.len() - self.start
    }

    /// The current line as far as it is written.
    pub(super) fn line(&self) -> &str {
        &self.text[self.start..]
    }

    /// Begins a line after whole lines that were added as they stand.
    pub(super) fn start_line(&mut self) {
        self.start = self.text.len();
        self.breakable = false;
    }

    /// How it is now.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            length: self.text.len(),
            start: self.start,
            breakable: self.breakable,
        }
    }

    /// Takes back what was written since.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.text.truncate(mark.length);
        self.start = mark.start;
        self.breakable = mark.breakable;
    }

    /// The text.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}
