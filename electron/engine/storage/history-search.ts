import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { HistoryQuery } from '../../../shared/models/history.ts';
import { readDigestPrefix } from '../../../shared/history/digest-prefix.ts';
import { digestRange } from './digest-range.ts';
import { queryWords } from './search-words.ts';

/** A place in the history, which is ordered from the latest entry to the oldest. */
export interface Place {
  readonly finishedAt: number;
  readonly number: number;
}

/** Before the latest entry. */
export const beforeAll: Place = { finishedAt: Number.MAX_SAFE_INTEGER, number: Number.MAX_SAFE_INTEGER };

/** The numbers of the matching entries of one batch, the latest first, and where the next batch starts. */
export interface SearchResult {
  readonly numbers: readonly number[];
  readonly next: Place | undefined;
}

/** @returns the matches among the `length` entries after a place. @throws what SQLite reports. */
export type SearchHistory = (query: HistoryQuery, after: Place, length: number) => SearchResult;

/** The routes whose own text contains every word of a query: their entries match whatever their own words are. */
interface MatchingRoutes {
  /** As a JSON array. */
  readonly ids: string;
  /** Whether every route matches. */
  readonly isEvery: boolean;
}

const numbersSchema = z.array(z.number());
const parseNumbers = (json: unknown): readonly number[] => numbersSchema.parse(JSON.parse(String(json)));

/** The pattern of LIKE for a word; LIKE is several times faster than instr(). */
const containing = (word: string): string => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Whether a word can be the digest of a manifest, which is searched for in a table of its own. */
type WordKind = 'text' | 'digest';

const manifestSql = (index: number): string =>
  `OR history.number IN (SELECT number FROM history_manifest WHERE digest BETWEEN :first${index} AND :last${index})`;

const wordsSql = (kinds: readonly WordKind[]): string => `AND (
        history.route IN (SELECT value FROM json_each(:routes)) OR (
        ${kinds
          .map(
            (kind, index) => `(history.words LIKE :word${index} ESCAPE '\\' OR
          history.route IN (SELECT id FROM route WHERE route.words LIKE :word${index} ESCAPE '\\')
          ${kind === 'digest' ? manifestSql(index) : ''})`,
          )
          .join(' AND ')}))`;

/** One statement for each list of kinds of words. Entries of the same time are ordered by their numbers. */
const searchSql = (kinds: readonly WordKind[]): string => `
  SELECT json_group_array(number) AS numbers FROM (
    SELECT number FROM history
    WHERE finished_at BETWEEN :since AND :until
      AND (finished_at, number) < (:time, :number) AND (finished_at, number) >= (:lastTime, :lastNumber)
      AND (:results IS NULL OR result IN (SELECT value FROM json_each(:results)))
      ${kinds.length === 0 ? '' : wordsSql(kinds)}
    ORDER BY finished_at DESC, number DESC)`;

interface Word {
  readonly word: string;
  /** The hex digits of a word that can be the digest of a manifest. */
  readonly digest: string | undefined;
}

const toWord = (word: string): Word => ({ word, digest: readDigestPrefix(word) });

/** The parameters of a word and their values. */
function listParameters(
  { word, digest }: Word,
  index: number,
): readonly (readonly [string, string | Buffer])[] {
  if (digest === undefined) return [[`word${index}`, containing(word)]];
  const { first, last } = digestRange(digest);
  return [
    [`word${index}`, containing(word)],
    [`first${index}`, first],
    [`last${index}`, last],
  ];
}

/** Finds matching routes, and caches the result of the latest words: every batch of a search needs it. */
function openMatchingRoutes(database: DatabaseSync): (words: readonly string[]) => MatchingRoutes {
  const state = database.prepare('SELECT count(*) AS count, max(id) AS last FROM route');
  const all = database.prepare('SELECT id, words FROM route');
  let cached: { readonly key: string; readonly routes: MatchingRoutes } | undefined;

  return (words) => {
    const key = JSON.stringify([words, state.get()]);
    if (cached?.key === key) return cached.routes;
    const rows = all.all();
    const matching = rows.filter((row) => words.every((word) => String(row['words']).includes(word)));
    const routes = {
      ids: JSON.stringify(matching.map(({ id }) => Number(id))),
      isEvery: matching.length === rows.length,
    };
    cached = { key, routes };
    return routes;
  };
}

/** Prepares the search. The tables have to exist. @throws what SQLite reports. */
export function openHistorySearch(database: DatabaseSync): SearchHistory {
  const last = database.prepare(`
    SELECT finished_at AS finishedAt, number FROM history
    WHERE (finished_at, number) < (?, ?) ORDER BY finished_at DESC, number DESC LIMIT 1 OFFSET ?`);
  const routesFor = openMatchingRoutes(database);
  const statements = new Map<string, StatementSync>();
  const statementFor = (kinds: readonly WordKind[]): StatementSync => {
    const key = kinds.join(' ');
    const statement = statements.get(key) ?? database.prepare(searchSql(kinds));
    statements.set(key, statement);
    return statement;
  };

  return ({ text = '', results, since, until }, after, length) => {
    const allWords = queryWords(text);
    const routes = routesFor(allWords);
    // When every route contains the words, every entry matches.
    const words = (routes.isEvery ? [] : allWords).map(toWord);
    const end = last.get(after.finishedAt, after.number, length - 1);
    const next = end && { finishedAt: Number(end['finishedAt']), number: Number(end['number']) };
    const found = statementFor(words.map(({ digest }) => (digest === undefined ? 'text' : 'digest'))).get({
      time: after.finishedAt,
      number: after.number,
      lastTime: next?.finishedAt ?? -1,
      lastNumber: next?.number ?? -1,
      since: Math.max(since ?? 0, next?.finishedAt ?? 0),
      until: Math.min(until ?? after.finishedAt, after.finishedAt),
      results: results ? JSON.stringify(results) : null,
      ...(words.length > 0 && { routes: routes.ids }),
      ...Object.fromEntries(words.flatMap(listParameters)),
    });
    return { numbers: parseNumbers(found?.['numbers']), next };
  };
}
