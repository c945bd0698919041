// More of Rust: parts of enums, tuple structs, references in options, trait objects, closures.
use std::fmt::Debug;
use std::hint::black_box;

fn pass(place: &str) {
    println!("#{place}");
}
// What is computed: an error where an optimiser left nothing to compute with.
fn computes(expression: &str, value: impl std::fmt::Display) {
    if cfg!(debug_assertions) {
        says(expression, value);
    }
}
fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

macro_rules! keep {
    ($($v:expr),*) => { unsafe { $( core::arch::asm!("/* {} */", in(reg) $v as *const _ as *const u8); )* } };
}
macro_rules! keep_fat {
    ($($v:expr),*) => { unsafe { $( core::arch::asm!("/* {} {} */", in(reg) $v.as_ptr(), in(reg) $v.len()); )* } };
}

pub struct Meters(pub f64);
pub struct Pair(pub u8, pub i64);
pub struct Unit;
pub struct Wrapper<T> {
    inner: T,
    unit: Unit,
    nothing: (),
    ghost: std::marker::PhantomData<T>,
}
#[derive(Clone, Copy, PartialEq)]
pub enum State {
    New,
    Paid = 5,
}
pub enum Inner {
    Small(u8),
    Large { size: u64, state: State },
}
pub enum Outer {
    None,
    One(Inner),
    Two(Inner, Option<Box<Inner>>),
}
static COUNT: u32 = 31;
static mut TOTAL: i64 = -7;
pub mod stats {
    pub static LIMIT: u16 = 512;
    pub static mut SEEN: [u8; 3] = [1, 2, 3];
}
trait Shape {
    fn area(&self) -> u32;
}
pub struct Square {
    side: u32,
}
impl Shape for Square {
    fn area(&self) -> u32 {
        self.side * self.side
    }
}
pub struct Circle {
    radius: u32,
}
impl Shape for Circle {
    fn area(&self) -> u32 {
        3 * self.radius * self.radius
    }
}

