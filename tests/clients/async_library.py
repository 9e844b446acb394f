"""rocketchat-async: two people in one channel, in real time; typing, reaction, and a connection that is cut."""

import asyncio
import sys

from rocketchat_async import RocketChat

ADDRESS = f"ws://{sys.argv[1]}/websocket"
ROOM = "GENERAL"


async def person(name):
    client = RocketChat()
    await client.start(ADDRESS, name, f"{name}'s password")
    return client


async def expect(queue, text):
    while True:
        message = await asyncio.wait_for(queue.get(), 20)
        if message["msg"] == text:
            return message


async def main():
    alice, bob = await person("alice"), await person("bob")
    assert (ROOM, "c") in await bob.get_channels()
    heard = asyncio.Queue()
    await bob.subscribe_to_channel_messages_raw(ROOM, heard.put_nowait)
    for number in range(50):
        await alice.send_message(f"message {number}", ROOM)
    for number in range(50):
        message = await asyncio.wait_for(heard.get(), 20)
        assert message["msg"] == f"message {number}", message
        assert message["u"]["username"] == "alice" and message["urls"] == [] and message["md"], message
    changed = asyncio.Queue()
    await bob.subscribe_to_channel_changes_raw(changed.put_nowait)
    await alice.send_message("react to this", ROOM)
    message = await expect(heard, "react to this")
    await asyncio.wait_for(changed.get(), 20)
    await bob.send_reaction(message["_id"], ":heart:")
    reacted = await expect(heard, "react to this")
    assert reacted["reactions"] == {":heart:": {"usernames": ["bob"]}}, reacted
    await bob.send_typing_event(ROOM)

    # The line is cut; a new one takes up where the old one was.
    bob._ws_connection_task.cancel()
    again = await person("bob")
    heard = asyncio.Queue()
    await again.subscribe_to_channel_messages_raw(ROOM, heard.put_nowait)
    await alice.send_message("after the cut", ROOM)
    await expect(heard, "after the cut")


asyncio.run(main())
