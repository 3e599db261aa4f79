// The stand-in carries no `default_app`, so this starts the app whose folder was given on the command line, the way
// `electron <folder>` does with the official program.
const { app } = require('electron');
const { join, resolve } = require('node:path');

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.';
const folder = resolve(given);
const about = require(join(folder, 'package.json'));
app.setName(about.productName ?? about.name);
app.setVersion(about.version);
app.setAppPath(folder);
require(join(folder, about.main));
