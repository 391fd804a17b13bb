//! The matching of the elements of two lists.

/// A test for elements that belong together.
pub(super) type MatchTest<'t, T> = &'t dyn Fn(&T, &T) -> bool;

/// The matched elements of two lists. Each element is in at most one pair.
pub(super) struct Matching<'a, T> {
    old: &'a [T],
    new: &'a [T],
    /// The indices of matched elements.
    pairs: Vec<(usize, usize)>,
}

impl<'a, T> Matching<'a, T> {
    pub(super) fn new(old: &'a [T], new: &'a [T]) -> Self {
        let pairs = Vec::new();
        Self { old, new, pairs }
    }

    /// Matches each old element that is not matched yet with the first such new one that passes the test.
    pub(super) fn extend(&mut self, test: MatchTest<'_, T>) {
        for (index, one) in self.old.iter().enumerate() {
            if self.has_old(index) {
                continue;
            }
            let other = self
                .new
                .iter()
                .enumerate()
                .find(|(other_index, other)| test(one, other) && !self.has_new(*other_index));
            self.pairs.extend(other.map(|(other, _)| (index, other)));
        }
    }

    /// Matches two elements by their indices.
    pub(super) fn push(&mut self, old: usize, new: usize) {
        self.pairs.push((old, new));
    }

    /// Returns the matched elements.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'a T, &'a T)> {
        let (old, new) = (self.old, self.new);
        self.pairs
            .iter()
            .map(move |(one, other)| (&old[*one], &new[*other]))
    }

    /// Returns the old elements that are not matched.
    pub(super) fn removed(&self) -> impl Iterator<Item = &'a T> {
        let old = self.old.iter().enumerate();
        old.filter(|(index, _)| !self.has_old(*index))
            .map(|(_, one)| one)
    }

    /// Returns the new elements that are not matched.
    pub(super) fn added(&self) -> impl Iterator<Item = &'a T> {
        let new = self.new.iter().enumerate();
        new.filter(|(index, _)| !self.has_new(*index))
            .map(|(_, one)| one)
    }

    /// Returns `true` if the matched elements are in another order in the new list.
    pub(super) fn is_reordered(&self) -> bool {
        let mut pairs = self.pairs.clone();
        pairs.sort_unstable();
        !pairs.is_sorted_by_key(|(_, other)| *other)
    }

    fn has_old(&self, index: usize) -> bool {
        self.pairs.iter().any(|(one, _)| *one == index)
    }

    fn has_new(&self, index: usize) -> bool {
        self.pairs.iter().any(|(_, other)| *other == index)
    }
}
