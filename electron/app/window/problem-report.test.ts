import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { AboutFacts } from '../../../shared/models/about.ts';
import { createProblemReport, issuesUrl, problemReportUrl } from '../../../shared/text/problem-report.ts';
import { isAllowedLink } from './allowed-links.ts';

const readProjectFile = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');

const facts: AboutFacts = {
  version: '1.2.3',
  commit: '0123456789abcdef0123456789abcdef01234567',
  electron: '45.4.1',
  chromium: '150.0.1.2',
  node: '24.21.0',
  system: 'linux 6.8.0 (x64)',
  platform: 'linux',
};

test('the address is that of package.json', () => {
  const { bugs }: { bugs: { url: string } } = JSON.parse(readProjectFile('package.json'));
  expect(issuesUrl).toBe(bugs.url);
});

test('fills the fields that the form has, with options that it offers', () => {
  const form = readProjectFile('.github/ISSUE_TEMPLATE/bug_report.yml');
  const url = new URL(problemReportUrl(createProblemReport(facts, 'internal')));
  expect(isAllowedLink(url.href)).toBe(true);
  expect(url.pathname).toMatch(/\/issues\/new$/);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    template: 'bug_report.yml',
    version: '1.2.3 (0123456789ab), Electron 45.4.1, Chromium 150.0.1.2, Node.js 24.21.0, linux 6.8.0 (x64)',
    platform: 'Linux',
    surface: 'Window',
    error: 'Error code: internal',
  });
  for (const id of ['version', 'platform', 'surface', 'error']) expect(form).toContain(`id: ${id}`);
  for (const option of ['Linux', 'macOS', 'Windows', 'Window']) expect(form).toContain(option);
});

test('is shorter than 2,000 characters whatever the facts are', () => {
  const long = '😀<&% '.repeat(5_000);
  const all = { ...facts, version: long, commit: long, system: long, platform: long };
  expect(problemReportUrl(createProblemReport(all, long)).length).toBeLessThan(2_000);
});
