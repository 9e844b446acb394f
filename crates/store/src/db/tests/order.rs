//! Events are told in the order of the commits.

use super::super::order::{Order, Turn};
use super::{COUNT_UP, KEEP, MAKE, Place, Told, both, mark};
use crate::{StoreError, Tx, values};
use futures_util::future::join_all;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::Semaphore;

const ROWS: usize = 5;
const WRITERS: usize = 64;

/// A small generator: the same seed gives the same work.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Counts one or two rows up, in one order so that nobody waits in a circle, and records what it counted.
async fn count_up(tx: &mut Tx, rows: &BTreeSet<u64>, fails: bool) -> Result<(), StoreError> {
    for row in rows {
        let name = row.to_string();
        let number = tx.count(&COUNT_UP, &values![name.as_str()]).await?;
        tx.lock_order(&name);
        tx.record(mark(format!("{name} {number}")));
    }
    if fails { Err(StoreError::Invalid("no".into())) } else { Ok(()) }
}

/// Each row's numbers, as they were told.
fn told_by_row(place: &Place) -> BTreeMap<String, Vec<i64>> {
    let mut rows: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for text in place.told.marks() {
        let (row, number) = text.split_once(' ').unwrap();
        rows.entry(row.to_owned()).or_default().push(number.parse().unwrap());
    }
    rows
}

