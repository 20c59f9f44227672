/** One number that a campaign found, beside what is demanded of it. */
export interface CampaignFigure {
  /** What was counted or measured, with its unit: `transfers lost`, `longest call, ms`. */
  readonly name: string;
  readonly demanded: string;
  readonly found: string;
  readonly holds: boolean;
}

export interface CampaignRun {
  /** How many cases to try. */
  readonly size: number;
  /** Random choices follow from it, so that a run can be repeated. */
  readonly seed: number;
  /** Reports progress, a line at a time. */
  readonly report: (line: string) => void;
}

/** Many tries of one promise of the app. Each lives in a folder of its own, as `campaign` of its `campaign.ts`. */
export interface Campaign {
  /** What it tries, in one sentence. */
  readonly description: string;
  /** Cases in a full run: the figures in docs/reliability.md are of this size. */
  readonly fullSize: number;
  /** Cases in the sample that `npm test` runs. */
  readonly sampleSize: number;
  run(options: CampaignRun): Promise<readonly CampaignFigure[]>;
}

/** A figure that must be exactly this number. */
export const exactly = (name: string, demanded: number, found: number): CampaignFigure => ({
  name,
  demanded: String(demanded),
  found: String(found),
  holds: found === demanded,
});

/** A figure that must not be above this number. */
export const atMost = (name: string, demanded: number, found: number): CampaignFigure => ({
  name,
  demanded: `≤ ${demanded}`,
  found: String(Math.round(found * 100) / 100),
  holds: found <= demanded,
});
