/** The results of one part of a campaign, as plain data. */
export interface Tally {
  /** How often each error path was tried, by its name. */
  readonly tried: Readonly<Record<string, number>>;
  /** Outputs with a secret, by their source. */
  readonly leaks: Readonly<Record<string, number>>;
  readonly commands: number;
  readonly processes: number;
  /** The number of secrets in the traffic. */
  readonly secrets: number;
  /** Requests with credentials to a third-party server. */
  readonly toForeign: number;
}

export const noTally: Tally = {
  tried: {},
  leaks: {},
  commands: 0,
  processes: 0,
  secrets: 0,
  toForeign: 0,
};

type Counts = Readonly<Record<string, number>>;

const addCounts = (left: Counts, right: Counts): Counts => {
  const sum = { ...left };
  for (const [name, count] of Object.entries(right)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

export const addTallies = (left: Tally, right: Tally): Tally => ({
  tried: addCounts(left.tried, right.tried),
  leaks: addCounts(left.leaks, right.leaks),
  commands: left.commands + right.commands,
  processes: left.processes + right.processes,
  secrets: left.secrets + right.secrets,
  toForeign: left.toForeign + right.toForeign,
});
