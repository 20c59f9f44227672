import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseFpmArguments } from './fpm-arguments.ts';
import { makeDeb } from './make-deb.ts';
import { makeRpm } from './make-rpm.ts';

// Stands in for fpm, which electron-builder downloads from a host that many networks block: makes the package that fpm makes
// of the same arguments, with the same files and fields, and refuses arguments that it does not know.

const makers: Readonly<Record<string, typeof makeDeb>> = { deb: makeDeb, rpm: makeRpm };

/** Copies `from=to`; of a folder with a slash at its end, the content. */
function copyMapping(mapping: string, root: string): void {
  const [from = '', to = ''] = mapping.split('=', 2);
  const target = join(root, to);
  mkdirSync(dirname(target), { recursive: true });
  if (statSync(from).isDirectory()) cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  else copyFileSync(from, target);
}

const { values, positionals: mappings } = parseFpmArguments(process.argv.slice(2));
const make = makers[values['output-type']];
if (values['input-type'] !== 'dir' || !make)
  throw new Error('The stand-in for fpm makes deb and rpm packages of folders only.');
const root = mkdtempSync(join(tmpdir(), 'fpm-'));
for (const mapping of mappings) copyMapping(mapping, root);
make(root, values);
rmSync(root, { recursive: true });
