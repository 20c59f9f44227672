import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appFolder } from '../app/launch.ts';
import { allClaims } from './claims/all-claims.ts';

const documentation = async () => readFile(join(appFolder, 'docs', 'compatibility.md'), 'utf8');
const claims = allClaims.flatMap((area) => area.claims);

it('docs/compatibility.md lists the claims that only the local ECR answers', async () => {
  const [, list = ''] = (await documentation()).split(/<!-- \/?assumed -->/);
  const assumed = claims.filter(({ basis }) => basis === 'assumed');
  expect(list.trim().split('\n')).toEqual(assumed.map(({ id, statement }) => `- \`${id}\`: ${statement}`));
});

it('docs/compatibility.md counts the claims', async () => {
  expect(await documentation()).toContain(`${claims.length} claims in ${allClaims.length} areas`);
});

it('docs/compatibility.md names files that exist', async () => {
  const [, paths = ''] = (await documentation()).split('## Inputs');
  const named = [...paths.matchAll(/`([\w./-]+(?:\.ts|\/))`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(10);
  const roots = ['', 'electron/engine'];
  expect(named.filter((path) => !roots.some((root) => existsSync(join(appFolder, root, path))))).toEqual([]);
});
