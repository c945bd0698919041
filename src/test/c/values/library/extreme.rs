// Objects of Rust at the limits of their types, and such as no program makes: elements without a size,
// weak pointers to nothing, rings whose head lies outside, wide discriminants.
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::error::Error;
use std::fmt::Debug;
use std::hint::black_box;
use std::num::{NonZeroI128, NonZeroU128, NonZeroU64, NonZeroU8};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::task::Poll;

fn pass(place: &str) {
    println!("#{place}");
}

fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

macro_rules! keep {
    ($($v:expr),*) => { unsafe { $( core::arch::asm!(concat!("/* ", line!(), " {} */"), in(reg) $v as *const _ as *const u8); )* } };
}

macro_rules! place {
    ($name:ident $(<$life:lifetime>)? ($($v:ident: $t:ty),*)) => {
        #[inline(never)]
        #[unsafe(no_mangle)]
        pub fn $name $(<$life>)? ($($v: &$t),*) {
            keep!($($v),*);
        }
    };
}

const EXPIRED: &str = "!expired: what it pointed to has ended";
const OTHER: &str = "!it holds another alternative";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nothing;

place!(weak(t: Weak<str>, s: std::sync::Weak<[u16]>, z: Weak<[()]>, d: Weak<dyn Debug>, o: Option<Weak<str>>));
place!(ring(d: VecDeque<u32>, t: VecDeque<String>));
place!(sizeless(v: Vec<()>, n: Vec<Nothing>, b: Box<[()]>, a: [(); 20], d: VecDeque<()>, r: Rc<[()]>));
place!(sizeless_sets(h: HashSet<()>, m: HashMap<(), ()>, t: BTreeSet<()>, u: BTreeMap<(), ()>, l: LinkedList<()>, p: BinaryHeap<()>));
place!(half_sizeless(m: HashMap<u8, ()>, n: BTreeMap<u8, ()>, o: BTreeMap<(), u8>, l: LinkedList<u8>));
place!(niches(a: Option<NonZeroU64>, b: Option<Option<bool>>, c: Option<Option<Option<bool>>>, d: Option<NonZeroU128>, e: Option<NonZeroI128>, f: Option<Option<NonZeroU8>>, g: Option<()>, h: Option<Nothing>));
place!(results(a: Result<(), Box<dyn Error>>, b: Result<u8, Box<dyn Error + Send + Sync>>, c: Poll<u32>, d: Poll<Option<String>>, e: Poll<Result<(), ()>>, f: Result<(), ()>));
#[derive(Clone, Copy)]
pub union Either {
    number: u32,
    never: std::convert::Infallible,
}
place!(never(a: Result<u32, std::convert::Infallible>, b: Option<std::convert::Infallible>, c: Result<Either, std::convert::Infallible>));
place!(wide(a: u128, b: i128, c: [u128; 2], d: (i128, u8), e: Vec<i128>, f: Option<u128>));
place!(shared(a: Rc<str>, b: Arc<str>, c: Rc<[u32]>, d: Arc<[String]>, e: Rc<()>, f: Rc<Vec<()>>));
place!(cows<'a>(a: Cow<'a, str>, b: Cow<'a, [u8]>, c: Cow<'a, [()]>, d: Cow<'a, u64>));
place!(slices<'a>(a: &'a [()], b: &'a [Nothing], c: &'a [u8], s: &'a str));
place!(huge(v: Vec<u8>, s: String, w: Vec<()>));

#[repr(align(64))]
#[derive(Debug)]
pub struct Aligned(u8);
place!(aligned(a: Rc<[Aligned]>, b: Box<Aligned>, c: Vec<Aligned>, d: Rc<Aligned>, e: Arc<Aligned>, f: HashMap<u8, Aligned>, g: BTreeMap<u8, Aligned>, h: LinkedList<Aligned>));

#[repr(u64)]
pub enum Large {
    Small = 1,
    Big = u64::MAX,
}
#[repr(i64)]
pub enum Negative {
    Least(u8) = i64::MIN,
    Minus(u8) = -1,
}
#[repr(u8)]
pub enum Bytes {
    A = 0,
    B = 255,
}
#[allow(dead_code)]
pub enum Many {
    One(char),
    Two,
    Three,
    Four(()),
}
place!(enums(a: Large, b: Large, c: Negative, d: Negative, e: Bytes, f: Option<Bytes>, g: Many, h: Many, i: Many));

fn word<T>(object: &T, number: usize) -> *mut usize {
    let words = object as *const T as *mut usize;
    (0..size_of::<T>() / 8).map(|i| unsafe { words.add(i) }).find(|w| unsafe { **w == number }).unwrap()
}

fn list<T: Debug>(all: &[T]) -> String {
    let more = if all.len() > 16 { format!(", … {} more", all.len() - 16) } else { String::new() };
    let some: Vec<String> = all.iter().take(16).map(|v| format!("{v:?}")).collect();
    format!("[{}{more}]", some.join(", "))
}

fn weaks() {
    let text = Rc::<str>::from("");
    let words = Arc::<[u16]>::from(vec![]);
    let nothing = Rc::<[()]>::from(vec![(), ()]);
    let object: Rc<dyn Debug> = Rc::new(5u32);
    let (t, s, z, d) = (Rc::downgrade(&text), Arc::downgrade(&words), Rc::downgrade(&nothing), Rc::downgrade(&object));
    let o = Some(Rc::downgrade(&text));
    pass("weak");
    says("t", "");
    says("t.len()", 0);
    says("t == \"\"", true);
    says("s", "[]");
    says("s.len()", 0);
    says("z.len()", 2);
    says("d.type", "u32");
    says("o", "Some(\"\")");
    weak(&t, &s, &z, &d, &o);
    drop((text, words, nothing, object));
    for d in [d, Weak::<u32>::new()] {
        pass("weak");
        says("t", EXPIRED);
        says("t.len()", EXPIRED);
        says("t == \"\"", EXPIRED);
        says("s", EXPIRED);
        says("s.len()", EXPIRED);
        says("s[0]", EXPIRED);
        says("z", EXPIRED);
        says("z.len()", EXPIRED);
        says("d.type", "u32");
        says("o", "Some(<expired: what it pointed to has ended>)");
        weak(&t, &s, &z, &d, &o);
    }
}

fn rings() {
    let mut d: VecDeque<u32> = VecDeque::with_capacity(8);
    let mut t: VecDeque<String> = VecDeque::with_capacity(4);
    for i in 0..7 {
        d.push_back(i);
        d.pop_front();
    }
    d.extend(10..15);
    t.push_back("a".into());
    let head = word(&d, 7);
    let no = "!its length, 5, is more than there is room for";
    let tell = |text: &str, one: &str, two: &str| {
        pass("ring");
        says("d", text);
        says("d[0]", one);
        says("d[4]", two);
        says("d[0] == 10", if one == "10" { "true" } else { one });
        says("d.len()", if text.starts_with('!') { text } else { "5" });
        says("t[0]", "a");
        ring(&d, &t);
    };
    tell("[10, 11, 12, 13, 14]", "10", "14");
    for at in [8, 9, 1 << 20, usize::MAX] {
        unsafe { *head = at };
        tell(no, no, no);
    }
    unsafe { *head = 7 };
    let capacity = word(&d, 8);
    for room in [0, 7, 4] {
        unsafe { *capacity = room };
        tell(no, no, no);
    }
    unsafe { *capacity = 8 };
    pass("ring");
    says("d", "[]");
    says("d[0]", "!no element of that index");
    says("t", "[]");
    ring(&VecDeque::new(), &VecDeque::new());
}

fn sizes(n: usize) {
    let (v, b, r, none) = (vec![(); n], vec![(); n].into_boxed_slice(), Rc::<[()]>::from(vec![(); n]), vec![Nothing; n]);
    let d: VecDeque<()> = v.iter().copied().collect();
    pass("sizeless");
    says("v", list(&v));
    says("v.len()", n);
    says("n.len()", n);
    says("b", list(&b));
    says("b.len()", n);
    says("r.len()", n);
    says("d.len()", n);
    sizeless(&v, &none, &b, &[(); 20], &d, &r);
    pass("slices");
    says("a", list(&v));
    says("a.len()", n);
    says("b.len()", n);
    says("c.len()", n);
    says("s", "s".repeat(n));
    slices(&v.as_slice(), &none.as_slice(), &vec![1; n].as_slice(), &"s".repeat(n).as_str());

    let (h, m): (HashSet<()>, HashMap<(), ()>) = (v.iter().copied().collect(), v.iter().map(|_| ((), ())).collect());
    let (t, u): (BTreeSet<()>, BTreeMap<(), ()>) = (v.iter().copied().collect(), v.iter().map(|_| ((), ())).collect());
    let (l, p): (LinkedList<()>, BinaryHeap<()>) = (v.iter().copied().collect(), v.iter().copied().collect());
    let one = n.min(1);
    pass("sizeless_sets");
    says("h.len()", one);
    says("m.len()", one);
    says("t.len()", one);
    says("u.len()", one);
    says("l.len()", n);
    says("l", list(&v));
    says("h", if n > 0 { "{()}" } else { "{}" });
    says("m", if n > 0 { "{(): ()}" } else { "{}" });
    says("t", if n > 0 { "{()}" } else { "{}" });
    says("u", if n > 0 { "{(): ()}" } else { "{}" });
    sizeless_sets(&h, &m, &t, &u, &l, &p);
    pass("half_sizeless");
    says("m.len()", n);
    says("n.len()", n);
    let all: Vec<String> = (0..n.min(16)).map(|i| format!("{i}: ()")).collect();
    let more = if n > 16 { format!(", … {} more", n - 16) } else { String::new() };
    says("n", format!("{{{}{more}}}", all.join(", ")));
    says("o", if n > 0 { "{(): 7}" } else { "{}" });
    let bytes: Vec<u8> = (0..n as u8).collect();
    half_sizeless(
        &bytes.iter().map(|i| (*i, ())).collect(),
        &bytes.iter().map(|i| (*i, ())).collect(),
        &bytes.iter().take(1).map(|_| ((), 7)).collect(),
        &bytes.iter().copied().collect(),
    );
}

fn option<T: Debug>(value: &Option<T>) -> String {
    format!("{value:?}")
}

fn main() {
    weaks();
    rings();
    for n in [0, 1, 2, 16, 17, 100] {
        sizes(n);
    }

    let (one, most) = (NonZeroU128::new(1 << 64), NonZeroU128::new(u128::MAX));
    for (a, b, c, d, e, f, g) in [
        (None, None, None, None, None, None, None),
        (NonZeroU64::new(u64::MAX), Some(None), Some(None), one, NonZeroI128::new(i128::MIN), Some(None), Some(())),
        (NonZeroU64::new(1), Some(Some(false)), Some(Some(None)), most, NonZeroI128::new(-1), Some(NonZeroU8::new(255)), None),
        (NonZeroU64::new((1 << 63) + 1), Some(Some(true)), Some(Some(Some(true))), NonZeroU128::new(5), NonZeroI128::new(1 << 64), Some(NonZeroU8::new(1)), None),
    ] {
        pass("niches");
        says("a", option(&a));
        says("b", option(&b));
        says("c", option(&c));
        says("d", option(&d));
        says("e", option(&e));
        says("f", option(&f));
        says("g", option(&g));
        says("h", if g.is_some() { "Some({})" } else { "None" });
        says("a == Some", a.is_some());
        says("a.Some.0", a.map_or(OTHER.into(), |v| v.to_string()));
        says("b == Some && b.Some.0 == None", b == Some(None));
        says("c == None", c.is_none());
        says("d == Some", d.is_some());
        says("e != None", e.is_some());
        says("d.Some.0", d.map_or(OTHER.into(), |v| v.to_string()));
        says("f == Some && f.Some.0 == None", f == Some(None));
        says("g == Some", g.is_some());
        niches(&a, &b, &c, &d, &e, &f, &black_box(g), &g.map(|_| Nothing));
    }

    let error = || -> Box<dyn Error + Send + Sync> { "bad".into() };
    pass("results");
    says("a", "Ok(())");
    says("a == Ok", true);
    says("b", "Ok(7)");
    says("c", "Pending");
    says("c == Pending", true);
    says("d", "Pending");
    says("e", "Pending");
    says("f", "Ok(())");
    results(&Ok(()), &Ok(7), &Poll::Pending, &Poll::Pending, &Poll::Pending, &Ok(()));
    pass("results");
    says("a == Err", true);
    says("a.Err.0.type", "core::num::error::ParseIntError");
    says("b == Ok", false);
    says("c", "Ready(8)");
    says("c.Ready.0", 8);
    says("d", "Ready(None)");
    says("e", "Ready(Err(()))");
    says("e.Ready.0 == Err", true);
    says("f", "Err(())");
    let parsed: Result<(), Box<dyn Error>> = "x".parse::<u8>().map(|_| ()).map_err(|e| e.into());
    results(&parsed, &Err(error()), &Poll::Ready(8), &Poll::Ready(None), &Poll::Ready(Err(())), &Err(()));
    pass("results");
    says("c.Ready.0", u32::MAX);
    says("d", "Ready(Some(\"text\"))");
    says("d.Ready.0.Some.0", "text");
    says("e", "Ready(Ok(()))");
    results(&Ok(()), &Ok(0), &Poll::Ready(u32::MAX), &Poll::Ready(Some("text".into())), &Poll::Ready(Ok(())), &Ok(()));
    pass("never");
    says("a", "Ok(5)");
    says("b", "None");
    says("c.Ok.0.number", 7);
    never(&Ok(5), &None, &Ok(Either { number: 7 }));

    for (a, b) in [(0, 0), (u128::MAX, i128::MIN), (1 << 64, -(1 << 64)), (u64::MAX as u128, i128::MAX), (1 << 127, -1)] {
        pass("wide");
        says("*a", a);
        says("*b", b);
        says("*c", format!("[{a}, {}]", !a));
        says("d.0", b);
        says("d.1", 9);
        says("e", format!("[{b}, {}]", !b));
        says("f", format!("Some({a})"));
        says("f.Some.0", a);
        wide(&a, &b, &[a, !a], &(b, 9), &vec![b, !b], &Some(a));
    }
    pass("wide");
    says("f", "None");
    wide(&0, &0, &[0, 0], &(0, 0), &vec![], &None);

    for (text, numbers) in [("", vec![]), ("text", vec![1, u32::MAX])] {
        pass("shared");
        says("a", text);
        says("b", text);
        says("a == \"text\"", text == "text");
        says("b.len()", text.len());
        says("c", list(&numbers));
        says("d", format!("[{text:?}]"));
        says("d[0]", text);
        says("f.len()", 3);
        shared(&text.into(), &text.into(), &numbers.into(), &Arc::from([text.to_string()]), &Rc::new(()), &Rc::new(vec![(); 3]));
        pass("cows");
        says("a", format!("Owned({text:?})"));
        says("b", "Borrowed([0, 255])");
        says("c", "Borrowed([(), ()])");
        says("d", "Owned(18446744073709551615)");
        says("a == Owned", true);
        says("a.Owned.0 == \"text\"", text == "text");
        cows(&Cow::Owned(text.into()), &Cow::Borrowed(&[0, 255]), &Cow::Borrowed(&[(), ()]), &Cow::Owned(u64::MAX));
    }

    let (mut v, mut s, mut w) = (vec![1u8, 2], String::from("ab"), vec![(), ()]);
    let kept = unsafe { (std::ptr::read(&v as *const _ as *const [usize; 3]), std::ptr::read(&s as *const _ as *const [usize; 3])) };
    for (length, capacity) in [(1usize << 63, 1usize << 63), (usize::MAX, usize::MAX), ((1 << 63) - 1, usize::MAX)] {
        unsafe {
            let (vp, sp) = (v.as_ptr() as usize, s.as_ptr() as usize);
            for (object, at) in [(&mut v as *mut _ as *mut usize, vp), (&mut s as *mut _ as *mut usize, sp)] {
                for i in 0..3 {
                    let word = object.add(i);
                    let is_length = (&raw const v as *const usize).add(i) == word && kept.0[i] == 2 || kept.1[i] == 2;
                    if *word != at {
                        *word = if is_length { length } else { capacity };
                    }
                }
            }
            *word(&w, w.len()) = length;
        }
        pass("huge");
        says("v", "!?");
        says("v[0]", "!?");
        says("s", "!?");
        says("w.len()", "!?");
        huge(&v, &s, &w);
        unsafe { *word(&w, length) = 2 };
    }
    std::mem::forget((v, s));
    w.clear();

    let few = || vec![Aligned(1), Aligned(2)];
    pass("aligned");
    says("a", "[(1), (2)]");
    says("a[1].0", 2);
    says("b.0", 3);
    says("c", "[(1), (2)]");
    says("d->0", 4);
    says("e->0", 5);
    says("f", "{6: (7)}");
    says("g", "{8: (9)}");
    says("h", "[(1), (2)]");
    aligned(
        &few().into(),
        &Box::new(Aligned(3)),
        &few(),
        &Rc::new(Aligned(4)),
        &Arc::new(Aligned(5)),
        &HashMap::from([(6, Aligned(7))]),
        &BTreeMap::from([(8, Aligned(9))]),
        &few().into_iter().collect(),
    );

    pass("enums");
    says("*a", "Small");
    says("*b", "Big");
    says("b == Big", true);
    says("c", "Least(3)");
    says("d", "Minus(4)");
    says("c == Least", true);
    says("d == Minus", true);
    says("d.Least.0", OTHER);
    says("*e", "B");
    says("f", "Some(B)");
    says("g", format!("One({} '\u{1f980}')", 0x1f980));
    says("h", "Three");
    says("i", "Four(())");
    says("g == One", true);
    says("i == Four", true);
    enums(&Large::Small, &Large::Big, &Negative::Least(3), &Negative::Minus(4), &Bytes::B, &Some(Bytes::B), &Many::One('\u{1f980}'), &Many::Three, &Many::Four(()));
    let mut chars = [0x110004u32, 0xffff_ffff];
    let chars = black_box(&mut chars).as_ptr();
    let mut bytes = [7u8, 0];
    let bytes = black_box(&mut bytes).as_ptr();
    let mut words = [5u64, 0];
    let words = black_box(&mut words).as_ptr();
    pass("enums");
    says("*a", "(enum extreme::Large)5");
    says("c", "!no alternative has the discriminant 5");
    says("c == Least", "!no alternative has its discriminant");
    says("*e", "(enum extreme::Bytes)7");
    says("f", "Some((enum extreme::Bytes)7)");
    unsafe {
        enums(&*(words as *const Large), &Large::Big, &*(words as *const Negative), &Negative::Minus(4), &*(bytes as *const Bytes), &*(bytes as *const Option<Bytes>), &*(chars as *const Many), &*(chars.add(1) as *const Many), &Many::Two);
    }
    black_box((Many::Four(()), Bytes::A));
}
