//! Methods that find rooms and people.

use super::{as_method, rid};
use crate::methods::{Method, method};
use rustle_domain::rooms::RoomKind;
use rustle_ops::rooms::{
    Directory, Found, Info, ListChannels, Listing, NameExists, Order, RoomFilter, RoomPage,
};
use rustle_ops::rooms::{Spotlight, What};
use rustle_ops::{Failure, Named, RoomRef};
use rustle_wire::rooms::{found, room, spotted};
use rustle_wire::{Input, Params, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Method> {
    vec![
        method("getRoomByTypeAndName", by_type, |(r, last), v| Some(room(&r, last.as_ref(), v)))
            .answering(as_method),
        method(
            "getRoomById",
            |p| Ok(Info { room: rid(p)? }),
            |(r, last), v| Some(room(&r, last.as_ref(), v)),
        )
        .answering(as_method),
        method("roomNameExists", |p| Ok(NameExists { name: p.str(0)? }), |is, _| Some(is.into())),
        method("spotlight", spotlight, |s, v| Some(spotted(&s, v))),
        method("browseChannels", browse, |part, v| Some(browsed(&part, v))).answering(as_method),
        method("channelsList", list, |page, v| Some(listed(&page, v))).answering(as_method),
    ]
}

/// `(letter of the kind, name or id)`
fn by_type(params: &Params) -> Result<Info, Failure> {
    let kinds: &'static [RoomKind] = match RoomKind::parse(&params.str(0)?) {
        Some(RoomKind::Channel) => &[RoomKind::Channel],
        Some(RoomKind::Group) => &[RoomKind::Group],
        Some(RoomKind::Direct) => &[RoomKind::Direct],
        None => &[],
    };
    Ok(Info { room: RoomRef { named: Named::IdOrName(params.str(1)?), kinds } })
}

/// `(text, user names to leave out?, {users, rooms}?, room?)`
fn spotlight(params: &Params) -> Result<Spotlight, Failure> {
    let wanted = match params.raw(2) {
        Some(_) => params.object(2)?,
        None => Input::default(),
    };
    Ok(Spotlight {
        text: params.str(0)?,
        except: params.list(1)?,
        users: wanted.opt_bool("users")?.unwrap_or(true),
        rooms: wanted.opt_bool("rooms")?.unwrap_or(true),
        room: params.opt_str(3)?.map(Into::into),
    })
}

/// How many entries a page of the directory has at most.
const MOST: i64 = 100;

fn browse(params: &Params) -> Result<Directory, Failure> {
    let wanted = params.object(0)?;
    let what = match wanted.opt_str("type")?.as_deref() {
        None | Some("channels") => What::Channels,
        Some("teams") => What::Teams,
        Some("users") => What::Users,
        Some(_) => return Err(params.wrong(0, "about channels, teams or users")),
    };
    let order = match wanted.opt_str("sortBy")?.as_deref() {
        Some("createdAt") => Order::Created,
        Some("usersCount") => Order::Members,
        Some("lastMessage") => Order::LastMessage,
        _ => Order::Name,
    };
    let descending = wanted.opt_str("sortDirection")?.as_deref() == Some("desc");
    let limit = wanted.opt_int("limit")?.filter(|l| *l > 0).unwrap_or(10).min(MOST);
    let page = wanted.opt_int("page")?.unwrap_or(0).max(0);
    let offset = wanted.opt_int("offset")?.filter(|o| *o > 0).unwrap_or_else(|| page.saturating_mul(limit));
    let number = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    let listing = Listing { order, descending, offset: number(offset), count: number(limit) };
    Ok(Directory { what, text: wanted.opt_str("text")?.unwrap_or_default(), listing })
}

fn browsed(part: &Found, view: &View) -> Value {
    let total = match part {
        Found::Rooms(page) => page.total,
        Found::Users(page, _) => page.total,
    };
    json!({ "total": total, "results": found(part, view) })
}

/// `(text?, kind?, limit?, sort?)`: only channels are listed for everybody.
fn list(params: &Params) -> Result<ListChannels, Failure> {
    let filter = RoomFilter { text: params.opt_str(0)?.unwrap_or_default(), ..RoomFilter::default() };
    let limit = params.opt_int(2)?.filter(|l| *l > 0).unwrap_or(MOST).min(MOST);
    let order = if params.opt_str(3)?.as_deref() == Some("msgs") { Order::Messages } else { Order::Name };
    let descending = order == Order::Messages;
    let count = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(ListChannels { filter, listing: Listing { order, descending, offset: 0, count } })
}

fn listed(page: &RoomPage, view: &View) -> Value {
    let rooms: Vec<Value> = page.rooms.iter().map(|(r, last)| room(r, last.as_ref(), view)).collect();
    json!({ "channels": rooms })
}
