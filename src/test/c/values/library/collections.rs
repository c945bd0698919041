// Lists, hash tables and B-trees of Rust, with the truth as the program prints it.
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList};
use std::fmt::Display;
use std::hint::black_box;

fn pass(place: &str) {
    println!("#{place}");
}

fn says(expression: &str, value: impl Display) {
    println!("{expression}|{value}");
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    x: i32,
    y: i16,
}

pub struct Holder {
    id: u32,
    m: HashMap<u8, u64>,
    b: BTreeMap<u16, Point>,
}

#[inline(never)]
pub fn lists(l: &LinkedList<i32>, s: &LinkedList<String>) {
    black_box((l, s));
}

#[inline(never)]
pub fn hashed(m: &HashMap<String, i32>, n: &HashMap<u32, Point>, s: &HashSet<u16>, t: &mut HashSet<String>) {
    black_box((m, n, s, t));
}

#[inline(never)]
pub fn trees(m: &BTreeMap<u32, u64>, s: &BTreeMap<String, String>, b: &BTreeSet<i16>, p: &BTreeSet<Point>) {
    black_box((m, s, b, p));
}

#[inline(never)]
pub fn nested(m: &HashMap<u8, Vec<u32>>, b: &BTreeMap<u32, BTreeSet<u8>>, o: &Option<BTreeMap<u8, u8>>) {
    black_box((m, b, o));
}

#[inline(never)]
pub fn member(h: &Holder) {
    black_box(h);
    black_box((&h.id, &h.m, &h.b));
}

#[inline(never)]
pub fn shape(b: &BTreeSet<u32>) {
    black_box(b);
}

#[inline(never)]
pub fn sparse(m: &HashMap<u32, u64>, s: &HashSet<String>) {
    black_box((m, s));
}

#[inline(never)]
pub fn broken(m: &HashMap<u32, u32>, b: &BTreeMap<u32, u32>, l: &LinkedList<u64>) {
    black_box((m, b, l));
}

fn point(p: &Point) -> String {
    format!("{{x={}, y={}}}", p.x, p.y)
}

fn quoted(s: &String) -> String {
    format!("{s:?}")
}

/// The elements that are captured, and how many more there are.
fn some(all: Vec<String>, most: usize, open: &str, close: &str) -> String {
    let mut text = all.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > most {
        text += &format!(", … {} more", all.len() - most);
    }
    format!("{open}{text}{close}")
}

fn list(all: impl Iterator<Item = String>, most: usize) -> String {
    some(all.collect(), most, "[", "]")
}

fn set(all: impl Iterator<Item = String>, most: usize) -> String {
    some(all.collect(), most, "{", "}")
}

fn name(i: usize) -> String {
    if i % 2 == 0 { format!("a longer string, number {i}") } else { format!("s{i}") }
}

fn fill(n: usize) {
    let l: LinkedList<i32> = (0..n).map(|i| i as i32 * 3 - 7).collect();
    let s: LinkedList<String> = (0..n).map(name).collect();
    pass("lists");
    says("l", list(l.iter().map(i32::to_string), 16));
    says("s", list(s.iter().map(quoted), 8));
    says("l.len()", n);
    lists(&l, &s);

    let m: HashMap<String, i32> = (0..n).map(|i| (name(i), i as i32)).collect();
    let p: HashMap<u32, Point> = (0..n).map(|i| (i as u32 * 77, Point { x: i as i32, y: 1 })).collect();
    let t: HashSet<u16> = (0..n).map(|i| (i as u16).wrapping_mul(7)).collect();
    let mut u: HashSet<String> = (0..n).map(name).collect();
    pass("hashed");
    says("m", set(m.iter().map(|(k, v)| format!("{k:?}: {v}")), 8));
    says("n", set(p.iter().map(|(k, v)| format!("{k}: {}", point(v))), 16));
    says("s", set(t.iter().map(u16::to_string), 16));
    says("t", set(u.iter().map(quoted), 8));
    says("m.len()", n);
    hashed(&m, &p, &t, &mut u);

    let b: BTreeMap<u32, u64> = (0..n).map(|i| (i as u32 * 7919 % 100003, i as u64)).collect();
    let c: BTreeMap<String, String> = (0..n).map(|i| (name(i), name(i + 1))).collect();
    let d: BTreeSet<i16> = (0..n).map(|i| -(i as i16)).collect();
    let e: BTreeSet<Point> = (0..n).map(|i| Point { x: i as i32, y: 2 }).collect();
    pass("trees");
    says("m", set(b.iter().map(|(k, v)| format!("{k}: {v}")), 16));
    says("s", set(c.iter().map(|(k, v)| format!("{k:?}: {v:?}")), 8));
    says("b", set(d.iter().map(i16::to_string), 16));
    says("p", set(e.iter().map(point), 16));
    says("m.len() > 3", n > 3);
    trees(&b, &c, &d, &e);

    let h = Holder {
        id: 7,
        m: (0..n.min(100)).map(|i| (i as u8, i as u64)).collect(),
        b: (0..n.min(100)).map(|i| (i as u16, Point { x: 1, y: 2 })).collect(),
    };
    pass("member");
    says("h.id", 7);
    says("h.m", set(h.m.iter().map(|(k, v)| format!("{k}: {v}")), 16));
    says("h.b", set(h.b.iter().map(|(k, v)| format!("{k}: {}", point(v))), 16));
    member(&h);
}

