import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { assertNever } from '../../../shared/models/result.ts';
import type { ClaimResult } from './run-claims.ts';

/** The target of a run, without account ids. */
export interface ReportHead {
  /** ISO 8601. */
  readonly startedAt: string;
  /** `AWS`, or the endpoint. */
  readonly target: string;
  readonly region: string;
  readonly withSecondProfile: boolean;
  /** Versions of Node.js, the SDK, the AWS CLI and skopeo. */
  readonly versions: Readonly<Record<string, string>>;
}

/** The number of claims with each outcome. */
export function count(results: readonly ClaimResult[]) {
  const of = (kind: ClaimResult['outcome']['kind']): number =>
    results.filter(({ outcome }) => outcome.kind === kind).length;
  return { confirmed: of('confirmed'), differs: of('differs'), untried: of('untried') };
}

/** The report as data. */
export function jsonReport(head: ReportHead, results: readonly ClaimResult[]): object {
  return {
    ...head,
    count: count(results),
    claims: results.map(({ area, claim: { id, statement, basis }, outcome, milliseconds }) => ({
      id,
      area,
      statement,
      basis,
      ...outcome,
      milliseconds,
    })),
  };
}

/** The report as Markdown: a table for each area. */
export function markdownReport(head: ReportHead, results: readonly ClaimResult[]): string {
  const { confirmed, differs, untried } = count(results);
  const areas = [...new Set(results.map(({ area }) => area))];
  const versions = Object.entries(head.versions).map(([name, version]) => `${name} ${version}`);
  return [
    '# Contract with Amazon ECR',
    '',
    `${head.target}, ${head.region}, ${head.startedAt}, ${head.withSecondProfile ? 'two profiles' : 'one profile'}.`,
    `${versions.join(', ')}.`,
    '',
    `**${confirmed} confirmed, ${differs} differ, ${untried} not tried.**`,
    ...areas.flatMap((title) => [
      '',
      `## ${title}`,
      '',
      '| claim | statement | basis | outcome | observed |',
      '| --- | --- | --- | --- | --- |',
      ...results.filter(({ area }) => area === title).map(row),
    ]),
    '',
  ].join('\n');
}

function row({ claim, outcome }: ClaimResult): string {
  const cells = [claim.id, claim.statement, claim.basis, ...outcomeCells(outcome)];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function outcomeCells(outcome: ClaimResult['outcome']): readonly [string, string] {
  switch (outcome.kind) {
    case 'confirmed':
      return ['confirmed', outcome.seen];
    case 'differs':
      return ['**differs**', `${outcome.seen} (expected: ${outcome.expected})`];
    case 'untried':
      return ['not tried', outcome.reason];
    default:
      return assertNever(outcome);
  }
}

/** Text as the content of one cell: short, on one line, with Markdown escaped. */
function cell(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const short = line.length > 300 ? `${line.slice(0, 300)}…` : line;
  return short
    .replaceAll(/[\\|<>*_`[\]]/g, String.raw`\$&`)
    .replaceAll(String.raw`\*\*differs\*\*`, '**differs**');
}

/** Writes `<path>.json` and `<path>.md`. @returns their names. */
export async function writeReport(
  path: string,
  head: ReportHead,
  results: readonly ClaimResult[],
): Promise<readonly string[]> {
  const base = path.replace(/\.(?:json|md)$/, '');
  await mkdir(dirname(base), { recursive: true });
  await writeFile(`${base}.json`, `${JSON.stringify(jsonReport(head, results), null, 2)}\n`);
  await writeFile(`${base}.md`, markdownReport(head, results));
  return [`${base}.json`, `${base}.md`];
}
