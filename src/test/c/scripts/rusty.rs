// Values of Rust's library, whole and broken, for scripts made by chance. It obeys as driver.h does.
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::BuildHasherDefault;
use std::hint::black_box;
use std::io::{stdin, stdout, BufRead, Write};
use std::mem::{forget, size_of};
use std::path::PathBuf;
use std::rc::Rc;

/// Memory by the same calls is at the same place at each hit of a seed.
struct Arena;
#[repr(align(16))]
struct Room([u8; 1 << 18]);
static mut ROOM: Room = Room([0; 1 << 18]);
static mut USED: usize = 0;
static mut BUILDING: bool = false;

unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !BUILDING {
            return System.alloc(layout);
        }
        let at = (USED + layout.align() - 1) & !(layout.align() - 1);
        USED = (at + layout.size() + 15) & !15;
        assert!(USED <= size_of::<Room>());
        (&raw mut ROOM as *mut u8).add(at)
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        let room = &raw const ROOM as usize;
        if (at as usize) < room || (at as usize) >= room + size_of::<Room>() {
            System.dealloc(at, layout);
        }
    }
}
#[global_allocator]
static ARENA: Arena = Arena;

static mut STATE: u64 = 0;

/// A number by chance, often one at the edge of a type.
fn next() -> u64 {
    const EDGES: [u64; 17] = [
        0, 1, !0, 2, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
        0x7fffffffffffffff, 0x8000000000000000,
    ];
    unsafe {
        STATE ^= STATE << 13;
        STATE ^= STATE >> 7;
        STATE ^= STATE << 17;
        if STATE % 3 != 0 { EDGES[(STATE / 3 % 17) as usize] } else { STATE >> (STATE % 61) }
    }
}

type Hasher = BuildHasherDefault<DefaultHasher>;

pub struct Item {
    id: i32,
    name: String,
    maybe: Option<i32>,
    both: (i16, i64),
}

pub struct Guarded {
    inside: Cell<i16>,
    kept: Box<u8>,
}

pub trait Draw {
    fn draw(&self) -> u32;
}
impl Draw for Guarded {
    fn draw(&self) -> u32 {
        self.inside.get() as u32
    }
}
impl Draw for Item {
    fn draw(&self) -> u32 {
        self.id as u32
    }
}

pub enum Shape {
    Point,
    Circle(f64),
    Rect { w: i32, h: i16 },
    Named(String),
}

pub struct All {
    text: String,
    view: &'static str,
    boxed: Box<str>,
    path: PathBuf,
    numbers: Vec<i32>,
    items: Vec<Item>,
    names: Vec<String>,
    few: [i16; 4],
    slice: &'static [u16],
    queue: VecDeque<i32>,
    lines: VecDeque<String>,
    maybe: Option<i32>,
    letter: Option<char>,
    named: Option<String>,
    either: Result<i64, String>,
    shape: Shape,
    owned: Box<Item>,
    perhaps: Option<Box<Item>>,
    shared: Rc<Item>,
    cell: Cell<i32>,
    lent: RefCell<u16>,
    pair: (i32, String),
    table: HashMap<i32, String, Hasher>,
    counts: HashMap<u16, u64, Hasher>,
    hashed: HashSet<u64, Hasher>,
    map: BTreeMap<i16, i64>,
    named_by: BTreeMap<u8, String>,
    set: BTreeSet<u32>,
    list: LinkedList<i32>,
    words: LinkedList<String>,
    vectors: Vec<Vec<i32>>,
    sets: Vec<BTreeSet<u8>>,
    nested: Option<BTreeSet<u8>>,
    wide: u128,
    flag: bool,
    guarded: Vec<Guarded>,
    shares: Vec<(i16, Rc<u32>)>,
    drawn: Box<dyn Draw>,
}

pub static mut one: *const All = std::ptr::null();
pub static mut counter: i32 = 0;
static mut BROKEN: *mut All = std::ptr::null_mut();

fn word() -> String {
    const WORDS: [&str; 8] = ["", "GET", "GET /index.html and more", "POST", "x", "été", "0123456789abcdef", "a \"b\"\n"];
    let mut w = String::from(WORDS[(next() % 8) as usize]);
    if next() % 8 == 0 {
        for _ in 0..next() % 300 {
            w.push('z');
        }
    }
    w
}

fn many<T>(most: u64, some: impl Fn() -> T) -> Vec<T> {
    (0..next() % most).map(|_| some()).collect()
}

