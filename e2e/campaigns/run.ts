import { parseArgs } from 'node:util';
import { bundleCliIfStale } from '../../electron/testing/cli/cli-bundle.ts';
import type { Campaign, CampaignFigure } from './core/campaign.ts';

// npm run campaign -- NAME: tries one guarantee of the app many times and prints the figures. Exits with 1 when a figure
// is out of its limit, with 2 when the arguments are wrong.

const campaigns: Readonly<Record<string, () => Promise<{ readonly campaign: Campaign }>>> = {
  disk: () => import('./disk/campaign.ts'),
  'command-line': () => import('./command-line/campaign.ts'),
  ipc: () => import('./ipc/campaign.ts'),
  canaries: () => import('./canaries/campaign.ts'),
  redact: () => import('./redact/campaign.ts'),
  tls: () => import('./tls/campaign.ts'),
  kills: () => import('./kills/campaign.ts'),
  scale: () => import('./scale/campaign.ts'),
  'state-machine': () => import('./state-machine/campaign.ts'),
};

const usage = `npm run campaign -- NAME [--size N] [--seed N]

  NAME      ${Object.keys(campaigns).join(', ')}
  --size N  cases to try; the size of a full run unless given
  --seed N  repeats the random choices of a run; 1 unless given
`;

function row({ name: figure, demanded, found, isWithinLimit }: CampaignFigure): string {
  return `${isWithinLimit ? 'ok    ' : 'FAILED'} ${figure}: ${found} (demanded ${demanded})`;
}

/** @returns whether every figure is within its limit. */
async function runCampaign(name: string, campaign: Campaign, size: number, seed: number): Promise<boolean> {
  console.log(`${name}: ${campaign.description}\n${size} cases, seed ${seed}, Node ${process.versions.node}`);
  const startedAt = performance.now();
  const figures = await campaign.run({ size, seed, report: (line) => console.log(`  ${line}`) });
  for (const figure of figures) console.log(row(figure));
  console.log(`${Math.round((performance.now() - startedAt) / 1000)} s`);
  return figures.every(({ isWithinLimit }) => isWithinLimit);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const [name = ''] = positionals;
const load = campaigns[name];
if (!load) {
  console.error(usage);
  process.exitCode = 2;
} else {
  bundleCliIfStale();
  const { campaign } = await load();
  const size = Number(values.size ?? campaign.fullSize);
  process.exitCode = (await runCampaign(name, campaign, size, Number(values.seed))) ? 0 : 1;
}
