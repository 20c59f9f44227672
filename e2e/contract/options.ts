import { parseArgs } from 'node:util';

export const usage = `npm run contract -- --profile NAME --region REGION [options]

Tries every claim that this project makes of Amazon ECR and writes a report of which claims are confirmed.
Creates repositories under a prefix of its own and deletes them at the end. Says beforehand what it creates and
costs, and asks.

  --profile NAME         profile of the AWS files whose registry is used
  --region REGION        Region of the registry
  --second-profile NAME  profile of another account, for the claims about two accounts
  --endpoint URL         another endpoint of the ECR API and STS, such as a local one
  --only TEXT            only claims whose name begins with this, such as “resume”
  --exhaust-quotas       also try what exceeds a rate of the account for a second
  --report FILE          writes FILE.json and FILE.md; out/contract/<time> when left out
  --yes                  does not ask
  --help

Ends with 0 when no claim differs, 1 when one does or something could not be deleted, 2 when the arguments are wrong,
130 when it was interrupted.
`;

/** The options of a run on the command line. */
export interface ContractOptions {
  readonly profile: string;
  readonly region: string;
  readonly secondProfile: string | undefined;
  readonly endpoint: string | undefined;
  readonly only: string;
  readonly exhaustQuotas: boolean;
  readonly report: string;
  readonly yes: boolean;
}

/**
 * Reads the arguments.
 *
 * @returns `help` when that was requested, and a sentence when the arguments are wrong
 */
export function readOptions(
  args: readonly string[],
  now: Date,
): ContractOptions | 'help' | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        region: { type: 'string' },
        'second-profile': { type: 'string' },
        endpoint: { type: 'string' },
        only: { type: 'string', default: '' },
        'exhaust-quotas': { type: 'boolean', default: false },
        report: { type: 'string' },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const { profile, region, endpoint } = values;
    if (!profile || !region) return { wrong: 'Name the profile and the Region with --profile and --region.' };
    if (endpoint !== undefined && !URL.canParse(endpoint)) return { wrong: `Not a URL: ${endpoint}` };
    return {
      profile,
      region,
      endpoint,
      secondProfile: values['second-profile'],
      only: values.only,
      exhaustQuotas: values['exhaust-quotas'],
      report: values.report ?? `out/contract/${now.toISOString().replaceAll(/[:.]/g, '-')}`,
      yes: values.yes,
    };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
