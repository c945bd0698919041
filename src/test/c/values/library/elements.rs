// Containers of Rust whose elements the program prints as it has them:
// TABLE|ROW|INDEX|COLUMN|COLUMN…, and !TABLE|ROW|why for a mark or a reason of the whole.
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hint::black_box;

pub struct Point {
    x: i32,
    y: i16,
}

pub struct Named {
    name: String,
    at: Point,
    tags: Vec<u8>,
}

pub struct All {
    numbers: Vec<u32>,
    strings: Vec<String>,
    named: Vec<Named>,
    pairs: Vec<(u8, &'static str)>,
    some: Vec<Option<u8>>,
    ring: VecDeque<u16>,
    three: [u16; 3],
    boxed: Box<[i64]>,
    maybe: Option<Vec<u8>>,
    tree: BTreeMap<u16, u8>,
    hash: HashMap<u32, u16>,
}

#[inline(never)]
pub fn look(a: &All, points: &[Point], words: &[&str]) {
    black_box((a, points, words));
}

fn rows<T>(table: &str, row: usize, all: impl ExactSizeIterator<Item = T>, most: usize, text: impl Fn(T) -> String) {
    let count = all.len();
    for (i, element) in all.enumerate().take(most) {
        println!("{table}|{row}|{i}|{}", text(element));
    }
    if count > most {
        println!("!{table}|{row}|truncated at {most} of {count} elements");
    } else {
        println!("!{table}|{row}|");
    }
}

fn pass(row: usize, a: &All, points: &[Point], words: &[&str]) {
    look(a, points, words);
    rows("e_numbers", row, a.numbers.iter(), 1024, |v| v.to_string());
    rows("s_strings", row, a.strings.iter(), 51, |v| v.clone());
    rows("n_named", row, a.named.iter(), 18, |v| format!("{}|{}|{}|{:?}", v.name, v.at.x, v.at.y, v.tags));
    rows("p_pairs", row, a.pairs.iter(), 36, |v| format!("{}|{}", v.0, v.1));
    rows("e_some", row, a.some.iter(), 2048, |v| format!("{v:?}"));
    rows("e_ring", row, a.ring.iter(), 256, |v| v.to_string());
    rows("e_three", row, a.three.iter(), 3, |v| v.to_string());
    rows("e_boxed", row, a.boxed.iter(), 512, |v| v.to_string());
    match &a.maybe {
        Some(v) => rows("e_maybe", row, v.iter(), 4096, |v| v.to_string()),
        None => println!("!e_maybe|{row}|it holds another alternative"),
    }
    rows("e_points", row, points.iter(), 512, |v| format!("{}|{}", v.x, v.y));
    rows("k_tree", row, a.tree.iter(), 85, |(k, v)| format!("{k}|{v}"));
    rows("k_hash", row, a.hash.iter(), 170, |(k, v)| format!("{k}|{v}"));
    rows("s_words", row, words.iter(), 51, |v| v.to_string());
}

fn main() {
    let mut a = All {
        numbers: vec![],
        strings: vec![],
        named: vec![],
        pairs: vec![],
        some: vec![],
        ring: VecDeque::with_capacity(16),
        three: [1, 2, 65535],
        boxed: Box::new([i64::MIN, -1]),
        maybe: None,
        tree: BTreeMap::new(),
        hash: HashMap::new(),
    };
    pass(0, &a, &[], &[]);
    a.numbers = (0..2000).map(|i| i * i).collect();
    a.strings = vec!["eins".into(), "".into(), "grün".into()];
    a.pairs = vec![(1, "one"), (2, "two")];
    a.some = vec![None, Some(7)];
    a.maybe = Some(vec![1, 2, 3]);
    a.tree = (0..300).map(|i| (i * 7 % 300, i as u8)).collect();
    a.hash = (0..300).map(|i| (i * i, i as u16)).collect();
    for i in 0..20 {
        a.ring.push_back(i);
        a.ring.pop_front();
        a.ring.push_back(100 + i);
        a.named.push(Named { name: format!("n{i}"), at: Point { x: i as i32, y: -1 }, tags: vec![i as u8; 2] });
    }
    pass(1, &a, &[Point { x: 1, y: -2 }, Point { x: 3, y: -4 }], &["GET", "", "POST"]);
}
