"""rocketchat-API: sign in, make rooms, post, edit, react, answer in a thread, send and fetch a file, sign out."""

import sys
import tempfile
import urllib.error
import urllib.request

from rocketchat_API.rocketchat import RocketChat

address = f"http://{sys.argv[1]}"
alice = RocketChat("alice", "alice's password", server_url=address)
bob = RocketChat("bob", "bob's password", server_url=address)


def good(answer):
    data = answer if isinstance(answer, dict) else answer.json()
    assert data.get("success", True) is True, data
    return data


assert good(alice.me())["username"] == "alice"
channel = good(alice.channels_create("rest-library", members=["bob"]))["channel"]
assert channel["name"] == "rest-library", channel
group = good(alice.groups_create("rest-group"))["group"]
assert group["t"] == "p", group
direct = good(alice.dm_create("bob"))["room"]
assert direct["t"] == "d", direct

sent = good(alice.chat_post_message("first", room_id=channel["_id"]))["message"]
good(alice.chat_update(room_id=channel["_id"], msg_id=sent["_id"], text="edited"))
good(bob.chat_react(msg_id=sent["_id"], emoji="smile"))
answer = good(bob.chat_send_message({"rid": channel["_id"], "msg": "an answer", "tmid": sent["_id"]}))["message"]
assert answer["tmid"] == sent["_id"], answer
seen = good(bob.chat_get_message(msg_id=sent["_id"]))["message"]
assert seen["msg"] == "edited" and "editedAt" in seen and seen["tcount"] == 1, seen
assert seen["reactions"][":smile:"]["usernames"] == ["bob"], seen
history = list(bob.channels_history(channel["_id"]))
assert sent["_id"] in [m["_id"] for m in history], history

good(alice.chat_pin_message(sent["_id"]))
good(alice.chat_star_message(sent["_id"]))
good(alice.chat_delete(room_id=channel["_id"], msg_id=answer["_id"]))

with tempfile.NamedTemporaryFile(suffix=".txt") as file:
    file.write(b"bytes that must come back")
    file.flush()
    taken = good(alice.rooms_media(channel["_id"], file.name))["file"]
    uploaded = good(alice.rooms_media_confirm(channel["_id"], taken["_id"], description="a file"))
link = uploaded["message"]["attachments"][0]["title_link"]
request = urllib.request.Request(address + link)
for name in ("X-Auth-Token", "X-User-Id"):
    request.add_header(name, bob.headers[name])
assert urllib.request.urlopen(request).read() == b"bytes that must come back"
try:
    urllib.request.urlopen(address + link)
    raise SystemExit("a file was given to a stranger")
except urllib.error.HTTPError as error:
    assert error.code == 404, error

assert good(bob.users_info(username="alice"))["user"]["_id"] == "alice"
good(bob.users_set_status("here", status="busy"))
good(alice.logout())
