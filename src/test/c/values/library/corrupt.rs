// Objects of Rust that are not in order: what cannot be true has a reason and is no value; !? is any.
use std::collections::{BTreeMap, HashMap, LinkedList, VecDeque};
use std::hint::black_box;
use std::num::NonZeroU32;
use std::rc::Rc;

fn pass(place: &str) {
    println!("#{place}");
}

fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

macro_rules! keep {
    ($($v:expr),*) => { unsafe { $( core::arch::asm!(concat!("/* ", line!(), " {} */"), in(reg) $v as *const _ as *const u8); )* } };
}

#[derive(Clone, Copy)]
#[repr(u8)]
pub enum State {
    New,
    Paid = 5,
}
pub enum Shape {
    Dot,
    Line(u32),
    Named(String),
}

#[inline(never)]
#[unsafe(no_mangle)]
pub fn text(s: &String, v: &Vec<String>, o: &Option<String>) {
    keep!(s, v, o);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn scalars(b: &bool, c: &char, n: &NonZeroU32, s: &State, o: &Option<State>, h: &Shape, p: &(bool, char)) {
    keep!(b, c, n, s, o, h, p);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn table(m: &HashMap<u32, u32>) {
    keep!(m);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn tree(m: &BTreeMap<u32, u32>) {
    keep!(m);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn list(l: &LinkedList<u32>) {
    keep!(l);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn ring(d: &VecDeque<u32>) {
    keep!(d);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn counted(r: &Rc<Vec<u8>>) {
    keep!(r);
}

/// The words of an object, of which some are changed.
fn with<T>(object: &T, words: &[(usize, usize)], look: impl Fn(&T)) {
    let size = std::mem::size_of::<T>();
    let mut copy = vec![0usize; size / 8 + 1];
    unsafe {
        std::ptr::copy_nonoverlapping(object as *const T as *const u8, copy.as_mut_ptr() as *mut u8, size);
        for (at, word) in words {
            copy[*at] = *word;
        }
        look(&*(black_box(copy.as_ptr()) as *const T));
    }
}

fn word<T>(object: &T, at: usize) -> usize {
    unsafe { *(object as *const T as *const usize).add(at) }
}

/// Where a word of an object has a value.
fn place<T>(object: &T, value: usize) -> usize {
    (0..std::mem::size_of::<T>() / 8).find(|i| word(object, *i) == value).unwrap()
}

fn main() {
    let mut s = String::with_capacity(8);
    s.push_str("text");
    let (v, o) = (vec!["a".to_string()], Some("b".to_string()));
    let (length, pointer) = (place(&s, 4), place(&s, s.as_ptr() as usize));
    for (at, value, why) in [
        (length, 9, "!its length, 9, is more than there is room for"),
        (length, 1 << 62, "!its length, 4611686018427387904, is more than there is room for"),
        (length, usize::MAX, "!its length, 18446744073709551615, is more than there is room for"),
        (pointer, 0, "!null pointer"),
        (pointer, 0xdead0000, "!page fault at 0xdead0000"),
        (pointer, 0xffff_8000_0000_0000, "!page fault at 0xffff800000000000"),
    ] {
        with(&s, &[(at, value)], |s| {
            pass("text");
            says("s", why);
            says("s == \"text\"", why);
            text(s, &v, &o);
        });
    }

    let mut bytes = [2u8, 9, 0, 77, 9, 0, 0, 0];
    let mut words = [0xd800u32, 0x110000, 0, 1];
    let shape = Shape::Line(7);
    unsafe {
        let (b, w) = (black_box(&mut bytes).as_ptr(), black_box(&mut words).as_ptr());
        pass("scalars");
        says("*b", "!`2` is neither true nor false");
        says("*c", "55296 '\\ud800'");
        says("n", 0);
        says("*s", "(enum corrupt::State)77");
        says("s == Paid", false);
        says("o", "Some((enum corrupt::State)9)");
        says("h", "Line(7)");
        says("p.1", 1114112);
        scalars(&*(b as *const bool), &*(w as *const char), &*(w.add(2) as *const NonZeroU32), &*(b.add(3) as *const State), &*(b.add(4) as *const Option<State>), &shape, &*(w as *const (bool, char)));
    }

    let m: HashMap<u32, u32> = (0..5).map(|i| (i, i * i)).collect();
    let (items, mask) = (place(&m, 5), place(&m, 7));
    for (at, value, why) in [
        (items, 3, "it links more elements than the 3 that it says it has"),
        (items, 7, "it says that it has more elements than the 5 that it links"),
        (items, 9, "its length, 9, is more than there is room for"),
        (items, usize::MAX, "its length, 18446744073709551615, is more than there is room for"),
        (mask, 6, "its length, 5, is more than there is room for"),
        (mask, usize::MAX, "its length, 5, is more than there is room for"),
        (mask, 1 << 40, "its length, 5, is more than there is room for"),
        (mask, 0, "its length, 5, is more than there is room for"),
    ] {
        with(&m, &[(at, value)], |m| {
            pass("table");
            says("m", format!("!{why}"));
            table(m);
        });
    }

    let t: BTreeMap<u32, u32> = (0..100).map(|i| (i, i)).collect();
    let (height, length) = (1, place(&t, 100));
    for (at, value) in [(height, 0), (height, 7), (height, usize::MAX), (length, 0), (length, usize::MAX), (0, 0xdead0000), (0, 8)] {
        with(&t, &[(at, value)], |t| {
            pass("tree");
            says("m", "!?");
            tree(t);
        });
    }
    // A node that is its own first child.
    let root = word(&t, 0);
    let edges = (0..60).find(|i| unsafe {
        let edge = *(root as *const usize).add(*i);
        edge > 1 << 40 && edge & 7 == 0 && *(edge as *const usize) == root
    });
    if let Some(first) = edges {
        let kept = unsafe { *(root as *const usize).add(first) };
        unsafe { *(root as *mut usize).add(first) = root };
        pass("tree");
        says("m", "!?");
        tree(&t);
        unsafe { *(root as *mut usize).add(first) = kept };
    }

    let l: LinkedList<u32> = (0..5).collect();
    let (head, tail, length) = (word(&l, 0), word(&l, 1), place(&l, 5));
    for (at, value) in [(length, 4), (length, 6), (length, usize::MAX), (0, tail), (0, 0), (0, 0xdead0000)] {
        with(&l, &[(at, value)], |l| {
            pass("list");
            says("l", "!?");
            list(l);
        });
    }
    black_box(head);

    let mut d: VecDeque<u32> = VecDeque::with_capacity(8);
    d.extend(0..5);
    let length = place(&d, 5);
    for value in [9, usize::MAX] {
        with(&d, &[(length, value)], |d| {
            pass("ring");
            says("d", format!("!its length, {value}, is more than there is room for"));
            ring(d);
        });
    }
    let r = Rc::new(vec![1, 2]);
    for value in [0, 0xdead0000usize] {
        with(&r, &[(0, value)], |r| {
            pass("counted");
            says("r.len()", "!?");
            counted(r);
        });
    }
}