fn item() -> Item {
    Item {
        id: next() as i32,
        name: word(),
        maybe: if next() & 1 == 0 { None } else { Some(next() as i32) },
        both: (next() as i16, next() as i64),
    }
}

fn build() -> *mut All {
    const SLICE: [u16; 5] = [1, 2, 40000, 65535, 0];
    let few = [next() as i16, next() as i16, next() as i16, next() as i16];
    let mut queue: VecDeque<i32> = many(20, || next() as i32).into();
    while queue.len() > 7 {
        queue.pop_front();
        queue.push_back(next() as i32);
        queue.pop_front();
    }
    let mut counts = HashMap::default();
    for _ in 0..next() % 40 {
        counts.insert(next() as u16, next());
    }
    for k in 0..200 {
        counts.remove(&k);
    }
    let all = All {
        text: word(),
        view: &"a view of this"[(next() % 10) as usize..],
        boxed: word().into_boxed_str(),
        path: PathBuf::from(word()),
        numbers: many(12, || next() as i32),
        items: many(4, item),
        names: many(5, word),
        few,
        slice: &SLICE[(next() % 5) as usize..],
        queue,
        lines: many(10, word).into(),
        maybe: if next() & 1 == 0 { None } else { Some(next() as i32) },
        letter: if next() & 1 == 0 { None } else { Some('é') },
        named: if next() & 1 == 0 { None } else { Some(word()) },
        either: if next() & 1 == 0 { Ok(next() as i64) } else { Err(word()) },
        shape: match next() % 4 {
            0 => Shape::Point,
            1 => Shape::Circle(2.25),
            2 => Shape::Rect { w: next() as i32, h: next() as i16 },
            _ => Shape::Named(word()),
        },
        owned: Box::new(item()),
        perhaps: if next() & 1 == 0 { None } else { Some(Box::new(item())) },
        shared: Rc::new(item()),
        cell: Cell::new(next() as i32),
        lent: RefCell::new(next() as u16),
        pair: (next() as i32, word()),
        table: many(12, || (next() as i32, word())).into_iter().collect(),
        counts,
        hashed: many(20, next).into_iter().collect(),
        map: many(60, || (next() as i16, next() as i64)).into_iter().collect(),
        named_by: many(20, || (next() as u8, word())).into_iter().collect(),
        set: many(30, || next() as u32).into_iter().collect(),
        list: many(20, || next() as i32).into_iter().collect(),
        words: many(11, word).into_iter().collect(),
        vectors: many(5, || many(9, || next() as i32)),
        sets: many(5, || many(9, || next() as u8).into_iter().collect()),
        nested: if next() & 1 == 0 { None } else { Some(many(9, || next() as u8).into_iter().collect()) },
        wide: (next() as u128) << 64 | next() as u128,
        flag: next() & 1 == 1,
        guarded: many(4, || Guarded { inside: Cell::new(next() as i16), kept: Box::new(next() as u8) }),
        shares: many(4, || (next() as i16, Rc::new(next() as u32))),
        drawn: if next() & 1 == 0 { Box::new(item()) } else { Box::new(Guarded { inside: Cell::new(1), kept: Box::new(2) }) },
    };
    Box::into_raw(Box::new(all))
}

/// Mostly a place where there is something.
fn astray(from: usize, size: usize) -> u64 {
    match next() % 6 {
        0 => 0,
        1 => 0x1000_0000_0000,
        2 => next(),
        _ => (from as u64 + next() % size as u64) & !(if next() % 5 == 0 { 3 } else { 7 }),
    }
}

fn fill() {
    unsafe {
        std::ptr::write_bytes(&raw mut ROOM, 0, 1);
        USED = 0;
        BUILDING = true;
        one = build();
        let start = USED;
        BROKEN = build();
        BUILDING = false;
        let from = (&raw mut ROOM as *mut u8).add(start) as *mut u64;
        for _ in 0..next() % 160 {
            let inside = if next() & 1 == 0 { (BROKEN as *mut u64).add((next() as usize) % (size_of::<All>() / 8)) }
                else { from.add((next() as usize) % ((USED - start) / 8)) };
            *inside = if next() % 3 != 0 { (*inside).wrapping_add(next() % 3).wrapping_sub(1) }
                else { astray(from as usize, USED - start) };
        }
        counter = next() as i32;
    }
}

/// Reads and keeps its hands off everything else; is told whether to say what there is.
#[inline(never)]
fn pause_here() -> bool {
    println!("here");
    let mut line = String::new();
    stdin().lock().read_line(&mut line).unwrap();
    line.starts_with("on,")
}

