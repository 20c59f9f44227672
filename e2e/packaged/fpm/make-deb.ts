import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FpmValues } from './fpm-arguments.ts';
import { formatFields } from './fpm-arguments.ts';

/** The first line is the synopsis; the others are continued by a space, an empty one by a dot. */
const continueLines = (description: string): string => {
  const [synopsis = '', ...lines] = description.split('\n');
  return [synopsis, ...lines.map((line) => (line.trim() === '' ? ' .' : ` ${line}`))].join('\n');
};

/** KiB of all files of a folder. */
const measure = (folder: string): string => {
  const output = execFileSync('du', ['--summarize', '--apparent-size', '-k', folder], { encoding: 'utf8' });
  return /^\d+/.exec(output)?.[0] ?? '';
};

/** https://fpm.readthedocs.io/en/latest/packages/deb.html */
export function makeDeb(root: string, values: FpmValues): void {
  const fields = formatFields([
    ['Package', values.name],
    ['Version', values.version],
    ['License', values.license],
    ['Vendor', values.vendor],
    ['Architecture', values.architecture],
    ['Maintainer', values.maintainer],
    ['Installed-Size', measure(root)],
    ['Depends', values.depends.join(', ')],
    ['Recommends', values['deb-recommends'].join(', ')],
    ['Section', values.category],
    ['Priority', values['deb-priority']],
    ['Homepage', values.url],
    ['Description', continueLines(values.description)],
  ]);
  const control = join(root, 'DEBIAN');
  mkdirSync(control);
  writeFileSync(join(control, 'control'), fields);
  const scripts = { postinst: values['after-install'], postrm: values['after-remove'] };
  for (const [name, source] of Object.entries(scripts)) {
    writeFileSync(join(control, name), readFileSync(source));
    chmodSync(join(control, name), 0o755);
  }
  // Compressing as well as fpm would take longer than everything else.
  const options = ['--root-owner-group', '-Zgzip', '-z1'];
  execFileSync('dpkg-deb', [...options, '--build', root, values.package], { stdio: 'inherit' });
}
