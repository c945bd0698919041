// What Rust has and C has not, with the truth printed by the program itself.
use std::hint::black_box;

fn pass(place: &str) {
    println!("#{place}");
}

macro_rules! n {
    ($($e:expr),*) => { $( println!("{}|{}", stringify!($e).replace("self .", "self."), $e as i64); )* };
}

#[derive(Clone, Copy, PartialEq)]
#[repr(u8)]
pub enum State {
    New,
    Paid = 5,
    Sent,
}

pub enum Payment {
    Cash(u32),
    Card { number: u64, month: u8 },
    Free,
}

pub struct Point(i16, i64);

pub struct Order<'a> {
    id: u64,
    count: i8,
    open: bool,
    letter: char,
    state: State,
    point: Point,
    payment: Payment,
    note: Option<&'a str>,
    next: Option<Box<u32>>,
}

pub union Raw {
    word: u32,
    bytes: [u8; 4],
}

static mut TAKEN: i32 = 17;
static LIMIT: u16 = 900;

impl<'a> Order<'a> {
    #[inline(never)]
    pub fn take(&self, many: i32, scale: f64) -> i64 {
        pass("take");
        n!(many, self.id, self.count, self.point.1);
        println!("self.open|{}", self.open);
    println!("self.letter|{}", self.letter as u32);
    println!("self.state|Paid");
        black_box(scale);
        self.id as i64 + many as i64
    }
}

pub trait Priced {
    fn price(&self) -> i64;
}

impl Priced for Point {
    #[inline(never)]
    fn price(&self) -> i64 {
        pass("price");
        n!(self.0, self.1);
        self.0 as i64 * self.1
    }
}

mod shelf {
    pub mod top {
        #[inline(never)]
        pub fn place<T: Copy + Into<i64>>(what: T, at: usize) -> i64 {
            super::super::pass("place");
            println!("at|{at}");
            let sum: i64 = what.into() + at as i64;
            super::super::black_box(sum)
        }
    }
}

#[inline(never)]
fn numbers(a: i8, b: u8, c: i16, d: u16, e: i32, f: u32, g: i64, h: u64, i: isize, j: bool) -> i64 {
    pass("numbers");
    n!(a, b, c, d, e, f, g, h, i);
    println!("j|{j}");
    black_box(a as i64 + b as i64 + c as i64 + d as i64 + e as i64 + f as i64 + g + h as i64 + i as i64 + j as i64)
}

#[inline(never)]
fn shapes(big: i128, letter: char, raw: &Raw, list: &[u16; 3], text: &str, pair: (u8, i32)) -> i64 {
    pass("shapes");
    n!(big, pair.0, pair.1);
    println!("letter|{}", letter as u32);
    println!("raw.word|{}", unsafe { raw.word });
    println!("list[1]|{}", list[1]);
    black_box(big as i64 + letter as i64 + unsafe { raw.word } as i64 + text.len() as i64 + pair.0 as i64)
}

fn main() {
    let order = Order {
        id: 42,
        count: -3,
        open: true,
        letter: '€',
        state: State::Paid,
        point: Point(-7, 1 << 40),
        payment: Payment::Card { number: 4111, month: 12 },
        note: Some("fragile"),
        next: Some(Box::new(9)),
    };
    let mut sum = order.take(black_box(6), 1.5) + order.point.price();
    sum += shelf::top::place(black_box(3i32), 2) + shelf::top::place(black_box(5u8), 4);
    sum += numbers(-1, 200, -300, 60000, -70000, 4_000_000_000, -1 << 50, 1 << 50, -5, true);
    let raw = Raw { word: black_box(0x01020304) };
    sum += shapes(-1, 'ß', &raw, &[1, 2, 65535], "text", (3, -4));
    let twice = |n: i64| {
        pass("closure");
        println!("n|{n}");
        n * 2 + sum
    };
    let total = twice(black_box(11));
    unsafe { TAKEN += total as i32 };
    let free = matches!(black_box(&Payment::Free), Payment::Free) as i64 + matches!(black_box(Payment::Cash(1)), Payment::Cash(_)) as i64;
    println!("{} {} {}", total + free, LIMIT, order.letter as u32 + order.state as u32 + order.note.map_or(0, |n| n.len() as u32) + order.next.map_or(0, |n| *n) + match order.payment { Payment::Card { number, month } => number as u32 + month as u32, _ => 0 } + unsafe { raw.bytes[0] } as u32);
}