#[inline(never)]
fn work(a: &All, broken: &All, by: &String, n: i32, list: &[i32], maybe: Option<i32>, view: &str) -> i64 {
    let odd = n & 1 == 1;
    let says = black_box(pause_here()); // /* HERE */
    black_box((a, broken, by, list, maybe, view, &raw mut counter));
    (n as i64) << 2 | (odd as i64) << 1 | says as i64
}

/// The most bytes of a string.
const CAP: usize = 32;

fn text(s: &str, quoted: bool) -> String {
    let mut most = s.len().min(CAP);
    while !s.is_char_boundary(most) {
        most -= 1;
    }
    let shown = s[..most].replace('\n', "\\n");
    let shown = if quoted { format!("\"{}\"", shown.replace('"', "\\\"")) } else { shown };
    if s.len() > CAP { shown + "…" } else { shown }
}

/// A value as a cell shows it inside of another one; `depth` says of how many.
trait Show {
    const FOLLOWED: bool = false;
    fn show(&self, depth: usize) -> String;
}
macro_rules! numbers { ($($t:ty)*) => { $(impl Show for $t { fn show(&self, _: usize) -> String { self.to_string() } })* } }
numbers!(i16 i32 i64 u8 u16 u32 u64 u128 bool usize);
impl Show for f64 {
    fn show(&self, _: usize) -> String {
        format!("{self:?}")
    }
}
impl Show for String {
    const FOLLOWED: bool = true;
    fn show(&self, _: usize) -> String {
        text(self, true)
    }
}
fn some<'a, T: Show + 'a>(all: impl ExactSizeIterator<Item = &'a T>, most: usize, depth: usize) -> String {
    joined(all.map(|e| e.show(depth + 1)), most)
}
fn joined(all: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let count = all.len();
    let mut shown: Vec<String> = all.take(most).collect();
    if count > most {
        shown.push(format!("… {} more", count - most));
    }
    shown.join(", ")
}
fn looked_for<T: Show>(depth: usize) -> usize {
    if depth > 0 { 4 } else if T::FOLLOWED { 8 } else { 16 }
}
fn in_a_row<T: Show>(depth: usize) -> usize {
    if !T::FOLLOWED { CAP / size_of::<T>() } else if depth > 0 { 4 } else { 12 }
}
impl<T: Show> Show for Vec<T> {
    const FOLLOWED: bool = true;
    fn show(&self, depth: usize) -> String {
        format!("[{}]", some(self.iter(), in_a_row::<T>(depth), depth))
    }
}
impl<T: Show> Show for [T] {
    const FOLLOWED: bool = true;
    fn show(&self, depth: usize) -> String {
        format!("[{}]", some(self.iter(), in_a_row::<T>(depth), depth))
    }
}
impl<T: Show, const N: usize> Show for [T; N] {
    fn show(&self, depth: usize) -> String {
        format!("[{}]", some(self.iter(), N, depth))
    }
}
impl<T: Show> Show for VecDeque<T> {
    const FOLLOWED: bool = true;
    fn show(&self, depth: usize) -> String {
        format!("[{}]", some(self.iter(), looked_for::<T>(depth), depth))
    }
}
impl<T: Show> Show for LinkedList<T> {
    const FOLLOWED: bool = true;
    fn show(&self, depth: usize) -> String {
        format!("[{}]", some(self.iter(), looked_for::<T>(depth), depth))
    }
}
impl<T: Show> Show for BTreeSet<T> {
    const FOLLOWED: bool = true;
    fn show(&self, depth: usize) -> String {
        format!("{{{}}}", some(self.iter(), looked_for::<T>(depth), depth))
    }
}
impl<T: Show> Show for HashSet<T, Hasher> {
    const FOLLOWED: bool = true;
    fn show(&self, depth: usize) -> String {
        format!("{{{}}}", some(self.iter(), looked_for::<T>(depth), depth))
    }
}
macro_rules! maps { ($($t:ty),*) => { $(impl<K: Show, V: Show> Show for $t {
    const FOLLOWED: bool = true;
    fn show(&self, depth: usize) -> String {
        let all = self.iter().map(|(k, v)| format!("{}: {}", k.show(depth + 1), v.show(depth + 1)));
        format!("{{{}}}", joined(all, looked_for::<V>(depth)))
    }
})* } }
maps!(BTreeMap<K, V>, HashMap<K, V, Hasher>);
impl<T: Show> Show for Option<T> {
    const FOLLOWED: bool = T::FOLLOWED;
    fn show(&self, depth: usize) -> String {
        self.as_ref().map_or("None".to_string(), |v| format!("Some({})", v.show(depth)))
    }
}
impl<T: Show, E: Show> Show for Result<T, E> {
    const FOLLOWED: bool = T::FOLLOWED || E::FOLLOWED;
    fn show(&self, depth: usize) -> String {
        match self {
            Ok(v) => format!("Ok({})", v.show(depth)),
            Err(e) => format!("Err({})", e.show(depth)),
        }
    }
}
impl Show for Shape {
    const FOLLOWED: bool = true;
    fn show(&self, depth: usize) -> String {
        match self {
            Shape::Point => "Point".to_string(),
            Shape::Circle(r) => format!("Circle({})", r.show(depth)),
            Shape::Rect { w, h } => format!("Rect{{w={w}, h={h}}}"),
            Shape::Named(s) => format!("Named({})", s.show(depth)),
        }
    }
}