async fn write_at_once(place: &Place, seed: u64) -> usize {
    let writers = (0..WRITERS as u64).map(|writer| {
        let db = place.db.clone();
        let mut dice = Dice(seed.wrapping_mul(1000).wrapping_add(writer));
        tokio::spawn(async move {
            let mut counted = 0;
            for _ in 0..8 {
                let rows: BTreeSet<u64> = (0..=dice.below(2)).map(|_| dice.below(ROWS as u64)).collect();
                let (many, fails) = (rows.len(), dice.below(6) == 0);
                let work = db.write(move |tx| Box::pin(async move { count_up(tx, &rows, fails).await }));
                assert_eq!(work.await.is_err(), fails);
                counted += if fails { 0 } else { many };
            }
            counted
        })
    });
    join_all(writers).await.into_iter().map(Result::unwrap).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn under_many_writers() {
    both(async |place| {
        place.run(&MAKE, vec![]).await.unwrap();
        for row in 0..ROWS {
            place.run(&KEEP, values![row.to_string(), 0].to_vec()).await.unwrap();
        }
        let mut last: BTreeMap<String, i64> = BTreeMap::new();
        for seed in 1..=4 {
            println!("seed {seed}");
            let counted = write_at_once(place, seed).await;
            let told = told_by_row(place);
            assert_eq!(told.values().map(Vec::len).sum::<usize>(), counted);
            for (row, numbers) in told {
                let from = last.get(&row).copied().unwrap_or(0);
                let expected: Vec<i64> = (from + 1..).take(numbers.len()).collect();
                assert_eq!(numbers, expected, "row {row}");
                last.insert(row, from + i64::try_from(expected.len()).unwrap());
            }
        }
    })
    .await;
}

/// On SQLite all transactions have one order, rows or not.
#[tokio::test(flavor = "multi_thread")]
async fn overall_on_sqlite() {
    let fresh = rustle_testkit::databases().await.swap_remove(0);
    let place = Place::of(fresh).await;
    place.run(&MAKE, vec![]).await.unwrap();
    place.run(&KEEP, values!["all", 0].to_vec()).await.unwrap();
    let works = (0..500).map(|_| {
        place.db.write::<_, StoreError, _>(|tx| {
            Box::pin(async move {
                let number = tx.count(&COUNT_UP, &values!["all"]).await?;
                tx.record(mark(number.to_string()));
                Ok(())
            })
        })
    });
    join_all(works).await.into_iter().for_each(Result::unwrap);
    let expected: Vec<String> = (1..=500).map(|n| n.to_string()).collect();
    assert_eq!(place.told.marks(), expected);
}

/// One transaction of the model: the rows it locks one after the other, and whether it commits.
#[derive(Clone, Debug)]
struct Plan {
    rows: BTreeSet<u8>,
    commits: bool,
}

fn plans() -> impl Strategy<Value = (Vec<Plan>, Vec<prop::sample::Index>)> {
    let plan = (proptest::collection::btree_set(0..4_u8, 0..4), prop::bool::weighted(0.8))
        .prop_map(|(rows, commits)| Plan { rows, commits });
    (proptest::collection::vec(plan, 1..12), proptest::collection::vec(any::<prop::sample::Index>(), 80))
}

/// The database's side of a model run: who holds which row, and in which order transactions ended.
struct Model {
    plans: Vec<Plan>,
    turns: Vec<Option<Turn>>,
    held: Vec<BTreeSet<u8>>,
    ended: Vec<usize>,
}

impl Model {
    /// May this transaction do something now? Locked rows wait, as in the database.
    fn can(&self, at: usize) -> bool {
        let next = self.plans[at].rows.iter().find(|r| !self.held[at].contains(*r));
        let free = |row: &u8| {
            (0..self.plans.len()).all(|o| o == at || self.ended.contains(&o) || !self.held[o].contains(row))
        };
        self.turns[at].is_some() && next.is_none_or(free)
    }
    /// Locks the next row; or ends in the database, which frees the rows; or, later, lets the listener know.
    fn step(&mut self, at: usize) {
        let next = self.plans[at].rows.iter().copied().find(|r| !self.held[at].contains(r));
        match next {
            Some(row) => {
                self.held[at].insert(row);
                self.turns[at].as_mut().unwrap().take(&row.to_string());
            }
            None if !self.ended.contains(&at) => self.ended.push(at),
            None => {
                let turn = self.turns[at].take().unwrap();
                if self.plans[at].commits {
                    turn.committed(vec![mark(at.to_string())]);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn in_every_interleaving((plans, choices) in plans()) {
        let told = Told::default();
        let order = Order::new(told.publish());
        let many = plans.len();
        let turns = (0..many).map(|_| Some(order.turn())).collect();
        let mut model = Model { plans, turns, held: vec![BTreeSet::new(); many], ended: Vec::new() };
        let mut choices = choices.into_iter().cycle();
        loop {
            let able: Vec<usize> = (0..many).filter(|at| model.can(*at)).collect();
            if able.is_empty() {
                break;
            }
            model.step(*choices.next().unwrap().get(&able));
        }
        prop_assert!(model.turns.iter().all(Option::is_none), "the model itself hangs");
        let told: Vec<usize> = told.marks().iter().map(|t| t.parse().unwrap()).collect();
        let mut all: Vec<usize> = (0..many).filter(|at| model.plans[*at].commits).collect();
        for row in 0..4 {
            let of_row = |list: &[usize]| -> Vec<usize> {
                list.iter().copied().filter(|at| model.plans[*at].commits && model.plans[*at].rows.contains(&row)).collect()
            };
            prop_assert_eq!(of_row(&told), of_row(&model.ended));
        }
        let mut sorted = told;
        sorted.sort_unstable();
        all.sort_unstable();
        prop_assert_eq!(sorted, all, "each is told once, and none is kept back");
    }
}

/// The lines are not a lock: with the listener busy, transactions still end.
#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_is_dropped_lets_the_next_pass() {
    let told = Told::default();
    let order = Order::new(told.publish());
    let (mut first, mut second) = (order.turn(), order.turn());
    first.take("row");
    second.take("row");
    second.committed(vec![mark("second")]);
    assert_eq!(told.marks(), Vec::<String>::new());
    let gate = Arc::new(Semaphore::new(0));
    let opened = gate.clone();
    tokio::spawn(async move {
        drop(first);
        opened.add_permits(1);
    });
    let _ = gate.acquire().await.unwrap();
    assert_eq!(told.marks(), ["second"]);
}
