"""rocketchat-API: everything a bot does over REST, with the library as published."""

import os
import socket
import tempfile

from rocketchat_API.APIExceptions.RocketExceptions import RocketApiException, RocketAuthenticationException
from rocketchat_API.rocketchat import RocketChat

ADDRESS = f"http://{os.environ['TOWN']}"


def person(name, address=ADDRESS):
    return RocketChat(name, f"{name}-password", server_url=address, timeout=20)


def refused(error, act):
    try:
        act()
    except error as found:
        return found
    raise AssertionError("this must be refused")


alice, bob, carol = person("alice"), person("bob"), person("carol")
refused(RocketAuthenticationException, lambda: RocketChat("alice", "wrong", server_url=ADDRESS))
assert alice.me()["username"] == "alice"

# Rooms.
channel = alice.channels_create("library", members=["bob"])["channel"]
assert channel["name"] == "library" and channel["t"] == "c", channel
group = alice.groups_create("library-staff")["group"]
assert group["t"] == "p", group
direct = alice.dm_create("bob")["room"]
assert direct["t"] == "d", direct
rid = channel["_id"]
assert rid in [room["_id"] for room in bob.rooms_get()["update"]]
assert {member["username"] for member in alice.channels_members(room_id=rid)} == {"alice", "bob"}
refused(RocketApiException, lambda: carol.groups_info(room_id=group["_id"]))

# Post, edit, react, answer in a thread, pin, star, search, delete.
start = alice.chat_post_message("first", room_id=rid)["message"]
assert start["msg"] == "first" and start["rid"] == rid, start
alice.chat_update(room_id=rid, msg_id=start["_id"], text="edited")
bob.chat_react(msg_id=start["_id"], emoji="smile")
answer = bob.chat_send_message({"rid": rid, "msg": "an answer", "tmid": start["_id"]})["message"]
assert answer["tmid"] == start["_id"], answer
seen = bob.chat_get_message(msg_id=start["_id"])["message"]
assert seen["msg"] == "edited" and "editedAt" in seen and seen["tcount"] == 1, seen
assert seen["reactions"][":smile:"]["usernames"] == ["bob"], seen
assert [m["_id"] for m in alice.chat_get_thread_messages(start["_id"])] == [answer["_id"]]
assert start["_id"] in [m["_id"] for m in bob.channels_history(rid)]
alice.chat_pin_message(start["_id"])
assert [m["_id"] for m in bob.chat_get_pinned_messages(rid)] == [start["_id"]]
bob.chat_star_message(start["_id"])
assert [m["_id"] for m in bob.chat_get_starred_messages(rid)] == [start["_id"]]
assert [m["_id"] for m in bob.chat_search(rid, "edited")] == [start["_id"]]
gone = bob.chat_post_message("a slip", room_id=rid)["message"]
bob.chat_delete(room_id=rid, msg_id=gone["_id"])
assert gone["_id"] not in [m["_id"] for m in bob.channels_history(rid)]
alice.chat_post_message("hello @bob", room_id=rid)
subscription = bob.subscriptions_get_one(room_id=rid)["subscription"]
assert subscription["userMentions"] == 1 and subscription["alert"] is True, subscription
bob.subscriptions_read(rid)
subscription = bob.subscriptions_get_one(room_id=rid)["subscription"]
assert subscription["unread"] == 0 and subscription["alert"] is False, subscription

# A file goes up and comes down again, but not to strangers.
TEXT = b"bytes that must come back\n" * 1000
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "book.txt")
    with open(path, "wb") as file:
        file.write(TEXT)
    uploaded = alice.rooms_media(group["_id"], path)["file"]
posted = alice.rooms_media_confirm(group["_id"], uploaded["_id"], msg="a book")["message"]
link = posted["attachments"][0]["title_link"]
assert alice.session.get(ADDRESS + link, headers=alice.headers).content == TEXT
for who in (bob, carol):
    assert who.session.get(ADDRESS + link, headers=who.headers).status_code in (403, 404)
assert alice.session.get(ADDRESS + link).status_code in (401, 403, 404)

# Presence.
bob.users_set_status("reading", status="busy")
assert alice.users_get_presence(username="bob")["presence"] in ("busy", "offline")
assert alice.users_info(username="bob")["user"]["_id"] == bob.headers["X-User-Id"]

# The connection is cut between two calls: the library makes a new one, the session goes on.
far = person("bob", f"http://{os.environ['BAD_NETWORK']}")
assert far.me()["username"] == "bob"
before = far.chat_post_message("before the cut", room_id=rid)["message"]
host, port = os.environ["SCISSORS"].split(":")
with socket.create_connection((host, int(port))) as scissors:
    scissors.recv(1)
missed = alice.chat_post_message("during the cut", room_id=rid)["message"]
result = far.chat_sync_messages(rid, before["ts"])["result"]
assert missed["_id"] in [m["_id"] for m in result["updated"]], result
again = RocketChat(auth_token=bob.headers["X-Auth-Token"], user_id=bob.headers["X-User-Id"], server_url=ADDRESS)
assert again.me()["username"] == "bob"
again.logout()
refused(Exception, again.me)
