/**
 * Starts the packaged app on the program that this variable names (e2e/app/runtime.ts sets it for tests), with this file's
 * path as first argument; without it, says what the package is.
 */
const script = `#!/bin/sh
if [ -n "$ELECTRON_STAND_IN" ]; then exec "$ELECTRON_STAND_IN" "$0" "$@"; fi
echo "This stands in for Electron. Package the app where Electron can be downloaded." >&2
exit 1
`;

/**
 * The fuses as Electron 45 is delivered with them: sentinel, version of the scheme, their number, then a digit for each.
 * https://www.electronjs.org/docs/latest/tutorial/fuses#the-hard-way
 */
const fuseWire = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011`;

/**
 * What is packaged as Electron's executable. It carries the fuses as Electron's does, so that packaging really sets them
 * and a start reads them.
 */
export const packagedExecutable = `${script}${fuseWire}\n`;
