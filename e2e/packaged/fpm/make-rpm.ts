import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FpmValues } from './fpm-arguments.ts';
import { formatFields } from './fpm-arguments.ts';

const architectures: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/** The paths of all files of a folder as an rpm lists them. */
const listFiles = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length));

const formatSpec = (root: string, values: FpmValues): string => `${formatFields([
  ['Name', values.name],
  ['Version', values.version],
  ['Release', '1'],
  ['Summary', values['rpm-summary']],
  ['License', values.license],
  ['Vendor', values.vendor],
  ['Packager', values.maintainer],
  ['URL', values.url],
  ['Group', values.category],
  ['AutoReqProv', 'no'],
  ['Requires', values.depends.join(', ')],
])}
%description
${values.description}

%install
cp -a '${root}/.' '%{buildroot}'

%post
${readFileSync(values['after-install'], 'utf8')}

%postun
${readFileSync(values['after-remove'], 'utf8')}

%files
%defattr(-,root,root,-)
${listFiles(root)
  .map((path) => `"${path}"`)
  .join('\n')}
`;

/** What rpmbuild would do to the files of a package that it had compiled; and a fast compression. */
const macros = {
  __os_install_post: '%{nil}',
  _build_id_links: 'none',
  _binary_payload: 'w1.gzdio',
  _rpmfilename: 'made.rpm',
} as const;

/** https://fpm.readthedocs.io/en/latest/packages/rpm.html */
export function makeRpm(root: string, values: FpmValues): void {
  const folder = mkdtempSync(join(tmpdir(), 'rpmbuild-'));
  const spec = join(folder, 'made.spec');
  writeFileSync(spec, formatSpec(root, values));
  const defined = Object.entries({ ...macros, _topdir: folder, _rpmdir: folder }).flatMap(([name, value]) => [
    '--define',
    `${name} ${value}`,
  ]);
  const { architecture } = values;
  const target = architectures[architecture] ?? architecture;
  execFileSync('rpmbuild', ['-bb', '--quiet', '--target', `${target}-linux`, ...defined, spec], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  copyFileSync(join(folder, 'made.rpm'), values.package);
  rmSync(folder, { recursive: true });
}
