// Fills forms with ODK Web Forms' engine. One job a line on standard input,
// `form.xml<TAB>answers.tsv`; one JSON document a line comes back. The protocol
// is described in README.md; JavaRosa's driver speaks the same.

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { JSDOM } from 'jsdom';

// What the engine expects of a browser.
const { window } = new JSDOM();
for (const name of Object.getOwnPropertyNames(window)) {
	if (/^[A-Z]/.test(name) && !(name in globalThis)) {
		globalThis[name] = window[name];
	}
}
globalThis.document = window.document;
globalThis.window = window;
// Its parser would look for files if it took this for Node.
const { versions } = process;
Object.defineProperty(process, 'versions', { value: { ...versions, node: undefined }, configurable: true });
const { createInstance } = await import('@getodk/xforms-engine');
Object.defineProperty(process, 'versions', { value: versions });

/** `/data/ho[1]/ten` without the outermost element and without `[1]`. */
const plain = (reference) => reference.replaceAll('[1]', '').replace(/^\/[^/]+/, '');

/** Every node below `node`, repeats as their instances. */
function* nodesBelow(node) {
	for (const child of node.currentState.children ?? []) {
		if (!child.nodeType.startsWith('repeat-range')) yield child;
		yield* nodesBelow(child);
	}
}

/** Nodes by path, looked up again when one is missing or its place has changed. */
let places = new Map();

const find = (root, path) => {
	const known = places.get(path);
	if (known !== undefined && plain(known.currentState.reference) === path) return known;
	places = new Map();
	for (const node of nodesBelow(root)) places.set(plain(node.currentState.reference), node);
	return places.get(path) ?? null;
};

/** Adds the instances of repeats that `path` passes through. */
const addRepeats = (root, path) => {
	for (const place of path.matchAll(/\[(\d+)\]/g)) {
		const instance = path.slice(0, place.index);
		const first = find(root, plain(`/root${instance}`));
		const range = first?.parent ?? emptyRange(root, plain(`/root${instance}`));
		if (range?.nodeType !== 'repeat-range:uncontrolled') continue;
		while (range.currentState.children.length < Number(place[1])) range.addInstances();
	}
};

/** A repeat without instances. */
const emptyRange = (root, path) => {
	const walk = function* (node) {
		for (const child of node.currentState.children ?? []) {
			yield child;
			yield* walk(child);
		}
	};
	for (const node of walk(root)) {
		const isRange = node.nodeType.startsWith('repeat-range');
		if (isRange && plain(node.currentState.reference) === path) return node;
	}
	return null;
};

const give = (node, answer) => {
	switch (node.nodeType) {
		case 'select':
			return node.selectValues(answer === '' ? [] : answer.split(' '));
		case 'rank':
			return node.setValues(answer === '' ? [] : answer.split(' '));
		case 'trigger':
			return node.setValue(answer === 'OK');
		case 'range':
			return node.setValue(answer === '' ? null : answer);
		default:
			return node.setValue(answer);
	}
};

/** Whether an answer was kept; one that its constraint refuses is taken back. */
const answer = (root, path, text) => {
	addRepeats(root, path);
	const node = find(root, plain(`/root${path}`));
	if (node === null || !node.currentState.relevant) return 'unreachable';
	if (node.currentState.readonly) return 'readonly';
	if (typeof (node.selectValues ?? node.setValues ?? node.setValue) !== 'function') return 'readonly';
	const before = node.currentState.instanceValue;
	try {
		give(node, text);
	} catch {
		return 'type';
	}
	if (node.validationState.violation?.condition === 'constraint') {
		give(node, before);
		return 'refused';
	}
	return 'ok';
};

/** Lists that forms call `jr://file-csv/xa.csv` lie beside the form. */
const beside = (form) => async (url) => {
	try {
		const file = await readFile(join(dirname(form), basename(decodeURIComponent(url.href))));
		return new Response(file, { headers: { 'content-type': 'text/csv' } });
	} catch {
		return new Response('', { status: 404 });
	}
};

const fill = async (form, answers) => {
	const xml = await readFile(form, 'utf8');
	const { root } = await createInstance(xml, {
		form: {
			fetchFormAttachment: beside(form),
			missingResourceBehavior: 'BLANK',
		},
		instance: { preloadProperties: { deviceID: 'x', username: 'x', email: 'x', phoneNumber: 'x' } },
	});
	places = new Map();
	const kept = answers.map(([path, text]) => [path, text, answer(root, path, text)]);
	const result = { answers: kept, values: {}, relevant: {}, required: {}, choices: {} };
	for (const node of nodesBelow(root)) {
		const path = plain(node.currentState.reference);
		result.relevant[path] = node.currentState.relevant;
		if (node.currentState.children !== null) continue;
		result.required[path] = node.currentState.required;
		const value = node.currentState.instanceValue;
		if (node.currentState.relevant && value !== '') result.values[path] = value;
		if (node.nodeType === 'select' || node.nodeType === 'rank') {
			result.choices[path] = node.currentState.valueOptions.map((choice) => choice.value);
		}
	}
	return result;
};

const read = (text) =>
	text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => {
			const [path, ...rest] = line.split('\t');
			return [path, rest.join('\t')];
		});

// Only documents go to standard output.
const say = (document) => process.stdout.write(`${JSON.stringify(document)}\n`);
console.log = console.warn = console.error = console.info = () => {};

for await (const line of createInterface({ input: process.stdin })) {
	const [form, answers] = line.split('\t');
	try {
		say(await fill(form, read(await readFile(answers, 'utf8'))));
	} catch (error) {
		const causes = [];
		for (let at = error; at != null; at = at.cause) causes.push(String(at.message ?? at));
		say({ error: causes.join(' / ').slice(0, 500) });
	}
}
process.exit(0);
