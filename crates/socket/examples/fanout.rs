//! Measures what a connection costs: memory when idle, processor time for each frame.
//!
//! `cargo run --release -p rustle-socket --example fanout [CONNECTIONS]` (default 500). The server is
//! one thread of this process; the clients are a second process that reads and forgets. Linux only:
//! figures come from `/proc`. Many connections need `ulimit -n`.

use std::error::Error;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bytes::Bytes;
use rustle_socket::{Class, Frame, Incoming, Limits, Sender, finish, open_tcp};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const ROUNDS: usize = 200;
const BATCH: usize = 8;
const BODY: usize = 700;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match arguments.as_slice() {
        [] => runtime.block_on(measure(500)),
        [count] => runtime.block_on(measure(count.parse()?)),
        [address, count, bytes] => runtime.block_on(clients(address, count.parse()?, bytes.parse()?)),
        _ => Err("usage: fanout [CONNECTIONS]".into()),
    }
}

async fn measure(count: usize) -> Outcome<()> {
    let frame = Frame::text(&"x".repeat(BODY));
    let close = Frame::close(1001, "").as_bytes().len();
    let bytes = frame.as_bytes().len() * ROUNDS * (1 + BATCH) + close;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let mut clients = Command::new(std::env::current_exe()?)
        .args([address, count.to_string(), bytes.to_string()])
        .stdin(Stdio::null())
        .spawn()?;

    let before = resident()?;
    let mut senders = Vec::with_capacity(count);
    for _ in 0..count {
        let (stream, _) = listener.accept().await?;
        let (reader, writer, sender) = open_tcp(stream, Bytes::new(), Limits::default());
        senders.push(sender.clone());
        tokio::spawn(session(reader, writer, sender));
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    println!("{count} connections, frames of {} bytes", frame.as_bytes().len());
    println!("memory per idle connection: {} bytes", (resident()? - before) / count);

    broadcast("one write for each frame", &senders, &frame, 1).await?;
    broadcast("eight frames in a write", &senders, &frame, BATCH).await?;
    println!("memory per connection afterwards: {} bytes", (resident()? - before) / count);
    for sender in &senders {
        sender.close(1001, "");
    }
    let status = loop {
        match clients.try_wait()? {
            Some(status) => break status,
            None => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    };
    if !status.success() {
        return Err("not everything arrived".into());
    }
    Ok(())
}

/// Sends the frame to everybody, so many times, and waits until it is written.
async fn broadcast(what: &str, senders: &[Sender], frame: &Frame, batch: usize) -> Outcome<()> {
    let (start, processor, user) = (Instant::now(), processor_time()?, user_time()?);
    for _ in 0..ROUNDS {
        for sender in senders {
            for _ in 1..batch {
                sender.queue(frame.clone(), Class::Keep);
            }
            sender.send(frame.clone(), Class::Keep);
        }
        while senders.iter().any(|sender| sender.queued_bytes() > 0) {
            tokio::task::yield_now().await;
        }
        tokio::task::yield_now().await;
    }
    let frames = u32::try_from(ROUNDS * senders.len() * batch)?;
    println!(
        "{what}: {:?} of processor time per frame, {:?} of it our own; {:.0} frames/s",
        processor_time()?.saturating_sub(processor) / frames,
        user_time()?.saturating_sub(user) / frames,
        f64::from(frames) / start.elapsed().as_secs_f64(),
    );
    Ok(())
}

async fn session(
    mut reader: rustle_socket::Reader<tokio::net::tcp::OwnedReadHalf>,
    mut writer: rustle_socket::Writer,
    sender: Sender,
) {
    loop {
        let incoming = tokio::select! {
            incoming = reader.next() => incoming,
            _ = writer.run() => break,
        };
        match incoming {
            Ok(Incoming::Text(text)) => drop(sender.send(Frame::text(&text), Class::Keep)),
            Ok(Incoming::Ping(payload)) => drop(sender.send(Frame::pong(&payload), Class::Droppable)),
            Ok(Incoming::Pong(_)) => {}
            Ok(Incoming::Close { .. }) | Err(_) => break,
        }
    }
    finish(reader, writer, Duration::from_secs(5)).await;
}

/// The other process: connects, reads to the end and checks that every connection got its bytes.
async fn clients(address: &str, count: usize, bytes: usize) -> Outcome<()> {
    let mut streams = Vec::with_capacity(count);
    for _ in 0..count {
        streams.push(TcpStream::connect(address).await?);
    }
    let tasks: Vec<_> = streams.into_iter().map(|stream| tokio::spawn(swallow(stream, bytes))).collect();
    for task in tasks {
        task.await??;
    }
    Ok(())
}

async fn swallow(mut stream: TcpStream, bytes: usize) -> Outcome<()> {
    let mut space = vec![0; 16 * 1024];
    let mut total = 0;
    loop {
        match stream.read(&mut space).await? {
            0 if total == bytes => return Ok(()),
            0 => return Err("the server has gone".into()),
            read => total += read,
        }
    }
}

/// Memory of this process, in bytes.
fn resident() -> Outcome<usize> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<usize>()? * 1024)
}

/// Processor time of this thread, the kernel's work for it included.
fn processor_time() -> Outcome<Duration> {
    let schedstat = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = schedstat.split(' ').next().ok_or("no schedstat")?;
    Ok(Duration::from_nanos(nanoseconds.parse()?))
}

/// The part of it outside the kernel, in steps of 10 ms.
fn user_time() -> Outcome<Duration> {
    let stat = fs::read_to_string("/proc/thread-self/stat")?;
    let fields = stat.rsplit(") ").next().ok_or("no stat")?;
    let ticks = fields.split(' ').nth(11).ok_or("no user time")?;
    Ok(Duration::from_millis(ticks.parse::<u64>()? * 10))
}
