//! Writers keep a ledger of what was acknowledged while the server is killed again and again: nothing of it may
//! be lost or doubled, all who listen see one order, and unread counters equal a recount.
//!
//! `ledger [sqlite|postgresql] [seconds] [seed]`

use rustle_testkit::{Ddp, Dice, Engine, Follower, Http, Seen, Town, history};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Longest wait for an end that must come.
const PATIENCE: Duration = Duration::from_mins(2);

#[derive(Clone, Copy)]
struct Plan {
    engine: Engine,
    seconds: u64,
    seed: u64,
}

/// Where people write.
#[derive(Clone, Debug)]
struct Places {
    channel: String,
    direct: String,
}

/// One entry: a message that the server said it has.
#[derive(Debug)]
struct Entry {
    room: String,
    id: String,
    text: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match plan() {
        Ok(plan) => run(plan).await,
        Err(e) => Err(e),
    };
    match outcome {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("ledger: {e}");
            ExitCode::FAILURE
        }
    }
}

fn plan() -> Result<Plan, String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: u64| {
        args.get(at).map_or(Ok(default), |a| a.parse().map_err(|_| format!("{a} is not a number")))
    };
    let engine = args.first().map_or(Some(Engine::Sqlite), |name| Engine::parse(name));
    Ok(Plan {
        engine: engine.ok_or("engine: sqlite or postgresql")?,
        seconds: number(1, 60)?,
        seed: number(2, 1)?,
    })
}

async fn run(plan: Plan) -> Result<String, String> {
    let mut town = Town::start(plan.engine).await?;
    let places = make_rooms(&town)?;
    let stop = Arc::new(AtomicBool::new(false));
    let writers = start_writers(&town, &places, plan.seed, &stop);
    let reader = {
        let (http, places, stop) = (town.http().login("alice")?, places.clone(), stop.clone());
        std::thread::spawn(move || read_now_and_then(&http, &places, plan.seed, &stop))
    };
    let quiet = Arc::new(AtomicBool::new(false));
    let listeners: Vec<JoinHandle<Result<Follower, String>>> =
        ["alice", "bob"].map(|who| listen(who, &town, &places, &quiet)).into_iter().collect();
    let kills = kill_often(&mut town, plan)?;
    stop.store(true, Ordering::Relaxed);
    let mut ledger = Vec::new();
    for writer in writers {
        ledger.extend(writer.join().map_err(|_| "a writer panicked")??);
    }
    let reads = reader.join().map_err(|_| "the reader panicked")?;
    quiet.store(true, Ordering::Relaxed);
    let mut followers = Vec::new();
    for listener in listeners {
        followers.push(listener.join().map_err(|_| "a listener panicked")??);
    }
    // Once more, so that the check reads only what is on disk.
    town.restart()?;
    check(&town, &places, &ledger, &followers)
        .map_err(|e| format!("{e} (seed {})\nthe server's log:\n{}", plan.seed, town.log()))?;
    Ok(format!(
        "ledger on {}: {kills} kills in {} s, {} messages acknowledged, all stored once and in one order, \
         {reads} reads, unread counters equal a recount (seed {})",
        plan.engine.name(),
        plan.seconds,
        ledger.len(),
        plan.seed
    ))
}

fn make_rooms(town: &Town) -> Result<Places, String> {
    let admin = town.http().login("admin")?;
    let body = json!({ "name": "ledger", "members": ["alice", "bob", "carol"] });
    let channel = admin.tell("/api/v1/channels.create", &body)?;
    let alice = town.http().login("alice")?;
    let direct = alice.tell("/api/v1/im.create", &json!({ "username": "bob" }))?;
    let id = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("no id: {value}"));
    Ok(Places { channel: id(&channel["channel"]["_id"])?, direct: id(&direct["room"]["_id"])? })
}

type Writer = JoinHandle<Result<Vec<Entry>, String>>;

