import type { DatabaseSync } from 'node:sqlite';

/** The routes whose own words contain every word of a query: their entries match without a look at their words. */
export interface MatchingRoutes {
  /** As a JSON array. */
  readonly ids: string;
  /** Every route is among them. */
  readonly isEvery: boolean;
}

/** Finds matching routes; asked again for the same words, as every stretch of one search does, it answers at once. */
export function openMatchingRoutes(database: DatabaseSync): (words: readonly string[]) => MatchingRoutes {
  const state = database.prepare('SELECT count(*) AS count, max(id) AS last FROM route');
  const all = database.prepare('SELECT id, words FROM route');
  let answered: { readonly key: string; readonly routes: MatchingRoutes } | undefined;

  return (words) => {
    const key = JSON.stringify([words, state.get()]);
    if (answered?.key === key) return answered.routes;
    const rows = all.all();
    const matching = rows.filter((row) => words.every((word) => String(row['words']).includes(word)));
    const routes = {
      ids: JSON.stringify(matching.map(({ id }) => Number(id))),
      isEvery: matching.length === rows.length,
    };
    answered = { key, routes };
    return routes;
  };
}