#[inline(never)]
#[unsafe(no_mangle)]
pub fn parts(o: &Option<u32>, n: &Option<&u32>, r: &Result<String, String>, x: &Outer, y: &Outer, z: &Outer) {
    keep!(o, n, r, x, y, z);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn passed(o: Option<u32>, n: Option<&u32>, b: Option<bool>, r: Result<u32, u8>, s: State) {
    black_box((o, n, b, r, s));
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn tuples(m: &Meters, p: &Pair, w: &Wrapper<i16>, t: &(u8, (i32, bool)), a: &[(u8, u16); 2]) {
    keep!(m, p, w, t, a);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn wide(u: &u128, i: &i128, c: char, d: &char, f: &f32) {
    keep!(u, i, d, f);
    black_box(c);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn slices(names: &[&str], pairs: &[Pair], empty: &[u32], bytes: &[u8], nested: &[&[u16]]) {
    keep_fat!(names, pairs, empty, bytes, nested);
}
#[inline(never)]
pub fn objects(d: &dyn Debug, s: &dyn Shape, b: &Box<dyn Shape>) {
    black_box((d, s, b));
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn boxes(o: &Option<Box<u64>>, n: &Option<Box<u64>>, s: &Option<&str>, e: &Result<Box<str>, i32>) {
    keep!(o, n, s, e);
}
#[inline(never)]
pub fn generic<T: Debug>(v: &T, w: T) {
    black_box((v, &w));
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn globals(n: u32) {
    black_box((n, &COUNT, &stats::LIMIT));
    unsafe {
        black_box((&raw const TOTAL, &raw const stats::SEEN));
    }
}
#[inline(never)]
pub fn apply(f: &dyn Fn(u32) -> u32) -> u32 {
    f(3)
}
#[inline(never)]
pub fn touch<T>(v: &T) {
    black_box(v);
}

fn main() {
    const OTHER: &str = "!it holds another alternative";
    let five = 5u32;
    let inner = || Inner::Large { size: 77, state: State::Paid };
    let y = Outer::One(Inner::Small(9));
    let z = Outer::Two(inner(), Some(Box::new(Inner::Small(4))));
    pass("parts");
    says("o.Some.0", 5);
    computes("o.Some.0 + 1", 6);
    says("n.Some.0", OTHER);
    says("r.Err.0", "bad");
    says("r.Ok.0", OTHER);
    says("r", "Err(\"bad\")");
    says("x", "None");
    says("x.One.0", OTHER);
    says("y.One.0", "Small(9)");
    says("y.One.0.Small.0", 9);
    says("y.One.0.Large.size", OTHER);
    says("z", format!("Two(Large{{size=77, state=Paid}}, Some(@))").replace("@", &format!("{:p}", match &z { Outer::Two(_, Some(b)) => &**b, _ => panic!() })));
    says("z.Two.0.Large.size", 77);
    says("z.Two.0.Large.state", "Paid");
    computes("z.Two.0.Large.state == State::Paid", true);
    computes("z.Two.0.Large.state == New", false);
    says("*z.Two.1.Some.0", "Small(4)");
    says("z.Two.1.Some.0.Small.0", 4);
    parts(&Some(5), &None, &Err("bad".to_string()), &Outer::None, &y, &z);

    pass("passed");
    says("o", "Some(7)");
    says("o.Some.0", 7);
    computes("n.Some.0 == null", false);
    says("*n.Some.0", 5);
    says("b", "Some(true)");
    says("b.Some.0", true);
    says("r", "Err(3)");
    says("r.Err.0", 3);
    says("r.Ok.0", OTHER);
    says("s", "Paid");
    passed(Some(7), Some(&five), Some(true), Err(3), State::Paid);

    pass("tuples");
    says("m.0", "2.5");
    says("p.0", 200);
    says("p.1", -5);
    says("w.inner", -3);
    says("t.0", 1);
    says("t.1.0", 2);
    says("t.1.1", true);
    says("*a", "[(1, 2), (3, 4)]");
    says("a[1].1", 4);
    tuples(&Meters(2.5), &Pair(200, -5), &Wrapper { inner: -3, unit: Unit, nothing: (), ghost: Default::default() }, &(1, (2, true)), &[(1, 2), (3, 4)]);

    pass("wide");
    says("*u", 1u128 << 100);
    says("*i", -(1i128 << 90));
    says("c", format!("{} '\u{e9}'", 0xe9));
    says("*d", format!("{} '\u{1f980}'", 0x1f980));
    computes("c == 'x'", false);
    says("*f", "1.25");
    wide(&(1 << 100), &-(1 << 90), '\u{e9}', &'\u{1f980}', &1.25);

    pass("slices");
    says("names", "[\"ab\", \"c\"]");
    says("names[1]", "c");
    computes("names.len()", 2);
    says("pairs", "[(1, 2), (3, -4)]");
    says("pairs[1].1", -4);
    says("empty", "[]");
    says("bytes", "[1, 2, 255]");
    says("nested", "[[1, 2], []]");
    slices(&["ab", "c"], &[Pair(1, 2), Pair(3, -4)], &[], &[1, 2, 255], &[&[1, 2], &[]]);

    let square = Square { side: 4 };
    let shape: Box<dyn Shape> = Box::new(Circle { radius: 2 });
    objects(&five, &square, &shape);

    pass("boxes");
    says("*o.Some.0", 1234567);
    says("n", "None");
    says("s", "Some(\"text\")");
    says("s.Some.0", "text");
    says("e.Ok.0", "boxed");
    boxes(&Some(Box::new(1234567)), &None, &Some("text"), &Ok("boxed".into()));

    pass("values::generic<u16>");
    says("*v", 11);
    says("w", 12);
    says("sizeof(T)", 2);
    generic(&11u16, 12u16);
    pass("values::generic<&str>");
    says("w", "two");
    says("sizeof(T)", 16);
    generic(&"one", "two");

    pass("globals");
    says("n", 8);
    says("COUNT", 31);
    says("values::COUNT", 31);
    says("TOTAL", -7);
    says("stats::LIMIT", 512);
    says("LIMIT", 512);
    says("stats::SEEN", "[1, 2, 3]");
    globals(8);

    let factor = five;
    let text = String::from("seen");
    let scaled = move |v: u32| {
        touch(&text);
        v * factor
    };
    pass("values.rs:237");
    says("v", 3);
    says("factor", 5);
    says("text", "seen");
    apply(&scaled);
    black_box(shape.area());
}
