// Types of Rust's library that hold one value or may not hold it yet, with the truth as the program
// prints it.
use std::borrow::Cow;
use std::cell::{Cell, LazyCell, OnceCell, RefCell};
use std::collections::{BinaryHeap, HashMap};
use std::hint::black_box;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::{NonZeroU32, Saturating, Wrapping};
use std::ops::{Bound, ControlFlow, Range, RangeInclusive};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicPtr, AtomicU8};
use std::sync::{Arc, LazyLock, Mutex, Once, OnceLock, RwLock};
use std::time::{Duration, Instant};

fn pass(place: &str) {
    println!("#{place}");
}

fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

macro_rules! keep {
    ($($v:expr),*) => { unsafe { $( core::arch::asm!("/* {} */", in(reg) $v as *const _ as *const u8); )* } };
}

pub struct Config {
    name: String,
    ports: Vec<u16>,
}
static CONFIG: LazyLock<Config> = LazyLock::new(|| Config { name: "main".into(), ports: vec![80, 443] });
static LATER: LazyLock<u64> = LazyLock::new(|| black_box(4));
static SET: OnceLock<String> = OnceLock::new();
static UNSET: OnceLock<String> = OnceLock::new();

const OTHER: &str = "!it holds another alternative";
const EXPIRED: &str = "!expired: what it pointed to has ended";

