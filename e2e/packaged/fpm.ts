import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

// Stands in for fpm, which electron-builder downloads from a host that many networks block: makes the Debian package that fpm
// makes of the same arguments, with the same files and the same fields, and refuses arguments that it does not know.
// https://fpm.readthedocs.io/en/latest/packages/deb.html
const text = { type: 'string', default: '' } as const;
const list = { type: 'string', multiple: true, default: [] as string[] } as const;
const { values, positionals: mappings } = parseArgs({
  allowPositionals: true,
  options: {
    'input-type': { ...text, short: 's' },
    'output-type': { ...text, short: 't' },
    force: { type: 'boolean' },
    depends: { ...list, short: 'd' },
    'deb-recommends': list,
    'deb-compression': text,
    'deb-priority': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
  },
});
if (values['input-type'] !== 'dir' || values['output-type'] !== 'deb')
  throw new Error('The stand-in for fpm makes Debian packages of folders only.');

/** The first line is the synopsis; the others are continued by a space, an empty one by a dot. */
const continueLines = (description: string): string => {
  const [synopsis = '', ...lines] = description.split('\n');
  return [synopsis, ...lines.map((line) => (line.trim() === '' ? ' .' : ` ${line}`))].join('\n');
};

/** Copies `from=to`; of a folder with a slash at its end, the content. */
function copyMapping(mapping: string, root: string): void {
  const [from = '', to = ''] = mapping.split('=', 2);
  const target = join(root, to);
  mkdirSync(dirname(target), { recursive: true });
  if (statSync(from).isDirectory()) cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  else copyFileSync(from, target);
}

const root = mkdtempSync(join(tmpdir(), 'fpm-'));
for (const mapping of mappings) copyMapping(mapping, root);
const kilobytes = Number(
  /^\d+/.exec(execFileSync('du', ['--summarize', '--apparent-size', '-k', root], { encoding: 'utf8' }))?.[0],
);

const fields: readonly (readonly [name: string, value: string])[] = [
  ['Package', values.name],
  ['Version', values.version],
  ['License', values.license],
  ['Vendor', values.vendor],
  ['Architecture', values.architecture],
  ['Maintainer', values.maintainer],
  ['Installed-Size', String(kilobytes)],
  ['Depends', values.depends.join(', ')],
  ['Recommends', values['deb-recommends'].join(', ')],
  ['Section', values.category],
  ['Priority', values['deb-priority']],
  ['Homepage', values.url],
  ['Description', continueLines(values.description)],
];
const control = join(root, 'DEBIAN');
mkdirSync(control);
const lines = fields.flatMap(([name, value]) => (value === '' ? [] : `${name}: ${value}`));
writeFileSync(join(control, 'control'), `${lines.join('\n')}\n`);
for (const [script, source] of [
  ['postinst', values['after-install']],
  ['postrm', values['after-remove']],
] as const) {
  writeFileSync(join(control, script), readFileSync(source));
  chmodSync(join(control, script), 0o755);
}
// Compressing as well as fpm would take longer than everything else.
execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, values.package], {
  stdio: 'inherit',
});
rmSync(root, { recursive: true });
