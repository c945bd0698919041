// Strings of Rust, with the truth as the program prints it.
use std::collections::BinaryHeap;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::hint::black_box;
use std::path::{Path, PathBuf};

fn pass(place: &str) {
    println!("#{place}");
}

fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

#[inline(never)]
pub fn lent(s: &str, n: u32) {
    black_box((s, n));
}

#[inline(never)]
pub fn owned(s: &String) {
    black_box(s);
}

pub struct Request<'a> {
    id: u64,
    path: String,
    method: &'a str,
    body: Box<str>,
}

#[inline(never)]
pub fn served(r: &Request) {
    black_box((r, r.id, &r.path, r.method, &r.body));
}

pub struct Names {
    path: PathBuf,
    system: OsString,
    c: CString,
    heap: BinaryHeap<u8>,
}

#[inline(never)]
pub fn named(n: &Names, p: &Path, s: &OsStr, c: &CStr) {
    black_box((n, &n.path, &n.system, &n.c, &n.heap));
    black_box((p, s, c));
}

fn name(s: &str) {
    let n = Names { path: s.into(), system: s.into(), c: CString::new(s).unwrap(), heap: s.bytes().take(1).collect() };
    pass("named");
    for expression in ["n.path", "n.system", "n.c", "p", "s", "c"] {
        says(expression, s);
        if cfg!(debug_assertions) {
            says(&format!("{expression} == \"a b\""), s == "a b");
            says(&format!("starts_with({expression}, \"a\")"), s.starts_with("a"));
        }
        if cfg!(debug_assertions) && s.len() < 256 {
            says(&format!("contains({expression}, \" b\")"), s.contains(" b"));
        }
    }
    says("n.path.len()", s.len());
    says("n.c.len()", s.len());
    says("n.heap", format!("{:?}", s.bytes().take(1).collect::<Vec<_>>()));
    named(&n, Path::new(s), OsStr::new(s), &n.c);
}

fn lend(s: &str) {
    pass("lent");
    says("s", s);
    says("n", 7);
    says("s == \"GET\"", s == "GET");
    says("starts_with(s, \"GET\")", s.starts_with("GET"));
    if s.len() < 256 {
        says("contains(s, \"T\")", s.contains("T"));
    }
    lent(s, 7);
}

fn own(s: String) {
    pass("owned");
    says("*s", &s);
    says("*s == \"GET\"", s == "GET");
    owned(&s);
}

fn main() {
    for s in ["", "GET", "GETTING", "G", "Grüße, 世界", &"c".repeat(256), &"d".repeat(9000)] {
        lend(s);
        own(s.to_string());
        name(s);
    }
    own(String::with_capacity(100));
    let r = Request { id: 9, path: "/a/b".to_string(), method: "POST", body: "what it says".into() };
    pass("served");
    says("r.id", r.id);
    says("r.path", &r.path);
    says("r.method", r.method);
    says("r.body", &r.body);
    served(&r);
    // Capacity, pointer and length, in the order that the compiler gives them.
    for (words, why) in [
        ([3usize, b"abc".as_ptr() as usize, 5], "!its length, 5, is more than there is room for"),
        ([9, 0xdead0000, 5], "!page fault at 0xdead0000"),
        ([9, 0, 5], "!null pointer"),
    ] {
        let broken = std::mem::ManuallyDrop::new(words);
        pass("owned");
        says("*s", why);
        owned(unsafe { &*(&broken as *const _ as *const String) });
    }
}