fn start_writers(town: &Town, places: &Places, seed: u64, stop: &Arc<AtomicBool>) -> Vec<Writer> {
    let jobs = [
        ("alice", &places.channel, Front::Rest),
        ("bob", &places.channel, Front::Ddp),
        ("carol", &places.channel, Front::Rest),
        ("alice", &places.direct, Front::Ddp),
        ("bob", &places.direct, Front::Rest),
    ];
    let writer = |(number, (who, room, front)): (u64, (&'static str, &String, Front))| {
        let (room, stop, address) = (room.clone(), stop.clone(), town.address());
        let pen = Pen { who, room, number, front, dice: Dice::new(seed * 100 + number), address, hand: None };
        std::thread::spawn(move || pen.write_until(&stop))
    };
    (0..).zip(jobs).map(writer).collect()
}

#[derive(Clone, Copy)]
enum Front {
    Rest,
    Ddp,
}

/// A writer's connection.
enum Hand {
    Rest(Http),
    Ddp(Box<Ddp>),
}

struct Pen {
    who: &'static str,
    room: String,
    number: u64,
    front: Front,
    dice: Dice,
    address: String,
    hand: Option<Hand>,
}

impl Pen {
    /// Writes one message after the other; each again and again, under the same id, until it is acknowledged.
    fn write_until(mut self, stop: &AtomicBool) -> Result<Vec<Entry>, String> {
        let mut ledger = Vec::new();
        for n in 0.. {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let text = match self.dice.below(20) {
                0 => format!("@all, {n} from pen {}", self.number),
                1..=4 => format!("@alice, {n} from pen {}", self.number),
                _ => format!("{n} from pen {}", self.number),
            };
            let entry = Entry { room: self.room.clone(), id: format!("pen{}n{n:09}", self.number), text };
            let begin = Instant::now();
            while let Err(e) = self.write(&entry) {
                self.hand = None;
                if begin.elapsed() > PATIENCE {
                    return Err(format!("{} cannot write: {e}", self.who));
                }
            }
            ledger.push(entry);
        }
        Ok(ledger)
    }

    fn write(&mut self, entry: &Entry) -> Result<(), String> {
        let message = json!({ "_id": entry.id, "rid": entry.room, "msg": entry.text });
        let hand = match self.hand.take() {
            Some(hand) => hand,
            None => self.connect()?,
        };
        let (stored, hand) = match hand {
            Hand::Rest(http) => {
                let answer = http.tell("/api/v1/chat.sendMessage", &json!({ "message": message }))?;
                (answer["message"].clone(), Hand::Rest(http))
            }
            Hand::Ddp(mut ddp) => (ddp.call("sendMessage", &json!([message]))?, Hand::Ddp(ddp)),
        };
        self.hand = Some(hand);
        if stored["_id"] == entry.id.as_str() { Ok(()) } else { Err(format!("another message: {stored}")) }
    }

    fn connect(&self) -> Result<Hand, String> {
        match self.front {
            Front::Rest => Http::new(&format!("http://{}", self.address)).login(self.who).map(Hand::Rest),
            Front::Ddp => {
                let mut ddp = Ddp::connect(&self.address)?;
                ddp.login(self.who)?;
                Ok(Hand::Ddp(Box::new(ddp)))
            }
        }
    }
}

/// Marks rooms as read at odd moments; gives how often that worked.
fn read_now_and_then(http: &Http, places: &Places, seed: u64, stop: &AtomicBool) -> u64 {
    let mut dice = Dice::new(seed + 7);
    let mut reads = 0;
    while !stop.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(dice.below(1500)));
        let room = if dice.below(2) == 0 { &places.channel } else { &places.direct };
        reads += u64::from(http.tell("/api/v1/subscriptions.read", &json!({ "rid": room })).is_ok());
    }
    reads
}

/// Follows both rooms until it is quiet: nobody writes, and nothing came for a while.
fn listen(
    who: &'static str,
    town: &Town,
    places: &Places,
    quiet: &Arc<AtomicBool>,
) -> JoinHandle<Result<Follower, String>> {
    let (address, quiet) = (town.address(), quiet.clone());
    let rooms = [places.channel.clone(), places.direct.clone()];
    std::thread::spawn(move || {
        let begin = Instant::now();
        let mut follower = loop {
            match Follower::new(who, &address, &rooms) {
                Ok(follower) => break follower,
                Err(e) if begin.elapsed() > PATIENCE => return Err(e),
                Err(_) => {}
            }
        };
        loop {
            // The server may be down at the moment: the next round tries again.
            let attended = follower.attend().is_ok();
            let (asked, deadline) = (quiet.load(Ordering::Relaxed), Instant::now() + Duration::from_secs(2));
            let silent = follower.next(deadline) == Ok(None) && Instant::now() >= deadline;
            if attended && asked && silent {
                return Ok(follower);
            }
        }
    })
}

