// Rust, for comparing what optimised code holds with what gdb shows: scalars, structures and tuples in registers, in pieces and in
// memory, in loops, recursion, inlined copies and closures. What is shown in a form of its own, strings and enums, is not among it.
use std::hint::black_box;

#[derive(Clone, Copy, PartialEq)]
pub enum Level {
    Low = -3,
    Middle = 0,
    High = 200,
}

#[derive(Clone, Copy)]
pub struct Point {
    x: i32,
    y: i16,
    far: bool,
}

#[derive(Clone, Copy)]
pub struct Wide {
    id: u64,
    at: [Point; 2],
    scale: f64,
    total: u128,
}

static mut CALLS: u32 = 0;

#[inline(never)]
fn scalars(a: u8, b: i16, c: u32, d: i64, e: bool, f: char, g: f32, h: f64, i: usize) -> i64 {
    let sum = i64::from(a) + i64::from(b) + i64::from(c) + d;
    let more = if e { sum * 3 } else { sum - i as i64 };
    let letter = f as u32;
    let half = f64::from(g) * h;
    black_box(half);
    more ^ i64::from(letter)
}

#[inline(never)]
fn pieces(p: Point, pair: (u32, i64), r: &Point, level: Level) -> i32 {
    let moved = Point { x: p.x + r.x, y: p.y - r.y, far: !p.far };
    let (left, right) = pair;
    let weight = level as i32 * left as i32;
    black_box(moved.x);
    let turned = Point { x: moved.y as i32, y: moved.x as i16, far: right > 3 };
    black_box(turned.far);
    weight + turned.x + i32::from(moved.far)
}

#[inline(never)]
fn large(w: Wide, by: u64) -> Wide {
    let mut out = w;
    out.id = w.id.wrapping_mul(by);
    out.total += u128::from(by) << 70;
    let first = w.at[0];
    out.at[1] = Point { x: first.x * 2, ..first };
    out.scale /= 2.0;
    out
}

#[inline]
fn twice(value: u32, bias: i32) -> i64 {
    let doubled = i64::from(value) * 2;
    doubled + i64::from(bias)
}

#[inline(never)]
fn looped(n: u32, table: &[u16; 8], seed: i32) -> i64 {
    let mut sum = i64::from(seed);
    let mut at = 0u32;
    while at < n {
        let value = table[(at & 7) as usize];
        let step = twice(u32::from(value), seed);
        if step & 1 == 0 {
            let part = sum / 3;
            sum += step - part;
        } else {
            sum ^= step;
        }
        at += 1;
    }
    let last = twice(n, -1);
    sum + last
}

#[inline(never)]
fn deep(n: u32, carry: u64, mask: u16) -> u64 {
    let next = carry.rotate_left(n) ^ u64::from(mask);
    if n == 0 {
        return next;
    }
    let inner = deep(n - 1, next, mask.wrapping_mul(3));
    unsafe { CALLS += 1 };
    inner.wrapping_add(u64::from(n))
}

#[inline(never)]
fn applied(f: &dyn Fn(u32) -> u64, n: u32) -> u64 {
    let one = f(n);
    let other = f(n + 1);
    one ^ other
}

#[inline(never)]
fn captures(base: u64, shift: u32) -> u64 {
    let local = base + 1;
    applied(&|n| (local << shift).wrapping_add(u64::from(n)), shift + 2)
}

fn main() {
    let table = black_box([1, 5, 9, 300, 7, 65535, 2, 4]);
    let mut all = 0i64;
    for i in 0..3u32 {
        all += scalars(i as u8 + 250, -7, i * 1000, -1 << 40, i == 1, 'é', 1.5, 2.25, 9);
        let p = Point { x: i as i32 - 1, y: 12, far: i > 1 };
        let level = [Level::Low, Level::Middle, Level::High][i as usize];
        all += i64::from(pieces(black_box(p), (i, 1 << 35), &Point { x: 4, y: 2, far: true }, black_box(level)));
        let w = Wide { id: u64::from(i) << 60, at: [p; 2], scale: 0.5, total: u128::MAX >> 3 };
        let grown = large(black_box(w), 3 + u64::from(i));
        all += (grown.total >> 100) as i64 + i64::from(grown.at[1].x) + grown.scale as i64;
        all += looped(i * 3, &table, -5 + i as i32);
        all += deep(4 + i, 0x1234_5678_9abc, 77) as i64;
        all += captures(u64::from(i) * 11, i + 1) as i64;
    }
    println!("{all} {}", unsafe { *&raw const CALLS });
}
