// Values of Rust that are passed as they are, and what is rarely seen: shared text and slices, errors,
// numbers of 128 bits that tell alternatives, the states of async functions.
use std::cell::OnceCell;
use std::future::Future;
use std::hint::black_box;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::{NonZeroI16, NonZeroU128, Saturating};
use std::ops::{Bound, ControlFlow, Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

fn pass(place: &str) {
    println!("#{place}");
}

/// What is computed: an error where an optimiser left nothing to compute with.
fn computes(expression: &str, value: impl std::fmt::Display) {
    if cfg!(debug_assertions) {
        says(expression, value);
    }
}

fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

#[inline(never)]
pub fn owned(s: String, n: u32, v: Vec<u8>, o: Option<String>, r: Result<String, u8>) -> usize {
    black_box(s.len() + v.len() + n as usize + o.map_or(0, |o| o.len()) + r.map_or(0, |r| r.len()))
}

#[inline(never)]
pub fn spread(r: Range<usize>, i: RangeInclusive<i32>, b: Bound<i32>, c: ControlFlow<u8, String>, last: u8) {
    black_box((&r, &i, &b, &c, &last));
}

#[inline(never)]
pub fn nets(a: IpAddr, s: SocketAddr, p: Ipv6Addr, t: Duration, u: Option<Duration>, last: i64) {
    black_box((&a, &s, &p, &t, &u, &last));
}

pub enum Big {
    A(u128),
    B(i128),
    C,
}

#[inline(never)]
pub fn wide(a: &Big, b: &Option<NonZeroU128>, c: Option<NonZeroI16>, d: &Saturating<i32>, e: &Result<(), Big>, f: &((), u8)) {
    black_box((a, b, c, d, e, f));
}

#[inline(never)]
pub fn shared(s: &Rc<str>, a: Arc<str>, p: &Arc<Path>, b: &Box<Path>, v: &Rc<[u16]>, w: Arc<[String]>, x: &Arc<[u128]>) {
    black_box((s, &a, p, b, v, &w, x));
}

#[inline(never)]
pub fn errors(e: &io::Error, r: &Result<String, io::Error>, o: &OnceCell<u8>) {
    black_box((e, r, o));
}

#[inline(never)]
pub fn state<F: Future<Output = usize>>(f: &F) {
    black_box(f);
}

struct Tick(bool);

impl Future for Tick {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let ready = self.0;
        self.0 = true;
        if ready { Poll::Ready(()) } else { Poll::Pending }
    }
}

async fn leaf(x: u32) -> u32 {
    Tick(false).await;
    x + 1
}

async fn work(name: String, mut n: u32) -> usize {
    n += name.len() as u32 - 1;
    let a = leaf(n).await;
    let text = format!("{name} {a}");
    let b = leaf(a).await;
    black_box(&text).len() + b as usize + name.len()
}

/// A flag that has no name tells whether `gone` is there.
async fn moving(gone: String, n: u32) -> usize {
    let part = &gone[1..2];
    let length = part.len();
    if n > 1 {
        black_box(gone);
    }
    leaf(n).await as usize + length
}

fn numbers() {
    for n in [0usize, 1, 3] {
        let s = "x".repeat(n);
        pass("owned");
        says("s", &s);
        says("n", n);
        says("v", format!("{:?}", vec![7u8; n]));
        computes("v.len()", n);
        says("o", if n == 1 { "None".to_string() } else { format!("Some({s:?})") });
        says("r", if n == 1 { "Err(1)".to_string() } else { format!("Ok({s:?})") });
        let o = if n == 1 { None } else { Some(s.clone()) };
        let r = if n == 1 { Err(1) } else { Ok(s.clone()) };
        owned(s, n as u32, vec![7; n], o, r);
    }
    pass("spread");
    says("r.end", 9);
    says("i.start", -1);
    says("i.end", 4);
    says("b", "Excluded(4)");
    says("c", "Continue(\"go\")");
    says("last", 5);
    spread(1..9, -1..=4, Bound::Excluded(4), ControlFlow::Continue("go".to_string()), 5);
    pass("nets");
    says("a", "V4({octets=[1, 2, 3, 4]})");
    says("s", "V4({ip={octets=[10, 0, 0, 1]}, port=80})");
    says("p.octets[15]", 1);
    says("t.secs", 3);
    says("u", "None");
    says("last", -6);
    nets([1, 2, 3, 4].into(), ([10, 0, 0, 1], 80).into(), Ipv6Addr::LOCALHOST, Duration::new(3, 5), None, -6);
}