fn say(a: &All) {
    macro_rules! values { ($($e:tt)*) => { $(println!("=a->{}|{}", stringify!($e), a.$e.show(0));)* } }
    macro_rules! texts { ($($e:tt)*) => { $(println!("=a->{}|{}", stringify!($e), text(&a.$e, false));)* } }
    texts!(text view boxed);
    println!("=a->path|{}", text(a.path.to_str().unwrap(), false));
    values!(numbers names few slice queue lines maybe named either shape table hashed map named_by set list words
        vectors sets nested wide flag);
    // Of a hash table as many places are looked at as 16 of its elements have.
    println!("=a->numbers.len()|{}", a.numbers.len());
    println!("=a->map.len()|{}", a.map.len());
    println!("=a->counts.len()|{}", a.counts.len());
    println!("=a->queue.len()|{}", a.queue.len());
    println!("=a->text.len()|{}", a.text.len());
    println!("=a->pair.0|{}", a.pair.0);
    println!("=a->pair.1|{}", text(&a.pair.1, false));
    println!("=a->cell|{}", a.cell.get());
    println!("=a->lent|{}", *a.lent.borrow());
    println!("=a->shared->id|{}", a.shared.id);
    println!("=a->owned->name|{}", text(&a.owned.name, false));
    println!("=a->owned->both.1|{}", a.owned.both.1);
    if let Some(v) = a.maybe {
        println!("=a->maybe.Some.0|{v}");
    }
    if let Some(v) = &a.named {
        println!("=a->named.Some.0|{}", text(v, false));
    }
    if let Some(v) = &a.perhaps {
        println!("=a->perhaps.Some.0->id|{}", v.id);
    }
    if let Shape::Rect { w, h } = a.shape {
        println!("=a->shape.Rect.w|{w}");
        println!("=a->shape.Rect.h|{h}");
    }
    if let Err(s) = &a.either {
        println!("=a->either.Err.0|{}", text(s, false));
    }
    if a.numbers.len() > 3 {
        println!("=a->numbers[3]|{}", a.numbers[3]);
    }
    if a.queue.len() > 5 {
        println!("=a->queue[5]|{}", a.queue[5]);
    }
    if a.names.len() > 2 {
        println!("=a->names[2]|{}", text(&a.names[2], false));
    }
    black_box(&a.items);
    black_box(a.drawn.draw() + a.guarded.iter().map(|g| *g.kept as u32).sum::<u32>() + a.shares.iter().map(|s| *s.1).fold(0, |x, y| x ^ y));
    black_box(&a.letter);
    black_box(&a.items.first().map(|i| (i.maybe, i.both.0)));
}

fn main() {
    let mut line = String::new();
    while stdin().lock().read_line(&mut line).unwrap() > 0 {
        let seed: u64 = line[4..].trim().parse().unwrap();
        unsafe { STATE = seed.wrapping_mul(0x9e3779b97f4a7c15).wrapping_add(1) };
        for _ in 0..8 {
            next();
        }
        fill();
        let (a, broken) = unsafe { (&*one, &*BROKEN) };
        let maybe = if next() & 1 == 0 { None } else { Some(next() as i32) };
        let result = work(a, broken, &a.text, next() as i32, &a.numbers, maybe, a.view);
        if result & 1 == 1 {
            say(a);
        }
        println!("{result}");
        stdout().flush().unwrap();
        forget(std::mem::take(&mut line));
    }
}
