"""rocketchat-async: people in real time, over a connection that is cut, with the library as published.

The library has no calls for rooms, edits and files: those come from beside it, over REST, and are seen through it.
"""

import asyncio
import json
import os
import urllib.request
import uuid

from rocketchat_async import RocketChat

TOWN = os.environ["TOWN"]


class Beside:
    """REST calls of one of the people."""

    def __init__(self, name):
        self.headers = {}
        data = self.post("login", {"user": name, "password": f"{name}-password"})["data"]
        self.headers = {"X-Auth-Token": data["authToken"], "X-User-Id": data["userId"]}

    def post(self, path, body):
        return self.send(f"/api/v1/{path}", json.dumps(body).encode(), "application/json")

    def send(self, path, body=None, kind=None):
        request = urllib.request.Request(f"http://{TOWN}{path}", body, self.headers)
        if kind:
            request.add_header("Content-Type", kind)
        with urllib.request.urlopen(request, timeout=20) as answer:
            content = answer.read()
        return json.loads(content) if path.startswith("/api") else content

    def upload(self, rid, content):
        edge = uuid.uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="song.txt"\r\n'
        head += "Content-Type: text/plain\r\n\r\n"
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self.send(f"/api/v1/rooms.upload/{rid}", body, f"multipart/form-data; boundary={edge}")["message"]


async def person(name, address=TOWN):
    client = RocketChat()
    await client.start(f"ws://{address}/websocket", name, f"{name}-password")
    return client


async def expect(queue, wanted):
    """The first message for which `wanted` holds."""
    while True:
        message = await asyncio.wait_for(queue.get(), 20)
        if wanted(message):
            return message


async def listen(client, rid):
    heard = asyncio.Queue()
    await client.subscribe_to_channel_messages_raw(rid, heard.put_nowait)
    # Answered after the subscription, so it holds from here on.
    await client.get_channels()
    return heard


async def talk(alice, bob, rid, heard):
    for number in range(50):
        await alice.send_message(f"message {number}", rid)
    for number in range(50):
        message = await asyncio.wait_for(heard.get(), 20)
        assert message["msg"] == f"message {number}", message
        assert message["u"]["username"] == "alice" and message["urls"] == [] and message["md"], message
    changes = asyncio.Queue()
    await bob.subscribe_to_channel_changes(lambda room, kind: changes.put_nowait((room, kind)))
    await bob.get_channels()
    await alice.send_message("start of a thread", rid)
    start = await expect(heard, lambda m: m["msg"] == "start of a thread")
    assert await asyncio.wait_for(changes.get(), 20) == (rid, "c")
    await bob.send_reaction(start["_id"], ":heart:")
    reacted = await expect(heard, lambda m: m["_id"] == start["_id"])
    assert reacted["reactions"] == {":heart:": {"usernames": ["bob"]}}, reacted
    await bob.send_typing_event(rid)
    await alice.send_message("an answer", rid, start["_id"])
    await expect(heard, lambda m: m["msg"] == "an answer" and m["tmid"] == start["_id"])
    return start


async def main():
    beside = Beside("alice")
    rid = beside.post("channels.create", {"name": "band", "members": ["bob"]})["channel"]["_id"]
    alice, bob = await person("alice"), await person("bob", os.environ["BAD_NETWORK"])
    try:
        await person("alice-with-another-password")
        raise AssertionError("somebody unknown signed in")
    except RuntimeError:
        pass
    assert (rid, "c") in await bob.get_channels()
    heard = await listen(bob, rid)
    start = await talk(alice, bob, rid, heard)
    beside.post("chat.update", {"roomId": rid, "msgId": start["_id"], "text": "edited"})
    await expect(heard, lambda m: m["_id"] == start["_id"] and m["msg"] == "edited" and "editedAt" in m)

    song = b"la la la\n" * 1000
    beside.upload(rid, song)
    posted = await expect(heard, lambda m: m.get("file"))
    assert Beside("bob").send(posted["attachments"][0]["title_link"]) == song

    # The line is cut; a new one takes up where the old one was.
    host, port = os.environ["SCISSORS"].split(":")
    reader, _ = await asyncio.open_connection(host, int(port))
    await reader.read()
    try:
        await asyncio.wait_for(bob.run_forever(), 20)
        raise AssertionError("the cut was not noticed")
    except RocketChat.ConnectionClosed:
        pass
    bob = RocketChat()
    token = Beside("bob").headers["X-Auth-Token"]
    await bob.resume(f"ws://{os.environ['BAD_NETWORK']}/websocket", "bob", token)
    heard = await listen(bob, rid)
    await alice.send_message("after the cut", rid)
    message = await asyncio.wait_for(heard.get(), 20)
    assert message["msg"] == "after the cut", message


asyncio.run(main())
