//! A bad network: a TCP proxy whose connections a test can cut.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes passed on at once: fewer than most frames have, so that a cut falls inside one.
const CHUNK: usize = 97;

/// Passes connections on to a server until they are cut.
#[derive(Clone, Debug)]
pub struct Proxy {
    address: SocketAddr,
    open: Arc<Mutex<Vec<[TcpStream; 2]>>>,
}

impl Proxy {
    /// Listens on a free port of this machine, for the server at an address such as `127.0.0.1:3000`.
    pub fn start(server: &str) -> Result<Self, String> {
        let (listener, address) = listen()?;
        let proxy = Self { address, open: Arc::default() };
        let (open, server) = (proxy.open.clone(), server.to_owned());
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // A server that is down looks like a connection that is cut at once.
                if let Some(pair) = join(client, &server) {
                    open.lock().unwrap_or_else(PoisonError::into_inner).push(pair);
                }
            }
        });
        Ok(proxy)
    }

    /// Address and port to connect to.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Cuts every connection, both ways, in the middle of whatever it carries. Gives how many there were.
    pub fn cut(&self) -> usize {
        let pairs = std::mem::take(&mut *self.open.lock().unwrap_or_else(PoisonError::into_inner));
        let live = |[client, server]: &[TcpStream; 2]| {
            let alive = client.shutdown(Shutdown::Both).is_ok();
            server.shutdown(Shutdown::Both).is_ok() && alive
        };
        pairs.iter().map(live).filter(|cut| *cut).count()
    }

    /// Opens a second port that cuts every connection whenever somebody connects to it, and then closes: for
    /// tests in other languages. Gives its address.
    pub fn scissors(&self) -> Result<String, String> {
        let (listener, address) = listen()?;
        let proxy = self.clone();
        std::thread::spawn(move || {
            for asking in listener.incoming().flatten() {
                proxy.cut();
                drop(asking);
            }
        });
        Ok(address.to_string())
    }
}

fn listen() -> Result<(TcpListener, SocketAddr), String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|e| e.to_string())?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    Ok((listener, address))
}

fn join(client: TcpStream, server: &str) -> Option<[TcpStream; 2]> {
    let server = TcpStream::connect(server).ok()?;
    let pair = [client.try_clone().ok()?, server.try_clone().ok()?];
    let back = (server.try_clone().ok()?, client.try_clone().ok()?);
    std::thread::spawn(move || pump(client, server));
    std::thread::spawn(move || pump(back.0, back.1));
    Some(pair)
}

fn pump(mut from: TcpStream, mut to: TcpStream) {
    let mut chunk = [0; CHUNK];
    while let Ok(read @ 1..) = from.read(&mut chunk) {
        if chunk.get(..read).is_none_or(|bytes| to.write_all(bytes).is_err()) {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
