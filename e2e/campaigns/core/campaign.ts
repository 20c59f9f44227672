/** One measured number of a campaign, with its limit. */
export interface CampaignFigure {
  /** What was counted or measured, with its unit: `transfers lost`, `longest call, ms`. */
  readonly name: string;
  readonly demanded: string;
  readonly found: string;
  readonly isWithinLimit: boolean;
}

export interface CampaignRun {
  /** How many cases to try. */
  readonly size: number;
  /** Seed of the random choices, so that a run can be repeated. */
  readonly seed: number;
  /** Reports progress, one line at a time. */
  readonly report: (line: string) => void;
}

/** Many tries of one guarantee of the app. Each has its own folder and is the `campaign` of its `campaign.ts`. */
export interface Campaign {
  /** The guarantee, in one sentence. */
  readonly description: string;
  /** Cases in a full run: docs/reliability.md has the figures of this size. */
  readonly fullSize: number;
  /** Cases in the sample that `npm test` runs. */
  readonly sampleSize: number;
  run(options: CampaignRun): Promise<readonly CampaignFigure[]>;
}

/** A figure that must equal this number. */
export const exactly = (name: string, demanded: number, found: number): CampaignFigure => ({
  name,
  demanded: String(demanded),
  found: String(found),
  isWithinLimit: found === demanded,
});

/** A figure that must not exceed this number. */
export const atMost = (name: string, demanded: number, found: number): CampaignFigure => ({
  name,
  demanded: `≤ ${demanded}`,
  found: String(Math.round(found * 100) / 100),
  isWithinLimit: found <= demanded,
});
