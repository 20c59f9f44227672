// Replaces Electron for a packaged app: gives it the command line, and records and rejects everything else.
const { appendFileSync } = require('node:fs');

const refuse = (name) => {
  appendFileSync(process.env.PROBE_LOG, `${name}\n`);
  throw new Error(`${name} was used.`);
};
const only = (owner, provided) =>
  new Proxy(provided, {
    get: (target, key) => {
      if (key in target || typeof key === 'symbol') return target[key];
      return refuse(`${owner}${key}`);
    },
  });

const commandLine = {
  hasSwitch: (name) =>
    process.argv.some((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`)),
};
module.exports = only('', { app: only('app.', { isPackaged: true, commandLine }) });