fn alternatives() {
    // The lower half of the last two is that of `None`, and of a tag.
    for (n, big) in [(1u128, Big::A(1 << 80)), (1 << 64, Big::B(-1)), (u128::MAX, Big::C)] {
        pass("wide");
        says("a", match &big {
            Big::A(v) => format!("A({v})"),
            Big::B(v) => format!("B({v})"),
            Big::C => "C".to_string(),
        });
        says("a.B.0", if n == 1 << 64 { "-1" } else { "!it holds another alternative" });
        says("b", format!("Some({n})"));
        says("c", "Some(-2)");
        says("*d", -1);
        says("e", "Ok(())");
        says("f.1", 4);
        wide(&big, &NonZeroU128::new(n), NonZeroI16::new(-2), &Saturating(-1), &Ok(()), &((), 4));
    }
    let mut broken = Aligned { words: [1, 1, 0, 0] };
    pass("wide");
    says("a", "!no alternative has the discriminant 18446744073709551617");
    says("b", "None");
    says("c", "None");
    says("e", "Err(C)");
    let broken = unsafe { &*(black_box(&mut broken) as *mut _ as *const Big) };
    wide(broken, &None, None, &Saturating(0), &Err(Big::C), &((), 4));
}

#[repr(align(16))]
pub struct Aligned {
    words: [u64; 4],
}

fn kept() {
    for n in [0usize, 1, 3] {
        let (s, v): (String, Vec<u16>) = ("é".repeat(n), (0..n as u16).collect());
        let w: Vec<String> = (0..n).map(|i| format!("w{i}")).collect();
        let x: Vec<u128> = (0..n as u128).map(|i| i << 70).collect();
        pass("shared");
        says("s", &s);
        says("a", &s);
        says("p", format!("/tmp/{s}"));
        says("b", &s);
        says("v", format!("{v:?}"));
        computes("v[2]", if n > 2 { "2" } else { "!no element of that index" });
        says("w", format!("{w:?}"));
        computes("w.len()", n);
        says("x", format!("{x:?}"));
        let path = PathBuf::from(format!("/tmp/{s}"));
        shared(&s.as_str().into(), s.as_str().into(), &path.into(), &PathBuf::from(s).into(), &v.into(), w.into(), &x.into());
    }
    let once = OnceCell::new();
    pass("errors");
    says("e", "Os(2)");
    says("e.Os.0", 2);
    says("r", "Ok(\"fine\")");
    says("o", "None");
    errors(&io::Error::from_raw_os_error(2), &Ok("fine".to_string()), &once);
    once.set(7).unwrap();
    pass("errors");
    says("e", "Simple(UnexpectedEof)");
    says("r", "Err(Os(-13))");
    says("o", "Some(7)");
    errors(&io::ErrorKind::UnexpectedEof.into(), &Err(io::Error::from_raw_os_error(-13)), &once);
    pass("errors");
    says("e", "Custom");
    says("e.Os.0", "!it holds another alternative");
    says("r", "Err(SimpleMessage)");
    errors(&io::Error::other("mine"), &Err(io::Read::read_exact(&mut &b""[..], &mut [0]).unwrap_err()), &once);
}

/// What was captured is gone when it is done, and what was moved before.
fn run<F: Future<Output = usize>>(f: F, states: &[&str]) {
    let mut context = Context::from_waker(Waker::noop());
    let mut f = Box::pin(f);
    for (i, words) in states.iter().enumerate() {
        pass("state");
        says("f", words);
        state(&*f);
        if i + 1 < states.len() {
            assert!(f.as_mut().poll(&mut context).is_ready() == (i + 2 == states.len()));
        }
    }
}

fn states() {
    run(
        work("async".to_string(), 20),
        &[
            "Unresumed{name=\"async\", n=20}",
            "Suspend0{name=\"async\", __awaitee=Suspend0{x=24, __awaitee=(true)}}",
            "Suspend1{name=\"async\", a=25, text=\"async 25\", __awaitee=Suspend0{x=25, __awaitee=(true)}}",
            "Returned",
        ],
    );
    for n in [1, 2] {
        run(
            moving("gone".to_string(), n),
            &[
                &format!("Unresumed{{gone=\"gone\", n={n}}}"),
                &format!("Suspend0{{gone=<it may have been moved>, length=1, __awaitee=Suspend0{{x={n}, __awaitee=(true)}}}}"),
                "Returned",
            ],
        );
    }
}

fn main() {
    numbers();
    alternatives();
    kept();
    states();
}
