//! The text under parse, with the answers to "how far does this go from here" kept in tables.
//!
//! The grammar asks the same question from every position, often more than once. Each question gets one
//! table, filled from the end of the text on first use, so that an answer costs one step however often it
//! is asked: this is what keeps hostile input linear.

use crate::Options;
use crate::class::{self, Class};
use crate::item::Span;
use crate::reach::{self, Reach};

/// The text and its tables.
pub struct Scan<'t> {
    pub text: &'t str,
    pub options: &'t Options,
    classes: Vec<Class>,
    runs: [Option<Box<[u32]>>; class::COUNT],
    reaches: [Option<Box<[u32]>>; reach::COUNT],
    work: u64,
    budget: u64,
}

impl<'t> Scan<'t> {
    /// Takes up `text`, which must be shorter than 4 GiB, with `budget` work steps to spend.
    pub fn new(text: &'t str, options: &'t Options, budget: u64) -> Self {
        let mut classes = Vec::with_capacity(text.len());
        for c in text.chars() {
            classes.resize(classes.len() + c.len_utf8(), class::classify(c));
        }
        let mut scan = Self {
            text,
            options,
            classes,
            runs: [const { None }; class::COUNT],
            reaches: [const { None }; reach::COUNT],
            work: 0,
            budget,
        };
        scan.spend(text.len());
        scan
    }

    /// Counts `steps` of work.
    pub fn spend(&mut self, steps: usize) {
        self.work = self.work.saturating_add(steps as u64);
    }

    /// The work done so far, in steps.
    pub fn work(&self) -> u64 {
        self.work
    }

    /// Whether the budget is spent; what is found from then on is void.
    pub fn exhausted(&self) -> bool {
        self.work > self.budget
    }

    /// The text of `span`.
    pub fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.from..span.to).unwrap_or_default()
    }

    /// The text from `at` on.
    pub fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The byte at `at`.
    pub fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Whether `token` stands at `at`.
    pub fn looking_at(&self, at: usize, token: &str) -> bool {
        self.text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(token.as_bytes()))
    }

    /// The position after `token` if it stands at `at`.
    pub fn token(&self, at: usize, token: &str) -> Option<usize> {
        self.looking_at(at, token).then(|| at + token.len())
    }

    /// Whether the character at `at` is of one of `classes`.
    pub fn is(&self, at: usize, classes: Class) -> bool {
        self.classes.get(at).is_some_and(|class| class & classes != 0)
    }

    /// The position after the character at `at`, the end of the text at the end.
    pub fn next(&self, at: usize) -> usize {
        at + self.rest(at).chars().next().map_or(0, char::len_utf8)
    }

    /// The position after the character at `at` if it is of one of `classes`.
    pub fn one(&self, at: usize, classes: Class) -> Option<usize> {
        self.is(at, classes).then(|| self.next(at))
    }

    /// The position after the line end at `at`.
    pub fn line_end(&self, at: usize) -> Option<usize> {
        match self.byte(at)? {
            b'\r' if self.byte(at + 1) == Some(b'\n') => Some(at + 2),
            b'\r' | b'\n' => Some(at + 1),
            _ => None,
        }
    }

    /// The end of the line `at` is in, before its line end.
    pub fn until_line_end(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        self.spend(length);
        at + length
    }

    /// The end of the run of `class`, a single one, that starts at `at`; `at` itself when none does.
    pub fn run(&mut self, at: usize, class: Class) -> usize {
        if !self.is(at, class) {
            return at;
        }
        let index = class.trailing_zeros() as usize;
        if self.runs[index].is_none() {
            self.spend(self.classes.len());
            self.runs[index] = Some(reach::run_ends(&self.classes, class));
        }
        self.runs[index].as_ref().and_then(|ends| ends.get(at)).map_or(at, |end| *end as usize)
    }

    /// As [`Self::run`], for runs that must not be empty.
    pub fn some_run(&mut self, at: usize, class: Class) -> Option<usize> {
        self.is(at, class).then(|| self.run(at, class))
    }

    /// Where `reach` ends from `at`.
    pub fn reach(&mut self, at: usize, reach: Reach) -> Option<usize> {
        let index = reach as usize;
        if self.reaches[index].is_none() {
            self.spend(self.text.len());
            self.reaches[index] = Some(reach::fill(self, reach));
        }
        reach::known(self.reaches[index].as_ref()?, at)
    }
}