/// Trees of many shapes, with removals.
fn grow() {
    let mut chance: u32 = 1;
    let mut b = BTreeSet::new();
    for i in 0..60 {
        for _ in 0..i / 4 {
            chance = chance.wrapping_mul(1103515245).wrapping_add(12345);
            b.insert((chance >> 16) & 0xfff);
            if i % 3 == 0 {
                b.pop_first();
            }
        }
        pass("shape");
        says("b", set(b.iter().map(u32::to_string), 16));
        shape(&b);
    }
}

fn nest(n: usize) {
    let m: HashMap<u8, Vec<u32>> = (0..n).map(|i| (i as u8, vec![i as u32; i % 4])).collect();
    let b: BTreeMap<u32, BTreeSet<u8>> = (0..n).map(|i| (i as u32, (0..i as u8).collect())).collect();
    let o: Option<BTreeMap<u8, u8>> = if n > 1 { Some((0..n).map(|i| (i as u8, 9)).collect()) } else { None };
    pass("nested");
    says("m", set(m.iter().map(|(k, v)| format!("{k}: {v:?}")), 8));
    says("b", set(b.iter().map(|(k, v)| format!("{k}: {}", set(v.iter().map(u8::to_string), 4))), 8));
    let content = o.as_ref().map(|o| set(o.iter().map(|(k, v)| format!("{k}: {v}")), 16));
    says("o", content.map(|c| format!("Some({c})")).unwrap_or("None".to_string()));
    nested(&m, &b, &o);
}

/// Tables from which most is gone.
fn thin_out() {
    for (n, few) in [(100, 1), (1000, 3), (7_000, 16), (7_000, 5), (7_000, 0)] {
        let mut m: HashMap<u32, u64> = (0..n).map(|i| (i, 1 << 40)).collect();
        let mut s: HashSet<String> = (0..n / 2).map(|i| name(i as usize)).collect();
        m.retain(|k, _| *k < few);
        s.retain(|k| k.len() == 2);
        pass("sparse");
        says("m", set(m.iter().map(|(k, v)| format!("{k}: {v}")), 16));
        says("s", set(s.iter().map(quoted), 8));
        says("m.len()", few);
        sparse(&m, &s);
    }
}

/// The word of an object that holds this number.
unsafe fn word<T>(object: &T, number: usize) -> *mut usize {
    let words = object as *const T as *mut usize;
    (0..std::mem::size_of::<T>() / 8).map(|i| words.add(i)).find(|w| **w == number).unwrap()
}

fn damage() {
    let m: HashMap<u32, u32> = (0..3).map(|i| (i, i)).collect();
    let b: BTreeMap<u32, u32> = (0..77).map(|i| (i, i)).collect();
    let l: LinkedList<u64> = (0..5).collect();
    let full = set(m.iter().map(|(k, v)| format!("{k}: {v}")), 16);
    let tree = set(b.iter().map(|(k, v)| format!("{k}: {v}")), 16);
    let row = list(l.iter().map(u64::to_string), 16);
    let tell = |m: &str, b: &str, l: &str| {
        pass("broken");
        says("m", m);
        says("b", b);
        says("l", l);
    };
    unsafe {
        // The buckets are 4, of which the mask is 3 as well as the number of elements.
        let words = &m as *const HashMap<u32, u32> as *mut usize;
        let items = (0..6).map(|i| words.add(i)).filter(|w| **w == 3).last().unwrap();
        let length = word(&b, 77);
        let words = &b as *const BTreeMap<u32, u32> as *mut usize;
        let root = (0..3).map(|i| words.add(i)).find(|w| **w > 77).unwrap();
        let count = word(&l, 5);
        tell(&full, &tree, &row);
        broken(&m, &b, &l);
        (*items, *length, *count) = (4, 1 << 60, 4);
        tell(
            "!it says that it has more elements than the 3 that it links",
            "!its length, 1152921504606846976, is more than there is room for",
            "!it links more elements than the 4 that it says it has",
        );
        broken(&m, &b, &l);
        (*items, *length, *count) = (2, 7, 6);
        tell(
            "!it links more elements than the 2 that it says it has",
            "!it links more elements than the 7 that it says it has",
            "!it says that it has more elements than the 5 that it links",
        );
        broken(&m, &b, &l);
        (*items, *length, *count) = (9, 77, 5);
        *root = 0;
        tell(
            "!its length, 9, is more than there is room for",
            "!it says that it has more elements than the 0 that it links",
            &row,
        );
        broken(&m, &b, &l);
        std::process::exit(0);
    }
}

fn main() {
    for n in [0, 1, 3, 8, 9, 16, 17, 30_000] {
        fill(n);
    }
    grow();
    thin_out();
    for n in [0, 1, 4, 5, 30] {
        nest(n);
    }
    damage();
}
