//! Rooms in lists.

use super::{CHANNEL, DIRECT, GROUP, hidden, invalid, listing, page, room_filter, said, unauthorized};
use crate::answer::Answer;
use crate::row::{Row, get};
use rustle_domain::access::Denied;
use rustle_domain::rooms::RoomKind;
use rustle_ops::rooms::{
    GetAny, ListAll, ListChannels, ListDiscussions, ListJoined, NameExists, Order, RoomFilter, RoomPage,
};
use rustle_ops::{ANY_KIND, Failure};
use rustle_wire::rooms::{room, room_ref};
use rustle_wire::{Input, View};
use serde_json::{Value, json};

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("channels.list", channels, |p, v| page("channels", &p, v)).answering(unauthorized),
        get("channels.list.joined", |i| joined(i, CHANNEL), |p, v| page("channels", &p, v)),
        get("groups.list", |i| joined(i, GROUP), |p, v| page("groups", &p, v)),
        get("groups.listAll", |i| all(i, RoomKind::Group), |p, v| page("groups", &p, v))
            .answering(unauthorized),
        get("im.list", |i| joined(i, DIRECT), |p, v| page("ims", &p, v)),
        get("dm.list", |i| joined(i, DIRECT), |p, v| page("ims", &p, v)),
        get("im.list.everyone", |i| all(i, RoomKind::Direct), |p, v| page("ims", &p, v))
            .answering(unauthorized),
        get("dm.list.everyone", |i| all(i, RoomKind::Direct), |p, v| page("ims", &p, v))
            .answering(unauthorized),
        get("rooms.adminRooms", admin_rooms, |p, v| page("rooms", &p, v)).answering(not_authorized),
        get(
            "rooms.adminRooms.getRoom",
            |i| Ok(GetAny { room: i.str("rid")?.into() }),
            |r, v| room(&r, None, v),
        )
        .answering(not_admin),
        get("rooms.getDiscussions", discussions, |p, v| page("discussions", &p, v)).answering(not_allowed),
        get(
            "rooms.nameExists",
            |i| Ok(NameExists { name: i.str("roomName")? }),
            |exists, _| json!({ "exists": exists }),
        ),
        get("rooms.autocomplete.channelAndPrivate", complete_own, items),
        get("rooms.autocomplete.channelAndPrivate.withPagination", complete_own_page, items_of),
        get("rooms.autocomplete.availableForTeams", for_teams, items),
        get("rooms.autocomplete.adminRooms", complete_all, items).answering(not_authorized),
    ]
}

fn channels(input: &Input) -> Result<ListChannels, Failure> {
    Ok(ListChannels { filter: room_filter(input)?, listing: listing(input)? })
}

fn joined(input: &Input, kinds: &'static [RoomKind]) -> Result<ListJoined, Failure> {
    let (filter, listing) = (room_filter(input)?, listing(input)?);
    Ok(ListJoined { kinds, filter, discussions: true, free_and_owned: false, listing })
}

fn all(input: &Input, kind: RoomKind) -> Result<ListAll, Failure> {
    let (filter, listing) = (room_filter(input)?, listing(input)?);
    Ok(ListAll { kinds: vec![kind], filter, discussions: None, teams: false, listing })
}

/// `types` are letters of kinds, `discussions` and `teams`; none means all.
fn admin_rooms(input: &Input) -> Result<ListAll, Failure> {
    let types = input.opt_list("types")?.unwrap_or_default();
    let has = |t: &str| types.iter().any(|x| x == t);
    let mut kinds: Vec<RoomKind> = types.iter().filter_map(|t| RoomKind::parse(t)).collect();
    let (discussions, teams) = (has("discussions"), has("teams"));
    if kinds.is_empty() && (types.is_empty() || discussions || teams) {
        kinds = ANY_KIND.to_vec();
    }
    let discussions = if types.is_empty() { None } else { Some(discussions) };
    let mut listing = listing(input)?;
    if !input.has("sort") {
        (listing.order, listing.descending) = (Order::Default, true);
    }
    let text = input.opt_str("filter")?.unwrap_or_default().trim().to_owned();
    Ok(ListAll { kinds, filter: RoomFilter { text, ..RoomFilter::default() }, discussions, teams, listing })
}

fn not_authorized(failure: &Failure) -> Option<Answer> {
    matches!(failure, Failure::Denied(Denied::Permission))
        .then(|| Answer::refused(400, "error-not-authorized"))
}

fn not_admin(failure: &Failure) -> Option<Answer> {
    if hidden(failure) { said("Not Allowed", "not-allowed") } else { not_authorized(failure) }
}

fn not_allowed(failure: &Failure) -> Option<Answer> {
    if hidden(failure) {
        let mut answer = Answer::refused(400, "not-allowed");
        answer.body["errorType"] = json!("Not Allowed");
        return Some(answer);
    }
    None
}

fn discussions(input: &Input) -> Result<ListDiscussions, Failure> {
    if input.full_str("roomId")?.is_none() && input.full_str("roomName")?.is_none() {
        let text = "The parameter \"roomId\" or \"roomName\" is required";
        return Err(invalid("error-roomid-param-not-provided", text));
    }
    Ok(ListDiscussions { room: room_ref(input, ANY_KIND)?, listing: listing(input)? })
}

/// `selector` is `{"name": …}`.
fn selector(input: &Input) -> Result<RoomFilter, Failure> {
    let selector =
        input.opt_object("selector")?.ok_or_else(|| invalid("", "The 'selector' param is required"))?;
    Ok(RoomFilter { text: selector.opt_str("name")?.unwrap_or_default(), ..RoomFilter::default() })
}

const CHANNEL_AND_GROUP: &[RoomKind] = &[RoomKind::Channel, RoomKind::Group];

/// How many rooms are offered.
const OFFERED: usize = 10;

fn complete_own_page(input: &Input) -> Result<ListJoined, Failure> {
    let (filter, listing) = (selector(input)?, listing(input)?);
    Ok(ListJoined { kinds: CHANNEL_AND_GROUP, filter, discussions: false, free_and_owned: false, listing })
}

fn complete_own(input: &Input) -> Result<ListJoined, Failure> {
    let mut own = complete_own_page(input)?;
    (own.listing.offset, own.listing.count) = (0, OFFERED);
    Ok(own)
}

fn for_teams(input: &Input) -> Result<ListJoined, Failure> {
    let filter = RoomFilter { text: input.opt_str("name")?.unwrap_or_default(), ..RoomFilter::default() };
    let mut listing = listing(input)?;
    (listing.offset, listing.count) = (0, OFFERED);
    Ok(ListJoined { kinds: CHANNEL_AND_GROUP, filter, discussions: false, free_and_owned: true, listing })
}

fn complete_all(input: &Input) -> Result<ListAll, Failure> {
    let (filter, mut listing) = (selector(input)?, listing(input)?);
    (listing.offset, listing.count) = (0, OFFERED);
    Ok(ListAll { kinds: ANY_KIND.to_vec(), filter, discussions: None, teams: false, listing })
}

fn items(found: RoomPage, _: &View) -> Value {
    let items: Vec<Value> = found
        .rooms
        .iter()
        .map(|(r, _)| {
            let mut item = json!({ "_id": r.id, "t": r.kind.as_str(), "name": r.name, "fname": r.fname });
            if let Some(etag) = &r.detail.avatar_etag {
                item["avatarETag"] = json!(etag);
            }
            item
        })
        .collect();
    json!({ "items": items })
}

fn items_of(found: RoomPage, view: &View) -> Value {
    let total = found.total;
    let mut out = items(found, view);
    out["total"] = total.into();
    out
}
