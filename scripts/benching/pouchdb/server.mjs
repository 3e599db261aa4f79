// PouchDB's own server as a process of its own: express-pouchdb over leveldb in the folder given. Says its port.
import express from 'express';
import expressPouchdb from 'express-pouchdb';
import PouchDB from 'pouchdb';

const folder = process.argv[2];
const app = express();
app.use(
  '/',
  expressPouchdb(PouchDB.defaults({ prefix: `${folder}/` }), {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: `${folder}/log.txt`,
  }),
);
const listening = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: listening.address().port })}\n`);
});
