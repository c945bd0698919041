// Behind six numbers, which take the registers: what is passed on the stack, and what by an address
// that is there.
#![allow(dead_code)]
use std::hint::black_box;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Wide {
    a: u64,
    b: u64,
    c: u32,
}

#[derive(Clone, Copy)]
pub struct Id(u64);

#[inline(never)]
pub fn last(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, r: Result<u8, String>) -> u64 {
    black_box(&r);
    a + b + c + d + e + f
}

#[inline(never)]
pub fn more(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, s: String, w: Wide, t: (u64, u64, u64), four: [u64; 4]) -> u64 {
    black_box((&s, &w, &t, &four));
    a + b + c + d + e + f
}

#[inline(never)]
pub fn small(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, big: u128, id: Id, n: i64, x: [u8; 8]) -> u64 {
    black_box((&big, &id, &n, &x));
    a + b + c + d + e + f
}

#[inline(never)]
pub fn two(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, x: [u64; 2], y: (u64, u8), z: &[u16]) -> u64 {
    black_box((&x, &y, &z));
    a + b + c + d + e + f
}

#[inline(always)]
fn inside(given: Wide, m: u64) -> u64 {
    black_box(&given);
    given.a + m
}

#[inline(never)]
pub fn around(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, w: Wide, n: u64) -> u64 {
    black_box((a, b, c, d, e, f));
    inside(w, n)
}

#[inline(never)]
pub extern "C" fn foreign(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, w: Wide, n: u64) -> u64 {
    black_box((&w, &n));
    a + b + c + d + e + f
}

fn main() {
    // What is known or of no use would not be passed.
    let (a, b, c, d, e, f) = black_box((1, 2, 3, 4, 5, 6));
    for i in 1..4u64 {
        let r = if i == 2 { Ok(7u8) } else { Err(format!("why {i}")) };
        println!("#onstack::last\nr|{r:?}");
        black_box(last(a, b, c, d, e, f, r));
        let w = Wide { a: i, b: i + 1, c: 9 };
        println!("#onstack::more\ns|text {i}\nw.a|{i}\nw.b|{}\nw.c|9\nt.0|{i}\nt.2|3\nfour|[{i}, 2, 3, 4]", i + 1);
        black_box(more(a, b, c, d, e, f, format!("text {i}"), w, (i, 2, 3), [i, 2, 3, 4]));
        println!("#onstack::small\nbig|{}\nid.0|{i}\nn|-{i}\nx|[{i}, 1, 1, 1, 1, 1, 1, 1]", u128::MAX - i as u128);
        black_box(small(a, b, c, d, e, f, u128::MAX - i as u128, Id(i), -(i as i64), [i as u8, 1, 1, 1, 1, 1, 1, 1]));
        println!("#onstack::two\nx|[{i}, 8]\ny.0|{i}\ny.1|4\nz|[3, {i}]");
        black_box(two(a, b, c, d, e, f, [i, 8], (i, 4), &[3, i as u16]));
        println!("#onstack::around\nw.a|{i}\nn|{i}");
        black_box(around(a, b, c, d, e, f, w, i));
        println!("#onstack::foreign\nw.a|{i}\nw.c|9\nn|{i}");
        black_box(foreign(a, b, c, d, e, f, w, i));
    }
}
