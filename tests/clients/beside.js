// What the scripts share: REST calls beside the library under test, waiting, and the scissors.
const net = require('net');

const town = process.env.TOWN;

async function answer(response) {
	const body = await response.json();
	if (!response.ok) throw new Error(`${response.url}: ${response.status} ${JSON.stringify(body)}`);
	return body;
}

async function person(name) {
	const url = `http://${town}/api/v1`;
	const type = { 'Content-Type': 'application/json' };
	const login = JSON.stringify({ user: name, password: `${name}-password` });
	const { data } = await answer(await fetch(`${url}/login`, { method: 'POST', headers: type, body: login }));
	const headers = { 'X-Auth-Token': data.authToken, 'X-User-Id': data.userId };
	const post = async (path, body) =>
		answer(await fetch(`${url}/${path}`, { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) }));
	const get = async (path) => answer(await fetch(`${url}/${path}`, { headers }));
	const send = (rid, msg, more = {}) => post('chat.sendMessage', { message: { rid, msg, ...more } });
	return { id: data.userId, token: data.authToken, headers, post, get, send };
}

// A list that others can wait on: `until` gives the first entry, old or new, for which `wanted` holds.
function heard() {
	const entries = [];
	const waiting = new Set();
	return {
		entries,
		push(entry) {
			entries.push(entry);
			for (const look of waiting) look(entry);
		},
		until(what, wanted) {
			return new Promise((resolve, reject) => {
				const before = entries.find(wanted);
				if (before) return resolve(before);
				const timer = setTimeout(
					() => reject(new Error(`${what} did not come, but ${JSON.stringify(entries.slice(-5))}`)),
					20000,
				);
				const look = (entry) => {
					if (!wanted(entry)) return;
					clearTimeout(timer);
					waiting.delete(look);
					resolve(entry);
				};
				waiting.add(look);
			});
		},
	};
}

// Cuts every connection over the bad network.
function cut() {
	const [host, port] = process.env.SCISSORS.split(':');
	return new Promise((resolve, reject) => {
		const socket = net.connect(Number(port), host);
		socket.on('error', reject).on('close', resolve).resume();
	});
}

function check(holds, what) {
	if (!holds) throw new Error(typeof what === 'string' ? what : JSON.stringify(what));
}

function run(main) {
	main().then(
		() => process.exit(0),
		(error) => {
			console.error(error);
			process.exit(1);
		},
	);
}

module.exports = { check, cut, heard, person, run, town };
