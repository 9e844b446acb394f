// @rocket.chat/ddp-client 1.1.2, what Rocket.Chat's own programs use: REST and streams over a connection that is cut.
globalThis.WebSocket = require('ws');
const { createHash } = require('crypto');
const { DDPSDK } = require('@rocket.chat/ddp-client');
const { check, cut, heard, person, run, town } = require('./beside');

const digest = (text) => createHash('sha256').update(text).digest('hex');

async function rooms(sdk) {
	const { channel } = await sdk.rest.post('/v1/channels.create', { name: 'studio', members: ['alice'] });
	const { group } = await sdk.rest.post('/v1/groups.create', { name: 'studio-staff' });
	const { room } = await sdk.rest.post('/v1/im.create', { username: 'alice' });
	check(channel.t === 'c' && group.t === 'p' && room.t === 'd', [channel, group, room]);
	const listed = await sdk.call('rooms/get');
	for (const { _id } of [channel, group, room]) check(listed.some((r) => r._id === _id), `${_id} is not listed`);
	return channel._id;
}

async function talk(sdk, alice, rid, messages) {
	const { message } = await sdk.rest.post('/v1/chat.sendMessage', { message: { rid, msg: 'first' } });
	await messages.until('the first message', (m) => m._id === message._id);
	await sdk.rest.post('/v1/chat.update', { roomId: rid, msgId: message._id, text: 'edited' });
	await messages.until('the edit', (m) => m._id === message._id && m.msg === 'edited' && m.editedAt.$date);
	await alice.post('chat.react', { messageId: message._id, emoji: ':tada:', shouldReact: true });
	await messages.until('the reaction', (m) => m._id === message._id && m.reactions?.[':tada:'].usernames[0] === 'alice');
	await alice.send(rid, 'an answer', { tmid: message._id });
	await messages.until('the answer', (m) => m.tmid === message._id && m.msg === 'an answer');
	await messages.until('the thread', (m) => m._id === message._id && m.tcount === 1 && m.tlm);
}

async function files(sdk, rid, messages) {
	const song = 'la la la\n'.repeat(1000);
	const form = new FormData();
	form.append('file', new File([song], 'song.txt', { type: 'text/plain' }));
	const { file } = await sdk.rest.post(`/v1/rooms.media/${rid}`, form);
	const { message } = await sdk.rest.post(`/v1/rooms.mediaConfirm/${rid}/${file._id}`, { msg: 'a song' });
	await messages.until('the file', (m) => m._id === message._id && m.file._id === file._id);
	const headers = { 'X-User-Id': sdk.account.uid, 'X-Auth-Token': sdk.account.user.token };
	const link = `http://${town}${message.attachments[0].title_link}`;
	check((await (await fetch(link, { headers })).text()) === song, 'the file is another one');
	check(!(await fetch(link)).ok, 'a stranger may have the file');
}

async function main() {
	const alice = await person('alice');
	const sdk = DDPSDK.create(`http://${process.env.BAD_NETWORK}`, { retryCount: 100, retryTime: 50 });
	await sdk.connection.connect();
	await sdk.account.loginWithPassword('bob', digest('bob-password'));
	check(sdk.account.uid === 'town-bob' && sdk.account.user.username === 'bob', sdk.account.user);
	const rid = await rooms(sdk);
	const [messages, deleted, presence, alerts] = [heard(), heard(), heard(), heard()];
	await sdk.stream('room-messages', rid, (message) => messages.push(message)).ready();
	await sdk.stream('notify-room', `${rid}/deleteMessage`, (which) => deleted.push(which)).ready();
	await sdk.stream('notify-logged', 'user-status', (entry) => presence.push(entry)).ready();
	await sdk.stream('notify-user', `${sdk.account.uid}/subscriptions-changed`, (act, s) => alerts.push(s)).ready();

	await talk(sdk, alice, rid, messages);
	await files(sdk, rid, messages);
	await alice.send(rid, 'hello @bob');
	await alerts.until('the mention', (s) => s.rid === rid && s.userMentions === 1 && s.alert);
	await alice.post('users.setStatus', { message: 'busy now', status: 'busy' });
	await presence.until('presence', (entry) => entry[0] === alice.id && entry[3] === 'busy now');
	const { message: slip } = await sdk.rest.post('/v1/chat.sendMessage', { message: { rid, msg: 'a slip' } });
	await sdk.rest.post('/v1/chat.delete', { roomId: rid, msgId: slip._id });
	await deleted.until('the deletion', (which) => which._id === slip._id);

	// The line is cut: the client connects again, resumes its session and subscribes again.
	const back = new Promise((resolve) => sdk.connection.once('connected', resolve));
	await cut();
	await back;
	// Answered after the subscriptions, so they hold from here on.
	await sdk.call('rooms/get');
	await alice.send(rid, 'after the cut');
	await messages.until('a message after the cut', (m) => m.msg === 'after the cut');
	await sdk.account.logout();
	sdk.connection.close();
}

run(main);