/// `SIGKILL` every one to four seconds.
fn kill_often(town: &mut Town, plan: Plan) -> Result<u64, String> {
    let mut dice = Dice::new(plan.seed);
    let end = Instant::now() + Duration::from_secs(plan.seconds);
    let mut kills = 0;
    while Instant::now() < end {
        std::thread::sleep(Duration::from_millis(1000 + dice.below(3000)));
        town.restart()?;
        kills += 1;
    }
    Ok(kills)
}

fn check(town: &Town, places: &Places, ledger: &[Entry], followers: &[Follower]) -> Result<(), String> {
    if ledger.len() < 100 {
        return Err(format!("only {} messages were acknowledged: this proves nothing", ledger.len()));
    }
    for (family, room) in [("channels", &places.channel), ("im", &places.direct)] {
        let whole = history(&town.http().login("alice")?, family, room)?;
        let stored: Vec<Seen> = whole.iter().filter_map(Seen::read).collect();
        check_stored(&stored, ledger.iter().filter(|e| e.room == *room))?;
        for follower in followers {
            if follower.messages(room) != stored {
                return Err(differs(room, follower.messages(room), &stored));
            }
        }
        for who in ["alice", "bob", "carol"] {
            check_unread(&town.http().login(who)?, room, &whole)?;
        }
    }
    Ok(())
}

/// Everything acknowledged is there, once, in the order in which each pen wrote it.
fn check_stored<'a>(stored: &[Seen], ledger: impl Iterator<Item = &'a Entry>) -> Result<(), String> {
    let mut ids = HashSet::new();
    if let Some(twice) = stored.iter().find(|m| !ids.insert(m.id.as_str())) {
        return Err(format!("stored twice: {twice:?}"));
    }
    let mut next = std::collections::HashMap::new();
    let places: std::collections::HashMap<_, _> =
        stored.iter().enumerate().map(|(i, m)| (&m.id, i)).collect();
    for entry in ledger {
        let at = *places.get(&entry.id).ok_or_else(|| format!("acknowledged and lost: {entry:?}"))?;
        if stored.get(at).is_none_or(|m| m.text != entry.text) {
            return Err(format!("stored with another text: {entry:?}"));
        }
        let pen = entry.id.split('n').nth(1).map(str::to_owned);
        if next.insert(pen, at).is_some_and(|before| before > at) {
            return Err(format!("stored in another order than written: {entry:?}"));
        }
    }
    Ok(())
}

fn differs(room: &str, seen: &[Seen], stored: &[Seen]) -> String {
    let at = seen.iter().zip(stored).position(|(a, b)| a != b);
    format!(
        "room {room}: a client saw {} messages, {} are stored; first difference at {at:?}",
        seen.len(),
        stored.len()
    )
}

/// The counters of a subscription equal what the history says about everything after the last reading.
fn check_unread(http: &Http, room: &str, whole: &[Value]) -> Result<(), String> {
    let list = http.want("/api/v1/subscriptions.get")?;
    let all = list["update"].as_array().ok_or("no list of subscriptions")?;
    let Some(subscription) = all.iter().find(|s| s["rid"] == room) else { return Ok(()) };
    let me = http.session().map_or("", |s| s.user.as_str());
    let name = &subscription["u"]["username"];
    // Never read: everything since the beginning counts.
    let since = subscription["ls"].as_str().unwrap_or("");
    let after = |m: &&Value| m["ts"].as_str() > Some(since) && m["u"]["_id"] != me && m.get("t").is_none();
    let mentions = |m: &Value, who: &dyn Fn(&Value) -> bool| {
        m["mentions"].as_array().is_some_and(|list| list.iter().any(|x| who(&x["username"])))
    };
    let others: Vec<&Value> = whole.iter().filter(after).collect();
    let personal = others.iter().filter(|m| mentions(m, &|x| x == name)).count();
    let group = others.iter().filter(|m| mentions(m, &|x| x == "all" || x == "here")).count();
    let both = others.iter().filter(|m| mentions(m, &|x| x == name || x == "all" || x == "here")).count();
    let unread = if subscription["t"] == "d" { others.len() } else { both };
    let expected = json!([unread, personal, group, !others.is_empty()]);
    let told = json!([
        subscription["unread"],
        subscription["userMentions"],
        subscription["groupMentions"],
        subscription["alert"]
    ]);
    if expected == told {
        return Ok(());
    }
    Err(format!("{name} in {room}: unread, personal, group, alert are {told}, a recount gives {expected}"))
}
