// Vectors, slices, pointers and cells of Rust, with the truth as the program prints it.
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::hint::black_box;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

fn pass(place: &str) {
    println!("#{place}");
}

fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

pub struct Point {
    x: i32,
    y: i16,
}

#[inline(never)]
pub fn numbers(v: &Vec<u32>, s: &[i16], p: &[Point], b: &Box<[u8]>) {
    black_box((v, s, p, b));
}

#[inline(never)]
pub fn strings(v: &Vec<String>, s: &[&str], o: &Vec<Option<u8>>, n: &Option<Vec<u8>>) {
    black_box((v, s, o, n));
}

#[inline(never)]
pub fn pair(t: &(u8, String, Option<f64>), a: &[u16; 3], m: &mut [u8]) {
    black_box((t, a, m));
}

#[inline(never)]
pub fn pointers(b: &Box<Point>, r: &Rc<Point>, a: &Arc<u64>) {
    black_box((b, r, a));
}

pub struct Server {
    hits: AtomicU32,
    open: AtomicBool,
    at: Cell<i32>,
    inner: RefCell<Point>,
    shared: Rc<RefCell<u8>>,
    locked: Mutex<u16>,
    ports: Vec<u16>,
    names: Vec<String>,
}

#[inline(never)]
pub fn served(s: &Server) {
    black_box((s, &s.hits, &s.open, &s.at, &s.inner, &s.shared, &s.locked, &s.ports, &s.names));
}

#[inline(never)]
pub fn rings(d: &VecDeque<u16>, s: &VecDeque<String>) {
    black_box((d, s));
}

fn ring(n: usize, gone: usize) {
    let mut d: VecDeque<u16> = VecDeque::with_capacity(n);
    let mut s: VecDeque<String> = VecDeque::with_capacity(n);
    for i in 0..n + gone {
        if i >= n {
            d.pop_front();
            s.pop_front();
        }
        d.push_back(i as u16);
        s.push_back(format!("number {i}"));
    }
    if n == 0 {
        d.clear();
        s.clear();
    }
    pass("rings");
    says("d", list(&d.iter().copied().collect::<Vec<_>>(), 16, |x| x.to_string()));
    says("s", list(&s.iter().cloned().collect::<Vec<_>>(), 8, |x| format!("{x:?}")));
    says("d.len()", d.len());
    says("d[2]", d.get(2).map_or(NONE.to_string(), |x| x.to_string()));
    says("s[1]", s.get(1).map_or(NONE, |x| x));
    rings(&d, &s);
}

#[inline(never)]
pub fn broken(v: &Vec<u32>) {
    black_box(v);
}

const NONE: &str = "!no element of that index";

fn list<T>(v: &[T], most: usize, show: impl Fn(&T) -> String) -> String {
    let mut all: Vec<String> = v.iter().take(most).map(show).collect();
    if v.len() > most {
        all.push(format!("… {} more", v.len() - most));
    }
    format!("[{}]", all.join(", "))
}

fn count(n: usize) {
    let v: Vec<u32> = (0..n as u32).map(|i| i * i).collect();
    let s: Vec<i16> = (0..n).map(|i| -(i as i16)).collect();
    let p: Vec<Point> = (0..n).map(|i| Point { x: i as i32, y: -3 }).collect();
    let b: Box<[u8]> = vec![9; n].into_boxed_slice();
    pass("numbers");
    says("v", list(&v, 64, |x| x.to_string()));
    says("s", list(&s, 128, |x| x.to_string()));
    says("p", list(&p, 32, |p| format!("{{x={}, y={}}}", p.x, p.y)));
    says("b", list(&b, if n > 256 { 200 } else { 256 }, |x| x.to_string()));
    says("v.len()", n);
    says("s.len()", n);
    says("v[1]", v.get(1).map_or(NONE.to_string(), |x| x.to_string()));
    says("v[2] + 1", v.get(2).map_or(NONE.to_string(), |x| (x + 1).to_string()));
    says("p[0].y", p.first().map_or(NONE.to_string(), |p| p.y.to_string()));
    says("s[1..3]", list(s.get(1..n.min(3)).unwrap_or(&[]), 9, |x| x.to_string()));
    numbers(&v, &s, &p, &b);
}

