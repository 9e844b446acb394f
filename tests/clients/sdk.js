// @rocket.chat/sdk 0.2.9: a bot in real time, over a connection that is cut, with the library as published.
process.env.ROCKETCHAT_URL = `http://${process.env.TOWN}`;
process.env.ROCKETCHAT_USER = 'bob';
process.env.ROCKETCHAT_PASSWORD = 'bob-password';
const { api, driver } = require('@rocket.chat/sdk');
const { check, cut, heard, person, run, town } = require('./beside');

const quiet = { debug() {}, info() {}, warn() {}, warning() {}, error: console.error };

async function talk(alice, rid, messages) {
	await alice.send(rid, 'marco');
	const { message, meta } = await messages.until('marco', (m) => m.message.msg === 'marco');
	check(meta.roomType === 'c' && meta.roomParticipant === true, meta);
	const sent = await driver.sendToRoomId('polo', message.rid);
	check(sent.msg === 'polo' && sent._id && sent.u.username === 'bob', sent);
	await driver.editMessage({ _id: sent._id, rid, msg: 'polo!' });
	await driver.setReaction(':tada:', sent._id);
	const seen = (await alice.get(`chat.getMessage?msgId=${sent._id}`)).message;
	check(seen.msg === 'polo!' && seen.editedAt, seen);
	check(seen.reactions[':tada:'].usernames[0] === 'bob', seen);

	const answer = await driver.sendMessage({ rid, msg: 'in a thread', tmid: sent._id });
	check(answer.tmid === sent._id, answer);
	await alice.send(rid, 'in it, too', { tmid: sent._id });
	await messages.until('the answer', (m) => m.message.msg === 'in it, too' && m.message.tmid === sent._id);
	const direct = await driver.sendDirectToUser('hello', 'alice');
	check(direct.rid && direct.msg === 'hello', direct);
	check((await driver.getRoomName(rid)) === 'bots', 'the name of the room');
}

async function files(alice, rid, messages) {
	const song = 'la la la\n'.repeat(1000);
	const form = new FormData();
	form.append('file', new Blob([song], { type: 'text/plain' }), 'song.txt');
	const options = { method: 'POST', headers: alice.headers, body: form };
	const uploaded = await fetch(`http://${town}/api/v1/rooms.upload/${rid}`, options);
	check(uploaded.ok, `upload: ${uploaded.status}`);
	const { message } = await messages.until('the file', (m) => m.message.file);
	const link = `http://${town}${message.attachments[0].title_link}`;
	const headers = api.getHeaders(true);
	check((await (await fetch(link, { headers })).text()) === song, 'the file is another one');
	check(!(await fetch(link)).ok, 'a stranger may have the file');
}

async function main() {
	const alice = await person('alice');
	driver.useLog(quiet);
	await api.login();
	const { channel } = await api.post('channels.create', { name: 'bots', members: ['alice'] });
	const rid = channel._id;
	const second = (await alice.post('channels.create', { name: 'second' })).channel._id;

	const asteroid = await driver.connect({ host: process.env.BAD_NETWORK, useSsl: false, timeout: 20000 });
	check((await driver.login()) === 'town-bob', 'signed in as somebody else');
	await driver.joinRooms(['second']);
	await driver.subscribeToMessages();
	const messages = heard();
	driver.reactToMessages((error, message, meta) => {
		if (error) throw error;
		messages.push({ message, meta });
	});
	await talk(alice, rid, messages);
	await files(alice, rid, messages);
	await alice.send(second, 'joined');
	await messages.until('a message of the joined room', (m) => m.message.rid === second);

	const presence = heard();
	asteroid.ddp.on('changed', (frame) => presence.push(frame));
	await driver.subscribe('stream-notify-logged', 'user-status');
	await alice.post('users.setStatus', { message: 'busy now', status: 'busy' });
	await presence.until('presence', (f) => f.fields.eventName === 'user-status' && f.fields.args[0][0] === alice.id);

	// The line is cut: the library connects again, resumes its session and subscribes again.
	const back = new Promise((resolve) => driver.events.once('reconnected', resolve));
	await cut();
	await back;
	await asteroid.resumeLoginPromise;
	await driver.subscribeToMessages();
	await alice.send(rid, 'after the cut');
	await messages.until('a message after the cut', (m) => m.message.msg === 'after the cut');
	await driver.logout();
}

run(main);
