// PouchDB's side of the sync lines: the same records from one leveldb to the server and from there into another one,
// in batches of 500 as ours. Answers milliseconds for each record.
import { readFileSync } from 'node:fs';
import PouchDB from 'pouchdb';

const { folder, url, records, warm, large } = JSON.parse(process.argv[2]);
const documents = readFileSync(records, 'utf8')
  .split('\n')
  .map((line) => {
    const { id, ...fields } = JSON.parse(line);
    return { _id: id, type: 'attendanceMark', ...fields };
  });
const remote = new PouchDB(`${url}/marks`);
const office = new PouchDB(`${folder}/office`);
const other = new PouchDB(`${folder}/other`);
const settings = { batch_size: 500 };

async function send(from, count) {
  for (let at = from; at < from + count; at += 1000)
    await office.bulkDocs(documents.slice(at, Math.min(at + 1000, from + count)));
  let start = performance.now();
  const pushed = await office.replicate.to(remote, settings);
  const push = performance.now() - start;
  start = performance.now();
  const pulled = await other.replicate.from(remote, settings);
  const pull = performance.now() - start;
  if (pushed.docs_written !== count || pulled.docs_written !== count)
    throw new Error(`PouchDB sent ${pushed.docs_written} and fetched ${pulled.docs_written} of ${count}.`);
  return { push: push / count, pull: pull / count };
}

await send(0, warm);
process.stdout.write(`${JSON.stringify(await send(warm, large))}\n`);
process.exit(0);
