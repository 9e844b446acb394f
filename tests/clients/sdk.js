// @rocket.chat/sdk 0.2.9: a bot that answers, with the library's own connection, methods and message stream.
const { driver } = require('@rocket.chat/sdk');

const [address] = process.argv.slice(2);
const quiet = { debug() {}, info() {}, warn() {}, warning() {}, error: console.error };

async function main() {
	driver.useLog(quiet);
	await driver.connect({ host: address, useSsl: false, timeout: 20000 });
	const id = await driver.login({ username: 'bob', password: "bob's password" });
	if (id !== 'bob') throw new Error(`signed in as ${id}`);
	await driver.joinRooms(['general']);
	await driver.subscribeToMessages();

	const answered = new Promise((resolve, reject) => {
		setTimeout(() => reject(new Error('no message came')), 30000).unref();
		driver.reactToMessages((error, message, meta) => {
			if (error) return reject(error);
			if (message.msg === 'marco' && message.u.username === 'alice') {
				if (!meta || meta.roomType !== 'c') return reject(new Error(`meta is ${JSON.stringify(meta)}`));
				driver.sendToRoomId('polo', message.rid).then(resolve, reject);
			}
		});
	});

	const url = `http://${address}/api/v1`;
	const json = { 'Content-Type': 'application/json' };
	const body = JSON.stringify({ user: 'alice', password: "alice's password" });
	const { data } = await (await fetch(`${url}/login`, { method: 'POST', headers: json, body })).json();
	const headers = { ...json, 'X-Auth-Token': data.authToken, 'X-User-Id': data.userId };
	const message = { rid: 'GENERAL', msg: 'marco' };
	await fetch(`${url}/chat.sendMessage`, { method: 'POST', headers, body: JSON.stringify({ message }) });

	const sent = await answered;
	if (sent.msg !== 'polo' || !sent._id) throw new Error(`sent ${JSON.stringify(sent)}`);
	await driver.editMessage({ _id: sent._id, rid: 'GENERAL', msg: 'polo!' });
	await driver.setReaction(':tada:', sent._id);
	const seen = await (await fetch(`${url}/chat.getMessage?msgId=${sent._id}`, { headers })).json();
	if (seen.message.msg !== 'polo!') throw new Error(`edited to ${seen.message.msg}`);
	if (seen.message.reactions[':tada:'].usernames[0] !== 'bob') throw new Error('no reaction');
	const direct = await driver.sendDirectToUser('hello', 'alice');
	if (!direct.rid) throw new Error('no direct message');
	await driver.logout();
	process.exit(0);
}

main().catch((error) => {
	console.error(error);
	process.exit(1);
});