fn name(n: usize) {
    let v: Vec<String> = (0..n).map(|i| format!("name {i}")).collect();
    let s: Vec<&str> = v.iter().map(|s| s.as_str()).collect();
    let o: Vec<Option<u8>> = (0..n).map(|i| if i % 2 == 0 { None } else { Some(i as u8) }).collect();
    let some = if n == 1 { None } else { Some(vec![7u8; n]) };
    pass("strings");
    says("v", list(&v, 12, |x| format!("{x:?}")));
    says("s", list(&s, 12, |x| format!("{x:?}")));
    says("o", list(&o, 128, |x| format!("{x:?}")));
    says("n", if n == 1 { "None".to_string() } else { format!("Some({})", list(&vec![7; n], 256, |x: &i32| x.to_string())) });
    says("v[0]", v.first().map_or(NONE, |s| s));
    says("v[0].len()", v.first().map_or(NONE.to_string(), |s| s.len().to_string()));
    says("v[0] == \"name 0\"", if n > 0 { "true" } else { NONE });
    says("o[1].Some.0", if n > 1 { "1" } else { NONE });
    strings(&v, &s, &o, &some);
}

fn main() {
    for n in [0, 1, 3, 64, 65, 1000] {
        count(n);
    }
    for n in [0, 1, 3, 12, 13, 100] {
        name(n);
    }
    for (n, gone) in [(0, 0), (0, 5), (1, 0), (3, 2), (12, 7), (100, 64)] {
        ring(n, gone);
    }
    let mut m = [4, 5];
    pass("pair");
    says("t.0", 3);
    says("t.1", "three");
    says("t.2", "Some(0.5)");
    says("*a", "[7, 8, 9]");
    says("a[1]", 8);
    says("m", "[4, 5]");
    pair(&(3, "three".to_string(), Some(0.5)), &[7, 8, 9], &mut m);
    let (b, r, a) = (Box::new(Point { x: 1, y: 2 }), Rc::new(Point { x: 3, y: 4 }), Arc::new(5u64));
    pass("pointers");
    says("*b", format!("{:p}", b));
    says("b.x", b.x);
    says("r", format!("{:p}", r));
    says("r.x", r.x);
    says("(*r).y", r.y);
    says("a", format!("{:p}", a));
    says("**a", *a);
    pointers(&b, &r, &a);
    let s = Server {
        hits: AtomicU32::new(40),
        open: AtomicBool::new(true),
        at: Cell::new(-1),
        inner: RefCell::new(Point { x: 6, y: 7 }),
        shared: Rc::new(RefCell::new(8)),
        locked: Mutex::new(9),
        ports: vec![80, 443],
        names: vec!["a".to_string(), "b".to_string()],
    };
    pass("served");
    says("s.hits", s.hits.load(Ordering::Relaxed));
    says("s.hits + 2", 42);
    says("s.open", true);
    says("s.at", s.at.get());
    says("s.inner.y", s.inner.borrow().y);
    says("s.shared", format!("{:p}", s.shared));
    says("s.locked", *s.locked.lock().unwrap());
    says("s.ports", "[80, 443]");
    says("s.names", "[\"a\", \"b\"]");
    says("s.names[1]", "b");
    served(&s);
    // Capacity, pointer and length, in the order that the compiler gives them.
    let four = [1u32, 2, 3, 4];
    let at = four.as_ptr() as usize;
    for (words, why) in [
        ([2usize, at, 3], "!its length, 3, is more than there is room for".to_string()),
        ([9, 0xdead0000, 5], "!page fault at 0xdead0000".to_string()),
        ([9, at + 2, 2], format!("!its pointer, 0x{:x}, is misaligned", at + 2)),
        ([9, at, 2], "[1, 2]".to_string()),
        ([0, 4, 0], "[]".to_string()),
    ] {
        pass("broken");
        says("v", why);
        broken(unsafe { &*(black_box(&words) as *const _ as *const Vec<u32>) });
    }
    black_box(&four);
}