#[inline(never)]
#[unsafe(no_mangle)]
pub fn statics(n: u32) {
    black_box(n);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn once(a: &OnceLock<u32>, b: &OnceLock<String>, c: &OnceCell<u8>, d: &OnceLock<()>, e: &Once) {
    keep!(a, b, c, d, e);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn running(a: &OnceLock<u32>) {
    keep!(a);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn lazy(a: &LazyLock<u32>, b: &LazyCell<u32>) {
    keep!(a, b);
}
pub struct Slots {
    first: MaybeUninit<u32>,
    rest: [MaybeUninit<u8>; 2],
    len: usize,
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn uninit(a: &MaybeUninit<u32>, s: &Slots, o: &Option<MaybeUninit<u8>>, m: &ManuallyDrop<String>) {
    keep!(a, s, o, m);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn locks(a: &Mutex<u32>, b: &RwLock<String>, c: &Mutex<Vec<u8>>, d: &Arc<Mutex<HashMap<u8, u8>>>, e: &RefCell<Vec<u8>>) {
    keep!(a, b, c, d, e);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn atomics(a: &AtomicU8, b: &AtomicI64, c: &AtomicBool, d: &AtomicPtr<u32>) {
    keep!(a, b, c, d);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn numbers(a: &NonZeroU32, b: &Option<NonZeroU32>, w: &Wrapping<i16>, s: &Saturating<u8>, c: &Cell<Option<u8>>, h: &BinaryHeap<u32>) {
    keep!(a, b, w, s, c, h);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn pins(a: &Pin<Box<u32>>, b: &Pin<&Config>, c: &Cow<str>, d: &Cow<[u8]>) {
    keep!(a, b, c, d);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn weak(a: &Weak<u32>, b: &std::sync::Weak<Config>, t: &Weak<str>, s: &std::sync::Weak<[u16]>) {
    keep!(a, b, t, s);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn times(a: &Duration, b: &Option<Duration>, c: &Instant) {
    keep!(a, b, c);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn nets(a: &Ipv4Addr, b: &Ipv6Addr, c: &IpAddr, d: &SocketAddr) {
    keep!(a, b, c, d);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn bounds(a: &Range<u32>, b: &RangeInclusive<i8>, c: &Bound<u32>, d: &ControlFlow<u32, u8>, e: &std::cmp::Ordering) {
    keep!(a, b, c, d, e);
}
#[inline(never)]
#[unsafe(no_mangle)]
pub fn iterators(a: &std::slice::Iter<u16>, b: &std::vec::IntoIter<String>, c: &std::slice::Iter<()>) {
    keep!(a, b, c);
}

fn option<T: std::fmt::Debug>(value: Option<T>) -> String {
    format!("{value:?}")
}

fn onces(a: &OnceLock<u32>, b: &OnceLock<String>, c: &OnceCell<u8>, d: &OnceLock<()>, e: &Once) {
    pass("once");
    says("a", option(a.get()));
    says("a.Some.0", a.get().map_or(OTHER.to_string(), |v| v.to_string()));
    says("b", option(b.get()));
    says("b.Some.0", b.get().map_or(OTHER.to_string(), |v| v.clone()));
    says("c", option(c.get()));
    says("d", if d.get().is_some() { "Some" } else { "None" });
    says("e", if e.is_completed() { "Complete" } else { "Incomplete" });
    once(a, b, c, d, e);
}

fn main() {
    let main = CONFIG.name.len() + SET.get_or_init(|| "set".into()).len();
    pass("statics");
    says("n", main);
    says("CONFIG.Init.0.name", "main");
    says("CONFIG.Init.0.ports[1]", 443);
    says("LATER", "Uninit");
    says("LATER.Init.0", OTHER);
    says("CONFIG == Init", true);
    says("LATER == Init", false);
    says("CONFIG.Init.0.name == \"main\"", true);
    says("SET", "Some(\"set\")");
    says("UNSET", "None");
    statics(main as u32);
    black_box((&LATER, UNSET.get()));

    let (a, b, c, d, e) = (OnceLock::new(), OnceLock::new(), OnceCell::new(), OnceLock::new(), Once::new());
    onces(&a, &b, &c, &d, &e);
    a.get_or_init(|| {
        pass("running");
        says("a", "None");
        running(&a);
        7
    });
    let (b, c, d) = (OnceLock::from("text".to_string()), OnceCell::from(9), OnceLock::from(()));
    e.call_once(|| ());
    onces(&a, &b, &c, &d, &e);

    let poisoned: LazyLock<u32> = LazyLock::new(|| panic!());
    std::panic::set_hook(Box::new(|_| ()));
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| *poisoned));
    let fresh: LazyLock<u32> = LazyLock::new(|| black_box(5));
    let (used, cell): (LazyLock<u32>, LazyCell<u32>) = (LazyLock::new(|| 6), LazyCell::new(|| 7));
    black_box(*used + *cell);
    for (a, text) in [(&fresh, "Uninit"), (&poisoned, "Poisoned"), (&used, "Init(6)")] {
        pass("lazy");
        says("a", text);
        says("b", "Init(7)");
        lazy(a, &cell);
    }

    pass("uninit");
    says("a.value", 11);
    says("s.len", 1);
    says("s.rest", "[<perhaps not initialised>, <perhaps not initialised>]");
    says("o", "Some(<perhaps not initialised>)");
    says("m", "kept");
    let slots = Slots { first: MaybeUninit::new(12), rest: [MaybeUninit::new(1), MaybeUninit::uninit()], len: 1 };
    uninit(&MaybeUninit::new(black_box(11)), &slots, &Some(MaybeUninit::new(black_box(1))), &ManuallyDrop::new("kept".into()));
    black_box((&slots.first, &slots.rest, slots.len));

    let (shared, c) = (Arc::new(Mutex::new(HashMap::from([(1, 2)]))), Mutex::new(vec![1]));
    let locked = Mutex::new(black_box(8));
    let guard = locked.lock();
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        c.lock().unwrap().push(2);
        let _guard = c.lock();
        panic!()
    }));
    pass("locks");
    says("a", 8);
    says("a.inner.futex", 1);
    says("a.poison.failed", false);
    says("b", "read");
    says("c", "[1, 2]");
    says("c.poison.failed", true);
    says("d", format!("{:p}", shared));
    says("**d", "{1: 2}");
    says("e", "[3]");
    says("e.borrow", 1);
    let (e, lent) = (RefCell::new(vec![black_box(3u8)]), ());
    let borrowed = e.borrow();
    locks(&locked, &RwLock::new("read".into()), &c, &shared, &e);
    black_box((guard.is_ok(), borrowed.len(), lent));

    let mut at = 4;
    pass("atomics");
    says("a", 200);
    says("b", -4);
    says("b == -4", true);
    says("b < -4", false);
    says("c && a > 199", true);
    says("!c", false);
    says("-b", 4);
    says("c", true);
    says("d", format!("{:p}", &at));
    says("**d", 4);
    atomics(&AtomicU8::new(200), &AtomicI64::new(-4), &AtomicBool::new(true), &AtomicPtr::new(&mut at));

    pass("numbers");
    says("a", 4);
    says("a + 1", 5);
    says("b", "None");
    says("b == None", true);
    says("b != Some", true);
    says("w", -3);
    says("s", 250);
    says("c", "Some(1)");
    says("c == Some", true);
    says("c == Option::None", false);
    says("h[0]", 9);
    let heap = BinaryHeap::from(vec![1, 9, 3]);
    numbers(&NonZeroU32::new(black_box(4)).unwrap(), &black_box(None), &black_box(Wrapping(-3)), &black_box(Saturating(250)), &Cell::new(Some(1)), &heap);

    let config = Config { name: "pinned".into(), ports: vec![] };
    let pinned = Box::pin(14);
    pass("pins");
    says("a", format!("{:p}", pinned));
    says("**a", 14);
    says("b.name", "pinned");
    says("c", "Borrowed(\"lent\")");
    says("d", "Owned([1, 2])");
    says("d.Owned.0[1]", 2);
    pins(&pinned, &Pin::new(&config), &black_box(Cow::Borrowed("lent")), &Cow::Owned(vec![1, 2]));

    let (rc, text) = (Rc::new(21), Rc::<str>::from("counted"));
    let (arc, words) = (Arc::new(config), Arc::<[u16]>::from(vec![5, 6]));
    let (a, b, t, s) = (Rc::downgrade(&rc), Arc::downgrade(&arc), Rc::downgrade(&text), Arc::downgrade(&words));
    pass("weak");
    says("a", format!("{:p}", rc));
    says("**a", 21);
    says("b->name", "pinned");
    says("t", "counted");
    says("s", "[5, 6]");
    weak(&a, &b, &t, &s);
    drop((rc, arc, text, words));
    let never = Weak::new();
    for a in [&a, &never] {
        pass("weak");
        says("a", EXPIRED);
        says("**a", EXPIRED);
        says("b->name", EXPIRED);
        says("t", EXPIRED);
        says("s", EXPIRED);
        weak(a, &b, &t, &s);
    }

    let now = Instant::now();
    pass("times");
    says("a.secs", 3);
    says("a.nanos", 500);
    says("b", "Some({secs=1, nanos=7})");
    let text = format!("{now:?}");
    let mut digits = text.split(|c: char| !c.is_ascii_digit()).filter(|t| !t.is_empty());
    says("c.tv_sec", digits.next().unwrap());
    says("c.tv_nsec", digits.next().unwrap());
    times(&black_box(Duration::new(3, 500)), &black_box(Some(Duration::new(1, 7))), &now);

    pass("nets");
    says("a.octets", "[127, 0, 0, 1]");
    says("b.octets[15]", 1);
    says("c", "V4({octets=[10, 0, 0, 1]})");
    says("d", "V4({ip={octets=[10, 0, 0, 2]}, port=80})");
    nets(&black_box(Ipv4Addr::LOCALHOST), &black_box(Ipv6Addr::LOCALHOST), &"10.0.0.1".parse().unwrap(), &"10.0.0.2:80".parse().unwrap());

    pass("bounds");
    says("a.end", 5);
    says("b.start", -1);
    says("c", "Excluded(4)");
    says("d", "Break(6)");
    says("*e", "Greater");
    says("e == Greater", true);
    says("Ordering::Less == e", false);
    says("d == Break", true);
    says("c == Unbounded", false);
    bounds(&black_box(1..5), &black_box(-1..=5), &black_box(Bound::Excluded(4)), &black_box(ControlFlow::Break(6)), &black_box(2.cmp(&1)));

    let numbers = [1u16, 2, 3];
    let (mut left, mut names) = (numbers.iter(), vec!["a".to_string(), "b".to_string(), "c".to_string()].into_iter());
    for most in [3, 2, 1, 0] {
        pass("iterators");
        says("a", format!("{:?}", left.as_slice()));
        says("a.len()", most);
        says("b", format!("{:?}", names.as_slice()));
        says("a[0]", left.as_slice().first().map_or("!no element of that index".to_string(), |v| v.to_string()));
        iterators(&left, &names, &[(), ()].iter());
        left.next();
        names.next();
    }
}
